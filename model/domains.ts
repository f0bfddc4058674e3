/**
 * Accepted and remote domains: whose an address is, and which settings count for mail to it.
 */
import { domainOf } from './address.ts';
import { type CmdletObject, listOf, objectsOf, type Tenant, textOf } from './org/tenant.ts';

/**
 * The domains of the organization, lower case. A tenant that lists none has the domains of its
 * mailboxes: an export of mailboxes alone would otherwise leave everybody outside. [AD-001]
 */
export function acceptedDomains(tenant: Tenant): ReadonlySet<string> {
  const listed = objectsOf(tenant, 'AcceptedDomain').flatMap((domain) =>
    listOf(domain, 'DomainName'),
  );
  if (listed.length > 0) return new Set(listed.map((domain) => domain.toLowerCase()));
  const own = ['Mailbox', 'DistributionGroup'] as const;
  const addresses = own.flatMap((noun) =>
    objectsOf(tenant, noun).flatMap((object) => listOf(object, 'PrimarySmtpAddress')),
  );
  return new Set(addresses.map(domainOf));
}

/**
 * The remote domain that counts for an address: its own domain, else the longest `*.parent`, else
 * `*`. [RD-003]
 */
export function remoteDomainOf(tenant: Tenant, address: string): CmdletObject | undefined {
  const domain = domainOf(address);
  let best: CmdletObject | undefined;
  let bestLength = -1;
  for (const candidate of objectsOf(tenant, 'RemoteDomain')) {
    const pattern = textOf(candidate, 'DomainName')?.toLowerCase() ?? '';
    const length = matchLength(pattern, domain);
    if (length > bestLength) {
      best = candidate;
      bestLength = length;
    }
  }
  return best;
}

/** How specific a match is: -1 none, 0 for `*`, longer patterns higher, an exact one highest. */
export function matchLength(pattern: string, domain: string): number {
  if (pattern === domain) return Number.MAX_SAFE_INTEGER;
  if (pattern === '*') return 0;
  if (!pattern.startsWith('*.')) return -1;
  const parent = pattern.slice(2);
  return domain === parent || domain.endsWith(`.${parent}`) ? parent.length : -1;
}
