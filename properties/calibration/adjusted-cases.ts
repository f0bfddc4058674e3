/**
 * Differences that are freed from known draws, on a law whose mean is known exactly: steps and
 * curves of one uniform, what three people did, what says nothing, and failures nobody knows of.
 *
 * Never: move the seed.
 */
import { normalQuantile } from '../../sim/arithmetic.ts';
import { type Adjust, estimateAdjusted, newAdjust } from '../../sim/estimate/adjusted.ts';
import { estimatePaired } from '../../sim/estimate/paired.ts';
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

/** Late and read messages explain most of a difference; of whether some fail nothing is known. */
export const adjusted = (rest: number, fails: number, n: number): Case => {
  // The mean of x^2, where x is a uniform above 0.3 and 1 otherwise.
  const truth = (0.3 + (1 - 0.027) / 3) / 2;
  const rowOf = (draws: Draws, message: number): number => {
    const x = u(draws, message);
    const read = [20, 21, 22].reduce((sum, one) => sum + hasRead(draws, message, one), 0);
    const failed = (u(draws, message, 50) < fails ? 1 : 0) - fails;
    return (x < 0.3 ? 1 : x * x) / 2 + 0.05 * read * (1 + x) + rest * failed;
  };
  return {
    method: 'difference, known draws',
    law: `steps, reads, and ${fails} nobody knows`,
    n: String(n),
    promise: 0.93,
    ideal: (2 * normalQuantile(0.975) * rest * Math.sqrt(fails * (1 - fails))) / Math.sqrt(n),
    share: 1 / 5,
    run: (experiment) => {
      const draws = drawsFor(SEED, experiment);
      const rows = Float64Array.from({ length: n }, (_, message) => rowOf(draws, message));
      const support = { low: -2, high: 2 };
      const plain = estimatePaired(rows, new Float64Array(n), support);
      const { high, low } = estimateAdjusted(plain, rows, knownOf(draws, n), support);
      return { missed: truth < low || truth > high, width: high - low };
    },
  };
};
