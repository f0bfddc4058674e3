/**
 * Strata after selection: a worked example, coverage, and what they are worth.
 */
import { describe, expect, it } from 'vitest';
import { drawsFor } from '../streams.ts';
import { estimateMean } from './mean.ts';
import { estimateStratified } from './stratified.ts';

const REAL = { low: -1000, high: 1000 };

/** Rows that a known uniform explains but for a little noise; their mean is 5. */
function experiment(run: number, n: number, bins: number) {
  const draws = drawsFor({ high: 3, low: run }, 0);
  const us = Array.from({ length: n }, (_, row) => draws.uniform('reader.away', row));
  const rows = us.map((u, row) => (u < 0.5 ? 0 : 10) + draws.uniform('reader.opens', row) - 0.5);
  const of = us.map((u) => Math.floor(u * bins));
  return { rows, strata: { of, weights: us.slice(0, bins).map(() => 1 / bins) } };
}

describe('estimateStratified', () => {
  it('weighs the means of strata by their probabilities', () => {
    const rows = [1, 2, 3, 9, 11, 13, 10, 8, 12, 10, 7, 13, 10, 9];
    const of = rows.map((_, row) => (row < 3 ? 0 : 1));
    const found = estimateStratified(rows, { of, weights: [0.5, 0.5] }, REAL);
    // Means 2 and 112 / 11; variances 1 and 3.7636; t of 12 degrees.
    expect(found.value).toBeCloseTo((2 + 112 / 11) / 2, 12);
    const error = Math.sqrt(0.25 / 3 + (0.25 * 3.763_636_36) / 11);
    expect(found.high - found.value).toBeCloseTo(2.178_812_8 * error, 5);
  });

  it('joins strata that nearly nobody is in, and leaves rare differences to a bound', () => {
    const rows = Array.from({ length: 40 }, (_, row) => row % 7);
    // One row of the first, none of the third, two of the last: the first joins the second.
    const of = rows.map((_, row) => (row === 0 ? 0 : row < 3 ? 3 : 1));
    const found = estimateStratified(rows, { of, weights: [0.2, 0.3, 0.3, 0.2] }, REAL);
    expect(found.method).toBe('2 strata after selection, Student t over messages');
    const rare = Array.from({ length: 100 }, (_, row) => (row < 3 ? 1 : 0));
    const strata = { of: rare.map((_, row) => row % 2), weights: [0.5, 0.5] };
    expect(estimateStratified(rare, strata, REAL)).toEqual(estimateMean(rare, REAL));
  });

  it('covers as often as it says, and is far narrower where strata explain the rows', () => {
    let [missed, wide, narrow] = [0, 0, 0];
    for (let run = 0; run < 400; run++) {
      const { rows, strata } = experiment(run, 120, 10);
      const found = estimateStratified(rows, strata, REAL);
      if (found.low > 5 || found.high < 5) missed++;
      const plain = estimateMean(rows, REAL);
      wide += plain.high - plain.low;
      narrow += found.high - found.low;
    }
    // 20 are expected; more than 42 or fewer than 4 have a chance below 1e-5.
    expect(missed).toBeGreaterThan(3);
    expect(missed).toBeLessThan(43);
    expect(wide / narrow).toBeGreaterThan(10);
  });
});
