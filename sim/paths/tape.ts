/**
 * A path as a row of numbers: what draws have to be like for it to be taken, when the sender is
 * sent the report, and what becomes of whom, when.
 *
 * Why one row: a study holds tens of thousands of paths and looks at a few for every copy; what
 * lies together is fetched together.
 *
 * Layout: where the report begins, where each member begins (0: no recipient); the number of
 * differences, each a sum and whether it is above 0; the sum of the report; of each member the
 * number of its fate and the sums of its times. A sum is a constant, how many draws are added, how
 * many subtracted, and their indices.
 */
import { assert, at } from '../../model/assert.ts';
import type { Difference } from './order.ts';
import type { Sum } from './path.ts';

export type Tape = readonly number[];

/** What becomes of one member of a party. */
export type End = {
  /** The number of a fate, see `FateKinds`. */
  readonly fate: number;
  /** [time] in the order of `TIMES` */
  readonly times: readonly Sum[];
};

/** The times of a recipient, in their order on a tape. */
export const TIMES = ['decisionMs', 'seenAt', 'goneAt', 'noticeAt'] as const;

/**
 * @param order  the differences of neighbours that draws can turn round
 * @param ends   [place among the members] null: it is no recipient
 */
export function tapeOf(
  order: readonly Difference[],
  reportMs: Sum,
  ends: readonly (End | null)[],
): Tape {
  const tape = new Array<number>(1 + ends.length).fill(0);
  const push = ({ constant, plus, minus }: Sum): void => {
    tape.push(constant, plus.length, minus.length, ...plus, ...minus);
  };
  tape.push(order.length);
  for (const { sum, isLater } of order) {
    tape.push(isLater ? 1 : 0);
    push(sum);
  }
  tape[0] = tape.length;
  push(reportMs);
  ends.forEach((end, place) => {
    if (end === null) return;
    assert(end.times.length === TIMES.length, 'a recipient has all its times');
    tape[1 + place] = tape.length;
    tape.push(end.fate);
    end.times.forEach(push);
  });
  return tape;
}

/** Where the sum behind the last one that was read begins: a register of `sumOn`. */
let behind = 0;

/** A sum on a tape, ms. */
function sumOn(tape: Tape, from: number, draws: readonly number[]): number {
  let value = tape[from]!;
  let place = from + 3;
  const minus = place + tape[from + 1]!;
  const end = minus + tape[from + 2]!;
  for (; place < minus; place++) value += draws[tape[place]!]!;
  for (; place < end; place++) value -= draws[tape[place]!]!;
  behind = end;
  return value;
}

/**
 * Whether draws leave the order of a path as it is.
 *
 * @param members  how many the party has
 */
export function isTaken(tape: Tape, members: number, draws: readonly number[]): boolean {
  let left = tape[1 + members]!;
  behind = 2 + members;
  for (; left > 0; left--) {
    const isLater = tape[behind]! === 1;
    const difference = sumOn(tape, behind + 1, draws);
    if (isLater ? difference <= 0 : difference !== 0) return false;
  }
  return true;
}

/** When the sender is sent the report, ms; -1: never. */
export function reportOn(tape: Tape, draws: readonly number[]): number {
  return sumOn(tape, at(tape, 0), draws);
}

/**
 * What becomes of a member.
 *
 * @param times  receives its times, in the order of `TIMES`
 * @returns      the number of its fate; -1: it is no recipient
 */
export function endOn(
  tape: Tape,
  place: number,
  draws: readonly number[],
  times: Float64Array,
): number {
  const from = tape[1 + place]!;
  if (from === 0) return -1;
  behind = from + 1;
  for (let time = 0; time < TIMES.length; time++) times[time] = sumOn(tape, behind, draws);
  return tape[from]!;
}
