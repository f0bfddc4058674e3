/**
 * Rules of what happens at the mailbox besides reading and deleting: who may act for whom, what
 * programs keep and show, what becomes of old mail.
 *
 * Facts are named by the rows (C…, S-…) and numbers (R-…) of the collected evidence.
 */
import type { Rule } from './rule.ts';

export const mailboxRules = {
  // Who may act.
  'RC-300': {
    holds: 'To send as somebody, or on behalf, does not open the Sent Items: no recall.',
    facts: ['G5b', 'R-039', 'R-236'],
    status: 'silent',
    assumption: 'sendRightRecalls',
  },
  'RC-301': {
    holds: 'Whoever has full access to the mailbox that sent a message can recall it.',
    facts: ['G5b', 'R-039'],
    status: 'inferred',
  },
  'RC-302': {
    holds: 'An application with Mail.ReadWrite can recall what any mailbox has sent.',
    facts: ['G5b', 'R-036', 'R-037'],
    status: 'sourced',
  },
  'RC-303': {
    holds: 'An application without Mail.ReadWrite cannot recall.',
    facts: ['G5b', 'R-037'],
    status: 'sourced',
  },
  'RC-304': {
    holds: 'Senders can recall what they have sent.',
    facts: ['G5b', 'R-030'],
    status: 'sourced',
  },
  'RC-305': {
    holds: 'With its switch moved, the right to send in a name is a right to recall.',
    facts: ['G5b', 'R-236'],
    status: 'silent',
    assumption: 'sendRightRecalls',
  },
  'MB-100': {
    holds: 'Where nothing says who has access to a mailbox, whoever opens it may.',
    facts: ['S-16'],
    status: 'silent',
  },
  'MB-101': {
    holds: 'Whoever has full access to a mailbox opens and marks what lies in it.',
    facts: ['S-16', 'R-201'],
    status: 'inferred',
  },
  'MB-102': {
    holds: 'Anybody else opens nothing there, and the attempt is noted.',
    facts: ['S-16', 'R-201'],
    status: 'inferred',
  },
  // The read flag.
  'MB-070': {
    holds: 'Marking a copy as unread clears its read flag; that it was read before stays known.',
    facts: ['S-25', 'R-138'],
    status: 'inferred',
  },
} as const satisfies Record<string, Rule>;
