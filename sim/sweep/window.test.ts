/**
 * Windows of opportunity: the last delay that is still good enough, in any order of the delays.
 */
import { expect, it } from 'vitest';
import { windowsOf } from './window.ts';

const point = (delay: string, value: number, low = value - 0.05) => ({
  delay,
  rate: { value, low },
});

it('is the last delay before the first that is not good enough', () => {
  const curve = [point('1h', 0.3), point('10s', 0.92), point('1m', 0.8), point('1d', 0.95)];
  expect(windowsOf(curve)).toEqual([
    { wanted: 0.9, last: '10s', surely: null },
    { wanted: 0.75, last: '1m', surely: '1m' },
    { wanted: 0.5, last: '1m', surely: '1m' },
    { wanted: 0.25, last: '1d', surely: '1d' },
  ]);
});

it('is none where not even the first delay is, or where nobody was measured', () => {
  expect(windowsOf([point('10s', 0.1)]).every(({ last }) => last === null)).toBe(true);
  expect(windowsOf([{ delay: '10s', rate: null }])[3]?.last).toBe(null);
});
