/**
 * Indifference: what a recall does not depend on, and what only decides whether it may start.
 */
import fc from 'fast-check';
import { expect } from 'vitest';
import type { Scenario } from '../scenarios/scenario.ts';
import type { ScenarioOutcome } from '../sim/outcome.ts';
import { build, ingredients, scenarios } from './arbitraries/scenario.ts';
import { always, describe, run, sometimes } from './harness.ts';
import { rowsOf } from './outcomes.ts';

/** Nothing stands in the way: no habits, no deeds, no faults; one recall after an hour. */
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
