/**
 * A ratio of totals over messages of unequal size.
 *
 * Why: "the share of recipients who …" is a total over a total when messages differ in recipients.
 * Copies of one message are not independent, so the message stays the unit and its size counts.
 *
 * Never: take the mean of ratios for the ratio of means; treat copies as independent.
 *
 * Source: Cochran, "Sampling Techniques", 3rd ed. (1977), 2.11 and 6.3 (linearised ratio).
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
  sumsOf,
} from './estimate.ts';
import { RARE_MAX } from './mean.ts';
import { shareAtMost } from './proportion.ts';
import { tQuantile } from './special.ts';

/** What bounds a ratio besides its data. */
export interface RatioPlan {
  /** what numerator / denominator of one message can be; both ends finite */
  readonly support: Support;
  /** largest denominator a message can have; the largest seen when left out */
  readonly sizeMax?: number;
}

/** Rows with a denominator above 0; the others are about nobody and leave the ratio as it is. */
function counted(numerators: Rows, denominators: Rows): { y: number[]; x: number[] } {
  const y: number[] = [];
  const x: number[] = [];
  for (const [index, size] of denominators.entries()) {
    if (size === 0) continue;
    x.push(size);
    y.push(numerators[index] ?? Number.NaN);
  }
  return { y, x };
}

/**
 * Estimates E[numerator] / E[denominator].
 *
 * Student's t on the linearised ratio; when fewer than 10 messages have another ratio than the
 * rest, an exact bound on the share of such messages, each given the worst ratio and largest size.
 *
 * @param numerators    one total a message, for example recipients whose copy was removed
 * @param denominators  one size a message, 0 or more, for example recipients; same length
 * @returns             limits within the support; `n` counts messages of a size above 0; throws
 *                      RangeError if there is none, or on a ratio outside the support
 */
export function estimateRatio(
  numerators: Rows,
  denominators: Rows,
  plan: RatioPlan,
  confidence = 0.95,
): Estimate {
  demandConfidence(confidence);
  demandRows(denominators, { low: 0, high: plan.sizeMax ?? Number.MAX_VALUE });
  if (numerators.length !== denominators.length) {
    throw new RangeError(`${numerators.length} totals do not match ${denominators.length} sizes`);
  }
  const { y, x } = counted(numerators, denominators);
  const ratios = y.map((total, index) => total / (x[index] ?? Number.NaN));
  demandRows(ratios, plan.support);
  const n = x.length;
  const size = moments(x).mean;
  const value = clampTo(plan.support, moments(y).mean / size);
  const most = majority(ratios);
  if (most !== undefined && most.others < RARE_MAX) {
    return { value, ...rareLimits(most, ratios, x, plan, confidence), confidence, n };
  }
  const residuals = y.map((total, index) => total - value * (x[index] ?? Number.NaN));
  const error = Math.sqrt(moments(residuals).variance / n) / size;
  const halfWidth = tQuantile((1 + confidence) / 2, freedomOf(residuals)) * error;
  return {
    value,
    low: clampTo(plan.support, value - halfWidth),
    high: clampTo(plan.support, value + halfWidth),
    confidence,
    method: 'linearised ratio, Student t over messages',
    n,
  };
}

/**
 * Degrees of freedom of a spread: those of as many normal rows as would leave it as uncertain
 * (Satterthwaite), 1 at least and n - 1 at most. A few large messages decide the spread and leave
 * it few.
 */
export function freedomOf(residuals: Rows): number {
  const n = residuals.length;
  const { squares, sum } = sumsOf(Float64Array.from(residuals, (one) => one * one));
  const excess = squares / (sum * sum) - 1 / n;
  return excess > 0 ? Math.min(n - 1, Math.max(1, 2 / excess)) : n - 1;
}

/** Limits when nearly all messages have one ratio: bounds the others' share of the total size. */
function rareLimits(
  most: { value: number; others: number },
  ratios: readonly number[],
  sizes: readonly number[],
  plan: RatioPlan,
  confidence: number,
): { low: number; high: number; method: string } {
  let sizeMax = plan.sizeMax ?? 0;
  let usual = 0;
  for (const [index, size] of sizes.entries()) {
    if (plan.sizeMax === undefined && size > sizeMax) sizeMax = size;
    if (ratios[index] === most.value) usual += size;
  }
  const usualMean = usual / (sizes.length - most.others);
  const share = shareAtMost(most.others, sizes.length, confidence);
  const n = sizes.length;
  const weight = (share * sizeMax) / (share * sizeMax + (1 - share) * usualMean);
  return {
    low: most.value - weight * (most.value - plan.support.low),
    high: most.value + weight * (plan.support.high - most.value),
    method: `exact binomial bound, ${most.others} of ${n} messages differ from the others`,
  };
}
