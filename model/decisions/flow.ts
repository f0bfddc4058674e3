/**
 * What the configuration decides about a copy on its way: its route, how the mailbox forwards it,
 * what a connector round trip does to its SearchKey, and where a removed item goes.
 */
import { decisionList } from '../decision.ts';

/** How a copy finds its connector. */
export type ConnectorChoice = 'none' | 'named' | 'byDomain';
const leaves = (choice: ConnectorChoice): ConnectorChoice => choice;

/** Which connector a copy leaves through: one that a rule names, or one for its domain. */
export const connectorChoice = decisionList(
  'connector-choice',
  {
    named: 'boolean', // a mail flow rule names it
    stamped: 'boolean', // the copy has been through it on premises, and shows that
    local: 'boolean', // its mailbox is in the cloud of the organization that has the copy
    taken: 'boolean', // some connector takes mail for its domain
  },
  [
    { cites: 'CN-016', when: { stamped: true }, verdict: leaves('none') },
    { cites: 'CN-001', when: { named: true }, verdict: leaves('named') },
    { cites: 'CN-014', when: { local: true }, verdict: leaves('none') },
    { cites: 'CN-007', when: { taken: true }, verdict: leaves('byDomain') },
    { cites: 'CN-008', verdict: leaves('none') },
  ],
);

/** What becomes of the headers of an organization where mail leaves its cloud. */
export const headers = decisionList('headers', { cloudServices: 'boolean' }, [
  { cites: 'CN-013', when: { cloudServices: true }, verdict: 'kept' },
  { cites: 'CN-009', verdict: 'stripped' },
]);

/**
 * Where transport sends a copy. A rule that names a connector goes before the ordinary destination.
 */
export const route = decisionList(
  'route',
  {
    quarantined: 'boolean',
    recipient: ['cloud', 'outside', 'onPremises', 'unknown', 'otherTenant'],
    named: 'boolean', // a mail flow rule names its connector
    // What the connector does with it; all false where it takes none.
    oversize: 'boolean', // larger than the connector takes
    serviceReturns: 'boolean',
    onPremisesFirst: 'boolean', // the connector leads through the Exchange on premises
    tripsExhausted: 'boolean',
  },
  [
    { cites: 'RT-040', when: { quarantined: true }, verdict: 'held' },
    { cites: 'CN-004', when: { tripsExhausted: true }, verdict: 'loop' },
    { cites: 'CN-015', when: { oversize: true }, verdict: 'oversize' },
    { cites: 'CN-001', when: { serviceReturns: true }, verdict: 'service' },
    { cites: 'CN-006', when: { onPremisesFirst: true }, verdict: 'hop' },
    { cites: 'CN-003', when: { named: true }, verdict: 'lost' },
    { cites: 'RT-013', when: { recipient: 'unknown' }, verdict: 'unknown' },
    { cites: 'RT-012', when: { recipient: 'onPremises' }, verdict: 'onPremises' },
    { cites: 'RT-011', when: { recipient: 'outside' }, verdict: 'outside' },
    { cites: 'RT-020', when: { recipient: 'otherTenant' }, verdict: 'handOver' },
    { cites: 'RT-010', verdict: 'deliver' },
  ],
);

/** The attribute by which a mailbox forwards. */
export type ForwardingAttribute = 'ForwardingAddress' | 'ForwardingSmtpAddress' | 'none';
const by = (word: ForwardingAttribute): ForwardingAttribute => word;

/** Which forwarding attribute of a mailbox acts. */
export const forwardingAttribute = decisionList(
  'forwarding-attribute',
  { address: 'boolean', smtpAddress: 'boolean' },
  [
    {
      cites: 'MB-004',
      when: { address: true, smtpAddress: true },
      verdict: by('ForwardingAddress'),
    },
    { cites: 'MB-007', when: { address: true }, verdict: by('ForwardingAddress') },
    { cites: 'MB-007', when: { smtpAddress: true }, verdict: by('ForwardingSmtpAddress') },
    { cites: 'MB-001', verdict: by('none') },
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
    labelStops: 'boolean', // the switch labelStopsMailboxForwarding
  },
  [
    { cites: 'ND-030', when: { forwards: false, full: true }, verdict: 'full' },
    { cites: 'ND-030', when: { keepsCopy: true, full: true }, verdict: 'full' },
    { cites: 'MB-001', when: { forwards: false }, verdict: 'stay' },
    { cites: 'MB-006', when: { repeats: true, keepsCopy: true }, verdict: 'stay' },
    { cites: 'MB-006', when: { repeats: true }, verdict: 'blocked' },
    { cites: 'LB-004', when: { labelStops: true, keepsCopy: true }, verdict: 'keepOnly' },
    { cites: 'LB-004', when: { labelStops: true }, verdict: 'blocked' },
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
    removal: ['soft', 'hard', 'purge', 'recall', 'softDelete', 'hardDelete'],
    hold: ['none', 'litigation', 'policy'],
    singleItemRecovery: 'boolean',
  },
  [
    { cites: 'MB-024', when: { removal: 'soft' }, verdict: 'deletions' },
    { cites: 'RC-265', when: { removal: 'softDelete' }, verdict: 'deletions' },
    { cites: 'RC-266', when: { removal: 'hardDelete', hold: 'litigation' }, verdict: 'purges' },
    { cites: 'RC-266', when: { removal: 'hardDelete', hold: 'policy' }, verdict: 'discoveryHolds' },
    {
      cites: 'RC-266',
      when: { removal: 'hardDelete', singleItemRecovery: true },
      verdict: 'purges',
    },
    { cites: 'RC-267', when: { removal: 'hardDelete' }, verdict: 'gone' },
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
