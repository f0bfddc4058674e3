/**
 * Tests of the exact interval: published limits, guaranteed coverage, no zero width.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateProportion, shareAtMost } from './proportion.ts';
import { binomialShare } from './special.ts';

describe('estimateProportion', () => {
  it('gives the published limits', () => {
    // Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, Clopper-Pearson, 95 %.
    const table = [
      [81, 263, 0.2527, 0.3676],
      [15, 148, 0.0578, 0.1617],
      [0, 20, 0, 0.1684],
      [1, 29, 0.0009, 0.1776],
    ] as const;
    for (const [successes, n, low, high] of table) {
      const estimate = estimateProportion(successes, n);
      expect(estimate.low).toBeCloseTo(low, 4);
      expect(estimate.high).toBeCloseTo(high, 4);
      expect(estimate).toMatchObject({ value: successes / n, n, method: 'Clopper-Pearson' });
    }
  });

  it('agrees with golden values (scipy 1.17.1, stats.beta.ppf)', () => {
    const golden = [
      [1, 10, 0.0025285785444617865, 0.4450161170281954],
      [700, 1000, 0.670538321302634, 0.7282788878708555],
      [700_000, 1_000_000, 0.6991007533577462, 0.700898088066418],
      [3, 1_000_000, 6.186725501906402e-7, 8.767247788067677e-6],
    ] as const;
    for (const [successes, n, low, high] of golden) {
      const estimate = estimateProportion(successes, n);
      expect(Math.abs(estimate.low / low - 1)).toBeLessThan(1e-11);
      expect(Math.abs(estimate.high / high - 1)).toBeLessThan(1e-11);
    }
  });

  it('covers at least as often as it says, by adding up all outcomes', () => {
    // No chance here: for each truth the probability of every count is known.
    for (const [n, confidence] of [
      [5, 0.95],
      [30, 0.95],
      [30, 0.8],
      [100, 0.99],
    ] as const) {
      const all = Array.from({ length: n + 1 }, (_, k) => estimateProportion(k, n, confidence));
      for (let truth = 0.01; truth < 1; truth += 0.07) {
        let covered = 0;
        all.forEach((estimate, k) => {
          const probability = binomialShare(k, n, truth) - binomialShare(k - 1, n, truth);
          if (estimate.low <= truth && truth <= estimate.high) covered += probability;
        });
        expect(covered).toBeGreaterThanOrEqual(confidence - 1e-12);
      }
    }
  });

  it('contains its value, has width, and mirrors when successes and failures trade places', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.nat(5000), (n, some) => {
        const successes = some % (n + 1);
        const estimate = estimateProportion(successes, n);
        const mirrored = estimateProportion(n - successes, n);
        expect(estimate.low).toBeLessThanOrEqual(estimate.value);
        expect(estimate.high).toBeGreaterThanOrEqual(estimate.value);
        expect(estimate.high).toBeGreaterThan(estimate.low);
        expect(estimate.low).toBeCloseTo(1 - mirrored.high, 11);
      }),
    );
  });

  it('refuses what are no counts', () => {
    for (const [k, n] of [
      [0, 0],
      [-1, 5],
      [6, 5],
      [0.5, 5],
      [Number.NaN, 5],
    ] as const) {
      expect(() => estimateProportion(k, n)).toThrow(RangeError);
    }
    expect(() => estimateProportion(1, 5, 1)).toThrow(RangeError);
  });
});

describe('shareAtMost', () => {
  it('is 1 - alpha^(1/n) when nothing was seen', () => {
    for (const n of [1, 2, 59, 1000]) {
      expect(shareAtMost(0, n, 0.95)).toBeCloseTo(1 - 0.05 ** (1 / n), 13);
    }
  });

  it('is the share at which so few would be seen with probability alpha', () => {
    for (const [seen, n] of [
      [1, 20],
      [9, 1000],
    ] as const) {
      expect(binomialShare(seen, n, shareAtMost(seen, n, 0.95))).toBeCloseTo(0.05, 11);
    }
  });
});
