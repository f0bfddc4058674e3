/** Accepted and remote domains. */
import { describe, expect, it } from 'vitest';
import { acceptedDomains, remoteDomainOf } from './domains.ts';
import type { Tenant } from './org/tenant.ts';

const tenantOf = (nouns: Tenant['nouns']): Tenant => ({ tenantId: null, nouns });

describe('acceptedDomains', () => {
  it('are the listed ones, in lower case', () => {
    const AcceptedDomain = [{ DomainName: 'Contoso.com' }, { DomainName: 'contoso.net' }];
    const Mailbox = [{ PrimarySmtpAddress: 'ana@elsewhere.com' }];
    const domains = acceptedDomains(tenantOf({ AcceptedDomain, Mailbox }));
    expect([...domains]).toEqual(['contoso.com', 'contoso.net']);
  });

  it('are those of the mailboxes and groups where none is listed', () => {
    const Mailbox = [{ PrimarySmtpAddress: 'ana@contoso.com' }];
    const DistributionGroup = [{ PrimarySmtpAddress: 'team@lists.contoso.com' }];
    const MailContact = [{ ExternalEmailAddress: 'fay@fabrikam.com' }];
    const domains = acceptedDomains(tenantOf({ Mailbox, DistributionGroup, MailContact }));
    expect([...domains]).toEqual(['contoso.com', 'lists.contoso.com']);
  });
});

describe('remoteDomainOf', () => {
  const RemoteDomain = ['*', '*.fabrikam.com', '*.eu.fabrikam.com', 'fabrikam.com'].map(
    (DomainName) => ({ DomainName }),
  );

  it.each([
    ['fay@tailspin.com', '*'],
    ['fay@us.fabrikam.com', '*.fabrikam.com'],
    ['fay@eu.fabrikam.com', '*.eu.fabrikam.com'],
    ['fay@north.eu.fabrikam.com', '*.eu.fabrikam.com'],
    ['fay@fabrikam.com', 'fabrikam.com'],
    ['fay@notfabrikam.com', '*'],
  ])('takes the most specific one for %s: %s', (address, expected) => {
    const both = [RemoteDomain, [...RemoteDomain].reverse()];
    for (const order of both) {
      const found = remoteDomainOf(tenantOf({ RemoteDomain: order }), address);
      expect(found?.['DomainName']).toBe(expected);
    }
  });

  it('is none where the tenant lists none that matches', () => {
    const only = tenantOf({ RemoteDomain: [{ DomainName: 'fabrikam.com' }] });
    expect(remoteDomainOf(only, 'fay@eu.fabrikam.com')).toBeUndefined();
  });
});
