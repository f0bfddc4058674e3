/**
 * Facts about reach: what another organization allows the sender's.
 */
import type { FactsOf } from './facts.ts';
import type { Org } from './org/org.ts';
import { orgAt, type Run } from './world/run.ts';

/** May the sender's organization recall from the mailbox of another one? [C3, C4] */
export function crossTenantFacts(
  run: Run,
  sender: number,
  recipient: number,
): FactsOf<'crossTenant'> {
  const theirs = orgAt(run, recipient);
  const ours = orgAt(run, sender);
  const lists = (org: Org, other: Org): boolean =>
    other.tenantId !== null && org.settings.allowedTenants.includes(other.tenantId);
  return {
    supported: run.setting.profile.crossTenant,
    enabled: theirs.settings.crossTenantOn,
    listed: lists(theirs, ours),
    returned: ours.settings.crossTenantOn && lists(ours, theirs),
    mutual: run.setting.assume.crossTenantTrust === 'mutual',
  };
}
