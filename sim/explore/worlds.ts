/**
 * The small worlds that `explore` walks when it is given none: a scenario each, the settings,
 * faults and switches that are varied, and the words that must come up.
 *
 * They are written as scenario files are, so that every path of them is one.
 */
import { assumptionNames, assumptions } from '../../model/assumptions.ts';
import type { Words } from './expectations.ts';

type Plain = Readonly<Record<string, unknown>>;

/** One position of something that is varied. */
export type Position = {
  readonly name: string;
  /** What it changes in the scenario; nothing for the first position. */
  readonly tenant?: Plain;
  readonly assume?: Plain;
  readonly faults?: readonly Plain[];
};

/** Something that is varied: every combination of positions is walked. */
export type Dimension = readonly Position[];

export type WorldPlan = {
  readonly name: string;
  readonly question: string;
  /** A scenario file as a value. */
  readonly scenario: Plain;
  readonly dimensions: readonly Dimension[];
  readonly words: Words;
  /** Whether everything that stands in the way of a recall passes before its deadline. */
  readonly heals?: true;
};

const domain = 'contoso.com';
const people = ['ben', 'carla', 'dan', 'eva'].map((name) => `${name}@${domain}`);

const mailbox = (address: string, settings: Plain = {}): Plain => ({
  PrimarySmtpAddress: address,
  ...settings,
});

const asUsual: Position = { name: 'as by default' };

/** What somebody may do with a copy. */
const actions: Readonly<Record<string, (message: string, mailbox: string) => Plain>> = {
  read: (message, who) => ({ read: { message, mailbox: who } }),
  discard: (message, who) => ({ delete: { message, mailbox: who, how: 'deleted-items' } }),
  remove: (message, who) => ({ delete: { message, mailbox: who, how: 'hard' } }),
};

function timelineOf(to: readonly string[], names: readonly string[], recalls = ['r1']): Plain[] {
  return [
    { at: '0s', send: { id: 'm1', from: `ana@${domain}`, to } },
    ...recalls.map((id) => ({ at: '1h', recall: { id, message: 'm1' } })),
    ...to.flatMap((who) => names.map((name) => ({ at: '1h', ...actions[name]?.('m1', who) }))),
  ];
}

const readStay: Position = {
  name: 'read messages stay',
  tenant: { OrganizationConfig: { RecallReadMessagesEnabled: false } },
};

const ana = mailbox(`ana@${domain}`);
const domains = [{ DomainName: domain, DomainType: 'Authoritative' }];

/** One message to mailboxes that differ in nothing: the settings decide. */
export function coreWorld(recipients: number): WorldPlan {
  const to = people.slice(0, recipients);
  const first = to[0] ?? '';
  const last = to.at(-1) ?? '';
  return {
    name: `core-${recipients}`,
    question: `One message to ${recipients === 1 ? 'one mailbox' : `${recipients} mailboxes alike`}`,
    scenario: {
      version: 1,
      name: `One message to ${recipients} mailboxes alike`,
      tenant: { AcceptedDomain: domains, Mailbox: [ana, ...to.map((who) => mailbox(who))] },
      timeline: timelineOf(to, ['read', 'discard', 'remove']),
    },
    dimensions: [
      [asUsual, readStay],
      [
        asUsual,
        {
          name: 'nothing older than two hours',
          tenant: { OrganizationConfig: { MessageRecallMaxRecallableAge: '2h' } },
        },
      ],
      [
        asUsual,
        {
          name: 'one mailbox has opted out',
          tenant: { Mailbox: [mailbox(last, { MessageRecallProcessingEnabled: false })] },
        },
      ],
      [
        { name: 'nothing fails' },
        { name: 'one mailbox is down', faults: [{ mailbox: first, unavailable: ['5s', '3h'] }] },
        { name: 'one delivery is late', faults: [{ mailbox: first, delayDeliveryUntil: '40h' }] },
      ],
    ],
    words: {
      outcomes: ['open', 'recalled', 'failed'],
      reasons: ['already-read', 'not-found', 'disabled-on-mailbox', 'timed-out'],
      causes: ['not-delivered', 'mailbox-unavailable'],
      refusals: ['too-old'],
    },
  };
}

/** Every road that a copy may take: forwarded, outside, by hand, kept from delivery. */
export function roadsWorld(): WorldPlan {
  const [ben, carla, dan] = people as [string, string, string, string];
  const kim = 'kim@fabrikam.example';
  const to = [ben, carla, kim];
  return {
    name: 'roads',
    question: 'One message to a mailbox, one that forwards, and somebody outside',
    scenario: {
      version: 1,
      name: 'One message by three roads',
      tenant: {
        AcceptedDomain: domains,
        Mailbox: [ana, mailbox(ben), mailbox(carla, { ForwardingSmtpAddress: dan }), mailbox(dan)],
      },
      timeline: [
        ...timelineOf(to, []),
        ...[ben, dan].map((who) => ({ at: '1h', ...actions['read']?.('m1', who) })),
        { at: '1h', forward: { message: 'm1', mailbox: ben, to: [kim] } },
        { at: '1h', ...actions['remove']?.('m1', dan) },
        { at: '1h', release: { message: 'm1', mailbox: ben } },
      ],
    },
    dimensions: [
      [asUsual, readStay],
      [
        asUsual,
        {
          name: 'the forwarding mailbox keeps a copy',
          tenant: { Mailbox: [mailbox(carla, { DeliverToMailboxAndForward: true })] },
        },
      ],
      [
        { name: 'nothing fails' },
        {
          name: 'a copy is quarantined for two days',
          faults: [{ message: 'm1', mailbox: ben, quarantinedUntil: '48h' }],
        },
        {
          name: 'the forwarding mailbox is down for an hour',
          faults: [{ mailbox: carla, unavailable: ['5s', '1h'] }],
        },
      ],
    ],
    words: {
      outcomes: ['open', 'recalled', 'failed'],
      reasons: ['external-recipient', 'already-read', 'not-found', 'timed-out'],
      causes: ['quarantined', 'not-delivered', 'mailbox-unavailable'],
    },
  };
}

/** Two recalls of one message, and what the second one does to the first. */
export function twiceWorld(): WorldPlan {
  const to = people.slice(0, 2);
  return {
    name: 'twice',
    question: 'One message recalled twice',
    scenario: {
      version: 1,
      name: 'One message recalled twice',
      tenant: { AcceptedDomain: domains, Mailbox: [ana, ...to.map((who) => mailbox(who))] },
      timeline: timelineOf(to, ['read', 'remove'], ['r1', 'r2']),
    },
    dimensions: [
      [asUsual, readStay],
      [asUsual, { name: 'the second recall is ignored', assume: { secondRecall: 'ignore' } }],
    ],
    words: {
      outcomes: ['open', 'recalled', 'failed'],
      reasons: ['already-read', 'not-found'],
    },
  };
}

/** Two messages to the same people: what happens to one is nothing to the other. */
export function messagesWorld(): WorldPlan {
  const to = people.slice(0, 2);
  return {
    name: 'messages',
    question: 'Two messages to two mailboxes, one of them recalled',
    scenario: {
      version: 1,
      name: 'Two messages to two mailboxes',
      tenant: { AcceptedDomain: domains, Mailbox: [ana, ...to.map((who) => mailbox(who))] },
      timeline: [
        ...timelineOf(to, ['read', 'discard']),
        { at: '30m', send: { id: 'm2', from: `ana@${domain}`, to } },
        ...to.map((who) => ({ at: '1h', ...actions['read']?.('m2', who) })),
      ],
    },
    dimensions: [[asUsual, readStay]],
    words: { outcomes: ['open', 'recalled', 'failed'], reasons: ['already-read'] },
  };
}

/** Classic recall: Outlook decides, when it looks. */
export function classicWorld(): WorldPlan {
  const to = people.slice(0, 2);
  const online = to.map((who) => ({ mailbox: who, client: 'outlook-windows', mode: 'online' }));
  return {
    name: 'classic',
    question: 'Cloud recall is off: Outlook decides, when it looks',
    scenario: {
      version: 1,
      name: 'A classic recall',
      tenant: {
        AcceptedDomain: domains,
        OrganizationConfig: { MessageRecallEnabled: false },
        Mailbox: [ana, ...to.map((who) => mailbox(who))],
      },
      people: online,
      timeline: [
        ...timelineOf(to, ['read', 'discard', 'remove']),
        ...to.map((who) => ({ at: '1h', openRequest: { recall: 'r1', mailbox: who } })),
      ],
    },
    dimensions: [[asUsual]],
    words: {
      outcomes: ['open', 'recalled', 'failed'],
      reasons: ['already-read', 'different-folder', 'deleted'],
    },
  };
}

/** Faults that all pass, under every switch: the deadline is kept all the same. */
export function livenessWorld(): WorldPlan {
  const to = people.slice(0, 2);
  const [ben, carla] = to as [string, string];
  return {
    name: 'liveness',
    question: 'Every fault passes, under every switch: is everybody decided in time?',
    scenario: {
      version: 1,
      name: 'Faults that pass',
      tenant: { AcceptedDomain: domains, Mailbox: [ana, ...to.map((who) => mailbox(who))] },
      timeline: timelineOf(to, ['read']),
    },
    dimensions: [
      [asUsual, readStay],
      [
        { name: 'nothing fails' },
        { name: 'a mailbox is down', faults: [{ mailbox: ben, unavailable: ['5s', '3h'] }] },
        {
          name: 'both are down',
          faults: to.map((who) => ({ mailbox: who, unavailable: ['0s', '20h'] })),
        },
        { name: 'the agent is down', faults: [{ agent: 'recall', down: ['5s', '20h'] }] },
        { name: 'a delivery is late', faults: [{ mailbox: carla, delayDeliveryUntil: '20h' }] },
        {
          name: 'a copy is quarantined',
          faults: [{ message: 'm1', mailbox: ben, quarantinedUntil: '20h' }],
        },
      ],
      switchPositions(),
    ],
    words: {
      outcomes: ['open', 'recalled', 'failed'],
      causes: ['not-delivered', 'mailbox-unavailable', 'agent-down', 'quarantined'],
    },
    heals: true,
  };
}

/** Every switch at its default, then each moved by itself to each of its other positions. */
function switchPositions(): Position[] {
  const moved = assumptionNames.flatMap((name): Position[] => {
    const { kind, values } = assumptions[name];
    const others =
      kind === 'word'
        ? values.slice(1)
        : kind === 'duration'
          ? ['5m']
          : [
              ['0s', '24h'],
              ['6h', '24h'],
            ];
    return others.map((value) => ({
      name: `${name}=${String(value)}`,
      assume: { [name]: value },
    }));
  });
  return [{ name: 'every switch at its default' }, ...moved];
}
