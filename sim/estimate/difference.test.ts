/**
 * Tests of paired ratios: the plain pairing where sizes agree, coverage where they do not.
 *
 * Tolerance: of 1,000 experiments of a nominal 95 %, more than 85 miss with a probability of 1e-6.
 */
import { describe, expect, it } from 'vitest';
import { drawsFor } from '../streams.ts';
import { commonSize, estimateDifference } from './difference.ts';
import { SHARE } from './estimate.ts';
import { estimatePaired } from './paired.ts';
import { shareAtMost } from './proportion.ts';

describe('estimateDifference', () => {
  it('is the paired estimate of shares where all messages have one size', () => {
    const sizes = Array.from({ length: 40 }, () => 4);
    const more = sizes.map((_, index) => index % 5);
    const less = sizes.map((_, index) => Math.max(0, (index % 5) - (index % 2)));
    const share = (totals: number[]) => totals.map((total) => total / 4);
    expect(
      estimateDifference(
        { numerators: more, denominators: sizes },
        { numerators: less, denominators: sizes },
        { support: SHARE },
      ),
    ).toEqual(estimatePaired(share(more), share(less), SHARE));
  });

  it('never has zero width because all messages agree', () => {
    const sizes = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    const same = { numerators: sizes, denominators: sizes };
    const { value, low, high, n } = estimateDifference(same, same, { support: SHARE });
    expect(value).toBe(0);
    expect(low).toBeLessThan(0);
    expect(high).toBeGreaterThan(0);
    expect(n).toBe(10);
  });

  it('is bounded exactly where few messages differ, whatever their sizes', () => {
    const sizes = Array.from({ length: 300 }, (_, index) => 1 + (index % 9));
    const other = sizes.map((size, index) => (index % 100 === 50 ? 0 : size));
    const one = { numerators: sizes, denominators: sizes };
    const few = { numerators: other, denominators: sizes };
    const { low, high, method, value } = estimateDifference(one, few, { support: SHARE });
    // Those of six, seven and eight recipients, of 1,491.
    expect(value).toBeCloseTo(21 / 1491, 10);
    expect(method).toBe(
      'paired differences, exact binomial bound, 3 of 300 messages differ from the others',
    );
    // At most 2.9 % of messages, each of the largest size, where five is usual.
    const weight = (share: number, most: number) =>
      (share * most) / (share * most + 5 * (1 - share));
    expect(high).toBeCloseTo(weight(shareAtMost(3, 300, 0.95), 9), 2);
    expect(low).toBeCloseTo(-high, 10);
    const { high: wider } = estimateDifference(one, few, { support: SHARE, sizeMax: 90 });
    expect(wider).toBeCloseTo(weight(shareAtMost(3, 300, 0.95), 90), 2);
  });

  it('has no width of zero where all lie as far apart and sizes differ', () => {
    const sizes = Array.from({ length: 40 }, (_, index) => 1 + (index % 3));
    const fewer = sizes.map((size, index) => (index === 7 ? size - 1 : size));
    const one = { numerators: sizes.map((size) => size * 0.75), denominators: sizes };
    const other = { numerators: fewer.map((size) => size * 0.25), denominators: fewer };
    const found = estimateDifference(one, other, { support: SHARE });
    expect(found.value).toBeCloseTo(0.5, 12);
    expect(found.low).toBeLessThan(0.49);
    expect(found.high).toBeGreaterThan(0.51);
    expect(found.varianceReduction).toBeNull();
  });

  it('covers the difference of two ratios over messages of unequal size', () => {
    // Each recipient is recalled with 0.8 under one policy; under the other half of those are.
    // Whole messages are late with 0.3, and then nobody is recalled: 0.56 and 0.28, 0.28 apart.
    let misses = 0;
    for (let experiment = 0; experiment < 1000; experiment++) {
      const draws = drawsFor({ high: 1, low: 5 }, experiment);
      const [sizes, one, other]: number[][] = [[], [], []];
      for (let message = 0; message < 80; message++) {
        const size = 1 + Math.floor(draws.uniform('workload.recipients', message) * 6);
        const isLate = draws.uniform('sender.recalls', message) < 0.3;
        let [recalled, fewer] = [0, 0];
        for (let recipient = 1; recipient <= size && !isLate; recipient++) {
          const u = draws.uniform('reader.opens', message, recipient);
          if (u < 0.8) recalled++;
          if (u < 0.4) fewer++;
        }
        sizes?.push(size);
        one?.push(recalled);
        other?.push(fewer);
      }
      const { low, high } = estimateDifference(
        { numerators: one ?? [], denominators: sizes ?? [] },
        { numerators: other ?? [], denominators: sizes ?? [] },
        { support: SHARE },
      );
      if (low > 0.28 || high < 0.28) misses++;
    }
    expect(misses).toBeLessThanOrEqual(85);
    expect(misses).toBeGreaterThan(20);
  });
});

describe('commonSize', () => {
  it('is the size of all, or undefined', () => {
    expect(commonSize([3, 3, 3])).toBe(3);
    expect(commonSize([3, 4])).toBeUndefined();
    expect(commonSize([])).toBeUndefined();
  });
});
