/**
 * Rules of cloud recall: who may start one, what happens to each copy, who is told, what is
 * recorded.
 *
 * Facts are named by the rows (G…, C…) and numbers (R-…, S-…) of the collected evidence.
 */
import type { Rule } from './rule.ts';

export const recallRules = {
  // The gate: may this recall start, and which agent acts on it?
  'RC-001': {
    holds:
      'A message whose send delay or undo window is still open has not been sent and cannot be recalled.',
    facts: ['G1', 'R-211', 'R-214'],
    status: 'sourced',
  },
  'RC-002': {
    holds: 'MessageRecallEnabled false, once in force, returns the organization to classic recall.',
    facts: ['G2', 'R-013', 'R-015'],
    status: 'sourced',
  },
  'RC-003': {
    holds:
      'A change of a recall switch acts one hour after it is made; until then the old value acts.',
    facts: ['G3', 'R-015'],
    status: 'sourced',
  },
  'RC-004': {
    holds: 'Before the cloud agent existed every recall was classic.',
    facts: ['G4', 'R-001', 'R-003', 'R-012'],
    status: 'sourced',
    date: 'until February 2023',
  },
  'RC-005': {
    holds:
      'Outlook on the web, new Outlook and Graph start a recall from January 2024 on, not before.',
    facts: ['G5', 'R-005', 'R-006', 'R-225', 'R-012'],
    status: 'inferred',
    date: '2024-01-26',
  },
  'RC-006': {
    holds: 'Outlook for iOS and Android starts a recall from May 2025 on, not before.',
    facts: ['G5', 'R-009', 'R-225', 'R-012'],
    status: 'sourced',
    date: '2025-05',
  },
  'RC-007': {
    holds: 'Outlook for Mac, POP3, IMAP4, ActiveSync and personal accounts never start a recall.',
    facts: ['G5', 'R-034', 'R-035', 'R-235'],
    status: 'sourced',
  },
  'RC-008': {
    holds:
      'Only somebody who may use the Sent Items of the sender can recall; others are refused and audited.',
    facts: ['G5b', 'R-037'],
    status: 'inferred',
  },
  'RC-009': {
    holds: 'Only an original that lies in Sent Items can be recalled.',
    facts: ['G6', 'K0', 'R-038', 'R-039'],
    status: 'sourced',
  },
  'RC-010': {
    holds: 'An encrypted message cannot be recalled before October 2024.',
    facts: ['G7', 'R-008', 'R-222'],
    status: 'sourced',
    date: '2024-10',
  },
  'RC-011': {
    holds:
      'Since August 2024 a message older than MessageRecallMaxRecallableAge is refused at submission.',
    facts: ['G8', 'R-022', 'R-023', 'R-024', 'S-14'],
    status: 'sourced',
    date: '2024-08-22',
  },
  'RC-012': {
    holds: 'Before August 2024 a message of any age is accepted.',
    facts: ['G9', 'R-026', 'R-223'],
    status: 'sourced',
    date: '2023',
  },
  'RC-013': {
    holds: 'Any other recall is accepted as one request, evaluated for each recipient.',
    facts: ['G10', 'R-045', 'R-038'],
    status: 'sourced',
  },
  'RC-014': {
    holds: 'Graph answers 202 when it takes the request, 400 when the message cannot be named.',
    facts: ['G6', 'R-038', 'R-036'],
    status: 'sourced',
  },
  // Time.
  'RC-020': {
    holds:
      'The agent repeats its attempts at fixed instants; the last comes exactly at the deadline.',
    facts: ['S-01', 'R-050'],
    status: 'silent',
    assumption: 'retryAttempts',
  },
  'RC-021': {
    holds: 'A recipient undecided 24 hours after the recall is a failure dated exactly then.',
    facts: ['C14', 'R-050', 'R-051'],
    status: 'sourced',
  },
  'RC-022': {
    holds: 'The 24 hours count from the acceptance of the request.',
    facts: ['S-02', 'R-051'],
    status: 'silent',
    assumption: 'clockStart',
  },
  'RC-023': {
    holds: 'A permanent obstacle decides at the first attempt that meets it.',
    facts: ['S-25', 'R-050'],
    status: 'silent',
    assumption: 'permanentFailure',
  },
  'RC-024': {
    holds: 'RecallReadMessagesEnabled is read at each attempt.',
    facts: ['S-09', 'R-015'],
    status: 'silent',
    assumption: 'switchReadAt',
  },
  'RC-025': {
    holds:
      'A second recall reports what is already recalled as recalled and gives the rest a new clock.',
    facts: ['S-10'],
    status: 'silent',
    assumption: 'secondRecall',
  },
  'RC-026': {
    holds: 'While the recall agent is down an attempt decides nothing.',
    facts: ['R-050', 'R-045'],
    status: 'inferred',
  },
  // The verdict on one copy.
  'RC-030': {
    holds:
      'A distribution group is expanded; its members are evaluated and the group has no outcome of its own.',
    facts: ['C1', 'R-083', 'R-217'],
    status: 'inferred',
  },
  'RC-031': {
    holds: 'A copy outside the organization is not recalled.',
    facts: ['C2', 'R-070'],
    status: 'sourced',
  },
  'RC-032': {
    holds: 'A mailbox in on-premises Exchange is out of reach of the cloud agent.',
    facts: ['C5', 'R-069'],
    status: 'sourced',
  },
  'RC-033': {
    holds:
      'MessageRecallProcessingEnabled false on the mailbox makes its recall fail, without a classic fallback.',
    facts: ['C7', 'S-08', 'R-027'],
    status: 'silent',
    assumption: 'mailboxSwitchBlocks',
  },
  'RC-034': {
    holds:
      'Before August 2024 a copy that went out and back through a service stays pending until it fails.',
    facts: ['C8', 'R-092', 'R-050', 'R-230'],
    status: 'sourced',
    date: 'until August 2024',
  },
  'RC-035': {
    holds:
      'Since August 2024 a copy that went out and back through a service is evaluated like any other.',
    facts: ['C9', 'R-007', 'R-093', 'R-230'],
    status: 'sourced',
    date: '2024-08-22',
  },
  'RC-036': {
    holds: 'Where a mailbox forwards without keeping a copy, the copy at the target decides.',
    facts: ['C10', 'C11', 'C12', 'R-077', 'R-078'],
    status: 'sourced',
  },
  'RC-037': {
    holds: 'A copy that an Inbox rule or a person forwarded is not recalled.',
    facts: ['C13', 'R-075', 'R-076'],
    status: 'sourced',
  },
  'RC-038': {
    holds: 'Recall follows forwarding by either forwarding attribute of a mailbox.',
    facts: ['S-27', 'R-077'],
    status: 'silent',
    assumption: 'recallFollows',
  },
  'RC-039': {
    holds: 'While the mailbox is unavailable the recall stays pending.',
    facts: ['C14', 'R-050'],
    status: 'sourced',
  },
  'RC-040': {
    holds: 'While the original is not delivered the recall stays pending.',
    facts: ['C14', 'R-050'],
    status: 'sourced',
  },
  'RC-041': {
    holds: 'An original that the user removed for good, or a POP3 client took, is not found.',
    facts: ['C16', 'S-04', 'R-145'],
    status: 'silent',
  },
  'RC-042': {
    holds: 'An original in Recoverable Items is not searched for.',
    facts: ['C16', 'S-03'],
    status: 'silent',
    assumption: 'deletionsSearched',
  },
  'RC-043': {
    holds: 'An original in the archive mailbox is not searched for.',
    facts: ['C16', 'S-05'],
    status: 'silent',
    assumption: 'archiveSearched',
  },
  'RC-044': {
    holds: 'A read original stays when RecallReadMessagesEnabled is effectively false.',
    facts: ['C17', 'R-014', 'R-086', 'R-221'],
    status: 'sourced',
  },
  'RC-045': {
    holds: 'An unread original is deleted, in whatever visible folder it lies.',
    facts: ['C18', 'R-047', 'R-053', 'R-008', 'R-048', 'R-234'],
    status: 'sourced',
  },
  'RC-046': {
    holds: 'A read original is deleted too when RecallReadMessagesEnabled is null or true.',
    facts: ['C19', 'R-014', 'R-086', 'R-221'],
    status: 'sourced',
  },
  'RC-047': {
    holds: 'An original in Deleted Items is deleted.',
    facts: ['C20', 'R-053', 'R-087'],
    status: 'inferred',
  },
  'RC-048': {
    holds:
      'On hold or with single item recovery, what recall deletes is kept out of sight in Recoverable Items.',
    facts: ['C21', 'R-094', 'R-098', 'R-103', 'R-097'],
    status: 'inferred',
  },
  'RC-049': {
    holds: 'Without hold and single item recovery, what recall deletes is gone.',
    facts: ['C21', 'R-100'],
    status: 'sourced',
  },
  'RC-050': {
    holds:
      'A copy outside the server mailbox survives the recall; the server outcome does not change.',
    facts: ['C23', 'R-088', 'R-089'],
    status: 'sourced',
  },
  'RC-051': {
    holds:
      'Of several copies in one mailbox each is evaluated; the recipient has one row and the worst result.',
    facts: ['S-24', 'R-084'],
    status: 'silent',
    assumption: 'duplicateDelivery',
  },
  'RC-052': {
    holds: 'A Bcc recipient is evaluated like a direct one.',
    facts: ['C26', 'S-26'],
    status: 'silent',
    assumption: 'transportCopies',
  },
  'RC-053': {
    holds: 'What the forwarding target holds has a row of its own in the status report.',
    facts: ['C11', 'C12', 'R-077'],
    status: 'inferred',
  },
  'RC-054': {
    holds: 'A replacement is sent as ordinary mail, whatever becomes of the original.',
    facts: ['C24', 'R-049', 'R-140'],
    status: 'sourced',
  },
  'RC-055': {
    holds: 'A mailbox that no longer exists keeps the recall pending until it fails.',
    facts: ['C6d', 'S-22'],
    status: 'silent',
  },
  'RC-056': {
    holds: 'A journal copy is never recalled.',
    facts: ['C25', 'R-104'],
    status: 'inferred',
  },
  'RC-057': {
    holds: 'A shared mailbox is evaluated like any other; whoever reads the item sets its flag.',
    facts: ['C6c', 'K17', 'S-16', 'R-068'],
    status: 'inferred',
  },
  'RC-058': {
    holds:
      'MessageRecallEnabled turned off while attempts run makes what is still open fail as disabled.',
    facts: ['S-09', 'R-013'],
    status: 'silent',
    assumption: 'switchReadAt',
  },
  // Telling the recipient.
  'RC-060': {
    holds: 'Before August 2024 no recipient is told of a cloud recall.',
    facts: ['D3.1', 'R-106', 'R-224'],
    status: 'sourced',
    date: '2023',
  },
  'RC-061': {
    holds: 'Recipients are told nothing unless MessageRecallAlertRecipientsEnabled is true.',
    facts: ['D3.2', 'R-108', 'R-018', 'R-020', 'R-224'],
    status: 'sourced',
  },
  'RC-062': {
    holds: 'A recipient whose copy was not recalled gets no alert.',
    facts: ['D3.6', 'S-12'],
    status: 'silent',
    assumption: 'alertOnFailure',
  },
  'RC-063': {
    holds: 'With alerts for read messages only, whoever had not read the message is told nothing.',
    facts: ['D3.5', 'R-019', 'R-021'],
    status: 'sourced',
  },
  'RC-064': {
    holds: 'With alerts for read messages only, whoever had read the message is told.',
    facts: ['D3.4', 'R-019', 'R-021'],
    status: 'sourced',
  },
  'RC-065': {
    holds: 'With alerts on, every recipient whose copy was recalled is told.',
    facts: ['D3.3', 'R-107', 'R-017'],
    status: 'sourced',
  },
  // Telling the sender, outsiders and the record.
  'RC-070': {
    holds: 'The sender gets one report mail for all recipients, whatever is still pending.',
    facts: ['R-059', 'R-067', 'R-062'],
    status: 'sourced',
  },
  'RC-071': {
    holds: 'The report goes out about 30 seconds after the request, never later than five minutes.',
    facts: ['R-060', 'R-061', 'R-231'],
    status: 'contested',
    assumption: 'reportDelay',
  },
  'RC-072': {
    holds: 'Recipients outside get the request as a plain-text notice.',
    facts: ['C2', 'R-071', 'R-074', 'S-21', 'R-073'],
    status: 'sourced',
  },
  'RC-073': {
    holds:
      'A request built by Outlook for Windows names the sender by display name, any other by SMTP address.',
    facts: ['R-072', 'R-056', 'R-011', 'R-040'],
    status: 'sourced',
  },
  'RC-074': {
    holds: 'The classic request is delivered to on-premises recipients all the same.',
    facts: ['S-13'],
    status: 'silent',
    assumption: 'onPremisesRequest',
  },
  'RC-080': {
    holds:
      'The record of this simulator has exactly one entry for each attempt; it does not claim to match a log.',
    facts: ['S-15', 'R-204'],
    status: 'silent',
  },
} as const satisfies Record<string, Rule>;
