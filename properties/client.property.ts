/**
 * Clients and retention tags: what programs keep and show of a copy, and what becomes of old mail.
 *
 * Each *always* has a *sometimes* beside it, so that none holds for want of cases.
 */
import fc from 'fast-check';
import { expect } from 'vitest';
import { type Person, personAt, type Scenario, type TimelineEntry } from '../scenarios/scenario.ts';
import type { CopyOutcome } from '../sim/outcome.ts';
import { build, cloud, ingredients } from './arbitraries/scenario.ts';
import { agreement, always, describe, run, sometimes } from './harness.ts';
import { rowsOf } from './outcomes.ts';

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;

const person = fc.record({
  client: fc.constantFrom<Person['client']>('outlook-windows', 'outlook-mobile', 'owa'),
  sync: fc.constantFrom<Person['sync']>(
    null,
    { kind: 'push' },
    { kind: 'manual' },
    { kind: 'every', everyMs: 15 * MINUTE },
  ),
  notification: fc.constantFrom<Person['notification']>('none', 'subject', 'snippet'),
  offline: fc.constantFrom<Person['offline']>([], [{ from: 0, to: 60 * MINUTE }]),
  keepsCopies: fc.constantFrom(false, false, true),
  toPst: fc.constantFrom(false, false, false, true),
});
type Habits = typeof person extends fc.Arbitrary<infer T> ? T : never;

const old = fc.record({
  ageDays: fc.constantFrom(0, 1, 30),
  action: fc.constantFrom('MoveToArchive', 'DeleteAndAllowRecovery', 'PermanentlyDelete'),
  type: fc.constantFrom('All', 'Inbox', 'DeletedItems'),
  held: fc.constantFrom(false, false, true),
  archive: fc.constantFrom<string | null>(null, 'Active', 'None'),
  expiresAfterMs: fc.constantFrom(30 * MINUTE, DAY),
});
type Old = typeof old extends fc.Arbitrary<infer T> ? T : never;

function withClients(scenario: Scenario, habits: readonly Habits[], tags: Old | null): Scenario {
  const people = cloud.map((mailbox, index): Person => {
    const { toPst, client, ...rest } = habits[index] as Habits;
    const isPst = toPst && client === 'outlook-windows';
    return { ...personAt(mailbox, client), ...rest, deliveryLocation: isPst ? 'pst' : 'mailbox' };
  });
  const syncs = cloud.map(
    (mailbox): TimelineEntry => ({ at: 90 * MINUTE, action: { kind: 'sync', mailbox } }),
  );
  return {
    ...(tags ? withTags(scenario, tags) : scenario),
    people,
    timeline: [...(tags ? asking(scenario, tags) : scenario.timeline), ...syncs],
  };
}

/** Every message asks for receipts and expires. */
function asking({ timeline }: Scenario, { expiresAfterMs }: Old): TimelineEntry[] {
  return timeline.map(({ at, action }) => ({
    at,
    action: action.kind === 'send' ? { ...action, readReceipt: true, expiresAfterMs } : action,
  }));
}

function withTags(scenario: Scenario, { ageDays, action, type, held, archive }: Old): Scenario {
  const { nouns } = scenario.tenant;
  const Mailbox = (nouns.Mailbox ?? []).map((box) => ({
    ...box,
    RetentionPolicy: 'Standard',
    RetentionHoldEnabled: held,
    ...(archive === null ? {} : { ArchiveStatus: archive }),
  }));
  const tag = {
    Name: 'Tag',
    Type: type,
    RetentionAction: action,
    AgeLimitForRetention: ageDays * DAY,
  };
  return {
    ...scenario,
    tenant: {
      ...scenario.tenant,
      nouns: {
        ...nouns,
        Mailbox,
        RetentionPolicy: [{ Name: 'Standard', RetentionPolicyTagLinks: ['Tag'] }],
        RetentionPolicyTag: [tag],
      },
    },
  };
}

const three = fc.tuple(person, person, person);
const connected = fc
  .tuple(ingredients, three)
  .map(([parts, habits]) => withClients(build(parts), habits, null));
const aged = fc
  .tuple(ingredients, three, old)
  .map(([parts, habits, tags]) => withClients(build(parts), habits, tags));

const ownCopies = ({ copies }: { copies: readonly CopyOutcome[] }, { mailbox }: Person) =>
  copies.filter((copy) => copy.mailbox === mailbox && copy.deliveredAt !== null);
const localCopies = ({ exposures }: CopyOutcome) =>
  exposures.filter(({ kind }) => kind === 'local-copy');
/** When the owner of a copy deletes it. */
const deletionsOf = ({ start, timeline }: Scenario, { message, mailbox }: CopyOutcome): number[] =>
  timeline
    .filter(
      ({ action }) =>
        action.kind === 'delete' && action.message === message && action.mailbox === mailbox,
    )
    .map(({ at }) => start + at);
const isDownloaded = ({ timeline }: Scenario): boolean =>
  timeline.some(({ action }) => action.kind === 'download');

describe('caches and notifications', () => {
  always(
    ['MB-080', 'MB-081', 'MB-082', 'MB-083', 'MB-092'],
    'only caches have copies of their own, and those that follow the server lose them after it',
    connected,
    (scenario) => {
      if (isDownloaded(scenario)) return;
      const { outcome } = run(scenario);
      for (const one of scenario.people) {
        const isSilent = one.sync === null && !one.keepsCopies && one.deliveryLocation !== 'pst';
        for (const copy of ownCopies(outcome, one)) {
          const local = localCopies(copy);
          if (isSilent) expect(local).toEqual([]);
          const isFile = one.deliveryLocation === 'pst';
          const ends = one.sync?.kind === 'push' && one.offline.length === 0;
          if (ends && !one.keepsCopies && !isFile && !copy.present)
            expect(local.every(({ until }) => until !== undefined)).toBe(true);
          for (const { at, until } of local) {
            if (until === undefined) continue;
            expect(Date.parse(until)).toBeGreaterThanOrEqual(Date.parse(at));
            // A PST is no cache of what is elsewhere: its owner deletes the item itself there.
            if (isFile) expect(deletionsOf(scenario, copy)).toContain(Date.parse(until));
            else expect(one.keepsCopies).toBe(false);
          }
        }
      }
    },
  );
  sometimes('a cached copy outlives the one on the server', connected, (scenario) =>
    run(scenario).outcome.copies.some(
      (copy) => !copy.present && localCopies(copy).some(({ until }) => until !== undefined),
    ),
  );
  always(
    ['MB-084', 'MB-085', 'MB-086', 'MB-087'],
    'a notification shows what the person asks for, once, and not before delivery',
    connected,
    (scenario) => {
      const { outcome } = run(scenario);
      for (const one of scenario.people) {
        for (const { exposures, deliveredAt } of ownCopies(outcome, one)) {
          const shown = exposures.filter(({ kind }) => kind === 'notification');
          expect(shown.length).toBeLessThanOrEqual(one.notification === 'none' ? 0 : 1);
          for (const exposure of shown) {
            expect(exposure.shown).toBe(one.notification);
            expect(exposure.at >= (deliveredAt ?? '')).toBe(true);
          }
        }
      }
    },
  );
  sometimes('somebody is shown a snippet', connected, (scenario) =>
    run(scenario).outcome.copies.some(({ exposures }) =>
      exposures.some(({ shown }) => shown === 'snippet'),
    ),
  );
  always(
    ['MB-090', 'MB-091', 'MB-095', 'MB-096'],
    'what a client has or opens without a connection changes nothing that is on the server then',
    connected,
    (scenario) => {
      const { outcome } = run(scenario);
      for (const row of rowsOf(outcome)) {
        if (row.reason === 'already-read') expect(row.readBefore).toBe(true);
      }
      for (const one of scenario.people) {
        const isFetched = one.sync === null || one.sync.kind === 'push';
        const isCut = one.offline.length > 0 || scenario.faults.length > 0;
        if (one.deliveryLocation !== 'pst' || !isFetched || isCut) continue;
        for (const copy of ownCopies(outcome, one)) expect(copy.present).toBe(false);
      }
    },
  );
  sometimes('a message lies in a PST', connected, (scenario) =>
    scenario.people.some(
      (one) =>
        one.deliveryLocation === 'pst' &&
        ownCopies(run(scenario).outcome, one).some((copy) => localCopies(copy).length > 0),
    ),
  );
});

describe('retention tags and expiry', () => {
  always(
    ['MB-120', 'MB-121', 'MB-122', 'MB-123', 'MB-124', 'MB-125', 'MB-126'],
    'tags archive nothing without an archive, on hold, or before its age',
    aged,
    (scenario) => {
      const [tag] = scenario.tenant.nouns.RetentionPolicyTag ?? [];
      const boxes = scenario.tenant.nouns.Mailbox ?? [];
      const isHeld = boxes[0]?.['RetentionHoldEnabled'] === true;
      const mayArchive =
        !isHeld &&
        tag?.['RetentionAction'] === 'MoveToArchive' &&
        boxes[0]?.['ArchiveStatus'] !== 'None';
      for (const { exposures, deliveredAt } of run(scenario).outcome.copies) {
        for (const { kind, at } of exposures) {
          if (kind !== 'archived') continue;
          expect(mayArchive).toBe(true);
          const age = Date.parse(at) - Date.parse(deliveredAt ?? '');
          expect(age).toBeGreaterThanOrEqual(Number(tag?.['AgeLimitForRetention']));
        }
      }
    },
  );
  sometimes('a tag archives', aged, (scenario) =>
    run(scenario).outcome.copies.some(({ exposed }) => exposed.includes('archived')),
  );
  sometimes('the sent item is gone before the recall', aged, (scenario) =>
    run(scenario).outcome.recalls.some(({ reason }) => reason === 'not-in-sent-items'),
  );
  always(
    ['RR-055', 'RR-056'],
    'what expires or is deleted unread by a tag is reported once by the server',
    aged,
    (scenario) => {
      const { receipts, copies } = run(scenario).outcome;
      const keys = new Set(receipts.map(({ message, from }) => `${message} ${from}`));
      for (const key of keys) {
        const [message, from] = key.split(' ');
        const unread = receipts.filter(
          (one) => one.message === message && one.from === from && one.kind === 'not-read',
        );
        const held = copies.filter((one) => one.message === message && one.mailbox === from);
        expect(unread.length).toBeLessThanOrEqual(held.length);
      }
    },
  );
  sometimes('the server reports an item as not read', aged, (scenario) =>
    run(scenario).outcome.receipts.some(
      ({ kind, sentBy }) => kind === 'not-read' && sentBy === 'server',
    ),
  );
});

agreement('clients and tags', aged);
