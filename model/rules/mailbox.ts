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
  // Caches, notifications and a PST.
  'MB-080': {
    holds: 'A client that caches mail takes a copy of what its mailbox shows when it synchronizes.',
    facts: ['C23', 'R-088'],
    status: 'inferred',
  },
  'MB-081': {
    holds: 'The copy of a client that follows the server ends when it next synchronizes.',
    facts: ['C23', 'R-088'],
    status: 'inferred',
  },
  'MB-082': {
    holds: 'A client that keeps what it has keeps it, whatever becomes of the item on the server.',
    facts: ['C23', 'R-088'],
    status: 'sourced',
  },
  'MB-083': {
    holds: 'A client without a cache has no copy of its own, and one in step changes nothing.',
    facts: ['C23', 'R-052'],
    status: 'inferred',
  },
  'MB-084': {
    holds: 'A person without notifications is shown nothing before opening the mailbox.',
    facts: ['C23', 'R-089'],
    status: 'inferred',
  },
  'MB-085': {
    holds: 'A notification of the subject shows it when the client learns of the item.',
    facts: ['C23', 'R-089'],
    status: 'inferred',
  },
  'MB-086': {
    holds: 'A notification with a snippet shows the beginning of the text as well.',
    facts: ['C23', 'R-089'],
    status: 'inferred',
  },
  'MB-087': {
    holds: 'Nobody is notified of what is gone before the client learns of it.',
    facts: ['C23', 'R-089'],
    status: 'inferred',
  },
  'MB-090': {
    holds: 'Without a connection a client opens its own copy; the flag comes to the server later.',
    facts: ['C23', 'R-088', 'S-16'],
    status: 'inferred',
  },
  'MB-091': {
    holds: 'Without a connection and a copy of its own a client opens nothing.',
    facts: ['C23', 'R-088'],
    status: 'inferred',
  },
  'MB-092': {
    holds: 'With a connection a client opens the item on the server.',
    facts: ['R-138'],
    status: 'inferred',
  },
  'MB-095': {
    holds:
      'An Outlook that delivers to a PST takes mail from the server: no recall in the cloud finds it.',
    facts: ['C16', 'R-088', 'R-152'],
    status: 'inferred',
  },
  'MB-096': {
    holds: 'What is removed from a PST is kept nowhere.',
    facts: ['R-088', 'R-152'],
    status: 'inferred',
  },
  'RC-310': {
    holds: 'With a PST a classic request is processed only when that profile is next logged on to.',
    facts: ['R-152'],
    status: 'sourced',
  },
  'RC-311': {
    holds: 'Classic recall deletes the original in the PST: nothing of it is kept.',
    facts: ['R-152', 'R-134'],
    status: 'inferred',
  },
  // Retention tags.
  'MB-120': {
    holds: 'While a mailbox is on retention hold its tags do nothing.',
    facts: ['S-05'],
    status: 'silent',
  },
  'MB-121': {
    holds: 'A tag acts on the items of its folder; a default tag leaves folders with their own.',
    facts: ['S-05'],
    status: 'silent',
  },
  'MB-122': {
    holds: 'Nothing is moved to the archive of a mailbox that has none.',
    facts: ['S-05'],
    status: 'silent',
  },
  'MB-123': {
    holds:
      'A tag moves items to the archive at their age, counted from delivery; recall misses them.',
    facts: ['C16', 'S-05'],
    status: 'silent',
    assumption: 'archiveSearched',
  },
  'MB-124': {
    holds: 'A tag that deletes with recovery puts items where their owner can still recover them.',
    facts: ['C16', 'R-105'],
    status: 'inferred',
  },
  'MB-125': {
    holds: 'A tag that deletes for good purges items, unless a hold or item recovery keeps them.',
    facts: ['C16', 'R-094'],
    status: 'inferred',
  },
  'MB-126': {
    holds: 'A tag also takes the sent item of a sender: then there is nothing to recall from.',
    facts: ['G6', 'R-039'],
    status: 'silent',
  },
} as const satisfies Record<string, Rule>;
