/**
 * Rules of the message flow: groups, routing, connectors, delivery, the mailbox and what its owner
 * does.
 */
import type { Rule } from './rule.ts';

export const flowRules = {
  // Sending and expansion.
  'RT-001': {
    holds: 'A message leaves when its send delay is over; until then it can be cancelled.',
    facts: ['R-211', 'R-214', 'R-215', 'R-212'],
    status: 'sourced',
  },
  'RT-002': {
    holds: 'A message without a send delay leaves at once.',
    facts: ['R-219'],
    status: 'inferred',
  },
  'DG-001': {
    holds:
      'Transport expands a distribution group, nested groups included, to its members before delivery.',
    facts: ['R-083'],
    status: 'sourced',
  },
  'DG-002': {
    holds:
      'A group that contains itself, directly or through others, is followed once on each path.',
    facts: ['R-084'],
    status: 'sourced',
  },
  'DG-003': {
    holds:
      'A person reached on several ways gets a copy on each: loop detection does not prevent duplicates.',
    facts: ['R-084', 'S-24'],
    status: 'sourced',
    assumption: 'duplicateDelivery',
  },
  'DG-004': {
    holds: 'An address named twice in one message gets one direct copy.',
    facts: ['R-083'],
    status: 'inferred',
  },
  // Routing.
  'RT-010': {
    holds: 'A copy for a mailbox of the organization in the cloud is delivered to it.',
    facts: ['R-068', 'R-219'],
    status: 'sourced',
  },
  'RT-011': {
    holds: 'A copy for an address outside the organization leaves it.',
    facts: ['R-070', 'R-219'],
    status: 'sourced',
  },
  'RT-012': {
    holds:
      'A mail user whose external address lies in an accepted domain is a mailbox on premises.',
    facts: ['R-069'],
    status: 'inferred',
  },
  'RT-013': {
    holds: 'A copy for an address that nobody has in an own domain cannot be delivered.',
    facts: ['R-217'],
    status: 'inferred',
  },
  'RT-014': {
    holds:
      'A copy is in its mailbox only after the transport delay and after every hold-up of the mailbox.',
    facts: ['C14', 'R-050', 'R-124'],
    status: 'inferred',
  },
  'CN-001': {
    holds: 'A mail flow rule that names an outbound connector sends the copy out through it.',
    facts: ['R-177'],
    status: 'sourced',
  },
  'CN-002': {
    holds:
      'A service behind a pair of connectors returns the copy after its delay, marked with its headers.',
    facts: ['R-176', 'R-092'],
    status: 'sourced',
  },
  'CN-003': {
    holds: 'Mail routed out through a connector without a returning service does not come back.',
    facts: ['R-064', 'R-180'],
    status: 'inferred',
  },
  'CN-004': {
    holds: 'Mail that a rule sends out again and again is stopped as a loop.',
    facts: ['R-176'],
    status: 'inferred',
  },
  'CN-005': {
    holds: 'While a connector is down, mail for it waits.',
    facts: ['R-124'],
    status: 'inferred',
  },
  'CN-010': {
    holds: 'A connector round trip changes the SearchKey.',
    facts: ['R-170', 'S-28'],
    status: 'silent',
    assumption: 'searchKeyOnRoundTrip',
  },
  'CN-011': {
    holds: 'TNEF for the domain of the recipient keeps the SearchKey through a round trip.',
    facts: ['R-171', 'R-173', 'S-28'],
    status: 'silent',
    assumption: 'tnefKeepsSearchKey',
  },
  'CN-012': {
    holds: 'With the other position of its switch a round trip leaves the SearchKey alone.',
    facts: ['S-28', 'R-160'],
    status: 'silent',
    assumption: 'searchKeyOnRoundTrip',
  },
  // Forwarding by the mailbox.
  'MB-001': {
    holds: 'A mailbox without a forwarding address keeps what it receives.',
    facts: ['R-078'],
    status: 'sourced',
  },
  'MB-002': {
    holds: 'A forwarding mailbox that keeps copies delivers here and forwards.',
    facts: ['R-078', 'R-085'],
    status: 'sourced',
  },
  'MB-003': {
    holds: 'A forwarding mailbox that keeps no copies only forwards.',
    facts: ['R-078', 'R-085'],
    status: 'sourced',
  },
  'MB-004': {
    holds: 'When both forwarding attributes are set, ForwardingSmtpAddress is ignored.',
    facts: ['R-079'],
    status: 'sourced',
  },
  'MB-005': {
    holds:
      'Automatic forwarding to the outside is blocked unless policy and remote domain both allow it.',
    facts: ['C12', 'R-080', 'R-081'],
    status: 'sourced',
  },
  'MB-006': {
    holds: 'A chain of forwarding mailboxes is followed until an address repeats.',
    facts: ['R-084', 'R-085'],
    status: 'inferred',
  },
  'MB-007': {
    holds: 'A mailbox forwards to what either of its forwarding attributes names.',
    facts: ['R-078', 'R-079'],
    status: 'sourced',
  },
  // Inbox rules.
  'MB-010': {
    holds: 'Inbox rules run at delivery in the order of their priority; a stop rule ends the run.',
    facts: ['C13', 'R-076'],
    status: 'inferred',
  },
  'MB-011': {
    holds:
      'A message that an Inbox rule forwarded is not forwarded again by the rule of another mailbox.',
    facts: ['R-082'],
    status: 'sourced',
  },
  'MB-012': {
    holds:
      'An Inbox rule sends nothing outside unless policy and remote domain both allow automatic forwarding.',
    facts: ['R-080', 'R-081'],
    status: 'sourced',
  },
  // What people do with a copy.
  'MB-020': {
    holds: 'Opening a copy sets its read flag and exposes it.',
    facts: ['R-138', 'S-16'],
    status: 'sourced',
  },
  'MB-021': {
    holds: 'Showing a copy in a pane is not reading, unless the pane sets the flag.',
    facts: ['K14', 'R-138', 'R-227'],
    status: 'sourced',
  },
  'MB-022': {
    holds: 'Moving, flagging or categorizing a copy changes nothing that recall looks at.',
    facts: ['R-052', 'R-053'],
    status: 'sourced',
  },
  'MB-023': {
    holds: 'A deleted copy lies in Deleted Items, which its owner still sees.',
    facts: ['C20', 'R-105'],
    status: 'sourced',
  },
  'MB-024': {
    holds: 'A copy deleted for the user lies in Recoverable Items, out of the visible folders.',
    facts: ['C16', 'R-105'],
    status: 'sourced',
  },
  'MB-025': {
    holds: 'A purged copy is gone, unless a hold or single item recovery keeps it.',
    facts: ['C16', 'R-094', 'R-098', 'R-100'],
    status: 'sourced',
  },
  'MB-026': {
    holds: 'A POP3 client that leaves no copy on the server removes it from the mailbox.',
    facts: ['C16', 'R-088'],
    status: 'inferred',
  },
  'MB-027': {
    holds: 'What was shown, downloaded, cached or passed on stays known to whoever has it.',
    facts: ['C23', 'R-088', 'R-089'],
    status: 'sourced',
  },
  'RT-015': {
    holds: 'A journal rule sends a report of every message in its scope to the journaling address.',
    facts: ['C25', 'R-104'],
    status: 'sourced',
  },
  'MB-028': {
    holds: 'A copy moved to the archive is seen by its owner and lies outside the mailbox.',
    facts: ['C16', 'S-05'],
    status: 'silent',
  },
} as const satisfies Record<string, Rule>;
