/**
 * Tests of the ratio over messages of unequal size: a worked example, coverage, equal ratios.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalQuantile } from '../arithmetic.ts';
import { drawsFor } from '../streams.ts';
import { SHARE } from './estimate.ts';
import { estimateRatio } from './ratio.ts';

const seed = { high: 0, low: 0x5eed };
const plan = { support: SHARE };

describe('estimateRatio', () => {
  it('gives a worked example', () => {
    // y = 1 2 3, x = 1 2 6: R = 6/9, residuals 1/3 2/3 -1, s^2 = (1/9 + 4/9 + 1) / 2 = 7/9,
    // error = sqrt(7/9 / 3) / 3 = 0.1697, t(0.975, 2) = 4.303.
    const estimate = estimateRatio([1, 2, 3], [1, 2, 6], { support: { low: 0, high: 5 } }, 0.5);
    expect(estimate.value).toBeCloseTo(2 / 3, 14);
    expect(estimate.n).toBe(3);
    const wide = estimateRatio([1, 2, 3, 1], [1, 4, 6, 8], { support: { low: -9, high: 9 } });
    // R = 7/19, residuals 12 10 15 -37 (each / 19), s^2 = (144 + 100 + 225 + 1369) / 361 / 3 =
    // 1.69714, error = sqrt(1.69714 / 4) / 4.75 = 0.137129, t(0.975, 3) = 3.18245.
    expect(wide.value).toBeCloseTo(7 / 19, 14);
    expect(wide.high - wide.value).toBeCloseTo(0.137129 * 3.18245, 4);
    expect(wide.value - wide.low).toBeCloseTo(0.137129 * 3.18245, 4);
  });

  it('misses the true ratio in about 5 % of experiments with unequal, correlated copies', () => {
    // Sizes 1 to 10; the messages' ratios vary about 0.6. Linearising is exact only as n grows:
    // with n = 60 one point is granted, so 6 % of 2,000, of which more than 175 have p < 1e-6.
    let misses = 0;
    for (let experiment = 0; experiment < 2000; experiment++) {
      const draws = drawsFor(seed, experiment);
      const sizes = Array.from({ length: 60 }, (_, i) =>
        Math.ceil(10 * draws.uniform('workload.recipients', i)),
      );
      const totals = sizes.map(
        (size, i) => size * (0.6 + 0.1 * normalQuantile(draws.uniform('reader.opens', i))),
      );
      const { low, high } = estimateRatio(totals, sizes, { support: { low: -9, high: 9 } });
      if (low > 0.6 || high < 0.6) misses += 1;
    }
    expect(misses).toBeLessThanOrEqual(175);
    expect(misses).toBeGreaterThanOrEqual(56);
  });

  it('keeps a width when all messages have one ratio', () => {
    const estimate = estimateRatio([4, 1, 1], [4, 1, 1], plan);
    const share = 1 - 0.05 ** (1 / 3);
    const weight = (share * 4) / (share * 4 + (1 - share) * 2);
    expect(estimate.value).toBe(1);
    expect(estimate.high).toBe(1);
    expect(estimate.low).toBeCloseTo(1 - weight, 12);
    expect(estimate.method).toContain('0 of 3 messages differ');
    const larger = estimateRatio([4, 1, 1], [4, 1, 1], { support: SHARE, sizeMax: 100 });
    expect(larger.low).toBeLessThan(estimate.low);
  });

  it('covers rare failures of large messages', () => {
    // One message in 100 fails wholly and has 10 recipients, the others 1: R = 0.99 / 1.09.
    const truth = 0.99 / 1.09;
    let misses = 0;
    for (let experiment = 0; experiment < 2000; experiment++) {
      const draws = drawsFor(seed, experiment);
      const fails = Array.from(
        { length: 200 },
        (_, i) => draws.uniform('mailbox.outage', i) < 0.01,
      );
      const { low, high } = estimateRatio(
        fails.map((failed) => (failed ? 0 : 1)),
        fails.map((failed) => (failed ? 10 : 1)),
        { support: SHARE, sizeMax: 10 },
      );
      if (truth < low || truth > high) misses += 1;
    }
    expect(misses).toBeLessThanOrEqual(150);
  });

  it('ignores messages of size 0 and equals the mean for equal sizes', () => {
    const withNobody = estimateRatio([1, 0, 2, 1], [2, 0, 2, 2], { support: SHARE });
    expect(withNobody).toEqual(estimateRatio([1, 2, 1], [2, 2, 2], { support: SHARE }));
    expect(withNobody.n).toBe(3);
  });

  it('contains its value and stays in the support', () => {
    const pair = fc.tuple(fc.nat(10), fc.nat(10)).map(([a, b]) => [a < b ? a : b, a < b ? b : a]);
    fc.assert(
      fc.property(fc.array(pair, { minLength: 1, maxLength: 50 }), (pairs) => {
        fc.pre(pairs.some(([, size]) => size !== 0));
        const { value, low, high } = estimateRatio(
          pairs.map(([total]) => total ?? 0),
          pairs.map(([, size]) => size ?? 0),
          { support: SHARE, sizeMax: 10 },
        );
        expect(0 <= low && low <= value + 1e-15 && value <= high + 1e-15 && high <= 1).toBe(true);
        expect(high).toBeGreaterThan(low);
      }),
    );
  });

  it('refuses messages about nobody, ratios outside the support and unequal lengths', () => {
    expect(() => estimateRatio([0], [0], plan)).toThrow(RangeError);
    expect(() => estimateRatio([3], [2], plan)).toThrow(/outside the support/);
    expect(() => estimateRatio([1, 1], [1], plan)).toThrow(RangeError);
    expect(() => estimateRatio([1], [9], { support: SHARE, sizeMax: 5 })).toThrow(RangeError);
  });
});
