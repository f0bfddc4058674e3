/**
 * What this simulator adds to Exchange: who may recall, and whether a deletion leaves a record.
 *
 * Exchange has no setting that restricts recall to people or recipients; `RecallPermission` stands
 * for a wish, and every rule here says so.
 */
import { decisionList } from '../decision.ts';

export const recallPermission = decisionList(
  'recall-permission',
  {
    matched: 'boolean', // some row of RecallPermission is about this person, place and occasion
    mfaMissing: 'boolean', // the row asks for multi-factor authentication, and it was not passed
    narrowed: 'boolean', // the row says whom it leaves out
    emptied: 'boolean', // these are all recipients of the message
  },
  [
    { cites: 'RC-240', when: { matched: false }, verdict: 'allowed' },
    { cites: 'RC-241', when: { mfaMissing: true }, verdict: 'refused' },
    { cites: 'RC-243', when: { emptied: true }, verdict: 'refused' },
    { cites: 'RC-242', when: { narrowed: true }, verdict: 'narrowed' },
    { cites: 'RC-244', verdict: 'allowed' },
  ],
);

export const auditKept = decisionList(
  'audit-kept',
  { organizationOff: 'boolean', mailboxOff: 'boolean', unrecorded: 'boolean' },
  [
    { cites: 'RC-250', when: { organizationOff: true }, verdict: 'none' },
    { cites: 'RC-251', when: { mailboxOff: true }, verdict: 'none' },
    { cites: 'RC-252', when: { unrecorded: true }, verdict: 'none' },
    { cites: 'RC-253', verdict: 'kept' },
  ],
);
