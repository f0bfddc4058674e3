/**
 * Who may act for whom: ask for a recall of somebody else's message, and open somebody else's
 * mailbox.
 */
import { decisionList } from '../decision.ts';

/** May this actor recall what that mailbox has sent? Row G5b of the evidence. */
export const recallActor = decisionList(
  'recall-actor',
  {
    application: ['none', 'granted', 'denied'], // by whether it holds Mail.ReadWrite
    isSender: 'boolean',
    fullAccess: 'boolean', // to the mailbox that sent the message
    sendRight: 'boolean', // SendAs or send on behalf
    sendRightRecalls: 'boolean', // the switch
  },
  [
    { cites: 'RC-303', when: { application: 'denied' }, verdict: 'refused' },
    { cites: 'RC-302', when: { application: 'granted' }, verdict: 'permitted' },
    { cites: 'RC-304', when: { isSender: true }, verdict: 'permitted' },
    { cites: 'RC-301', when: { fullAccess: true }, verdict: 'permitted' },
    { cites: 'RC-305', when: { sendRight: true, sendRightRecalls: true }, verdict: 'permitted' },
    { cites: 'RC-300', when: { sendRight: true }, verdict: 'refused' },
    { cites: 'RC-008', verdict: 'refused' },
  ],
);

/** May somebody who is not the owner open a mailbox? */
export const mailboxAccess = decisionList(
  'mailbox-access',
  { fullAccess: ['untold', 'given', 'withheld'] }, // untold: the tenant does not say who has it
  [
    { cites: 'MB-100', when: { fullAccess: 'untold' }, verdict: 'allowed' },
    { cites: 'MB-101', when: { fullAccess: 'given' }, verdict: 'allowed' },
    { cites: 'MB-102', verdict: 'refused' },
  ],
);
