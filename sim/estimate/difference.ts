/**
 * The difference of two ratios of totals over the same messages.
 *
 * Why: per-recipient shares of two policies are ratios when messages differ in size, and the two
 * policies may count different people (decided recipients, for one), so plain pairing does not do.
 *
 * Never: treat the two ratios as independent; report zero width because nearly all messages agree.
 *
 * Source: Cochran, "Sampling Techniques", 3rd ed. (1977), 6.18 (comparison of two ratios).
 */
import { type Estimate, majority, moments, type Rows, type Support } from './estimate.ts';
import { RARE_MAX } from './mean.ts';
import { estimatePaired, type PairedEstimate } from './paired.ts';
import { estimateRatio } from './ratio.ts';
import { tQuantile } from './special.ts';

/** Totals and sizes of one policy, message by message. */
export interface Ratios {
  readonly numerators: Rows;
  readonly denominators: Rows;
}

/** The one size that all messages have, or undefined. */
export function commonSize(sizes: Rows): number | undefined {
  const first = sizes[0];
  for (const size of sizes) if (size !== first) return undefined;
  return first;
}

/** (y - R x) / mean x, message by message: what each adds to the error of the ratio R. */
function influences({ numerators, denominators }: Ratios, ratio: number): Float64Array {
  const size = moments(denominators).mean;
  return Float64Array.from(
    denominators,
    (x, index) => ((numerators[index] ?? Number.NaN) - ratio * x) / size,
  );
}

/** What each message adds to a ratio; the mean of these is the ratio. */
export function ratioRows(ratios: Ratios): Float64Array {
  const ratio = moments(ratios.numerators).mean / moments(ratios.denominators).mean;
  return influences(ratios, ratio).map((row) => ratio + row);
}

/** What each message adds to a difference of ratios; the mean of these is the difference. */
export function differenceRows(ratios: Ratios, baseline: Ratios): Float64Array {
  const other = ratioRows(baseline);
  return ratioRows(ratios).map((row, index) => row - (other[index] ?? Number.NaN));
}

/**
 * Estimates ratio minus baseline ratio, paired by message.
 *
 * With one size for all it is `estimatePaired` on the shares; else Student's t on the linearised
 * difference, or, when fewer than 10 messages differ from the rest, the difference of two
 * intervals.
 *
 * @param support  what a message's ratio can be under either policy; both ends finite
 * @returns        throws RangeError where a policy has nobody to count
 */
export function estimateDifference(
  ratios: Ratios,
  baseline: Ratios,
  support: Support,
  confidence = 0.95,
): PairedEstimate {
  const size = commonSize(ratios.denominators);
  if (size !== undefined && size > 0 && commonSize(baseline.denominators) === size) {
    const shares = (one: Ratios) => Float64Array.from(one.numerators, (total) => total / size);
    return estimatePaired(shares(ratios), shares(baseline), support, confidence);
  }
  const of = (one: Ratios, how: number): Estimate =>
    estimateRatio(one.numerators, one.denominators, { support }, how);
  const left = of(ratios, confidence);
  const right = of(baseline, confidence);
  const apart = influences(ratios, left.value);
  const other = influences(baseline, right.value);
  const together = apart.map((influence, index) => influence - (other[index] ?? Number.NaN));
  const n = together.length;
  const value = left.value - right.value;
  const spread = moments(together).variance;
  const most = majority(together);
  if (most !== undefined && most.others < RARE_MAX) {
    // Each interval misses with half the chance, so both hold with the confidence asked for.
    const [a, b] = [of(ratios, (1 + confidence) / 2), of(baseline, (1 + confidence) / 2)];
    const method = 'difference of two intervals (Bonferroni)';
    const low = a.low - b.high;
    return { value, low, high: a.high - b.low, confidence, method, n, varianceReduction: null };
  }
  const halfWidth = tQuantile((1 + confidence) / 2, n - 1) * Math.sqrt(spread / n);
  const reach = support.high - support.low;
  return {
    value,
    low: Math.max(-reach, value - halfWidth),
    high: Math.min(reach, value + halfWidth),
    confidence,
    method: 'paired linearised ratios, Student t over messages',
    n,
    varianceReduction: (moments(apart).variance + moments(other).variance) / spread,
  };
}
