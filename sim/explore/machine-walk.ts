/**
 * The walk of one machine: every state that can be reached, every event in it, every combination of
 * facts that the step tells apart, answered by the table and by XState itself.
 */
import { at } from '../../model/assert.ts';
import { factsOf } from '../../model/interpret.ts';
import { type MachineName, type Model, machineNames, machines } from '../../model/model.ts';
import { lookUp, NOTHING } from '../../model/table.ts';

export type MachineWalk = {
  readonly machine: MachineName;
  /** States that can be reached from the first. */
  readonly states: number;
  readonly events: number;
  /** States in which nothing happens any more. */
  readonly ends: number;
  /** (state, event, facts as far as the step reads them). */
  readonly steps: number;
  /** Those that do something. */
  readonly transitions: number;
  /** (state, event, every combination of facts) that these stand for. */
  readonly cells: number;
  readonly unreachable: readonly string[];
  /** Steps that the two answer differently. */
  readonly differences: readonly string[];
};

/** Walks every machine of a model; `other` answers the same questions. */
export function walkMachines(model: Model, other: Model): MachineWalk[] {
  return machineNames.map((machine) => walkMachine(machine, model, other));
}

function walkMachine(machine: MachineName, model: Model, other: Model): MachineWalk {
  const stepper = model.steppers[machine];
  const { table } = stepper;
  const reached = new Set([0]);
  const differences: string[] = [];
  let steps = 0;
  let transitions = 0;
  for (const state of reached) {
    table.events.forEach((event, number) => {
      for (const { value } of at(table.cubes, state * table.events.length + number)) {
        steps++;
        const facts = factsOf(machines[machine], table, value);
        const outcome = stepper.step(state, number, facts);
        const answer = other.steppers[machine].step(state, number, facts);
        if (answer !== outcome) differences.push(`${at(table.states, state)} + ${event}`);
        if (outcome === NOTHING) continue;
        transitions++;
        reached.add(at(table.outcomes, outcome).target);
      }
    });
  }
  const words = 1 << table.facts.bits;
  const isEnd = (state: number): boolean =>
    table.events.every((_, event) =>
      Array.from({ length: words }, (__, word) => word).every(
        (word) => lookUp(table, state, event, word) === NOTHING,
      ),
    );
  return {
    machine,
    states: reached.size,
    events: table.events.length,
    ends: [...reached].filter(isEnd).length,
    steps,
    transitions,
    cells: reached.size * table.events.length * words,
    unreachable: table.states.filter((_, state) => !reached.has(state)),
    differences,
  };
}
