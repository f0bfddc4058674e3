/**
 * Rules of classic recall: the request is a mail that the recipient's Outlook acts on, when it
 * gets to it.
 *
 * Facts are named by the rows (K…, G…) and numbers (R-…, S-…) of the collected evidence.
 */
import type { Rule } from './rule.ts';

export const classicRules = {
  // The gate.
  'RC-100': {
    holds: 'A classic recall starts in Outlook for Windows and nowhere else.',
    facts: ['K0', 'R-156'],
    status: 'sourced',
  },
  'RC-101': {
    holds: 'An encrypted message cannot be recalled on the classic road, in whatever year.',
    facts: ['K0', 'R-091', 'R-222'],
    status: 'sourced',
  },
  // The request.
  'RC-102': {
    holds:
      'The request is a mail of its own, from the same sender to the same recipients, and travels like any.',
    facts: ['G2', 'G4', 'R-001', 'R-043', 'R-083'],
    status: 'sourced',
  },
  'RC-103': {
    holds: 'Outside the organization the request is text and does nothing; no result comes back.',
    facts: ['K1', 'R-151', 'R-071'],
    status: 'sourced',
  },
  'RC-104': {
    holds: 'A request that no Outlook for Windows ever sees lies in the mailbox without effect.',
    facts: ['K2', 'R-126', 'R-127', 'R-128'],
    status: 'sourced',
  },
  'RC-105': {
    holds: 'An ActiveSync client does not act on a request.',
    facts: ['S-30', 'R-126'],
    status: 'contested',
    assumption: 'easProcessesClassicRecall',
  },
  'RC-106': {
    holds: 'While Outlook is not running the request waits for its next start, weeks if need be.',
    facts: ['K3', 'R-143', 'R-146', 'R-228', 'R-152'],
    status: 'sourced',
  },
  'RC-107': {
    holds: 'In Cached Mode Outlook processes a request before anybody sees the original.',
    facts: ['K9', 'R-129', 'R-131', 'R-226'],
    status: 'sourced',
  },
  'RC-108': {
    holds: 'In Online Mode Outlook processes a request in an idle task, up to a few minutes late.',
    facts: ['K10', 'R-132', 'R-144', 'R-153'],
    status: 'sourced',
  },
  'RC-109': {
    holds: 'With automatic processing off, nothing happens until the recipient views the request.',
    facts: ['K13', 'R-130', 'R-133'],
    status: 'sourced',
  },
  'RC-110': {
    holds:
      'Viewing the request processes it at once: it succeeds if the original is still unread then.',
    facts: ['K11', 'K12', 'R-133', 'R-136', 'R-137'],
    status: 'sourced',
  },
  'RC-111': {
    holds: 'A request that overtakes its original waits for the first run after that has arrived.',
    facts: ['K16', 'S-18'],
    status: 'silent',
  },
  // What becomes of it.
  'RC-112': {
    holds: 'An original that was deleted for good makes the classic recall fail.',
    facts: ['K4', 'R-145'],
    status: 'sourced',
  },
  'RC-113': {
    holds: 'An original whose SearchKey has changed is not identified, and the recall fails.',
    facts: ['K5', 'R-159', 'R-160', 'R-170'],
    status: 'sourced',
  },
  'RC-114': {
    holds: 'An original in another folder than its request is not recalled, whatever else holds.',
    facts: ['K6', 'R-139', 'R-141', 'R-142', 'R-234'],
    status: 'sourced',
  },
  'RC-115': {
    holds: 'An original that is marked read when the request is processed stays.',
    facts: ['K8', 'R-135', 'R-157'],
    status: 'sourced',
  },
  'RC-116': {
    holds: 'An unread original beside its request is deleted, and the request with it.',
    facts: ['K7', 'R-134'],
    status: 'sourced',
  },
  'RC-117': {
    holds: 'A request older than the 48 hours after which it expires is processed all the same.',
    facts: ['S-19', 'R-165'],
    status: 'silent',
    assumption: 'expiredRequest',
  },
  'RC-118': {
    holds:
      'The recipient is told of a recall that succeeded, and of one that failed for anything but a lost original.',
    facts: ['K5', 'K6', 'K7', 'K8', 'R-134', 'R-135', 'R-139', 'R-158', 'R-224'],
    status: 'sourced',
  },
  'RC-124': {
    holds: 'Nobody’s Outlook acts by itself on a request in a public folder or group mailbox.',
    facts: ['K15', 'R-154'],
    status: 'silent',
    assumption: 'publicFolderRecall',
  },
  // Telling the sender.
  'RC-119': {
    holds:
      'A mail about each recipient whose request was processed exists only if the sender asked for it.',
    facts: ['R-147', 'R-148', 'R-146', 'R-163'],
    status: 'sourced',
  },
  'RC-120': {
    holds:
      'A request that came through a group without reports to the originator is answered by no result mail.',
    facts: ['R-149', 'R-150', 'R-197'],
    status: 'inferred',
  },
  'RC-121': {
    holds: 'A classic recall has no status report and no deadline.',
    facts: ['R-067', 'R-146'],
    status: 'inferred',
  },
  'RC-122': {
    holds: 'What Outlook on an on-premises mailbox does with a request is not looked into.',
    facts: ['S-13'],
    status: 'silent',
  },
  'RC-123': {
    holds:
      'A mailbox forwards the request as it forwards the message; where it keeps no copy, the target decides.',
    facts: ['R-078', 'R-085', 'R-161'],
    status: 'inferred',
  },
} as const satisfies Record<string, Rule>;
