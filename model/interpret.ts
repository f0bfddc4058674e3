/**
 * The slow stepper: the interface of a table, answered by XState call by call.
 *
 * Why: the table is derived from the machines, and every scenario must come out byte for byte the
 * same when the machines themselves answer. A counter proves which of the two did.
 */
import { type AnyMachineSnapshot, initialTransition, transition } from 'xstate';
import { assert, at } from './assert.ts';
import { wordsOf } from './fact-space.ts';
import type { Dialect, FactRecord } from './machines/dialect.ts';
import { lookUp, NOTHING, type Table } from './table.ts';
import { eventType, outcomeKey, outcomeOf, stateText } from './tabulate.ts';

export type StepperName = 'table' | 'xstate';

/** Answers (state, event, facts) for one machine with an outcome id of its table. */
export type Stepper = {
  readonly name: StepperName;
  readonly table: Table;
  readonly step: (state: number, event: number, facts: FactRecord) => number;
  /** How many steps this stepper has answered. */
  answered: number;
};

/** Answers from the packed table. */
export function tableStepper(table: Table): Stepper {
  const stepper: Stepper = {
    name: 'table',
    table,
    answered: 0,
    step: (state, event, facts) => {
      stepper.answered++;
      return lookUp(table, state, event, table.facts.pack(facts));
    },
  };
  return stepper;
}

/** Answers by running the machine; the table only lends its numbering. */
export function xstateStepper(source: Dialect, table: Table): Stepper {
  const snapshots = reachable(source, table);
  const ids = new Map(table.outcomes.map((outcome, id) => [outcomeKey(outcome), id]));
  const stateIds = new Map(table.states.map((name, id) => [name, id]));
  const stepper: Stepper = {
    name: 'xstate',
    table,
    answered: 0,
    step: (state, event, facts) => {
      stepper.answered++;
      const snapshot = at(snapshots, state);
      const type = eventType(snapshot, at(table.events, event));
      if (type === null) return NOTHING;
      const [next, actions] = transition(source.machine, snapshot, { type, facts });
      if (next === snapshot && actions.length === 0) return NOTHING;
      const target = stateIds.get(stateText(next.value));
      assert(target !== undefined, `${source.name}: the table knows the state XState reached`);
      const id = ids.get(outcomeKey(outcomeOf(target, actions)));
      assert(id !== undefined, `${source.name}: the table knows the outcome XState gave`);
      return id;
    },
  };
  return stepper;
}

/**
 * [state] a snapshot of each state of the table, found again by running the machine along the
 * table's cubes.
 */
function reachable(source: Dialect, table: Table): AnyMachineSnapshot[] {
  const [initial] = initialTransition(source.machine);
  const snapshots: (AnyMachineSnapshot | undefined)[] = table.states.map(() => undefined);
  snapshots[0] = initial;
  const queue = [0];
  for (let state = queue.shift(); state !== undefined; state = queue.shift()) {
    const snapshot = at(snapshots as AnyMachineSnapshot[], state);
    for (let event = 0; event < table.events.length; event++) {
      for (const cube of at(table.cubes, state * table.events.length + event)) {
        const target = at(table.outcomes, cube.outcome).target;
        if (cube.outcome === NOTHING || snapshots[target]) continue;
        const type = eventType(snapshot, at(table.events, event));
        assert(type !== null, 'a cube stands for an event that the state knows');
        const facts = factsOf(source, table, cube.value);
        snapshots[target] = transition(source.machine, snapshot, { type, facts })[0];
        queue.push(target);
      }
    }
  }
  return snapshots.map((snapshot, state) => {
    assert(snapshot, `${source.name}: state ${at(table.states, state)} is reachable`);
    return snapshot;
  });
}

/** A full fact record that packs to a word whose unread fields are zero. */
export function factsOf(source: Dialect, table: Table, word: number): FactRecord {
  const facts: Record<string, string | boolean> = {};
  for (const [name, domain] of Object.entries(source.vocabulary.facts)) {
    const words = wordsOf(domain);
    const value = words.find((candidate) => {
      const field = table.facts.field(name, candidate);
      return (word & field.mask) === field.value;
    });
    facts[name] = value ?? at(words, 0);
  }
  return facts;
}
