/**
 * What labels, sensitive content and protection decide: what can be done to a copy, what a rule
 * that looks for sensitive content does, and how a disclaimer is added. Lists are read top-down.
 */
import { decisionList } from '../decision.ts';

/** May something be done to a copy of a labelled message? */
export const labelled = decisionList(
  'label',
  {
    deed: ['open', 'forward', 'rule'], // forwarded by hand, or by an Inbox rule
    blocksForward: 'boolean',
    internalOnly: 'boolean',
    outsider: 'boolean', // whoever has the copy is not of the organization
  },
  [
    { cites: 'LB-003', when: { internalOnly: true, outsider: true }, verdict: 'refused' },
    { cites: 'LB-001', when: { deed: 'forward', blocksForward: true }, verdict: 'refused' },
    { cites: 'LB-002', when: { deed: 'rule', blocksForward: true }, verdict: 'refused' },
    { cites: 'LB-005', verdict: 'allowed' },
  ],
);

/** What a sender has said about a message that a policy stops. */
export const overrides = ['none', 'silent', 'explicit', 'false-positive'] as const;
export type Override = (typeof overrides)[number];

/** What NotifySender of a mail flow rule may say. */
export const notifySenderTypes = [
  'NotifyOnly',
  'RejectMessage',
  'RejectUnlessFalsePositiveOverride',
  'RejectUnlessSilentOverride',
  'RejectUnlessExplicitOverride',
] as const;

/** What a rule that notifies senders does with a message that it matches. */
export const dataLoss = decisionList(
  'data-loss',
  { notifySender: notifySenderTypes, override: overrides },
  [
    { cites: 'DL-002', when: { notifySender: 'NotifyOnly' }, verdict: 'notified' },
    { cites: 'DL-003', when: { notifySender: 'RejectMessage' }, verdict: 'blocked' },
    {
      cites: 'DL-004',
      when: { notifySender: 'RejectUnlessFalsePositiveOverride', override: 'false-positive' },
      verdict: 'overridden',
    },
    {
      cites: 'DL-005',
      when: {
        notifySender: ['RejectUnlessSilentOverride', 'RejectUnlessExplicitOverride'],
        override: ['silent', 'explicit'],
      },
      verdict: 'overridden',
    },
    { cites: 'DL-006', verdict: 'blocked' },
  ],
);

/** How a rule adds its disclaimer. */
export const disclaimer = decisionList(
  'disclaimer',
  { isProtected: 'boolean', fallback: ['Wrap', 'Ignore', 'Reject'] },
  [
    { cites: 'MR-001', when: { isProtected: false }, verdict: 'added' },
    { cites: 'MR-004', when: { fallback: 'Reject' }, verdict: 'refused' },
    { cites: 'MR-003', when: { fallback: 'Ignore' }, verdict: 'skipped' },
    { cites: 'MR-002', verdict: 'wrapped' },
  ],
);
