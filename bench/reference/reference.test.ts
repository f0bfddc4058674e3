/**
 * The reference workload comes to what is written down, in each order, by the loops written out
 * from the table, by the plain interpreter, and by XState itself.
 */
import { describe, expect, it } from 'vitest';
import { at } from '../../model/assert.ts';
import { type Stepper, tableStepper, xstateStepper } from '../../model/interpret.ts';
import { LIMITS, type Totals } from '../../sim/kernel/clockwork.ts';
import { Trace, Watch } from '../../sim/kernel/log.ts';
import { newOutcomes } from '../../sim/kernel/outcomes.ts';
import { newSchedule } from '../../sim/kernel/schedule.ts';
import { newWalk } from '../../sim/kernel/walk.ts';
import { runByObjects } from '../baselines/object-heap.ts';
import { endsOf, referenceClockwork, referenceTable } from './clockwork.ts';
import { referenceMachine } from './machine.ts';
import { REFERENCE_SEED, referenceRows } from './rows.ts';

const walk = newWalk(referenceClockwork);
const schedule = newSchedule(referenceClockwork);
const rows = referenceRows.filter(({ messages }) => messages <= 1_000);

/** What a row says, of what was found. */
function found(messages: number, totals: Totals) {
  const { checksum, events } = totals;
  return { messages, events, ends: endsOf(totals), checksum };
}

/** Every event of the plain interpreter, as a trace. */
function plainTrace(stepper: Stepper, messages: number): { totals: Totals; lines: string[] } {
  const trace = new Trace();
  const totals = runByObjects(referenceClockwork, stepper, messages, 1, (event, outcome) => {
    const word = (event.type << LIMITS.ENTITY_BITS) | event.entity;
    trace.words.set([event.instant, word, outcome]);
    trace.tell(3);
  });
  return { totals, lines: trace.lines(referenceTable.events) };
}

describe('the reference workload', () => {
  it('has a machine of 13 states', () => {
    expect(referenceTable.states).toHaveLength(13);
  });

  it.each(rows)('of $messages messages comes to its row, a copy at a time', (row) => {
    expect(found(row.messages, walk(0, row.messages, REFERENCE_SEED, null))).toEqual(row);
  });

  it.each(rows)('of $messages messages comes to its row, in the order of time', (row) => {
    expect(found(row.messages, schedule(row.messages, REFERENCE_SEED, null))).toEqual(row);
  });

  it.each(rows)('of $messages messages comes to its row, outcomes alone', (row) => {
    const totals = newOutcomes(referenceClockwork)?.(0, row.messages, REFERENCE_SEED);
    expect(totals && found(row.messages, totals)).toEqual(row);
  });

  it('comes to its first row by XState itself', () => {
    const stepper = xstateStepper(referenceMachine, referenceTable);
    const small = 15;
    const totals = runByObjects(referenceClockwork, stepper, small, REFERENCE_SEED);
    expect(stepper.answered).toBeGreaterThan(500);
    expect(totals).toEqual(walk(0, small, REFERENCE_SEED, null));
    const byTable = tableStepper(referenceTable);
    const row = at(rows, 0);
    expect(found(300, runByObjects(referenceClockwork, byTable, 300, 1))).toEqual(row);
  });

  it('shows observers the same events in both orders and to the plain interpreter', () => {
    for (const seed of [1, 2, 77]) {
      const traces = [new Trace(), new Trace()] as const;
      walk(0, 20, seed, traces[0]);
      schedule(20, seed, traces[1]);
      expect(traces[0].lines(referenceTable.events)).toEqual(
        traces[1].lines(referenceTable.events),
      );
    }
    const plain = plainTrace(tableStepper(referenceTable), 30);
    const trace = new Trace();
    const totals = walk(0, 30, 1, trace);
    expect(trace.lines(referenceTable.events)).toEqual(plain.lines);
    expect(totals).toEqual(plain.totals);
    expect(plain.lines).toHaveLength(totals.events);
  });

  it('is the same in parts: workers may share it out', () => {
    const whole = new Watch(referenceTable.outcomes.length);
    const parts = new Watch(referenceTable.outcomes.length);
    walk(0, 1_000, 1, whole);
    for (const [from, until] of [
      [0, 1],
      [1, 700],
      [700, 1_000],
    ] as const)
      walk(from, until, 1, parts);
    expect([parts.hash, [...parts.hits]]).toEqual([whole.hash, [...whole.hits]]);
    expect(whole.hash).toBe(4061935549);
  });
});
