/**
 * Tests of pictures: where curves are drawn, and that nothing is wider than asked.
 */
import { describe, expect, it } from 'vitest';
import type { CurveResult } from '../sim/study-parts.ts';
import { bar, curvePicture, shortTime } from './study-plots.ts';

const median = { share: 0.5, value: null, low: null, high: null };
const curve = (...points: [at: number, value: number][]): CurveResult => ({
  method: '',
  median,
  points: points.map(([at, value]) => ({ at, value, low: 0, high: 1 })),
});

describe('curvePicture', () => {
  it('draws each curve at its height, and both as one where they meet', () => {
    const unseen = curve([1, 1], [60, 0.5], [3600, 0.1]);
    const present = curve([1, 1], [60, 1], [3600, 0]);
    const lines = curvePicture(unseen, present, 50);
    expect(lines).toHaveLength(13);
    expect(lines[0]).toMatch(/^ 100 % │◉ +○$/);
    expect(lines[5]).toMatch(/^ {2}50 % │ +●$/);
    expect(lines[9]).toMatch(/^ +│ +●$/);
    expect(lines[10]).toMatch(/^ {3}0 % │ +○$/);
    expect(lines[12]).toMatch(/^ +1s +1m +1h$/);
  });

  it('is never wider than asked, and not drawn where there is no room', () => {
    const instants = Array.from({ length: 25 }, (_, i): [number, number] => [2 ** i, 1 - i / 25]);
    for (const width of [44, 60, 80, 200]) {
      const lines = curvePicture(curve(...instants), curve(...instants), width);
      expect(lines.length).toBeGreaterThan(0);
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
    }
    expect(curvePicture(curve(...instants), curve(...instants), 30)).toEqual([]);
    expect(curvePicture(curve(), curve(), 80)).toEqual([]);
  });
});

describe('bar', () => {
  it('shows a share, and anything above 0', () => {
    expect([bar(1, 4), bar(0.5, 4), bar(0.001, 4), bar(0, 4)]).toEqual(['████', '██', '▏', '']);
  });
});

describe('shortTime', () => {
  it('names a time by its largest unit', () => {
    expect([1, 90, 7200, 345_600].map(shortTime)).toEqual(['1s', '1.5m', '2h', '4d']);
  });
});
