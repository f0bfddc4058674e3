/**
 * Rules of what a message says and carries: replies that quote it, and later what protects it.
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
} as const satisfies Record<string, Rule>;
