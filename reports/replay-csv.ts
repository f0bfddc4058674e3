/**
 * Replayed scenarios as a table: a record for each recipient of each recall, with what is left in
 * the mailbox; for a scenario without recalls one that says how it came out.
 */
import type { Cell, CsvTable } from './csv.ts';
import type { ReplayedScenario, ReplayReport } from './replay-report.ts';

export const replayColumns = [
  'file',
  'scenario',
  'verdict',
  'recall',
  'status',
  'agent',
  'requestedAt',
  'recipient',
  'outcome',
  'reason',
  'cause',
  'decidedAt',
  'recipientNotified',
  'readBefore',
  'firstReadAt',
  'copies',
  'present',
  'folders',
  'exposed',
  'rules',
] as const;

export function replayCsv({ scenarios }: ReplayReport): CsvTable {
  return { columns: replayColumns, rows: scenarios.flatMap(rowsOf) };
}

function rowsOf({ file, name, verdict, outcome }: ReplayedScenario): Cell[][] {
  const head: Cell[] = [file, name, verdict];
  const rows = outcome.recalls.flatMap((recall): Cell[][] => {
    const { id, status, agent, reason, requestedAt, recipients } = recall;
    const own: Cell[] = [...head, id, status, agent, requestedAt];
    if (recipients.length === 0) return [padded([...own, null, null, reason])];
    return recipients.map((row) => {
      const { recipient, cause, decidedAt, recipientNotified, readBefore, firstReadAt } = row;
      const told = [row.reason, cause, decidedAt, recipientNotified, readBefore, firstReadAt];
      const left = leftOf(outcome, recall.message, recipient);
      return [...own, recipient, row.outcome, ...told, ...left, row.rules.join(' ')];
    });
  });
  return rows.length > 0 ? rows : [padded(head)];
}

const padded = (cells: readonly Cell[]): Cell[] =>
  replayColumns.map((_, column) => cells[column] ?? null);

/** The copies of a recipient: how many, how many still there, where, and who has seen them. */
function leftOf(
  { copies }: ReplayedScenario['outcome'],
  message: string | null,
  recipient: string,
): Cell[] {
  const own = copies.filter((copy) => copy.message === message && copy.mailbox === recipient);
  const there = own.filter(({ present }) => present);
  const folders = there.map(({ folder }) => folder ?? '').join(' | ');
  const exposed = [...new Set(own.flatMap((copy) => copy.exposed))].join(' ');
  return [own.length, there.length, folders, exposed];
}
