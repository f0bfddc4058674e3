/**
 * Paths of the worlds that `explore` walks, by chance: a case of a world, and some of its choices
 * at some instants.
 *
 * Instants lie on what is bound to happen: the fixed entries, the transport delay after them, the
 * attempts of a recall.
 */
import fc from 'fast-check';
import type { Scenario } from '../../scenarios/scenario.ts';
import { bundledWorlds } from '../../sim/explore/chosen-worlds.ts';
import { type SmallWorld, scenarioOf, smallWorld } from '../../sim/explore/small-world.ts';

/** The bundled worlds with two recipients: what the fast slice explores. */
export const exploredWorlds = bundledWorlds(2);

const exploredCases: readonly Scenario[] = exploredWorlds.flatMap(({ cases }) =>
  cases.map(({ scenario }) => scenario),
);

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const known = new Map<Scenario, SmallWorld>();

/** A world is worked out once, however many of its paths are asked for. */
function worldOf(scenario: Scenario): SmallWorld {
  const world =
    known.get(scenario) ?? smallWorld(scenario, { withoutSymmetry: true, inFull: false });
  known.set(scenario, world);
  return world;
}

function instantsOf({ timeline, deliveryMs }: Scenario): number[] {
  const beside = [0, 1, deliveryMs, 2 * deliveryMs, 5 * MINUTE, HOUR, 24 * HOUR];
  return [...new Set(timeline.flatMap(({ at }) => beside.map((after) => at + after)))];
}

/** A request is looked at only where there is one. */
function withoutStrays(scenario: Scenario): Scenario {
  const asked = scenario.timeline.flatMap(({ action }) =>
    action.kind === 'recall' ? [action.id] : [],
  );
  const timeline = scenario.timeline.filter(
    ({ action }) => action.kind !== 'openRequest' || asked.includes(action.recall),
  );
  return { ...scenario, timeline };
}

/** Any path of any of the cases. */
export const exploredPaths: fc.Arbitrary<Scenario> = fc
  .constantFrom(...exploredCases)
  .chain((scenario) => {
    const world = worldOf(scenario);
    const choices = world.actions.map((_, choice) => choice);
    return fc
      .tuple(
        fc.shuffledSubarray(choices, { minLength: Math.min(1, choices.length) }),
        fc.array(fc.constantFrom(...instantsOf(scenario)), {
          minLength: choices.length,
          maxLength: choices.length,
        }),
      )
      .map(([taken, instants]) => {
        const path = taken.map((choice, index) => ({ choice, at: instants[index] ?? 0 }));
        return withoutStrays(scenarioOf(world, path, 'explored'));
      });
  });
