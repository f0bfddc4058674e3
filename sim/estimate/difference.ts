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
import { type Estimate, majority, moments, ofTwo, type Rows } from './estimate.ts';
import { RARE_MAX } from './mean.ts';
import { estimatePaired, type PairedEstimate } from './paired.ts';
import { estimateRatio, freedomOf, type RatioPlan } from './ratio.ts';
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

/** Whether every message has the same size under both. */
export function isSameSizes(ratios: Ratios, baseline: Ratios): boolean {
  const { denominators: sizes } = baseline;
  if (ratios.denominators.length !== sizes.length) return false;
  for (let index = 0; index < sizes.length; index++) {
    if (ratios.denominators[index] !== sizes[index]) return false;
  }
  return true;
}

/** One total less the other, message by message. */
export function totalsApart(ratios: Ratios, baseline: Ratios): Float64Array {
  return Float64Array.from(
    ratios.numerators,
    (total, index) => total - (baseline.numerators[index] ?? Number.NaN),
  );
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
 * With the largest size for all it is `estimatePaired` on the shares. Where each message has one
 * size under both, it is the ratio of differences to sizes. Else Student's t on the linearised
 * difference, or, when fewer than 10 messages lie apart by another share than the rest, the
 * difference of two intervals.
 *
 * @param plan  `support`: what a message's ratio can be under either policy
 * @returns     throws RangeError where a policy has nobody to count
 */
export function estimateDifference(
  ratios: Ratios,
  baseline: Ratios,
  plan: RatioPlan,
  confidence = 0.95,
): PairedEstimate {
  const { support } = plan;
  if (isSameSizes(ratios, baseline)) return ofSameSizes(ratios, baseline, plan, confidence);
  const of = (one: Ratios, how: number): Estimate =>
    estimateRatio(one.numerators, one.denominators, plan, how);
  const left = of(ratios, confidence);
  const right = of(baseline, confidence);
  const apart = influences(ratios, left.value);
  const other = influences(baseline, right.value);
  const together = apart.map((influence, index) => influence - (other[index] ?? Number.NaN));
  const n = together.length;
  const value = left.value - right.value;
  const spread = moments(together).variance;
  if (isRare(apartOf(ratios, baseline))) {
    const [a, b] = [of(ratios, ofTwo(confidence)), of(baseline, ofTwo(confidence))];
    const method = 'difference of two intervals (Bonferroni)';
    const low = a.low - b.high;
    return { value, low, high: a.high - b.low, confidence, method, n, varianceReduction: null };
  }
  const halfWidth = tQuantile((1 + confidence) / 2, freedomOf(together)) * Math.sqrt(spread / n);
  const reach = support.high - support.low;
  return {
    value,
    low: Math.max(-reach, value - halfWidth),
    high: Math.min(reach, value + halfWidth),
    confidence,
    method: 'paired linearised ratios, Student t over messages',
    n,
    varianceReduction:
      spread > 0 ? (moments(apart).variance + moments(other).variance) / spread : null,
  };
}

/** Whether nearly all are alike, or there are none: then their spread says nothing. */
export function isRare(rows: Rows): boolean {
  return rows.length === 0 || (majority(rows)?.others ?? RARE_MAX) < RARE_MAX;
}

/** Share less share, message by message, of those with a size under both; they may be none. */
export function apartOf(ratios: Ratios, baseline: Ratios): number[] {
  const shareOf = ({ denominators, numerators }: Ratios, index: number): number =>
    (numerators[index] ?? Number.NaN) / (denominators[index] ?? Number.NaN);
  const found: number[] = [];
  for (let index = 0; index < ratios.denominators.length; index++) {
    const apart = shareOf(ratios, index) - shareOf(baseline, index);
    if (!Number.isNaN(apart)) found.push(apart);
  }
  return found;
}

/** The same where each message has one size under both policies. */
function ofSameSizes(
  ratios: Ratios,
  baseline: Ratios,
  { sizeMax, support }: RatioPlan,
  confidence: number,
): PairedEstimate {
  const { denominators } = ratios;
  const size = commonSize(denominators);
  if (size !== undefined && size > 0 && (sizeMax === undefined || size === sizeMax)) {
    const shares = (one: Ratios) => Float64Array.from(one.numerators, (total) => total / size);
    return estimatePaired(shares(ratios), shares(baseline), support, confidence);
  }
  const reach = support.high - support.low;
  const plan = {
    support: { low: -reach, high: reach },
    ...(sizeMax === undefined ? {} : { sizeMax }),
  };
  const found = estimateRatio(totalsApart(ratios, baseline), denominators, plan, confidence);
  const spread = (one: Ratios) => moments(ratioRows(one)).variance;
  const together = moments(differenceRows(ratios, baseline)).variance;
  return {
    ...found,
    method: `paired differences, ${found.method}`,
    varianceReduction: together > 0 ? (spread(ratios) + spread(baseline)) / together : null,
  };
}
