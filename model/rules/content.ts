/**
 * Rules of what a message says and carries: replies that quote it, labels and protection, sensitive
 * content, and what mail flow rules change.
 */
import type { Rule } from './rule.ts';

export const contentRules = {
  'RP-001': {
    holds:
      'A reply carries the text of the message it answers, and no recall of that one reaches it.',
    facts: ['R-075'],
    status: 'inferred',
  },
  'RP-002': {
    holds:
      'A reply to what does not lie in the mailbox any more quotes nothing, and leaves all the same.',
    facts: ['R-075'],
    status: 'inferred',
  },
  'RP-003': {
    holds:
      'Whoever answers an own message quotes the item in Sent Items; no copy of it is touched.',
    facts: ['R-075'],
    status: 'inferred',
  },
  // Labels.
  'LB-001': {
    holds: 'A message whose label blocks forwarding cannot be forwarded by hand: no copy is made.',
    facts: ['F-05'],
    status: 'silent',
  },
  'LB-002': {
    holds: 'An Inbox rule makes no copy of a message whose label blocks forwarding.',
    facts: ['F-05'],
    status: 'silent',
  },
  'LB-003': {
    holds:
      'Nobody outside can open, or pass on, a message whose label is for the organization only.',
    facts: ['F-05'],
    status: 'silent',
  },
  'LB-004': {
    holds: 'A mailbox that forwards whatever it gets is not stopped by a label.',
    facts: ['F-05'],
    status: 'silent',
    assumption: 'labelStopsMailboxForwarding',
  },
  'LB-005': {
    holds:
      'A label that forbids nothing of the kind changes nothing of what can be done to a copy.',
    facts: ['F-05'],
    status: 'silent',
  },
  'LB-006': {
    holds: 'A label that encrypts makes a message as protected as one encrypted by hand.',
    facts: ['R-091', 'R-008'],
    status: 'inferred',
  },
  // Data loss prevention.
  'DL-001': {
    holds:
      'A mail flow rule may look for kinds of sensitive content; one kind of its list is enough.',
    facts: ['A-005'],
    status: 'sourced',
  },
  'DL-002': {
    holds: 'NotifyOnly tells the sender of sensitive content, once, and stops nothing.',
    facts: ['A-005'],
    status: 'sourced',
  },
  'DL-003': {
    holds: 'RejectMessage returns a message with sensitive content, whatever its sender claims.',
    facts: ['A-005'],
    status: 'sourced',
  },
  'DL-004': {
    holds:
      'RejectUnlessFalsePositiveOverride lets pass what the sender reports as a false positive.',
    facts: ['A-005'],
    status: 'sourced',
  },
  'DL-005': {
    holds:
      'RejectUnlessSilentOverride and RejectUnlessExplicitOverride let pass what the sender overrides, with a reason or without.',
    facts: ['A-005'],
    status: 'sourced',
  },
  'DL-006': {
    holds:
      'Without the override that it asks for a rule that rejects sensitive content rejects it.',
    facts: ['A-005'],
    status: 'sourced',
  },
  // What mail flow rules change.
  'MR-001': {
    holds: 'A mail flow rule adds its disclaimer to the text of a message that is not protected.',
    facts: ['A-005'],
    status: 'sourced',
  },
  'MR-002': {
    holds:
      'Where the text cannot be changed, a disclaimer goes on a new message around the old one (Wrap, the default).',
    facts: ['A-005'],
    status: 'sourced',
  },
  'MR-003': {
    holds: 'With the fallback action Ignore a protected message goes on without the disclaimer.',
    facts: ['A-005'],
    status: 'sourced',
  },
  'MR-004': {
    holds: 'With the fallback action Reject a protected message returns to its sender.',
    facts: ['A-005'],
    status: 'sourced',
  },
  'MR-005': {
    holds:
      'A mail flow rule may protect a message on its way, and the copies that rules make of it.',
    facts: ['A-005'],
    status: 'sourced',
  },
  'MR-006': {
    holds: 'A wrapped message is a new one: a recall of the old one does not find it.',
    facts: ['A-005', 'F-07'],
    status: 'silent',
    assumption: 'wrappedCopies',
  },
  'MR-007': {
    holds: 'A message that a rule has protected counts as protected when it is recalled.',
    facts: ['R-091', 'F-06'],
    status: 'silent',
    assumption: 'ruleProtection',
  },
} as const satisfies Record<string, Rule>;
