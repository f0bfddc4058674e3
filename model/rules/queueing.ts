/**
 * Rules of queues that mail and recalls share with other mail.
 */
import type { Rule } from './rule.ts';

export const queueRules = {
  'QU-001': {
    holds: 'Mail and recalls wait where a queue is full of other mail.',
    facts: ['R-124', 'R-155'],
    status: 'inferred',
  },
  'QU-002': {
    holds: 'A request of recall waits among other mail like any of it.',
    facts: ['R-155'],
    status: 'silent',
    assumption: 'requestPriority',
  },
} as const satisfies Record<string, Rule>;
