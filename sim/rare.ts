/**
 * Rates that too few messages showed, and how many messages it would take to know them.
 *
 * Why a refusal and no importance splitting: splitting follows a run through levels on its way to
 * the rare outcome and multiplies those that get there. A message has none: what makes it rare (an
 * outage, somebody who forwards) is drawn at once and by name, so copies of it would be the same
 * message again. More messages are the only way, and their number is said.
 *
 * Never: print a rate with a relative error where fewer than ten messages showed it.
 */
import { type Metric, type Study, unitOf } from '../scenarios/study.ts';
import { normalQuantile } from './arithmetic.ts';
import { percentOf } from './estimate/estimate.ts';
import { RARE_MAX } from './estimate/mean.ts';
import { shareAtMost } from './estimate/proportion.ts';
import { ratiosOf } from './metrics.ts';
import type { RowStore } from './rows.ts';

/** What is asked of a rare rate: known to so much of itself. */
export const RELATIVE = 0.1;

export type RareResult = {
  readonly metric: string;
  /** Whether few messages showed it, or few failed to. */
  readonly side: 'shown' | 'missing';
  /** Messages that did, of n. */
  readonly seen: number;
  readonly n: number;
  /** Share of messages: as seen, and what it is at most with the study's confidence (exact). */
  readonly share: number;
  readonly atMost: number;
  readonly method: string;
  /** About how many messages tell such a share to ±10 % of itself. */
  readonly messages: number;
};

/** The shares of a policy that too few messages showed to be known. */
export function rareOf({ metrics, precision }: Study, rows: RowStore): RareResult[] {
  if (rows.size() === 0) return [];
  return metrics.flatMap((metric) => {
    const found = unitOf(metric.word) === 'share' ? sidesOf(rows, metric) : [];
    const [rarest] = found
      .filter(({ seen, n }) => seen < n && seen < RARE_MAX)
      .sort((a, b) => a.seen - b.seen);
    return rarest === undefined ? [] : [rareResult(metric, rarest, precision.confidence)];
  });
}

type Side = Pick<RareResult, 'side' | 'seen' | 'n'>;

function sidesOf(rows: RowStore, metric: Metric): Side[] {
  const { denominators, numerators } = ratiosOf(rows, metric);
  let [n, shown, missing] = [0, 0, 0];
  denominators.forEach((size, message) => {
    if (size === 0) return;
    n++;
    if ((numerators[message] ?? 0) > 0) shown++;
    if ((numerators[message] ?? 0) < size) missing++;
  });
  return [
    { side: 'shown', seen: shown, n },
    { side: 'missing', seen: missing, n },
  ];
}

function rareResult(metric: Metric, { side, seen, n }: Side, confidence: number): RareResult {
  const atMost = shareAtMost(seen, n, confidence);
  const method = `exact binomial bound, ${percentOf(confidence)}`;
  const share = seen / n;
  const messages = messagesFor(seen === 0 ? atMost : share, confidence);
  return { metric: metric.name, side, seen, n, share, atMost, method, messages };
}

/** About how many messages tell a share to `RELATIVE` of itself, to two digits. */
export function messagesFor(share: number, confidence: number): number {
  const z = normalQuantile((1 + confidence) / 2);
  const needed = ((z * z) / (RELATIVE * RELATIVE)) * ((1 - share) / share);
  return Number(Math.max(1, needed).toPrecision(2));
}
