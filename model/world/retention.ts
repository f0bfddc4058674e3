/**
 * Retention tags at work: when the age of an item is due, what its mailbox does with it.
 *
 * Its events keep no scenario alive: whoever looks two years ahead says so.
 */
import { retentionTagFacts, tagsOf } from '../facts-client.ts';
import { advanceCopy, isShown } from './copies.ts';
import { file } from './mailbox.ts';
import { removedFor } from './receipt.ts';
import { isRefused, keptAs } from './removal.ts';
import { aboutCopy, copyOf, decide, epochOf, type Run } from './run.ts';

/** Plans the ages of a copy that are still to come; those that have passed count at once. */
export function planRetention(run: Run, copy: number, now: number): void {
  const { deliveredAt } = copyOf(run, copy);
  if (Number.isNaN(deliveredAt)) return;
  for (const { ageMs } of tagsOf(run, copy))
    run.schedule(Math.max(now, deliveredAt + ageMs), 'retention', copy, 0);
}

/** Settings have changed: the tags of every mailbox may have. */
export function replanRetention(run: Run, now: number): void {
  if (epochOf(run).orgs.every(({ retention }) => retention.size === 0)) return;
  run.world.copies.forEach((_, copy) => {
    planRetention(run, copy, now);
  });
}

/** The age of an item is due; false when no tag does anything. */
export function retire(run: Run, copy: number, now: number): boolean {
  const record = copyOf(run, copy);
  for (const tag of tagsOf(run, copy)) {
    if (record.deliveredAt + tag.ageMs > now || !isShown(run, copy)) continue;
    const facts = retentionTagFacts(run, record, tag);
    const { verdict } = decide(run, run.model.lists.retentionTag, facts, now, aboutCopy(copy));
    if (verdict === 'archive') file(run, copy, `Archive\\${record.folder}`, now);
    if (verdict === 'delete') remove(run, copy, 'soft', now);
    if (verdict === 'purge') remove(run, copy, 'hard', now);
    if (verdict !== 'nothing') return true;
  }
  return false;
}

function remove(run: Run, copy: number, removal: 'soft' | 'hard', now: number): void {
  if (isRefused(run, copy, now)) return;
  advanceCopy(run, copy, 'REMOVE', { kept: keptAs(run, copy, removal, now) }, now);
  removedFor(run, copy, 'policy', now);
}
