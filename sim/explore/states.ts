/**
 * The states of a walk, each as the situations of all recipients, those of interchangeable ones in
 * order; and of each what all paths on from it come to.
 *
 * Why not `tuples.ts`: this is the largest table of a walk and is looked into at every edge. So a
 * state lies in one piece, its hash is a sum that a change of one situation moves by a difference,
 * and the table holds hashes: a state that is another is seldom looked at.
 */
import { assert } from '../../model/assert.ts';
import { sortFrom } from './tuples.ts';

export type States = {
  /** How many recipients there are. */
  readonly width: number;
  /** Open addressing: a hash, then 0 or the number of a state plus one. Half of it is empty. */
  table: Int32Array;
  /** [state * (width + 2)] its situations, its hash, what its paths come to, as bits. */
  records: Int32Array;
  size: number;
  /** What is looked for, in the order of `order`. */
  readonly key: Int32Array;
  /** [place in the key] whose situation stands there: interchangeable recipients side by side. */
  readonly order: Int32Array;
  /** [recipient] the places of those interchangeable with it: the first, and beyond the last. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** The first and beyond the last place of each set. */
  readonly sets: readonly (readonly [number, number])[];
};

/** What the paths of a state come to that has not been walked: no set of bits. */
export const UNWALKED = -2_147_483_648;

/** What stands beside the situations of a state. */
const EXTRA = 2;

/** Room for this many integers in all: 1 GiB. */
const ROOM_MAX = 1 << 28;

/** @param classes  the members of each set of interchangeable recipients */
export function newStates(width: number, classes: readonly (readonly number[])[]): States {
  const order = new Int32Array(width);
  const from = new Int32Array(width);
  const to = new Int32Array(width);
  const inSets = new Set(classes.flat());
  const alone = [...order.keys()].filter((recipient) => !inSets.has(recipient));
  let place = 0;
  const ranges = [...classes, ...alone.map((one) => [one])].map((members) => {
    const first = place;
    for (const member of members) {
      from[member] = first;
      to[member] = first + members.length;
      order[place++] = member;
    }
    return [first, place] as const;
  });
  return {
    width,
    table: new Int32Array(1 << 14),
    records: new Int32Array((width + EXTRA) << 11),
    size: 0,
    key: new Int32Array(width),
    order,
    from,
    to,
    sets: ranges.slice(0, classes.length),
  };
}

/** The state in which recipients are in these situations. */
export function stateAt(states: States, situations: readonly number[]): number {
  const { key, order, sets, width } = states;
  let hash = 0;
  for (let place = 0; place < width; place++) {
    const situation = situations[order[place]!]!;
    key[place] = situation;
    hash = (hash + mixed(situation)) | 0;
  }
  for (let set = 0; set < sets.length; set++) sortFrom(key, sets[set]![0], sets[set]![1]);
  return find(states, hash);
}

/** The state that differs from another in the situation of one recipient, `old` before. */
export function stateBeside(
  states: States,
  state: number,
  recipient: number,
  old: number,
  situation: number,
): number {
  const { key, records, width, from, to } = states;
  const base = state * (width + EXTRA);
  const first = from[recipient]!;
  const end = to[recipient]! - 1;
  for (let place = 0; place < width; place++) key[place] = records[base + place]!;
  let place = first;
  while (place < end && key[place] !== old) place++;
  for (; place > first && key[place - 1]! > situation; place--) key[place] = key[place - 1]!;
  for (; place < end && key[place + 1]! < situation; place++) key[place] = key[place + 1]!;
  key[place] = situation;
  return find(states, (records[base + width]! - mixed(old) + mixed(situation)) | 0);
}

/** What all paths on from a state come to, as bits, or `UNWALKED`. */
export function outcomeOf({ records, width }: States, state: number): number {
  return records[state * (width + EXTRA) + width + 1]!;
}

export function noteOutcome({ records, width }: States, state: number, bits: number): void {
  records[state * (width + EXTRA) + width + 1] = bits;
}

function find(states: States, hash: number): number {
  const { table, records, key, width } = states;
  const mask = table.length - 1;
  let slot = (hash * 2) & mask;
  for (let entry = table[slot + 1]!; entry !== 0; entry = table[slot + 1]!) {
    if (table[slot] === hash) {
      const base = (entry - 1) * (width + EXTRA);
      let same = 0;
      while (same < width && records[base + same] === key[same]) same++;
      if (same === width) return entry - 1;
    }
    slot = (slot + 2) & mask;
  }
  table[slot] = hash;
  table[slot + 1] = states.size + 1;
  add(states, hash);
  return states.size - 1;
}

function add(states: States, hash: number): void {
  const { key, width } = states;
  const base = states.size++ * (width + EXTRA);
  if (base + width + EXTRA > states.records.length) {
    assert(states.records.length < ROOM_MAX, `at most ${ROOM_MAX} integers are kept`);
    const larger = new Int32Array(states.records.length * 2);
    larger.set(states.records);
    states.records = larger;
  }
  const { records } = states;
  for (let place = 0; place < width; place++) records[base + place] = key[place]!;
  records[base + width] = hash;
  records[base + width + 1] = UNWALKED;
  if (states.size * 4 > states.table.length) rehash(states);
}

function rehash(states: States): void {
  const { table } = states;
  const mask = table.length * 2 - 1;
  const larger = new Int32Array(mask + 1);
  for (let from = 0; from < table.length; from += 2) {
    if (table[from + 1] === 0) continue;
    let slot = (table[from]! * 2) & mask;
    while (larger[slot + 1] !== 0) slot = (slot + 2) & mask;
    larger[slot] = table[from]!;
    larger[slot + 1] = table[from + 1]!;
  }
  states.table = larger;
}

/** A situation as what it adds to a hash; the finalizer of MurmurHash3. */
function mixed(situation: number): number {
  let hash = Math.imul(situation + 1, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
