/**
 * Recall: what holds for every recipient, copy and attempt, stated more simply than the model states it.
 *
 * Each *always* has a *sometimes* beside it, so that none holds for want of cases.
 */
import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { defaultAssumptions } from '../model/assumptions.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import type { CopyOutcome, RecallOutcome, RowOutcome, ScenarioOutcome } from '../sim/outcome.ts';
import { build, cloud, ingredients, scenarios } from './arbitraries/scenario.ts';
import { always, run, sometimes } from './harness.ts';

const DAY_MS = 86_400_000;

function accepted({ recalls }: ScenarioOutcome): RecallOutcome[] {
  return recalls.filter(({ status }) => status === 'accepted');
}

function rowsOf(outcome: ScenarioOutcome): (RowOutcome & { recall: RecallOutcome })[] {
  return accepted(outcome).flatMap((recall) =>
    recall.recipients.map((row) => ({ ...row, recall })),
  );
}

/** Copies that no row stands for: made by hand, by an Inbox rule, or for a journal. */
function isCopied({ path }: CopyOutcome): boolean {
  return path.some(
    (word) => word.startsWith('by-hand') || word.startsWith('rule') || word === 'journal',
  );
}

/** Whether some copy is on its way or in hand when the recall begins and can be deleted without further ado. */
const quiet = ingredients.map((parts) =>
  build({
    ...parts,
    assume: {},
    plain: true,
    deeds: [],
    faults: [],
    recalls: [[3_600_000, false]],
    config: { ...parts.config, MessageRecallMaxRecallableAge: null },
  }),
);

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

describe('telling recipients', () => {
  always(
    ['RC-060', 'RC-061', 'RC-093'],
    'a recipient learns nothing unless alerts exist and are on',
    scenarios,
    (scenario) => {
      const config = scenario.tenant.nouns.OrganizationConfig?.[0];
      const before = scenario.profile < 'cloud-2024-08';
      if (!before && config?.['MessageRecallAlertRecipientsEnabled'] === true) return;
      const { notices } = run(scenario).outcome;
      expect(notices.filter(({ kind }) => kind === 'recall-alert')).toEqual([]);
    },
  );
  always(
    ['RC-062', 'RC-063', 'RC-064', 'RC-065', 'RC-094'],
    'whoever is alerted had a copy that was recalled, and had read it where only readers are told',
    scenarios,
    (scenario) => {
      if (scenario.assume.alertOnFailure === 'true') return;
      const config = scenario.tenant.nouns.OrganizationConfig?.[0];
      const readersOnly = config?.['MessageRecallAlertRecipientsReadMessagesOnlyEnabled'] === true;
      const alertsOn = config?.['MessageRecallAlertRecipientsEnabled'] === true;
      const exist = scenario.profile >= 'cloud-2024-08';
      for (const row of rowsOf(run(scenario).outcome)) {
        if (row.recipientNotified) {
          expect(row.outcome).toBe('recalled');
          if (readersOnly) expect(row.readBefore).toBe(true);
        } else if (
          alertsOn &&
          exist &&
          !readersOnly &&
          row.outcome === 'recalled' &&
          !row.rules.includes('RC-036')
        ) {
          expect.fail(`${row.recipient} was recalled and not told`);
        }
      }
    },
  );
  sometimes('somebody is alerted', scenarios, (scenario) =>
    rowsOf(run(scenario).outcome).some(({ recipientNotified }) => recipientNotified),
  );
  always(
    ['RC-072', 'RC-073'],
    'everybody outside whom the message reached gets one text notice, nobody inside gets one',
    scenarios,
    (scenario) => {
      const { outcome } = run(scenario);
      for (const recall of accepted(outcome)) {
        const told = outcome.notices.filter(
          ({ kind, recall: id }) => kind === 'recall-notice' && id === recall.id,
        );
        const outside = recall.recipients.filter(
          ({ recipient, via }) => recipient.endsWith('@fabrikam.com') && via === undefined,
        );
        expect(told.map(({ to }) => to).sort()).toEqual(
          outside.map(({ recipient }) => recipient).sort(),
        );
      }
    },
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

describe('what never matters', () => {
  const comparable = (scenario: Scenario): unknown =>
    run(scenario).outcome.recalls.map(({ status, recipients }) => ({
      status,
      rows: recipients.map(({ recipient, outcome, reason, cause, decidedAt }) => ({
        recipient,
        outcome,
        reason,
        cause,
        decidedAt,
      })),
    }));
  always(
    ['MB-022', 'MB-023', 'RC-045', 'RC-047'],
    'moving, flagging and deleting into Deleted Items changes no outcome',
    scenarios,
    (scenario) => {
      const timeline = scenario.timeline.filter(
        ({ action }) =>
          action.kind !== 'move' &&
          action.kind !== 'flag' &&
          !(action.kind === 'delete' && action.how === 'deleted-items'),
      );
      expect(comparable({ ...scenario, timeline })).toEqual(comparable(scenario));
    },
  );
  always(
    ['RC-046', 'RC-091', 'MB-020', 'MB-021'],
    'reading changes no outcome while read messages may be recalled',
    scenarios,
    (scenario) => {
      const config = scenario.tenant.nouns.OrganizationConfig?.[0];
      const protectedReads =
        config?.['RecallReadMessagesEnabled'] === false ||
        scenario.timeline.some(({ action }) => action.kind === 'change');
      if (protectedReads) return;
      const timeline = scenario.timeline.filter(
        ({ action }) => action.kind !== 'read' && action.kind !== 'preview',
      );
      expect(comparable({ ...scenario, timeline })).toEqual(comparable(scenario));
    },
  );
  always(
    ['RC-044', 'RC-024'],
    'a recipient who never read is never failed for reading',
    scenarios,
    (scenario) => {
      for (const row of rowsOf(run(scenario).outcome)) {
        if (row.reason === 'already-read') expect(row.readBefore).toBe(true);
      }
    },
  );
  sometimes('a read message is not recalled', scenarios, (scenario) =>
    rowsOf(run(scenario).outcome).some(({ reason }) => reason === 'already-read'),
  );
  always(
    ['RC-045'],
    'an undisturbed recall inside the cloud succeeds whatever the order of the recipients',
    quiet,
    (scenario) => {
      const reversed = scenario.timeline.map((entry) =>
        entry.action.kind === 'send'
          ? { ...entry, action: { ...entry.action, to: entry.action.to.toReversed() } }
          : entry,
      );
      const byAddress = (world: Scenario): unknown[] =>
        rowsOf(run(world).outcome)
          .map(({ recipient, outcome, reason }) => `${recipient} ${outcome} ${reason}`)
          .sort();
      expect(byAddress({ ...scenario, timeline: reversed })).toEqual(byAddress(scenario));
    },
  );
});

describe('the gate', () => {
  always(
    ['RC-005', 'RC-006', 'RC-007'],
    'the client decides whether a recall can start, and nothing else about it',
    scenarios,
    (scenario) => {
      const clients = ['outlook-windows', 'owa', 'outlook-mobile', 'outlook-mac'] as const;
      const answers = clients.map((client) => {
        const timeline = scenario.timeline.map((entry) =>
          entry.action.kind === 'recall'
            ? { ...entry, action: { ...entry.action, client } }
            : entry,
        );
        return run({ ...scenario, timeline }).outcome;
      });
      const rows = (outcome: ScenarioOutcome): unknown =>
        outcome.recalls.map(({ recipients }) => recipients);
      const [desktop, ...others] = answers;
      for (const other of others) {
        const refusedForClient = other.recalls.some(
          ({ reason }) => reason === 'client-not-supported',
        );
        if (!refusedForClient && desktop) expect(rows(other)).toEqual(rows(desktop));
      }
      const mac = answers[3];
      expect(mac?.recalls.every(({ status }) => status === 'refused')).toBe(true);
    },
  );
  const protectedMail = fc.tuple(scenarios, fc.boolean()).map(([scenario, encrypted]): Scenario => {
    const timeline = scenario.timeline.map((entry) =>
      entry.action.kind === 'send' ? { ...entry, action: { ...entry.action, encrypted } } : entry,
    );
    return { ...scenario, timeline };
  });
  always(
    ['RC-010'],
    'encryption is a reason for refusal before October 2024 and no difference after',
    protectedMail,
    (scenario) => {
      const { recalls } = run(scenario).outcome;
      const refused = recalls.filter(({ reason }) => reason === 'encrypted');
      if (scenario.profile >= 'cloud-2024-10') expect(refused).toEqual([]);
      const sends = scenario.timeline.map(({ action }) => action);
      const encrypted = sends.some((action) => action.kind === 'send' && action.encrypted);
      if (!encrypted) expect(refused).toEqual([]);
    },
  );
  sometimes('encryption stops a recall', protectedMail, (scenario) =>
    run(scenario).outcome.recalls.some(({ reason }) => reason === 'encrypted'),
  );
});
