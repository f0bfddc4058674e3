/**
 * What a recipient is to a recall: a mailbox that it may look into, or one that it may not.
 *
 * The settings in force at each attempt decide, those of the recipient's own organization included.
 */
import { at } from '../assert.ts';
import type { Reached } from '../facts.ts';
import { crossTenantFacts } from '../facts-reach.ts';
import { kindOf, type RecipientKind, storeOf } from '../org/org.ts';
import type { RuleId } from '../rules/catalogue.ts';
import { cite, decide, orgAt, type Run, type Subject, tenantOf } from './run.ts';

type Reach = { readonly recipient: Reached; readonly rules: readonly RuleId[] };

/** What the recall agent of the sender may do at a recipient. */
export function reachOf(run: Run, subject: Subject, recipient: number, now: number): Reach {
  const { by } = at(run.setting.recalls, subject.recall);
  const kind = kindOf(orgAt(run, recipient), recipient);
  const own = ownReach(run, recipient, kind);
  if (kind === 'outside' || tenantOf(run, by) === tenantOf(run, recipient))
    return { recipient: own, rules: [] };
  const facts = crossTenantFacts(run, by, recipient);
  const { verdict, rules } = decide(run, run.model.lists.crossTenant, facts, now, subject);
  if (verdict === 'evaluated') return { recipient: own, rules };
  return { recipient: verdict === 'outside' ? 'outside' : 'otherTenant', rules };
}

/** What a recipient is to the agent of its own organization. */
function ownReach(run: Run, recipient: number, kind: RecipientKind): Reached {
  if (kind === 'outside' || kind === 'onPremises') return kind;
  const store = storeOf(orgAt(run, recipient), recipient);
  if (store === 'group') cite(run, 'RC-221');
  return store === 'publicFolder' ? 'publicFolder' : 'cloud';
}
