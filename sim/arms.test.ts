/**
 * Tests of arms: how a policy is laid over a tenant, and whose numbering addresses have.
 */
import { describe, expect, it } from 'vitest';
import { emptyTenant, type Tenant } from '../model/org/tenant.ts';
import { parseStudy } from '../scenarios/parse-study.ts';
import { compileStudy, defaultDomain, mergeTenants } from './arms.ts';

const tenant = (nouns: Tenant['nouns']): Tenant => ({ tenantId: null, nouns });

describe('mergeTenants', () => {
  it('changes properties of the one organization and leaves the others', () => {
    const merged = mergeTenants(
      tenant({
        OrganizationConfig: [{ MessageRecallEnabled: true, RecallReadMessagesEnabled: null }],
      }),
      tenant({ OrganizationConfig: [{ RecallReadMessagesEnabled: false }] }),
    );
    expect(merged.nouns.OrganizationConfig).toEqual([
      { MessageRecallEnabled: true, RecallReadMessagesEnabled: false },
    ]);
  });

  it('finds an object by any of its names, and adds one that is new', () => {
    const ana = { PrimarySmtpAddress: 'ana@contoso.com', Alias: 'ana' };
    const merged = mergeTenants(
      tenant({ Mailbox: [ana] }),
      tenant({
        Mailbox: [
          { Identity: 'ANA', LitigationHoldEnabled: true },
          { PrimarySmtpAddress: 'ben@contoso.com' },
        ],
      }),
    );
    expect(merged.nouns.Mailbox).toEqual([
      { ...ana, Identity: 'ANA', LitigationHoldEnabled: true },
      { PrimarySmtpAddress: 'ben@contoso.com' },
    ]);
  });
});

describe('defaultDomain', () => {
  it('is the default accepted domain, else the first, else none', () => {
    const first = { DomainName: 'Contoso.onmicrosoft.com' };
    const second = { DomainName: 'contoso.com', Default: true };
    expect(defaultDomain(tenant({ AcceptedDomain: [first, second] }))).toBe('contoso.com');
    expect(defaultDomain(tenant({ AcceptedDomain: [first] }))).toBe('contoso.onmicrosoft.com');
    expect(defaultDomain(emptyTenant)).toBeNull();
  });
});

describe('compileStudy', () => {
  const text = `
version: 1
name: Arms
profile: cloud-2026-08
tenant: { AcceptedDomain: [{ DomainName: a.example }], Mailbox: [
  { PrimarySmtpAddress: ana@a.example }, { PrimarySmtpAddress: ben@a.example } ] }
workload: { recallAfter: seconds }
policies: { today: {}, more: { Mailbox: [{ PrimarySmtpAddress: cy@a.example }] } }
`;
  const parsed = parseStudy(text, 'arms.yaml');
  if (!parsed.ok || parsed.value.tenant.kind !== 'object') throw new Error('parses');
  const compiled = compileStudy(parsed.value, parsed.value.tenant.tenant);

  it('takes the mailboxes of the tenant, and gives each a person', () => {
    expect(compiled.pools.mailboxes).toEqual(['ana@a.example', 'ben@a.example']);
    expect(compiled.people.map(({ mailbox }) => mailbox)).toEqual(compiled.pools.mailboxes);
  });

  it('numbers the addresses of all policies alike', () => {
    const [today, more] = compiled.arms;
    expect(today?.base.book.addresses).toEqual(more?.base.book.addresses);
    expect(today?.base.book.addresses).toContain('cy@a.example');
  });

  it('has people outside to write to even when nobody is listed', () => {
    expect(compiled.pools.outside).toHaveLength(50);
  });
});
