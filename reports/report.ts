/**
 * A report: what was found, and how each format says it.
 *
 * Why one type for all commands: which formats there are, what a file is called and what is said of
 * a format that is not built are decided once; a command hands over what it found.
 *
 * Never: run anything, or look at a clock.
 */
import type { Look } from './columns.ts';
import { type CsvTable, csvText } from './csv.ts';

/** What each format makes of one result; those of a format that is not built are absent. */
export type Report = {
  /** What a file of it is called, without its ending. */
  readonly name: string;
  readonly text: (look: Look) => string;
  /** A value, printed with two blanks; or the text itself. */
  readonly json: () => unknown;
  readonly markdown: () => string;
  readonly csv: () => CsvTable;
  readonly junit?: () => string;
};

/** Formats that every report has, and the ending of a file in each. */
export const endings = {
  text: 'txt',
  json: 'json',
  markdown: 'md',
  csv: 'csv',
  junit: 'xml',
} as const;
export type ReportFormat = keyof typeof endings;

/** A report in a format; `junit` only where it has one. */
export function renderReport(report: Report, format: ReportFormat, look: Look): string {
  switch (format) {
    case 'json': {
      const value = report.json();
      return typeof value === 'string' ? value : `${JSON.stringify(value, null, 2)}\n`;
    }
    case 'markdown':
      return report.markdown();
    case 'csv':
      return csvText(report.csv());
    case 'junit':
      return report.junit?.() ?? '';
    case 'text':
      return report.text(look);
  }
}
