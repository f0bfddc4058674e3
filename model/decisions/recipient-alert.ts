/**
 * Is the recipient told of a cloud recall? Table D3 of the evidence, read top-down.
 */
import { decisionList } from '../decision.ts';

export const recipientAlert = decisionList(
  'recipient-alert',
  {
    alertsExist: 'boolean', // since August 2024
    alertsOn: 'boolean',
    readOnly: 'boolean',
    wasRead: 'boolean',
    recalled: 'boolean',
    alertOnFailure: 'boolean', // the switch of S-12
  },
  [
    { cites: 'RC-060', when: { alertsExist: false }, verdict: 'none' },
    { cites: 'RC-061', when: { alertsOn: false }, verdict: 'none' },
    { cites: 'RC-062', when: { recalled: false, alertOnFailure: false }, verdict: 'none' },
    { cites: 'RC-063', when: { readOnly: true, wasRead: false }, verdict: 'none' },
    { cites: 'RC-064', when: { readOnly: true }, verdict: 'alert' },
    { cites: 'RC-065', verdict: 'alert' },
  ],
);
