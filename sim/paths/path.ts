/**
 * A path: what becomes of a message at one party, with every instant as a sum of instants that were
 * drawn, so that it is known for all draws which leave the order of instants as it is.
 *
 * Why that is enough: the world is moved by what is scheduled, in the order of time, and what it
 * compares besides is listed as landmarks. The same order means the same steps.
 *
 * How sums are found: every draw is marked, which means it is later by its own power of an odd
 * base, in steps so small that all marks together come to less than half a ms. The world adds whole
 * ms, so what is not whole about an instant says which draws it is made of: in base 3 a whole
 * number is in one way only a sum of powers, each added, subtracted or left out; in base 5 each may
 * be there twice. The last draw has the largest power and may be there any number of times: a delay
 * that mail meets on each leg of its way. Every number is exact: a double has room for both.
 *
 * Where instants coincide that are other sums, marks would tell them apart. Then the party is
 * followed twice instead, the second time with every draw later by a power in whole ms.
 */

/** A constant and draws that are added (or subtracted), as indices. */
export type Sum = { readonly constant: number; readonly plus: number[]; readonly minus: number[] };

/** By how much each draw is moved, in steps. */
export type Marks = { readonly steps: readonly number[]; readonly perMs: number };

/** No draw is moved farther than so many ms when a party is followed twice. */
const SHIFT_MAX = 30_000;

/** How often a delay may be met on the way. */
const LEGS_MAX = 20;

/** Up to here whole numbers of steps are exact in a double. */
const STEPS_MAX = Number.MAX_SAFE_INTEGER;

/** 2^20: some 99 days are exact in such steps, more than what a study waits for. */
const PER_MS_MAX = 1_048_576;

/**
 * Marks smaller than a ms.
 *
 * @param count  of draws, at least one
 * @param times  how often a draw but the last may be part of a sum
 * @returns      null: there are too many of them
 */
export function marksOf(count: number, times: number): Marks | null {
  const steps = powersOf(count, times);
  // Of all draws but the last one less than its mark together.
  const most = (LEGS_MAX + 1) * steps[count - 1]!;
  if (2 * most >= PER_MS_MAX) return null;
  let perMs = 2;
  while (perMs <= 2 * most) perMs *= 2;
  return { steps, perMs };
}

/** The same in whole ms. */
export function shiftsOf(count: number, times: number): Marks | null {
  const steps = powersOf(count, times);
  return steps[count - 1]! <= SHIFT_MAX ? { steps, perMs: 1 } : null;
}

function powersOf(count: number, times: number): number[] {
  const powers: number[] = [];
  for (let power = 1; powers.length < count; power *= 2 * times + 1) powers.push(power);
  return powers;
}

/** An instant, ms, that is taken apart: whole ms, and the steps by which marks have moved it. */
export type Moved = { readonly ms: number; readonly steps: number };

/** A marked instant taken apart; null: it is too late for its marks to be exact. */
export function partsOf(instant: number, { perMs }: Marks): Moved | null {
  if (Math.abs(instant) * perMs > STEPS_MAX) return null;
  const ms = Math.round(instant);
  return { ms, steps: (instant - ms) * perMs };
}

/**
 * The sum behind a number.
 *
 * @param number  the number, ms, and by how many steps it has been moved
 * @param draws   ms, at least one
 * @param times   how often a draw but the last may be part of the sum; the marks were told the same
 * @returns       null when no sum of these draws moves like that
 */
export function sumOf({ ms, steps }: Moved, draws: readonly number[], times: number): Sum | null {
  const plus: number[] = [];
  const minus: number[] = [];
  const base = 2 * times + 1;
  let left = steps;
  if (!Number.isSafeInteger(left)) return null;
  for (let index = 0; index < draws.length; index++) {
    const isLast = index === draws.length - 1;
    // The last digit in base `base`, from -times to times.
    const digit = isLast ? left : ((((left + times) % base) + base) % base) - times;
    if (Math.abs(digit) > LEGS_MAX) return null;
    left = (left - digit) / base;
    for (let i = 0; i < digit; i++) plus.push(index);
    for (let i = 0; i > digit; i--) minus.push(index);
  }
  const moving = valueAt({ constant: 0, plus, minus }, draws);
  return { constant: ms - moving, plus, minus };
}

/** @returns the number that a sum comes to, ms */
export function valueAt({ constant, plus, minus }: Sum, draws: ArrayLike<number>): number {
  let value = constant;
  for (let i = 0; i < plus.length; i++) value += draws[plus[i]!]!;
  for (let i = 0; i < minus.length; i++) value -= draws[minus[i]!]!;
  return value;
}
