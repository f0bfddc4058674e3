/**
 * What the model and the product's kernel cost: a step of a machine, the event list, a replay of
 * the whole library.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { at } from '../model/assert.ts';
import { createModel, tabulateAll } from '../model/model.ts';
import { parseScenario } from '../scenarios/parse-scenario.ts';
import { newEventList } from '../sim/event-list.ts';
import { replay } from '../sim/replay.ts';
import type { Case, Found } from './harness.ts';

const tables = tabulateAll();
const library = join(import.meta.dirname, '../scenarios/library');

/** A number of operations and what they add up to. */
function found(operations: number, checksum: number): Found {
  return { counts: { operations }, checksum };
}

/** Walks the copy machine along its first table rows, event by event. */
export function stepCase(): Case {
  const operations = 2_000;
  const facts = {
    route: 'deliver',
    available: true,
    forwarding: 'stay',
    kept: 'gone',
    downloaded: false,
  };
  const walk = (stepperName: 'table' | 'xstate') => {
    const stepper = createModel(tables, stepperName).steppers.copy;
    return (): Found => {
      let state = 0;
      let sum = 0;
      for (let i = 0; i < operations; i++) {
        const id = stepper.step(state, i % 10, facts);
        if (id !== 0) state = at(stepper.table.outcomes, id).target;
        if (at(stepper.table.final, state) === 1) state = 0;
        sum = (Math.imul(sum, 31) + id + state) | 0;
      }
      return found(operations, sum);
    };
  };
  return {
    name: 'step',
    size: { states: tables.copy.states.length, events: tables.copy.events.length },
    operations,
    expected: null,
    sides: [
      { name: 'table', run: walk('table') },
      { name: 'xstate', run: walk('xstate') },
    ],
  };
}

/** Push and pop of pending events with ties, against sorting an array of objects. */
export function eventListCase(): Case {
  const operations = 10_000;
  const instantOf = (i: number): number => (Math.imul(i, 2_654_435_761) >>> 0) % 86_400_000;
  const mix = (sum: number, instant: number, a: number): number =>
    (Math.imul(sum, 31) + instant + a) | 0;
  return {
    name: 'event-list',
    size: { pending: operations },
    operations,
    expected: found(operations, 508634508),
    sides: [
      {
        name: 'heap',
        run: () => {
          const list = newEventList();
          for (let i = 0; i < operations; i++) list.push(instantOf(i), 'arrive', i, 0);
          let sum = 0;
          for (let event = list.pop(); event !== null; event = list.pop())
            sum = mix(sum, event.at, event.a);
          return found(operations, sum);
        },
      },
      {
        name: 'sorted array',
        run: () => {
          const list = Array.from({ length: operations }, (_, a) => ({ at: instantOf(a), a }));
          list.sort((left, right) => left.at - right.at || left.a - right.a);
          const sum = list.reduce((so, event) => mix(so, event.at, event.a), 0);
          return found(operations, sum);
        },
      },
    ],
  };
}

/** Every library scenario, compiled and replayed, under both steppers. */
export function replayCase(): Case {
  const files = readdirSync(library).filter((file) => file.endsWith('.yaml'));
  const scenarios = files.sort().flatMap((file) => {
    const parsed = parseScenario(readFileSync(join(library, file), 'utf8'), file);
    return parsed.ok ? [parsed.value] : [];
  });
  const all = (stepperName: 'table' | 'xstate') => {
    const model = createModel(tables, stepperName);
    return (): Found => {
      const sum = scenarios.reduce((so, scenario) => {
        const { traceHash } = replay(model, scenario);
        return (Math.imul(so, 31) + Number.parseInt(traceHash.slice(0, 8), 16)) | 0;
      }, 0);
      return found(scenarios.length, sum);
    };
  };
  return {
    name: 'replay',
    size: { scenarios: scenarios.length },
    operations: scenarios.length,
    expected: null,
    sides: [
      { name: 'table', run: all('table') },
      { name: 'xstate', run: all('xstate') },
    ],
  };
}
