/**
 * What the configuration decides about a copy on its way: its route, how the mailbox forwards it,
 * what a connector round trip does to its SearchKey, and where a removed item goes.
 */
import { decisionList } from '../decision.ts';

/**
 * Where transport sends a copy. A rule that names a connector goes before the ordinary destination.
 */
export const route = decisionList(
  'route',
  {
    quarantined: 'boolean',
    recipient: ['cloud', 'outside', 'onPremises', 'unknown', 'otherTenant'],
    toConnector: 'boolean',
    serviceReturns: 'boolean',
    tripsExhausted: 'boolean',
  },
  [
    { cites: 'RT-040', when: { quarantined: true }, verdict: 'held' },
    { cites: 'CN-004', when: { toConnector: true, tripsExhausted: true }, verdict: 'loop' },
    { cites: 'CN-001', when: { toConnector: true, serviceReturns: true }, verdict: 'service' },
    { cites: 'CN-003', when: { toConnector: true }, verdict: 'lost' },
    { cites: 'RT-013', when: { recipient: 'unknown' }, verdict: 'unknown' },
    { cites: 'RT-012', when: { recipient: 'onPremises' }, verdict: 'onPremises' },
    { cites: 'RT-011', when: { recipient: 'outside' }, verdict: 'outside' },
    { cites: 'RT-020', when: { recipient: 'otherTenant' }, verdict: 'deliver' },
    { cites: 'RT-010', verdict: 'deliver' },
  ],
);

/** Which forwarding attribute of a mailbox acts. */
export const forwardingAttribute = decisionList(
  'forwarding-attribute',
  { address: 'boolean', smtpAddress: 'boolean' },
  [
    { cites: 'MB-004', when: { address: true, smtpAddress: true }, verdict: 'ForwardingAddress' },
    { cites: 'MB-007', when: { address: true }, verdict: 'ForwardingAddress' },
    { cites: 'MB-007', when: { smtpAddress: true }, verdict: 'ForwardingSmtpAddress' },
    { cites: 'MB-001', verdict: 'none' },
  ],
);

/** What a mailbox does with a copy that arrives. */
export const forwarding = decisionList(
  'forwarding',
  {
    forwards: 'boolean',
    keepsCopy: 'boolean',
    targetOutside: 'boolean',
    policyAllows: 'boolean', // HostedOutboundSpamFilterPolicy AutoForwardingMode
    domainAllows: 'boolean', // RemoteDomain AutoForwardEnabled
    repeats: 'boolean', // the target is already on the copy's path
    full: 'boolean', // the mailbox takes nothing more
  },
  [
    { cites: 'ND-030', when: { forwards: false, full: true }, verdict: 'full' },
    { cites: 'ND-030', when: { keepsCopy: true, full: true }, verdict: 'full' },
    { cites: 'MB-001', when: { forwards: false }, verdict: 'stay' },
    { cites: 'MB-006', when: { repeats: true, keepsCopy: true }, verdict: 'stay' },
    { cites: 'MB-006', when: { repeats: true }, verdict: 'blocked' },
    {
      cites: 'MB-005',
      when: { targetOutside: true, policyAllows: false, keepsCopy: true },
      verdict: 'keepOnly',
    },
    { cites: 'MB-005', when: { targetOutside: true, policyAllows: false }, verdict: 'blocked' },
    {
      cites: 'MB-005',
      when: { targetOutside: true, domainAllows: false, keepsCopy: true },
      verdict: 'keepOnly',
    },
    { cites: 'MB-005', when: { targetOutside: true, domainAllows: false }, verdict: 'blocked' },
    { cites: 'MB-002', when: { keepsCopy: true }, verdict: 'keepAndForward' },
    { cites: 'MB-003', verdict: 'forwardOnly' },
  ],
);

/** What a connector round trip does to the SearchKey. */
export const searchKey = decisionList(
  'search-key',
  { tnef: 'boolean', tnefKeeps: 'boolean', tripChanges: 'boolean' },
  [
    { cites: 'CN-012', when: { tripChanges: false }, verdict: 'kept' },
    { cites: 'CN-011', when: { tnef: true, tnefKeeps: true }, verdict: 'kept' },
    { cites: 'CN-010', verdict: 'changed' },
  ],
);

/** Where an item goes that is removed from the visible folders. */
export const retention = decisionList(
  'retention',
  {
    removal: ['soft', 'hard', 'purge', 'recall'],
    hold: ['none', 'litigation', 'policy'],
    singleItemRecovery: 'boolean',
  },
  [
    { cites: 'MB-024', when: { removal: 'soft' }, verdict: 'deletions' },
    { cites: 'RC-048', when: { removal: 'recall', hold: 'litigation' }, verdict: 'purges' },
    { cites: 'RC-232', when: { removal: 'recall', hold: 'policy' }, verdict: 'discoveryHolds' },
    { cites: 'RC-048', when: { removal: 'recall', singleItemRecovery: true }, verdict: 'purges' },
    { cites: 'RC-049', when: { removal: 'recall' }, verdict: 'gone' },
    { cites: 'MB-025', when: { hold: 'litigation' }, verdict: 'purges' },
    { cites: 'MB-061', when: { hold: 'policy' }, verdict: 'discoveryHolds' },
    { cites: 'MB-025', when: { removal: 'purge' }, verdict: 'gone' },
    { cites: 'MB-025', when: { singleItemRecovery: true }, verdict: 'purges' },
    { cites: 'MB-025', verdict: 'gone' },
  ],
);
