/**
 * Exact interning: a tuple of integers -> a small number, the same for the same tuple and for no
 * other.
 *
 * Why: states are told apart by content, never by a hash alone, so that no state is lost to a
 * collision. A world is a few numbers, each of which stands for a record that was seen before.
 */
import { assert } from '../../model/assert.ts';

export type Tuples = {
  /** The number of a tuple: the first `length` items of `items`. O(length). */
  readonly intern: (items: Int32Array, length: number) => number;
  /** Where the items of a tuple begin in the pool. */
  readonly startOf: (id: number) => number;
  /** The items of all tuples, one after the other; replaced when it grows. */
  readonly pool: () => Int32Array;
  /** How many different tuples there are; they are numbered from 0. */
  readonly size: () => number;
};

/** Room for this many integers in all: 1 GiB. */
const POOL_MAX = 1 << 28;

/** An empty set of tuples. */
export function newTuples(): Tuples {
  let table = new Int32Array(1 << 10);
  let starts = new Int32Array(1 << 9);
  let pool = new Int32Array(1 << 12);
  let count = 0;
  let used = 0;
  const isSame = (id: number, items: Int32Array, length: number): boolean => {
    const start = starts[id]!;
    if (starts[id + 1]! - start !== length) return false;
    for (let i = 0; i < length; i++) if (pool[start + i] !== items[i]) return false;
    return true;
  };
  const rehash = (): void => {
    const mask = table.length * 2 - 1;
    const larger = new Int32Array(mask + 1);
    for (let id = 0; id < count; id++) {
      const start = starts[id]!;
      let slot = hashOf(pool, start, starts[id + 1]! - start) & mask;
      while (larger[slot] !== 0) slot = (slot + 1) & mask;
      larger[slot] = id + 1;
    }
    table = larger;
  };
  const add = (items: Int32Array, length: number): void => {
    while (used + length > pool.length) pool = grown(pool);
    if (count + 2 > starts.length) starts = grown(starts);
    for (let i = 0; i < length; i++) pool[used++] = items[i]!;
    starts[++count] = used;
    if (count * 2 > table.length) rehash();
  };
  return {
    size: () => count,
    startOf: (id) => starts[id]!,
    pool: () => pool,
    intern: (items, length) => {
      const mask = table.length - 1;
      let slot = hashOf(items, 0, length) & mask;
      for (;;) {
        const entry = table[slot]!;
        if (entry === 0) break;
        if (isSame(entry - 1, items, length)) return entry - 1;
        slot = (slot + 1) & mask;
      }
      table[slot] = count + 1;
      add(items, length);
      return count - 1;
    },
  };
}

function grown(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
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
