/**
 * Addresses that fail: that nobody has, that take no mail from most, that are full, that are away.
 *
 * Why marked by place in the list of mailboxes: one in ten of each sort, so that an organization is
 * the beginning of every larger one. A tenant that lists its mailboxes says itself which they are.
 *
 * Never: mark a mailbox in a study that does not ask for such addresses.
 */
import { domainOf } from '../model/address.ts';
import {
  type CmdletObject,
  objectsOf,
  primaryAddress,
  type Tenant,
  textOf,
} from '../model/org/tenant.ts';

export const badSorts = ['unknown', 'restricted', 'full', 'away'] as const;
export type BadPool = {
  readonly sort: (typeof badSorts)[number];
  readonly addresses: readonly string[];
};

/** Addresses of people who have left: of any one in ten mailboxes there was another. */
const LEFT = 0.1;
/** One mailbox in so many is of each sort. */
const EVERY = 10;
/** A quota, and what lies in a mailbox that has reached it; bytes. */
const QUOTA = 107_374_182_400;

/** What is laid over a grown tenant: mailboxes that are restricted, full, away. */
export function withBadRecipients(tenant: Tenant): Tenant {
  const mailboxes = objectsOf(tenant, 'Mailbox').map(primaryAddress);
  const first = mailboxes[0] ?? '';
  const nth = (place: number): string[] =>
    mailboxes.filter((_, index) => index % EVERY === place % EVERY && index > 0);
  const [restricted, filled] = [new Set(nth(1)), nth(2)];
  const objects: readonly CmdletObject[] = objectsOf(tenant, 'Mailbox').map((object, index) => {
    const address = mailboxes[index] ?? '';
    if (restricted.has(address)) return { ...object, AcceptMessagesOnlyFrom: [first] };
    return filled.includes(address) ? { ...object, ProhibitSendReceiveQuota: QUOTA } : object;
  });
  const full = filled.map((Identity) => ({ Identity, TotalItemSize: QUOTA }));
  const away = nth(3).map((Identity) => ({
    Identity,
    AutoReplyState: 'Enabled',
    InternalMessage: 'I am away.',
    ExternalMessage: 'I am away.',
  }));
  const over = { MailboxStatistics: full, MailboxAutoReplyConfiguration: away };
  const nouns = { ...tenant.nouns, Mailbox: objects };
  for (const noun of ['MailboxStatistics', 'MailboxAutoReplyConfiguration'] as const) {
    nouns[noun] = [...objectsOf(tenant, noun), ...over[noun]];
  }
  return { ...tenant, nouns };
}

/** Whom a tenant knows of each sort, and addresses that it does not know. */
export function badPoolsOf(tenant: Tenant): readonly BadPool[] {
  const mailboxes = objectsOf(tenant, 'Mailbox');
  const addresses = mailboxes.map(primaryAddress);
  const domain = domainOf(addresses[0] ?? '');
  const left = Math.ceil(addresses.length * LEFT);
  const restrictions = ['AcceptMessagesOnlyFrom', 'AcceptMessagesOnlyFromSendersOrMembers'];
  const isRestricted = (object: CmdletObject): boolean =>
    restrictions.some((property) => [object[property] ?? []].flat().length > 0);
  const named = (noun: 'MailboxStatistics' | 'MailboxAutoReplyConfiguration') =>
    objectsOf(tenant, noun).flatMap((object) => {
      const identity = textOf(object, 'Identity')?.toLowerCase();
      return addresses.includes(identity ?? '') ? [{ object, address: identity ?? '' }] : [];
    });
  return [
    {
      sort: 'unknown',
      addresses: Array.from({ length: left }, (_, index) => `former.${index + 1}@${domain}`),
    },
    { sort: 'restricted', addresses: mailboxes.filter(isRestricted).map(primaryAddress) },
    {
      sort: 'full',
      addresses: named('MailboxStatistics').flatMap(({ object, address }) => {
        const quota = mailboxes[addresses.indexOf(address)]?.['ProhibitSendReceiveQuota'];
        const size = object['TotalItemSize'];
        const isFull = typeof quota === 'number' && typeof size === 'number' && size >= quota;
        return isFull ? [address] : [];
      }),
    },
    {
      sort: 'away',
      addresses: named('MailboxAutoReplyConfiguration').flatMap(({ object, address }) =>
        object['AutoReplyState'] === 'Enabled' ? [address] : [],
      ),
    },
  ];
}
