/**
 * Stores in the cloud: mailboxes of people, of Microsoft 365 groups and public folders, what keeps
 * their removed items, and who follows a group from a mailbox of their own.
 */
import { normaliseAddress } from '../address.ts';
import { isOn, type Read } from './effective.ts';
import type { Org } from './org.ts';
import { stores } from './org.ts';
import { type CmdletObject, listOf, objectsOf, type Tenant, textOf } from './tenant.ts';

const GB = 1_073_741_824;
/** The hard quota of Recoverable Items, and the one under a hold. [MB-060] */
const QUOTA = 30 * GB;
const QUOTA_ON_HOLD = 100 * GB;

const storeWords: Readonly<Record<string, number>> = {
  groupmailbox: stores.indexOf('group'),
  publicfolder: stores.indexOf('publicFolder'),
  publicfoldermailbox: stores.indexOf('publicFolder'),
};

/** The members of a Microsoft 365 group who get its mail. [DG-020, DG-021] */
export function subscribersOf(group: CmdletObject): readonly string[] {
  const listed = listOf(group, 'Subscribers');
  return isOn('UnifiedGroup', group, 'AutoSubscribeNewMembers')
    ? [...listed, ...listOf(group, 'Members')]
    : listed;
}

/** The arrays of an org that concern stores. */
export function storeArrays(
  tenant: Tenant,
  count: number,
  indexOf: (name: string) => number,
  read: Read,
): Pick<Org, 'store' | 'audits' | 'auditAgeMs' | 'dynamic' | 'retained' | 'recoverableFull'> {
  const arrays = {
    store: new Uint8Array(count),
    dynamic: new Uint8Array(count),
    audits: new Uint8Array(count),
    auditAgeMs: new Float64Array(count),
    retained: new Uint8Array(count),
    recoverableFull: new Uint8Array(count),
  };
  for (const group of objectsOf(tenant, 'UnifiedGroup')) {
    arrays.store[indexOf(normaliseAddress(textOf(group, 'PrimarySmtpAddress') ?? ''))] =
      stores.indexOf('group');
    read('UnifiedGroup', group, 'AutoSubscribeNewMembers');
    const index = indexOf(normaliseAddress(textOf(group, 'PrimarySmtpAddress') ?? ''));
    arrays.audits[index] = 1;
    arrays.auditAgeMs[index] = read('Mailbox', undefined, 'AuditLogAgeLimit') as number;
  }
  for (const group of objectsOf(tenant, 'DynamicDistributionGroup'))
    arrays.dynamic[indexOf(normaliseAddress(textOf(group, 'PrimarySmtpAddress') ?? ''))] = 1;
  const sizes = deletedSizes(tenant, indexOf, read);
  for (const box of objectsOf(tenant, 'Mailbox')) {
    const index = indexOf(normaliseAddress(textOf(box, 'PrimarySmtpAddress') ?? ''));
    const kind = (textOf(box, 'RecipientTypeDetails') ?? '').toLowerCase();
    arrays.store[index] = storeWords[kind] ?? 0;
    const holds = listOf(box, 'InPlaceHolds').filter((hold) => !hold.startsWith('-'));
    const labelled = read('Mailbox', box, 'ComplianceTagHoldApplied') === true;
    const retained = holds.length > 0 || labelled;
    arrays.retained[index] = retained ? 1 : 0;
    arrays.audits[index] = read('Mailbox', box, 'AuditEnabled') === true ? 1 : 0;
    arrays.auditAgeMs[index] = read('Mailbox', box, 'AuditLogAgeLimit') as number;
    const deleted = sizes.get(index);
    if (deleted === undefined) continue;
    const isHeld = retained || read('Mailbox', box, 'LitigationHoldEnabled') === true;
    const written = read('Mailbox', box, 'RecoverableItemsQuota');
    const quota = typeof written === 'number' ? written : isHeld ? QUOTA_ON_HOLD : QUOTA;
    arrays.recoverableFull[index] = deleted >= quota ? 1 : 0;
  }
  return arrays;
}

/** What Recoverable Items of each mailbox holds, as far as statistics say. */
function deletedSizes(
  tenant: Tenant,
  indexOf: (name: string) => number,
  read: Read,
): ReadonlyMap<number, number> {
  return new Map(
    objectsOf(tenant, 'MailboxStatistics').flatMap((row): [number, number][] => {
      const name = textOf(row, 'Identity');
      const size = read('MailboxStatistics', row, 'TotalDeletedItemSize');
      return name === null || typeof size !== 'number' ? [] : [[indexOf(name), size]];
    }),
  );
}
