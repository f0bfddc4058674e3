/**
 * Classic recall: when Outlook acts and what it leaves, stated more simply than the model states
 * it.
 *
 * Each *always* has a *sometimes* beside it, so that none holds for want of cases.
 */
import { expect } from 'vitest';
import type { Client, Scenario } from '../scenarios/scenario.ts';
import {
  buildClassic,
  classicIngredients,
  classicScenarios,
  plainReading,
  plainWorld,
} from './arbitraries/classic.ts';
import { cloud } from './arbitraries/scenario.ts';
import { always, describe, run, sometimes } from './harness.ts';
import { accepted, copiesFor, noticesOf, processedRows, rowsOf } from './outcomes.ts';

/** Milliseconds after the start of a scenario. */
function msOf({ start }: Scenario, instant: string | null): number {
  return instant === null ? Number.NaN : Date.parse(instant) - start;
}

/**
 * What runs at a mailbox at an instant, said from the file alone: before the actions of that
 * instant, and after each of them. Null: nothing.
 */
function programsAt(scenario: Scenario, mailbox: string, now: number): (Client | null)[] {
  const owner = scenario.people.find((person) => person.mailbox === mailbox);
  const within = (windows: readonly { from: number; to: number }[]): boolean =>
    windows.some(({ from, to }) => from <= now && now < to);
  if (owner && within(owner.offline)) return [null];
  let client: Client = owner?.client ?? 'outlook-windows';
  let runs = owner === undefined || owner.running === null || within(owner.running);
  const programs: (Client | null)[] = [];
  const inOrder = [...scenario.timeline].sort((a, b) => a.at - b.at);
  for (const { at, action } of inOrder) {
    if (at > now || !('mailbox' in action) || action.mailbox !== mailbox) continue;
    if (at === now) programs.push(runs ? client : null);
    if (action.kind === 'stopClient') runs = false;
    if (action.kind !== 'startClient') continue;
    runs = true;
    client = action.client ?? client;
  }
  return [...programs, runs ? client : null];
}

describe('when Outlook acts', () => {
  always(
    ['RC-106', 'RC-104', 'RC-105'],
    'nothing is processed at a mailbox where no Outlook runs',
    classicScenarios,
    (scenario) => {
      const { audit } = run(scenario).outcome;
      const acts: (Client | null)[] = ['outlook-windows'];
      if (scenario.assume.easProcessesClassicRecall === 'full') acts.push('eas');
      for (const { operation, at, recipient } of audit) {
        if (operation !== 'recall-processed') continue;
        const now = msOf(scenario, at);
        const seen = programsAt(scenario, recipient ?? '', now);
        expect(acts.some((client) => seen.includes(client))).toBe(true);
      }
    },
  );
  sometimes('a request waits for Outlook to start', classicScenarios, (scenario) =>
    rowsOf(run(scenario).outcome).some(({ outcome }) => outcome === 'deferred'),
  );
  sometimes('a request is processed days after it came', classicScenarios, (scenario) =>
    processedRows(run(scenario).outcome).some(
      ({ decidedAt, recall }) =>
        Date.parse(decidedAt ?? '') - Date.parse(recall.requestedAt) > 86_400_000,
    ),
  );
  sometimes('a client cannot process it', classicScenarios, (scenario) =>
    rowsOf(run(scenario).outcome).some(({ reason }) => reason === 'client-cannot-process'),
  );
  always(
    ['RC-109', 'RC-110'],
    'with automatic processing off nothing is decided that nobody has viewed',
    classicScenarios,
    (scenario) => {
      const views = scenario.timeline.flatMap(({ at, action }) =>
        action.kind === 'openRequest' ? [`${at} ${action.mailbox} ${action.recall}`] : [],
      );
      for (const row of processedRows(run(scenario).outcome)) {
        const owner = scenario.people.find(({ mailbox }) => mailbox === row.recipient);
        if (owner?.processRecalls !== 'manual') continue;
        const view = `${msOf(scenario, row.decidedAt)} ${row.recipient} ${row.recall.id}`;
        expect(views).toContain(view);
      }
    },
  );
  sometimes('a viewed request is processed', classicScenarios, (scenario) =>
    processedRows(run(scenario).outcome).some(({ rules }) => rules.includes('RC-110')),
  );
  sometimes('a request is not viewed', classicScenarios, (scenario) =>
    rowsOf(run(scenario).outcome).some(({ rules }) => rules.includes('RC-109')),
  );
  always(
    ['RC-108'],
    'in Online Mode the idle task takes its time, unless somebody views the request',
    classicScenarios,
    (scenario) => {
      const { outcome } = run(scenario);
      for (const row of processedRows(outcome)) {
        const owner = scenario.people.find(({ mailbox }) => mailbox === row.recipient);
        const acted = scenario.timeline.some(
          ({ at, action }) =>
            action.kind === 'startClient' ||
            (action.kind === 'openRequest' && at === msOf(scenario, row.decidedAt)),
        );
        if (owner?.mode !== 'online' || acted) continue;
        const came = noticesOf(outcome, 'recall-request', row.recall.id).find(
          ({ to }) => to === row.recipient,
        );
        const waited = msOf(scenario, row.decidedAt) - msOf(scenario, came?.at ?? null);
        expect(waited).toBeGreaterThanOrEqual(owner.processingDelayMs);
      }
    },
  );
  const attentive = classicIngredients.map((parts) =>
    buildClassic({
      ...parts,
      world: plainWorld(parts.world),
      acts: [],
      everybodyViews: null,
      filesRequests: 'nobody',
      readings: [plainReading, plainReading, plainReading],
    }),
  );
  always(
    ['RC-107', 'RC-111', 'RC-116', 'RC-123'],
    'an undisturbed request is processed as soon as it and the original are there',
    attentive,
    (scenario) => {
      const { outcome } = run(scenario);
      for (const recall of accepted(outcome)) {
        for (const row of recall.recipients) {
          if (!(cloud as readonly string[]).includes(row.recipient)) continue;
          // Another recall of the same message may have been first.
          if (row.reason === 'deleted' && outcome.recalls.length > 1) continue;
          expect(row.outcome).toBe('recalled');
          expect(row.decidedAt).not.toBeNull();
        }
      }
    },
  );
});

describe('what Outlook leaves', () => {
  always(
    ['RC-115'],
    'a classic recall never takes back a copy that was read',
    classicScenarios,
    (scenario) => {
      const { outcome } = run(scenario);
      for (const row of processedRows(outcome)) {
        if (row.outcome !== 'recalled') continue;
        expect(row.readBefore).toBe(false);
        for (const copy of copiesFor(outcome, row.recall.message, row.recipient)) {
          const wasThere = (copy.deliveredAt ?? '9') <= (row.decidedAt ?? '');
          if (wasThere) expect(copy.firstReadAt).toBeNull();
        }
      }
    },
  );
  sometimes('a read copy stays', classicScenarios, (scenario) =>
    processedRows(run(scenario).outcome).some(({ reason }) => reason === 'already-read'),
  );
  sometimes('an unread copy is taken back', classicScenarios, (scenario) =>
    processedRows(run(scenario).outcome).some(({ outcome }) => outcome === 'recalled'),
  );
  always(
    ['RC-114', 'MB-010'],
    'where a rule files requests away, only what was moved after them is ever recalled',
    classicScenarios,
    (scenario) => {
      const rules = scenario.tenant.nouns.InboxRule ?? [];
      const owners = rules.filter(({ Name }) => Name === 'File requests');
      for (const row of processedRows(run(scenario).outcome)) {
        if (!owners.some(({ MailboxOwnerId }) => MailboxOwnerId === row.recipient)) continue;
        // Nobody in the small world moves an original to that folder.
        expect(row.outcome).toBe('failed');
      }
    },
  );
  always(
    ['RC-114'],
    'an original that lies outside the Inbox is not recalled while its request lies in it',
    classicIngredients.map((parts) =>
      buildClassic({
        ...parts,
        filesRequests: 'nobody',
        world: {
          ...parts.world,
          habits: parts.world.habits.map((habit) => ({ ...habit, rule: 'none' })) as never,
        },
      }),
    ),
    (scenario) => {
      const { outcome } = run(scenario);
      for (const row of processedRows(outcome)) {
        const own = copiesFor(outcome, row.recall.message, row.recipient);
        const [copy] = own;
        if (own.length !== 1 || copy === undefined || row.outcome !== 'recalled') continue;
        const here = scenario.timeline.filter(
          ({ at, action }) =>
            (action.kind === 'move' || action.kind === 'delete') &&
            action.mailbox === row.recipient &&
            action.message === row.recall.message &&
            at >= msOf(scenario, copy.deliveredAt) &&
            at < msOf(scenario, row.decidedAt),
        );
        const last = here.sort((a, b) => a.at - b.at).at(-1)?.action;
        if (last !== undefined) expect(last).toMatchObject({ kind: 'move', folder: 'Inbox' });
      }
    },
  );
  sometimes('the folders differ', classicScenarios, (scenario) =>
    processedRows(run(scenario).outcome).some(({ reason }) => reason === 'different-folder'),
  );
  always(
    ['RC-113', 'CN-010'],
    'an original whose SearchKey has changed is never recalled',
    classicScenarios,
    (scenario) => {
      const { outcome } = run(scenario);
      for (const row of processedRows(outcome)) {
        const own = copiesFor(outcome, row.recall.message, row.recipient).filter(
          (copy) => (copy.deliveredAt ?? '9') <= (row.decidedAt ?? ''),
        );
        const changed = own.some(({ searchKeyIntact }) => !searchKeyIntact);
        if (changed) expect(row.outcome).toBe('failed');
        if (row.reason === 'search-key-changed') expect(changed).toBe(true);
      }
    },
  );
  sometimes('a SearchKey has changed', classicScenarios, (scenario) =>
    processedRows(run(scenario).outcome).some(({ reason }) => reason === 'search-key-changed'),
  );
  always(
    ['RC-103', 'RC-122'],
    'outside and on premises nothing is taken back and nobody answers',
    classicScenarios,
    (scenario) => {
      const { outcome } = run(scenario);
      for (const row of rowsOf(outcome)) {
        const isOutside = row.recipient.endsWith('@fabrikam.com');
        if (!isOutside && !row.recipient.startsWith('olga@')) continue;
        if (row.outcome === 'no-effect') expect(row.reason).toBe('external-recipient');
        else expect(row.outcome).toBe('open');
        const results = noticesOf(outcome, 'recall-result', row.recall.id);
        expect(results.filter(({ about }) => about === row.recipient)).toEqual([]);
        for (const copy of copiesFor(outcome, row.recall.message, row.recipient)) {
          if (copy.deliveredAt !== null) expect(copy.present).toBe(true);
        }
      }
    },
  );
  sometimes('somebody outside gets the request as text', classicScenarios, (scenario) =>
    run(scenario).outcome.notices.some(({ kind }) => kind === 'recall-notice'),
  );
  always(
    ['RC-115', 'RC-116'],
    'recalling later never helps when people only read',
    classicIngredients.map((parts) =>
      buildClassic({
        ...parts,
        world: {
          ...plainWorld(parts.world),
          deeds: parts.world.deeds.map(([at, where]) => [at, where, { kind: 'read', by: null }]),
          recalls: [[60_000, false]],
        },
        acts: [],
        everybodyViews: null,
        readings: [plainReading, plainReading, plainReading],
      }),
    ),
    (scenario) => {
      const later = scenario.timeline.map((entry) =>
        entry.action.kind === 'recall' ? { ...entry, at: 4_000_000 } : entry,
      );
      const successes = (world: Scenario): string[] =>
        rowsOf(run(world).outcome).flatMap(({ outcome, recipient }) =>
          outcome === 'recalled' ? [recipient] : [],
        );
      const early = successes(scenario);
      for (const recipient of successes({ ...scenario, timeline: later }))
        expect(early).toContain(recipient);
    },
  );
});
