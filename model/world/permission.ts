/**
 * RecallPermission: may this person recall now, and from whom? Not an Exchange setting.
 */
import { at } from '../assert.ts';
import { isAbout, permissionFacts } from '../facts-permission.ts';
import { decide, orgAt, type Run } from './run.ts';

/** Asks the rows of the organization; notes the one that counts on the recall. */
export function mayRecall(run: Run, recall: number, now: number): boolean {
  const spec = at(run.setting.recalls, recall);
  const { permissions } = orgAt(run, spec.by);
  if (spec.message < 0 || permissions.length === 0) return true;
  const record = at(run.world.recalls, recall);
  record.permission = permissions.find((row) => isAbout(run, recall, row)) ?? null;
  const facts = permissionFacts(run, recall);
  const subject = { recall, row: -1, copy: -1 };
  const { verdict } = decide(run, run.model.lists.recallPermission, facts, now, subject);
  record.isNarrowed = verdict === 'narrowed';
  return verdict !== 'refused';
}
