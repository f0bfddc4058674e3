/**
 * A validation as Markdown, for a job summary.
 */
import type { ValidationResult } from '../sim/validate/validate.ts';
import { inCell, table } from './markdown.ts';
import { oursWords, standingOf, summaryOf, verdictWords } from './validate-words.ts';

/** The report; `again` is the command that gives it again. */
export function validateMarkdown(result: ValidationResult, again: string): string {
  const rows = result.rows.flatMap((row) => {
    const isAlone = row.measures.length === 0;
    const head = [String(row.row), `${row.published} (${row.source})`, row.conditions];
    if (isAlone) return [[...head, '-', row.verdict, standingOf(row)]];
    return row.measures.map((measure, place) => [
      ...(place === 0 ? head : ['', '', '']),
      `${measure.what}: ${oursWords(measure)}`,
      verdictWords(measure),
      place === 0 ? standingOf(row) : '',
    ]);
  });
  const told = result.rows.flatMap(({ row, notes, movers }) => [
    ...notes.map((note) => `- ${row}: ${inCell(note)}`),
    ...(movers.length === 0
      ? []
      : [`- ${row}, what would move it: ${movers.map(inCell).join('; ')}`]),
  ]);
  const lines = [
    '# Published results beside ours',
    '',
    `${summaryOf(result)}. Profile \`${result.profile}\`, seed \`${result.seed}\`, ` +
      `${result.replications} messages in each condition.`,
    '',
    ...table(['row', 'published', 'conditions', 'ours', 'verdict', 'standing'], rows),
    ...told,
    '',
    '```sh',
    again,
    '```',
  ];
  return `${lines.join('\n')}\n`;
}
