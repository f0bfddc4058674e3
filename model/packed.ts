/**
 * The tables of all machines as text, and back: what a bundle carries instead of asking XState
 * anew at each start.
 *
 * Never: hold anything that a table does not say. Cells are expanded from the cubes again, facts
 * laid out from the vocabulary; a test holds what comes back against what XState answers.
 */
import { at } from './assert.ts';
import { factLayout } from './fact-space.ts';
import { machineNames, machines, type Tables } from './model.ts';
import { denseCells, type StepOutcome, type Table } from './table.ts';

type PackedTable = {
  readonly states: readonly string[];
  readonly final: readonly number[];
  readonly events: readonly string[];
  readonly outcomes: readonly StepOutcome[];
  /** [state * events + event] mask, value and outcome of each cube, one after another. */
  readonly cubes: readonly (readonly number[])[];
  readonly asked: number;
};

/** The tables as one line of JSON, in the order of the machines. */
export function packTables(tables: Tables): string {
  const packed = machineNames.map((name): PackedTable => {
    const { states, final, events, outcomes, cubes, asked } = tables[name];
    const flat = cubes.map((rows) => rows.flatMap((row) => [row.mask, row.value, row.outcome]));
    return { states, final: [...final], events, outcomes, cubes: flat, asked };
  });
  return JSON.stringify(packed);
}

/** The tables that `packTables` wrote, of the same machines. */
export function unpackTables(text: string): Tables {
  const packed = JSON.parse(text) as PackedTable[];
  const entries = machineNames.map((name, index) => [name, unpacked(name, at(packed, index))]);
  return Object.fromEntries(entries) as Tables;
}

function unpacked(name: keyof Tables, { final, cubes: flat, ...rest }: PackedTable): Table {
  const { name: title, vocabulary } = machines[name];
  const facts = factLayout(vocabulary.facts);
  const cubes = flat.map((numbers) =>
    Array.from({ length: numbers.length / 3 }, (_, row) => ({
      mask: at(numbers, 3 * row),
      value: at(numbers, 3 * row + 1),
      outcome: at(numbers, 3 * row + 2),
    })),
  );
  const cell = denseCells(cubes, facts.bits);
  return { ...rest, name: title, final: Uint8Array.from(final), facts, cubes, cell };
}
