/**
 * Replay results for a person: a line a scenario, and for a single one the rows, copies and
 * notices.
 */

import { alignColumns, cutTo, wrap } from './columns.ts';
import { draftLines } from './draft-text.ts';
import {
  commandOn,
  countVerdicts,
  expectationLine,
  plainLine,
  type ReplayedScenario,
  type ReplayReport,
} from './replay-report.ts';

export type TextOptions = {
  readonly width: number;
  readonly style: (
    style: 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan',
    text: string,
  ) => string;
};

const marks = { passed: 'pass', failed: 'FAIL', 'no-expectations': 'ran ' } as const;
const colours = { passed: 'green', failed: 'red', 'no-expectations': 'cyan' } as const;

export function replayText(report: ReplayReport, options: TextOptions): string {
  const lines: string[] = [];
  const single = report.scenarios.length === 1;
  for (const scenario of report.scenarios) {
    const mark = options.style(colours[scenario.verdict], marks[scenario.verdict]);
    lines.push(
      `${mark}  ${plainLine(scenario.name)}`,
      options.style('dim', `      ${scenario.file}`),
    );
    if (single) lines.push(...details(scenario, options));
    lines.push(...unmetLines(scenario, report, options));
  }
  const { passed, failed, open, unreadable } = countVerdicts(report);
  const summary = [
    `${passed} passed`,
    `${failed} failed`,
    ...(open > 0 ? [`${open} without expectations`] : []),
    ...(unreadable > 0 ? [`${unreadable} not readable`] : []),
    ...(report.incomplete ? ['incomplete'] : []),
  ].join(', ');
  lines.push('', options.style('bold', summary), ...nextCommand(report));
  return `${lines.join('\n')}\n`;
}

function unmetLines(
  { unmet, file }: ReplayedScenario,
  report: ReplayReport,
  { style }: TextOptions,
): string[] {
  const lines = unmet.flatMap((each) => {
    const { wanted, found } = expectationLine(each);
    return [
      style('red', `      expectation ${each.expectation} is not met`),
      `        expected  ${wanted}`,
      `        found     ${found}`,
    ];
  });
  return lines.length === 0
    ? []
    : [...lines, `        reproduce ${commandOn('replay', file, report)}`];
}

function details(
  { outcome, profile, traceHash }: ReplayedScenario,
  options: TextOptions,
): string[] {
  const lines = [
    options.style('dim', cutTo(`      profile ${profile}, trace ${traceHash}`, options.width)),
    '',
  ];
  for (const recall of outcome.recalls) {
    const answer =
      recall.status === 'refused' ? `refused: ${recall.reason}` : `accepted (${recall.agent})`;
    const request = `recall ${recall.id} of ${recall.message ?? 'nothing'}`;
    const headline = `${request} at ${recall.requestedAt}: ${answer}`;
    lines.push(...wrap(headline, options.width, '  '));
    const rows = recall.recipients.map((row) => [
      row.recipient,
      row.outcome,
      [row.reason, row.cause].filter(Boolean).join(': '),
      row.readBefore ? 'was read' : '',
      row.via ? `via ${row.via.join(', ')}` : '',
      row.rules[0] ?? '',
    ]);
    lines.push(...alignColumns(rows, options.width - 4).map((line) => `    ${line}`));
  }
  if (outcome.copies.length > 0) lines.push('  copies at the end');
  const copies = outcome.copies.map((copy) => [
    copy.message,
    copy.mailbox,
    copy.present ? (copy.folder ?? '') : copy.retained ? 'retained' : 'not there',
    copy.read ? 'read' : 'unread',
    copy.exposed.join(' '),
    copy.path.join(' > '),
  ]);
  lines.push(...alignColumns(copies, options.width - 4).map((line) => `    ${line}`));
  for (const draft of outcome.drafts) lines.push(...draftLines(draft, options));
  if (outcome.receipts.length > 0) lines.push('  read receipts');
  const receipts = outcome.receipts.map(({ message, from, kind, sentBy, at }) => [
    message,
    from,
    kind,
    `sent by the ${sentBy === 'server' ? 'server' : 'mail program'}`,
    at,
  ]);
  lines.push(...alignColumns(receipts, options.width - 4).map((line) => `    ${line}`));
  return lines;
}

function nextCommand(report: ReplayReport): string[] {
  const [first] = [...report.scenarios].sort(
    (a, b) => Number(b.verdict === 'failed') - Number(a.verdict === 'failed'),
  );
  return first ? [`why:  ${commandOn('explain', first.file, report)}`] : [];
}
