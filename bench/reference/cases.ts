/**
 * The reference workload as a benchmark: every row, in each order, and beside it in the same run a
 * heap of objects, XState itself, and C++ where there is a compiler.
 */
import { assert, at } from '../../model/assert.ts';
import { tableStepper, xstateStepper } from '../../model/interpret.ts';
import type { Totals } from '../../sim/kernel/clockwork.ts';
import { Watch } from '../../sim/kernel/log.ts';
import { newOutcomes } from '../../sim/kernel/outcomes.ts';
import { newSchedule } from '../../sim/kernel/schedule.ts';
import { newWalk } from '../../sim/kernel/walk.ts';
import { runByObjects } from '../baselines/object-heap.ts';
import type { Case, Found, Side } from '../harness.ts';
import { endsOf, referenceClockwork, referenceTable } from './clockwork.ts';
import { compiledSide } from './compiled.ts';
import { referenceMachine } from './machine.ts';
import { REFERENCE_SEED, type Row, referenceRows } from './rows.ts';

/** Up to so many messages the slow comparisons are made. */
const COMPARED = { xstate: 300, objects: 10_000 } as const;
/** More of them take seconds. */
const QUICK = 10_000;
/** In the order of time, memory grows with the messages. */
const GLOBAL_MAX = 100_000;

function found(totals: Totals): Found {
  return { counts: { events: totals.events, ...endsOf(totals) }, checksum: totals.checksum };
}

function caseOf(name: string, row: Row, ours: Side['run'], others: readonly Side[]): Case {
  const { checksum, ends, events, messages } = row;
  return {
    name,
    size: { messages },
    operations: events,
    expected: { counts: { events, ...ends }, checksum },
    sides: [{ name, run: ours, isSlow: messages > QUICK }, ...others],
  };
}

/** The same by a heap of objects, and by XState where that takes no minutes. */
function plainSides({ messages }: Row): Side[] {
  const side = (name: string, stepper: Parameters<typeof runByObjects>[1]): Side => ({
    name,
    isSlow: true,
    run: () => found(runByObjects(referenceClockwork, stepper, messages, REFERENCE_SEED)),
  });
  return [
    ...(messages <= COMPARED.objects ? [side('object heap', tableStepper(referenceTable))] : []),
    ...(messages <= COMPARED.xstate
      ? [side('xstate', xstateStepper(referenceMachine, referenceTable))]
      : []),
  ];
}

/** One copy at a time, with observers: how often each outcome was met, and a hash of all events. */
export function walkCases(): Case[] {
  const walk = newWalk(referenceClockwork);
  const silently = (row: Row): Side => ({
    name: 'without observers',
    isSlow: row.messages > QUICK,
    run: () => found(walk(0, row.messages, REFERENCE_SEED, null)),
  });
  return [...referenceRows].reverse().map((row) => {
    const run = (): Found => {
      const watch = new Watch(referenceTable.outcomes.length);
      return found(walk(0, row.messages, REFERENCE_SEED, watch));
    };
    return caseOf('reference', row, run, [silently(row), ...plainSides(row)]);
  });
}

/** Outcomes alone, against following every event. */
export function outcomeCases(): Case[] {
  const outcomes = newOutcomes(referenceClockwork);
  const walk = newWalk(referenceClockwork);
  assert(outcomes !== null, 'the outcomes of the reference workload are known without its events');
  return [...referenceRows].reverse().map((row) => {
    const run = (): Found => found(outcomes(0, row.messages, REFERENCE_SEED));
    const everyEvent: Side = {
      name: 'every event',
      isSlow: row.messages > QUICK,
      run: () => found(walk(0, row.messages, REFERENCE_SEED, null)),
    };
    return caseOf('reference-outcomes', row, run, [everyEvent]);
  });
}

/** In the order of time, against the same order in C++. */
export function scheduleCases(): Case[] {
  const schedule = newSchedule(referenceClockwork);
  return referenceRows
    .filter(({ messages }) => messages <= GLOBAL_MAX)
    .map((row) => {
      const run = (): Found => found(schedule(row.messages, REFERENCE_SEED, null));
      const compiled = row.messages < at(referenceRows, 2).messages ? [] : compiledSide(row);
      return caseOf('reference-global', row, run, [...plainSides(row), ...compiled]);
    });
}
