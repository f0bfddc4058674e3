/**
 * Queues that are shared with ordinary mail make wait as is known exactly: M/M/1, M/D/1, M/M/3 for
 * whoever comes like the others (Erlang; Pollaczek and Khinchine), and Cobham's means for whoever
 * is served last or first.
 *
 * How: `RUNS` independent queues, each asked once, a number fixed before any was; the truth has to
 * lie in the interval of Student's t for their mean, which has to be narrow. A queue that is right
 * fails a case with a chance of 1 in 10,000 (`ERROR`). Seeds are fixed: always the same answer.
 */
import { describe, expect, it } from 'vitest';
import type { Priority } from '../../model/queues.ts';
import type { Distribution } from '../../scenarios/distribution.ts';
import { estimateMean } from '../estimate/mean.ts';
import { drawsFor } from '../streams.ts';
import { meanOf } from './mean.ts';
import { newQueue, type QueueLaw } from './queue.ts';

const ERROR = 1e-4;
const RUNS = 1500;
const MEAN = 2000;
const HOUR = 3_600_000;
const ANYTHING = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };

const exponential: Distribution = { exponential: { mean: MEAN } };
const constant: Distribution = { constant: MEAN };

/** @param share  of all servers, that ordinary mail takes */
const lawOf = (share: number, servers: number, service: Distribution): QueueLaw => {
  return { service, servers, load: Array.from({ length: 24 }, () => share * servers) };
};

/** The queue of a run. */
const queueOf = (law: QueueLaw, run: number, clockMs = 0) => {
  const { uniform } = drawsFor({ high: 0, low: 0x5eed }, run);
  return newQueue(law, clockMs, (block, draw) => uniform('load.agent', block, draw));
};

/** What independent waits say about a mean that is known. */
function compare(truth: number, waitOf: (run: number) => number): 'same' | 'different' | 'unclear' {
  const rows = Array.from({ length: RUNS }, (_, run) => waitOf(run));
  const { high, low } = estimateMean(rows, ANYTHING, 1 - ERROR);
  if (truth < low || truth > high) return 'different';
  return high - low < 0.4 * truth ? 'same' : 'unclear';
}

/** The wait of somebody who comes at an instant and takes no time. */
const waitOf = (law: QueueLaw, priority: Priority) => (run: number) =>
  queueOf({ ...law }, run).serve(10 * HOUR + 1234, priority, 0.5) -
  10 * HOUR -
  1234 -
  quantileAtHalf(law);

const quantileAtHalf = ({ service }: QueueLaw): number =>
  'constant' in service ? service.constant : MEAN * Math.LN2;

/** The chance that all servers are busy (A. K. Erlang 1917), at a load of each. */
function erlangC(servers: number, load: number): number {
  let blocked = 1;
  for (let n = 1; n <= servers; n++)
    blocked = (servers * load * blocked) / (n + servers * load * blocked);
  return blocked / (1 - load * (1 - blocked));
}

/** Work for more than one server, as a study writes it. */
const erlangs: QueueLaw = { ...lawOf(1.6, 1, exponential), servers: 2 };

const truths: readonly (readonly [string, number, QueueLaw, Priority])[] = [
  ['M/M/1', (0.7 / 0.3) * MEAN, lawOf(0.7, 1, exponential), 'normal'],
  ['M/D/1', (0.7 / 0.6) * MEAN, lawOf(0.7, 1, constant), 'normal'],
  ['M/M/3', (erlangC(3, 0.7) / (3 * 0.3)) * MEAN, lawOf(0.7, 3, exponential), 'normal'],
  ['M/M/2 at 1.6 erlangs', (erlangC(2, 0.8) / (2 * 0.2)) * MEAN, erlangs, 'normal'],
  ['M/M/1 at 0.8', 4 * MEAN, lawOf(0.8, 1, exponential), 'normal'],
  ['M/M/1, served last', (0.7 / 0.3 ** 2) * MEAN, lawOf(0.7, 1, exponential), 'low'],
  ['M/M/1, served first', 0.7 * MEAN, lawOf(0.7, 1, exponential), 'high'],
];

describe('a queue shared with ordinary mail', () => {
  it.each(truths)('makes wait as in %s', (_, truth, law, priority) => {
    expect(compare(truth, waitOf(law, priority))).toBe('same');
  });
  it('tells these from one another', () => {
    expect(compare((0.7 / 0.6) * MEAN, waitOf(lawOf(0.7, 1, exponential), 'normal'))).toBe(
      'different',
    );
  });
  it('makes those wait for one another who come together', () => {
    const queue = queueOf(lawOf(0, 2, constant), 1);
    const done = Array.from({ length: 5 }, () => queue.serve(HOUR, 'normal', 0.5) - HOUR);
    expect(done).toEqual([MEAN, MEAN, 2 * MEAN, 2 * MEAN, 3 * MEAN]);
  });
  it('answers at once where there is no load and no work', () => {
    const queue = queueOf(lawOf(0, 1, { constant: 0 }), 1);
    expect([1, 1, 5].map((instant) => queue.serve(instant, 'low', 0.5))).toEqual([1, 1, 5]);
  });
  it('has the same ordinary mail however many servers there are', () => {
    const asked = (servers: number): Set<string> => {
      const met = new Set<string>();
      const { uniform } = drawsFor({ high: 0, low: 0x5eed }, 3);
      const queue = newQueue({ ...lawOf(0.7, 1, constant), servers }, 0, (block, draw) => {
        if (draw % 2 === 0) met.add(`${block}.${draw}`);
        return uniform('load.agent', block, draw);
      });
      for (let hour = 1; hour < 4; hour += 0.001) queue.serve(hour * HOUR, 'low', 0);
      return met;
    };
    const [one, two] = [asked(1), asked(2)];
    expect(two.size).toBeGreaterThan(3000);
    expect([...two].every((draw) => one.has(draw))).toBe(true);
  });
  it('carries what a busy hour leaves into the next', () => {
    const load = Array.from({ length: 24 }, (_, hour) => (hour === 9 ? 1.5 : 0.1));
    const law = { service: constant, servers: 1, load };
    const wait = (clockMs: number) =>
      Array.from(
        { length: 50 },
        (_, run) => queueOf(law, run, clockMs).serve(1, 'normal', 0.5) - 1,
      ).reduce((sum, one) => sum + one / 50, 0) - MEAN;
    // Half an hour of work is left at ten; nobody has to work at eight.
    expect(wait(10 * HOUR) / HOUR).toBeCloseTo(0.5, 1);
    expect(wait(8 * HOUR) / HOUR).toBeLessThan(0.001);
  });
  it('is the same whoever asked before, once it has forgotten', () => {
    const law = lawOf(0.7, 1, exponential);
    for (let run = 0; run < 20; run++) {
      const [asked, fresh] = [queueOf(law, run), queueOf(law, run)];
      asked.serve(HOUR, 'normal', 0.5);
      expect(asked.serve(20 * HOUR, 'normal', 0.5)).toBe(fresh.serve(20 * HOUR, 'normal', 0.5));
    }
  });
});

describe('the mean of a duration', () => {
  it.each([
    [{ constant: 7 }, 7],
    [{ uniform: { from: 2, to: 4 } }, 3],
    [{ exponential: { mean: 9 } }, 9],
    [{ weibull: { scale: 10, shape: 1 } }, 10],
    [{ lognormal: { median: 10, sigma: 2 } }, 10 * Math.exp(2)],
    [
      {
        mixture: [
          { weight: 3, of: { constant: 1 } },
          { weight: 1, of: { constant: 5 } },
        ],
      },
      2,
    ],
    [
      {
        empirical: [
          [0, 0],
          [0.5, 10],
          [1, 10],
        ],
      },
      7.5,
    ],
  ] as const)('of %j', (distribution, mean) => {
    expect(meanOf(distribution as Distribution)).toBeCloseTo(mean, 8);
  });
});
