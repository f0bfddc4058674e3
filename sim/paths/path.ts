/**
 * A path: what becomes of a message at one party, with every instant as a sum of instants that were
 * drawn, so that it is known for all draws which leave the order of instants as it is.
 *
 * Why that is enough: the world is moved by what is scheduled, in the order of time, and what it
 * compares besides is listed as landmarks. The same order means the same steps.
 *
 * How sums are found: the party is followed twice, the second time with every draw moved by its own
 * power of an odd base, in ms. By how much an instant has moved says which draws it is made of: in
 * base 3 a whole number is in one way only a sum of powers, each added, subtracted or left out; in
 * base 5 each may be there twice. The last draw has the largest power and may be there any number
 * of times: a delay that mail meets on each leg of its way.
 */

/** No draw is moved farther, ms: other things would happen. */
const SHIFT_MAX = 30_000;

/**
 * By how much each draw is moved for the second time, ms.
 *
 * @param times  how often an earlier draw may be part of a sum
 * @returns      null: there are too many of them
 */
export function shiftsOf(draws: readonly number[], times: number): number[] | null {
  const shifts: number[] = [];
  let shift = 1;
  for (const _ of draws) {
    if (shift > SHIFT_MAX) return null;
    shifts.push(shift);
    shift *= 2 * times + 1;
  }
  return shifts;
}

/** A constant and draws that are added (or subtracted), as indices. */
export type Sum = { readonly constant: number; readonly plus: number[]; readonly minus: number[] };

/**
 * The sum behind a number.
 *
 * @param first   the number as first found, ms
 * @param second  the same with every draw moved by its shift
 * @param draws   ms, at least one
 * @param times   how often a draw but the last may be part of the sum; `shiftsOf` was told the same
 * @returns       null when no sum of these draws moves like that
 */
export function sumOf(
  first: number,
  second: number,
  draws: readonly number[],
  times: number,
): Sum | null {
  const plus: number[] = [];
  const minus: number[] = [];
  const base = 2 * times + 1;
  let left = second - first;
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
  return { constant: first - moving, plus, minus };
}

/** How often a delay may be met on the way. */
const LEGS_MAX = 20;

/** @returns the number that a sum comes to, ms */
export function valueAt({ constant, plus, minus }: Sum, draws: ArrayLike<number>): number {
  let value = constant;
  for (let i = 0; i < plus.length; i++) value += draws[plus[i]!]!;
  for (let i = 0; i < minus.length; i++) value -= draws[minus[i]!]!;
  return value;
}
