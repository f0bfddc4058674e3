/**
 * Large whole numbers, two a state: how many paths lead on from it, with interchangeable recipients
 * as one, and apart.
 *
 * Why not bigint: a number is added for every edge, and three doubles of 48 bits each are added ten
 * times as fast. Exact up to 2^144; beyond, an assertion fails. The higher two are not looked at
 * before any number needs them.
 */
import { assert } from '../../model/assert.ts';

const LIMBS = 3;
/** 2^48 */
const BASE = 281_474_976_710_656;

/** Which of the two. */
export const AS_ONE = 0;
export const APART = 1;

export type Counts = {
  /** [state * 2 + which] the lowest 48 bits; replaced when it grows. */
  low: Float64Array;
  /** [state * 4 + which] the next 48, two on the highest; empty as long as all are 0. */
  high: Float64Array;
};

/** Two sums: [limb * 2 + which]. */
export function newSums(): Float64Array {
  return new Float64Array(2 * LIMBS);
}

export function newCounts(): Counts {
  return { low: new Float64Array(1 << 11), high: new Float64Array(0) };
}

/** Sets the counts of a state. */
export function setCounts(counts: Counts, state: number, sums: Float64Array): void {
  if (state * 2 + 2 > counts.low.length) counts.low = grown(counts.low, counts.low.length * 2);
  const { low } = counts;
  low[state * 2] = sums[0]!;
  low[state * 2 + 1] = sums[1]!;
  if (sums[2] === 0 && sums[3] === 0 && counts.high.length === 0) return;
  if (state * 4 + 4 > counts.high.length) counts.high = grown(counts.high, low.length * 2);
  for (let i = 0; i < 4; i++) counts.high[state * 4 + i] = sums[2 + i]!;
}

/** Adds the counts of a state to sums; apart, so many times: fewer than 32. */
export function addCounts(
  sums: Float64Array,
  { low, high }: Counts,
  state: number,
  times: number,
): void {
  sums[0] = sums[0]! + low[state * 2]!;
  sums[1] = sums[1]! + low[state * 2 + 1]! * times;
  for (let i = 0; state * 4 + i < high.length && i < 4; i++)
    sums[2 + i] = sums[2 + i]! + high[state * 4 + i]! * (i % 2 === APART ? times : 1);
  if (sums[0]! >= BASE || sums[1]! >= BASE || high.length > 0) carry(sums);
}

/** Adds one path to sums. */
export function addOne(sums: Float64Array): void {
  sums[0] = sums[0]! + 1;
  sums[1] = sums[1]! + 1;
  carry(sums);
}

function carry(sums: Float64Array): void {
  for (let i = 0; i + 2 < sums.length; i++) {
    if (sums[i]! < BASE) continue;
    const over = Math.floor(sums[i]! / BASE);
    sums[i] = sums[i]! - over * BASE;
    sums[i + 2] = sums[i + 2]! + over;
  }
  assert(sums[4]! < BASE && sums[5]! < BASE, 'there are fewer than 2^144 paths');
}

function grown(array: Float64Array, length: number): Float64Array {
  const larger = new Float64Array(length);
  larger.set(array);
  return larger;
}

/** A count as a whole number. */
export function countOf({ low, high }: Counts, state: number, which: number): bigint {
  const above = high.length === 0 ? [0, 0] : [high[state * 4 + which], high[state * 4 + 2 + which]];
  return [low[state * 2 + which], ...above].reduceRight<bigint>(
    (value, limb) => value * BigInt(BASE) + BigInt(limb ?? 0),
    0n,
  );
}
