/**
 * The simulator against the independent judge: the same outcome for every recall, recipient and
 * copy, in the library and in generated scenarios.
 *
 * A scenario that the judge does not cover is counted, and the count is asserted: what is judged
 * cannot shrink unseen.
 */
import fc from 'fast-check';
import { expect } from 'vitest';
import type { Scenario } from '../scenarios/scenario.ts';
import { buildClassic, classicIngredients } from './arbitraries/classic.ts';
import { exploredPaths } from './arbitraries/explored.ts';
import { asked } from './arbitraries/receipts.ts';
import { scenarios } from './arbitraries/scenario.ts';
import { always, describe, it, run, sometimes } from './harness.ts';
import { judge } from './judge/judge.ts';
import { differences } from './judgement.ts';
import { readLibrary } from './library.ts';

/** Scenarios of the library that were judged when this was written. */
const JUDGED_AT_LEAST = 180;

/**
 * Classic scenarios that the judge mostly covers: nobody forwards, and a program is started either
 * by its hours or not at all.
 */
const classicScenarios = classicIngredients.map((parts) => {
  const readings = parts.readings.map((reading) =>
    reading.processRecalls === 'manual' ? { ...reading, running: null, offline: [] } : reading,
  ) as typeof parts.readings;
  const acts = parts.acts.filter(([, , act]) => act.kind === 'openRequest');
  const world = { ...parts.world, plain: true };
  return buildClassic({ ...parts, readings, acts, world });
});

/** What the judge and the simulator say differently; null: it is not judged. */
function disagreement(scenario: Scenario): string[] | null {
  const judgement = judge(scenario);
  if (!judgement.judged) return null;
  return differences(judgement.verdicts, run(scenario).outcome, scenario);
}

const shareJudged = (cases: readonly Scenario[]): number =>
  cases.filter((scenario) => judge(scenario).judged).length / cases.length;

describe('the judge and the simulator agree', () => {
  const library = readLibrary().entries;

  it('on every scenario of the library that is judged', () => {
    const found = library.flatMap(({ file, scenario }) =>
      (disagreement(scenario) ?? []).map((line) => `${file}: ${line}`),
    );
    expect(found).toEqual([]);
  });

  it('and much of the library is judged', () => {
    const judged = library.filter(({ scenario }) => judge(scenario).judged);
    expect(judged.length).toBeGreaterThanOrEqual(JUDGED_AT_LEAST);
  });

  const agrees = (scenario: Scenario): void => {
    expect(disagreement(scenario) ?? []).toEqual([]);
  };
  always([], 'The judge finds what the cloud agent did', scenarios, agrees);

  always([], 'The judge finds what Outlook did', classicScenarios, agrees);

  always([], 'The judge finds which receipts were sent', asked, agrees);

  always([], 'The judge finds what happens on explored paths', exploredPaths, agrees);

  it('and most generated scenarios are judged', () => {
    const sample = { numRuns: 100, seed: 0x5eed };
    expect(shareJudged(fc.sample(scenarios, sample))).toBeGreaterThan(0.9);
    expect(shareJudged(fc.sample(asked, sample))).toBeGreaterThan(0.8);
    expect(shareJudged(fc.sample(classicScenarios, sample))).toBeGreaterThan(0.5);
    expect(shareJudged(fc.sample(exploredPaths, sample))).toBeGreaterThan(0.5);
  });

  sometimes('two recipients of one recall fare differently', scenarios, (scenario) => {
    const judgement = judge(scenario);
    if (!judgement.judged) return false;
    return judgement.verdicts.recalls.some(
      ({ recipients }) => new Set(recipients.map(({ outcome }) => outcome)).size > 2,
    );
  });
});
