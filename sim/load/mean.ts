/**
 * The mean of a duration, exactly: how much of a server ordinary mail takes follows from it.
 *
 * Never: round, or draw; a mean found by drawing would move with the seed.
 */
import type { Distribution } from '../../scenarios/distribution.ts';
import { exp } from '../arithmetic.ts';
import { lnGamma } from '../estimate/special.ts';

/** @returns ms, 0 or more */
export function meanOf(distribution: Distribution): number {
  if ('constant' in distribution) return distribution.constant;
  if ('uniform' in distribution) return (distribution.uniform.from + distribution.uniform.to) / 2;
  if ('exponential' in distribution) return distribution.exponential.mean;
  if ('weibull' in distribution) {
    const { scale, shape } = distribution.weibull;
    return scale * exp(lnGamma(1 + 1 / shape));
  }
  if ('lognormal' in distribution) {
    const { median, sigma } = distribution.lognormal;
    return median * exp((sigma * sigma) / 2);
  }
  if ('mixture' in distribution) {
    let [sum, weights] = [0, 0];
    for (const { weight, of } of distribution.mixture) {
      sum += weight * meanOf(of);
      weights += weight;
    }
    return sum / weights;
  }
  let mean = 0;
  distribution.empirical.forEach(([share, ms], index, points) => {
    const [before, from] = points[index - 1] ?? [0, 0];
    mean += (share - before) * ((from + ms) / 2);
  });
  return mean;
}
