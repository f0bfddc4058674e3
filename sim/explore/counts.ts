/**
 * Large whole numbers, one a state: how many paths lead on from it.
 *
 * Why not bigint: a number is added for every edge, and three doubles of 48 bits each are added ten
 * times as fast. Exact up to 2^144; beyond, an assertion fails.
 */
import { assert } from '../../model/assert.ts';

const LIMBS = 3;
/** 2^48 */
const BASE = 281_474_976_710_656;

export type Counts = {
  /** Sets the count of a state. */
  readonly set: (state: number, sum: Float64Array) => void;
  /** Adds the count of a state, so many times, to a sum. `times` is at most 1,000. */
  readonly addTo: (sum: Float64Array, state: number, times: number) => void;
  readonly of: (state: number) => bigint;
};

/** A sum of nothing. */
export function newSum(): Float64Array {
  return new Float64Array(LIMBS);
}

export function newCounts(): Counts {
  let limbs = new Float64Array(LIMBS << 10);
  return {
    set: (state, sum) => {
      while ((state + 1) * LIMBS > limbs.length) {
        const larger = new Float64Array(limbs.length * 2);
        larger.set(limbs);
        limbs = larger;
      }
      for (let i = 0; i < LIMBS; i++) limbs[state * LIMBS + i] = sum[i]!;
    },
    addTo: (sum, state, times) => {
      for (let i = 0; i < LIMBS; i++) sum[i] = sum[i]! + limbs[state * LIMBS + i]! * times;
      carry(sum);
    },
    of: (state) => bigOf(limbs.subarray(state * LIMBS, (state + 1) * LIMBS)),
  };
}

/** Adds a small number to a sum. */
export function addSmall(sum: Float64Array, small: number): void {
  sum[0] = sum[0]! + small;
  carry(sum);
}

function carry(sum: Float64Array): void {
  for (let i = 0; i + 1 < LIMBS; i++) {
    if (sum[i]! < BASE) continue;
    const over = Math.floor(sum[i]! / BASE);
    sum[i] = sum[i]! - over * BASE;
    sum[i + 1] = sum[i + 1]! + over;
  }
  assert(sum[LIMBS - 1]! < BASE, 'there are fewer than 2^144 paths');
}

/** A sum as a whole number. */
export function bigOf(sum: Float64Array): bigint {
  let value = 0n;
  for (let i = LIMBS - 1; i >= 0; i--) value = value * BigInt(BASE) + BigInt(sum[i]!);
  return value;
}
