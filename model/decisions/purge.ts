/**
 * Removal by an administrator, in place of a recall: who may, how much one run removes, and what
 * becomes of an item.
 */
import { decisionList } from '../decision.ts';

export const purge = decisionList(
  'purge',
  {
    hasRole: 'boolean',
    inside: 'boolean', // a mailbox in the cloud of the administrator's own organization
    present: 'boolean', // it lies where a search finds it
    exhausted: 'boolean', // the run has removed as much from this mailbox as it may
  },
  [
    { cites: 'RC-260', when: { hasRole: false }, verdict: 'not-permitted' },
    { cites: 'RC-261', when: { inside: false }, verdict: 'out-of-reach' },
    { cites: 'RC-262', when: { present: false }, verdict: 'no-such-copy' },
    { cites: 'RC-263', when: { exhausted: true }, verdict: 'limit-reached' },
    { cites: 'RC-264', verdict: 'removed' },
  ],
);
