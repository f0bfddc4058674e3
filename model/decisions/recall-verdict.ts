/**
 * What one attempt finds for one copy: delete it, wait, or fail. Table D2 of the evidence, read
 * top-down.
 *
 * `delete` asks the copy machine to remove it; `recalled` says that it already is; `follow` hands
 * the question to the copies that the mailbox forwarded. Client and folder are no facts here: they
 * never matter (RC-045).
 */
import { decisionList } from '../decision.ts';

/** In the order in which the worst of several failures is chosen. */
export const failureReasons = [
  'external-recipient',
  'tenant-not-allowed',
  'on-premises-mailbox',
  'unsupported-recipient',
  'disabled',
  'disabled-on-mailbox',
  'already-read',
  'forwarded-copy',
  'not-found',
  'timed-out',
] as const;
export type FailureReason = (typeof failureReasons)[number];

export const pendingCauses = [
  'mailbox-unavailable',
  'not-delivered',
  'quarantined',
  'awaiting-moderation',
  'connector-round-trip',
  'mailbox-gone',
  'recoverable-items-full',
  'agent-down',
] as const;
export type PendingCause = (typeof pendingCauses)[number];

export type CopyVerdict =
  | { readonly kind: 'delete' }
  | { readonly kind: 'recalled' }
  | { readonly kind: 'follow' }
  | { readonly kind: 'failed'; readonly reason: FailureReason }
  | { readonly kind: 'pending'; readonly cause: PendingCause };

const fail = (reason: FailureReason): CopyVerdict => ({ kind: 'failed', reason });
const wait = (cause: PendingCause): CopyVerdict => ({ kind: 'pending', cause });
const remove: CopyVerdict = { kind: 'delete' };

export const recallVerdict = decisionList(
  'recall-verdict',
  {
    obstacle: ['none', 'agentDown', 'mailboxGone', 'mailboxUnavailable'],
    recipient: ['cloud', 'outside', 'onPremises', 'otherTenant', 'publicFolder'],
    // How the copy came: as addressed or followed, forwarded by an attribute that recall does not
    // follow, made by hand or Inbox rule, a journal copy, or one for Bcc where the switch says that
    // recall does not find it.
    origin: ['addressed', 'unfollowed', 'copied', 'journal', 'unlisted'],
    // What the switches of the organization and of the mailbox leave of recall.
    switchedOff: ['no', 'organization', 'mailbox'],
    roundTrip: ['none', 'supported', 'unsupported'],
    place: [
      'onTheWay',
      'quarantined',
      'awaitingApproval',
      'folder',
      'deletedItems',
      'recoverable',
      'archive',
      'removed',
      'passedOn',
      'recalled',
      'returned', // it expired in a queue, and the switch says that this ends its recall
    ],
    // Whether the switches say that this place is searched; true for the visible folders.
    searched: 'boolean',
    read: 'boolean',
    // Whether the mailbox must keep what is removed and has no room for it.
    recoverableFull: 'boolean',
    readRecallable: 'boolean',
  },
  [
    { cites: 'RC-026', when: { obstacle: 'agentDown' }, verdict: wait('agent-down') },
    { cites: 'RC-056', when: { origin: 'journal' }, verdict: fail('unsupported-recipient') },
    { cites: 'RC-031', when: { recipient: 'outside' }, verdict: fail('external-recipient') },
    {
      cites: 'RC-205',
      when: { recipient: 'otherTenant' },
      verdict: fail('tenant-not-allowed'),
    },
    { cites: 'RC-032', when: { recipient: 'onPremises' }, verdict: fail('on-premises-mailbox') },
    {
      cites: 'RC-220',
      when: { recipient: 'publicFolder' },
      verdict: fail('unsupported-recipient'),
    },
    { cites: 'RC-037', when: { origin: 'copied' }, verdict: fail('forwarded-copy') },
    { cites: 'RC-038', when: { origin: 'unfollowed' }, verdict: fail('forwarded-copy') },
    { cites: 'RC-052', when: { origin: 'unlisted' }, verdict: fail('not-found') },
    { cites: 'RC-025', when: { place: 'recalled' }, verdict: { kind: 'recalled' } },
    { cites: 'RC-058', when: { switchedOff: 'organization' }, verdict: fail('disabled') },
    { cites: 'RC-033', when: { switchedOff: 'mailbox' }, verdict: fail('disabled-on-mailbox') },
    { cites: 'RC-055', when: { obstacle: 'mailboxGone' }, verdict: wait('mailbox-gone') },
    { cites: 'RC-034', when: { roundTrip: 'unsupported' }, verdict: wait('connector-round-trip') },
    { cites: 'RC-036', when: { place: 'passedOn' }, verdict: { kind: 'follow' } },
    { cites: 'RC-180', when: { place: 'quarantined' }, verdict: wait('quarantined') },
    { cites: 'RC-181', when: { place: 'awaitingApproval' }, verdict: wait('awaiting-moderation') },
    {
      cites: 'RC-039',
      when: { obstacle: 'mailboxUnavailable' },
      verdict: wait('mailbox-unavailable'),
    },
    { cites: 'RT-052', when: { place: 'returned' }, verdict: fail('not-found') },
    { cites: 'RC-040', when: { place: 'onTheWay' }, verdict: wait('not-delivered') },
    { cites: 'RC-041', when: { place: 'removed' }, verdict: fail('not-found') },
    {
      cites: 'RC-042',
      when: { place: 'recoverable', searched: false },
      verdict: fail('not-found'),
    },
    { cites: 'RC-043', when: { place: 'archive', searched: false }, verdict: fail('not-found') },
    {
      cites: ['RC-044', 'RC-024'],
      when: { read: true, readRecallable: false },
      verdict: fail('already-read'),
    },
    {
      cites: 'RC-230',
      when: { recoverableFull: true },
      verdict: wait('recoverable-items-full'),
    },
    { cites: ['RC-035'], when: { roundTrip: 'supported' }, verdict: remove },
    { cites: 'RC-047', when: { place: 'deletedItems' }, verdict: remove },
    { cites: 'RC-046', when: { read: true }, verdict: remove },
    { cites: 'RC-045', verdict: remove },
  ],
);
