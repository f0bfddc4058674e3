/**
 * The report of a replay in every format that is built.
 */
import { replayCsv } from './replay-csv.ts';
import { replayJson } from './replay-json.ts';
import { replayJunit } from './replay-junit.ts';
import { replayMarkdown } from './replay-markdown.ts';
import type { ReplayReport } from './replay-report.ts';
import { replayText } from './replay-text.ts';
import type { Report } from './report.ts';

export function replayDocument(report: ReplayReport): Report {
  return {
    name: 'replay',
    text: (look) => replayText(report, look),
    json: () => replayJson(report),
    markdown: () => replayMarkdown(report),
    csv: () => replayCsv(report),
    junit: () => replayJunit(report),
  };
}
