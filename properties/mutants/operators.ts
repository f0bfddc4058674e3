/**
 * Mutants: the model with one row of one list or table altered, everything else as it is.
 *
 * Why: whoever writes a property believes that it would notice a mistake. Each operator here is a
 * kind of mistake that is easily made: a row that is missing, a guard forgotten or turned round, an
 * outcome taken from the neighbour, two rows in the wrong order, a wrong target, an effect or a
 * timer forgotten.
 *
 * How: a mutant says for which questions it answers differently, so a scenario that never asks one
 * of them need not be run again.
 */
import { assert, at } from '../../model/assert.ts';
import { citesOf, compileRows, type DecisionList, type Row } from '../../model/decision.ts';
import { type FactSpace, type FactValues, factLayout, wordsOf } from '../../model/fact-space.ts';
import {
  createModel,
  type ListName,
  type Lists,
  lists,
  type MachineName,
  type Model,
  machineNames,
  type Tables,
} from '../../model/model.ts';
import {
  type Cube,
  denseCells,
  NOTHING,
  type StepOutcome,
  type Table,
  type TableRow,
  tableRows,
} from '../../model/table.ts';

/** A question that a run asks: packed facts for a list, a cell for a table. */
export type Question = {
  readonly key: number;
  /** The facts of a list's question; null for a table. */
  readonly facts: FactValues<FactSpace> | null;
};

/** One alteration of the model. */
export type Mutant = {
  /** The list or machine. */
  readonly where: ListName | MachineName;
  /** The row: a list's by its deciding rule, a table's by its step. */
  readonly row: string;
  /** What was done to the row: `dropped`, `guard <fact> dropped`, … */
  readonly what: string;
  /** Whether it answers this question differently from the model. */
  readonly differsAt: (question: Question) => boolean;
  /** All questions that it answers differently. */
  readonly differences: () => Question[];
  readonly model: () => Model;
  /** The altered list; null for a table. */
  readonly list: () => DecisionList | null;
  /** The altered table; null for a list. */
  readonly table: () => Table | null;
  /** The step that is altered; of no meaning for a list. */
  readonly at: { readonly state: number; readonly event: number };
};

type AnyRow = Row<FactSpace, unknown>;

/** Every mutant of every list and table, in the order of the model. */
export function everyMutant(tables: Tables): Mutant[] {
  return [
    ...(Object.keys(lists) as ListName[]).flatMap((name) => listMutants(tables, name)),
    ...machineNames.flatMap((machine) => tableMutants(tables, machine)),
  ];
}

/** What is made at the first call, and kept. */
function once<T extends object>(make: () => T): () => T {
  let made: T | null = null;
  return () => (made ??= make());
}

/** The mutant in one line. */
export function titleOf({ where, row, what }: Mutant): string {
  return `${where} ${row}: ${what}`;
}

function listMutants(tables: Tables, name: ListName): Mutant[] {
  const list = lists[name] as unknown as DecisionList;
  const before = list.rows.map(answerOf);
  return list.rows.flatMap((row, index) =>
    alterations(list, index).map(([what, rows]): Mutant => {
      const after = rows.map(answerOf);
      const altered = once((): DecisionList => compileRows(list.name, list.space, rows));
      return {
        where: name,
        row: `${at(citesOf(row), 0)} (row ${index})`,
        what,
        differsAt: ({ key, facts }) =>
          before[at(list.table, key)] !== after[rows.findIndex((other) => matches(other, facts))],
        differences: () => {
          const { table } = altered();
          const differs = before.map((own) => after.map((other) => other !== own));
          // What no row answers any more is answered differently.
          return questionsWhere(
            list,
            (key) => differs[at(list.table, key)]?.[at(table, key)] ?? true,
          );
        },
        model: once(() =>
          createModel(tables, 'table', { [name]: walked(list, rows) } as unknown as Partial<Lists>),
        ),
        list: altered,
        table: () => null,
        at: { state: -1, event: -1 },
      };
    }),
  );
}

/** The combinations of facts that a list can be asked about and that are wanted. */
function questionsWhere({ space }: DecisionList, isWanted: (key: number) => boolean): Question[] {
  const layout = factLayout(space);
  const domains = layout.names.map((fact) => wordsOf(space[fact] ?? 'boolean'));
  const found: Question[] = [];
  for (const { codes, word } of layout.words()) {
    if (!isWanted(word)) continue;
    const values = layout.names.map((fact, index) => [
      fact,
      at(at(domains, index), at(codes, index)),
    ]);
    found.push({ key: word, facts: Object.fromEntries(values) as FactValues<FactSpace> });
  }
  return found;
}

/** The rows as a list that is read from the top at each question: no table is made for one run. */
function walked(list: DecisionList, rows: readonly AnyRow[]): DecisionList {
  const pack = (facts: FactValues<FactSpace>): number => {
    const row = rows.findIndex((candidate) => matches(candidate, facts));
    assert(row >= 0, `${list.name} has a row for the facts`);
    return row;
  };
  return { ...list, rows, table: Uint8Array.from(rows.keys()), pack };
}

/** What a row answers, as text: its verdict and the rules it cites. */
function answerOf(row: AnyRow): string {
  return `${JSON.stringify(row.verdict)} ${citesOf(row).join(' ')}`;
}

function matches(row: AnyRow, facts: Question['facts']): boolean {
  return Object.entries(row.when ?? {}).every(([fact, wanted]) =>
    (Array.isArray(wanted) ? wanted : [wanted]).includes(facts?.[fact]),
  );
}

/** What can be done to one row of a list: a name, and the rows of the mutant. */
function alterations(list: DecisionList, index: number): [string, readonly AnyRow[]][] {
  const rows = list.rows as readonly AnyRow[];
  const row = at(rows, index);
  const next = rows[index + 1];
  const replaced = (altered: object): AnyRow[] =>
    rows.map((kept, other) => (other === index ? ({ ...row, ...altered } as AnyRow) : kept));
  const found: [string, readonly AnyRow[]][] = [
    ['dropped', rows.filter((_, other) => other !== index)],
  ];
  const when = (row.when ?? {}) as Readonly<Record<string, unknown>>;
  for (const fact of Object.keys(when)) {
    const { [fact]: wanted, ...others } = when;
    const allowed: readonly unknown[] = Array.isArray(wanted) ? wanted : [wanted];
    const words = wordsOf(list.space[fact] ?? 'boolean');
    const opposite = words.filter((word) => !allowed.includes(word));
    found.push(
      [`guard ${fact} dropped`, replaced({ when: others })],
      [`guard ${fact} turned round`, replaced({ when: { ...others, [fact]: opposite } })],
    );
  }
  const verdict = otherVerdict(rows, index);
  if (verdict !== undefined) found.push(['verdict of another row', replaced({ verdict })]);
  if (next !== undefined) {
    found.push(['after the next row', rows.with(index, next).with(index + 1, row)]);
  }
  return found;
}

/** The next verdict in the list, going round, that differs from the row's own. */
function otherVerdict(rows: readonly AnyRow[], index: number): unknown {
  const own = JSON.stringify(at(rows, index).verdict);
  const round = [...rows.slice(index + 1), ...rows.slice(0, index)];
  return round.find(({ verdict }) => JSON.stringify(verdict) !== own)?.verdict;
}

function tableMutants(tables: Tables, machine: MachineName): Mutant[] {
  const table = tables[machine];
  return tableRows(table).flatMap((row) => {
    const { target } = at(table.outcomes, row.outcome);
    const step = `${at(table.states, row.state)} + ${at(table.events, row.event)}`;
    return changes(table, row).map(([what, altered]): Mutant => {
      const differsAt = (key: number): boolean => altered.cell[key] !== table.cell[key];
      return {
        where: machine,
        row: `${step} -> ${at(table.states, target)}`,
        what,
        differsAt: ({ key }) => differsAt(key),
        differences: () =>
          [...altered.cell.keys()].filter(differsAt).map((key) => ({ key, facts: null })),
        model: once(() => createModel({ ...tables, [machine]: altered })),
        list: () => null,
        table: () => altered,
        at: row,
      };
    });
  });
}

/** What can be done to one row of a table. */
function changes(table: Table, row: TableRow): [string, Table][] {
  const step = at(table.outcomes, row.outcome);
  const found: [string, Table][] = [
    ['dropped', altered(table, row, (cube) => ({ ...cube, outcome: NOTHING }))],
  ];
  const instead = (what: string, change: Partial<StepOutcome>): void => {
    const outcomes = [...table.outcomes, { ...step, ...change }];
    const outcome = table.outcomes.length;
    found.push([what, altered({ ...table, outcomes }, row, (cube) => ({ ...cube, outcome }))]);
  };
  for (const target of new Set([row.state, (step.target + 1) % table.states.length])) {
    if (target !== step.target) instead(`target ${at(table.states, target)}`, { target });
  }
  for (const key of ['effects', 'arms', 'cancels'] as const) {
    step[key].forEach((word, index) => {
      instead(`${key}: ${word} forgotten`, { [key]: step[key].filter((_, i) => i !== index) });
    });
  }
  for (const [fact, mask] of guardsOf(table, row)) {
    found.push([`guard ${fact} dropped`, withoutGuard(table, row, mask)]);
  }
  return found;
}

/** The facts that a row reads: name and mask. */
function guardsOf(table: Table, row: TableRow): [string, number][] {
  const cubes = at(table.cubes, row.state * table.events.length + row.event);
  const read = cubes.reduce(
    (mask, cube) => (cube.outcome === row.outcome ? mask | cube.mask : mask),
    0,
  );
  let shift = 0;
  return table.facts.names.flatMap((fact): [string, number][] => {
    const width = table.facts.width(fact);
    const mask = ((1 << width) - 1) << shift;
    shift += width;
    return (read & mask) === 0 ? [] : [[fact, mask]];
  });
}

function altered(table: Table, row: TableRow, alter: (cube: Cube) => Cube): Table {
  return withCubes(table, row, (cubes) =>
    cubes.map((cube) => (cube.outcome === row.outcome ? alter(cube) : cube)),
  );
}

/** The row answers whatever the fact is: its cubes, wider, go before the others of the cell. */
function withoutGuard(table: Table, row: TableRow, mask: number): Table {
  return withCubes(table, row, (cubes) => [
    ...cubes
      .filter(({ outcome }) => outcome === row.outcome)
      .map((cube) => ({ ...cube, mask: cube.mask & ~mask, value: cube.value & ~mask })),
    ...cubes,
  ]);
}

/** The table with the rows of one cell altered; only that cell is expanded again. */
function withCubes(
  table: Table,
  { state, event }: TableRow,
  alter: (cubes: readonly Cube[]) => readonly Cube[],
): Table {
  const place = state * table.events.length + event;
  const cubes = table.cubes.with(place, alter(at(table.cubes, place)));
  const cell = table.cell.slice();
  cell.set(denseCells([at(cubes, place)], table.facts.bits), place << table.facts.bits);
  return { ...table, cubes, cell };
}
