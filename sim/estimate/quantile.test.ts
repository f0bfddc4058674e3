/**
 * Tests of the interval by order statistics: a published table, coverage, small samples, ties.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawsFor } from '../streams.ts';
import { estimateQuantile } from './quantile.ts';

const seed = { high: 0, low: 0x5eed };
const support = { low: 0, high: 86_400_000 };
const ranks = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);

describe('estimateQuantile', () => {
  it('takes the tabulated ranks for a median', () => {
    // Conover, "Practical Nonparametric Statistics", 3rd ed. (1999), table A3 and section 3.2, or
    // any binomial table: n = 10: ranks 2 and 9; n = 20: 6 and 15; n = 50: 18 and 33.
    for (const [n, low, high] of [
      [10, 2, 9],
      [20, 6, 15],
      [50, 18, 33],
    ] as const) {
      expect(estimateQuantile(ranks(n), 0.5, support)).toMatchObject({ low, high, n });
    }
  });

  it('takes the ends of the support when the sample is too small', () => {
    // n = 5: the chance that all rows lie on one side of the median is 1/32 = 3.1 % > 2.5 %.
    expect(estimateQuantile(ranks(5), 0.5, support)).toMatchObject({ low: 0, high: 86_400_000 });
    expect(estimateQuantile(ranks(6), 0.5, support)).toMatchObject({ low: 1, high: 6 });
    expect(estimateQuantile([7], 0.9, support)).toMatchObject({ value: 7, low: 0 });
  });

  it('covers a long-tailed law at least as often as it says, whatever the share', () => {
    // The interval is exact or wider: 2,000 experiments, at most 150 misses (see mean.test.ts).
    for (const share of [0.5, 0.9]) {
      const truth = share / (1 - share);
      let misses = 0;
      for (let experiment = 0; experiment < 2000; experiment++) {
        const draws = drawsFor(seed, experiment);
        const rows = Float64Array.from({ length: 40 }, (_, i) => {
          const u = draws.uniform('reader.firstRead', i);
          return u / (1 - u);
        });
        const { low, high } = estimateQuantile(rows, share, { low: 0, high: Infinity });
        if (truth < low || truth > high) misses += 1;
      }
      expect(misses).toBeLessThanOrEqual(150);
      expect(misses).toBeGreaterThan(0);
    }
  });

  it('is a row between its limits, and knows no units', () => {
    const rows = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 80 });
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 99 }), (values, percent) => {
        const share = percent / 100;
        const plain = estimateQuantile(values, share, support);
        expect(values).toContain(plain.value);
        expect(plain.low <= plain.value && plain.value <= plain.high).toBe(true);
        const squared = estimateQuantile(
          values.map((x) => x * x),
          share,
          { low: 0, high: 1e12 },
        );
        expect(squared.value).toBe(plain.value * plain.value);
      }),
    );
  });

  it('takes the rank that the share names', () => {
    expect(estimateQuantile(ranks(100), 0.07, support).value).toBe(7);
    expect(estimateQuantile(ranks(100), 0.5, support).value).toBe(50);
    expect(estimateQuantile(ranks(101), 0.5, support).value).toBe(51);
  });

  it('leaves its rows in their order and refuses a share of 0 or 1', () => {
    const rows = [3, 1, 2];
    estimateQuantile(rows, 0.5, support);
    expect(rows).toEqual([3, 1, 2]);
    expect(() => estimateQuantile(rows, 0, support)).toThrow(RangeError);
    expect(() => estimateQuantile(rows, 1, support)).toThrow(RangeError);
  });
});
