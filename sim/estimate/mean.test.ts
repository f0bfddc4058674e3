/**
 * Tests of the mean: a worked example, coverage with a derived tolerance, and rows that are equal.
 *
 * Tolerance: if each of 2,000 experiments misses with probability 5 %, more than 150 misses have a
 * probability below 1e-6, and so have fewer than 56 (binomial, checked below). Seeds are fixed.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalQuantile } from '../arithmetic.ts';
import { drawsFor } from '../streams.ts';
import { SHARE, type Support } from './estimate.ts';
import { estimateMean } from './mean.ts';
import { binomialShare } from './special.ts';

const EXPERIMENTS = 2000;
const MISSES_MAX = 150;
const MISSES_MIN = 56;
const seed = { high: 0, low: 0x5eed };
const wide: Support = { low: -1e6, high: 1e6 };

/** Counts the experiments whose interval does not hold the truth. */
function missesOf(
  truth: number,
  support: Support,
  rowsOf: (experiment: number) => number[],
): number {
  let misses = 0;
  for (let experiment = 0; experiment < EXPERIMENTS; experiment++) {
    const { low, high } = estimateMean(rowsOf(experiment), support);
    if (truth < low || truth > high) misses += 1;
  }
  return misses;
}

describe('estimateMean', () => {
  it('gives the textbook interval', () => {
    // Mean 5, variance 2.5, n 5: half-width t(0.975, 4) * sqrt(2.5 / 5) = 2.776 * 0.7071 = 1.963.
    const estimate = estimateMean([3, 4, 5, 6, 7], wide);
    expect(estimate).toMatchObject({ value: 5, n: 5, confidence: 0.95 });
    expect(estimate.high - 5).toBeCloseTo(1.963, 3);
    expect(5 - estimate.low).toBeCloseTo(1.963, 3);
    expect(estimate.method).toBe('Student t over messages');
  });

  it('misses the mean of a normal law in 5 % of experiments, no more and no fewer', () => {
    expect(1 - binomialShare(MISSES_MAX, EXPERIMENTS, 0.05)).toBeLessThan(1e-6);
    expect(binomialShare(MISSES_MIN - 1, EXPERIMENTS, 0.05)).toBeLessThan(1e-6);
    for (const n of [2, 5, 20]) {
      const misses = missesOf(3, wide, (experiment) => {
        const draws = drawsFor(seed, experiment);
        return Array.from(
          { length: n },
          (_, i) => 3 + normalQuantile(draws.uniform('reader.opens', i, n)),
        );
      });
      expect(misses).toBeGreaterThanOrEqual(MISSES_MIN);
      expect(misses).toBeLessThanOrEqual(MISSES_MAX);
    }
  });

  it('covers rare failures, where t alone covers 79 %', () => {
    // 300 messages, each with probability 1 % at half success and otherwise at full success.
    const misses = missesOf(0.995, SHARE, (experiment) => {
      const draws = drawsFor(seed, experiment);
      return Array.from({ length: 300 }, (_, i) =>
        draws.uniform('mailbox.outage', i) < 0.01 ? 0.5 : 1,
      );
    });
    expect(misses).toBeLessThanOrEqual(MISSES_MAX);
  });

  it('keeps a width when all rows are equal', () => {
    const estimate = estimateMean(new Float64Array(100).fill(1), SHARE);
    expect(estimate.value).toBe(1);
    expect(estimate.high).toBe(1);
    expect(estimate.low).toBeCloseTo(0.05 ** (1 / 100), 12);
    expect(estimate.method).toContain('0 of 100 messages differ');
    const inside = estimateMean([0.3, 0.3, 0.3], SHARE);
    const share = 1 - 0.05 ** (1 / 3);
    expect(inside.low).toBeCloseTo(0.3 * (1 - share), 12);
    expect(inside.high).toBeCloseTo(0.3 + 0.7 * share, 12);
  });

  it('is unbounded upwards when equal rows have no upper end', () => {
    expect(estimateMean([5, 5, 5], { low: 0, high: Infinity }).high).toBe(Infinity);
  });

  it('contains its value and stays in the support', () => {
    const rows = fc.array(
      fc.integer({ min: 0, max: 20 }).map((k) => k / 20),
      {
        minLength: 1,
        maxLength: 60,
      },
    );
    fc.assert(
      fc.property(rows, (values) => {
        const { value, low, high } = estimateMean(values, SHARE);
        expect(0 <= low && low <= value + 1e-15 && value <= high + 1e-15 && high <= 1).toBe(true);
        expect(high).toBeGreaterThan(low);
      }),
    );
  });

  it('moves and stretches with its rows', () => {
    const rows = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 30 });
    fc.assert(
      fc.property(rows, (values) => {
        const plain = estimateMean(values, wide);
        const moved = estimateMean(
          values.map((value) => 2 * value + 100),
          { low: 2 * wide.low + 100, high: 2 * wide.high + 100 },
        );
        expect(moved.value).toBeCloseTo(2 * plain.value + 100, 9);
        expect(moved.low).toBeCloseTo(2 * plain.low + 100, 6);
        expect(moved.high).toBeCloseTo(2 * plain.high + 100, 6);
      }),
    );
  });

  it('widens with confidence', () => {
    const rows = [0.1, 0.4, 0.2, 0.9, 0.5];
    const low = estimateMean(rows, SHARE, 0.8);
    const high = estimateMean(rows, SHARE, 0.99);
    expect(high.high - high.low).toBeGreaterThan(low.high - low.low);
  });

  it('refuses rows outside the support, no rows, and no confidence', () => {
    expect(() => estimateMean([0.5, 1.5], SHARE)).toThrow(/outside the support/);
    expect(() => estimateMean([Number.NaN], SHARE)).toThrow(RangeError);
    expect(() => estimateMean([], SHARE)).toThrow(RangeError);
    expect(() => estimateMean([0.5], SHARE, 0)).toThrow(RangeError);
  });
});
