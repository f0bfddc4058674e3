/**
 * Differences freed from what is known of the draws behind them: a regression on draws whose mean
 * is known exactly, with coefficients from other messages.
 *
 * Why: two policies that meet the same draws still differ by when the recall came, whom the message
 * went to and who had read it by then. How often each of these happens is known beforehand; where
 * a sample has more of it than that, its part of the difference is chance and can be taken away.
 *
 * Why parts: with the coefficients of the other seven parts each message's correction has a mean of
 * exactly 0, so nothing is biased, whatever the coefficients are and however many there are; and
 * what too many of them cost shows in the spread of the corrected rows, which is what is reported.
 *
 * Never: use a column whose mean is estimated, or coefficients that have seen the message.
 *
 * Source: Lavenberg and Welch, "A perspective on the use of control variables to increase the
 * efficiency of Monte Carlo simulations", Management Science 27 (1981); Avramidis and Wilson, "A
 * splitting scheme for control variates", Operations Research Letters 14 (1993).
 */
import { clampTo, majority, moments, type Rows, type Support } from './estimate.ts';
import { RARE_MAX } from './mean.ts';
import type { PairedEstimate } from './paired.ts';
import { tQuantile } from './special.ts';

/** What is known of each message: numbers of a law, entry by entry; what has no entry is 0. */
export type Known = {
  /** [column] its exact mean over all messages there could be */
  readonly means: Float64Array;
  /** [message] its first entry; one more at the end */
  readonly starts: Uint32Array;
  /** [entry] */
  readonly columns: Uint16Array;
  /** [entry] */
  readonly values: Float64Array;
};

/** Rows freed from what is known; their mean estimates what that of the rows does. */
export type Freed = {
  readonly rows: Float64Array;
  /** How many draws took part. */
  readonly columns: number;
};

/** Takes from rows, one a message, what is known of the messages. */
export type Adjust = (rows: Rows) => Freed;

/** Parts of the messages; each is corrected by what the others say. */
const PARTS = 8;

/** A third of a message's worth of doubt about each coefficient: rare columns say little. */
const RIDGE = 0.3;

/** The columns of a part: sums of squares and products, row by row, and sums. */
type Sums = { readonly products: Float64Array; readonly sums: Float64Array; count: number };

/** Adds up what can be added up before any rows are known. */
export function newAdjust(known: Known): Adjust {
  const { length: width } = known.means;
  const parts = Array.from({ length: PARTS }, () => newSums(width));
  const messages = known.starts.length - 1;
  for (let message = 0; message < messages; message++) {
    addMessage(parts[message % PARTS]!, known, message);
  }
  for (const part of parts) centre(part, known.means);
  const factors = parts.map((_, left) => factorOf(parts, left, width));
  return (rows) => {
    if (rows.length !== messages) throw new RangeError(`${rows.length} rows, ${messages} known`);
    return { rows: freed(known, parts, factors, rows), columns: width };
  };
}

const newSums = (width: number): Sums => ({
  products: new Float64Array(width * width),
  sums: new Float64Array(width),
  count: 0,
});

function addMessage(part: Sums, known: Known, message: number): void {
  const { products, sums } = part;
  const { columns, starts, values, means } = known;
  part.count++;
  const end = starts[message + 1]!;
  for (let entry = starts[message]!; entry < end; entry++) {
    const value = values[entry]!;
    const first = columns[entry]! * means.length;
    sums[columns[entry]!]! += value;
    for (let other = starts[message]!; other < end; other++) {
      products[first + columns[other]!]! += value * values[other]!;
    }
  }
}

/** Moves columns by their means, after they were added up. */
function centre(part: Sums, means: Float64Array): void {
  const { products, sums } = part;
  const { length: width } = means;
  for (let row = 0; row < width; row++) {
    for (let column = 0; column < width; column++) {
      products[row * width + column]! +=
        part.count * means[row]! * means[column]! -
        means[row]! * sums[column]! -
        means[column]! * sums[row]!;
    }
  }
  for (let column = 0; column < width; column++) sums[column]! -= part.count * means[column]!;
}

/** The lower factor (Cholesky) of the products of all parts but one, with the ridge. */
function factorOf(parts: readonly Sums[], left: number, width: number): Float64Array {
  const factor = new Float64Array(width * width);
  parts.forEach(({ products }, part) => {
    if (part === left) return;
    for (let cell = 0; cell < factor.length; cell++) factor[cell]! += products[cell]!;
  });
  for (let row = 0; row < width; row++) {
    factor[row * width + row]! += RIDGE;
    for (let column = 0; column <= row; column++) {
      let value = factor[row * width + column]!;
      for (let inner = 0; inner < column; inner++) {
        value -= factor[row * width + inner]! * factor[column * width + inner]!;
      }
      factor[row * width + column] =
        row === column ? Math.sqrt(value) : value / factor[column * width + column]!;
    }
  }
  return factor;
}

/** Solves with a lower factor and its transpose, in place. */
function solve(factor: Float64Array, vector: Float64Array): void {
  const { length: width } = vector;
  for (let row = 0; row < width; row++) {
    let value = vector[row]!;
    for (let inner = 0; inner < row; inner++)
      value -= factor[row * width + inner]! * vector[inner]!;
    vector[row] = value / factor[row * width + row]!;
  }
  for (let row = width - 1; row >= 0; row--) {
    let value = vector[row]!;
    for (let inner = row + 1; inner < width; inner++) {
      value -= factor[inner * width + row]! * vector[inner]!;
    }
    vector[row] = value / factor[row * width + row]!;
  }
}

/** Coefficients from all parts but one: by how much the rows rise with each column. */
function coefficients(
  parts: readonly Sums[],
  covers: readonly Float64Array[],
  totals: Float64Array,
  left: number,
  factor: Float64Array,
): Float64Array {
  const vector = new Float64Array(covers[left]!.length);
  const moved = new Float64Array(vector.length);
  let [total, count] = [0, 0];
  parts.forEach((part, index) => {
    if (index === left) return;
    total += totals[index]!;
    count += part.count;
    for (let column = 0; column < vector.length; column++) {
      vector[column]! += covers[index]![column]!;
      moved[column]! += part.sums[column]!;
    }
  });
  for (let column = 0; column < vector.length; column++) {
    vector[column]! -= (total / count) * moved[column]!;
  }
  solve(factor, vector);
  return vector;
}

/** Rows less what the other parts say that the draws of each message are worth. */
function freed(
  known: Known,
  parts: readonly Sums[],
  factors: readonly Float64Array[],
  rows: Rows,
): Float64Array {
  const { columns, means, starts, values } = known;
  const covers = parts.map(() => new Float64Array(means.length));
  const totals = new Float64Array(PARTS);
  for (let message = 0; message < rows.length; message++) {
    const cover = covers[message % PARTS]!;
    const row = rows[message]!;
    totals[message % PARTS]! += row;
    for (let entry = starts[message]!; entry < starts[message + 1]!; entry++) {
      cover[columns[entry]!]! += row * values[entry]!;
    }
  }
  covers.forEach((cover, part) => {
    for (let column = 0; column < cover.length; column++) {
      cover[column]! -= totals[part]! * means[column]!;
    }
  });
  const solved = factors.map((factor, left) => coefficients(parts, covers, totals, left, factor));
  const expected = solved.map((of) => of.reduce((sum, one, at) => sum + one * means[at]!, 0));
  return Float64Array.from(rows, (row, message) => {
    const part = message % PARTS;
    let drawn = 0;
    for (let entry = starts[message]!; entry < starts[message + 1]!; entry++) {
      drawn += solved[part]![columns[entry]!]! * values[entry]!;
    }
    return row - (drawn - expected[part]!);
  });
}

/** As many rows, all alike, would leave the spread as uncertain as these do. */
function effectiveOf(rows: Float64Array): number {
  const { mean } = moments(rows);
  let [squares, fourths] = [0, 0];
  for (const row of rows) {
    const square = (row - mean) * (row - mean);
    squares += square;
    fourths += square * square;
  }
  return (squares * squares) / fourths;
}

/**
 * The difference of two policies, freed from what is known of the draws; as it was found where
 * that is not narrower, or where a handful of messages would decide how wide it is.
 *
 * Student's t with as many degrees as there are rows more than columns, or twice as many as rows
 * that matter (Satterthwaite), whichever are fewer.
 *
 * @param plain    the difference as found without
 * @param rows     what each message adds to it, see `differenceRows`; their mean is its value
 * @param support  what a difference can be
 */
export function estimateAdjusted(
  plain: PairedEstimate,
  rows: Rows,
  adjust: Adjust,
  support: Support,
): PairedEstimate {
  const most = majority(rows);
  if (plain.varianceReduction === null || (most?.others ?? RARE_MAX) < RARE_MAX) return plain;
  const { columns, rows: own } = adjust(rows);
  const { mean, variance } = moments(own);
  const before = moments(rows).variance;
  const effective = effectiveOf(own);
  const freedom = Math.min(own.length - columns - 1, 2 * effective);
  if (!(variance > 0 && variance < before && effective >= RARE_MAX && freedom >= 1)) return plain;
  const { confidence } = plain;
  const halfWidth = tQuantile((1 + confidence) / 2, freedom) * Math.sqrt(variance / own.length);
  const value = clampTo(support, mean);
  return {
    value,
    low: clampTo(support, mean - halfWidth),
    high: clampTo(support, mean + halfWidth),
    confidence,
    method: `paired differences, freed from ${columns} known draws, Student t over messages`,
    n: own.length,
    varianceReduction: (plain.varianceReduction * before) / variance,
    plain,
  };
}
