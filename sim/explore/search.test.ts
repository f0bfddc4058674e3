/**
 * The search against walking every path by itself, against telling every recipient apart, and
 * against the kernel, which replays paths as scenarios.
 */
import { describe, expect, it } from 'vitest';
import { assert, at } from '../../model/assert.ts';
import { createModel, tabulateAll } from '../../model/model.ts';
import { compileScenario } from '../../scenarios/compile.ts';
import { parseScenario } from '../../scenarios/parse-scenario.ts';
import { printScenario } from '../../scenarios/print-scenario.ts';
import type { Scenario } from '../../scenarios/scenario.ts';
import { asMany, isThorough } from '../../tools/thorough.ts';
import { simulate } from '../simulate.ts';
import type { Part } from './expectation.ts';
import { expectations, wordsAreReached } from './expectations.ts';
import { timesOf } from './interchange.ts';
import { newSearch, type SearchResult } from './search.ts';
import { type SmallWorld, scenarioOf, smallWorld, type Taken } from './small-world.ts';
import {
  back,
  kept,
  type Node,
  newWalker,
  pass,
  shotOf,
  start,
  take,
  type Walker,
} from './walker.ts';
import { casesOf } from './world-cases.ts';
import {
  classicWorld,
  coreWorld,
  livenessWorld,
  messagesWorld,
  roadsWorld,
  twiceWorld,
  type WorldPlan,
} from './worlds.ts';

const model = createModel(tabulateAll());
const options = { parts: [], statesMax: 1_000_000 };

function search(scenario: Scenario, withoutSymmetry: boolean, inFull = false): SearchResult {
  const { ground } = smallWorld(scenario, { withoutSymmetry, inFull });
  return newSearch(model, ground, options).advance(Number.POSITIVE_INFINITY) as SearchResult;
}

/** What a path comes to: rows with outcome and reason, copies with folder and read flag. */
function endOf({ rows, copies }: Walker['run']['world']): string {
  return JSON.stringify([
    rows.map((row) => [
      row.recipient,
      row.outcome,
      row.reason,
      row.cause,
      row.notified,
      row.decidedAt,
    ]),
    copies.map((copy) => [copy.recipient, copy.state, copy.folder, copy.isRead, copy.firstReadAt]),
  ]);
}

/** Every path, one after the other, no two states taken for the same. */
function* everyPath(small: SmallWorld): Generator<{ path: readonly Taken[]; end: string }> {
  const walker = newWalker(model, small.ground, true);
  const path: Taken[] = [];
  function* walk(node: Node): Generator<{ path: readonly Taken[]; end: string }> {
    for (let choice = 0; choice < small.actions.length; choice++) {
      if (timesOf(walker, node, choice) === 0) continue;
      if (take(walker, node, choice) >= 0) {
        path.push({ choice, at: shotOf(node).now });
        yield* walk(kept(walker));
        path.pop();
      }
      back(walker, node);
    }
    if (pass(walker, node) < 0) yield { path: [...path], end: endOf(walker.run.world) };
    else yield* walk(kept(walker));
    back(walker, node);
  }
  yield* walk(start(walker));
}

const expected = expectations.flatMap(({ parts }) => parts);

/** Everything that is found, but how often a part about steps was put to the test. */
function summaryOf(
  parts: readonly Part[],
  { tallies, hits, stepsKnown: _, ...found }: SearchResult,
) {
  return {
    ...found,
    rules: [...hits].map((hit) => hit > 0),
    tallies: tallies.map(({ checked, broken }, part) => {
      const isStep = ['row', 'copy'].includes(at(parts, part).kind);
      return isStep ? [checked > 0, broken > 0] : [checked, broken];
    }),
  };
}

const plans: readonly WorldPlan[] = asMany(
  [coreWorld(1), messagesWorld(), twiceWorld(), classicWorld(), coreWorld(2)],
  2,
);

describe('the search of a small world', () => {
  it('counts the same states and paths with interchangeable recipients as one, and apart', () => {
    let reduced = 0;
    for (const plan of plans) {
      for (const { scenario, positions } of casesOf(plan).slice(
        0,
        plan.name === 'core-2' ? 2 : 1,
      )) {
        const merged = search(scenario, false);
        const apart = search(scenario, true);
        const name = `${plan.name} ${positions.join()}`;
        expect(merged.crossed, name).toBe(false);
        expect(merged.statesApart, name).toBe(apart.states);
        expect(merged.pathsApart, name).toBe(apart.paths);
        expect(apart.statesApart, name).toBe(apart.states);
        if (merged.states < apart.states) reduced++;
      }
    }
    // All but the world with one recipient.
    expect(reduced).toBe(plans.length - 1);
  });

  it('counts as many paths as there are, and every path is a scenario with the same end', () => {
    for (const plan of [coreWorld(1), roadsWorld()]) {
      const { scenario } = at(casesOf(plan), plan.name === 'roads' ? 0 : 5);
      const small = smallWorld(
        plan.name === 'roads' ? { ...scenario, timeline: scenario.timeline.slice(0, 5) } : scenario,
        { withoutSymmetry: true, inFull: false },
      );
      let count = 0n;
      for (const { path, end } of everyPath(small)) {
        count++;
        if (count % 11n !== 0n) continue;
        const written = scenarioOf(small, path, 'a path');
        const { world } = simulate(model, compileScenario(written));
        expect(endOf(world), printScenario(written)).toBe(end);
      }
      expect(count).toBeGreaterThan(100n);
      expect(search(small.scenario, true).paths).toBe(count);
    }
  });

  it('finds as many paths when times and logs tell states apart', () => {
    const { scenario } = at(casesOf(coreWorld(1)), 0);
    const usual = search(scenario, true);
    const full = search(scenario, true, true);
    expect(full.paths).toBe(usual.paths);
    expect(full.states).toBeGreaterThan(usual.states);
  });

  it('finds the same whether it knows steps from before or takes each one', () => {
    let known = 0;
    for (const plan of [...plans, ...asMany([roadsWorld(), livenessWorld()], 0)]) {
      const { parts } = wordsAreReached(plan.words);
      const how = { parts: [...expected, ...parts], statesMax: 1_000_000 };
      for (const { scenario, positions } of casesOf(plan).slice(
        0,
        plan.name === 'core-2' ? 2 : 1,
      )) {
        const { ground } = smallWorld(scenario, { withoutSymmetry: false, inFull: false });
        const usual = newSearch(model, ground, how).advance(1e9);
        const each = newSearch(model, ground, { ...how, eachStep: true }).advance(1e9);
        assert(usual !== null && each !== null, 'both are walked to the end');
        expect(each.stepsKnown).toBe(0);
        known += usual.stepsKnown;
        expect(summaryOf(how.parts, usual), `${plan.name} ${positions.join()}`).toEqual(
          summaryOf(how.parts, each),
        );
      }
    }
    expect(known).toBeGreaterThan(isThorough ? 5_000 : 500);
  });

  it('says that it was cut short', () => {
    const { scenario } = at(casesOf(coreWorld(2)), 0);
    const { ground } = smallWorld(scenario, { withoutSymmetry: false, inFull: false });
    const cut = newSearch(model, ground, { parts: [], statesMax: 50 }).advance(1e9);
    expect(cut?.isComplete).toBe(false);
  });

  it('reads a path back from its file', () => {
    const small = smallWorld(at(casesOf(coreWorld(2)), 7).scenario, {
      withoutSymmetry: true,
      inFull: false,
    });
    const written = scenarioOf(small, [{ choice: 0, at: 5_000 }], 'a path');
    const parsed = parseScenario(printScenario(written), 'path.yaml');
    expect(parsed.ok && parsed.value).toEqual(written);
  });
});
