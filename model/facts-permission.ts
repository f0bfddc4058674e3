/**
 * Facts about permission: which row of RecallPermission is about a recall, and whom it leaves out.
 * Not an Exchange setting.
 */
import { at } from './assert.ts';
import type { FactsOf } from './facts.ts';
import { expand } from './org/expand.ts';
import type { PermissionRow } from './org/permission.ts';
import { messageOf, orgAt, type Run } from './world/run.ts';

/** What does the row that counts say? */
export function permissionFacts(run: Run, recall: number): FactsOf<'recallPermission'> {
  const { message, context } = at(run.setting.recalls, recall);
  const { permission } = at(run.world.recalls, recall);
  const { reached } = messageOf(run, message);
  const isEmptied = reached.length > 0 && !reached.some((one) => isCovered(run, recall, one));
  return {
    matched: permission !== null,
    mfaMissing: permission?.requireMfa === true && context?.mfa !== 'passed',
    narrowed: permission !== null && (permission.internalOnly || permission.except.length > 0),
    emptied: isEmptied,
  };
}

/** Whether a row is about who recalls, where and how. */
export function isAbout(run: Run, recall: number, row: PermissionRow): boolean {
  const { by, context } = at(run.setting.recalls, recall);
  const { location, device, network, mfa } = context ?? {};
  const given: Readonly<Record<string, string | null | undefined>> = {
    location,
    device,
    network,
    mfa,
  };
  const holds = ([key, value]: readonly [string, string]): boolean =>
    given[key]?.toLowerCase() === value;
  const country = location?.toLowerCase() ?? '';
  return (
    (row.members.length === 0 || isAmong(run, by, row.members)) &&
    (row.countries.length === 0 || row.countries.includes(country)) &&
    row.when.every(holds)
  );
}

/** Whether a recall may look for a recipient: others get no request, no row and no notice. */
export function isInScope(run: Run, recall: number, recipient: number): boolean {
  return !at(run.world.recalls, recall).isNarrowed || isCovered(run, recall, recipient);
}

/** Whether the row that counts covers a recipient. */
function isCovered(run: Run, recall: number, recipient: number): boolean {
  const { permission } = at(run.world.recalls, recall);
  if (permission === null) return true;
  const { by } = at(run.setting.recalls, recall);
  const isInside = at(orgAt(run, by).inside, recipient) === 1;
  if (permission.internalOnly && !isInside) return false;
  return !isAmong(run, recipient, permission.except);
}

/** Whether somebody is on a list, or behind a group on it. */
function isAmong(run: Run, who: number, list: readonly number[]): boolean {
  if (list.length === 0) return false;
  const { reached } = expand(
    (recipient) => orgAt(run, recipient),
    list,
    true,
    () => {},
  );
  return reached.includes(who);
}
