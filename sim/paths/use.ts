/**
 * What the use of a path adds to a message: to its row, and to what is known of its recipients.
 *
 * Why apart: this runs for every copy of a study, finding a path only for the first of its kind.
 *
 * Never: walk anything; a path and its draws say it all.
 */
import { COLUMNS, WHOLE_COLUMN } from '../tally.ts';
import type { Path } from './memory.ts';
import { valueAt } from './path.ts';

/** Adds a path to the row of its message. */
export function addPath({ row, times }: Path, draws: readonly number[], sums: Float64Array): void {
  for (let column = 0; column < WHOLE_COLUMN; column++) sums[column]! += row[column]!;
  for (let column = WHOLE_COLUMN; column < COLUMNS; column++) {
    if (row[column]! > sums[column]!) sums[column] = row[column]!;
  }
  for (let index = 0; index < times.length; index++) {
    const { column, sum } = times[index]!;
    const value = valueAt(sum, draws);
    if (column < WHOLE_COLUMN) sums[column]! += value;
    else if (value > sums[column]!) sums[column] = value;
  }
}

/** Tells when each recipient of a path saw the message, and when it was gone. */
export function eachTimes(
  { marks }: Path,
  draws: readonly number[],
  tell: (seenAt: number, goneAt: number) => void,
): void {
  for (let index = 0; index < marks.length; index += 2) {
    tell(valueAt(marks[index]!, draws), valueAt(marks[index + 1]!, draws));
  }
}
