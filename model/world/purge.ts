/**
 * An administrator removes a message from mailboxes: each copy by itself, recorded one by one.
 */
import { purgeFacts } from '../facts-purge.ts';
import type { PurgeSpec } from '../setting.ts';
import { enter } from './audit.ts';
import { advanceCopy } from './copies.ts';
import { removedFor } from './receipt.ts';
import { isRefused, keptAs } from './removal.ts';
import { aboutCopy, copyOf, decide, messageOf, type Run } from './run.ts';

/** One run: every copy of the message, in the order in which they were made. */
export function purge(run: Run, action: PurgeSpec, now: number): void {
  const removedFrom = new Map<number, number>();
  for (const copy of [...messageOf(run, action.message).copies]) {
    const { recipient } = copyOf(run, copy);
    const removed = removedFrom.get(recipient) ?? 0;
    const facts = purgeFacts(run, action, copy, removed);
    const { verdict } = decide(run, run.model.lists.purge, facts, now, aboutCopy(copy));
    if (verdict === 'removed') {
      if (isRefused(run, copy, now)) continue;
      remove(run, copy, action.type, now);
      removedFrom.set(recipient, removed + 1);
    }
    note(run, action, recipient, verdict, now);
  }
}

function remove(run: Run, copy: number, type: PurgeSpec['type'], now: number): void {
  const kept = keptAs(run, copy, type === 'SoftDelete' ? 'softDelete' : 'hardDelete', now);
  advanceCopy(run, copy, 'REMOVE', { kept: kept === 'gone' ? 'purges' : kept }, now);
  if (kept === 'gone') copyOf(run, copy).retainedUntil = now + run.setting.assume.assistantDelay;
  removedFor(run, copy, 'agent', now);
}

function note(
  run: Run,
  { message, by }: PurgeSpec,
  recipient: number,
  result: string,
  now: number,
): void {
  const base = { at: now, operation: 'purge', message, recall: -1, reason: null };
  enter(run, { ...base, actor: by, recipient, result });
}
