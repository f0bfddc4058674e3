/**
 * Other tenants: what is refused, each fault at its place; and the way there and back.
 */
import { describe, expect, it } from 'vitest';
import { formatPath } from '../../model/fault.ts';
import { parseScenario } from '../parse-scenario.ts';
import { printScenario } from '../print-scenario.ts';

const own = 'AcceptedDomain: [{ DomainName: contoso.com }]';
const ana = 'Mailbox: [{ PrimarySmtpAddress: ana@contoso.com }]';
const fabrikam =
  'AcceptedDomain: [{ DomainName: fabrikam.com }], ' +
  'Mailbox: [{ PrimarySmtpAddress: eve@fabrikam.com }]';

function parse(tenant: string, tenants: string, timeline = '') {
  return parseScenario(
    `version: 1\ntenant: { ${own}, ${ana}, ${tenant} }\n` +
      `tenants: { ${tenants} }\ntimeline: [ ${timeline} ]\n`,
    'x',
  );
}

function faults(tenant: string, tenants: string, timeline = ''): string[] {
  const parsed = parse(tenant, tenants, timeline);
  return parsed.ok ? [] : parsed.faults.map(({ code, path }) => `${code} ${formatPath(path)}`);
}

describe('tenants', () => {
  it.each([
    [
      'a domain in two tenants',
      '',
      `fabrikam: { ${own} }`,
      '',
      ['duplicate tenant', 'duplicate tenants.fabrikam'],
    ],
    [
      'a tenant id twice',
      'TenantId: x',
      `fabrikam: { TenantId: X, ${fabrikam} }`,
      '',
      ['duplicate tenant', 'duplicate tenants.fabrikam'],
    ],
    [
      'a contact that hides a mailbox',
      'MailContact: [{ PrimarySmtpAddress: eve@contoso.com, ExternalEmailAddress: eve@fabrikam.com }]',
      `fabrikam: { ${fabrikam} }`,
      '',
      ['not-modelled tenant.MailContact[0].ExternalEmailAddress'],
    ],
    [
      'an address that nobody has there',
      '',
      `fabrikam: { ${fabrikam} }`,
      '{ at: 0s, startClient: { mailbox: nobody@fabrikam.com } }',
      ['unknown-reference timeline[0].startClient.mailbox'],
    ],
    [
      'a connector of one name in two tenants',
      'OutboundConnector: [{ Name: Out }]',
      `fabrikam: { ${fabrikam}, OutboundConnector: [{ Name: out }] }`,
      '',
      ['duplicate tenant', 'duplicate tenants.fabrikam'],
    ],
  ])('refuses %s', (_, tenant, tenants, timeline, expected) => {
    expect(faults(tenant, tenants, timeline)).toEqual(expected);
  });

  it('are printed and read back, changes included', () => {
    const timeline =
      '{ at: 0s, change: { tenant: fabrikam, Set-OrganizationConfig: { RecallReadMessagesEnabled: false } } }';
    const parsed = parse('TenantId: a', `fabrikam: { TenantId: b, ${fabrikam} }`, timeline);
    expect(parsed.ok).toBe(true);
    if (!parsed.ok) return;
    const again = parseScenario(printScenario(parsed.value), 'x');
    expect(again.ok && again.value).toEqual(parsed.value);
  });
});

describe('groups and permissions', () => {
  it.each([
    ['', 'missing tenant.DynamicDistributionGroup[0]'],
    ["RecipientFilter: 'x'", 'wrong-type tenant.DynamicDistributionGroup[0].RecipientFilter'],
    [
      'IncludedRecipients: Everybody',
      'wrong-type tenant.DynamicDistributionGroup[0].IncludedRecipients',
    ],
  ])('refuses a dynamic group that says %s', (property, fault) => {
    const group = `{ PrimarySmtpAddress: d@contoso.com, ${property} }`;
    expect(faults(`DynamicDistributionGroup: [${group}]`, '')).toEqual([fault]);
  });

  it('prints and reads back permissions and the context of a recall', () => {
    const row = '{ Name: Abroad, Members: [ana@contoso.com], Countries: [FR], When: [device=own] }';
    const parsed = parse(
      `RecallPermission: [${row}]`,
      '',
      '{ at: 0s, send: { id: m1, from: ana@contoso.com, to: out@elsewhere.example } }, ' +
        '{ at: 5m, recall: { id: r1, message: m1, context: { location: FR, mfaDelay: 40s } } }',
    );
    expect(parsed.ok).toBe(true);
    if (!parsed.ok) return;
    const again = parseScenario(printScenario(parsed.value), 'x');
    expect(again.ok && again.value).toEqual(parsed.value);
  });
});
