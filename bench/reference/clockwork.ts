/**
 * Time and chance of the reference workload: messages to 20 recipients, all sent at instant 0, all
 * recalled after some minutes.
 *
 * Why its own draws: the counts and checksums are those that other programs get for the same
 * workload, in whatever language; the product draws from `sim/streams.ts`.
 */
import { at } from '../../model/assert.ts';
import { stateNamed } from '../../model/table.ts';
import { tabulate } from '../../model/tabulate.ts';
import type { Clockwork, DrawSource, Totals } from '../../sim/kernel/clockwork.ts';
import { referenceMachine } from './machine.ts';
import type { Ends } from './rows.ts';

const mix = (out: string, from: string): string =>
  `let ${out} = ${from}; ${out} ^= ${out} >>> 16; ${out} = Math.imul(${out}, 0x21f0aaad);
   ${out} ^= ${out} >>> 15; ${out} = Math.imul(${out}, 0x735a2d97); ${out} ^= ${out} >>> 15;`;

/** A keyed hash of 32 bits: two words of key for each entity, a counter for its draws. */
export const referenceDraws: DrawSource = {
  keys: (name, entity) =>
    `${mix(`${name}0`, `${entity} ^ seed`)}
     ${mix(`${name}1`, `(Math.imul(${entity}, 0x85ebca6b) + seed + 0x5bd1e995) | 0`)}`,
  word: (out, name, index) =>
    `let ${out} = (${name}0 + Math.imul(${index}, 0x9e3779b9)) | 0;
     ${out} ^= ${out} >>> 16; ${out} = Math.imul(${out}, 0x21f0aaad);
     ${out} ^= ${out} >>> 15; ${out} = (${out} + ${name}1) | 0;
     ${out} = Math.imul(${out}, 0x735a2d97); ${out} ^= ${out} >>> 15;
     ${out} = Math.imul(${out}, 0xf35a2d97); ${out} ^= ${out} >>> 16;`,
};

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

export const referenceTable = tabulate(referenceMachine);

export const referenceClockwork: Clockwork = {
  table: referenceTable,
  copies: 20,
  shared: [
    { event: 'SEND', delay: { constant: 0 } },
    { event: 'REQUEST', delay: { exponential: { mean: 5 * MINUTE } }, draw: 0 },
    { event: 'TIMEOUT', delay: { constant: 24 * HOUR } },
  ],
  plans: {
    travel: { event: 'DELIVER', delay: { exponential: { mean: 5 * SECOND } }, draw: 0 },
    tidy: { event: 'MOVE', delay: { constant: 0 }, chance: { draw: 1, below: 0.15 } },
    passOn: {
      event: 'FORWARD',
      delay: { exponential: { mean: MINUTE } },
      draw: 3,
      chance: { draw: 2, below: 0.05 },
    },
    open: {
      event: 'READ',
      delay: { lognormal: { median: 30 * MINUTE, sigma: 1.5 } },
      draw: 4,
      until: 48 * HOUR,
    },
    attempt: { event: 'ATTEMPT', delay: { exponential: { mean: 30 * SECOND } }, draw: 6 },
    retry: { event: 'ATTEMPT', delay: { constant: 15 * MINUTE }, isTry: true },
  },
  // Away for this attempt, or for good.
  facts: {
    available: [
      { draw: 7, isCounted: true, below: 0.02 },
      { draw: 5, below: 0.002 },
    ],
  },
  draws: referenceDraws,
  servers: {},
  outages: null,
};

/** How the copies ended, by the names of the states. */
export function endsOf({ ended }: Totals): Ends {
  const count = (state: keyof Ends): number => at(ended, stateNamed(referenceTable, state));
  return {
    recalledUnread: count('recalledUnread'),
    recalledRead: count('recalledRead'),
    failedForwarded: count('failedForwarded'),
    timedOut: count('timedOut'),
  };
}
