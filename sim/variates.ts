/**
 * Variates by inversion: a uniform put through the quantile function of a distribution.
 *
 * Why: exactly one uniform a variate keeps policies synchronised (common random numbers), and a
 * quantile function rises with its uniform, so a luckier draw stays luckier under every policy.
 *
 * Never: reject and draw again; call Math.log or Math.exp; return a fraction of a millisecond.
 *
 * Source: Devroye, "Non-Uniform Random Variate Generation" (1986), ch. II.2 (inversion) and II.4
 * (composition).
 */
import { at } from '../model/assert.ts';
import type { Distribution, WeightedDistribution } from '../scenarios/distribution.ts';
import type { CountDistribution } from '../scenarios/study.ts';
import { exp, ln, ln1p, normalQuantile } from './arithmetic.ts';

/** The uniforms nearest to 0 and 1 that a rescaled one may take; half a cell of `streams.ts`. */
const LEAST = 1.1102230246251565e-16;
const MOST = 1 - LEAST;

/**
 * Chooses an index with chances proportional to weights.
 *
 * @param weights  finite, 0 or more, at least one above 0
 * @param u        0 (excluded) to 1 (excluded)
 * @returns        rises with `u`; an index of weight 0 is never returned
 */
export function categorical(weights: readonly number[], u: number): number {
  let total = 0;
  for (const weight of weights) total += weight;
  let left = u * total;
  let chosen = -1;
  for (const [index, weight] of weights.entries()) {
    if (weight <= 0) continue;
    chosen = index;
    if (left < weight) break;
    left -= weight;
  }
  if (chosen < 0) throw new RangeError('no weight is above 0');
  return chosen;
}

/** True with the given probability, 0 to 1 (both included): exactly when `u` is below it. */
export function bernoulli(probability: number, u: number): boolean {
  return u < probability;
}

/** Beyond so many the rest of the law is taken for nothing. */
const COUNT_MAX = 100_000;

/**
 * A count whose variance exceeds its mean: the failures before the `dispersion`-th success, for a
 * whole `dispersion`; Poisson in the limit of a large one.
 *
 * @param mean        more than 0
 * @param dispersion  more than 0; the variance is mean + mean^2 / dispersion
 * @param u           0 (excluded) to 1 (excluded)
 * @returns           whole, rises with `u`; the chances are added up from 0 on
 */
export function negativeBinomial(mean: number, dispersion: number, u: number): number {
  const odds = mean / (mean + dispersion);
  let chance = exp(-dispersion * ln1p(mean / dispersion));
  let sum = chance;
  let count = 0;
  while (sum < u && count < COUNT_MAX) {
    chance *= ((count + dispersion) / (count + 1)) * odds;
    sum += chance;
    count++;
  }
  return count;
}

/** The chance that a negative binomial count is above some number, to a few parts in 10^15. */
export function countsAbove(mean: number, dispersion: number, most: number): number {
  const odds = mean / (mean + dispersion);
  let chance = exp(-dispersion * ln1p(mean / dispersion));
  let sum = chance;
  for (let count = 0; count < most; count++) {
    chance *= ((count + dispersion) / (count + 1)) * odds;
    sum += chance;
  }
  return Math.max(0, 1 - sum);
}

/**
 * The largest number that a law of counts gives, or lists.
 *
 * @param ofBinomial  what counts as the largest of a negative binomial law, which has none
 */
export function mostOf(
  count: CountDistribution,
  ofBinomial: (mean: number, dispersion: number) => number,
): number {
  if ('constant' in count) return count.constant;
  if ('range' in count) return count.range.to;
  if ('weights' in count) return Math.max(...count.weights.map(([size]) => size));
  const { dispersion, mean } = count.negativeBinomial;
  return ofBinomial(mean, dispersion);
}

/** Part of a mixture by the first use of the uniform; what is left of it is uniform again. */
function mixtureQuantile(parts: readonly WeightedDistribution[], u: number): number {
  let total = 0;
  for (const part of parts) total += part.weight;
  let left = u * total;
  for (const [index, part] of parts.entries()) {
    if (left < part.weight || index === parts.length - 1) {
      const again = left / part.weight;
      return quantile(part.of, again < LEAST ? LEAST : again > MOST ? MOST : again);
    }
    left -= part.weight;
  }
  throw new RangeError('a mixture has no parts');
}

/** Straight lines between the points of a cumulative table. */
function empiricalQuantile(
  table: readonly (readonly [share: number, atMs: number])[],
  u: number,
): number {
  let before: readonly [number, number] = [0, 0];
  for (const point of table) {
    if (u <= point[0] && point[0] > before[0]) {
      const share = (u - before[0]) / (point[0] - before[0]);
      return before[1] + share * (point[1] - before[1]);
    }
    before = point;
  }
  return before[1];
}

/**
 * The quantile function of a distribution, before rounding.
 *
 * @param u  0 (excluded) to 1 (excluded)
 * @returns  milliseconds, 0 or more. Rises with `u`, except across the parts of a mixture: there
 *           the uniform first chooses the part, so it rises within each part only
 */
export function quantile(distribution: Distribution, u: number): number {
  if ('constant' in distribution) return distribution.constant;
  if ('uniform' in distribution) {
    const { from, to } = distribution.uniform;
    return from + u * (to - from);
  }
  // 1 - u is exact, because u is an odd multiple of 2^-53.
  if ('exponential' in distribution) return distribution.exponential.mean * -ln(1 - u);
  if ('weibull' in distribution) {
    const { scale, shape } = distribution.weibull;
    return scale * exp(ln(-ln(1 - u)) / shape);
  }
  if ('lognormal' in distribution) {
    const { median, sigma } = distribution.lognormal;
    return median * exp(sigma * normalQuantile(u));
  }
  if ('mixture' in distribution) return mixtureQuantile(distribution.mixture, u);
  return empiricalQuantile(distribution.empirical, u);
}

/** The longest duration that can be drawn, whole milliseconds: there is a last uniform. */
export function longest(distribution: Distribution): number {
  if (!('mixture' in distribution)) return sample(distribution, MOST);
  return Math.max(...distribution.mixture.map((part) => longest(part.of)));
}

/**
 * Draws a duration: one uniform, one variate.
 *
 * @param u  0 (excluded) to 1 (excluded)
 * @returns  whole milliseconds, 0 to 2^53 - 1; halves are rounded up
 */
export function sample(distribution: Distribution, u: number): number {
  const rounded = Math.floor(quantile(distribution, u) + 0.5);
  return rounded < Number.MAX_SAFE_INTEGER ? rounded : Number.MAX_SAFE_INTEGER;
}

/** A distribution that rises with its uniform, and which uniforms choose it. */
export type Piece = { readonly from: number; readonly to: number; readonly of: Distribution };

/** The parts of a distribution, of mixtures their parts; uniforms from 0 to 1 among them. */
export function piecesOf(distribution: Distribution, from = 0, to = 1): Piece[] {
  if (!('mixture' in distribution)) return [{ from, to, of: distribution }];
  const parts = distribution.mixture.filter(({ weight }) => weight > 0);
  const total = parts.reduce((sum, { weight }) => sum + weight, 0);
  let before = 0;
  return parts.flatMap(({ weight, of }) => {
    const ends = [before, before + weight].map((part) => from + ((to - from) * part) / total);
    before += weight;
    return piecesOf(of, at(ends, 0), at(ends, 1));
  });
}

/** Halvings of an interval of uniforms: all that a uniform can tell apart. */
const HALVINGS = 53;

/**
 * The chance that a duration is drawn that is shorter than another: what `sample` gives is looked
 * for, so the law is that of the draws to the last bit.
 *
 * @param ms  any number
 * @returns   0 to 1, to about 1e-15
 */
export function shareBelow(distribution: Distribution, ms: number): number {
  if ('mixture' in distribution) {
    return piecesOf(distribution).reduce(
      (sum, { from, of, to }) => sum + (to - from) * shareBelow(of, ms),
      0,
    );
  }
  if (sample(distribution, LEAST) >= ms) return 0;
  if (sample(distribution, MOST) < ms) return 1;
  let [low, high] = [0, 1];
  for (let halving = 0; halving < HALVINGS; halving++) {
    const middle = (low + high) / 2;
    if (sample(distribution, middle) < ms) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
