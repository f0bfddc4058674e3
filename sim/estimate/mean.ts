/**
 * A mean over independent replications.
 *
 * Why: a replication is one message with all its copies, which share a sender, a moment and their
 * settings; each message gives one observation, so dependence among its copies does no harm.
 *
 * Never: report zero width because all rows happen to be equal; leave the metric's support.
 *
 * Source: Student, "The probable error of a mean", Biometrika 6 (1908); for rare differences the
 * exact binomial limit of `proportion.ts`, see docs/STATISTICS.md.
 */
import {
  clampTo,
  demandConfidence,
  demandRows,
  type Estimate,
  majority,
  moments,
  type Rows,
  type Support,
} from './estimate.ts';
import { shareAtMost } from './proportion.ts';
import { tQuantile } from './special.ts';

/** With fewer rows than this off the commonest value, the t interval is not trusted. */
export const RARE_MAX = 10;

/**
 * Estimates the expected value of one row.
 *
 * Student's t when rows vary. When fewer than 10 rows differ from a value that most rows share, t
 * would be far too narrow (or of zero width): then the share of messages with another value is
 * bounded exactly, and those messages are given the worst values the support allows.
 *
 * @param rows        one value a message, within the support; at least one
 * @param support     what the metric can be; with an infinite end the rare case is unbounded there
 * @param confidence  0 (excluded) to 1 (excluded)
 * @returns           value and limits within the support; throws RangeError on rows outside it
 */
export function estimateMean(rows: Rows, support: Support, confidence = 0.95): Estimate {
  demandConfidence(confidence);
  demandRows(rows, support);
  const n = rows.length;
  const { mean, variance } = moments(rows);
  const most = majority(rows);
  if (most !== undefined && most.others < RARE_MAX) {
    const share = shareAtMost(most.others, n, confidence);
    return {
      value: most.others === 0 ? most.value : mean,
      low: most.value - share * (most.value - support.low),
      high: most.value + share * (support.high - most.value),
      confidence,
      method: `exact binomial bound, ${most.others} of ${n} messages differ from the others`,
      n,
    };
  }
  const halfWidth = tQuantile((1 + confidence) / 2, n - 1) * Math.sqrt(variance / n);
  return {
    value: mean,
    low: clampTo(support, mean - halfWidth),
    high: clampTo(support, mean + halfWidth),
    confidence,
    method: 'Student t over messages',
    n,
  };
}
