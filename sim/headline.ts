/**
 * Whether a headline flips: what a study requires, and which of its policies is better, at every
 * position of a switch that was tried.
 *
 * Why values and not intervals decide: a switch that no source settles is no chance; the interval
 * says whether it is seen to move anything at all.
 *
 * Never: call flipped what was open to begin with.
 */

import type { Study } from '../scenarios/study.ts';
import { unitOf } from '../scenarios/study.ts';
import type { Headline, HeadlineWord, ShortTornado, TriedLevel } from './effects.ts';
import type { Estimate } from './estimate/estimate.ts';
import { judge } from './metrics.ts';
import type { StudyResult } from './study-result.ts';

type Made = Omit<ShortTornado, 'headline'>;

/** Every factor that was tried, those that flip something first. */
export function headlineOf(study: Study, result: StudyResult, made: Made): Headline[] {
  const order: readonly HeadlineWord[] = ['flips', 'moves', 'stays', 'not tried'];
  const found = made.factors.map(({ name }) => headline(study, result, made, name));
  const rank = ({ word }: Headline): number => order.indexOf(word);
  return found.sort((a, b) => rank(a) - rank(b) || (a.factor < b.factor ? -1 : 1));
}

function headline(study: Study, result: StudyResult, made: Made, factor: string): Headline {
  const levels = study.policies.map(
    ({ name }) => made.policies[name]?.effects.find((one) => one.factor === factor)?.levels ?? [],
  );
  const positions = levels[0]?.map((_, place) => levels.map((of) => of[place])) ?? [];
  const flips = [...new Set(positions.flatMap((at) => flipsAt(study, result, at)))];
  const all = levels.flat();
  const isTold = all.some(({ differences }) => {
    const moved = differences[made.metric];
    return moved ? moved.low > 0 || moved.high < 0 : false;
  });
  const word = flips.length > 0 ? 'flips' : isTold ? 'moves' : 'stays';
  const [most = null] = all.map(({ decides }) => decides).sort((a, b) => b.value - a.value);
  return { factor, word: all.length === 0 ? 'not tried' : word, flips, decides: most };
}

/** What comes out the other way at one position. @param levels  by policy */
function flipsAt(
  study: Study,
  result: StudyResult,
  levels: readonly (TriedLevel | undefined)[],
): string[] {
  const movedBy = (policy: number, metric: string): number =>
    levels[policy]?.differences[metric]?.value ?? 0;
  const placed = (estimate: Estimate, by: number): Estimate => {
    const value = estimate.value + by;
    return { ...estimate, value, low: value, high: value };
  };
  const required = study.require.flatMap((one) => {
    const policy = study.policies.findIndex(({ name }) => name === one.policy);
    const estimate = result.policies[one.policy]?.[one.metric.name];
    const { verdict } = result.require.find(({ text }) => text === one.text) ?? {};
    if (!estimate || verdict === 'undecided') return [];
    const scale = unitOf(one.metric.word) === 'ms' ? 1000 : 1;
    const sides = [0, movedBy(policy, one.metric.name)].map((by) =>
      judge(one, placed(estimate, by), scale),
    );
    return sides[0] === sides[1] ? [] : [one.text];
  });
  const { name: metric } = study.precision.metric;
  const compared = Object.entries(result.differences).flatMap(([pair, metrics], index) => {
    const difference = metrics[metric];
    if (!difference || (difference.low <= 0 && difference.high >= 0)) return [];
    const moved = difference.value + movedBy(index + 1, metric) - movedBy(0, metric);
    return Math.sign(moved) === Math.sign(difference.value) ? [] : [`${pair}: ${metric}`];
  });
  return [...required, ...compared];
}
