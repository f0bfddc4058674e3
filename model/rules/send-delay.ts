/**
 * Rules of the time between pressing Send and leaving: who keeps a message that waits, and when it
 * goes.
 */
import type { Rule } from './rule.ts';

export const sendDelayRules = {
  'RT-003': {
    holds:
      'A deferred message leaves only through a running Outlook: while Outlook for Windows is stopped or cut off it stays in the Outbox.',
    facts: ['R-211'],
    status: 'sourced',
  },
  'RT-004': {
    holds: 'A message that is due leaves at once when the client that keeps it runs.',
    facts: ['R-211', 'R-212'],
    status: 'sourced',
  },
  'RT-005': {
    holds:
      'Clients other than Outlook for Windows leave the waiting to the service: a message that is due leaves whether they run or not.',
    facts: ['R-212', 'R-214'],
    status: 'silent',
    assumption: 'undoWindowKeptBy',
  },
  'RT-006': {
    holds: 'A message that was due while its client was away leaves when the client is back.',
    facts: ['R-211'],
    status: 'inferred',
  },
  'RT-007': {
    holds: 'MailSendUndoInterval says nothing of a message whose delay is given.',
    facts: ['R-213', 'R-212'],
    status: 'inferred',
  },
  'RT-008': {
    holds:
      'A client with an undo window keeps each message for the seconds of MailSendUndoInterval, at most for as long as it offers.',
    facts: ['R-213', 'R-212'],
    status: 'silent',
    assumption: 'mailSendUndoInterval',
  },
  'RT-009': {
    holds: 'Whoever deletes an item of their own that still waits to leave withdraws it.',
    facts: ['R-211', 'R-214'],
    status: 'inferred',
  },
} as const satisfies Record<string, Rule>;
