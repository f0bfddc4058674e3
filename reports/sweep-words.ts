/**
 * The words and numbers of a sweep's report, the same on a terminal and in Markdown.
 */
import type { FactorEffect, FactorResult } from '../sim/effects.ts';
import { percentOf } from '../sim/estimate/estimate.ts';
import type { SweepResult } from '../sim/sweep/sweep-result.ts';
import { differenceText, estimateText, formatCount, labelOf } from './study-words.ts';

/** What was run, as a sentence. */
export function sweepWords(result: SweepResult): string {
  const { cells, replications, incomplete, factors, design } = result;
  const state = incomplete ? 'INCOMPLETE, interrupted: ' : '';
  const made = `${formatCount(cells)} cells of ${formatCount(replications)} messages`;
  const varied = `${factors.length} factors, ${designWords[design]}`;
  // Chance is a factor of Sobol indices: points differ in their messages too.
  const drawn =
    design === 'sobol' ? 'the messages of each point are its own' : 'all on the same draws';
  return `${state}${varied}; ${made} under each policy, ${drawn}`;
}

const designWords: Readonly<Record<SweepResult['design'], string>> = {
  tornado: 'one at a time',
  grid: 'every combination',
  'latin-hypercube': 'a Latin hypercube',
  sobol: 'Sobol indices',
};

const standings = {
  S: 'published',
  D: 'measured',
  A: 'assumed',
  I: 'inferred',
  switch: 'no source settles it',
} as const;

/** `assumed`, `no source settles it`; empty where nothing is said. */
export function standingWords({ standing }: FactorResult): string {
  return standing === null ? '' : standings[standing];
}

/** `0.02: +0.31 points [0.20, 0.42]` for each position of a factor that changed something. */
export function levelWords({ levels }: FactorEffect, metric: string): string[] {
  return levels.map(({ level, differences, isSame, n }) =>
    isSame
      ? `${level}: no difference in ${formatCount(n)} messages`
      : `${level}: ${differenceText(differences[metric])}`,
  );
}

/** Whether another position of a factor was run at all: a run that is cut off has some left. */
export const isTried = ({ levels }: FactorEffect): boolean => levels.length > 0;

/** Whether a factor changed anything at all that is measured. */
export const isMoving = ({ levels }: FactorEffect): boolean => levels.some(({ isSame }) => !isSame);

/** Whether an effect is told from none: some difference has an interval without 0. */
export function isCertain({ between, levels }: FactorEffect, metric: string): boolean {
  const all = [between, ...levels.map(({ differences }) => differences[metric])];
  return all.some((one) => one && (one.low > 0 || one.high < 0));
}

/** `recalled 89.9 % [89.7, 90.2]`. */
export function baseWords(result: SweepResult, policy: string): string {
  if (result.design !== 'tornado') return '';
  const { label } = labelOf(result.metric);
  return `${label} ${estimateText(result.policies[policy]?.values[result.metric])}`;
}

/** What an interval here means, said once. */
export function intervalWords({ confidence }: SweepResult): string {
  return (
    `each interval holds by itself with ${percentOf(confidence)}; among many factors some ` +
    'will miss. Intervals are about chance alone: ranges are assumptions themselves'
  );
}

/** `at least 50 %: up to 5m (surely up to 1m)`; empty where the delay was not varied. */
export function windowWords(result: SweepResult, policy: string): string[] {
  const windows = 'windows' in result ? (result.windows?.[policy] ?? []) : [];
  return windows.map(({ wanted, last, surely }) => {
    const share = `at least ${Math.round(wanted * 100)} %`;
    if (last === null) return `${share}: never`;
    const sure =
      surely === last ? 'surely' : surely === null ? 'not surely' : `surely to ${surely}`;
    return `${share}: recalls up to ${last} after sending (${sure})`;
  });
}
