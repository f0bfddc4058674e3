/**
 * What each address is to an organization: a mailbox, a group, somebody outside, or nobody.
 */

import { type AddressBook, domainOf, normaliseAddress } from '../address.ts';
import { at } from '../assert.ts';
import type { Read } from './effective.ts';
import { type RecipientKind, recipientKinds } from './org.ts';
import {
  type CmdletObject,
  listOf,
  objectsOf,
  primaryAddress,
  type Tenant,
  textOf,
} from './tenant.ts';

/** Own domains in which other systems have addresses too. [AD-002] */
export function relayDomains(tenant: Tenant, read: Read): ReadonlySet<string> {
  const relays = objectsOf(tenant, 'AcceptedDomain').filter(
    (domain) => read('AcceptedDomain', domain, 'DomainType') !== 'Authoritative',
  );
  return new Set(
    relays.flatMap((domain) => listOf(domain, 'DomainName').map((n) => n.toLowerCase())),
  );
}

/** [recipient] what each address is to the organization, as an index into `recipientKinds`. */
export function recipientKindArray(
  tenant: Tenant,
  book: AddressBook,
  inside: Uint8Array,
  domains: ReadonlySet<string>,
  relays: ReadonlySet<string>,
): Uint8Array {
  const code = (kind: RecipientKind): number => recipientKinds.indexOf(kind);
  const kinds = Uint8Array.from(inside, (own, index) =>
    code(own && !relays.has(domainOf(at(book.addresses, index))) ? 'unknown' : 'outside'),
  );
  const mark = (object: CmdletObject, kind: RecipientKind): void => {
    kinds[book.indexOf(primaryAddress(object))] = code(kind);
  };
  for (const object of objectsOf(tenant, 'MailContact')) mark(object, 'outside');
  for (const object of objectsOf(tenant, 'MailUser')) {
    const external = textOf(object, 'ExternalEmailAddress') ?? '';
    mark(object, domains.has(domainOf(normaliseAddress(external))) ? 'onPremises' : 'outside');
  }
  for (const object of objectsOf(tenant, 'Mailbox')) mark(object, 'cloud');
  for (const object of objectsOf(tenant, 'UnifiedGroup')) mark(object, 'cloud');
  for (const object of objectsOf(tenant, 'DistributionGroup')) mark(object, 'group');
  for (const object of objectsOf(tenant, 'DynamicDistributionGroup')) mark(object, 'group');
  return kinds;
}
