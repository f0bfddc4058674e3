/**
 * The report of a sweep: one result, in every format that is built.
 */
import type { SweepResult } from '../sim/sweep/sweep-result.ts';
import type { Report } from './report.ts';
import { sweepCsv } from './sweep-csv.ts';
import { sweepMarkdown } from './sweep-markdown.ts';
import { sweepText } from './sweep-text.ts';

/** @param again  the command that gives the same result */
export function sweepReport(result: SweepResult, again: string): Report {
  return {
    name: 'sweep',
    text: (look) => sweepText(result, { ...look, again }),
    json: () => result,
    markdown: () => sweepMarkdown(result, again),
    csv: () => sweepCsv(result),
  };
}
