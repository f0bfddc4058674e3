/**
 * Means freed from what is known of the draws behind them: a regression on draws whose mean is
 * known exactly.
 *
 * Why: a rate varies by when the recall came, whom the message went to and who had read it by then,
 * and so does the difference of two policies that met the same draws. How often each of these
 * happens is known beforehand; where a sample has more of it than that, its part is chance and can
 * be taken away.
 *
 * Why groups: coefficients come from the same messages, and what they cost is seen only where they
 * are found again without some of them. So every mean is also found without each of 64 groups of
 * messages; whoever estimates from means does the same with each, whatever is made of them
 * (`freed.ts`).
 *
 * How: a freed mean is linear in its rows, so what the regression does to them is one vector for
 * all, and one for each group that is left out. Rows need no more than a pass.
 *
 * Never: use a column whose mean is estimated.
 *
 * Source: Lavenberg and Welch, "A perspective on the use of control variables to increase the
 * efficiency of Monte Carlo simulations", Management Science 27 (1981), section 3: jackknifing.
 */
import type { Rows } from './estimate.ts';

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

/** Groups of messages that are left out in turn: message i belongs to group i mod 64. */
export const LEFT_OUT = 64;

/** A mean freed from what is known. */
export type FreedMean = {
  /** Of all messages. */
  readonly all: number;
  /** [group] Of all but those of a group. */
  readonly without: Float64Array;
};

/** Takes from the mean of rows, one a message, what is known of the messages. */
export type Adjust = {
  readonly mean: (rows: Rows) => FreedMean;
  /** How many draws take part. */
  readonly columns: number;
};

/** A third of a message's worth of doubt about each coefficient: rare columns say little. */
export const RIDGE = 0.3;

/** Messages of a group, or of all but one: products of columns, row by row, and their sums. */
type Sums = { readonly products: Float64Array; readonly sums: Float64Array; count: number };

/** Adds up what can be added up before any rows are known. */
export function newAdjust(known: Known): Adjust {
  const { length: width } = known.means;
  const messages = known.starts.length - 1;
  const groups = Array.from({ length: LEFT_OUT }, () => newSums(width));
  for (let message = 0; message < messages; message++) {
    addMessage(groups[message % LEFT_OUT]!, known, message);
  }
  for (const group of groups) centre(group, known.means);
  const all = newSums(width);
  for (const group of groups) add(all, group, 1);
  const [full, ...without] = [null, ...groups].map((group) => newWeigher(all, group));
  const mean = (rows: Rows): FreedMean => {
    if (rows.length !== messages) throw new RangeError(`${rows.length} rows, ${messages} known`);
    const { covers, totals } = coversOf(known, rows);
    const [cover, total] = [new Float64Array(width), totals.reduce((sum, one) => sum + one, 0)];
    for (const group of covers) group.forEach((one, column) => (cover[column]! += one));
    return {
      all: full!(cover, total, null, 0),
      without: Float64Array.from(without, (by, group) =>
        by(cover, total, covers[group]!, totals[group]!),
      ),
    };
  };
  return { mean, columns: width };
}

const newSums = (width: number): Sums => ({
  products: new Float64Array(width * width),
  sums: new Float64Array(width),
  count: 0,
});

function addMessage(group: Sums, known: Known, message: number): void {
  const { products, sums } = group;
  const { columns, starts, values, means } = known;
  group.count++;
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
function centre(group: Sums, means: Float64Array): void {
  const { products, sums } = group;
  const { length: width } = means;
  for (let row = 0; row < width; row++) {
    for (let column = 0; column < width; column++) {
      products[row * width + column]! +=
        group.count * means[row]! * means[column]! -
        means[row]! * sums[column]! -
        means[column]! * sums[row]!;
    }
  }
  for (let column = 0; column < width; column++) sums[column]! -= group.count * means[column]!;
}

/** Adds sums to others, or with a sign of -1 takes them away. */
function add(to: Sums, { count, products, sums }: Sums, sign: 1 | -1): void {
  to.count += sign * count;
  for (let cell = 0; cell < products.length; cell++) to.products[cell]! += sign * products[cell]!;
  for (let column = 0; column < sums.length; column++) to.sums[column]! += sign * sums[column]!;
}

/** The freed mean of rows, by the sums of rows times columns, and of rows; some are left out. */
type Weigher = (
  cover: Float64Array,
  total: number,
  coverLeft: Float64Array | null,
  totalLeft: number,
) => number;

/**
 * What the regression on all messages but those of a group does to a mean.
 *
 * The coefficients are S^-1 c, with S the products of the columns about their sample means and c
 * those of columns and rows; the freed mean is that of the rows less the coefficients times the
 * means m of the columns, which is c times S^-1 m: one vector, whatever the rows.
 */
function newWeigher(all: Sums, left: Sums | null): Weigher {
  const { length: width } = all.sums;
  const own = newSums(width);
  add(own, all, 1);
  if (left !== null) add(own, left, -1);
  const { count, products, sums } = own;
  for (let row = 0; row < width; row++) {
    for (let column = 0; column < width; column++) {
      products[row * width + column]! -= (sums[row]! * sums[column]!) / count;
    }
    products[row * width + row]! += RIDGE;
  }
  const vector = sums.map((sum) => sum / count);
  solve(factorOf(products, width), vector);
  const moved = vector.reduce((sum, one, column) => sum + one * sums[column]!, 0);
  return (cover, total, coverLeft, totalLeft) => {
    let drawn = 0;
    for (let column = 0; column < width; column++) {
      drawn += vector[column]! * (cover[column]! - (coverLeft?.[column] ?? 0));
    }
    const mean = (total - totalLeft) / count;
    return mean - (drawn - mean * moved);
  };
}

/** The lower factor (Cholesky) of products, in their place. */
function factorOf(factor: Float64Array, width: number): Float64Array {
  for (let row = 0; row < width; row++) {
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

/** [group] sums of rows times columns, these less their means; and of rows. */
function coversOf({ columns, means, starts, values }: Known, rows: Rows) {
  const covers = Array.from({ length: LEFT_OUT }, () => new Float64Array(means.length));
  const totals = new Float64Array(LEFT_OUT);
  for (let message = 0; message < rows.length; message++) {
    const cover = covers[message % LEFT_OUT]!;
    const row = rows[message]!;
    totals[message % LEFT_OUT]! += row;
    for (let entry = starts[message]!; entry < starts[message + 1]!; entry++) {
      cover[columns[entry]!]! += row * values[entry]!;
    }
  }
  covers.forEach((cover, group) => {
    for (let column = 0; column < cover.length; column++) {
      cover[column]! -= totals[group]! * means[column]!;
    }
  });
  return { covers, totals };
}
