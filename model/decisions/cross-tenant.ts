/**
 * May a recall reach a mailbox of another organization? Rows C3 and C4 of table D2, read top-down.
 *
 * Asked for recipients in another organization that the scenario describes; the organization that
 * receives decides.
 */
import { decisionList } from '../decision.ts';

export const crossTenant = decisionList(
  'cross-tenant',
  {
    supported: 'boolean', // since August 2026
    enabled: 'boolean', // CrossTenantRecallEnabled of the receiver
    listed: 'boolean', // the sender's TenantId is on the receiver's list
    returned: 'boolean', // the sender's organization allows the receiver's in turn
    mutual: 'boolean', // the switch of R-237
  },
  [
    { cites: 'RC-203', when: { supported: false }, verdict: 'outside' },
    { cites: 'RC-201', when: { enabled: false }, verdict: 'notAllowed' },
    { cites: 'RC-202', when: { listed: false }, verdict: 'notAllowed' },
    { cites: 'RC-204', when: { mutual: true, returned: false }, verdict: 'notAllowed' },
    { cites: 'RC-200', verdict: 'evaluated' },
  ],
);
