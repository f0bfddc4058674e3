/**
 * What becomes of a message before it is in a mailbox: refused whole, refused by one recipient,
 * held for approval, or caught by a mail flow rule. Lists are read top-down.
 */
import { decisionList } from '../decision.ts';

/** Why a copy, or a message, returns to its sender. */
export const bounceReasons = [
  'unknown-recipient',
  'mailbox-full',
  'restricted-recipient',
  'oversize-message',
  'too-many-recipients',
  'rejected-by-rule',
  'approval-expired',
  'forwarding-blocked',
  'loop',
  'expired',
] as const;
export type BounceReason = (typeof bounceReasons)[number];

const answer = (word: BounceReason | 'taken'): BounceReason | 'taken' => word;

/** What a mail flow rule makes of a copy: it goes no further for now, or goes on. */
export type RuleAction = 'refused' | 'dropped' | 'held' | 'redirected' | 'moderated' | 'goesOn';
const caught = (word: RuleAction): RuleAction => word;

/** The level at which a limit stands. */
export type LimitLevel = 'mailbox' | 'organization' | 'service';
const level = (word: LimitLevel): LimitLevel => word;

/** Whose limit of recipients acts: a level that says Unlimited leaves it to the next. */
export const recipientLimit = decisionList(
  'recipient-limit',
  { mailboxUnlimited: 'boolean', organizationUnlimited: 'boolean' },
  [
    { cites: 'ND-016', when: { mailboxUnlimited: false }, verdict: level('mailbox') },
    { cites: 'ND-017', when: { organizationUnlimited: false }, verdict: level('organization') },
    { cites: 'ND-018', verdict: level('service') },
  ],
);

/** May the sender send this at all? */
export const submission = decisionList(
  'submission',
  {
    senderFull: 'boolean',
    tooManyRecipients: 'boolean',
    oversizeForSender: 'boolean',
    oversizeForOrganization: 'boolean',
    // Both ends have a limit of their own, and the switch says that these count alone.
    ownLimitsCount: 'boolean',
  },
  [
    { cites: 'ND-010', when: { senderFull: true }, verdict: answer('mailbox-full') },
    { cites: 'ND-013', when: { tooManyRecipients: true }, verdict: answer('too-many-recipients') },
    { cites: 'ND-011', when: { oversizeForSender: true }, verdict: answer('oversize-message') },
    {
      cites: 'ND-012',
      when: { oversizeForOrganization: true, ownLimitsCount: false },
      verdict: answer('oversize-message'),
    },
    { cites: 'ND-019', when: { oversizeForOrganization: true }, verdict: answer('taken') },
    { cites: 'ND-015', verdict: answer('taken') },
  ],
);

/** Does a recipient, or a group on the way to it, take mail from this sender? */
export const admission = decisionList(
  'admission',
  {
    rejected: 'boolean',
    accepted: ['everybody', 'named', 'others'], // whom it accepts mail from
    internalOnly: 'boolean',
    senderInside: 'boolean',
    oversize: 'boolean',
  },
  [
    { cites: 'ND-021', when: { rejected: true }, verdict: answer('restricted-recipient') },
    { cites: 'ND-020', when: { accepted: 'others' }, verdict: answer('restricted-recipient') },
    {
      cites: 'ND-022',
      when: { internalOnly: true, senderInside: false },
      verdict: answer('restricted-recipient'),
    },
    { cites: 'ND-023', when: { oversize: true }, verdict: answer('oversize-message') },
    { cites: 'ND-024', verdict: answer('taken') },
  ],
);

/** Must somebody approve what is sent to a recipient, or a group on the way to it? */
export const moderation = decisionList(
  'moderation',
  {
    isModerated: 'boolean',
    approved: 'boolean',
    sender: ['moderator', 'bypassing', 'other'],
    outerGroupSpeaks: 'boolean', // a group around it was moderated and speaks for the ones within
  },
  [
    { cites: 'MD-001', when: { isModerated: false }, verdict: 'pass' },
    { cites: 'MD-002', when: { approved: true }, verdict: 'pass' },
    { cites: 'MD-003', when: { sender: 'moderator' }, verdict: 'pass' },
    { cites: 'MD-004', when: { sender: 'bypassing' }, verdict: 'pass' },
    { cites: 'MD-005', when: { outerGroupSpeaks: true }, verdict: 'pass' },
    { cites: 'MD-006', verdict: 'ask' },
  ],
);

/** What a mail flow rule that matches does with the copy itself. */
export const flowRuleAction = decisionList(
  'flow-rule-action',
  {
    rejects: 'boolean',
    deletes: 'boolean',
    quarantines: 'boolean',
    redirects: 'boolean',
    approval: ['no', 'nobody', 'asked'], // nobody: the manager is unknown, or the sender approves
  },
  [
    { cites: 'RT-031', when: { rejects: true }, verdict: caught('refused') },
    { cites: 'RT-032', when: { deletes: true }, verdict: caught('dropped') },
    { cites: 'RT-033', when: { quarantines: true }, verdict: caught('held') },
    { cites: 'RT-034', when: { redirects: true }, verdict: caught('redirected') },
    { cites: 'MD-010', when: { approval: 'asked' }, verdict: caught('moderated') },
    { cites: 'MD-011', when: { approval: 'nobody' }, verdict: caught('goesOn') },
    { cites: 'RT-039', verdict: caught('goesOn') },
  ],
);
