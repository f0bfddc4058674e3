/**
 * Scenarios by chance: a small organization, one or two messages, what people do to the copies,
 * faults, recalls.
 *
 * Aware of state: actions name messages that are sent and mailboxes that may hold them, instants
 * lie on and beside the deadlines. Shrinks towards one message from ana to ben, recalled once.
 * Swarm: each feature of the organization is switched off in many cases, so that rare combinations
 * are not drowned.
 */
import fc from 'fast-check';
import { type Assumptions, defaultAssumptions } from '../../model/assumptions.ts';
import type { CmdletObject, Tenant } from '../../model/org/tenant.ts';
import type { ProfileName } from '../../model/profile.ts';
import type {
  Action,
  InjectedFault,
  Scenario,
  Service,
  TimelineEntry,
} from '../../scenarios/scenario.ts';

export const ana = 'ana@contoso.com';
export const cloud = ['ben@contoso.com', 'cara@contoso.com', 'dan@contoso.com'] as const;
export const olga = 'olga@contoso.com';
export const eve = 'eve@fabrikam.com';
export const team = 'team@contoso.com';
export const everyone = 'everyone@contoso.com';
const addressable = [...cloud, team, everyone, olga, eve] as const;

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** On, before and after what deadlines there are. */
const instants = [
  0,
  10 * SECOND,
  MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  HOUR - SECOND,
  HOUR,
  2 * HOUR,
  24 * HOUR,
  26 * HOUR,
];
const instant = fc.constantFrom(...instants);

const flag = fc.option(fc.boolean(), { nil: null });

const organizationConfig = fc.record({
  RecallReadMessagesEnabled: flag,
  MessageRecallMaxRecallableAge: fc.option(fc.constantFrom(5 * MINUTE, HOUR), {
    nil: null,
    freq: 6,
  }),
  MessageRecallAlertRecipientsEnabled: flag,
  MessageRecallAlertRecipientsReadMessagesOnlyEnabled: flag,
});

/** How a mailbox differs from an ordinary one. */
const habit = fc.record({
  forwardsTo: fc.option(fc.constantFrom<string>(...cloud, eve, team), { nil: null, freq: 3 }),
  attribute: fc.constantFrom('ForwardingAddress', 'ForwardingSmtpAddress'),
  keeps: fc.boolean(),
  blocked: fc.constantFrom(false, false, false, false, true),
  keepsNothing: fc.constantFrom(false, false, true),
  held: fc.constantFrom(false, false, true),
  rule: fc.constantFrom('none', 'none', 'move', 'forward', 'both'),
});
type Habit = typeof habit extends fc.Arbitrary<infer T> ? T : never;

const onCopy = fc.record({
  mailbox: fc.constantFrom<string>(...cloud, olga, eve),
  second: fc.boolean(),
});

const deed = fc.oneof(
  fc.constant({ kind: 'read' as const, by: null }),
  fc.boolean().map((marksRead) => ({ kind: 'preview' as const, marksRead })),
  fc
    .constantFrom('Projects\\2026', 'Deleted Items', 'Inbox')
    .map((folder) => ({ kind: 'move' as const, folder })),
  fc
    .constantFrom('deleted-items' as const, 'soft' as const, 'hard' as const, 'purge' as const)
    .map((how) => ({ kind: 'delete' as const, how })),
  fc.constantFrom(cloud[1], eve, olga).map((to) => ({ kind: 'forward' as const, to: [to] })),
  fc.boolean().map((leaveOnServer) => ({
    kind: 'download' as const,
    protocol: 'pop3' as const,
    leaveOnServer,
    device: 'one',
  })),
  fc.constant({ kind: 'flag' as const }),
);

const window = fc
  .tuple(instant, instant)
  .map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) + MINUTE }));

const injected: fc.Arbitrary<InjectedFault> = fc.oneof(
  fc.record({
    kind: fc.constant('mailbox-unavailable' as const),
    mailbox: fc.constantFrom<string>(...cloud),
    window,
  }),
  fc.record({
    kind: fc.constant('delivery-delayed' as const),
    mailbox: fc.constantFrom<string>(...cloud),
    until: instant,
  }),
  fc.record({
    kind: fc.constant('agent-down' as const),
    agent: fc.constant('recall' as const),
    window,
  }),
);

const switches: fc.Arbitrary<Partial<Assumptions>> = fc.record(
  {
    permanentFailure: fc.constantFrom('firstAttempt' as const, 'deadline' as const),
    recallFollows: fc.constantFrom('bothAttributes' as const, 'ForwardingSmtpAddress' as const),
    clockStart: fc.constantFrom('accepted' as const, 'firstAttempt' as const),
    deletionsSearched: fc.constantFrom('false' as const, 'true' as const),
    switchReadAt: fc.constantFrom('attempt' as const, 'acceptance' as const),
    secondRecall: fc.constantFrom('restart' as const, 'ignore' as const),
    alertOnFailure: fc.constantFrom('false' as const, 'true' as const),
    duplicateDelivery: fc.constantFrom('kept' as const, 'deduplicated' as const),
    transportCopies: fc.constantFrom('evaluated' as const, 'notFound' as const),
  },
  { requiredKeys: [] },
);

const profiles: readonly ProfileName[] = [
  'cloud-2026-08',
  'cloud-2025-05',
  'cloud-2024-10',
  'cloud-2024-08',
  'cloud-2024-01',
  'cloud-2023-02',
];

/** What a case is made of; tests that compare two worlds vary one of these and build again. */
export const ingredients = fc.record({
  profile: fc.constantFrom(...profiles),
  assume: fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: switches }),
  config: organizationConfig,
  habits: fc.tuple(habit, habit, habit),
  plain: fc.boolean(), // swarm: nobody forwards, no rules, no holds
  autoForwarding: fc.boolean(),
  signature: fc.constantFrom('none', 'none', 'plain', 'tnef'),
  teamMembers: fc.subarray([...cloud, everyone, eve, olga]),
  everyoneMembers: fc.subarray([...cloud, team]),
  recipients: fc.subarray([...addressable], { minLength: 1 }),
  slots: fc.tuple(fc.constantFrom('to', 'cc', 'bcc'), fc.constantFrom('to', 'cc', 'bcc')),
  second: fc.boolean(),
  deeds: fc.array(fc.tuple(instant, onCopy, deed), { maxLength: 5 }),
  recalls: fc.array(fc.tuple(instant, fc.boolean()), { minLength: 1, maxLength: 2 }),
  turnsOff: fc.option(instant, { nil: null, freq: 4 }),
  faults: fc.array(injected, { maxLength: 2 }),
  deliveryMs: fc.constantFrom(10 * SECOND, 0, MINUTE),
});
export type Ingredients = typeof ingredients extends fc.Arbitrary<infer T> ? T : never;

/** Any scenario of the small world. */
export const scenarios: fc.Arbitrary<Scenario> = ingredients.map(build);

const plainHabit: Habit = {
  forwardsTo: null,
  attribute: 'ForwardingAddress',
  keeps: true,
  blocked: false,
  keepsNothing: false,
  held: false,
  rule: 'none',
};

/** Puts a scenario together. */
export function build(parts: Ingredients): Scenario {
  return {
    name: 'generated',
    profile: parts.profile,
    start: Date.parse('2026-03-02T08:00:00Z'),
    assume: { ...defaultAssumptions, ...parts.assume },
    deliveryMs: parts.deliveryMs,
    untilMs: null,
    tenant: buildTenant(parts),
    tenants: {},
    services: parts.signature === 'none' ? [] : [signatures],
    people: [],
    faults: parts.faults,
    timeline: buildTimeline(parts),
    expect: [],
    rules: [],
  };
}

const signatures: Service = {
  name: 'Signatures',
  takes: 'To signatures',
  returns: 'From signatures',
  delayMs: 5 * SECOND,
  stamps: { 'X-Signed': 'yes' },
};

function buildTenant(parts: Ingredients): Tenant {
  const mailboxes = cloud.map((address, index): CmdletObject => {
    const { forwardsTo, attribute, keeps, blocked, keepsNothing, held } = habitOf(parts, index);
    return {
      PrimarySmtpAddress: address,
      ...(forwardsTo === null
        ? {}
        : { [attribute]: forwardsTo, DeliverToMailboxAndForward: keeps }),
      ...(blocked ? { MessageRecallProcessingEnabled: false } : {}),
      ...(keepsNothing ? { SingleItemRecoveryEnabled: false } : {}),
      ...(held ? { LitigationHoldEnabled: true } : {}),
    };
  });
  const members = (list: readonly string[], self: string): string[] =>
    list.filter((member) => member !== self);
  return {
    tenantId: null,
    nouns: {
      OrganizationConfig: [parts.config],
      AcceptedDomain: [{ DomainName: 'contoso.com', DomainType: 'Authoritative' }],
      Mailbox: [{ PrimarySmtpAddress: ana }, ...mailboxes],
      MailContact: [{ PrimarySmtpAddress: eve, ExternalEmailAddress: eve }],
      MailUser: [{ PrimarySmtpAddress: olga, ExternalEmailAddress: 'olga@contoso.com' }],
      DistributionGroup: [
        { PrimarySmtpAddress: team, Members: members(parts.teamMembers, team) },
        { PrimarySmtpAddress: everyone, Members: members(parts.everyoneMembers, everyone) },
      ],
      HostedOutboundSpamFilterPolicy: [
        { Name: 'Default', AutoForwardingMode: parts.autoForwarding ? 'On' : 'Automatic' },
      ],
      InboxRule: cloud.flatMap((address, index) => inboxRules(address, habitOf(parts, index).rule)),
      ...(parts.signature === 'none' ? {} : signatureRouting(parts.signature === 'tnef')),
    },
  };
}

function habitOf(parts: Ingredients, index: number): Habit {
  return parts.plain ? plainHabit : (parts.habits[index] ?? plainHabit);
}

function inboxRules(owner: string, rule: string): CmdletObject[] {
  const move = {
    MailboxOwnerId: owner,
    Name: `Move ${owner}`,
    Priority: 0,
    MoveToFolder: 'Projects\\Mail',
  };
  const forward = {
    MailboxOwnerId: owner,
    Name: `Forward ${owner}`,
    Priority: 1,
    ForwardTo: [eve],
  };
  if (rule === 'both') return [move, forward];
  return rule === 'move' ? [move] : rule === 'forward' ? [forward] : [];
}

function signatureRouting(tnef: boolean): Tenant['nouns'] {
  return {
    RemoteDomain: [{ Name: 'Default', DomainName: '*', TNEFEnabled: tnef }],
    OutboundConnector: [{ Name: 'To signatures', IsTransportRuleScoped: true }],
    InboundConnector: [{ Name: 'From signatures' }],
    TransportRule: [
      {
        Name: 'Signatures',
        Priority: 0,
        FromScope: 'InOrganization',
        RouteMessageOutboundConnector: 'To signatures',
        ExceptIfHeaderContainsMessageHeader: 'X-Signed',
        ExceptIfHeaderContainsWords: ['yes'],
      },
    ],
  };
}

function buildTimeline(parts: Ingredients): TimelineEntry[] {
  const slots = { to: [] as string[], cc: [] as string[], bcc: [] as string[] };
  const kinds = ['to', ...parts.slots] as const;
  parts.recipients.forEach((address, index) =>
    slots[kinds[index % kinds.length] ?? 'to'].push(address),
  );
  const send = (id: string): TimelineEntry => ({
    at: 0,
    action: {
      kind: 'send',
      id,
      from: ana,
      ...slots,
      subject: id,
      size: 1_000,
      encrypted: false,
      readReceipt: false,
      client: null,
      deferByMs: 0,
    },
  });
  const deeds = parts.deeds.map(([at, { mailbox, second }, what]): TimelineEntry => {
    const message = second && parts.second ? 'm2' : 'm1';
    return { at, action: { ...what, message, mailbox } as Action };
  });
  const recalls = parts.recalls.map(([at, second], index): TimelineEntry => {
    const message = second && parts.second ? 'm2' : 'm1';
    return {
      at,
      action: {
        kind: 'recall',
        id: `r${index + 1}`,
        message,
        by: null,
        client: null,
        resultMail: true,
        replace: null,
      },
    };
  });
  const changes: TimelineEntry[] = parts.turnsOff === null ? [] : [switchOff(parts.turnsOff)];
  return [send('m1'), ...(parts.second ? [send('m2')] : []), ...changes, ...deeds, ...recalls];
}

function switchOff(at: number): TimelineEntry {
  return {
    at,
    action: {
      kind: 'change',
      tenant: null,
      cmdlet: 'Set-OrganizationConfig',
      verb: 'Set',
      noun: 'OrganizationConfig',
      identity: null,
      properties: { RecallReadMessagesEnabled: false },
    },
  };
}
