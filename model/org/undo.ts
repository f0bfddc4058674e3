/**
 * How long mailboxes let their owner undo sending.
 */
import { mailboxOf } from './receipts.ts';
import type { Noun } from './settings.ts';
import { type CmdletObject, objectsOf, type Tenant } from './tenant.ts';

const SECOND_MS = 1_000;

/** [mailbox] MailSendUndoInterval, ms, where it is above zero. [RT-008] */
export function undoIntervalsOf(
  tenant: Tenant,
  ownerOf: (name: string) => number,
  read: (noun: Noun, object: CmdletObject | undefined, property: string) => unknown,
): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  for (const object of objectsOf(tenant, 'MailboxMessageConfiguration')) {
    const seconds = read('MailboxMessageConfiguration', object, 'MailSendUndoInterval');
    const owner = ownerOf(mailboxOf(object));
    if (owner >= 0 && typeof seconds === 'number' && seconds > 0)
      found.set(owner, seconds * SECOND_MS);
  }
  return found;
}
