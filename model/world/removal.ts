/**
 * Removing an item for good: where it is kept, and whether there is room.
 */
import { retentionFacts, takesNoMore } from '../facts.ts';
import { enter } from './audit.ts';
import { aboutCopy, cite, copyOf, decide, type Run } from './run.ts';

type Removal = Parameters<typeof retentionFacts>[2];

/** Where a removed copy goes, in the words of the copy machine; notes a hold that keeps it. */
export function keptAs(
  run: Run,
  copy: number,
  removal: Removal,
  now: number,
): 'gone' | 'deletions' | 'purges' {
  const record = copyOf(run, copy);
  const facts = retentionFacts(run, record, removal);
  const { verdict } = decide(run, run.model.lists.retention, facts, now, aboutCopy(copy));
  if (verdict !== 'discoveryHolds') return verdict as 'gone' | 'deletions' | 'purges';
  record.inDiscoveryHolds = true;
  return 'purges';
}

/** Nobody can remove an item that Recoverable Items has no room for; noted. [RC-231] */
export function isRefused(run: Run, copy: number, now: number): boolean {
  const record = copyOf(run, copy);
  if (!takesNoMore(run, record)) return false;
  cite(run, 'RC-231');
  enter(run, {
    at: now,
    operation: 'remove',
    actor: record.recipient,
    message: record.message,
    recall: -1,
    recipient: record.recipient,
    result: 'failed',
    reason: 'recoverable-items-full',
  });
  return true;
}
