/**
 * Sobol indices against answers whose indices are known, words among the factors, and the honesty
 * of the verdict.
 */
import { describe, expect, it } from 'vitest';
import { drawsFor } from '../streams.ts';
import { sampleOf } from './designs.ts';
import { type PickFreeze, sobolIndices } from './sobol.ts';

const draws = drawsFor({ high: 0, low: 11 }, 0);

/** The answers of a function of `factors` uniforms. */
function answersOf(f: (us: readonly number[]) => number, factors: number, points: number) {
  const a: number[] = [];
  const b: number[] = [];
  const mixed: number[][] = Array.from({ length: factors }, () => []);
  for (let point = 0; point < points; point++) {
    const one = sampleOf(factors, draws, point, 'a');
    const other = sampleOf(factors, draws, point, 'b');
    a.push(f(one));
    b.push(f(other));
    mixed.forEach((column, factor) => {
      column.push(f(one.map((u, index) => (index === factor ? (other[index] ?? 0) : u))));
    });
  }
  return { a, b, mixed } satisfies PickFreeze;
}

/** Ishigami and Homma (1990), a = 7, b = 0.1, on uniforms. */
function ishigami(us: readonly number[]): number {
  const [x = 0, y = 0, z = 0] = us.map((u) => (2 * u - 1) * Math.PI);
  return Math.sin(x) + 7 * Math.sin(y) ** 2 + 0.1 * z ** 4 * Math.sin(x);
}

describe('sobolIndices', () => {
  it('finds the indices of the Ishigami function', () => {
    const answers = answersOf(ishigami, 3, 1500);
    const { indices, converged } = sobolIndices(answers, ['x', 'y', 'z'], draws);
    const known = [
      { first: 0.3139, total: 0.5576 },
      { first: 0.4424, total: 0.4424 },
      { first: 0, total: 0.2437 },
    ];
    known.forEach((wanted, factor) => {
      const found = indices?.[factor];
      expect(found?.first.value).toBeCloseTo(wanted.first, 1);
      expect(found?.total.value).toBeCloseTo(wanted.total, 1);
      for (const of of ['first', 'total'] as const) {
        expect(found?.[of].low).toBeLessThanOrEqual(wanted[of] + 0.005);
        expect(found?.[of].high).toBeGreaterThanOrEqual(wanted[of] - 0.005);
      }
    });
    expect(converged).toBe(true);
  });

  it('takes words: a level of three that adds, and one that only switches another off', () => {
    // y = word + (on ? 2 u : 0); Var(word) = 2/3, Var of the rest = 1/3 + 1/12.
    const answers = answersOf(
      ([w = 0, s = 0, u = 0]) => Math.floor(3 * w) + (s < 0.5 ? 2 * u : 0),
      3,
      1500,
    );
    const variance = 2 / 3 + 5 / 12;
    const { indices } = sobolIndices(answers, ['word', 'switch', 'u'], draws);
    expect(indices?.[0]?.first.value).toBeCloseTo(2 / 3 / variance, 1);
    expect(indices?.[0]?.total.value).toBeCloseTo(2 / 3 / variance, 1);
    expect(indices?.[1]?.first.value).toBeCloseTo(1 / 4 / variance, 1);
    expect(indices?.[1]?.total.value).toBeCloseTo(1 / 3 / variance, 1);
    expect(indices?.[2]?.first.value).toBeCloseTo(1 / 12 / variance, 1);
  });

  it('says so where nothing moved, and where too few points tell too little', () => {
    const flat = sobolIndices({ a: [1, 1], b: [1, 1], mixed: [[1, 1]] }, ['x'], draws);
    expect(flat).toMatchObject({ variance: 0, indices: null, verdict: 'the answer never moved' });
    const few = sobolIndices(answersOf(ishigami, 3, 20), ['x', 'y', 'z'], draws);
    expect(few.converged).toBe(false);
    expect(few.verdict).toMatch(/^NOT converged with 20 points: known within ±[\d.]+ only/);
  });

  it('calls nothing known of which no two points were finished', () => {
    const none = sobolIndices({ a: [], b: [], mixed: [[], []] }, ['x', 'y'], draws);
    expect(none).toMatchObject({ variance: null, indices: null, converged: false });
    expect(none.verdict).toMatch(/^NOT converged: no point was finished/);
    const one = sobolIndices({ a: [0.2], b: [0.9], mixed: [[0.4], [0.3]] }, ['x', 'y'], draws);
    expect(one).toMatchObject({ variance: null, indices: null, converged: false });
    expect(one.verdict).toMatch(/^NOT converged: a single point was finished/);
  });

  it('covers the truth about as often as it says', () => {
    // y = u1 + u2 with 60 points: first and total are 1/2.
    let covered = 0;
    const runs = 40;
    for (let run = 0; run < runs; run++) {
      const own = drawsFor({ high: 1, low: run }, 0);
      const points = Array.from({ length: 60 }, (_, point) => [
        sampleOf(2, own, point, 'a'),
        sampleOf(2, own, point, 'b'),
      ]);
      const f = ([x = 0, y = 0]: readonly number[]): number => x + y;
      const answers = {
        a: points.map(([one]) => f(one ?? [])),
        b: points.map(([, other]) => f(other ?? [])),
        mixed: [points.map(([one, other]) => f([other?.[0] ?? 0, one?.[1] ?? 0]))],
      };
      const found = sobolIndices(answers, ['x'], own, 0.9).indices?.[0]?.total;
      if (found && found.low <= 0.5 && found.high >= 0.5) covered++;
    }
    // 36 are expected; fewer than 28 have a chance below 1 in 1,000.
    expect(covered).toBeGreaterThanOrEqual(28);
  });
});
