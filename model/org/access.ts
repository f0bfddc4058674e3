/**
 * Who may open a mailbox, and who may send in its name: MailboxPermission, RecipientPermission and
 * GrantSendOnBehalfTo, groups among them resolved to whoever stands behind them.
 */
import { behind } from './delivery.ts';
import { effectiveValue, isOn } from './effective.ts';
import type { Access, Org } from './org.ts';
import { type CmdletObject, listOf, objectsOf, type Tenant, textOf } from './tenant.ts';

type IndexOf = (name: string) => number;
type Rights = Map<number, Set<number>>;

/** The access settings of an organization. O(rows × members). */
export function accessOf(
  tenant: Tenant,
  groups: Pick<Org, 'memberStart' | 'members'>,
  indexOf: IndexOf,
): Access {
  const fullAccess: Rights = new Map();
  const sendRights: Rights = new Map();
  const enter = (
    rights: Rights,
    mailbox: string | null,
    names: readonly string[],
    isGiven = true,
  ) => {
    if (mailbox === null) return;
    const index = indexOf(mailbox);
    const all = rights.get(index) ?? new Set<number>();
    const people = names.filter((name) => name.includes('@')).map(indexOf);
    for (const one of behind(people, groups)) isGiven ? all.add(one) : all.delete(one);
    rights.set(index, all);
  };
  const rows = objectsOf(tenant, 'MailboxPermission').filter((row) => names(row, 'FullAccess'));
  // What is denied is denied, wherever the row stands.
  for (const isGiven of [true, false]) {
    for (const row of rows) {
      if (isOn('MailboxPermission', row, 'Deny') === isGiven) continue;
      enter(fullAccess, textOf(row, 'Identity'), listOf(row, 'User'), isGiven);
    }
    for (const row of objectsOf(tenant, 'RecipientPermission')) {
      const { value } = effectiveValue('RecipientPermission', row, 'AccessControlType');
      if (!names(row, 'SendAs') || (value === 'Deny') === isGiven) continue;
      enter(sendRights, textOf(row, 'Identity'), listOf(row, 'Trustee'), isGiven);
    }
  }
  for (const box of objectsOf(tenant, 'Mailbox'))
    enter(sendRights, textOf(box, 'PrimarySmtpAddress'), listOf(box, 'GrantSendOnBehalfTo'));
  return { fullAccess, sendRights };
}

/** Whether a row is about a right; an export writes several in one text, `{FullAccess}`. */
function names(row: CmdletObject, right: string): boolean {
  const all = listOf(row, 'AccessRights').flatMap((text) => text.split(/[^a-z]+/i));
  return all.some((one) => one.toLowerCase() === right.toLowerCase());
}

/** Whether somebody is among those whom a right to a mailbox was given. */
export function holds(rights: Access['fullAccess'], mailbox: number, somebody: number): boolean {
  return rights.get(mailbox)?.has(somebody) === true;
}
