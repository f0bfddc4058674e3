/**
 * Where mailboxes are held, as Get-Mailbox says it in MailboxRegion.
 *
 * Never: guess a region from an address or a language.
 */
import { objectsOf, primaryAddress, type Tenant, textOf } from './tenant.ts';

/** What everybody is held in who has no mailbox in the organization. */
export const OUTSIDE = 'outside';

/** [recipient] the region, in lower case; mailboxes that say none are left out. */
export function regionsOf(
  tenant: Tenant,
  indexOf: (address: string) => number,
): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  for (const mailbox of objectsOf(tenant, 'Mailbox')) {
    const region = textOf(mailbox, 'MailboxRegion');
    if (region) found.set(indexOf(primaryAddress(mailbox)), region.toLowerCase());
  }
  return found;
}
