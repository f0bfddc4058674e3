/**
 * What every estimator returns, and what several of them need.
 *
 * Why: a report, a stopping rule and a requirement read one form, whatever the method behind it.
 *
 * Never: hold an estimator; those have a file each.
 */

/** A number and the interval that holds the truth as surely as it says; low <= value <= high. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** 0 (excluded) to 1 (excluded): the share of such intervals that hold the truth */
  readonly confidence: number;
  /** how the interval was made, in words */
  readonly method: string;
  /** independent observations: messages, never copies of one message */
  readonly n: number;
}

/** The values that a metric can take at all, both included; an end may be infinite. */
export interface Support {
  readonly low: number;
  readonly high: number;
}

/** One number a replication, in the order of replications. */
export type Rows = readonly number[] | Float64Array;

/** A confidence as people write it: 95 %. */
export function percentOf(confidence: number): string {
  return `${Number((100 * confidence).toPrecision(6))} %`;
}

/**
 * The confidence of each of two intervals that may miss with half the chance, so that what rests on
 * both, or on whichever of them is made, holds with the confidence asked for (Bonferroni).
 */
export const ofTwo = (confidence: number): number => (1 + confidence) / 2;

/** The support of a share. */
export const SHARE: Support = { low: 0, high: 1 };

/** @returns the value moved into the support */
export function clampTo(support: Support, value: number): number {
  return value < support.low ? support.low : value > support.high ? support.high : value;
}

/** Throws RangeError unless the confidence lies strictly between 0 and 1. */
export function demandConfidence(confidence: number): void {
  if (!(confidence > 0 && confidence < 1)) {
    throw new RangeError(`confidence ${confidence} is not between 0 and 1`);
  }
}

/** Throws RangeError unless there is a row and all rows lie in the support. */
export function demandRows(rows: Rows, support: Support): void {
  if (rows.length === 0) throw new RangeError('there is no row to estimate from');
  for (const row of rows) {
    if (!(row >= support.low && row <= support.high)) {
      throw new RangeError(`row ${row} is outside the support ${support.low} to ${support.high}`);
    }
  }
}

/**
 * The value that more than half of the rows have, and how many rows have another one.
 *
 * @returns  undefined when no value has a majority. Source: Boyer and Moore's majority vote (1981),
 *           one pass and no memory, then a count
 */
export function majority(rows: Rows): { value: number; others: number } | undefined {
  let value = Number.NaN;
  let lead = 0;
  for (const row of rows) {
    if (lead === 0) value = row;
    lead += row === value ? 1 : -1;
  }
  let others = 0;
  for (const row of rows) if (row !== value) others += 1;
  return 2 * others < rows.length ? { value, others } : undefined;
}

/**
 * Of weights that are alike, as many weigh as unevenly as these: (sum w)^2 / sum w^2. Source: Kish,
 * "Survey sampling" (1965), 8.2.
 */
export function evenCount(weights: Rows): number {
  const { squares, sum } = sumsOf(weights);
  return (sum * sum) / squares;
}

/** The sum of numbers and that of their squares, in index order. */
export function sumsOf(numbers: Rows): { readonly sum: number; readonly squares: number } {
  let [sum, squares] = [0, 0];
  for (const one of numbers) {
    sum += one;
    squares += one * one;
  }
  return { sum, squares };
}

/** Mean, and variance with divisor n - 1 (NaN for one row), in two passes in index order. */
export function moments(rows: Rows): { mean: number; variance: number } {
  let sum = 0;
  for (const row of rows) sum += row;
  const mean = sum / rows.length;
  let squares = 0;
  for (const row of rows) squares += (row - mean) * (row - mean);
  return { mean, variance: squares / (rows.length - 1) };
}
