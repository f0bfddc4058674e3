/**
 * Copies that no row of a recall stands for: made by hand, by an Inbox rule, for a journal, or
 * forwarded by an attribute that recall does not follow. The verdict list says why they stay.
 */
import { at } from '../assert.ts';
import { recallVerdictFacts } from '../facts.ts';
import { copyOf, decide, type Run } from './run.ts';
import type { CopyRecord } from './state.ts';

/** Whether a row of the status report stands for the copy. */
export function hasRow({ origin }: CopyRecord): boolean {
  return origin === 'addressed' || origin === 'unlisted';
}

/** Outlook at a forwarding target acts on its request, whatever the cloud agent follows. */
export function hasClassicRow(copy: CopyRecord): boolean {
  return hasRow(copy) || copy.origin === 'unfollowed';
}

/**
 * Asks why a copy without a row stays, and notes the reason on it. What the agent can see does not
 * matter here.
 */
export function exclude(run: Run, recall: number, copy: number, now: number): void {
  const record = copyOf(run, copy);
  const { agent } = at(run.world.recalls, recall);
  if (agent === 'classic' ? hasClassicRow(record) : hasRow(record)) return;
  const found = recallVerdictFacts(run, at(run.world.recalls, recall), copy, 'cloud', now);
  const facts = { ...found, obstacle: 'none' } as const;
  const { verdict } = decide(run, run.model.lists.recallVerdict, facts, now, {
    recall,
    row: -1,
    copy,
  });
  if (verdict.kind === 'failed') record.beyondRecall = verdict.reason;
}
