/**
 * What properties look at in an outcome: accepted recalls, their rows, and copies that no row
 * stands for.
 */
import type { CopyOutcome, RecallOutcome, RowOutcome, ScenarioOutcome } from '../sim/outcome.ts';

/** The recalls that passed the gate. */
export function accepted({ recalls }: ScenarioOutcome): RecallOutcome[] {
  return recalls.filter(({ status }) => status === 'accepted');
}

/** Every row of an accepted recall, with its recall. */
export function rowsOf(outcome: ScenarioOutcome): (RowOutcome & { recall: RecallOutcome })[] {
  return accepted(outcome).flatMap((recall) =>
    recall.recipients.map((row) => ({ ...row, recall })),
  );
}

/** Copies that no row stands for: made by hand, by an Inbox rule, or for a journal. */
export function isCopied({ path }: CopyOutcome): boolean {
  return path.some(
    (word) => word.startsWith('by-hand') || word.startsWith('rule') || word === 'journal',
  );
}
