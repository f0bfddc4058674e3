/**
 * Whatever the times and chances: one copy at a time, in the order of time, outcomes alone and the
 * plain interpreter come to the same.
 *
 * Durations are drawn so short that many instants coincide, and so that what is rare in the
 * reference workload (an attempt before the delivery, a horizon, nobody there) is frequent.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tableStepper } from '../../model/interpret.ts';
import type { Clockwork } from '../../sim/kernel/clockwork.ts';
import type { Delay } from '../../sim/kernel/durations.ts';
import { Trace } from '../../sim/kernel/log.ts';
import { newOutcomes } from '../../sim/kernel/outcomes.ts';
import { newSchedule } from '../../sim/kernel/schedule.ts';
import { newWalk } from '../../sim/kernel/walk.ts';
import { runByObjects } from '../baselines/object-heap.ts';
import { referenceClockwork, referenceTable } from './clockwork.ts';

const mean = fc.constantFrom(1, 3, 10, 100, 5_000);
const delays: fc.Arbitrary<Delay> = fc.oneof(
  mean.map((constant) => ({ constant })),
  mean.map((value) => ({ exponential: { mean: value } })),
);
const chances = fc.constantFrom(0, 0.3, 1);

const clockworks = fc
  .record({
    travel: delays,
    request: delays,
    attempt: delays,
    forward: delays,
    median: mean,
    moves: chances,
    forwards: chances,
    away: chances,
    until: fc.constantFrom(2, 50, 100_000),
    retryMs: fc.constantFrom(7, 400),
    window: fc.constantFrom(20, 3_000),
  })
  .map((drawn): Clockwork => {
    const { open, passOn, retry, tidy, travel, attempt } = referenceClockwork.plans;
    return {
      ...referenceClockwork,
      copies: 5,
      shared: [
        { event: 'SEND', delay: { constant: 0 } },
        { event: 'REQUEST', delay: drawn.request, draw: 0 },
        { event: 'TIMEOUT', delay: { constant: drawn.window } },
      ],
      plans: {
        travel: { ...travel!, delay: drawn.travel },
        tidy: { ...tidy!, chance: { draw: 1, below: drawn.moves } },
        passOn: { ...passOn!, delay: drawn.forward, chance: { draw: 2, below: drawn.forwards } },
        open: {
          ...open!,
          delay: { lognormal: { median: drawn.median, sigma: 1 } },
          until: drawn.until,
        },
        attempt: { ...attempt!, delay: drawn.attempt },
        retry: { ...retry!, delay: { constant: drawn.retryMs } },
      },
      facts: { available: [{ draw: 7, isCounted: true, below: drawn.away }] },
    };
  });

describe('the orders of a clockwork', () => {
  it('agree, event by event and in what they come to', () => {
    const ends = new Set<string>();
    const messages = 6;
    fc.assert(
      fc.property(clockworks, fc.integer({ min: 0, max: 2 ** 31 - 1 }), (clockwork, seed) => {
        const plain = runByObjects(clockwork, tableStepper(referenceTable), messages, seed);
        const walked = new Trace();
        const scheduled = new Trace();
        expect(newWalk(clockwork)(0, messages, seed, walked)).toEqual(plain);
        expect(newSchedule(clockwork)(messages, seed, scheduled)).toEqual(plain);
        const names = referenceTable.events;
        expect(walked.lines(names)).toEqual(scheduled.lines(names));
        expect(walked.lines(names)).toHaveLength(plain.events);
        expect(newOutcomes(clockwork)?.(0, messages, seed)).toEqual(plain);
        plain.ended.forEach((count, state) => {
          if (count > 0) ends.add(referenceTable.states[state] ?? '');
        });
      }),
      { seed: 0x5eed, numRuns: 20 },
    );
    expect([...ends].sort()).toEqual([
      'failedForwarded',
      'recalledRead',
      'recalledUnread',
      'timedOut',
    ]);
  });

  it('have no loop of outcomes where these depend on more', () => {
    const { plans } = referenceClockwork;
    const uncertain = { ...plans['retry']!, chance: { draw: 20, below: 0.5 } };
    expect(
      newOutcomes({ ...referenceClockwork, plans: { ...plans, retry: uncertain } }),
    ).toBeNull();
    const counted = {
      ...plans['tidy']!,
      chance: { draw: 20, isCounted: true, below: 0.5 },
    } as const;
    expect(newOutcomes({ ...referenceClockwork, plans: { ...plans, tidy: counted } })).toBeNull();
    const coupled = { ...plans['attempt']!, through: 'agent' };
    expect(
      newOutcomes({ ...referenceClockwork, plans: { ...plans, attempt: coupled } }),
    ).toBeNull();
  });
});
