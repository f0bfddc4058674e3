/**
 * Designs: every combination once, one point in each part, and addresses that move nothing else.
 */
import { describe, expect, it } from 'vitest';
import type { Factor } from '../../scenarios/factors.ts';
import { drawsFor } from '../streams.ts';
import { gridOf, gridSize, latinHypercube, levelAt, sampleOf } from './designs.ts';

const draws = drawsFor({ high: 0, low: 5 }, 0);
const about = { set: ['x'], base: '', standing: null, source: '' };
const words = (name: string, ...all: string[]): Factor => {
  return { name, ...about, levels: all.map((value) => ({ label: value, value })), range: null };
};
const stretch = (name: string, low: number, high: number): Factor => {
  const range = { kind: 'number', low, high } as const;
  const levels = [low, high].map((value) => ({ label: String(value), value }));
  return { name, ...about, levels, range };
};

describe('designs', () => {
  it('grid: every combination once, the last factor first', () => {
    const grid = gridOf([words('a', 'x', 'y'), words('b', '1', '2', '3')]);
    const labels = grid.map((one) => one.map(({ label }) => label).join(''));
    expect(labels).toEqual(['x1', 'x2', 'x3', 'y1', 'y2', 'y3']);
    expect(gridSize([words('a', 'x', 'y'), words('b', '1', '2', '3')])).toBe(6);
  });

  it('Latin hypercube: each part of each range once, each word equally often', () => {
    const points = latinHypercube([stretch('a', 0, 20), words('b', 'x', 'y')], 20, draws);
    const parts = points.map(([a]) => Math.floor(a?.value as number)).sort((x, y) => x - y);
    expect(parts).toEqual(Array.from({ length: 20 }, (_, index) => index));
    expect(points.filter(([, b]) => b?.value === 'x')).toHaveLength(10);
  });

  it('another factor moves no point of those before it', () => {
    const one = latinHypercube([stretch('a', 0, 1)], 12, draws).map(([a]) => a?.label);
    const two = latinHypercube([stretch('a', 0, 1), stretch('b', 0, 1)], 12, draws);
    expect(two.map(([a]) => a?.label)).toEqual(one);
    expect(sampleOf(3, draws, 4, 'a').slice(0, 2)).toEqual(sampleOf(2, draws, 4, 'a'));
  });

  it('scales go by equal ratios and rise', () => {
    const range = { kind: 'scale', low: 0.25, high: 4, of: { constant: 60_000 } } as const;
    const factor: Factor = { name: 'd', ...about, levels: [], range };
    expect([0.0001, 0.5, 0.9999].map((u) => levelAt(factor, u).value)).toEqual(
      ['15s3ms', '1m', '3m59s880ms'].map((text, index) =>
        index === 1 ? text : expect.any(String),
      ),
    );
    expect(levelAt(factor, 0.75).label).toBe('×2');
  });
});
