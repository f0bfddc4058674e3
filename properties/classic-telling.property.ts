/**
 * Classic recall: who learns of it, who may start it, and that every way of running it agrees.
 *
 * Each *always* has a *sometimes* beside it, so that none holds for want of cases.
 */
import { expect } from 'vitest';
import { ruleIndex } from '../model/rules/catalogue.ts';
import type { Client, Scenario } from '../scenarios/scenario.ts';
import type { CopyOutcome } from '../sim/outcome.ts';
import { classicScenarios } from './arbitraries/classic.ts';
import { team } from './arbitraries/scenario.ts';
import { agreement, always, describe, run, sometimes } from './harness.ts';
import { accepted, copiesFor, isProcessed, noticesOf, processedRows, rowsOf } from './outcomes.ts';

describe('who learns of it', () => {
  /** Every way to an address leads through the list that keeps reports to itself. */
  const isSilenced = (scenario: Scenario, own: readonly CopyOutcome[]): boolean => {
    const groups = scenario.tenant.nouns.DistributionGroup ?? [];
    const isSilent = groups.some(({ ReportToOriginatorEnabled: on }) => on === false);
    return isSilent && own.every(({ path }) => path.includes(`group:${team}`));
  };
  always(
    ['RC-119', 'RC-120'],
    'each decided row has its result mail exactly when the sender asked and no list silences it',
    classicScenarios,
    (scenario) => {
      const { outcome } = run(scenario);
      const recalls = scenario.timeline.map(({ action }) => action);
      const asked = recalls.some((action) => action.kind === 'recall' && action.resultMail);
      for (const row of rowsOf(outcome)) {
        const results = noticesOf(outcome, 'recall-result', row.recall.id)
          .filter(({ about }) => about === row.recipient)
          .map(({ result }) => result);
        const own = copiesFor(outcome, row.recall.message, row.recipient);
        // A forwarded request comes later than the one that was answered, or silenced.
        if (own.length > 1 && own.some(({ path }) => path.join().includes('forwarding'))) continue;
        const answers = isProcessed(row) && !row.rules.includes('RC-123');
        if (!answers || !asked || isSilenced(scenario, own)) {
          expect(results).toEqual([]);
          continue;
        }
        expect(results.at(-1)).toBe(row.outcome === 'recalled' ? 'success' : 'failure');
      }
    },
  );
  sometimes('a result mail says success, another failure', classicScenarios, (scenario) => {
    const results = run(scenario).outcome.notices.map(({ result }) => result);
    return results.includes('success') && results.includes('failure');
  });
  sometimes('a list silences a result mail', classicScenarios, (scenario) => {
    const { hits } = run(scenario).simulated;
    return (hits[ruleIndex.get('RC-120') ?? 0] ?? 0) > 0;
  });
  always(
    ['RC-118', 'RC-112'],
    'whoever had a request processed is told, unless the original was lost',
    classicScenarios,
    (scenario) => {
      const { outcome } = run(scenario);
      for (const row of rowsOf(outcome)) {
        const told = noticesOf(outcome, 'recall-told', row.recall.id).filter(
          ({ to }) => to === row.recipient,
        );
        expect(row.recipientNotified).toBe(told.length > 0);
        const isTold =
          isProcessed(row) && !row.rules.includes('RC-123') && row.reason !== 'deleted';
        if (isTold) expect(told.length).toBeGreaterThan(0);
        if (!isProcessed(row)) expect(told).toEqual([]);
      }
    },
  );
  sometimes('an original is lost', classicScenarios, (scenario) =>
    processedRows(run(scenario).outcome).some(({ reason }) => reason === 'deleted'),
  );
  always(
    ['RC-121', 'RC-102', 'RC-004', 'RC-002'],
    'a classic recall has no report, no alert, and nothing of the cloud agent',
    classicScenarios,
    (scenario) => {
      const { outcome } = run(scenario);
      for (const recall of accepted(outcome)) {
        expect(recall.agent).toBe('classic');
        expect(recall.reportAt).toBeNull();
        for (const { outcome: word, cause } of recall.recipients) {
          expect(word).not.toBe('pending');
          expect(cause).toBeNull();
        }
      }
      const kinds = outcome.notices.map(({ kind }) => kind);
      expect(kinds).not.toContain('recall-report');
      expect(kinds).not.toContain('recall-alert');
      expect(outcome.audit.map(({ operation }) => operation)).not.toContain('recall-attempt');
    },
  );
  always(
    ['RC-123'],
    'a mailbox that passed everything on says what happened where it went',
    classicScenarios,
    (scenario) => {
      const { outcome } = run(scenario);
      for (const recall of accepted(outcome)) {
        for (const row of recall.recipients.filter(({ rules }) => rules.includes('RC-123'))) {
          const targets = recall.recipients.filter(
            ({ recipient, rules }) => recipient !== row.recipient && !rules.includes('RC-030'),
          );
          const same = targets.filter(
            (target) => target.outcome === row.outcome && target.reason === row.reason,
          );
          expect(same.length).toBeGreaterThan(0);
          expect(row.recipientNotified).toBe(false);
        }
      }
    },
  );
  sometimes('a mailbox passes a request on', classicScenarios, (scenario) =>
    rowsOf(run(scenario).outcome).some(({ rules }) => rules.includes('RC-123')),
  );
});

describe('the gate of the classic road', () => {
  always(
    ['RC-100', 'RC-101'],
    'only Outlook for Windows starts a classic recall, and never of an encrypted message',
    classicScenarios,
    (scenario) => {
      const answer = (client: Client, encrypted: boolean): (string | null)[] => {
        const timeline = scenario.timeline.map((entry) => {
          const { action } = entry;
          if (action.kind === 'recall') return { ...entry, action: { ...action, client } };
          return action.kind === 'send' ? { ...entry, action: { ...action, encrypted } } : entry;
        });
        return run({ ...scenario, timeline }).outcome.recalls.map(({ reason }) => reason);
      };
      for (const reason of answer('owa', false)) expect(reason).toBe('client-not-supported');
      for (const reason of answer('outlook-windows', true)) expect(reason).not.toBeNull();
      expect(answer('outlook-windows', false)).not.toContain('too-old');
    },
  );
});

agreement('classic recall', classicScenarios);
