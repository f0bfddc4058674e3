/**
 * Row by row: the gate, the verdict and the alert of cloud recall against a second reading of their
 * tables, over everything that one copy can meet.
 */
import fc from 'fast-check';
import { expect } from 'vitest';
import { profileNames } from '../model/profile.ts';
import { parseScenario } from '../scenarios/parse-scenario.ts';
import { clients, type Scenario } from '../scenarios/scenario.ts';
import { always, describe, it, run } from './harness.ts';
import {
  fates,
  isClassic,
  isTold,
  keptIn,
  recipientKinds,
  refusalOf,
  verdictOn,
  type World,
  wasRead,
} from './oracles/recall-rows.ts';

const DAY_S = 86_400;
const setting = fc.constantFrom(null, true, false);
const often = <T>(usual: T, ...others: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(usual) }, fc.constantFrom(...others));

const worlds = fc.record<World>({
  profile: fc.constantFrom(...profileNames),
  recallEnabled: often<boolean | null>(null, true, false),
  recallRead: setting,
  alerts: setting,
  alertReadersOnly: setting,
  ageLimitDays: often<number | null>(null, 1),
  client: fc.oneof(fc.constant('outlook-windows' as const), fc.constantFrom(...clients)),
  bySender: often(true, false),
  sentItem: often<World['sentItem']>('there', 'moved', 'deleted'),
  encrypted: often(false, true),
  deferred: often(false, true),
  recallAt: often(600, DAY_S, DAY_S + 1, 365 * DAY_S, 365 * DAY_S + 1),
  recipient: often<World['recipient']>('mailbox', ...recipientKinds),
  processing: often<boolean | null>(null, true, false),
  roundTrip: often(false, true),
  fate: fc.constantFrom(...fates),
  read: fc.boolean(),
  singleItemRecovery: setting,
  onHold: often(false, true),
  full: often(false, true),
  deletionsSearched: fc.boolean(),
  archiveSearched: fc.boolean(),
  alertOnFailure: often(false, true),
});

const ANA = 'ana@contoso.com';
const BEN = 'ben@contoso.com';
const EVE = 'eve@fabrikam.com';
const SIGNATURES = 'To signatures';

const addressOf = ({ recipient }: World): string => (recipient === 'outside' ? EVE : BEN);

/** What only a mailbox, and no other kind of recipient, can meet is left out elsewhere. */
function normal(world: World): World {
  const isPersonal = world.recipient === 'mailbox' || world.recipient === 'shared';
  const plain = { processing: null, singleItemRecovery: null, onHold: false, full: false } as const;
  const kept = isPersonal ? world : { ...world, ...plain };
  const fate = isPersonal || world.recipient === 'group' ? world.fate : 'inbox';
  const isRemovable = isPersonal || fate !== 'removed';
  return { ...kept, fate: isRemovable ? fate : 'inbox' };
}

function tenantOf(world: World): object {
  const { recipient } = world;
  const types = { shared: 'SharedMailbox', publicFolder: 'PublicFolder' } as const;
  const type = recipient === 'shared' || recipient === 'publicFolder' ? types[recipient] : null;
  const box = {
    PrimarySmtpAddress: BEN,
    ...(type === null ? {} : { RecipientTypeDetails: type }),
    MessageRecallProcessingEnabled: world.processing,
    SingleItemRecoveryEnabled: world.singleItemRecovery,
    LitigationHoldEnabled: world.onHold,
  };
  const others = ['carla@contoso.com', ANA].map((PrimarySmtpAddress) => ({ PrimarySmtpAddress }));
  const isBox = recipient !== 'outside' && recipient !== 'onPremises' && recipient !== 'group';
  return {
    AcceptedDomain: [{ DomainName: 'contoso.com' }],
    OrganizationConfig: {
      MessageRecallEnabled: world.recallEnabled,
      RecallReadMessagesEnabled: world.recallRead,
      MessageRecallAlertRecipientsEnabled: world.alerts,
      MessageRecallAlertRecipientsReadMessagesOnlyEnabled: world.alertReadersOnly,
      MessageRecallMaxRecallableAge: world.ageLimitDays === null ? null : '1.00:00:00',
    },
    Mailbox: isBox ? [...others, box] : others,
    MailboxStatistics: world.full ? [{ Identity: BEN, TotalDeletedItemSize: '100 GB' }] : [],
    MailUser:
      recipient === 'onPremises' ? [{ PrimarySmtpAddress: BEN, ExternalEmailAddress: BEN }] : [],
    UnifiedGroup: recipient === 'group' ? [{ PrimarySmtpAddress: BEN }] : [],
    ...connectorsOf(world),
  };
}

function connectorsOf({ roundTrip }: World): object {
  if (!roundTrip) return {};
  const rule = {
    Name: 'Sign',
    RouteMessageOutboundConnector: SIGNATURES,
    ExceptIfHeaderContainsMessageHeader: 'X-Signed',
    ExceptIfHeaderContainsWords: ['yes'],
  };
  return {
    OutboundConnector: [{ Name: SIGNATURES }],
    InboundConnector: [{ Name: 'From signatures' }],
    TransportRule: [rule],
  };
}

/** What happens to the copy, and to the sender's own item, a minute or two after it was sent. */
function actionsOf(world: World): object[] {
  const mailbox = addressOf(world);
  const copy = { message: 'm1', mailbox };
  const done: Readonly<Record<string, object>> = {
    moved: { move: { ...copy, folder: 'Projects' } },
    deletedItems: { delete: { ...copy, how: 'deleted-items' } },
    soft: { delete: { ...copy, how: 'soft' } },
    hard: { delete: { ...copy, how: 'hard' } },
    purge: { delete: { ...copy, how: 'purge' } },
    archive: { move: { ...copy, folder: 'Archive\\Inbox' } },
    taken: { download: { ...copy, protocol: 'pop3', leaveOnServer: false } },
    removed: { change: { 'Remove-Mailbox': { Identity: mailbox } } },
  };
  const fate = done[world.fate];
  const own = { message: 'm1', mailbox: ANA };
  const kept = {
    there: [],
    moved: [{ at: '2m', move: { ...own, folder: 'Projects' } }],
    deleted: [{ at: '2m', delete: { ...own, how: 'deleted-items' } }],
  };
  return [
    ...(wasRead(world) ? [{ at: '60s', read: copy }] : []),
    ...(fate === undefined ? [] : [{ at: '2m', ...fate }]),
    ...kept[world.sentItem],
  ];
}

function faultsOf(world: World): object[] {
  const mailbox = addressOf(world);
  const never = `${world.recallAt + 3 * DAY_S}s`;
  if (world.fate === 'undelivered') return [{ mailbox, delayDeliveryUntil: never }];
  if (world.fate === 'unavailable') return [{ mailbox, unavailable: ['3m', never] }];
  if (world.fate !== 'quarantined') return [];
  return [{ message: 'm1', mailbox, quarantinedUntil: never }];
}

function scenarioOf(world: World): Scenario {
  const { deferred, encrypted } = world;
  const recallAt = deferred ? 600 : world.recallAt;
  // The subject keeps the world, so that a stored counterexample can be judged again.
  const subject = JSON.stringify(world);
  const send = { id: 'm1', from: ANA, to: [addressOf(world)], encrypted, subject };
  const by = world.bySender ? ANA : 'carla@contoso.com';
  const text = JSON.stringify({
    version: 1,
    name: 'rows',
    profile: world.profile,
    start: '2026-09-07T08:00:00Z',
    assume: {
      deletionsSearched: `${world.deletionsSearched}`,
      archiveSearched: `${world.archiveSearched}`,
      alertOnFailure: `${world.alertOnFailure}`,
    },
    tenant: tenantOf(world),
    services: world.roundTrip
      ? [
          {
            name: 'Signatures',
            takes: SIGNATURES,
            returns: 'From signatures',
            stamps: { 'X-Signed': 'yes' },
          },
        ]
      : [],
    faults: faultsOf(world),
    timeline: [
      { at: '0s', send: deferred ? { ...send, deferBy: '1h' } : send },
      ...(deferred ? [] : actionsOf(world)),
      { at: `${recallAt}s`, recall: { id: 'r1', message: 'm1', by, client: world.client } },
    ],
  });
  const parsed = parseScenario(text, 'rows');
  if (!parsed.ok)
    throw new Error(`${parsed.faults[0]?.path.join('.')}: ${parsed.faults[0]?.message}`);
  return parsed.value;
}

const cases = worlds.map((world) => scenarioOf(normal(world)));

function worldOf({ timeline }: Scenario): World {
  const sent = timeline.find(({ action }) => action.kind === 'send')?.action;
  return JSON.parse(sent?.kind === 'send' ? sent.subject : '') as World;
}

describe('every row of the tables of cloud recall, read a second time', () => {
  always(
    [
      ...([
        'RC-001',
        'RC-002',
        'RC-004',
        'RC-005',
        'RC-006',
        'RC-007',
        'RC-008',
        'RC-009',
      ] as const),
      ...([
        'RC-010',
        'RC-011',
        'RC-012',
        'RC-013',
        'RC-090',
        'RC-092',
        'RC-100',
        'RC-101',
      ] as const),
    ],
    'a recall is accepted or refused as the table of the gate says',
    cases,
    (scenario) => {
      const world = worldOf(scenario);
      const reason = refusalOf(world);
      const agent = reason !== null ? null : isClassic(world) ? 'classic' : 'cloud';
      const status = reason === null ? 'accepted' : 'refused';
      expect(run(scenario).outcome.recalls[0]).toMatchObject({ status, reason, agent });
    },
  );
  always(
    [
      ...([
        'RC-031',
        'RC-032',
        'RC-033',
        'RC-034',
        'RC-035',
        'RC-039',
        'RC-040',
        'RC-041',
      ] as const),
      ...([
        'RC-042',
        'RC-043',
        'RC-044',
        'RC-045',
        'RC-046',
        'RC-047',
        'RC-055',
        'RC-057',
      ] as const),
      ...([
        'RC-095',
        'RC-180',
        'RC-220',
        'RC-221',
        'RC-230',
        'RC-231',
        'RC-021',
        'RC-048',
      ] as const),
      ...(['RC-049', 'MB-024', 'MB-025', 'MB-026', 'MB-028', 'MB-031', 'RC-062'] as const),
    ],
    'a copy is recalled or not as the table of the verdict says',
    cases,
    (scenario) => {
      const world = worldOf(scenario);
      if (refusalOf(world) !== null || isClassic(world)) return;
      const { copies, recalls } = run(scenario).outcome;
      const row = recalls[0]?.recipients[0];
      expect(row).toMatchObject(verdictOn(world));
      expect(row?.recipientNotified).toBe(isTold(world));
      if (row?.outcome === 'recalled')
        expect(copies[0]).toMatchObject({ present: false, retainedIn: keptIn(world) });
    },
  );
  it('sometimes every fate and every refusal and verdict is met', () => {
    const sample = fc.sample(worlds, { numRuns: 2_000, seed: 0x5eed }).map(normal);
    const started = sample.filter((world) => refusalOf(world) === null && !isClassic(world));
    const words = [
      ...started.map(({ fate }) => fate),
      ...started.map((world) => verdictOn(world).cause ?? verdictOn(world).reason ?? 'recalled'),
      ...sample.map((world) => refusalOf(world) ?? 'accepted'),
    ];
    const wanted =
      'recalled external-recipient on-premises-mailbox unsupported-recipient mailbox-gone ' +
      'disabled-on-mailbox connector-round-trip not-delivered mailbox-unavailable quarantined ' +
      'not-found already-read recoverable-items-full accepted not-sent-yet not-permitted ' +
      'client-not-supported not-in-sent-items encrypted too-old';
    const missing = [...fates, ...wanted.split(' ')].filter((word) => !words.includes(word));
    expect(missing).toEqual([]);
    expect(started.filter(isTold).length).toBeGreaterThan(20);
  });
});
