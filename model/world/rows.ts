/**
 * Rows of a recall, one for each recipient address: how they begin, and where to find them.
 */
import { at } from '../assert.ts';
import type { Run } from './run.ts';
import type { RowRecord } from './state.ts';

/** Opens an undecided row in the initial state of its machine; returns its index. */
export function newRow(
  run: Run,
  recall: number,
  recipient: number,
  via: readonly number[],
): { readonly index: number; readonly row: RowRecord } {
  const index = run.world.rows.length;
  const row: RowRecord = {
    recall,
    recipient,
    via,
    state: 0,
    outcome: 'open',
    reason: null,
    cause: null,
    decidedAt: Number.NaN,
    firstReadAt: Number.NaN,
    notified: false,
    rules: [],
    judged: [],
    attendAt: Number.NaN,
  };
  run.world.rows.push(row);
  at(run.world.recalls, recall).rows.push(index);
  return { index, row };
}

/** The row of a recipient in a recall; -1 when it has none. */
export function rowFor(run: Run, recall: number, recipient: number): number {
  const { rows } = at(run.world.recalls, recall);
  return rows.find((row) => at(run.world.rows, row).recipient === recipient) ?? -1;
}
