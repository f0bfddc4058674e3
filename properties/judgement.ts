/** Where the judge and an outcome of the simulator differ, one line each. */
import type { Scenario } from '../scenarios/scenario.ts';
import type { ScenarioOutcome } from '../sim/outcome.ts';
import type { CopyVerdict, Verdicts } from './judge/judge.ts';
import type { ReceiptVerdict } from './judge/receipts.ts';

/** One line for each thing that only one of the two says. */
export function differences(
  judged: Verdicts,
  outcome: ScenarioOutcome,
  { start }: Scenario,
): string[] {
  const says = (who: string, lines: string[], others: string[]): string[] => {
    const left = [...others];
    return lines
      .filter((line) => {
        const at = left.indexOf(line);
        if (at >= 0) left.splice(at, 1);
        return at < 0;
      })
      .map((line) => `${who}: ${line}`);
  };
  const ofJudge = linesOfJudge(judged);
  const ofModel = linesOfModel(outcome, start);
  return [...says('judge', ofJudge, ofModel), ...says('model', ofModel, ofJudge)];
}

function linesOfJudge({ recalls, copies, receipts }: Verdicts): string[] {
  return [
    ...recalls.flatMap(({ id, status, reason, agent, recipients }) => [
      `recall ${id} ${status} ${reason} ${agent}`,
      ...recipients.map(
        (row) =>
          `row ${id} ${row.recipient} ${row.outcome} ${row.reason} ${row.cause} at ${row.at} ` +
          `told ${row.recipientNotified}`,
      ),
    ]),
    ...copies.map(copyLine),
    ...receipts.map(receiptLine),
  ];
}

function copyLine({ message, mailbox, path, ...copy }: CopyVerdict): string {
  const { at, present, read, folder, retained } = copy;
  return (
    `copy ${message} ${mailbox} ${path.join('>')} at ${at} present ${present} read ${read} ` +
    `in ${folder} retained ${retained}`
  );
}

function receiptLine({ message, from, to, kind, sentBy, at }: ReceiptVerdict): string {
  return `receipt ${message} from ${from} to ${to} ${kind} by ${sentBy} at ${at}`;
}

function linesOfModel({ recalls, copies, receipts }: ScenarioOutcome, start: number): string[] {
  return [
    ...recalls.flatMap(({ id, status, reason, agent, recipients }) => [
      `recall ${id} ${status} ${reason} ${agent}`,
      ...recipients.map((row) => {
        const at = row.decidedAt === null ? null : Date.parse(row.decidedAt) - start;
        return (
          `row ${id} ${row.recipient} ${row.outcome} ${row.reason} ${row.cause} ` +
          `at ${row.outcome === 'expanded' ? null : at} told ${row.recipientNotified}`
        );
      }),
    ]),
    ...copies.flatMap(({ deliveredAt, ...copy }) => {
      if (deliveredAt === null) return [];
      const at = Date.parse(deliveredAt) - start;
      return [copyLine({ ...copy, at, folder: copy.present ? copy.folder : null })];
    }),
    ...receipts.map((one) => receiptLine({ ...one, at: Date.parse(one.at) - start })),
  ];
}
