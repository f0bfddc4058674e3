/**
 * Rules of automatic replies: who is answered while the owner of a mailbox is away, with which of
 * the two texts, and how often.
 *
 * Facts are named by the numbers of the collected evidence (M-…, A-…); F-… are points that no
 * source settles.
 */
import type { Rule } from './rule.ts';

export const automaticReplyRules = {
  'AR-001': {
    holds: 'AutoReplyState is Disabled by default, and such a mailbox answers nobody by itself.',
    facts: ['M-034'],
    status: 'sourced',
  },
  'AR-002': {
    holds:
      'A Scheduled mailbox answers from StartTime on and before EndTime, and at no other time.',
    facts: ['M-034'],
    status: 'sourced',
  },
  'AR-003': {
    holds:
      'Automatic replies are server-side rules of the mailbox: they answer what is delivered there, whether a program runs or not.',
    facts: ['M-034', 'A-002'],
    status: 'sourced',
  },
  'AR-004': {
    holds:
      'Mail that no person sent is not answered: requests and journal copies, and what an Inbox rule passed on.',
    facts: ['F-01'],
    status: 'silent',
  },
  'AR-005': {
    holds: 'A message in reply to another is not answered automatically.',
    facts: ['F-01'],
    status: 'silent',
    assumption: 'autoReplyToReplies',
  },
  'AR-006': {
    holds: 'Nobody is answered by their own mailbox.',
    facts: ['F-01'],
    status: 'silent',
  },
  'AR-007': {
    holds: 'A sender is answered once while automatic replies stay as they are.',
    facts: ['A-001', 'A-002'],
    status: 'sourced',
  },
  'AR-008': {
    holds: 'A change of the configuration of automatic replies forgets who has been answered.',
    facts: ['A-001'],
    status: 'inferred',
  },
  'AR-009': {
    holds:
      'A group with SendOofMessageToOriginatorEnabled false keeps the automatic replies of its members from the sender.',
    facts: ['A-003'],
    status: 'sourced',
  },
  'AR-010': {
    holds: 'A group that does not say so keeps the automatic replies of its members to itself.',
    facts: ['A-003', 'A-004'],
    status: 'contested',
    assumption: 'groupAutoReplies',
  },
  'AR-020': {
    holds: 'A sender of the organization gets the internal text.',
    facts: ['M-034', 'M-035'],
    status: 'sourced',
  },
  'AR-021': {
    holds: 'ExternalAudience None answers no sender outside the organization.',
    facts: ['M-035'],
    status: 'sourced',
  },
  'AR-022': {
    holds: 'ExternalAudience Known answers only those senders outside that the mailbox knows.',
    facts: ['M-035'],
    status: 'sourced',
  },
  'AR-023': {
    holds:
      'A mailbox knows the mail contacts of its organization: personal contacts are not listed.',
    facts: ['M-035', 'F-02'],
    status: 'silent',
    assumption: 'knownSenders',
  },
  'AR-024': {
    holds:
      'ExternalAudience All, the default, answers every sender outside with the external text.',
    facts: ['M-035'],
    status: 'sourced',
  },
  'AR-030': {
    holds: 'AllowedOOFType None of a remote domain lets no automatic reply go there.',
    facts: ['M-188', 'M-194'],
    status: 'sourced',
  },
  'AR-031': {
    holds: 'AllowedOOFType InternalLegacy of a remote domain sends the internal text there.',
    facts: ['M-188', 'M-194'],
    status: 'sourced',
  },
  'AR-032': {
    holds: 'AllowedOOFType is External by default: what is meant for outside may go there.',
    facts: ['M-188'],
    status: 'sourced',
  },
  'AR-033': {
    holds: 'AutoReplyEnabled false of a remote domain stops automatic replies of every kind.',
    facts: ['M-192', 'F-03'],
    status: 'contested',
    assumption: 'autoReplyEnabledStops',
  },
  'AR-034': {
    holds: 'AutoReplyEnabled of a remote domain is true by default.',
    facts: ['M-192'],
    status: 'sourced',
  },
  'AR-040': {
    holds:
      'An automatic reply arrives after the transport delay; no mail flow rule looks at it, and nothing answers it.',
    facts: ['F-01'],
    status: 'silent',
  },
} as const satisfies Record<string, Rule>;
