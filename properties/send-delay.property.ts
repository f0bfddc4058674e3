/**
 * Send delay: when a message that waits leaves, and what takes it back.
 *
 * The oracle walks minute by minute and asks whether a client runs; the model plans instants.
 */
import fc from 'fast-check';
import { expect } from 'vitest';
import type { Window } from '../model/setting.ts';
import {
  type Action,
  type Client,
  personAt,
  type Scenario,
  type TimelineEntry,
} from '../scenarios/scenario.ts';
import { ana, build, cloud, ingredients } from './arbitraries/scenario.ts';
import { always, describe, run, sometimes } from './harness.ts';

const [ben] = cloud;
const MINUTE = 60_000;
const SECOND = 1_000;
const END = 200 * MINUTE;

const minutes = fc.integer({ min: 0, max: 150 });
const window = fc.tuple(minutes, fc.integer({ min: 1, max: 60 })).map(
  ([from, length]): Window => ({
    from: from * MINUTE,
    to: (from + length) * MINUTE,
  }),
);
const windows = fc.array(window, { maxLength: 2 });

type Parts = {
  readonly client: Client;
  readonly running: readonly Window[] | null;
  readonly offline: readonly Window[];
  readonly sentAt: number;
  readonly waits: number;
  readonly deletedAt: number | null;
  readonly startedAt: number | null;
};
const parts: fc.Arbitrary<Parts> = fc.record({
  client: fc.constantFrom<Client>('outlook-windows', 'outlook-windows', 'outlook-mobile'),
  running: fc.option(windows.map(disjoint)),
  offline: windows.map(disjoint),
  sentAt: minutes.map((minute) => minute * MINUTE),
  waits: fc.integer({ min: 1, max: 40 }).map((minute) => minute * MINUTE),
  // Half a minute beside everything else, so that nothing happens at the same instant.
  deletedAt: fc.option(minutes.map((minute) => (minute + 0.5) * MINUTE)),
  startedAt: fc.option(minutes.map((minute) => minute * MINUTE)),
});

/** Windows of a person follow one another. */
function disjoint(found: readonly Window[]): Window[] {
  const sorted = [...found].sort((a, b) => a.from - b.from);
  return sorted.filter(({ from }, index) => sorted.slice(0, index).every(({ to }) => to < from));
}

function scenarioOf(base: Scenario, how: 'deleted' | 'cancelled', of: Parts): Scenario {
  const { client, running, offline, sentAt, waits, deletedAt, startedAt } = of;
  const message = 'm1';
  const send = base.timeline.find(({ action }) => action.kind === 'send')?.action as Extract<
    Action,
    { kind: 'send' }
  >;
  const addressed = { from: ana, to: [ben], cc: [], bcc: [], deferByMs: waits };
  const takeBack: Action =
    how === 'cancelled'
      ? { kind: 'cancel', message }
      : { kind: 'delete', message, mailbox: ana, how: 'soft' };
  const start: Action = { kind: 'startClient', mailbox: ana, client: null, mode: null };
  const timeline: TimelineEntry[] = [
    { at: sentAt, action: { ...send, ...addressed } },
    ...(deletedAt === null ? [] : [{ at: deletedAt, action: takeBack }]),
    ...(startedAt === null ? [] : [{ at: startedAt, action: start }]),
  ];
  const people = [{ ...personAt(ana, client), running, offline }];
  return { ...base, people, timeline, untilMs: null, tenant: plain(base) };
}

/** Two mailboxes and nothing that keeps mail between them. */
function plain({ tenant }: Scenario): Scenario['tenant'] {
  const Mailbox = [ana, ben].map((PrimarySmtpAddress) => ({ PrimarySmtpAddress }));
  return { ...tenant, nouns: { AcceptedDomain: tenant.nouns.AcceptedDomain ?? [], Mailbox } };
}

const quiet = ingredients.map((made) => ({ ...build(made), faults: [], services: [] }));
const waiting = fc
  .tuple(quiet, parts)
  .map(([base, of]): Scenario => scenarioOf(base, 'deleted', of));

const sendOf = ({ timeline }: Scenario) =>
  timeline.flatMap(({ at, action }) => (action.kind === 'send' ? [{ at, ...action }] : []))[0];
const takenAt = ({ timeline }: Scenario): number =>
  timeline.find(({ action }) => action.kind === 'delete')?.at ?? Number.POSITIVE_INFINITY;
const startedAt = ({ timeline }: Scenario): number =>
  timeline.find(({ action }) => action.kind === 'startClient')?.at ?? Number.POSITIVE_INFINITY;

/** The first minute from which on the message has left, as far as nobody takes it back. */
function leavesAt(scenario: Scenario): number {
  const [person] = scenario.people;
  const sent = sendOf(scenario);
  if (!person || !sent) return Number.NaN;
  const due = sent.at + (sent.deferByMs ?? 0);
  if (person.client !== 'outlook-windows') return due;
  const isIn = (found: readonly Window[], now: number): boolean =>
    found.some(({ from, to }) => from <= now && now < to);
  for (let now = due; now < END + due; now += MINUTE) {
    const runs = person.running === null || isIn(person.running, now);
    const started = startedAt(scenario) <= now;
    if ((runs || started) && !isIn(person.offline, now)) return now;
  }
  return Number.POSITIVE_INFINITY;
}

const arrivedAt = (scenario: Scenario): number => {
  const { outcome } = run(scenario);
  const [copy] = outcome.copies;
  if (copy?.deliveredAt == null) return Number.POSITIVE_INFINITY;
  return Date.parse(copy.deliveredAt) - scenario.start - scenario.deliveryMs;
};

describe('send delay', () => {
  always(
    ['RT-001', 'RT-003', 'RT-004', 'RT-005', 'RT-006', 'RT-009'],
    'a message leaves at the first minute at which it is due and its client lets it, or never',
    waiting,
    (scenario) => {
      const leaves = leavesAt(scenario);
      const isTaken = takenAt(scenario) > (sendOf(scenario)?.at ?? 0) && takenAt(scenario) < leaves;
      expect(arrivedAt(scenario)).toBe(isTaken ? Number.POSITIVE_INFINITY : leaves);
    },
  );
  sometimes('a message waits for its client', waiting, (scenario) => {
    const sent = sendOf(scenario);
    const due = (sent?.at ?? 0) + (sent?.deferByMs ?? 0);
    return Number.isFinite(arrivedAt(scenario)) && arrivedAt(scenario) > due;
  });
  sometimes('a message is deleted before it leaves', waiting, (scenario) => {
    const isIn = takenAt(scenario) > (sendOf(scenario)?.at ?? 0);
    return isIn && takenAt(scenario) < leavesAt(scenario);
  });

  const undone = fc
    .tuple(
      quiet,
      fc.constantFrom<Client>('owa', 'new-outlook', 'outlook-windows'),
      fc.integer({ min: 0, max: 40 }),
      fc.constantFrom(null, 0, 5 * SECOND),
    )
    .map(([base, client, seconds, deferByMs]): Scenario => {
      const parted = { running: null, offline: [], sentAt: 0, waits: 0 };
      const made = scenarioOf(base, 'deleted', {
        ...parted,
        client,
        deletedAt: null,
        startedAt: null,
      });
      const timeline = made.timeline.map(({ at, action }) => ({
        at,
        action: action.kind === 'send' ? { ...action, deferByMs } : action,
      }));
      const MailboxMessageConfiguration = [{ Identity: ana, MailSendUndoInterval: seconds }];
      const nouns = { ...made.tenant.nouns, MailboxMessageConfiguration };
      return { ...made, timeline, tenant: { ...made.tenant, nouns } };
    });
  always(
    ['RT-007', 'RT-008'],
    'an undo interval acts like the same delay written at the message, as far as the client has one',
    undone,
    (scenario) => {
      const { MailSendUndoInterval: seconds } =
        scenario.tenant.nouns.MailboxMessageConfiguration?.[0] ?? {};
      const client = scenario.people[0]?.client;
      const isNew = scenario.start >= Date.UTC(2026, 0, 1) && client === 'new-outlook';
      const offered = client === 'outlook-windows' ? 0 : isNew ? 30 : 10;
      const given = sendOf(scenario)?.deferByMs;
      const waits = given ?? Math.min(Number(seconds), offered) * SECOND;
      expect(arrivedAt(scenario)).toBe(waits);
    },
  );
});
