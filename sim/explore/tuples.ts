/**
 * Exact interning: a tuple of integers -> a small number, the same for the same tuple and for no
 * other.
 *
 * Why: states are told apart by content, never by a hash alone, so that no state is lost to a
 * collision. A world is a few numbers, each of which stands for a record that was seen before.
 */
import { assert } from '../../model/assert.ts';

export type Tuples = {
  /** Open addressing: 0, or the number of a tuple plus one. Half of it is empty. */
  table: Int32Array;
  /** Where the items of each tuple begin in the pool; one more than there are tuples. */
  starts: Int32Array;
  /** The items of all tuples, one after the other; replaced when it grows. */
  pool: Int32Array;
  /** How many different tuples there are; they are numbered from 0. */
  size: number;
};

/** Room for this many integers in all: 1 GiB. */
const POOL_MAX = 1 << 28;

/** An empty set of tuples. */
export function newTuples(): Tuples {
  return {
    table: new Int32Array(1 << 10),
    starts: new Int32Array(1 << 9),
    pool: new Int32Array(1 << 12),
    size: 0,
  };
}

/** The number of a tuple: the first `length` items of `items`. O(length). */
export function intern(tuples: Tuples, items: Int32Array, length: number): number {
  const { table, starts, pool } = tuples;
  const mask = table.length - 1;
  let slot = hashOf(items, 0, length) & mask;
  for (let entry = table[slot]!; entry !== 0; entry = table[slot]!) {
    const start = starts[entry - 1]!;
    if (starts[entry]! - start === length) {
      let same = 0;
      while (same < length && pool[start + same] === items[same]) same++;
      if (same === length) return entry - 1;
    }
    slot = (slot + 1) & mask;
  }
  table[slot] = tuples.size + 1;
  add(tuples, items, length);
  return tuples.size - 1;
}

function add(tuples: Tuples, items: Int32Array, length: number): void {
  const used = tuples.starts[tuples.size]!;
  while (used + length > tuples.pool.length) tuples.pool = grown(tuples.pool);
  if (tuples.size + 2 > tuples.starts.length) tuples.starts = grown(tuples.starts);
  const { pool } = tuples;
  for (let i = 0; i < length; i++) pool[used + i] = items[i]!;
  tuples.starts[++tuples.size] = used + length;
  if (tuples.size * 2 > tuples.table.length) rehash(tuples);
}

function rehash(tuples: Tuples): void {
  const { starts, pool, size } = tuples;
  const mask = tuples.table.length * 2 - 1;
  const larger = new Int32Array(mask + 1);
  for (let id = 0; id < size; id++) {
    const start = starts[id]!;
    let slot = hashOf(pool, start, starts[id + 1]! - start) & mask;
    while (larger[slot] !== 0) slot = (slot + 1) & mask;
    larger[slot] = id + 1;
  }
  tuples.table = larger;
}

function grown(array: Int32Array): Int32Array {
  assert(array.length < POOL_MAX, `at most ${POOL_MAX} integers are kept`);
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}

/** Where to look first; the finalizer of MurmurHash3. */
function hashOf(items: Int32Array, start: number, length: number): number {
  let hash = length;
  for (let i = start; i < start + length; i++) {
    hash = Math.imul(hash ^ items[i]!, 0x85ebca6b);
    hash ^= hash >>> 15;
  }
  hash = Math.imul(hash, 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** Sorts some items; there are few. */
export function sortFrom(items: Int32Array, from: number, to: number): void {
  for (let i = from + 1; i < to; i++) {
    const item = items[i]!;
    let j = i;
    for (; j > from && items[j - 1]! > item; j--) items[j] = items[j - 1]!;
    items[j] = item;
  }
}
