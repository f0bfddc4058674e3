/**
 * Where the result of a command goes: to stdout, or into the folder of `--out`, whose file is named
 * by the format.
 */
import type { Look } from '../reports/columns.ts';
import { endings, type Report, type ReportFormat, renderReport } from '../reports/report.ts';
import { type Built, builtFormats, type CommonOptions, type Format, shownText } from './options.ts';
import { complain, type Terminal, writeResult } from './terminal.ts';

/** Whether a format is among those that are built; says which are where it is not. */
export function isBuilt<C extends keyof Built>(
  format: Format,
  command: C,
): format is Built[C][number] {
  const built: readonly Format[] = builtFormats[command];
  if (built.includes(format)) return true;
  const unbuilt = `the format ${format} is part of the interface and not built yet`;
  complain(`recall-lab ${command}: ${unbuilt}; ${listed(built)} are`);
  return false;
}

/** `text, json and csv`. */
const listed = (words: readonly string[]): string =>
  `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

/** Columns of a text that goes into a file. */
const FILE_WIDTH = 100;

/** How a text looks: on a terminal as that is, in a file always the same. */
export function lookOf({ out }: CommonOptions, { style, width }: Terminal): Look {
  return out === undefined ? { style, width } : { style: (_, text) => text, width: FILE_WIDTH };
}

/** Prints a report in a format, or writes it under its name. */
export function deliverReport(
  report: Report,
  format: ReportFormat,
  options: CommonOptions,
  terminal: Terminal,
): void {
  const text = renderReport(report, format, lookOf(options, terminal));
  deliver(text, `${report.name}.${endings[format]}`, options, terminal);
}

/** Prints a result, or writes it under a name; without addresses where that is asked for. */
export function deliver(
  text: string,
  name: string,
  options: CommonOptions,
  terminal: Terminal,
): void {
  const shown = shownText(text, options);
  if (options.out === undefined) terminal.out(shown);
  else terminal.remark(`written ${writeResult(options.out, name, shown)}`);
}
