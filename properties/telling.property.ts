/**
 * Telling: who learns of a recall, and who does not.
 */
import { expect } from 'vitest';
import { scenarios } from './arbitraries/scenario.ts';
import { always, describe, run, sometimes } from './harness.ts';
import { accepted, rowsOf } from './outcomes.ts';

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
