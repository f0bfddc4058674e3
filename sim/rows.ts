/**
 * What a policy's runs leave behind: a row of numbers a message, counts, and how often rules were
 * used.
 *
 * Why columns that grow: the number of replications is decided after a pilot, and estimators read
 * one column at a time, always in the order of replications.
 *
 * Never: add up floating-point numbers as runs finish; sums are made from the rows, in their order.
 */
import { ruleIds } from '../model/rules/catalogue.ts';
import { GROUPS } from './estimate/grouped.ts';
import { COLUMNS, type Counts, newCounts } from './tally.ts';
import { newWatches, type Watches } from './watch.ts';

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

/** All that is kept of one policy. */
export type PolicyRun = {
  readonly name: string;
  readonly rows: RowStore;
  /** [group] counts of the messages of a group: message i belongs to group i mod `GROUPS` */
  readonly groups: readonly Counts[];
  readonly watch: Watches;
  /** [rule] worlds in which it was cited at least once */
  readonly worldsCiting: Float64Array;
  /** Worlds run. */
  worlds: number;
};

export function newPolicyRun(name: string): PolicyRun {
  return {
    name,
    rows: newRowStore(),
    groups: Array.from({ length: GROUPS }, newCounts),
    watch: newWatches(),
    worldsCiting: new Float64Array(ruleIds.length),
    worlds: 0,
  };
}

/** The group of the message that comes next. */
export const groupOf = ({ rows }: PolicyRun): number => rows.size() % GROUPS;

/** Adds the rules that one world cited, each named once. */
export function addWorld(run: PolicyRun, rules: Iterable<number>): void {
  run.worlds++;
  for (const rule of rules) run.worldsCiting[rule] = (run.worldsCiting[rule] ?? 0) + 1;
}
