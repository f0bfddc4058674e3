/**
 * What exploring costs: a world step of the core world, known from before or taken.
 *
 * Four recipients is what the command walks by default and what the target is about; its counts are
 * written down. Two recipients is small enough to take each step beside it.
 */
import { assert } from '../model/assert.ts';
import { createModel, tabulateAll } from '../model/model.ts';
import { bundledWorlds } from '../sim/explore/chosen-worlds.ts';
import { newSearch } from '../sim/explore/search.ts';
import { type SmallWorld, smallWorld } from '../sim/explore/small-world.ts';
import type { Case, Found } from './harness.ts';

/** The largest prime below 2^31. */
const PRIME = 2_147_483_647n;

/** The core world with four recipients, and the first combinations with two. */
export function exploreCases(): readonly Case[] {
  const model = createModel(tabulateAll());
  const core = (recipients: number): SmallWorld[] =>
    bundledWorlds(recipients, ['core']).flatMap(({ cases }) =>
      cases.map(({ scenario }) => smallWorld(scenario, { withoutSymmetry: false, inFull: false })),
    );
  const walk = (worlds: readonly SmallWorld[], eachStep: boolean) => (): Found => {
    const counts = { states: 0, apart: 0, steps: 0 };
    let paths = 0n;
    for (const { ground } of worlds) {
      const how = { parts: [], statesMax: 2_000_000, ...(eachStep ? { eachStep } : {}) };
      const result = newSearch(model, ground, how).advance(Number.POSITIVE_INFINITY);
      assert(result?.isComplete, 'the core world is walked to its end');
      counts.states += result.states;
      counts.apart += result.statesApart;
      counts.steps += result.steps;
      paths += result.paths;
    }
    return { counts, checksum: Number(paths % PRIME) };
  };
  const all = core(4);
  const few = core(2).slice(0, 2);
  return [
    {
      name: 'explore',
      size: { recipients: 4, states: 906_521 },
      operations: 6_335_689,
      expected: {
        counts: { states: 906_521, apart: 2_811_400, steps: 6_335_689 },
        checksum: Number(265_436_331_895n % PRIME),
      },
      sides: [{ name: 'known', run: walk(all, false), isSlow: true }],
    },
    {
      name: 'explore',
      size: { recipients: 2, states: 2_555 },
      operations: walk(few, false)().counts['steps'] ?? 0,
      expected: null,
      sides: [
        { name: 'known', run: walk(few, false) },
        { name: 'each step', run: walk(few, true) },
      ],
    },
  ];
}
