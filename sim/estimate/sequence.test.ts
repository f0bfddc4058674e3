/**
 * Tests of confidence sequences: a game small enough to follow by hand, invariances, and what
 * never happens. Coverage under peeking is in properties/calibration.test.ts.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SHARE } from './estimate.ts';
import { estimateSequence, isSequenceWithin, type SequencePlan } from './sequence.ts';

const plan: SequencePlan = { support: SHARE, sizeMax: 1, confidence: 0.95, halfWidth: null };
const alone = (totals: number[]) => ({ totals, sizes: null });
const shares = fc.array(
  fc.integer({ min: 0, max: 20 }).map((k) => k / 20),
  {
    minLength: 1,
    maxLength: 60,
  },
);

describe('estimateSequence', () => {
  it('leaves out the means at which a gambler became rich', () => {
    // With a half-width of 1 every bet is the most that is dared: 3/4 of 1/p, so each message that
    // is 1 multiplies the capital by 1 + 3/4 (1 - p) / p. After 4 of them it is 40 where
    // (1 - p) / p = (40^(1/4) - 1) * 4/3, that is at p = 0.33002.
    const { value, low, high } = estimateSequence(alone([1, 1, 1, 1]), { ...plan, halfWidth: 1 });
    expect(value).toBe(1);
    expect(low).toBeCloseTo(1 / (1 + (4 / 3) * (40 ** 0.25 - 1)), 9);
    expect(high).toBe(1);
  });

  it('says nothing after one message', () => {
    expect(estimateSequence(alone([0.3]), plan)).toMatchObject({ value: 0.3, low: 0, high: 1 });
  });

  it('gives limits that only come closer, the value apart', () => {
    fc.assert(
      fc.property(shares, fc.constantFrom(null, 0.05), (rows, halfWidth) => {
        let before = { low: 0, high: 1 };
        for (let n = 1; n <= rows.length; n++) {
          const now = estimateSequence(alone(rows.slice(0, n)), { ...plan, halfWidth });
          expect(now.low).toBeGreaterThanOrEqual(Math.min(before.low, now.value));
          expect(now.high).toBeLessThanOrEqual(Math.max(before.high, now.value));
          expect(now.low <= now.value && now.value <= now.high).toBe(true);
          before = now;
        }
      }),
      { numRuns: 20 },
    );
  });

  it('moves and stretches with its rows, and mirrors', () => {
    fc.assert(
      fc.property(shares, (rows) => {
        const one = estimateSequence(alone(rows), plan);
        const wide = { ...plan, support: { low: -10, high: 30 } };
        const moved = estimateSequence(alone(rows.map((row) => 40 * row - 10)), wide);
        expect(moved.low).toBeCloseTo(40 * one.low - 10, 6);
        expect(moved.high).toBeCloseTo(40 * one.high - 10, 6);
        const mirrored = estimateSequence(alone(rows.map((row) => 1 - row)), plan);
        expect(mirrored.low).toBeCloseTo(1 - one.high, 8);
        expect(mirrored.high).toBeCloseTo(1 - one.low, 8);
      }),
    );
  });

  it('is the same for messages of one size as for their shares', () => {
    fc.assert(
      fc.property(shares, fc.integer({ min: 1, max: 9 }), (rows, size) => {
        const totals = rows.map((row) => row * size);
        const sized = { totals, sizes: rows.map(() => size) };
        const one = estimateSequence(alone(rows), plan);
        const other = estimateSequence(sized, { ...plan, sizeMax: size });
        expect(other.low).toBeCloseTo(one.low, 8);
        expect(other.high).toBeCloseTo(one.high, 8);
      }),
    );
  });

  it('is asked more quickly whether it is narrow, and answers the same', () => {
    fc.assert(
      fc.property(shares, fc.double({ min: 0.02, max: 0.6, noNaN: true }), (rows, half) => {
        const known = { ...plan, halfWidth: half };
        const { value, low, high } = estimateSequence(alone(rows), known);
        const distance = Math.max(value - low, high - value);
        fc.pre(Math.abs(distance - half) > 1e-6);
        expect(isSequenceWithin(alone(rows), known, half)).toBe(distance < half);
      }),
    );
  });

  it('refuses rows outside the support, sizes beyond the largest, and nobody', () => {
    expect(() => estimateSequence(alone([1.1]), plan)).toThrow(RangeError);
    expect(() => estimateSequence({ totals: [1], sizes: [2] }, plan)).toThrow(RangeError);
    expect(() => estimateSequence({ totals: [2], sizes: [1] }, plan)).toThrow(RangeError);
    expect(() => estimateSequence({ totals: [0], sizes: [0] }, plan)).toThrow(RangeError);
    expect(() => estimateSequence(alone([]), plan)).toThrow(RangeError);
    const endless = { ...plan, support: { low: 0, high: Infinity } };
    expect(() => estimateSequence(alone([1]), endless)).toThrow(RangeError);
  });
});
