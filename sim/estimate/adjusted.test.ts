/**
 * Freed differences: what they take away, and when they leave a difference as it was found. How
 * often they cover is in the table of calibration.
 */
import { describe, expect, it } from 'vitest';
import { drawsFor } from '../streams.ts';
import { type Adjust, estimateAdjusted, newAdjust } from './adjusted.ts';
import { moments } from './estimate.ts';
import { estimatePaired } from './paired.ts';

const N = 400;
const BOUNDS = { low: -1, high: 1 };
const draws = drawsFor({ high: 5, low: 8 }, 0);
const column = (stream: 'reader.away' | 'reader.opens', n = N): Float64Array =>
  Float64Array.from({ length: n }, (_, row) => draws.uniform(stream, row));

/** One column: a uniform, whose mean is a half. */
function known(us: Float64Array): Adjust {
  return newAdjust({
    means: Float64Array.of(0.5),
    starts: Uint32Array.from({ length: us.length + 1 }, (_, row) => row),
    columns: new Uint16Array(us.length),
    values: us,
  });
}

const zeros = new Float64Array(N);
const us = column('reader.away');
const noise = column('reader.opens');
const found = (rows: Float64Array, adjust: Adjust) => {
  const plain = estimatePaired(rows, new Float64Array(rows.length), BOUNDS);
  return { plain, freed: estimateAdjusted(plain, rows, adjust, BOUNDS) };
};

describe('estimateAdjusted', () => {
  it('takes away what a sample has more of a known draw than there is on average', () => {
    const rows = us.map((u, row) => 0.2 + 0.6 * (u - 0.5) + 0.01 * ((noise[row] ?? 0) - 0.5));
    const { freed, plain } = found(rows, known(us));
    expect(moments(us).mean).not.toBeCloseTo(0.5, 3);
    expect(Math.abs(freed.value - 0.2)).toBeLessThan(0.001);
    expect(plain.high - plain.low).toBeGreaterThan(15 * (freed.high - freed.low));
    expect(freed.method).toBe(
      'paired differences, freed from 1 known draws, Student t over messages',
    );
    expect(freed.plain).toBe(plain);
    const saved = (freed.varianceReduction ?? 0) / (plain.varianceReduction ?? 1);
    expect(saved).toBeCloseTo(((plain.high - plain.low) / (freed.high - freed.low)) ** 2, -2);
  });

  it('never lets a message have a part in its own correction', () => {
    const adjust = known(us);
    const before = adjust(noise).rows;
    const moved = Float64Array.from(noise, (row, index) => (index === 3 ? row + 100 : row));
    const after = adjust(moved).rows;
    const changed = [...after.keys()].filter((row) => after[row] !== before[row]);
    // Message 3 by what was added alone; of its part of the messages nobody else.
    expect((after[3] ?? 0) - (before[3] ?? 0)).toBeCloseTo(100, 9);
    expect(changed.filter((row) => row % 8 === 3)).toEqual([3]);
    expect(changed.length).toBeGreaterThan(N / 2);
  });

  it('moves and turns round with the rows', () => {
    const rows = us.map((u, row) => u / 4 + (noise[row] ?? 0) / 8);
    const { freed } = found(rows, known(us));
    const turned = found(
      rows.map((row) => -row - 0.5),
      known(us),
    ).freed;
    expect(turned.value).toBeCloseTo(-freed.value - 0.5, 12);
    expect(turned.low).toBeCloseTo(-freed.high - 0.5, 12);
  });

  it('leaves a difference as it is where nothing is gained', () => {
    const { freed, plain } = found(noise, known(us));
    expect(freed).toBe(plain);
    const rare = zeros.map((_, row) => (row < 9 ? 1 : 0));
    expect(found(rare, known(us)).freed.method).toContain('exact binomial bound');
    expect(found(zeros, known(us)).freed.varianceReduction).toBeNull();
  });

  it('does not trust a width that a handful of messages decide', () => {
    // A known draw explains every row but six.
    const rows = us.map((u, row) => (u - 0.5) / 2 + (row % 70 === 0 ? 0.1 : 0));
    const { freed, plain } = found(rows, known(us));
    expect(freed).toBe(plain);
  });

  it('wants one row for each known message', () => {
    expect(() => known(us)(noise.subarray(1))).toThrow(RangeError);
  });
});
