/**
 * Rates and differences that are freed from known draws, on a law whose mean is known exactly:
 * steps and curves of one uniform, what three people did, what says nothing, and failures nobody
 * knows of.
 *
 * Never: move the seed.
 */
import { normalQuantile } from '../../sim/arithmetic.ts';
import { type Adjust, newAdjust } from '../../sim/estimate/adjusted.ts';
import { estimateFreed, estimateFreedDifference } from '../../sim/estimate/freed.ts';
import { estimatePaired } from '../../sim/estimate/paired.ts';
import { estimateRatio } from '../../sim/estimate/ratio.ts';
import { type Draws, drawsFor } from '../../sim/streams.ts';
import type { Case } from './audit.ts';

const SEED = { high: 0x0ca11b7a, low: 0x20261122 };

const u = (draws: Draws, message: number, draw = 0): number =>
  draws.uniform('reader.opens', message, draw);

/** Columns, and entries of a message: two of ten tenths each, reads, and what says nothing. */
const WIDTH = 46;
const ENTRIES = WIDTH - 18;

/**
 * What is known of each message: in which tenth a uniform lies, how far in it, which of three
 * people read; and as many numbers again that say nothing.
 */
function knownOf(draws: Draws, n: number): Adjust {
  const [columns, values] = [new Uint16Array(n * ENTRIES), new Float64Array(n * ENTRIES)];
  for (let message = 0; message < n; message++) {
    const place = 10 * u(draws, message);
    const tenth = Math.floor(place);
    const entries = [[tenth, 1] as const, [10 + tenth, place - tenth - 0.5] as const];
    for (let read = 20; read < 23; read++) entries.push([read, hasRead(draws, message, read)]);
    for (let idle = 23; idle < WIDTH; idle++) entries.push([idle, u(draws, message, idle) - 0.5]);
    entries.forEach(([column, value], entry) => {
      columns[message * ENTRIES + entry] = column;
      values[message * ENTRIES + entry] = value;
    });
  }
  const means = Float64Array.from({ length: WIDTH }, (_, column) => (column < 10 ? 0.1 : 0));
  const starts = Uint32Array.from({ length: n + 1 }, (_, message) => message * ENTRIES);
  return newAdjust({ columns, means, starts, values });
}
const hasRead = (draws: Draws, message: number, person: number): number =>
  (u(draws, message, person) < 0.4 ? 1 : 0) - 0.4;

/** Late and read messages explain most of a row; of whether some fail nothing is known. */
const rowOf = (draws: Draws, message: number, rest: number, fails: number): number => {
  const x = u(draws, message);
  const read = [20, 21, 22].reduce((sum, one) => sum + hasRead(draws, message, one), 0);
  const failed = (u(draws, message, 50) < fails ? 1 : 0) - fails;
  return (x < 0.3 ? 1 : x * x) / 2 + 0.05 * read * (1 + x) + rest * failed;
};
/** Its mean: half of that of x^2, where x is a uniform above 0.3 and 1 otherwise. */
const MEAN = (0.3 + (1 - 0.027) / 3) / 2;

/** The width by somebody who knows everything but who fails. */
const idealOf = (rest: number, fails: number, n: number): number =>
  (2 * normalQuantile(0.975) * rest * Math.sqrt(fails * (1 - fails))) / Math.sqrt(n);

export const freedDifference = (rest: number, fails: number, n: number): Case => ({
  method: 'difference, known draws',
  law: `steps, reads, and ${fails} nobody knows`,
  n: String(n),
  promise: 0.93,
  ideal: idealOf(rest, fails, n),
  share: 1 / 5,
  run: (experiment) => {
    const draws = drawsFor(SEED, experiment);
    const numerators = Float64Array.from({ length: n }, (_, message) =>
      rowOf(draws, message, rest, fails),
    );
    const support = { low: -0.2, high: 0.7 + rest };
    const nothing = new Float64Array(n);
    const denominators = new Float64Array(n).fill(1);
    const plain = estimatePaired(numerators, nothing, support);
    const { high, low } = estimateFreedDifference(
      plain,
      { numerators, denominators },
      { numerators: nothing, denominators },
      knownOf(draws, n),
      support,
    );
    return { missed: MEAN < low || MEAN > high, width: high - low };
  },
});

/**
 * A rate over messages of 2 and, where the uniform is above 0.9, of 20 recipients: the known draw
 * says how many there are and how they fare.
 */
export const freedRate = (rest: number, fails: number, n: number): Case => {
  const sizeOf = (draws: Draws, message: number): number => (u(draws, message) < 0.9 ? 2 : 20);
  // The mean of x^2 / 2 above 0.9 counts ten times as much.
  const large = (1 - 0.729) / 6;
  const truth = (2 * (MEAN - large) + 20 * large) / (0.9 * 2 + 0.1 * 20);
  return {
    method: 'rate, known draws',
    law: `sizes 2 and 20, steps, reads, and ${fails} nobody knows`,
    n: String(n),
    promise: 0.93,
    ideal: (idealOf(rest, fails, n) * Math.sqrt(0.9 * 4 + 0.1 * 400)) / 3.8,
    share: 1 / 5,
    run: (experiment) => {
      const draws = drawsFor(SEED, experiment);
      const denominators = Float64Array.from({ length: n }, (_, one) => sizeOf(draws, one));
      const numerators = denominators.map(
        (size, message) => size * rowOf(draws, message, rest, fails),
      );
      const support = { low: -0.2, high: 0.7 + rest };
      const plain = estimateRatio(numerators, denominators, { support });
      const ratios = { numerators, denominators };
      const { high, low } = estimateFreed(plain, ratios, knownOf(draws, n), support);
      return { missed: truth < low || truth > high, width: high - low };
    },
  };
};
