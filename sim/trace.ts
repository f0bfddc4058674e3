/**
 * The trace of a run: a rolling hash over every event and every step of a machine, and, on demand,
 * the list itself.
 *
 * Why: two runs that agree on the hash did the same things at the same instants; when they do not,
 * the list names the first difference. The hash is over content alone, so it does not depend on the
 * stepper that answered.
 */
import { at } from '../model/assert.ts';
import { type MachineName, type Model, machineNames } from '../model/model.ts';
import { type EventKind, eventKinds, type Observer } from '../model/world/run.ts';

/** One line of a trace, as integers; `detail` says it in words. */
export type TraceLine = { readonly at: number; readonly text: string };

export type Trace = {
  readonly observer: Observer;
  /** 16 hexadecimal digits over everything so far. */
  readonly hash: () => string;
  /** Every line, when the trace was asked to keep them. */
  readonly lines: readonly TraceLine[];
};

const kindCodes = new Map<EventKind, number>(eventKinds.map((kind, code) => [kind, code]));
const machineCodes = new Map<MachineName, number>(machineNames.map((name, code) => [name, code]));

/** A trace of one run of a model; `keep` stores the lines for comparison. */
export function newTrace(model: Model, keep = false): Trace {
  // Two 32-bit lanes of a multiply-xorshift mix (the finalizer of MurmurHash3 in each step).
  let low = 0x9e3779b9;
  let high = 0x85ebca6b;
  const lines: TraceLine[] = [];
  const mix = (value: number): void => {
    low = Math.imul(low ^ value, 0x85ebca6b);
    low ^= low >>> 13;
    high = Math.imul(high ^ value ^ low, 0xc2b2ae35);
    high ^= high >>> 16;
  };
  const mixTime = (instant: number): void => {
    mix(instant % 0x1_0000_0000);
    mix(Math.floor(instant / 0x1_0000_0000));
  };
  const observer: Observer = {
    event: ({ at: instant, kind, a, b }) => {
      mixTime(instant);
      mix(kindCodes.get(kind) ?? 0);
      mix(a);
      mix(b);
      if (keep) lines.push({ at: instant, text: `${kind} ${a} ${b}` });
    },
    step: ({ at: instant, machine, entity, state, event, outcome }) => {
      mix(machineCodes.get(machine) ?? 0);
      mix(entity);
      mix((state << 16) | (event << 8) | outcome);
      if (!keep) return;
      const { table } = model.steppers[machine];
      const target = outcome === 0 ? state : at(table.outcomes, outcome).target;
      const text = `${machine} ${entity}: ${at(table.states, state)} + ${at(table.events, event)}`;
      lines.push({ at: instant, text: `${text} -> ${at(table.states, target)}` });
    },
    decision: ({ at: instant, list, row, subject }) => {
      mix(row);
      mix(subject.copy);
      if (keep)
        lines.push({ at: instant, text: `${list.name} of copy ${subject.copy}: row ${row}` });
    },
  };
  const hex = (value: number): string => (value >>> 0).toString(16).padStart(8, '0');
  return { observer, hash: () => hex(high) + hex(low), lines };
}

/** The first line in which two traces differ, or null when they are the same. */
export function firstDifference(
  one: readonly TraceLine[],
  other: readonly TraceLine[],
): {
  readonly index: number;
  readonly one: TraceLine | null;
  readonly other: TraceLine | null;
} | null {
  const length = Math.max(one.length, other.length);
  for (let index = 0; index < length; index++) {
    const left = one[index] ?? null;
    const right = other[index] ?? null;
    if (left?.at !== right?.at || left?.text !== right?.text)
      return { index, one: left, other: right };
  }
  return null;
}

/** Tells several observers. */
export function observers(...all: readonly Observer[]): Observer {
  return {
    event: (event) => {
      for (const observer of all) observer.event(event);
    },
    step: (step) => {
      for (const observer of all) observer.step(step);
    },
    decision: (decision) => {
      for (const observer of all) observer.decision(decision);
    },
  };
}
