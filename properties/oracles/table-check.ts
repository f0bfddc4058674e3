/**
 * A table against its oracle: every state, event and combination of facts, or one cell of them.
 */
import { at } from '../../model/assert.ts';
import { factsOf } from '../../model/interpret.ts';
import { type MachineName, machines } from '../../model/model.ts';
import { lookUp, NOTHING, type Table } from '../../model/table.ts';
import { type OracleStep, oracleStep } from './machine-oracle.ts';

/** What a table says of one step, in the oracle's words. */
function tableStep(table: Table, state: number, event: number, word: number): OracleStep | null {
  const outcome = lookUp(table, state, event, word);
  if (outcome === NOTHING) return null;
  const { target, effects, arms, cancels } = at(table.outcomes, outcome);
  return { state: at(table.states, target), effects, arms, cancels };
}

/**
 * The first step of (state, event) on which table and oracle differ, in words; null when they
 * agree.
 */
export function cellDifference(
  machine: MachineName,
  table: Table,
  state: number,
  event: number,
): string | null {
  const from = at(table.states, state);
  const name = at(table.events, event);
  for (const { word } of table.facts.words()) {
    const facts = factsOf(machines[machine], table, word);
    const expected = JSON.stringify(oracleStep(machine, from, name, facts));
    const found = JSON.stringify(tableStep(table, state, event, word));
    if (expected !== found)
      return `${from} + ${name} ${JSON.stringify(facts)}: expected ${expected}, found ${found}`;
  }
  return null;
}

/** The first difference in the whole table, and how many steps were compared. */
export function tableDifference(
  machine: MachineName,
  table: Table,
): { readonly difference: string | null; readonly cells: number } {
  const cells = table.states.length * table.events.length;
  for (let cell = 0; cell < cells; cell++) {
    const state = Math.floor(cell / table.events.length);
    const difference = cellDifference(machine, table, state, cell % table.events.length);
    if (difference !== null) return { difference, cells };
  }
  return { difference: null, cells };
}
