/**
 * A confidence sequence: an interval that may be looked at after every message.
 *
 * Why: a study that stops when its interval is narrow, or when its question is answered, looks
 * again and again. The limits here hold at all looks at once, whatever made somebody stop.
 *
 * How: for each mean that the truth might have, a gambler bets that it is larger, another that it
 * is smaller. Where the game is fair nobody multiplies a capital by 2/alpha, ever, with more than
 * a chance of alpha/2 (Ville 1939). Means at which somebody did are left out.
 *
 * Never: let a bet depend on the message it is about; use a message that lies outside the support.
 *
 * Source: Waudby-Smith and Ramdas, "Estimating means of bounded random variables by betting",
 * Journal of the Royal Statistical Society B 86 (2024): theorem 3 and section 4.2.
 */
import { ln } from '../arithmetic.ts';
import {
  demandConfidence,
  demandRows,
  type Estimate,
  type Rows,
  type Support,
} from './estimate.ts';

/** The part of what could be lost at once that a gambler dares to lose, with and without a goal. */
const DARED = { goal: 0.75, none: 0.5 } as const;
/** Halvings of the unit interval: limits are exact to 1e-11 of the support. */
const STEPS = 37;

/** Totals and sizes, message by message: the truth is E[total] / E[size]. */
export type Weighed = {
  readonly totals: Rows;
  /** null: every message has size 1 */
  readonly sizes: Rows | null;
};

/** What is known before the first message. */
export type SequencePlan = {
  /** what total / size of one message can be; both ends finite */
  readonly support: Support;
  /** the largest size a message can have; 1 without sizes */
  readonly sizeMax: number;
  readonly confidence: number;
  /** The half-width at which somebody wants to stop: bets are best there. null: good for all n. */
  readonly halfWidth: number | null;
};

/**
 * Messages brought to the unit interval: the truth p is E[value] / E[weight], and each value lies
 * between 0 and its weight, each weight between 0 and 1.
 */
export type UnitRows = { readonly values: Float64Array; readonly weights: Float64Array };

/** Brings messages to the unit interval; throws RangeError on what lies outside the support. */
export function unitRowsOf({ totals, sizes }: Weighed, { low, high }: Support, sizeMax: number) {
  const width = high - low;
  if (!(width > 0 && width < Infinity)) throw new RangeError(`support ${low} to ${high}`);
  const values = new Float64Array(totals.length);
  const weights = new Float64Array(totals.length);
  for (let index = 0; index < totals.length; index++) {
    const size = sizes === null ? 1 : (sizes[index] ?? Number.NaN);
    if (!(size >= 0 && size <= sizeMax)) throw new RangeError(`size ${size} above ${sizeMax}`);
    const weight = size / sizeMax;
    const value = ((totals[index] ?? Number.NaN) - low * size) / (width * sizeMax);
    // A total of sums may stray from the support by the last bit.
    if (!(value >= -1e-9 && value <= weight + 1e-9)) {
      throw new RangeError(`row ${totals[index]} of size ${size} outside ${low} to ${high}`);
    }
    values[index] = value < 0 ? 0 : value > weight ? weight : value;
    weights[index] = weight;
  }
  return { values, weights };
}

/** What the messages so far say; each message is foretold from those before it. */
export class Forecast {
  #values = 0;
  #weights = 0;
  #squares = 0;
  #errors = 0;
  n = 0;

  /** E[value] / E[weight] as far as it is known; a half before the first message. */
  mean = 0.5;

  /** The mean weight; 1 before the first message. */
  get weight(): number {
    return this.n === 0 ? 1 : this.#weights / this.n;
  }

  /** Variance of value - p weight, never 0: one message more, as far off as it can be. */
  get variance(): number {
    const square = this.n === 0 ? 1 : this.#squares / this.n;
    return (square / 4 + this.#errors) / (this.n + 1);
  }

  /** Adds a message. Its error is taken from the mean of all up to it. */
  add(value: number, weight: number): void {
    this.n++;
    this.#values += value;
    this.#weights += weight;
    this.#squares += weight * weight;
    const prior = this.weight;
    this.mean = (prior / 2 + this.#values) / (prior + this.#weights);
    const error = value - this.mean * weight;
    this.#errors += error * error;
  }
}

/** What is bet on each message, before it is known. */
function betsOf({ values, weights }: UnitRows, alpha: number, halfWidth: number | null) {
  const bets = new Float64Array(values.length);
  const forecast = new Forecast();
  const reach = 2 * ln(2 / alpha);
  for (let index = 0; index < values.length; index++) {
    const { variance, weight } = forecast;
    bets[index] =
      halfWidth === null
        ? Math.sqrt(reach / (variance * (index + 1) * ln(index + 2)))
        : (halfWidth * weight) / variance;
    forecast.add(values[index] ?? 0, weights[index] ?? 0);
  }
  return bets;
}

/** Messages, the bets on them, and the capital that decides. */
type Table = {
  readonly rows: UnitRows;
  readonly bets: Float64Array;
  readonly dared: number;
  readonly rich: number;
};

/** Whether a gambler against the mean p was ever rich; `side` 1 bets on more, -1 on less. */
function isRuledOut({ rows, bets, dared, rich }: Table, p: number, side: 1 | -1): boolean {
  const { values, weights } = rows;
  const most = dared / (side === 1 ? p : 1 - p);
  let capital = 1;
  for (let index = 0; index < bets.length; index++) {
    const wanted = bets[index] ?? 0;
    const bet = wanted < most ? wanted : most;
    capital *= 1 + side * bet * ((values[index] ?? 0) - p * (weights[index] ?? 0));
    if (capital >= rich) return true;
  }
  return false;
}

/** The limits in the unit interval; the further a mean lies off, the sooner somebody is rich. */
function limitsOf(table: Table): [number, number] {
  const limit = (side: 1 | -1): number => {
    // From `out`, an end that the support itself excludes beyond, towards `kept`.
    let [out, kept] = side === 1 ? [0, 1] : [1, 0];
    if (!isRuledOut(table, out, side)) return out;
    for (let step = 0; step < STEPS; step++) {
      const middle = (out + kept) / 2;
      if (isRuledOut(table, middle, side)) out = middle;
      else kept = middle;
    }
    return out;
  };
  return [limit(1), limit(-1)];
}

/** Sample ratio, inside the support. */
function sampleRatio({ values, weights }: UnitRows): number {
  let total = 0;
  let weight = 0;
  for (let index = 0; index < values.length; index++) {
    total += values[index] ?? 0;
    weight += weights[index] ?? 0;
  }
  return total / weight;
}

/** The rows and bets of a sequence, checked. */
function prepared(weighed: Weighed, plan: SequencePlan) {
  const { support, confidence, halfWidth, sizeMax } = plan;
  demandConfidence(confidence);
  if (weighed.sizes === null) demandRows(weighed.totals, support);
  const rows = unitRowsOf(weighed, support, sizeMax);
  const value = sampleRatio(rows);
  if (Number.isNaN(value)) throw new RangeError('there is no row to estimate from');
  const width = support.high - support.low;
  const alpha = 1 - confidence;
  const bets = betsOf(rows, alpha, halfWidth === null ? null : halfWidth / width);
  const dared = halfWidth === null ? DARED.none : DARED.goal;
  const table: Table = { rows, bets, dared, rich: 2 / alpha };
  return { table, value, width };
}

/**
 * Estimates a mean, or a ratio of means, with limits that hold at every look.
 *
 * @param plan  must not depend on the messages
 * @returns     limits within the support; they only come closer as messages are added; throws
 *              RangeError on rows outside the support, or when all sizes are 0
 */
export function estimateSequence(weighed: Weighed, plan: SequencePlan): Estimate {
  const { table, value, width } = prepared(weighed, plan);
  const [low, high] = limitsOf(table);
  const shown = (p: number): number => plan.support.low + width * p;
  return {
    value: shown(value),
    // All looks together may, rarely, leave out the value itself; what is printed holds it.
    low: shown(Math.min(low, value)),
    high: shown(Math.max(high, value)),
    confidence: plan.confidence,
    method: 'confidence sequence by betting over messages, holds at every look',
    n: table.bets.length,
  };
}

/** Whether `estimateSequence` gives limits no further than `halfWidth` off; two passes. */
export function isSequenceWithin(weighed: Weighed, plan: SequencePlan, halfWidth: number): boolean {
  const { table, value, width } = prepared(weighed, plan);
  const half = halfWidth / width;
  return ([1, -1] as const).every((side) => {
    const p = value - side * half;
    return p <= 0 || p >= 1 || isRuledOut(table, p, side);
  });
}
