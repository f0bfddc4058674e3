/**
 * What the recipient's Outlook makes of the request of a classic recall. Table D4 of the evidence,
 * read top-down.
 *
 * `delete` removes the original; `cannotProcess`, `deferred` and `waits` leave the request where it
 * is, to be looked at again when something changes.
 */
import { decisionList } from '../decision.ts';

/** In the order in which the worst of several failures is chosen. */
export const classicFailures = [
  'already-read',
  'search-key-changed',
  'different-folder',
  'deleted',
] as const;
export type ClassicFailure = (typeof classicFailures)[number];

export type ClassicVerdict =
  | { readonly kind: 'outside' | 'cannotProcess' | 'deferred' | 'waits' }
  | { readonly kind: 'delete' }
  | { readonly kind: 'failed'; readonly reason: ClassicFailure };

const fail = (reason: ClassicFailure): ClassicVerdict => ({ kind: 'failed', reason });
const is = (kind: Exclude<ClassicVerdict['kind'], 'failed'>): ClassicVerdict => ({ kind });

export const classicVerdict = decisionList(
  'classic-verdict',
  {
    recipient: ['mailbox', 'outside', 'onPremises'],
    // `nobody`: a public folder or group mailbox, which no program watches.
    program: ['outlook', 'eas', 'other', 'nobody'],
    easProcesses: 'boolean', // the switch of S-30
    // Outlook runs and reaches the mailbox.
    connected: 'boolean',
    // Mail is delivered to a PST, and nobody has logged on to the profile since the request came.
    logonAwaited: 'boolean',
    // Why Outlook looks at the request: by itself now, by itself later (the idle task), because
    // somebody views it, or not at all (automatic processing is off and nobody has viewed it).
    trigger: ['now', 'later', 'viewed', 'none'],
    expired: 'boolean', // older than 48 hours
    expiredSkipped: 'boolean', // the switch of S-19
    original: ['awaited', 'lost', 'elsewhere', 'beside'],
    searchKeyIntact: 'boolean',
    read: 'boolean',
  },
  [
    { cites: 'RC-103', when: { recipient: 'outside' }, verdict: is('outside') },
    { cites: 'RC-122', when: { recipient: 'onPremises' }, verdict: is('waits') },
    { cites: 'RC-124', when: { program: 'nobody' }, verdict: is('cannotProcess') },
    { cites: 'RC-104', when: { program: 'other' }, verdict: is('cannotProcess') },
    {
      cites: 'RC-105',
      when: { program: 'eas', easProcesses: false },
      verdict: is('cannotProcess'),
    },
    { cites: 'RC-106', when: { connected: false }, verdict: is('deferred') },
    { cites: 'RC-310', when: { logonAwaited: true }, verdict: is('deferred') },
    { cites: 'RC-109', when: { trigger: 'none' }, verdict: is('waits') },
    { cites: 'RC-108', when: { trigger: 'later' }, verdict: is('waits') },
    { cites: 'RC-117', when: { expired: true, expiredSkipped: true }, verdict: is('waits') },
    { cites: 'RC-111', when: { original: 'awaited' }, verdict: is('waits') },
    { cites: 'RC-112', when: { original: 'lost' }, verdict: fail('deleted') },
    { cites: 'RC-113', when: { searchKeyIntact: false }, verdict: fail('search-key-changed') },
    { cites: 'RC-114', when: { original: 'elsewhere' }, verdict: fail('different-folder') },
    {
      cites: ['RC-115', 'RC-110'],
      when: { trigger: 'viewed', read: true },
      verdict: fail('already-read'),
    },
    { cites: 'RC-115', when: { read: true }, verdict: fail('already-read') },
    { cites: ['RC-110', 'RC-116'], when: { trigger: 'viewed' }, verdict: is('delete') },
    { cites: 'RC-116', verdict: is('delete') },
  ],
);

/** Is the recipient told by Outlook? */
export const classicTold = decisionList(
  'classic-told',
  { result: ['recalled', ...classicFailures] },
  [
    { cites: 'RC-112', when: { result: 'deleted' }, verdict: 'silent' },
    { cites: 'RC-118', verdict: 'told' },
  ],
);

/** Does the sender get a mail about this recipient? */
export const classicResult = decisionList(
  'classic-result',
  { asked: 'boolean', silenced: 'boolean' },
  [
    { cites: 'RC-119', when: { asked: false }, verdict: 'none' },
    { cites: 'RC-120', when: { silenced: true }, verdict: 'none' },
    { cites: 'RC-119', verdict: 'mail' },
  ],
);
