/**
 * Recall: what holds for every recipient, copy and attempt, stated more simply than the model does.
 *
 * Each *always* has a *sometimes* beside it, so that none holds for want of cases.
 */
import { expect } from 'vitest';
import { defaultAssumptions } from '../model/assumptions.ts';
import { build, cloud, ingredients, scenarios } from './arbitraries/scenario.ts';
import { always, describe, run, sometimes } from './harness.ts';
import { accepted, isCopied, rowsOf } from './outcomes.ts';

const DAY_MS = 86_400_000;

describe('deadlines', () => {
  always(
    ['RC-021', 'RC-022', 'RC-020', 'RC-026'],
    'every recipient is decided no later than 24 hours after the recall',
    scenarios,
    (scenario) => {
      const slack = scenario.assume.clockStart === 'accepted' ? 0 : scenario.deliveryMs;
      const { outcome } = run(scenario);
      for (const { outcome: word, decidedAt, recall } of rowsOf(outcome)) {
        expect(word).not.toBe('pending');
        const waited = Date.parse(decidedAt ?? '') - Date.parse(recall.requestedAt);
        expect(waited).toBeLessThanOrEqual(DAY_MS + slack);
      }
    },
  );
  always(['RC-021'], 'a timeout is dated exactly at the deadline', scenarios, (scenario) => {
    // A second recall that counts for nothing shows the rows of the first.
    if (scenario.assume.secondRecall === 'ignore') return;
    const slack = scenario.assume.clockStart === 'accepted' ? 0 : scenario.deliveryMs;
    for (const { reason, decidedAt, recall, cause } of rowsOf(run(scenario).outcome)) {
      if (reason !== 'timed-out') continue;
      expect(Date.parse(decidedAt ?? '')).toBe(Date.parse(recall.requestedAt) + DAY_MS + slack);
      expect(cause).not.toBeNull();
    }
  });
  sometimes('a recall times out', scenarios, (scenario) =>
    rowsOf(run(scenario).outcome).some(({ reason }) => reason === 'timed-out'),
  );
  sometimes('a recall succeeds only at a later attempt', scenarios, (scenario) =>
    rowsOf(run(scenario).outcome).some(
      ({ outcome, decidedAt, recall }) =>
        outcome === 'recalled' &&
        Date.parse(decidedAt ?? '') > Date.parse(recall.requestedAt) + 300_000,
    ),
  );
});

describe('reach', () => {
  always(
    ['RC-031', 'RC-032', 'RC-037', 'RC-056'],
    'nothing outside, on premises, forwarded by hand or by an Inbox rule is ever recalled',
    scenarios,
    (scenario) => {
      const { outcome } = run(scenario);
      const kept = new Set<string>(cloud);
      for (const copy of outcome.copies) {
        const beyond = !copy.mailbox.endsWith('@contoso.com') || copy.mailbox.startsWith('olga@');
        if (beyond && copy.deliveredAt !== null) expect(copy.present).toBe(true);
        if (!isCopied(copy) || !kept.has(copy.mailbox) || !copy.present) continue;
        expect(copy.retained).toBe(false);
      }
      for (const row of rowsOf(outcome)) {
        if (row.recipient.endsWith('@fabrikam.com')) expect(row.outcome).toBe('failed');
        if (row.recipient.startsWith('olga@')) expect(row.outcome).toBe('failed');
      }
    },
  );
  sometimes(
    'a copy made by hand or rule survives a recall that succeeds',
    scenarios,
    (scenario) => {
      const { outcome } = run(scenario);
      const success = rowsOf(outcome).some((row) => row.outcome === 'recalled');
      return (
        success && outcome.copies.some((copy) => isCopied(copy) && copy.notRecalledBecause !== null)
      );
    },
  );
  always(
    ['RC-036', 'RC-038', 'RC-053', 'RC-045', 'RC-046', 'MB-002', 'MB-003'],
    'what a mailbox forwarded inside the organization is recalled when nothing stands in the way',
    ingredients.map((parts) =>
      build({
        ...parts,
        profile: 'cloud-2026-08',
        assume: {},
        deeds: [],
        faults: [],
        turnsOff: null,
        recalls: [[7_200_000, false]],
        second: false,
        habits: parts.habits.map((habit) => ({ ...habit, blocked: false, rule: 'none' })) as never,
        config: {
          ...parts.config,
          RecallReadMessagesEnabled: null,
          MessageRecallMaxRecallableAge: null,
        },
      }),
    ),
    (scenario) => {
      const { outcome } = run(scenario);
      for (const copy of outcome.copies) {
        const inside = (cloud as readonly string[]).includes(copy.mailbox);
        if (inside) expect(copy.present).toBe(false);
      }
    },
  );
  sometimes('a forwarded copy is recalled', scenarios, (scenario) =>
    rowsOf(run(scenario).outcome).some(
      ({ via, outcome }) => via !== undefined && outcome === 'recalled',
    ),
  );
});

describe('the report and the copies', () => {
  always(
    ['RC-051', 'RC-048', 'RC-049', 'RC-047'],
    'a row is recalled exactly when none of the copies it stands for is left',
    scenarios,
    (scenario) => {
      const { outcome } = run(scenario);
      for (const row of rowsOf(outcome)) {
        if (!(cloud as readonly string[]).includes(row.recipient)) continue;
        const own = outcome.copies.filter(
          (copy) =>
            copy.mailbox === row.recipient &&
            copy.message === row.recall.message &&
            copy.notRecalledBecause === null &&
            // What a mailbox forwards after the window is out of reach of this recall.
            Date.parse(copy.deliveredAt ?? '') <= Date.parse(row.recall.requestedAt) + DAY_MS,
        );
        if (row.outcome === 'recalled') expect(own.filter(({ present }) => present)).toEqual([]);
      }
    },
  );
  always(
    ['RC-025'],
    'a second recall reports what is already recalled as recalled again',
    scenarios,
    (scenario) => {
      const { recalls } = run(scenario).outcome;
      // While the agent is down nothing is known of what it did before.
      if (scenario.faults.some(({ kind }) => kind === 'agent-down')) return;
      const [first, second] = recalls.filter(({ status }) => status === 'accepted');
      if (!first || !second || first.message !== second.message) return;
      const done = first.recipients.filter(
        (row) => row.outcome === 'recalled' && (row.decidedAt ?? '') < second.requestedAt,
      );
      for (const { recipient } of done) {
        const again = second.recipients.find((row) => row.recipient === recipient);
        expect(again?.outcome).toBe('recalled');
      }
    },
  );
  sometimes('a message is recalled twice', scenarios, (scenario) => {
    const [first, second] = accepted(run(scenario).outcome);
    return first !== undefined && second !== undefined && first.message === second.message;
  });
  always(
    ['RC-070', 'RC-071'],
    'the sender gets one report within five minutes',
    scenarios,
    (scenario) => {
      const { recalls, notices } = run(scenario).outcome;
      for (const recall of recalls) {
        const reports = notices.filter(
          ({ kind, recall: id }) => kind === 'recall-report' && id === recall.id,
        );
        expect(reports).toHaveLength(recall.status === 'accepted' ? 1 : 0);
        for (const { at } of reports) {
          expect(Date.parse(at) - Date.parse(recall.requestedAt)).toBeLessThanOrEqual(300_000);
        }
      }
    },
  );
  always(['RC-030'], 'a group has a row and no outcome of its own', scenarios, (scenario) => {
    for (const row of rowsOf(run(scenario).outcome)) {
      const isGroup = row.recipient.startsWith('team@') || row.recipient.startsWith('everyone@');
      expect(row.outcome === 'expanded').toBe(isGroup);
    }
  });
  sometimes('a group is expanded', scenarios, (scenario) =>
    rowsOf(run(scenario).outcome).some(({ outcome }) => outcome === 'expanded'),
  );
});

describe('the record', () => {
  always(
    ['RC-080', 'RC-020'],
    'the audit has one entry for each attempt',
    scenarios,
    (scenario) => {
      const { outcome } = run(scenario);
      for (const recall of accepted(outcome)) {
        const attempts = outcome.audit.filter(
          ({ operation, recall: id }) => operation === 'recall-attempt' && id === recall.id,
        );
        const keys = attempts.map(({ at, recipient }) => `${at} ${recipient}`);
        expect(new Set(keys).size).toBe(keys.length);
        const offsets = defaultAssumptions.retryAttempts.map(
          (offset) => offset + scenario.deliveryMs,
        );
        for (const { at } of attempts) {
          const after = Date.parse(at) - Date.parse(recall.requestedAt);
          expect(
            offsets.includes(after) || after === DAY_MS || after === DAY_MS + scenario.deliveryMs,
          ).toBe(true);
        }
      }
    },
  );
  always(
    ['RC-013', 'RC-011', 'RC-012'],
    'a refused recall has no rows, no report and no attempts',
    scenarios,
    (scenario) => {
      const { outcome } = run(scenario);
      for (const recall of outcome.recalls) {
        if (recall.status === 'accepted') continue;
        expect(recall.recipients).toEqual([]);
        expect(recall.agent).toBeNull();
        const entries = outcome.audit.filter(({ recall: id }) => id === recall.id);
        expect(entries.map(({ operation, result }) => [operation, result])).toEqual([
          ['recall-request', 'refused'],
        ]);
      }
    },
  );
  sometimes('a recall is refused', scenarios, (scenario) =>
    run(scenario).outcome.recalls.some(({ status }) => status === 'refused'),
  );
});
