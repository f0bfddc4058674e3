/**
 * A median or another quantile, by order statistics.
 *
 * Why: delays have long tails, so their median says more than their mean, and this interval needs
 * no shape at all: how many of n rows lie below the true quantile is binomial.
 *
 * Never: interpolate between rows; pool the copies of one message as independent rows.
 *
 * Source: David and Nagaraja, "Order Statistics", 3rd ed. (2003), 7.1.
 */
import {
  demandConfidence,
  demandRows,
  type Estimate,
  type Rows,
  type Support,
} from './estimate.ts';
import { binomialShare } from './special.ts';

/** n * share may exceed a whole number by rounding alone: 100 * 0.07 = 7.000000000000001. */
const ROUNDING = 1e-9;

/** @returns the least whole number from low to high for which a rising condition holds, or high */
function firstWhere(low: number, high: number, holds: (at: number) => boolean): number {
  let from = low;
  let to = high;
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if (holds(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
}

/**
 * Estimates the value that a share of messages stays at or below.
 *
 * @param rows     one value a message, within the support; a copy is sorted, cost n log n
 * @param share    0 (excluded) to 1 (excluded); 0.5 is the median
 * @param support  where the limits lie when n is too small for an order statistic
 * @returns        value and limits are rows (or ends of the support); covers at least as often as
 *                 stated, ties included; throws RangeError on rows outside the support
 */
export function estimateQuantile(
  rows: Rows,
  share: number,
  support: Support,
  confidence = 0.95,
): Estimate {
  demandConfidence(confidence);
  demandRows(rows, support);
  if (!(share > 0 && share < 1)) throw new RangeError(`share ${share} is not between 0 and 1`);
  const n = rows.length;
  const sorted = Float64Array.from(rows).sort();
  const tail = (1 - confidence) / 2;
  // With B the number of rows below the truth: the l-th row is above it only if B < l, and the
  // u-th is below it only if B >= u. Take the largest l and the smallest u with tails in bounds.
  const below = firstWhere(0, n, (rank) => binomialShare(rank, n, share) > tail);
  const above = firstWhere(1, n + 1, (rank) => 1 - binomialShare(rank - 1, n, share) <= tail);
  return {
    value: sorted[Math.ceil(n * share - ROUNDING) - 1] ?? support.low,
    low: sorted[below - 1] ?? support.low,
    high: sorted[above - 1] ?? support.high,
    confidence,
    method: `order statistics ${below} and ${above} of ${n}`,
    n,
  };
}
