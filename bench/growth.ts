/**
 * How a cost grows: the exponent b of cost = a * size^b, by least squares on logarithms, with its
 * 95 % interval by Student’s t.
 */
import { at } from '../model/assert.ts';

export type Growth = { readonly exponent: number; readonly low: number; readonly high: number };

/** [degrees of freedom] the 97.5 % quantile of Student’s t. */
const quantiles = [Number.POSITIVE_INFINITY, 12.706, 4.303, 3.182, 2.776, 2.571, 2.447];

/** @param sizes  at least three, not all alike, above 0; as many costs, above 0 */
export function growthOf(sizes: readonly number[], costs: readonly number[]): Growth {
  const x = sizes.map(Math.log);
  const y = costs.map(Math.log);
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanX, meanY] = [mean(x), mean(y)];
  const spread = x.reduce((sum, value) => sum + (value - meanX) ** 2, 0);
  const exponent =
    x.reduce((sum, value, i) => sum + (value - meanX) * (at(y, i) - meanY), 0) / spread;
  const residual = x.reduce(
    (sum, value, i) => sum + (at(y, i) - meanY - exponent * (value - meanX)) ** 2,
    0,
  );
  const free = sizes.length - 2;
  const half = at(quantiles, Math.min(free, 6)) * Math.sqrt(residual / free / spread);
  const round = (value: number): number => Number(value.toFixed(3));
  return { exponent: round(exponent), low: round(exponent - half), high: round(exponent + half) };
}
