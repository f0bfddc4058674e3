/**
 * The three machines against everything that must say the same: the oracle, XState asked with plain
 * facts, a chain of XState transitions, and a live actor.
 *
 * Why: the tables are what runs. Whatever tabulation could get wrong (forks, packing, a hidden
 * history or context) shows as a difference between two of these.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Actor,
  type AnyStateMachine,
  createActor,
  initialTransition,
  transition,
} from 'xstate';
import { assert, at } from '../model/assert.ts';
import { wordsOf } from '../model/fact-space.ts';
import { factsOf, xstateStepper } from '../model/interpret.ts';
import type { FactRecord } from '../model/machines/dialect.ts';
import { type MachineName, machineNames, machines, tabulateAll } from '../model/model.ts';
import {
  lookUp,
  NOTHING,
  type StepOutcome,
  type Table,
  tableRows,
  withoutRow,
} from '../model/table.ts';
import { eventType, outcomeOf, stateText } from '../model/tabulate.ts';
import { tableDifference } from './oracles/table-check.ts';

const tables = tabulateAll();
/** Of a machine with more cells than this a commit checks a sample, the nightly run all. */
const SAMPLE_MAX = 20_000;

type Cell = { readonly state: number; readonly event: number; readonly facts: FactRecord };

function cellsOf(name: MachineName): Cell[] {
  const table = tables[name];
  const all = [...table.facts.words()].map(({ word }) => factsOf(machines[name], table, word));
  return table.states.flatMap((_, state) =>
    table.events.flatMap((_, event) => all.map((facts) => ({ state, event, facts }))),
  );
}

/** Every cell of a small machine or a nightly run, else a fixed sample. */
function chosenCells(name: MachineName): Cell[] {
  const cells = cellsOf(name);
  if (cells.length <= SAMPLE_MAX || process.env['RECALL_LAB_NIGHTLY']) return cells;
  const [indices] = fc.sample(
    fc.array(fc.nat({ max: cells.length - 1 }), {
      minLength: SAMPLE_MAX,
      maxLength: SAMPLE_MAX,
      size: 'max',
    }),
    { numRuns: 1, seed: 0x5eed },
  );
  return (indices ?? []).map((index) => at(cells, index));
}

/** One step of a script: an event of the table and the facts it carries. */
type ScriptStep = { readonly event: number; readonly facts: FactRecord };

function scriptOf(name: MachineName): fc.Arbitrary<ScriptStep[]> {
  const { facts } = machines[name].vocabulary;
  const words = Object.entries(facts).map(([fact, domain]) => [
    fact,
    fc.constantFrom(...wordsOf(domain)),
  ]);
  const record = fc.record(Object.fromEntries(words)) as fc.Arbitrary<FactRecord>;
  const event = fc.nat({ max: tables[name].events.length - 1 });
  return fc.array(fc.record({ event, facts: record }), { maxLength: 20 });
}

/**
 * What each step of a script came to: the state, the effects, and the timers that run afterwards.
 */
type Account = { state: string; effects: string[]; running: string[] };

const nothing: StepOutcome = { target: -1, effects: [], arms: [], cancels: [], rules: [] };

function byTable(table: Table, script: readonly ScriptStep[]): Account[] {
  let state = 0;
  let running: string[] = [];
  return script.map(({ event, facts }) => {
    const id = lookUp(table, state, event, table.facts.pack(facts));
    const { effects, arms, cancels, target }: StepOutcome =
      id === NOTHING ? { ...nothing, target: state } : at(table.outcomes, id);
    state = target;
    running = [...running.filter((timer) => !cancels.includes(timer)), ...arms];
    return { state: at(table.states, state), effects: [...effects], running };
  });
}

function byTransitions(name: MachineName, script: readonly ScriptStep[]): Account[] {
  const { machine } = machines[name];
  let [snapshot] = initialTransition(machine);
  let running: string[] = [];
  return script.map(({ event, facts }) => {
    const type = eventType(snapshot, at(tables[name].events, event));
    const [next, actions] =
      type === null ? [snapshot, []] : transition(machine, snapshot, { type, facts });
    snapshot = next;
    const { effects, arms, cancels } = outcomeOf(0, actions);
    running = [...running.filter((timer) => !cancels.includes(timer)), ...arms];
    return { state: stateText(snapshot.value), effects: [...effects], running };
  });
}

/**
 * A clock that lets no time pass; it knows which timers run and fires the one a script asks for.
 */
function handClock() {
  const pending = new Map<number, () => void>();
  let next = 1;
  return {
    pending,
    setTimeout: (run: () => void) => {
      pending.set(next, run);
      return next++;
    },
    clearTimeout: (id: number) => void pending.delete(id),
    fire: () => {
      for (const [id, run] of [...pending]) {
        pending.delete(id);
        run();
      }
    },
  };
}

type LiveAccount = { state: string; effects: string[]; running: number };

/** A live actor: its own history, its own timers on a clock that the script moves. */
function byActor(name: MachineName, script: readonly ScriptStep[]): LiveAccount[] {
  const { machine, vocabulary } = machines[name];
  let effects: string[] = [];
  const actions = vocabulary.effects.map((effect) => [effect, () => void effects.push(effect)]);
  const clock = handClock();
  const watched = machine.provide({ actions: Object.fromEntries(actions) }) as AnyStateMachine;
  const actor: Actor<AnyStateMachine> = createActor(watched, { clock });
  actor.start();
  const accounts = script.map(({ event, facts }) => {
    effects = [];
    const type = at(tables[name].events, event);
    const isDone = actor.getSnapshot().status === 'done';
    if (type.startsWith('after:')) clock.fire();
    else if (!isDone) actor.send({ type, facts });
    const state = stateText(actor.getSnapshot().value);
    return { state, effects, running: clock.pending.size };
  });
  actor.stop();
  return accounts;
}

for (const name of machineNames) {
  describe(`the ${name} machine`, () => {
    it('does what the oracle says for every state, event and combination of facts', () => {
      const { difference, cells } = tableDifference(name, tables[name]);
      expect(difference).toBeNull();
      expect(cells).toBe(tables[name].states.length * tables[name].events.length);
    });

    it('is told from the same machine with a row missing', () => {
      const table = tables[name];
      const row = tableRows(table)[0];
      assert(row, 'a machine does something');
      expect(tableDifference(name, withoutRow(table, row)).difference).not.toBeNull();
    });

    it('answers from plain facts as its table does', () => {
      const table = tables[name];
      const stepper = xstateStepper(machines[name], table);
      const cells = chosenCells(name);
      const different = cells.filter(
        ({ state, event, facts }) =>
          stepper.step(state, event, facts) !==
          lookUp(table, state, event, table.facts.pack(facts)),
      );
      expect(different.slice(0, 3)).toEqual([]);
      expect(stepper.answered).toBe(cells.length);
    });

    it('walks every script as its table does, in a chain and as a live actor', () => {
      const seen = new Set<string>();
      fc.assert(
        fc.property(scriptOf(name), (script) => {
          const expected = byTable(tables[name], script);
          for (const { state } of expected) seen.add(state);
          expect(byTransitions(name, script)).toEqual(expected);
          const live = expected.map((account) => ({ ...account, running: account.running.length }));
          expect(byActor(name, script)).toEqual(live);
        }),
      );
      expect(seen.size, 'scripts leave the first state').toBeGreaterThan(2);
    });
  });
}
