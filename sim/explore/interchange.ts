/**
 * Interchangeable recipients: how many states one stands for, and who acts for whom.
 */
import { at } from '../../model/assert.ts';
import type { Ground } from './ground.ts';

/** The members of each set of interchangeable recipients. */
type Classes = { readonly classes: readonly (readonly number[])[] };

/** A state: [recipient] the number of its block, and what it has done, as bits. */
type Place = { readonly blockIds: readonly number[]; readonly taken: readonly number[] };

/** How many states one stands for: with interchangeable recipients changed about. */
export function orbitOf({ classes }: Classes, { blockIds }: Place): number {
  let ways = 1;
  for (const members of classes) {
    members.forEach((member, index) => {
      const id = at(blockIds, member);
      let same = 1;
      for (let i = 0; i < index; i++) if (blockIds[members[i]!] === id) same++;
      // n! / (a! b! …), a factor at a time: whole at every step.
      ways = (ways * (index + 1)) / same;
    });
  }
  return ways;
}

/**
 * How often a choice in a state stands for the same choice of an interchangeable recipient; 0: it
 * has been taken, or another one stands for it.
 */
export function timesOf(
  { ground, classes }: Classes & { readonly ground: Ground },
  { taken, blockIds }: Place,
  choice: number,
): number {
  const { owner, bit } = ground.choices[choice]!;
  if ((taken[owner < 0 ? taken.length - 1 : owner]! & (1 << bit)) !== 0) return 0;
  const set = owner < 0 ? -1 : ground.classOf[owner]!;
  if (set < 0) return 1;
  let times = 1;
  for (const other of classes[set]!) {
    if (other === owner || blockIds[other] !== blockIds[owner]) continue;
    if (other < owner) return 0;
    times++;
  }
  return times;
}

/** The members of each set of interchangeable recipients. */
export function classMembers(classOf: Int32Array): number[][] {
  const sets: number[][] = [];
  classOf.forEach((set, recipient) => {
    if (set < 0) return;
    sets[set] ??= [];
    sets[set].push(recipient);
  });
  return sets;
}

/** Sorts the items at some places, which ascend. */
export function sortAt(items: Int32Array, places: readonly number[]): void {
  for (let i = 1; i < places.length; i++) {
    const item = items[places[i]!]!;
    let j = i;
    for (; j > 0 && items[places[j - 1]!]! > item; j--) items[places[j]!] = items[places[j - 1]!]!;
    items[places[j]!] = item;
  }
}
