/**
 * The packed table of a machine: what (state, event, facts) leads to, as integers.
 *
 * Layout: `cell[((state * eventCount + event) << factBits) | factWord]` is an outcome id. Outcome 0
 * is "nothing happens": the state stays and nothing is done. Every other outcome names its target,
 * effects, timers and rules.
 *
 * Never: know what a machine means. Tables are made by `tabulate.ts` and read by steppers,
 * exploration and docs.
 */
import { assert, at } from './assert.ts';
import type { FactLayout } from './fact-space.ts';
import type { RuleId } from './rules/catalogue.ts';

/** What one step does. */
export type StepOutcome = {
  /** Index of the state after the step. */
  readonly target: number;
  /** Names of effects, in the order in which the machine does them. */
  readonly effects: readonly string[];
  readonly arms: readonly string[];
  readonly cancels: readonly string[];
  readonly rules: readonly RuleId[];
};

/**
 * One row of the decision table of (state, event): when the masked facts equal `value`, `outcome`
 * follows.
 */
export type Cube = { readonly mask: number; readonly value: number; readonly outcome: number };

export type Table = {
  readonly name: string;
  /** [state] the state's value as text; state 0 is the initial one. */
  readonly states: readonly string[];
  /** [state] 1 where the machine is done. */
  readonly final: Uint8Array;
  /** Declared events first, then one for each timer, named `after:<timer>`. */
  readonly events: readonly string[];
  readonly facts: FactLayout;
  /** [outcome]; outcome 0 is nothing. */
  readonly outcomes: readonly StepOutcome[];
  /** [state * events + event] the rows of the decision table, disjoint and complete. */
  readonly cubes: readonly (readonly Cube[])[];
  readonly cell: Uint8Array;
  /** How often XState was asked. */
  readonly asked: number;
};

/**
 * Limits of the dialect: 64 leaf states, 32 events, 12 bits of facts, 255 outcomes, 4 MiB of cells.
 */
export const LIMITS = {
  STATES_MAX: 64,
  EVENTS_MAX: 32,
  FACT_BITS_MAX: 12,
  OUTCOMES_MAX: 255,
  CELLS_MAX: 1 << 22,
} as const;

/** Nothing happens: outcome 0 of every table. */
export const NOTHING = 0;

/** Expands cubes to dense cells; of two that cover a word the first counts, of none nothing. */
export function denseCells(cubes: readonly (readonly Cube[])[], factBits: number): Uint8Array {
  const words = 1 << factBits;
  assert(cubes.length * words <= LIMITS.CELLS_MAX, 'a dense table fits in 4 MiB');
  const cell = new Uint8Array(cubes.length * words);
  cubes.forEach((rows, row) => {
    for (const { mask, value, outcome } of rows.toReversed()) {
      const open = (words - 1) & ~mask;
      // Counts through the subsets of the open bits: every word that the cube covers, once.
      let free = 0;
      do {
        cell[row * words + (value | free)] = outcome;
        free = (free - open) & open;
      } while (free !== 0);
    }
  });
  return cell;
}

/** The outcome id of a step. O(1). */
export function lookUp(table: Table, state: number, event: number, factWord: number): number {
  return at(table.cell, ((state * table.events.length + event) << table.facts.bits) | factWord);
}

/**
 * The index of a state by a word of its value, for tests and reports; asserts that exactly one
 * matches.
 */
export function stateNamed(table: Table, name: string): number {
  const index = table.states.indexOf(name);
  assert(
    index >= 0,
    `machine ${table.name} has a state ${name} (it has ${table.states.join(', ')})`,
  );
  return index;
}

/** A row of the decision table of a machine: all the facts under which one step has one outcome. */
export type TableRow = { readonly state: number; readonly event: number; readonly outcome: number };

/** Every row that does something. */
export function tableRows(table: Table): TableRow[] {
  return table.cubes.flatMap((cubes, cell) => {
    const state = Math.floor(cell / table.events.length);
    const event = cell % table.events.length;
    const outcomes = new Set(cubes.map(({ outcome }) => outcome).filter((id) => id !== NOTHING));
    return [...outcomes].map((outcome) => ({ state, event, outcome }));
  });
}

/** The table without one row: that step does nothing. For tests that ask who notices. */
export function withoutRow(table: Table, row: TableRow): Table {
  const cell = row.state * table.events.length + row.event;
  const cubes = table.cubes.map((entries, index) =>
    index !== cell
      ? entries
      : entries.map((cube) =>
          cube.outcome === row.outcome ? { ...cube, outcome: NOTHING } : cube,
        ),
  );
  return { ...table, cubes, cell: denseCells(cubes, table.facts.bits) };
}

/**
 * The table as text, one line a cube: pinned, so that a change of semantics shows as a readable
 * difference.
 */
export function tableText(table: Table): string {
  const lines = [
    `machine ${table.name}: ${table.states.length} states, ${table.events.length} events`,
  ];
  table.cubes.forEach((rows, row) => {
    const state = at(table.states, Math.floor(row / table.events.length));
    const event = at(table.events, row % table.events.length);
    for (const { mask, value, outcome } of rows) {
      if (outcome === NOTHING) continue;
      const step = at(table.outcomes, outcome);
      const when = condition(table.facts, mask, value);
      const doing = [
        ...step.effects,
        ...step.arms.map((timer) => `start ${timer}`),
        ...step.cancels.map((timer) => `stop ${timer}`),
      ];
      lines.push(
        `${state} + ${event}${when ? ` [${when}]` : ''} -> ${at(table.states, step.target)}` +
          `${doing.length > 0 ? ` / ${doing.join(', ')}` : ''}  ${step.rules.join(' ')}`.trimEnd(),
      );
    }
  });
  return `${lines.join('\n')}\n`;
}

function condition(layout: FactLayout, mask: number, value: number): string {
  const parts: string[] = [];
  for (const name of layout.names) {
    const field = layout.describe(name, mask, value);
    if (field !== null) parts.push(field);
  }
  return parts.join(', ');
}
