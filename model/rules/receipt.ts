/**
 * Rules of read receipts: who answers a request for them, when, and how often.
 *
 * Facts are named by the rows (T…) and numbers (R-…, S-…) of the collected evidence.
 */
import type { Rule } from './rule.ts';

export const receiptRules = {
  // The request.
  'RR-001': {
    holds: 'A message that asks for no read receipt gets none, whatever becomes of it.',
    facts: ['T0', 'T19', 'R-188'],
    status: 'sourced',
  },
  'RR-002': {
    holds:
      'A copy that came through a group without reports to the originator is answered by no receipt.',
    facts: ['T15', 'R-197'],
    status: 'sourced',
  },
  'RR-003': {
    holds:
      'A copy made by hand, by an Inbox rule or for a journal is another mail and asks for nothing.',
    facts: ['R-188', 'R-075', 'R-076'],
    status: 'inferred',
  },
  'RR-004': {
    holds: 'What answers at an address outside or on premises is not looked into.',
    facts: ['R-188'],
    status: 'silent',
  },
  'RR-005': {
    holds: 'A copy that asks for a receipt waits for its first answer in the mailbox it reached.',
    facts: ['R-188', 'R-184'],
    status: 'inferred',
  },
  'RR-006': {
    holds:
      'A public folder answers only with PerUserReadStateEnabled false, and in the name of its own mailbox.',
    facts: ['T16', 'R-200'],
    status: 'sourced',
  },
  // The server.
  'RR-010': {
    holds:
      'In Exchange 2007 the server answers a POP3 or IMAP4 download with a read receipt; no setting stops it.',
    facts: ['T1', 'R-182', 'R-183', 'R-229'],
    status: 'sourced',
  },
  'RR-011': {
    holds:
      'Since Exchange 2010 the server answers each download by POP3 or IMAP4, unless told otherwise.',
    facts: ['T4', 'R-185', 'R-187', 'R-229'],
    status: 'sourced',
  },
  'RR-012': {
    holds:
      'PopSuppressReadReceipt and ImapSuppressReadReceipt silence the server, each for its protocol.',
    facts: ['T5', 'R-185', 'R-186'],
    status: 'sourced',
  },
  'RR-013': {
    holds: 'Silencing the server has no effect while a protocol uses its defaults.',
    facts: ['T6', 'R-186'],
    status: 'inferred',
  },
  'RR-014': {
    holds:
      'The protocol of the recipient, not of whoever asks, decides whether the server answers as well.',
    facts: ['S-29', 'R-182'],
    status: 'contested',
    assumption: 'duplicateReceiptDecidedBy',
  },
  'RR-015': {
    holds: 'Opening a message is no download: the server answers nothing then.',
    facts: ['T7', 'R-182', 'R-184'],
    status: 'inferred',
  },
  // The program of the recipient.
  'RR-020': {
    holds:
      'A POP3 or IMAP4 program answers when the message is opened and its user agrees, whatever the server did.',
    facts: ['T2', 'T4', 'T5', 'R-182', 'R-185'],
    status: 'sourced',
  },
  'RR-021': {
    holds:
      'A POP3 or IMAP4 user who declines, or whose program never answers, leaves what the server sent.',
    facts: ['T3', 'T19', 'R-182', 'R-183'],
    status: 'inferred',
  },
  'RR-022': {
    holds:
      'Outlook on an Exchange account answers the first reading with one receipt where it is allowed.',
    facts: ['T7', 'R-184'],
    status: 'sourced',
  },
  'RR-023': {
    holds: 'Outlook answers no reading when its user declines, or has it never answer.',
    facts: ['T7', 'R-184'],
    status: 'inferred',
  },
  'RR-024': {
    holds: 'Outlook on the web answers the first reading by itself under AlwaysSend.',
    facts: ['T8', 'R-184', 'R-191'],
    status: 'sourced',
  },
  'RR-025': {
    holds: 'Under DoNotAutomaticallySend Outlook on the web asks, and answers if the user agrees.',
    facts: ['T9', 'R-191'],
    status: 'inferred',
  },
  'RR-026': {
    holds: 'Under NeverSend Outlook on the web answers no reading.',
    facts: ['T10', 'R-191'],
    status: 'sourced',
  },
  'RR-027': {
    holds:
      'A pane sends no read receipt, even where it marks the message read; opening it later does.',
    facts: ['T14', 'R-192', 'R-195'],
    status: 'sourced',
  },
  'RR-028': {
    holds:
      'A delegate who reads answers nothing: for receipts the owner alone makes a message read.',
    facts: ['T13', 'R-194'],
    status: 'sourced',
  },
  'RR-029': {
    holds: 'A shared store has no owner, so whoever opens a message there reads it.',
    facts: ['K17', 'S-16'],
    status: 'silent',
  },
  // Not read.
  'RR-030': {
    holds:
      'A message that is deleted for good before it was read is answered by one not-read receipt.',
    facts: ['T11', 'R-189'],
    status: 'sourced',
  },
  'RR-031': {
    holds: 'Outlook sends the not-read receipt even where it is set never to answer.',
    facts: ['T12', 'R-193', 'R-233'],
    status: 'sourced',
  },
  'RR-032': {
    holds: 'What the recall agent deletes unread is answered by no receipt.',
    facts: ['T17', 'S-11', 'R-189'],
    status: 'silent',
    assumption: 'agentDeleteReceipt',
  },
  'RR-033': {
    holds:
      'A classic recall deletes as the Outlook of the recipient does, and is answered likewise.',
    facts: ['T11', 'R-134', 'R-189'],
    status: 'inferred',
  },
  'RR-034': {
    holds:
      'A message that was read, or answered by the server, is not reported as unread afterwards.',
    facts: ['T11', 'R-189'],
    status: 'inferred',
  },
  // Defaults.
  'RR-040': {
    holds: 'PopSuppressReadReceipt and ImapSuppressReadReceipt are false by default.',
    facts: ['R-185'],
    status: 'sourced',
  },
  'RR-041': {
    holds: 'PopUseProtocolDefaults and ImapUseProtocolDefaults are true by default.',
    facts: ['T6', 'R-186'],
    status: 'inferred',
  },
  'RR-043': {
    holds: 'PerUserReadStateEnabled of a public folder is true by default.',
    facts: ['T16', 'R-200'],
    status: 'inferred',
  },
  'RR-042': {
    holds: 'ReadReceiptResponse is DoNotAutomaticallySend by default.',
    facts: ['R-191'],
    status: 'sourced',
  },
  'RR-050': {
    holds:
      'A copy marked as read without being opened, and as unread again, still awaits its answer.',
    facts: ['T14', 'R-189', 'R-195'],
    status: 'inferred',
  },
  'RR-055': {
    holds: 'A message that expires unread is reported by the server as not read; it stays there.',
    facts: ['T11', 'R-189'],
    status: 'sourced',
  },
  'RR-056': {
    holds: 'What a retention tag deletes unread is reported by the server as not read.',
    facts: ['T11', 'R-189'],
    status: 'inferred',
  },
  'RR-051': {
    holds: 'Marking a copy as unread takes no receipt back, and a new opening sends none.',
    facts: ['T7', 'R-184', 'R-189'],
    status: 'inferred',
  },
} as const satisfies Record<string, Rule>;
