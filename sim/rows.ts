/**
 * Chunks -> what estimates are made of: a row of numbers a message, counts, and how often rules
 * were used.
 *
 * Why columns that grow: the number of replications is decided after a pilot, and estimators read
 * one column at a time, always in the order of replications.
 *
 * Never: add up floating-point numbers as runs finish; sums are made from the rows, in their order.
 */
import { at } from '../model/assert.ts';
import { ruleIds } from '../model/rules/catalogue.ts';
import { type Chunk, rulesIn, type World, worldsOf } from './chunk.ts';
import { GROUPS } from './estimate/grouped.ts';
import { addToRow, COLUMNS, type Counts, countFate, newCounts, startRow } from './fates.ts';
import { newWatches, type Watches, watch } from './watch.ts';

/** Rows by columns. */
export type RowStore = {
  /** [column][message]; only the first `size()` of each count */
  readonly column: (index: number) => Float64Array;
  readonly size: () => number;
  readonly push: (row: Float64Array) => void;
};

/** An empty store; its columns double when they are full. */
export function newRowStore(): RowStore {
  let capacity = 256;
  let size = 0;
  let columns = Array.from({ length: COLUMNS }, () => new Float64Array(capacity));
  const grow = (): void => {
    capacity *= 2;
    columns = columns.map((column) => {
      const wider = new Float64Array(capacity);
      wider.set(column);
      return wider;
    });
  };
  return {
    column: (index) => (columns[index] ?? new Float64Array()).subarray(0, size),
    size: () => size,
    push: (row) => {
      if (size === capacity) grow();
      for (let index = 0; index < COLUMNS; index++) {
        const column = columns[index];
        if (column !== undefined) column[size] = row[index] ?? 0;
      }
      size++;
    },
  };
}

/** The first rows of a store alone. */
export function firstRows(rows: RowStore, count: number): RowStore {
  return {
    column: (index) => rows.column(index).subarray(0, count),
    size: () => Math.min(count, rows.size()),
    push: () => {
      throw new RangeError('a part of a store is only read');
    },
  };
}

/** All that is kept of one policy. */
export type PolicyRun = {
  readonly name: string;
  readonly rows: RowStore;
  /** [group] counts of the messages of a group: message i belongs to group i mod `GROUPS` */
  readonly groups: readonly Counts[];
  readonly watch: Watches;
  /** [word] [message] how often it was set off; messages without are left out */
  readonly incidents: Map<string, Map<number, number>>;
  /** Worlds by the set of rules that they cited, see `Chunk.cited`. */
  readonly cited: Map<string, number>;
  /** Worlds run. */
  worlds: number;
};

export function newPolicyRun(name: string): PolicyRun {
  return {
    name,
    rows: newRowStore(),
    groups: Array.from({ length: GROUPS }, newCounts),
    watch: newWatches(),
    incidents: new Map(),
    cited: new Map(),
    worlds: 0,
  };
}

/** Adds a chunk to each policy; its replications follow those that were added before. */
export function absorb(runs: readonly PolicyRun[], chunk: Chunk): void {
  runs.forEach((run, policy) => {
    for (const world of worldsOf(chunk, policy)) addWorld(run, world);
  });
}

const row = new Float64Array(COLUMNS);

function addWorld(run: PolicyRun, { tallied, untilMs, cited }: World): void {
  run.worlds++;
  run.cited.set(cited, (run.cited.get(cited) ?? 0) + 1);
  if (tallied === null) return;
  const group = run.rows.size() % GROUPS;
  const counts = at(run.groups, group);
  startRow(row, tallied);
  for (const { word } of tallied.incidents) countIncident(run, word);
  for (const fate of tallied.fates) {
    addToRow(row, fate);
    countFate(counts, fate);
    watch(run.watch, group, fate.seenAt, fate.goneAt, untilMs);
  }
  run.rows.push(row);
}

/** Counts what the message set off whose row comes next. */
function countIncident({ incidents, rows }: PolicyRun, word: string): void {
  const message = rows.size();
  const counts = incidents.get(word) ?? new Map<number, number>();
  incidents.set(word, counts.set(message, (counts.get(message) ?? 0) + 1));
}

/** [rule] worlds in which it was cited at least once. */
export function worldsCiting({ cited }: PolicyRun): Float64Array {
  const worlds = new Float64Array(ruleIds.length);
  for (const [rules, count] of cited) {
    for (const rule of rulesIn(rules)) worlds[rule] = (worlds[rule] ?? 0) + count;
  }
  return worlds;
}
