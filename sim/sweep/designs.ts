/**
 * Which combinations of levels are tried: all of them, a Latin hypercube, or the points that Sobol
 * indices need.
 *
 * Why own and small: every draw has an address (stream, point, factor), so that one more factor or
 * point moves no other, and any cell of a sweep can be run again alone.
 *
 * Never: draw by position; run a cell.
 *
 * Source: McKay, Beckman and Conover (Technometrics 21, 1979) for Latin hypercubes; Saltelli et al.
 * (Computer Physics Communications 181, 2010) for the points of first-order and total indices.
 */
import { at } from '../../model/assert.ts';
import { type Factor, type Level, levelOf } from '../../scenarios/factors.ts';
import { exp, ln } from '../arithmetic.ts';
import type { Draws } from '../streams.ts';

/** One level for each factor, in the order of the factors. */
export type Combination = readonly Level[];

/** A level of a factor by a uniform, 0 to 1 (both excluded); every level equally likely. */
export function levelAt({ levels, range }: Factor, u: number): Level {
  if (range === null) return at(levels, Math.floor(u * levels.length));
  const { kind, low, high } = range;
  // Twice as long is as far away as half as long.
  if (kind === 'scale') return levelOf(range, exp(ln(low) + u * (ln(high) - ln(low))));
  return levelOf(range, low + u * (high - low));
}

/** The positions other than the study's own. */
export function otherLevels({ levels, base }: Factor): readonly Level[] {
  return levels.filter(({ label }) => label !== base);
}

/** How many combinations a grid has. */
export function gridSize(factors: readonly Factor[]): number {
  return factors.reduce((size, { levels }) => size * levels.length, 1);
}

/** Every combination of the levels (the two ends of a range); the last factor changes first. */
export function gridOf(factors: readonly Factor[]): Combination[] {
  return factors.reduce<Combination[]>(
    (before, { levels }) => before.flatMap((start) => levels.map((level) => [...start, level])),
    [[]],
  );
}

/**
 * Points of which each factor has one in each of as many equal parts of its range as there are
 * points.
 */
export function latinHypercube(
  factors: readonly Factor[],
  points: number,
  draws: Draws,
): Combination[] {
  const columns = factors.map((_, factor) => {
    const order = permutation(points, draws, factor);
    return order.map((part, point) => {
      const inside = draws.uniform('sweep.point', point, factor);
      return (part + inside) / points;
    });
  });
  return Array.from({ length: points }, (_, point) =>
    factors.map((factor, index) => levelAt(factor, at(at(columns, index), point))),
  );
}

/** The numbers below `count` in an order that is any order with the same chance. */
function permutation(count: number, draws: Draws, factor: number): number[] {
  return Array.from({ length: count }, (_, index) => index)
    .map((index) => [draws.uniform('sweep.order', index, factor), index] as const)
    .sort(([a], [b]) => a - b)
    .map(([, index]) => index);
}

/** Which of the two independent samples a point is of. */
const SAMPLE = { a: 0, b: 1 } as const;

/** Uniforms of one of two independent samples at one point, one a factor. */
export function sampleOf(
  factors: number,
  draws: Draws,
  point: number,
  sample: keyof typeof SAMPLE,
): number[] {
  const entity = 2 * point + SAMPLE[sample];
  return Array.from({ length: factors }, (_, factor) =>
    draws.uniform('sweep.point', entity, factor),
  );
}
