/**
 * An organization with every kind of recipient that MailTips tell apart, and a draft to so many of
 * them.
 *
 * Why written out and not grown: the benchmark shall meet every tip and every kind, in shares that
 * a reader can count. Recipient i is of the kind `kinds[i % kinds.length]`.
 */
import { defaultAssumptions } from '../../model/assumptions.ts';
import type { CmdletObject, Tenant } from '../../model/org/tenant.ts';
import { defaultStart } from '../../scenarios/parse-scenario.ts';
import type { Scenario } from '../../scenarios/scenario.ts';

export const sender = 'ana@contoso.com';
const outside = 'adatum.example';
const longText = `<p>Away until Monday.</p> <b>${'Please write to my colleague. '.repeat(8)}</b>`;

type Nouns = Partial<Record<keyof Tenant['nouns'], CmdletObject[]>>;

/** What one recipient of a kind puts into its organization. */
type Maker = (name: string) => {
  readonly address: string;
  readonly ours?: Nouns;
  /** Of the partner fabrikam. */
  readonly theirs?: Nouns;
};

const mailbox =
  (own: CmdletObject = {}, beside: (address: string) => Nouns = () => ({})): Maker =>
  (name) => {
    const address = `${name}@contoso.com`;
    return {
      address,
      ours: { Mailbox: [{ PrimarySmtpAddress: address, ...own }], ...beside(address) },
    };
  };

const alias =
  (noun: 'MailUser' | 'MailContact', domain: string): Maker =>
  (name) => ({
    address: `${name}@contoso.com`,
    ours: {
      [noun]: [
        { PrimarySmtpAddress: `${name}@contoso.com`, ExternalEmailAddress: `${name}@${domain}` },
      ],
    },
  });

const people = Array.from({ length: 30 }, (_, i) => `m${i}@contoso.com`);
const nested = ['t0@contoso.com', 't1@contoso.com'];
const strangers = [`s0@${outside}`, `s1@${outside}`];

const group =
  (Members: readonly string[], own: CmdletObject = {}): Maker =>
  (name) => ({
    address: `${name}@contoso.com`,
    ours: { DistributionGroup: [{ PrimarySmtpAddress: `${name}@contoso.com`, Members, ...own }] },
  });

const dynamic =
  (own: CmdletObject): Maker =>
  (name) => ({
    address: `${name}@contoso.com`,
    ours: {
      DynamicDistributionGroup: [{ PrimarySmtpAddress: `${name}@contoso.com`, ...own }],
      DynamicDistributionGroupMember: [
        { Identity: `${name}@contoso.com`, Members: [...nested, ...people.slice(0, 3)] },
      ],
    },
  });

const replies = (Identity: string): Nouns => ({
  MailboxAutoReplyConfiguration: [
    { Identity, AutoReplyState: 'Enabled', InternalMessage: longText, ExternalMessage: 'Away' },
  ],
});

const makers: Readonly<Record<string, Maker>> = {
  mailbox: mailbox(),
  'mailbox with a text': mailbox({ MailTip: '<b>Ask first</b>, then write' }),
  'mailbox that answers': mailbox({}, replies),
  'full mailbox': mailbox({ ProhibitSendReceiveQuota: 1_000 }, (Identity) => ({
    MailboxStatistics: [{ Identity, TotalItemSize: 1_000 }],
  })),
  'shared mailbox': mailbox({ RecipientTypeDetails: 'SharedMailbox' }),
  'public folder': mailbox({ RecipientTypeDetails: 'PublicFolder' }),
  'restricted mailbox': mailbox({ RejectMessagesFrom: [sender], MailTip: 'Not shown' }),
  'moderated mailbox': mailbox({ ModerationEnabled: true, ModeratedBy: [people[0] ?? ''] }),
  'mailbox that takes little': mailbox({ MaxReceiveSize: 1_000 }),
  'mailbox on premises': alias('MailUser', 'contoso.com'),
  'mail user outside': alias('MailUser', outside),
  'mail contact': alias('MailContact', outside),
  group: group([...people, ...strangers]),
  'group of groups': group([...nested, ...people]),
  'restricted group of groups': group(nested, { AcceptMessagesOnlyFrom: [people[0] ?? ''] }),
  'dynamic group': dynamic({}),
  'restricted dynamic group': dynamic({ AcceptMessagesOnlyFrom: [sender] }),
  'Microsoft 365 group': (name) => ({
    address: `${name}@contoso.com`,
    ours: {
      UnifiedGroup: [{ PrimarySmtpAddress: `${name}@contoso.com`, Members: people.slice(0, 5) }],
    },
  }),
  nobody: (name) => ({ address: `${name}@contoso.com` }),
  'address outside': (name) => ({ address: `${name}@${outside}` }),
  'address of a remote domain inside': (name) => ({ address: `${name}@inner.example` }),
  'mailbox of a partner': (name) => ({
    address: `${name}@fabrikam.example`,
    theirs: {
      Mailbox: [{ PrimarySmtpAddress: `${name}@fabrikam.example`, MailTip: 'Theirs' }],
    },
  }),
  'group of a partner': (name) => ({
    address: `${name}@fabrikam.example`,
    theirs: {
      DistributionGroup: [
        {
          PrimarySmtpAddress: `${name}@fabrikam.example`,
          Members: [`bo@fabrikam.example`, `x@${outside}`],
          RequireSenderAuthenticationEnabled: false,
        },
      ],
    },
  }),
};

/** Every kind of recipient, in the order in which they take turns. */
export const kinds: readonly string[] = Object.keys(makers);

const base: Nouns = {
  OrganizationConfig: [{ MailTipsExternalRecipientsTipsEnabled: true }],
  AcceptedDomain: [{ DomainName: 'contoso.com' }],
  RemoteDomain: [{ Name: 'Inner', DomainName: 'inner.example', IsInternal: true }],
  Mailbox: [sender, ...people].map((PrimarySmtpAddress) => ({ PrimarySmtpAddress })),
  DistributionGroup: [
    { PrimarySmtpAddress: 't0@contoso.com', Members: [...people.slice(0, 4), 't1@contoso.com'] },
    { PrimarySmtpAddress: 't1@contoso.com', Members: [...people.slice(2, 6), 't0@contoso.com'] },
  ],
};

const partner: Nouns = {
  AcceptedDomain: [{ DomainName: 'fabrikam.example' }],
  Mailbox: [{ PrimarySmtpAddress: 'bo@fabrikam.example' }],
  OrganizationRelationship: [
    {
      ...{ Name: 'Contoso', DomainNames: ['contoso.com'] },
      ...{ MailTipsAccessEnabled: true, MailTipsAccessLevel: 'All' },
    },
  ],
};

function merged(parts: readonly Nouns[]): Tenant['nouns'] {
  const all: Nouns = {};
  for (const part of parts) {
    for (const [noun, objects] of Object.entries(part) as [keyof Nouns, CmdletObject[]][])
      all[noun] = [...(all[noun] ?? []), ...objects];
  }
  return all;
}

/** Groups are counted, then a draft to so many recipients is written and looked at again. */
export function draftScenario(recipients: number): Scenario {
  const made = Array.from({ length: recipients }, (_, i) =>
    makers[kinds[i % kinds.length] ?? '']!(`r${i}`),
  );
  const to = made.map(({ address }) => address);
  const third = Math.ceil(recipients / 3);
  return {
    name: `a draft to ${recipients} recipients`,
    profile: 'cloud-2026-08',
    start: defaultStart,
    assume: defaultAssumptions,
    deliveryMs: 10_000,
    untilMs: null,
    tenant: {
      tenantId: null,
      nouns: merged([base, ...made.flatMap(({ ours }) => ours ?? [])]),
    },
    tenants: {
      fabrikam: {
        tenantId: 'fabrikam',
        nouns: merged([partner, ...made.flatMap(({ theirs }) => theirs ?? [])]),
      },
    },
    services: [],
    people: [],
    faults: [],
    timeline: [
      { at: 0, action: { kind: 'refreshGroupMetrics' } },
      {
        at: 1,
        action: {
          ...{ kind: 'compose', id: 'd1', from: sender, size: 2_000, client: null },
          ...{ to: to.slice(0, third), cc: to.slice(third, 2 * third), bcc: to.slice(2 * third) },
        },
      },
      { at: 2, action: { kind: 'observe', draft: 'd1' } },
    ],
    expect: [],
    rules: [],
  };
}
