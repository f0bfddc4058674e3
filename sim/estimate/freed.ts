/**
 * Rates and differences from means that are freed from known draws (`adjusted.ts`), where that is
 * narrower than what the rows alone say.
 *
 * Why totals and sizes apart: a rate is the ratio of two means, and each of them is freed by
 * itself. Where a known draw moves both, such as the group that a message went to, a rate that is
 * freed as a whole would keep the product of two errors.
 *
 * Why a jackknife: the spread of corrected rows leaves out what rows have in common by the
 * coefficients that they share. At a hundred columns and four hundred messages such intervals held
 * the truth in 85 % of experiments and said 95 %.
 *
 * Why a floor: known draws may explain all that came, and say nothing of what comes once in more
 * messages than there were. Then no message is left that differs, and the spread of what is left
 * would be near zero whatever the truth.
 *
 * Source: Miller, "The jackknife: a review", Biometrika 61 (1974); Hall, "On the removal of
 * skewness by transformation", Journal of the Royal Statistical Society B 54 (1992), for a mean.
 */
import { type Adjust, type FreedMean, LEFT_OUT } from './adjusted.ts';
import {
  apartOf,
  commonSize,
  differenceRows,
  isRare,
  type Ratios,
  ratioRows,
} from './difference.ts';
import { clampTo, type Estimate, evenCount, moments, type Rows, type Support } from './estimate.ts';
import type { PairedEstimate } from './paired.ts';
import { shareAtMost } from './proportion.ts';
import { tQuantile } from './special.ts';

/** A rate, and what is known of its draws. */
export interface RateEstimate extends Estimate {
  /** What the rows alone say, where more than they is known; whoever has the rows can check it. */
  readonly plain?: Estimate;
  /** Variance of the rows alone over that of the freed ones: so many times fewer messages. */
  readonly varianceReduction?: number;
}

/** A ratio of two freed means: as it is, and without each group of messages. */
function freedRatio({ denominators, numerators }: Ratios, adjust: Adjust): FreedMean {
  const totals = adjust.mean(numerators);
  const sizes = adjust.mean(denominators);
  return {
    all: totals.all / sizes.all,
    without: totals.without.map((total, group) => total / (sizes.without[group] ?? Number.NaN)),
  };
}

/**
 * Of numbers: as many, all alike, would leave their spread as uncertain as these do; and how far
 * they lean to one side.
 */
function shapeOf(numbers: Float64Array): { readonly effective: number; readonly skewness: number } {
  const { mean } = moments(numbers);
  const squares = numbers.map((one) => (one - mean) * (one - mean));
  const sum = squares.reduce((before, square) => before + square, 0);
  const cubes = squares.reduce((before, square, at) => before + square * (numbers[at]! - mean), 0);
  const skewness = (Math.sqrt(numbers.length) * cubes) / (sum * Math.sqrt(sum));
  return { effective: evenCount(squares), skewness };
}

/**
 * How far limits lie from a value at least: messages that known draws say nothing of, as far off as
 * can be, may be as frequent as n messages without one leave them.
 */
function floorOf(sizes: Rows, confidence: number, value: number, { high, low }: Support) {
  const share = shareAtMost(0, evenCount(sizes), confidence);
  return { below: share * (value - low), above: share * (high - value) };
}

/**
 * The interval of something that is found from all messages, and without each group of them; null
 * where it is not narrower than that of the rows alone.
 *
 * The jackknife: what a group is worth is 64 times the whole less 63 times what is found without
 * it. These are about independent, so Student's t holds, with 63 degrees, or twice as many as
 * groups that matter (Satterthwaite), whichever are fewer. Where they lean to one side, such as by
 * rare failures that no known draw tells of, the limit on that side lies further out by what the
 * first term of Edgeworth's expansion says; the other stays.
 *
 * @param sizes  of the messages
 */
function narrowed(plain: Estimate, { all, without }: FreedMean, sizes: Rows, support: Support) {
  const worth = without.map((one) => LEFT_OUT * all - (LEFT_OUT - 1) * one);
  const { mean, variance } = moments(worth);
  if (!(variance > 0)) return null;
  const { effective, skewness } = shapeOf(worth);
  const freedom = Math.max(1, Math.min(LEFT_OUT - 1, 2 * effective));
  const t = tQuantile((1 + plain.confidence) / 2, freedom);
  const error = Math.sqrt(variance / LEFT_OUT);
  const lean = (skewness * (2 * t * t + 1)) / (6 * Math.sqrt(LEFT_OUT));
  const { above, below } = floorOf(sizes, plain.confidence, mean, support);
  const low = mean - Math.max(below, error * (t + Math.max(0, -lean)));
  const high = mean + Math.max(above, error * (t + Math.max(0, lean)));
  if (!(high - low < plain.high - plain.low)) return null;
  return {
    value: clampTo(support, mean),
    low: clampTo(support, low),
    high: clampTo(support, high),
    variance: variance / LEFT_OUT,
  };
}

const varianceOfMean = (rows: Rows): number => moments(rows).variance / rows.length;

const methodOf = (rows: string, columns: number): string =>
  `${rows}, freed from ${columns} known draws, jackknife over ${LEFT_OUT} groups of messages`;

/**
 * A rate freed from what is known of the draws.
 *
 * @param plain    the rate as found without; it stays where nothing is gained
 * @param ratios   its totals and sizes, message by message
 * @param support  what a rate can be
 */
export function estimateFreed(
  plain: Estimate,
  ratios: Ratios,
  adjust: Adjust,
  support: Support,
): RateEstimate {
  const { denominators, numerators } = ratios;
  const own = Array.from(numerators, (total, index) => total / (denominators[index] ?? Number.NaN));
  if (isRare(own.filter((_, index) => (denominators[index] ?? 0) > 0))) return plain;
  const found = narrowed(plain, freedRatio(ratios, adjust), denominators, support);
  if (found === null) return plain;
  const { variance, ...limits } = found;
  const kind = commonSize(denominators) === undefined ? 'ratio' : 'mean';
  const method = methodOf(kind, adjust.columns);
  const varianceReduction = varianceOfMean(ratioRows(ratios)) / variance;
  return { ...plain, ...limits, method, varianceReduction, plain };
}

/**
 * The difference of two policies freed from what is known of the draws.
 *
 * @param plain     the difference as found without; it stays where nothing is gained
 * @param ratios    totals and sizes of one policy, message by message
 * @param baseline  those of the other
 * @param support   what a difference can be
 */
export function estimateFreedDifference(
  plain: PairedEstimate,
  ratios: Ratios,
  baseline: Ratios,
  adjust: Adjust,
  support: Support,
): PairedEstimate {
  const alone = differenceRows(ratios, baseline);
  if (plain.varianceReduction === null || isRare(apartOf(ratios, baseline))) return plain;
  const [one, other] = [freedRatio(ratios, adjust), freedRatio(baseline, adjust)];
  const without = one.without.map((left, group) => left - (other.without[group] ?? Number.NaN));
  const found = narrowed(
    plain,
    { all: one.all - other.all, without },
    ratios.denominators,
    support,
  );
  if (found === null) return plain;
  const { variance, ...limits } = found;
  const method = methodOf('paired differences', adjust.columns);
  const varianceReduction = (plain.varianceReduction * varianceOfMean(alone)) / variance;
  return { ...plain, ...limits, method, varianceReduction, plain };
}
