/**
 * Freed means: what a regression makes of them, and what is found without a group. What is gained
 * by it is in `freed.test.ts`, how often it covers in the table of calibration.
 */
import { describe, expect, it } from 'vitest';
import { LEFT_OUT } from './adjusted.ts';
import { known, N, noise, us } from './one-draw.ts';

const meanOf = (rows: readonly number[]): number =>
  rows.reduce((sum, row) => sum + row, 0) / rows.length;

describe('newAdjust', () => {
  it('is the mean that a straight line has where the known draw has its own', () => {
    // By hand: the least squares line through the rows of all messages, or of all but one group.
    const lineAt = (kept: readonly number[]): number => {
      const [x, y] = [us, noise].map((of) => kept.map((message) => of[message] ?? 0));
      const [mx, my] = [meanOf(x ?? []), meanOf(y ?? [])];
      const products = (x ?? []).map((one, place) => (one - mx) * ((y?.[place] ?? 0) - my));
      const squares = (x ?? []).map((one) => (one - mx) ** 2);
      const slope = meanOf(products) / (meanOf(squares) + 0.3 / kept.length);
      return my + slope * (0.5 - mx);
    };
    const all = Array.from({ length: N }, (_, message) => message);
    const found = known(us).mean(noise);
    expect(found.all).toBeCloseTo(lineAt(all), 12);
    expect(found.without).toHaveLength(LEFT_OUT);
    for (const group of [0, 3, 63]) {
      const kept = all.filter((message) => message % LEFT_OUT !== group);
      expect(found.without[group]).toBeCloseTo(lineAt(kept), 12);
    }
  });

  it('takes a sum apart as it takes its parts', () => {
    const adjust = known(us);
    const sum = Float64Array.from(noise, (row, index) => 3 * row - 2 * (us[index] ?? 0));
    const [of, one, other] = [sum, noise, us].map((rows) => adjust.mean(rows).all);
    expect(of).toBeCloseTo(3 * (one ?? 0) - 2 * (other ?? 0), 12);
  });

  it('leaves what is the same for every message as it is', () => {
    const { all, without } = known(us).mean(new Float64Array(N).fill(7));
    expect(all).toBeCloseTo(7, 12);
    expect(Math.max(...without.map((one) => Math.abs(one - 7)))).toBeLessThan(1e-11);
  });

  it('wants one row for each known message', () => {
    expect(() => known(us).mean(noise.subarray(1))).toThrow(RangeError);
  });
});
