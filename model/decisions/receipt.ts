/**
 * Read receipts: what is asked for, and what server, program and deletion answer. Table D5 of the
 * evidence, read top-down, in the four questions that it answers.
 *
 * How often one of them answers is a matter of state: see `machines/receipt.ts`.
 */
import { decisionList } from '../decision.ts';

/** Does a copy that has arrived ask for a receipt? For messages that ask; others never do. */
export const receiptRequest = decisionList(
  'receipt-request',
  {
    isMessage: 'boolean', // not a copy made by hand, by an Inbox rule or for a journal
    recipient: ['mailbox', 'publicFolder', 'elsewhere'],
    perUserReadState: 'boolean', // of a public folder
    silenced: 'boolean', // came through a group that keeps reports to itself
  },
  [
    { cites: 'RR-003', when: { isMessage: false }, verdict: 'none' },
    { cites: 'RR-002', when: { silenced: true }, verdict: 'none' },
    { cites: 'RR-004', when: { recipient: 'elsewhere' }, verdict: 'none' },
    {
      cites: 'RR-006',
      when: { recipient: 'publicFolder', perUserReadState: true },
      verdict: 'none',
    },
    { cites: 'RR-006', when: { recipient: 'publicFolder' }, verdict: 'asked' },
    { cites: 'RR-005', verdict: 'asked' },
  ],
);

/** Does the server answer when a copy is taken from it: once, or each time? */
export const serverReceipt = decisionList(
  'server-receipt',
  {
    decidedBy: ['recipientProtocol', 'requesterProtocol'], // the switch of S-29
    requesterOverProtocol: 'boolean', // whoever asks uses POP3 or IMAP4
    taken: ['downloaded', 'opened'],
    switchesExist: 'boolean', // the switches below
    suppressed: 'boolean',
    protocolDefaults: 'boolean',
  },
  [
    {
      cites: 'RR-014',
      when: { decidedBy: 'requesterProtocol', requesterOverProtocol: false },
      verdict: 'none',
    },
    {
      cites: 'RR-014',
      when: { decidedBy: 'requesterProtocol', taken: 'opened' },
      verdict: 'once',
    },
    { cites: 'RR-015', when: { taken: 'opened' }, verdict: 'none' },
    { cites: 'RR-010', when: { switchesExist: false }, verdict: 'once' },
    { cites: 'RR-013', when: { suppressed: true, protocolDefaults: true }, verdict: 'each' },
    { cites: 'RR-012', when: { suppressed: true }, verdict: 'none' },
    { cites: 'RR-011', verdict: 'each' },
  ],
);

/** Does the program of the recipient answer when a copy is opened? */
export const clientReceipt = decisionList(
  'client-receipt',
  {
    reader: ['owner', 'delegate'],
    program: ['outlook', 'web', 'overProtocol'],
    response: ['DoNotAutomaticallySend', 'AlwaysSend', 'NeverSend'],
    prompt: ['agree', 'decline', 'always', 'never'],
  },
  [
    { cites: 'RR-028', when: { reader: 'delegate' }, verdict: 'ignore' },
    { cites: 'RR-026', when: { program: 'web', response: 'NeverSend' }, verdict: 'decline' },
    { cites: 'RR-024', when: { program: 'web', response: 'AlwaysSend' }, verdict: 'send' },
    { cites: 'RR-025', when: { program: 'web', prompt: ['decline', 'never'] }, verdict: 'decline' },
    { cites: 'RR-025', when: { program: 'web' }, verdict: 'send' },
    {
      cites: 'RR-021',
      when: { program: 'overProtocol', prompt: ['decline', 'never'] },
      verdict: 'decline',
    },
    { cites: 'RR-020', when: { program: 'overProtocol' }, verdict: 'send' },
    { cites: 'RR-023', when: { prompt: ['decline', 'never'] }, verdict: 'decline' },
    { cites: 'RR-022', verdict: 'send' },
  ],
);

/** Who reports a copy as not read that is removed for good before it was read? */
export const unreadReceipt = decisionList(
  'unread-receipt',
  {
    // The recall agent; Outlook, for a classic recall; a retention tag.
    remover: ['owner', 'agent', 'outlook', 'policy'],
    agentAnswers: 'boolean', // the switch of S-11
    neverAnswers: 'boolean', // Outlook is set never to send read receipts
  },
  [
    { cites: 'RR-032', when: { remover: 'agent', agentAnswers: false }, verdict: 'none' },
    { cites: 'RR-032', when: { remover: 'agent' }, verdict: 'byServer' },
    { cites: 'RR-033', when: { remover: 'outlook' }, verdict: 'byClient' },
    { cites: 'RR-056', when: { remover: 'policy' }, verdict: 'byServer' },
    { cites: 'RR-031', when: { neverAnswers: true }, verdict: 'byClient' },
    { cites: 'RR-030', verdict: 'byClient' },
  ],
);
