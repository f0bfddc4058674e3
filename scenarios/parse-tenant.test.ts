/**
 * Tenants by hand are strict, exports are taken as they are; both become the same objects.
 */
import { describe, expect, it } from 'vitest';
import { formatPath } from '../model/fault.ts';
import { parseTenantObject, type TenantSource } from './parse-tenant.ts';

/** Faults and warnings, short: code, path, and the nearest word. */
function findings(value: unknown, source?: TenantSource) {
  const { faults, warnings } = parseTenantObject(value, [], source);
  const short = ({ code, path, nearest }: (typeof faults)[number]) =>
    `${code} ${formatPath(path)}${nearest === undefined ? '' : ` -> ${nearest}`}`;
  return { faults: faults.map(short), warnings: warnings.map(short) };
}

function objectsOf(value: object, source?: TenantSource) {
  const { tenant, faults } = parseTenantObject(value, [], source);
  expect(faults).toEqual([]);
  return tenant.nouns;
}

const ana = { PrimarySmtpAddress: 'ana@contoso.com', Name: 'Ana A' };
const ben = { PrimarySmtpAddress: 'ben@contoso.com' };
const AcceptedDomain = { DomainName: 'contoso.com' };

describe('values', () => {
  it.each([
    ['RecallReadMessagesEnabled', true, true],
    ['RecallReadMessagesEnabled', 'False', false],
    ['RecallReadMessagesEnabled', '$true', true],
    ['RecallReadMessagesEnabled', null, null],
    ['RecallReadMessagesEnabled', [null], null],
    ['MessageRecallMaxRecallableAge', '365.00:00:00', 31_536_000_000],
    ['MessageRecallMaxRecallableAge', '14d', 1_209_600_000],
    ['MessageRecallMaxRecallableAge', { Ticks: 1, TotalMilliseconds: 360_000 }, 360_000],
  ])('%s: %j', (name, written, value) => {
    expect(objectsOf({ OrganizationConfig: { [name.toLowerCase()]: written } })).toEqual({
      OrganizationConfig: [{ [name]: value }],
    });
  });

  it('takes numbers as text, sizes, single items as lists, words of any case', () => {
    const rule = {
      Name: 7,
      MailboxOwnerId: 'ANA@contoso.com',
      Priority: '3',
      From: 'SMTP:Kim@X.org',
    };
    const size = {
      WithinSizeRangeMaximum: '50 GB (53,687,091,200 bytes)',
      SubjectContainsWords: 'a',
    };
    const objects = objectsOf({
      Mailbox: ana,
      InboxRule: { ...rule, ...size },
      TransportRule: { Name: 'R', state: 'disabled' },
    });
    expect(objects.InboxRule).toEqual([
      {
        Name: '7',
        MailboxOwnerId: 'ana@contoso.com',
        Priority: 3,
        From: ['kim@x.org'],
        WithinSizeRangeMaximum: 53_687_091_200,
        SubjectContainsWords: ['a'],
      },
    ]);
    expect(objects.TransportRule).toEqual([{ Name: 'R', State: 'Disabled' }]);
  });

  it('keeps only SMTP addresses, and finds the primary one among them', () => {
    const EmailAddresses = [
      'smtp:a@contoso.com',
      'SMTP:Ana@contoso.com',
      'SIP:ana@contoso.com',
      'X500:/o=x',
    ];
    expect(objectsOf({ Mailbox: { Alias: 'ana', EmailAddresses } }).Mailbox).toEqual([
      {
        Alias: 'ana',
        EmailAddresses: ['a@contoso.com', 'ana@contoso.com'],
        PrimarySmtpAddress: 'ana@contoso.com',
      },
    ]);
  });

  it.each([
    [
      'a word for a boolean',
      { OrganizationConfig: { RecallReadMessagesEnabled: 'maybe' } },
      'wrong-type OrganizationConfig.RecallReadMessagesEnabled',
    ],
    [
      'a number for a time span',
      { OrganizationConfig: { MessageRecallMaxRecallableAge: 365 } },
      'wrong-type OrganizationConfig.MessageRecallMaxRecallableAge',
    ],
    [
      'an age out of range',
      { OrganizationConfig: { MessageRecallMaxRecallableAge: '1m' } },
      'out-of-range OrganizationConfig.MessageRecallMaxRecallableAge',
    ],
    [
      'an unknown word',
      { TransportRule: { Name: 'R', State: 'Enabld' } },
      'unknown-word TransportRule.State -> Enabled',
    ],
    [
      'an object for a text',
      { AcceptedDomain: { DomainName: { a: 1 } } },
      'wrong-type AcceptedDomain.DomainName',
    ],
  ])('%s is a fault', (_, tenant, fault) => {
    expect(findings(tenant).faults[0]).toBe(fault);
  });

  it('cites the rule behind a range', () => {
    const tenant = { OrganizationConfig: { MessageRecallMaxRecallableAge: '1m' } };
    expect(parseTenantObject(tenant).faults).toMatchObject([
      { rule: 'RC-092', expected: '5m to 3650d' },
    ]);
  });
});

describe('forms of a noun', () => {
  it.each([
    ['a list', [ana]],
    ['one object', ana],
    ['an envelope', { '@odata.context': 'x', value: [ana] }],
    ['a list with nulls', [null, ana]],
  ])('%s', (_, Mailbox) => {
    expect(objectsOf({ mailbox: Mailbox }).Mailbox).toEqual([ana]);
  });

  it.each([
    ['null', null],
    ['a list of null', [null]],
    ['an empty object', {}],
    ['an empty list', []],
  ])('%s is none', (_, Mailbox) => {
    expect(objectsOf({ Mailbox })).toEqual({});
  });

  it('takes the tenant id', () => {
    expect(parseTenantObject({ TenantId: 'x' }).tenant.tenantId).toBe('x');
  });

  it.each([
    ['a tenant that is a list', [], 'wrong-type '],
    ['a misspelt noun', { Mailboxes: [ana] }, 'unknown-key Mailboxes -> Mailbox'],
    ['a noun twice', { Mailbox: ana, mailbox: ben }, 'duplicate mailbox'],
    [
      'two organizations',
      { OrganizationConfig: [{ Name: 'a' }, { Name: 'b' }] },
      'duplicate OrganizationConfig',
    ],
    ['text for an object', { Mailbox: ['ana@contoso.com'] }, 'wrong-type Mailbox[0]'],
  ])('%s is a fault', (_, tenant, fault) => {
    expect(findings(tenant).faults).toEqual([fault]);
  });
});

describe('properties by hand', () => {
  it.each([
    [
      'a misspelt one',
      { Mailbox: { ...ana, ForwardingAdress: 'x' } },
      ['unknown-key Mailbox.ForwardingAdress -> ForwardingAddress'],
    ],
    [
      'one that would act',
      { Mailbox: { ...ana, litigationholdduration: '90' } },
      ['not-modelled Mailbox.litigationholdduration'],
    ],
    [
      'one that is off',
      { Mailbox: { ...ana, RetentionHoldEnabled: false, MailTip: null, ModeratedBy: [] } },
      [],
    ],
    ['one that changes nothing', { Mailbox: { ...ana, Office: '7' } }, []],
    [
      'a domain whose mail goes on premises',
      { RemoteDomain: { DomainName: 'x.com', TargetDeliveryDomain: true } },
      ['not-modelled RemoteDomain.TargetDeliveryDomain'],
    ],
    [
      'what moves no copy and no recall',
      { OrganizationConfig: { MailTipsAllTipsEnabled: true } },
      [],
    ],
    [
      'an action of a rule',
      { TransportRule: { Name: 'R', ModifySubject: true } },
      ['not-modelled TransportRule.ModifySubject'],
    ],
    [
      'an exception of a rule',
      { TransportRule: { Name: 'R', ExceptIfSCLOver: 5 } },
      ['not-modelled TransportRule.ExceptIfSCLOver'],
    ],
    [
      'a body',
      { Mailbox: ana, InboxRule: { Name: 'R', MailboxOwnerId: 'Ana A', BodyContainsWords: 'x' } },
      ['not-modelled InboxRule.BodyContainsWords'],
    ],
    ['a property twice', { Mailbox: { ...ana, name: 'x' } }, ['duplicate Mailbox.name']],
  ])('%s', (_, tenant, faults) => {
    expect(findings(tenant).faults).toEqual(faults);
  });

  it('looks for words in the subject only, and says so', () => {
    const rule = {
      Name: 'R',
      MailboxOwnerId: 'ana@contoso.com',
      SubjectOrBodyContainsWords: ['x'],
    };
    expect(findings({ Mailbox: ana, InboxRule: rule })).toEqual({
      faults: [],
      warnings: ['not-modelled InboxRule.SubjectOrBodyContainsWords'],
    });
  });
});

describe('exports', () => {
  const marks = {
    Guid: 'x',
    'WhenChanged@odata.type': '#DateTime',
    WhenChanged: '/Date(1777879881000)/',
  };

  it('ignores what it does not read, counts it, and says what may matter', () => {
    const box = { ...ana, ...marks, Whatever: 1, DelayHoldApplied: true, Phone: '7' };
    const { tenant, warnings } = parseTenantObject({ Mailbox: [box] });
    expect(tenant.nouns).toEqual({ Mailbox: [ana] });
    expect(warnings.map(({ message }) => message)).toEqual([
      '3 properties of 1 Mailbox object are not read; set and not modelled yet: DelayHoldApplied',
    ]);
  });

  it('knows an export by its marks or by the number of its properties', () => {
    const many = Object.fromEntries(Array.from({ length: 26 }, (_, i) => [`P${i}`, i]));
    const few = Object.fromEntries(Array.from({ length: 5 }, (_, i) => [`P${i}`, i]));
    expect(findings({ Mailbox: { ...ana, ...many } }).faults).toEqual([]);
    expect(findings({ Mailbox: { ...ana, ...few } }).faults).toHaveLength(5);
    expect(findings({ Mailbox: { ...ana, ...few } }, 'exported').faults).toEqual([]);
  });

  it.each([
    ['whose condition it cannot read', { RouteMessageOutboundConnector: 'C', SCLOver: 5 }, 0],
    ['that only does what it cannot do', { ApplyClassification: 'x' }, 0],
    ['that is in test mode', { RouteMessageOutboundConnector: 'C', Mode: 'Audit' }, 0],
    [
      'that also does what it cannot do',
      { RouteMessageOutboundConnector: 'C', ApplyClassification: 'x' },
      1,
    ],
    ['that it can read', { RouteMessageOutboundConnector: 'C', Mode: 'Enforce' }, 1],
  ])('leaves out a rule %s: %j', (_, properties, count) => {
    const tenant = {
      OutboundConnector: { Name: 'C' },
      TransportRule: [{ Name: 'R', ...marks, ...properties }],
    };
    const reading = parseTenantObject(tenant);
    expect(reading.faults).toEqual([]);
    expect(reading.tenant.nouns.TransportRule?.length ?? 0).toBe(count);
    const isNamed = reading.warnings.some(({ message }) =>
      message.startsWith('TransportRule "R" is ignored'),
    );
    expect(isNamed).toBe(count === 0);
  });

  it('warns of names that lead nowhere', () => {
    const tenant = { Mailbox: [{ ...ben, ...marks, ForwardingAddress: 'Amy' }] };
    expect(findings(tenant)).toEqual({
      faults: [],
      warnings: ['unknown-reference Mailbox[0].ForwardingAddress'],
    });
  });

  it('has nouns that nobody knows as faults in a tenant file', () => {
    expect(findings({ Mailboxes: ana }, 'tenant-file').faults).toHaveLength(1);
  });
});

describe('references and identities', () => {
  it('replaces names by primary addresses', () => {
    const tenant = {
      AcceptedDomain,
      Mailbox: [
        ana,
        { ...ben, ForwardingAddress: 'ana a', EmailAddresses: ['smtp:b@contoso.com'] },
      ],
      DistributionGroup: { PrimarySmtpAddress: 'team@contoso.com', Members: ['B@contoso.com'] },
      DistributionGroupMember: [
        { Identity: 'TEAM@contoso.com', Members: 'Ana A' },
        { Identity: 'team@contoso.com', Members: ['kim@fabrikam.com'] },
      ],
    };
    expect(objectsOf(tenant)).toMatchObject({
      Mailbox: [ana, { ForwardingAddress: 'ana@contoso.com' }],
      DistributionGroup: [{ Members: ['ben@contoso.com'] }],
      DistributionGroupMember: [
        { Identity: 'team@contoso.com', Members: ['ana@contoso.com'] },
        { Identity: 'team@contoso.com', Members: ['kim@fabrikam.com'] },
      ],
    });
  });

  it.each([
    [
      'a forwarding address that nobody has',
      { Mailbox: [ana, { ...ben, ForwardingAddress: 'ann@contoso.com' }] },
      ['unknown-reference Mailbox[1].ForwardingAddress -> ana@contoso.com'],
    ],
    [
      'a rule of an unknown mailbox',
      { Mailbox: ana, InboxRule: { Name: 'R', MailboxOwnerId: 'anna@contoso.com' } },
      ['unknown-reference InboxRule.MailboxOwnerId -> ana@contoso.com'],
    ],
    [
      'forwarding to one of ours that does not exist',
      {
        Mailbox: [ana, ben],
        InboxRule: {
          Name: 'R',
          MailboxOwnerId: 'Ana A',
          ForwardTo: ['x@y.org', 'bem@contoso.com'],
        },
      },
      ['unknown-reference InboxRule.ForwardTo[1] -> ben@contoso.com'],
    ],
    [
      'an unknown connector',
      {
        OutboundConnector: { Name: 'To sig' },
        TransportRule: { Name: 'R', RouteMessageOutboundConnector: 'To sgi' },
      },
      ['unknown-reference TransportRule.RouteMessageOutboundConnector -> To sig'],
    ],
    [
      'members of an unknown group',
      {
        DistributionGroup: { Name: 'T', PrimarySmtpAddress: 't@contoso.com' },
        DistributionGroupMember: { Identity: 'u@contoso.com', Members: [] },
      },
      ['unknown-reference DistributionGroupMember.Identity -> t@contoso.com'],
    ],
    [
      'an address twice',
      { Mailbox: [ana, ben], MailContact: { ...ana, Name: 'x' } },
      ['duplicate Mailbox[0]', 'duplicate MailContact'],
    ],
    [
      'a connector twice',
      { InboundConnector: [{ Name: 'A' }, { Name: 'a' }] },
      ['duplicate InboundConnector[0]', 'duplicate InboundConnector[1]'],
    ],
    ['a mailbox without a name', { Mailbox: { DisplayName: 'x' } }, ['missing Mailbox']],
    ['a mailbox without an address', { Mailbox: { Identity: 'x' } }, ['missing Mailbox']],
    [
      'an address that is none',
      { Mailbox: { PrimarySmtpAddress: 'ana' } },
      ['wrong-type Mailbox.PrimarySmtpAddress'],
    ],
  ])('%s is a fault', (_, tenant, faults) => {
    expect(findings(tenant).faults).toEqual(faults);
  });

  it('keeps unknown members, and warns of those in our own domains', () => {
    const Members = ['x@fabrikam.com', 'gone@contoso.com'];
    const tenant = {
      AcceptedDomain,
      DistributionGroup: { PrimarySmtpAddress: 'team@contoso.com', Members },
    };
    expect(objectsOf(tenant).DistributionGroup).toMatchObject([{ Members }]);
    expect(findings(tenant).warnings).toEqual(['unknown-reference DistributionGroup.Members[1]']);
  });
});
