/**
 * Interchangeable recipients: how many states one stands for, and who acts for whom.
 */
import type { Ground } from './ground.ts';

/** The members of each set of interchangeable recipients. */
type Classes = { readonly classes: readonly (readonly number[])[] };

/** A state: [recipient] its situation, and what it has done, as bits. */
type Place = { readonly situations: readonly number[]; readonly taken: readonly number[] };

/** How many states one stands for: with interchangeable recipients changed about. */
export function orbitOf({ classes }: Classes, { situations }: Place): number {
  let ways = 1;
  for (let set = 0; set < classes.length; set++) {
    const members = classes[set]!;
    for (let index = 0; index < members.length; index++) {
      const id = situations[members[index]!];
      let same = 1;
      for (let i = 0; i < index; i++) if (situations[members[i]!] === id) same++;
      // n! / (a! b! …), a factor at a time: whole at every step.
      ways = (ways * (index + 1)) / same;
    }
  }
  return ways;
}

/**
 * How often a choice in a state stands for the same choice of an interchangeable recipient; 0: it
 * has been taken, or another one stands for it.
 */
export function timesOf(
  { ground, classes }: Classes & { readonly ground: Ground },
  { taken, situations }: Place,
  choice: number,
): number {
  const { owner, bit } = ground.choices[choice]!;
  if ((taken[owner < 0 ? taken.length - 1 : owner]! & (1 << bit)) !== 0) return 0;
  const set = owner < 0 ? -1 : ground.classOf[owner]!;
  if (set < 0) return 1;
  let times = 1;
  for (const other of classes[set]!) {
    if (other === owner || situations[other] !== situations[owner]) continue;
    if (other < owner) return 0;
    times++;
  }
  return times;
}

/**
 * Writes for how many each recipient acts in a state, itself included; 0: another one acts for it.
 */
export function writeTimes({ classes }: Classes, { situations }: Place, into: number[]): void {
  for (let block = 0; block < situations.length; block++) into[block] = 1;
  for (let set = 0; set < classes.length; set++) {
    const members = classes[set]!;
    for (let i = 1; i < members.length; i++) {
      const id = situations[members[i]!]!;
      for (let j = 0; j < i; j++) {
        if (situations[members[j]!] !== id) continue;
        into[members[j]!]!++;
        into[members[i]!] = 0;
        break;
      }
    }
  }
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
