/**
 * Rules of the settings: what each property acts as when nobody has set it, and which values a
 * cmdlet refuses.
 */
import type { Rule } from './rule.ts';

export const settingRules = {
  'RC-090': {
    holds: 'MessageRecallEnabled null acts as true.',
    facts: ['R-013', 'R-031'],
    status: 'sourced',
  },
  'RC-091': {
    holds: 'RecallReadMessagesEnabled null acts as true.',
    facts: ['R-014', 'R-004'],
    status: 'sourced',
  },
  'RC-092': {
    holds: 'MessageRecallMaxRecallableAge is 365 days unless set, and takes 5 minutes to 10 years.',
    facts: ['R-022', 'R-023', 'R-024'],
    status: 'sourced',
  },
  'RC-093': {
    holds: 'MessageRecallAlertRecipientsEnabled null acts as false.',
    facts: ['R-017', 'R-018', 'R-108'],
    status: 'sourced',
  },
  'RC-094': {
    holds: 'MessageRecallAlertRecipientsReadMessagesOnlyEnabled null acts as false.',
    facts: ['R-019', 'R-020'],
    status: 'sourced',
  },
  'RC-095': {
    holds: 'MessageRecallProcessingEnabled of a mailbox is true unless set.',
    facts: ['R-027', 'R-028'],
    status: 'sourced',
  },
  'MB-030': {
    holds: 'DeliverToMailboxAndForward is false unless set.',
    facts: ['R-078'],
    status: 'sourced',
  },
  'MB-031': {
    holds: 'SingleItemRecoveryEnabled is true unless set.',
    facts: ['R-095'],
    status: 'sourced',
  },
  'MB-032': {
    holds: 'Deleted items are retained for 14 days unless set, for 30 at most.',
    facts: ['R-096'],
    status: 'sourced',
  },
  'RD-001': {
    holds: 'TNEFEnabled null means no TNEF to the domain unless something else asks for it.',
    facts: ['R-173', 'R-174', 'R-175'],
    status: 'sourced',
  },
  'RD-002': {
    holds: 'AutoForwardEnabled of a remote domain is true unless set.',
    facts: ['R-081'],
    status: 'sourced',
  },
  'RD-003': {
    holds: 'Of the remote domains that match an address the most specific one counts.',
    facts: ['R-173', 'R-181'],
    status: 'inferred',
  },
  'MB-033': {
    holds: 'AutoForwardingMode Automatic, the default, acts as Off.',
    facts: ['R-080'],
    status: 'sourced',
  },
  'AD-001': {
    holds:
      'An address whose domain is accepted by the organization belongs to it; any other is outside.',
    facts: ['R-068', 'R-070'],
    status: 'sourced',
  },
  'AD-002': {
    holds:
      'A domain is authoritative unless set; mail to an address that nobody has in a relay domain goes on.',
    facts: ['M-019'],
    status: 'sourced',
  },
  'CN-021': {
    holds:
      'A connector is used unless it is disabled: nothing leaves or comes back through it then.',
    facts: ['R-177'],
    status: 'silent',
  },
  'CN-020': {
    holds: 'A change of a mail flow rule acts 30 minutes after it is made.',
    facts: ['R-125'],
    status: 'sourced',
  },
} as const satisfies Record<string, Rule>;
