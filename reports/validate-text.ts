/**
 * A validation for a terminal: row by row what is published, what is ours, and the verdict.
 *
 * Pure: the width and the styles come from whoever prints it.
 */

import type { ValidationResult } from '../sim/validate/validate.ts';
import type { ValidationRow } from '../sim/validate/validation.ts';
import { cutTo, stackColumns, wrap } from './columns.ts';
import type { StudyTextOptions } from './study-text.ts';
import { oursWords, standingOf, summaryOf, verdictWords } from './validate-words.ts';

const INDENT = '     ';

/** The report; lines are at most as wide as the terminal, apart from the command at the end. */
export function validateText(result: ValidationResult, options: StudyTextOptions): string {
  const { width, style, again } = options;
  const lines = [
    style('bold', cutTo('Published results beside ours', width)),
    ...wrap(
      `${result.replications} messages in each condition, ${result.study}; ` +
        `profile ${result.profile} · seed ${result.seed}`,
      width,
    ),
    ...wrap(`${summaryOf(result)}.`, width),
    ...result.rows.flatMap((row) => ['', ...rowLines(row, options)]),
  ];
  return `${[...lines, '', `again: ${again}`].join('\n')}\n`;
}

const colours = {
  met: 'green',
  'not met': 'red',
  undecided: 'yellow',
  'not modelled': 'yellow',
} as const;

function rowLines(row: ValidationRow, { width, style }: StudyTextOptions): string[] {
  const head = `${row.row} ${row.verdict}: ${row.published}`;
  const [first = '', ...rest] = wrap(head, width, '');
  const dim = (words: string): string[] =>
    wrap(words, width, INDENT).map((line) => style('dim', line));
  const measures = row.measures.map((measure) => [
    '    ',
    measure.what,
    oursWords(measure),
    verdictWords(measure),
    measure.published,
  ]);
  return [
    style(colours[row.verdict], cutTo(`${' '.repeat(3 - String(row.row).length)}${first}`, width)),
    ...rest.flatMap((line) => wrap(line, width, INDENT)),
    ...dim(row.source),
    ...(row.conditions === '' ? [] : wrap(row.conditions, width, INDENT)),
    ...stackColumns(measures, width),
    ...dim(standingOf(row)),
    ...row.notes.flatMap(dim),
    ...(row.movers.length === 0
      ? []
      : wrap(`what would move it: ${row.movers.join('; ')}`, width, INDENT)),
  ];
}
