/**
 * Organizations that drafts are told of: people, contacts and groups of every kind, with what they
 * say of themselves and to whom, a partner with an organization of its own, and strangers.
 *
 * Each setting is written in some cases only, so that rare combinations are not drowned.
 */
import fc from 'fast-check';
import type { CmdletObject, Tenant } from '../../model/org/tenant.ts';
import { ana } from './scenario.ts';

export const ben = 'ben@contoso.com';
export const eve = 'eve@fabrikam.com';
const kim = 'kim@contoso.com';
const olga = 'olga@contoso.com';
export const boxes = [ben, 'p0@contoso.com', 'p1@contoso.com', 'p2@contoso.com'];
export const groups = ['g0@contoso.com', 'g1@contoso.com', 'g2@contoso.com'];
const [dynamic, club, crew] = ['d0@contoso.com', 'club@contoso.com', 'crew@fabrikam.com'];
export const partners = ['u@all.example', 'u@limited.example', 'u@adatum.example'];
const outside = ['x@adatum.example', 'x@sub.adatum.example', 'x@eu.contoso.com'];
const nobody = ['gone@contoso.com', 'gone@old.contoso.com', 'gone@fabrikam.com'];
const contacts = [kim, olga];

/** Whom our people write to, and whom a partner without contacts among us asks about. */
export const addressable = [
  ...[...boxes, ...groups, dynamic, club, eve, crew],
  ...[...outside, ...nobody, ...contacts],
];
export const members = [...boxes, ...groups, dynamic, outside[0] ?? '', eve, nobody[0] ?? ''];

/** Senders that are listed one by one, or by their groups. */
const senders = fc.subarray([ana, ben, eve, ...partners], { minLength: 1, maxLength: 3 });
const byGroups = fc.subarray([...groups, dynamic], { minLength: 1, maxLength: 2 });
const yes = fc.constant(true);
const long = (length: number): string => `${'ä'.repeat(length - 1)}z`;
const words = fc.constantFrom('Ask <b>Cem</b>', 'R&amp;D', long(175), long(1_000), long(1_001));

/** What may be said of any recipient; most of it is not. */
const restriction = fc.oneof(
  { weight: 6, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: fc.record({ AcceptMessagesOnlyFrom: senders }) },
  { weight: 1, arbitrary: fc.record({ AcceptMessagesOnlyFromDLMembers: byGroups }) },
  { weight: 1, arbitrary: fc.record({ AcceptMessagesOnlyFromSendersOrMembers: byGroups }) },
  { weight: 1, arbitrary: fc.record({ RejectMessagesFrom: senders }) },
  {
    weight: 1,
    arbitrary: fc.record({
      RejectMessagesFromDLMembers: byGroups,
      AcceptMessagesOnlyFrom: senders,
    }),
  },
);
const moderation = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  {
    weight: 1,
    arbitrary: fc.record(
      {
        ModerationEnabled: yes,
        ModeratedBy: fc.constantFrom<readonly string[]>([ben], [ana]),
        BypassModerationFromSendersOrMembers: fc.oneof(senders, byGroups),
      },
      { requiredKeys: ['ModerationEnabled'] },
    ),
  },
  { weight: 1, arbitrary: fc.constant({ ModeratedBy: [ana] }) },
);
const said = fc.record(
  {
    MailTip: words,
    MailTipTranslations: fc.constantFrom<readonly string[]>(['DE:Frag'], ['de:Frag', 'es:Pide']),
    RequireSenderAuthenticationEnabled: fc.boolean(),
  },
  { requiredKeys: [] },
);
const anybody = fc
  .tuple(said, restriction, moderation)
  .map((parts): CmdletObject => Object.assign({}, ...parts));
const small = fc.constantFrom<CmdletObject>({}, { MaxReceiveSize: 1_000 });
const sized = fc.record(
  { MaxReceiveSize: fc.constant(1_000), ProhibitSendReceiveQuota: fc.constant(1_000) },
  { requiredKeys: [] },
);

const reply = fc.record(
  {
    AutoReplyState: fc.constantFrom('Enabled', 'Scheduled', 'Disabled'),
    StartTime: fc.constantFrom('+3630000', '+7230000'),
    EndTime: fc.constantFrom('+10830000', '+14430000'),
    ExternalAudience: fc.constantFrom('All', 'Known', 'None'),
    InternalMessage: fc.constantFrom('<html><body>In</body></html>', long(175), long(176)),
    ExternalMessage: fc.constant('Out'),
  },
  { requiredKeys: ['AutoReplyState', 'InternalMessage', 'ExternalMessage'] },
);

const remote = fc.oneof(
  fc.constant({}),
  fc.record({ IsInternal: fc.boolean() }),
  fc.constantFrom('External', 'ExternalLegacy', 'InternalLegacy', 'None').map((one) => ({
    AllowedOOFType: one,
  })),
  fc.constant({ AllowedOOFType: 'None', IsInternal: true }),
);

const access = fc.record(
  {
    Enabled: fc.boolean(),
    MailTipsAccessEnabled: fc.constantFrom(true, true, true, false),
    MailTipsAccessLevel: fc.constantFrom('All', 'All', 'Limited', 'Limited', 'None'),
    MailTipsAccessScope: fc.constantFrom(...groups),
  },
  { requiredKeys: ['MailTipsAccessEnabled', 'MailTipsAccessLevel'] },
);

const config = fc.record(
  {
    MailTipsAllTipsEnabled: fc.constantFrom(true, true, true, true, false),
    MailTipsExternalRecipientsTipsEnabled: fc.constantFrom(true, true, false),
    MailTipsGroupMetricsEnabled: fc.constantFrom(true, true, false),
    MailTipsMailboxSourcedTipsEnabled: fc.constantFrom(true, true, false),
    MailTipsLargeAudienceThreshold: fc.constantFrom(0, 1, 2, 25),
  },
  { requiredKeys: [] },
);

const some = fc.subarray(members, { maxLength: 5 });
const count = fc.constantFrom(null, 0, 1, 3, 26);

/** What an organization is made of. */
export const parts = fc.record({
  config: fc.oneof(config, fc.constant({ MailTipsExternalRecipientsTipsEnabled: true })),
  theirs: config,
  people: fc.tuple(...boxes.map(() => fc.tuple(anybody, sized, fc.constantFrom(0, 999, 1_000)))),
  replies: fc
    .subarray(boxes.map((_, i) => i))
    .chain((who) => fc.tuple(fc.constant(who), fc.tuple(...boxes.map(() => reply)))),
  contacts: fc.tuple(...contacts.map(() => fc.tuple(anybody, small))),
  hasContacts: fc.boolean(),
  groups: fc.tuple(...groups.map(() => fc.tuple(anybody, some, fc.constantFrom(null, ana, ben)))),
  dynamic: fc.tuple(anybody, some),
  club: fc.tuple(anybody, fc.subarray([...boxes, outside[0] ?? ''])),
  crew: fc.tuple(anybody, fc.subarray([eve, ana])),
  eve: fc.tuple(anybody, sized, reply),
  counts: fc.tuple(...[...groups, dynamic, club, crew].map(() => fc.tuple(count, count))),
  access: fc.tuple(access, access, access),
  theirScope: fc.constantFrom(null, null, crew),
  remote: fc.tuple(remote, remote, remote),
  everywhere: fc.constantFrom(null, null, null, true),
  sends: fc.constantFrom(null, null, 1_500),
  transport: fc.constantFrom(null, null, null, 1_500),
});
export type Parts = typeof parts extends fc.Arbitrary<infer T> ? T : never;

const box = (PrimarySmtpAddress: string, ...more: readonly CmdletObject[]): CmdletObject =>
  Object.assign({ PrimarySmtpAddress }, ...more);

export function tenantOf(of: Parts): Tenant {
  const [who, replies] = of.replies;
  const [all, limited, fabrikam] = of.access;
  const counted = [...groups, dynamic, club];
  return {
    tenantId: null,
    nouns: {
      OrganizationConfig: [of.config],
      ...(of.transport === null ? {} : { TransportConfig: [{ MaxSendSize: of.transport }] }),
      AcceptedDomain: [
        { DomainName: 'contoso.com' },
        { DomainName: 'old.contoso.com', DomainType: 'InternalRelay' },
      ],
      RemoteDomain: remoteDomains(of),
      OrganizationRelationship: [
        { Name: 'All', DomainNames: ['all.example'], ...all },
        { Name: 'Limited', DomainNames: ['limited.example'], ...limited },
        { Name: 'Fabrikam', DomainNames: ['fabrikam.com'], ...fabrikam },
      ],
      Mailbox: [
        { PrimarySmtpAddress: ana, ...(of.sends === null ? {} : { MaxSendSize: of.sends }) },
        ...boxes.map((address, i) =>
          box(address, of.people[i]?.[0] ?? {}, of.people[i]?.[1] ?? {}),
        ),
      ],
      MailboxStatistics: boxes.map((Identity, i) => ({
        Identity,
        TotalItemSize: of.people[i]?.[2] ?? 0,
      })),
      MailboxAutoReplyConfiguration: who.map((i) => ({ Identity: boxes[i] ?? '', ...replies[i] })),
      ...(of.hasContacts ? contactsOf(of) : {}),
      DistributionGroup: groups.map((address, i) => {
        const [own, Members, owner] = of.groups[i] ?? [{}, [], null];
        return box(address, own, { Members }, owner === null ? {} : { ManagedBy: [owner] });
      }),
      DynamicDistributionGroup: [box(dynamic, of.dynamic[0])],
      DynamicDistributionGroupMember: [{ Identity: dynamic, Members: of.dynamic[1] }],
      UnifiedGroup: [box(club, of.club[0], { Members: of.club[1] })],
      GroupMetrics: counted.flatMap((Identity, i) => countsOf(Identity, of.counts[i])),
    },
  };
}

function remoteDomains({ remote: [all, fabrikam], everywhere }: Parts): CmdletObject[] {
  const rest = everywhere === null ? [] : [{ Name: 'Default', DomainName: '*', IsInternal: true }];
  return [
    { Name: 'All', DomainName: 'all.example', ...all },
    { Name: 'Fabrikam', DomainName: 'fabrikam.com', ...fabrikam },
    ...rest,
  ];
}

const contactsOf = ({ contacts: [first, second] }: Parts): Tenant['nouns'] => ({
  MailContact: [
    box(kim, ...(first ?? []), { ExternalEmailAddress: 'kim@adatum.example' }),
    { PrimarySmtpAddress: 'u@all.example', ExternalEmailAddress: 'u@all.example' },
  ],
  MailUser: [box(olga, ...(second ?? []), { ExternalEmailAddress: 'olga@old.contoso.com' })],
});

function countsOf(Identity: string, counts: readonly (number | null)[] = []): CmdletObject[] {
  const [GroupMemberCount = null, GroupExternalMemberCount = null] = counts;
  if (GroupMemberCount === null) return [];
  return [{ Identity, GroupMemberCount, GroupExternalMemberCount }];
}

/** The partner with an organization of its own. */
export function partnerOf(of: Parts): Tenant {
  const [own, size, away] = of.eve;
  return {
    tenantId: 'fabrikam',
    nouns: {
      OrganizationConfig: [of.theirs],
      AcceptedDomain: [{ DomainName: 'fabrikam.com' }],
      RemoteDomain: [{ Name: 'Contoso', DomainName: 'contoso.com', ...of.remote[2] }],
      OrganizationRelationship: [
        {
          Name: 'Contoso',
          DomainNames: ['contoso.com'],
          ...of.access[0],
          MailTipsAccessScope: of.theirScope,
        },
      ],
      Mailbox: [box(eve, own, size)],
      MailboxAutoReplyConfiguration: [{ Identity: eve, ...away }],
      DistributionGroup: [box(crew, of.crew[0], { Members: of.crew[1] })],
      GroupMetrics: countsOf(crew, of.counts.at(-1)),
    },
  };
}
