/**
 * Facts of removal by an administrator: may they, does the copy lie where a search finds it, and
 * has the run removed as much as it may?
 */
import { at } from './assert.ts';
import type { FactsOf } from './facts.ts';
import { kindOf } from './org/org.ts';
import type { PurgeSpec } from './setting.ts';
import { placeOf } from './world/copy-states.ts';
import { copyOf, orgAt, type Run, tenantOf } from './world/run.ts';

/** Items that one run removes from a mailbox. */
const ITEMS_MAX = { compliance: 10, graph: 100 } as const;

/** What does a run do with one copy? `removed`: from the same mailbox so far. */
export function purgeFacts(
  run: Run,
  action: PurgeSpec,
  copy: number,
  removed: number,
): FactsOf<'purge'> {
  const { recipient, state } = copyOf(run, copy);
  const { from } = at(run.setting.messages, action.message);
  // An administrator whom nobody names is one of the sender's organization, with the role.
  const home = action.by < 0 ? from : action.by;
  const isCloud = kindOf(orgAt(run, recipient), recipient) === 'cloud';
  const place = placeOf(run.model, state);
  return {
    hasRole: action.by < 0 || orgAt(run, action.by).purgers.has(action.by),
    inside: isCloud && tenantOf(run, recipient) === tenantOf(run, home),
    present: place === 'folder' || place === 'deletedItems' || place === 'archive',
    exhausted: removed >= ITEMS_MAX[action.how],
  };
}
