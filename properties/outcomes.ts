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

/** Whether Outlook has decided on a row. */
export function isProcessed({ outcome }: RowOutcome): boolean {
  return outcome === 'recalled' || outcome === 'failed';
}

/** Rows on which an Outlook at the mailbox itself has decided; others took over a target's. */
export function processedRows(outcome: ScenarioOutcome): ReturnType<typeof rowsOf> {
  return rowsOf(outcome).filter((row) => isProcessed(row) && !row.rules.includes('RC-123'));
}

/** The copies of a message at an address that recall looks at. */
export function copiesFor(outcome: ScenarioOutcome, message: string | null, mailbox: string) {
  return outcome.copies.filter(
    (copy: CopyOutcome) => copy.message === message && copy.mailbox === mailbox && !isCopied(copy),
  );
}

/** The notices of one kind about a recall. */
export function noticesOf(outcome: ScenarioOutcome, kind: string, recall: string) {
  return outcome.notices.filter((one) => one.kind === kind && one.recall === recall);
}
