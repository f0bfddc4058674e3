/**
 * Copies that wait for one another come to what is known exactly: waiting times of M/M/1, M/D/1,
 * M/M/c and of batches, and the share of time for which a mailbox is down.
 *
 * How: `RUNS` independent runs, a number that was fixed before any was made; the truth has to lie
 * in the interval of Student's t for their mean, which has to be narrow. A kernel that is
 * right fails a case with a chance of 1 in 10,000 (`ERROR`). Seeds are fixed, so that it is always
 * the same answer. Durations are whole milliseconds, on average 0.5 ms short of 2,000: 0.03 %.
 */
import { describe, expect, it } from 'vitest';
import { setup } from 'xstate';
import { referenceClockwork, referenceDraws } from '../../bench/reference/clockwork.ts';
import { at } from '../../model/assert.ts';
import { declare, dialect } from '../../model/machines/dialect.ts';
import { tabulate } from '../../model/tabulate.ts';
import { estimateMean } from '../estimate/mean.ts';
import { estimateProportion } from '../estimate/proportion.ts';
import type { Clockwork } from './clockwork.ts';
import { LIMITS } from './clockwork.ts';
import type { Delay } from './durations.ts';
import { LOG_LENGTH, type Log } from './log.ts';
import { newSchedule } from './schedule.ts';
import { newWalk } from './walk.ts';

const ERROR = 1e-4;
const RUNS = 120;
const ANYTHING = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };

/** What the means of independent runs say about the truth. */
function compare(truth: number, run: (seed: number) => number): 'same' | 'different' | 'unclear' {
  const rows = Array.from({ length: RUNS }, (_, index) => run(0x5eed + index));
  const { high, low } = estimateMean(rows, ANYTHING, 1 - ERROR);
  if (truth < low || truth > high) return 'different';
  return high - low < 0.15 * truth ? 'same' : 'unclear';
}

const vocabulary = {
  events: ['ASK', 'ANSWER'],
  facts: {},
  effects: ['serve'],
  timers: [],
} as const;
const customer = tabulate(
  declare(
    vocabulary,
    setup(dialect(vocabulary)).createMachine({
      id: 'customer',
      initial: 'away',
      states: {
        away: { on: { ASK: { target: 'here', actions: ['serve'] } } },
        here: { on: { ANSWER: 'gone' } },
        gone: { type: 'final' },
      },
    }),
  ),
);

const MEAN = 2_000;

/** Customers who come on their own, one server or several. */
function queue(load: number, servers: number, service: Delay): Clockwork {
  const between = MEAN / (load * servers);
  return {
    table: customer,
    copies: 1,
    shared: [{ event: 'ASK', delay: { exponential: { mean: between } }, draw: 0 }],
    plans: { serve: { event: 'ANSWER', delay: service, draw: 0, through: 'agent' } },
    facts: {},
    draws: referenceDraws,
    servers: { agent: servers },
    outages: null,
  };
}

/** [type][entity] when it happened last, ms. */
class Instants implements Log {
  readonly words = new Int32Array(LOG_LENGTH);
  readonly of: Int32Array[];
  constructor(entities: number) {
    this.of = Array.from({ length: LIMITS.TYPES_MAX }, () => new Int32Array(entities));
  }
  tell(length: number): void {
    for (let i = 0; i < length; i += 3) {
      const word = this.words[i + 1]! >>> 0;
      this.of[word >>> LIMITS.ENTITY_BITS]![word & ((1 << LIMITS.ENTITY_BITS) - 1)] =
        this.words[i]!;
    }
  }
}

const WARM_UP = 500;
const CUSTOMERS = 3_500;

/** The mean wait of a run after its first customers: from asking to the answer, less a service. */
function waitsOf(clockwork: Clockwork): (seed: number) => number {
  const schedule = newSchedule(clockwork);
  return (seed) => {
    const seen = new Instants(CUSTOMERS);
    schedule(CUSTOMERS, seed, seen);
    const asked = seen.of[0]!;
    const answered = seen.of[1]!;
    let sum = 0;
    for (let i = WARM_UP; i < CUSTOMERS; i++) sum += at(answered, i) - at(asked, i) - MEAN;
    return sum / (CUSTOMERS - WARM_UP);
  };
}

/** The chance that all servers are busy (A. K. Erlang 1917), at a load of each. */
function erlangC(servers: number, load: number): number {
  let blocked = 1; // Erlang B by its recursion
  for (let n = 1; n <= servers; n++)
    blocked = (servers * load * blocked) / (n + servers * load * blocked);
  return blocked / (1 - load * (1 - blocked));
}

const exponential: Delay = { exponential: { mean: MEAN } };
const constant: Delay = { constant: MEAN };
/** Mean waits in ms: Erlang; Pollaczek and Khinchine for a constant service. */
const truths = {
  'M/M/1': { wait: (0.7 / 0.3) * MEAN, of: queue(0.7, 1, exponential) },
  'M/D/1': { wait: (0.7 / 0.6) * MEAN, of: queue(0.7, 1, constant) },
  'M/M/3': { wait: (erlangC(3, 0.7) / (3 * 0.3)) * MEAN, of: queue(0.7, 3, exponential) },
} as const;

describe('a server of limited capacity', () => {
  it.each(Object.entries(truths))('makes customers wait as in %s', (_, { of, wait }) => {
    expect(compare(wait, waitsOf(of))).toBe('same');
  });

  it('is told apart from another service and from another number of servers', () => {
    const wait = truths['M/M/1'].wait;
    expect(compare(wait, waitsOf(truths['M/D/1'].of))).toBe('different');
    const three = truths['M/M/3'].wait;
    expect(compare(three, waitsOf(queue(0.7, 2, exponential)))).toBe('different');
  });

  it('serves a recall agent: recipients of one message come as a batch', () => {
    const service = 100;
    const load = 0.6;
    const recipients = 20;
    const agent: Clockwork = {
      ...referenceClockwork,
      shared: [
        { event: 'SEND', delay: { exponential: { mean: (recipients * service) / load } }, draw: 0 },
        { event: 'REQUEST', delay: { constant: 1 } },
        { event: 'TIMEOUT', delay: { constant: 86_400_000 } },
      ],
      plans: {
        ...referenceClockwork.plans,
        travel: { event: 'DELIVER', delay: { constant: 0 } },
        attempt: { event: 'ATTEMPT', delay: { constant: service }, through: 'agent' },
      },
      facts: { available: [] },
      servers: { agent: 1 },
    };
    const schedule = newSchedule(agent);
    const messages = 500;
    const waits = (seed: number): number => {
      const seen = new Instants(messages * recipients);
      schedule(messages, seed, seen);
      const asked = seen.of[5]!;
      const done = seen.of[6]!;
      let sum = 0;
      for (let c = 100 * recipients; c < messages * recipients; c++)
        sum += at(done, c) - at(asked, Math.floor(c / recipients)) - service;
      return sum / ((messages - 100) * recipients);
    };
    // A batch is one customer of a longer service; then those before it in the batch are served.
    const wait = ((load / (1 - load)) * recipients * service + (recipients - 1) * service) / 2;
    expect(compare(wait, waits)).toBe('same');
    expect(() => newWalk(agent)).toThrow(/coupled/);
  });
});

describe('a mailbox with outages', () => {
  const up = 40_000;
  const down = 20_000;
  const after = 30_000;
  const clockwork: Clockwork = {
    ...referenceClockwork,
    shared: [
      { event: 'SEND', delay: { constant: 0 } },
      { event: 'REQUEST', delay: { constant: 1 } },
      { event: 'TIMEOUT', delay: { constant: 86_400_000 } },
    ],
    plans: {
      ...referenceClockwork.plans,
      travel: { event: 'DELIVER', delay: { constant: 0 } },
      attempt: { event: 'ATTEMPT', delay: { constant: after - 1 } },
    },
    facts: { available: [] },
    outages: {
      fact: 'available',
      mailboxes: 1,
      draw: 0,
      up: { exponential: { mean: up } },
      down: { exponential: { mean: down } },
    },
  };
  /** The first attempts of a run that found the mailbox down, as a share. */
  const shareDown = (of: Clockwork): ((seed: number) => number) => {
    const schedule = newSchedule(of);
    return (seed) => {
      const { checksum } = schedule(1, seed, null);
      // Each that is down at first ends later, by one or more quarters of an hour.
      return checksum > of.copies * after ? 1 : 0;
    };
  };
  /** Of a Markov process with two states, up at 0. */
  const rate = 1 / up + 1 / down;
  const truth = (down / (up + down)) * (1 - Math.exp(-after * rate));

  it('is down for as many as a process of two states is', () => {
    const run = shareDown(clockwork);
    let found = 0;
    for (let seed = 0; seed < 4_000; seed++) found += run(seed);
    const { high, low } = estimateProportion(found, 4_000, 1 - ERROR);
    expect(truth).toBeGreaterThan(low);
    expect(truth).toBeLessThan(high);
    expect(high - low).toBeLessThan(0.07);
  });

  it('is down for all of its copies or for none, and not so in many mailboxes', () => {
    const ends = (of: Clockwork, seed: number): number[] => {
      const seen = new Instants(of.copies);
      newSchedule(of)(1, seed, seen);
      return [...seen.of[6]!];
    };
    for (let seed = 0; seed < 20; seed++) expect(new Set(ends(clockwork, seed)).size).toBe(1);
    const apart = { ...clockwork, outages: { ...clockwork.outages!, mailboxes: 1_000 } };
    const seeds = Array.from({ length: 10 }, (_, seed) => new Set(ends(apart, seed)).size);
    expect(Math.max(...seeds)).toBeGreaterThan(1);
  });
});
