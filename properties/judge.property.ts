/**
 * The simulator against the independent judge: the same outcome for every recall, recipient, copy
 * and receipt, in the library and in generated scenarios.
 *
 * What the judge does not cover is listed for the library and counted for the rest: it cannot grow
 * unseen.
 */
import fc from 'fast-check';
import { expect } from 'vitest';
import type { Scenario } from '../scenarios/scenario.ts';
import { buildClassic, classicIngredients } from './arbitraries/classic.ts';
import { exploredPaths } from './arbitraries/explored.ts';
import { asked } from './arbitraries/receipts.ts';
import { scenarios } from './arbitraries/scenario.ts';
import { always, describe, it, run, sometimes } from './harness.ts';
import { type Judgement, judge } from './judge/judge.ts';
import { judgeTips } from './judge/tips.ts';
import { unjudgedLibrary } from './judge/unjudged-library.ts';
import { differences } from './judgement.ts';
import { readLibrary } from './library.ts';
import { tipDifferences } from './tip-judgement.ts';

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

/** What the judge and the simulator say differently; nothing about what is not judged. */
function disagreements(scenario: Scenario, judgement = judge(scenario)): string[] {
  if (!judgement.judged) return [];
  return differences(judgement.verdicts, run(scenario).outcome, scenario);
}

const shareJudged = (cases: readonly Scenario[]): number =>
  cases.filter((scenario) => judge(scenario).judged).length / cases.length;

describe('the judge and the simulator agree', () => {
  /** The library, judged when it is first asked for. */
  let judged: { file: string; scenario: Scenario; judgement: Judgement }[] | undefined;
  const library = () => {
    judged ??= readLibrary().entries.map((one) => ({ ...one, judgement: judge(one.scenario) }));
    return judged;
  };

  it('on every scenario of the library that is judged', () => {
    const found = library().flatMap(({ file, scenario, judgement }) =>
      disagreements(scenario, judgement).map((line) => `${file}: ${line}`),
    );
    expect(found).toEqual([]);
  });

  it('and what it does not judge of the library is listed, by its reason', () => {
    const found: Record<string, string[]> = {};
    for (const { file, judgement } of library()) {
      if (judgement.judged) continue;
      const files = found[judgement.why] ?? [];
      found[judgement.why] = [...files, file.replace(/\.yaml$/, '')];
    }
    expect(found).toEqual(unjudgedLibrary);
  });

  /** One line for what the two say differently of drafts, or why the judge says nothing. */
  function draftDisagreements(scenario: Scenario): string[] {
    if (!scenario.timeline.some(({ action }) => action.kind === 'compose')) return [];
    const judgement = judgeTips(scenario);
    if (!judgement.judged) return [`not judged: ${judgement.why}`];
    return tipDifferences(judgement.looks, run(scenario).outcome, scenario);
  }

  it('on every draft of the library, and none is left out', () => {
    const found = library().flatMap(({ file, scenario }) =>
      draftDisagreements(scenario).map((line) => `${file}: ${line}`),
    );
    expect(found).toEqual([]);
  });

  const agrees = (scenario: Scenario): void => {
    expect(disagreements(scenario)).toEqual([]);
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
