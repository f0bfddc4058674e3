/** Change cmdlets: what they do to a tenant, when it acts, and what they refuse. */
import { describe, expect, it } from 'vitest';
import { applyChange, type ChangeCmdlet } from './change.ts';
import { objectsOf, type Tenant } from './tenant.ts';

const HOUR_MS = 3_600_000;
const ben = { PrimarySmtpAddress: 'ben@contoso.com', Alias: 'ben' };
const tenant: Tenant = {
  tenantId: null,
  nouns: {
    Mailbox: [{ PrimarySmtpAddress: 'ana@contoso.com' }, ben],
    TransportRule: [{ Name: 'Sign', RecipientDomainIs: ['contoso.com', 'fabrikam.com'] }],
    DistributionGroupMember: [{ Identity: 'team@contoso.com', Members: ['ben@contoso.com'] }],
  },
};

function change(cmdlet: string, properties: ChangeCmdlet['properties'], identity?: string) {
  const [verb, noun] = cmdlet.split('-') as [ChangeCmdlet['verb'], ChangeCmdlet['noun']];
  return applyChange(tenant, { verb, noun, identity: identity ?? null, properties });
}

/** The objects of the changed noun, or the reason why the cmdlet refuses. */
function changedObjects(cmdlet: string, properties: ChangeCmdlet['properties'], identity?: string) {
  const changed = change(cmdlet, properties, identity);
  if (!changed.ok) return changed.reason;
  return objectsOf(changed.tenant, cmdlet.split('-')[1] as ChangeCmdlet['noun']);
}

describe('applyChange', () => {
  it('sets a property of the one object that answers to the identity', () => {
    const changed = changedObjects('Set-Mailbox', { LitigationHoldEnabled: true }, 'BEN');
    expect(changed).toEqual([tenant.nouns.Mailbox?.[0], { ...ben, LitigationHoldEnabled: true }]);
    expect(objectsOf(tenant, 'Mailbox')[1]).toBe(ben);
  });

  it('makes the object that every mailbox has when nobody has written it', () => {
    const suppress = { PopSuppressReadReceipt: true };
    expect(changedObjects('Set-CASMailbox', suppress, 'ben@contoso.com')).toEqual([
      { Identity: 'ben@contoso.com', PopSuppressReadReceipt: true },
    ]);
    expect(changedObjects('Set-CASMailbox', suppress, 'zoe@contoso.com')).toBe(
      'no CASMailbox answers to zoe@contoso.com',
    );
  });

  it('makes the organization object when nobody has written it', () => {
    const changed = changedObjects('Set-OrganizationConfig', { MessageRecallEnabled: false });
    expect(changed).toEqual([{ MessageRecallEnabled: false }]);
  });

  it('adds to and removes from a list by hash table, case-blind', () => {
    const RecipientDomainIs = { Add: ['tailspin.com'], Remove: ['FABRIKAM.com'] };
    expect(changedObjects('Set-TransportRule', { RecipientDomainIs }, 'Sign')).toEqual([
      { Name: 'Sign', RecipientDomainIs: ['contoso.com', 'tailspin.com'] },
    ]);
  });

  it('creates, disables and removes objects', () => {
    expect(changedObjects('New-TransportRule', { Name: 'Other' })).toHaveLength(2);
    expect(changedObjects('Disable-TransportRule', {}, 'Sign')).toMatchObject([
      { State: 'Disabled' },
    ]);
    expect(changedObjects('Remove-Mailbox', {}, 'ben@contoso.com')).toHaveLength(1);
  });

  it('adds, removes and replaces members of a group', () => {
    const Members = ['carla@contoso.com'];
    const team = 'team@contoso.com';
    const members = (changed: ReturnType<typeof changedObjects>) =>
      typeof changed === 'string' ? changed : changed.flatMap((row) => row['Members']);
    expect(members(changedObjects('Add-DistributionGroupMember', { Members }, team))).toEqual([
      'ben@contoso.com',
      'carla@contoso.com',
    ]);
    expect(
      members(
        changedObjects('Remove-DistributionGroupMember', { Members: ['BEN@contoso.com'] }, team),
      ),
    ).toEqual([]);
    expect(members(changedObjects('Update-DistributionGroupMember', { Members }, team))).toEqual(
      Members,
    );
  });

  it.each([
    ['an unknown object', 'Set-Mailbox', {}, 'nobody@contoso.com', /no Mailbox answers to nobody/],
    ['a name that is taken', 'New-TransportRule', { Name: 'sign' }, undefined, /exists already/],
    [
      'a value below its range',
      'Set-OrganizationConfig',
      { MessageRecallMaxRecallableAge: 299_999 },
      undefined,
      /less than/,
    ],
    [
      'a value above its range',
      'Set-Mailbox',
      { RetainDeletedItemsFor: 31 * 24 * HOUR_MS },
      'ben',
      /more than/,
    ],
  ] as const)('refuses %s', (_, cmdlet, properties, identity, reason) => {
    expect(changedObjects(cmdlet, properties, identity)).toMatch(reason);
  });

  it('takes the bounds of a range', () => {
    const day = 24 * HOUR_MS;
    const age = (ms: number) =>
      change('Set-OrganizationConfig', { MessageRecallMaxRecallableAge: ms });
    expect([age(300_000).ok, age(3650 * day).ok, age(3650 * day + 1).ok]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('knows when a change acts: an hour, half an hour, at once', () => {
    const latency = (changed: ReturnType<typeof change>) => changed.ok && changed.latencyMs;
    expect(latency(change('Set-OrganizationConfig', { RecallReadMessagesEnabled: null }))).toBe(
      HOUR_MS,
    );
    expect(latency(change('New-TransportRule', { Name: 'Other' }))).toBe(HOUR_MS / 2);
    expect(latency(change('Set-Mailbox', { LitigationHoldEnabled: true }, 'ben'))).toBe(0);
  });
});
