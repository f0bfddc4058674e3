/**
 * The report of a study: one result, in every format that is built.
 */
import type { StudyResult } from '../sim/study-result.ts';
import type { Report } from './report.ts';
import { studyCsv } from './study-csv.ts';
import { studyMarkdown } from './study-markdown.ts';
import { studyText } from './study-text.ts';

/** @param again  the command that gives the same result */
export function studyReport(result: StudyResult, again: string): Report {
  return {
    name: 'study',
    text: (look) => studyText(result, { ...look, again }),
    json: () => result,
    markdown: () => studyMarkdown(result, again),
    csv: () => studyCsv(result),
  };
}
