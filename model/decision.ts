/**
 * First-match decision lists: rows over named facts, read top-down; the first row that matches
 * decides and cites.
 *
 * Why: what the configuration decides is data. A list can be printed, checked whole (complete, no
 * dead row), asked why a row did not apply, and mutated by tests, none of which works on nested
 * ifs.
 *
 * How: the fact space is finite, so a list is compiled to a dense table from packed facts to the
 * row that fires.
 *
 * Never: compute. Numbers were compared in `facts.ts`; a row sees words and booleans only.
 */
import { assert, at } from './assert.ts';
import {
  type FactLayout,
  type FactSpace,
  type FactValues,
  factLayout,
  wordsOf,
} from './fact-space.ts';
import type { RuleId } from './rules/catalogue.ts';

type Allowed<V> = V | readonly V[];

/**
 * A row: `when` holds the facts that must match (any of a list); a row without `when` always
 * matches.
 */
export type Row<S extends FactSpace, V> = {
  /** The rule the row states; the first is the one reported as deciding. */
  readonly cites: RuleId | readonly [RuleId, ...RuleId[]];
  readonly when?: { readonly [K in keyof FactValues<S>]?: Allowed<FactValues<S>[K]> };
  readonly verdict: V;
};

export type DecisionList<S extends FactSpace = FactSpace, V = unknown> = {
  readonly name: string;
  readonly space: S;
  readonly rows: readonly Row<S, V>[];
  /** [packed facts] index of the row that fires. */
  readonly table: Uint8Array;
  readonly pack: (facts: FactValues<S>) => number;
};

/** Why one row did or did not apply to given facts. */
export type RowTrace = {
  readonly row: number;
  readonly applies: boolean;
  /** The first fact that kept the row from applying: name, what was found, what the row wants. */
  readonly because: {
    readonly fact: string;
    readonly found: string;
    readonly wanted: string;
  } | null;
};

/** The rules a row cites, the deciding one first. */
export function citesOf(row: { readonly cites: RuleId | readonly RuleId[] }): readonly RuleId[] {
  return typeof row.cites === 'string' ? [row.cites] : row.cites;
}

/**
 * Compiles a list. Throws an assertion when a row is dead (no facts reach it) or the list is not
 * complete (some facts match no row): both are our mistakes, found at start-up.
 */
export function decisionList<const S extends FactSpace, V>(
  name: string,
  space: S,
  rows: readonly Row<S, V>[],
): DecisionList<S, V> {
  const list = compileRows(name, space, rows);
  const fires = firing(list);
  assert(!fires.has(NO_ROW), `decision list ${name} has a row for every combination of its facts`);
  rows.forEach((_, row) => assert(fires.has(row), `row ${row} of ${name} fires for some facts`));
  return list;
}

/** The rows that decide for some facts; `NO_ROW` among them where some facts match none. */
export function firing({ table }: { readonly table: Uint8Array }): ReadonlySet<number> {
  const seen = new Uint8Array(NO_ROW + 1);
  for (let word = 0; word < table.length; word++) seen[table[word] as number] = 1;
  return new Set([...seen.keys()].filter((row) => seen[row] === 1));
}

/** What the table holds where no row matches; only an unchecked (mutated) list has it. */
export const NO_ROW = 255;

/** `decisionList` without the checks: for tests that delete or alter rows. */
export function compileRows<const S extends FactSpace, V>(
  name: string,
  space: S,
  rows: readonly Row<S, V>[],
): DecisionList<S, V> {
  assert(rows.length < NO_ROW, `decision list ${name} has fewer than ${NO_ROW} rows`);
  const layout = factLayout(space);
  const domains = layout.names.map((fact) => wordsOf(domainOf(space, fact)));
  const allowed = rows.map((row) => allowedCodes(row.when, layout.names, domains));
  const table = new Uint8Array(1 << layout.bits);
  const lowest = allowed.map((masks) => masks.findIndex((mask) => mask !== ANY));
  const filling = {
    table,
    layout,
    domains,
    allowed,
    lowest: lowest.map((fact) => (fact < 0 ? layout.names.length : fact)),
    known: new Map<string, number>(),
  };
  fill(filling, [...rows.keys()], layout.names.length, 0);
  return { name, space, rows, table, pack: layout.pack as (facts: FactValues<S>) => number };
}

/** A table in the making. */
type Filling = {
  readonly table: Uint8Array;
  readonly layout: FactLayout;
  /** [fact] its words. */
  readonly domains: readonly (readonly unknown[])[];
  /** [row][fact] a bit for each value that the row allows. */
  readonly allowed: readonly (readonly number[])[];
  /** [row] the lowest fact of which it wants anything; beyond the last where it wants nothing. */
  readonly lowest: readonly number[];
  /** Where the part is that the same rows with the same open facts have decided before. */
  readonly known: Map<string, number>;
};

/**
 * Writes the part of a table that begins at `base` and leaves the `open` lowest facts open, where
 * the `candidates` may still match. A row that wants nothing of the open facts decides the whole
 * part, and a part that the same rows decide is copied: so the work grows with the cases that rows
 * tell apart, not with the combinations of facts.
 */
function fill(filling: Filling, candidates: readonly number[], open: number, base: number): void {
  const { table, layout, domains, allowed, lowest, known } = filling;
  const size = 1 << layout.shift(open);
  // No row fires behind one that wants nothing of the open facts.
  const sure = candidates.findIndex((row) => at(lowest, row) >= open);
  if (sure === 0 || candidates.length === 0) {
    table.fill(candidates[0] ?? NO_ROW, base, base + size);
    return;
  }
  const rows = sure < 0 ? candidates : candidates.slice(0, sure + 1);
  const key = `${open}:${rows.join()}`;
  const same = known.get(key);
  if (same !== undefined) {
    table.copyWithin(base, same, same + size);
    return;
  }
  known.set(key, base);
  const fact = open - 1;
  const step = 1 << layout.shift(fact);
  const words = at(domains, fact).length;
  for (let code = 0; code < words; code++) {
    const left = rows.filter((row) => (at(at(allowed, row), fact) & (1 << code)) !== 0);
    fill(filling, left, fact, base + code * step);
  }
  // Codes that no value has (an enumeration of 5 takes 3 bits) are never packed; they read as the
  // first value, so that the table holds no row that does not fire.
  for (let part = base + words * step; part < base + size; part += step)
    table.copyWithin(part, base, base + step);
}

/** The index of the row that decides; `NO_ROW` never comes from a checked list. O(facts). */
export function decideRow<S extends FactSpace, V>(
  list: DecisionList<S, V>,
  facts: FactValues<S>,
): number {
  return at(list.table, list.pack(facts));
}

/** The verdict alone, for what has been decided before. */
export function verdictOf<S extends FactSpace, V>(
  list: DecisionList<S, V>,
  facts: FactValues<S>,
): V {
  return at(list.rows, decideRow(list, facts)).verdict;
}

/** Every row up to and including the one that decides, and why the earlier ones did not apply. */
export function traceDecision<S extends FactSpace, V>(
  list: DecisionList<S, V>,
  facts: FactValues<S>,
): RowTrace[] {
  const traces: RowTrace[] = [];
  for (let row = 0; row < list.rows.length; row++) {
    const because = mismatch(at(list.rows, row).when, facts);
    traces.push({ row, applies: because === null, because });
    if (because === null) break;
  }
  return traces;
}

/** A row that allows every value of a fact. */
const ANY = -1;

/** [fact] a bit for each value that the row allows. */
function allowedCodes(
  when: object | undefined,
  names: readonly string[],
  domains: readonly (readonly (string | boolean)[])[],
): number[] {
  const wanted = (when ?? {}) as Readonly<Record<string, unknown>>;
  return names.map((name, fact) => {
    if (wanted[name] === undefined) return ANY;
    const values: readonly unknown[] = Array.isArray(wanted[name]) ? wanted[name] : [wanted[name]];
    return at(domains, fact).reduce<number>(
      (mask, word, code) => (values.includes(word) ? mask | (1 << code) : mask),
      0,
    );
  });
}

function domainOf(space: FactSpace, fact: string): FactSpace[string] {
  const domain = space[fact];
  assert(domain !== undefined, `fact ${fact} is declared`);
  return domain;
}

type AnyValues = Readonly<Record<string, string | boolean>>;

function mismatch(when: object | undefined, facts: object): RowTrace['because'] {
  const found = facts as AnyValues;
  for (const [fact, wanted] of Object.entries(when ?? {})) {
    const allowed: readonly unknown[] = Array.isArray(wanted) ? wanted : [wanted];
    if (allowed.includes(found[fact])) continue;
    return { fact, found: String(found[fact]), wanted: allowed.map(String).join(' or ') };
  }
  return null;
}
