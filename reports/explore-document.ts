/**
 * The report of an exploration in every format that is built.
 */
import { exploreCsv } from './explore-csv.ts';
import { exploreJson } from './explore-json.ts';
import { exploreMarkdown } from './explore-markdown.ts';
import type { ExploreReport } from './explore-report.ts';
import { exploreText } from './explore-text.ts';
import type { Report } from './report.ts';

export function exploreDocument(report: ExploreReport): Report {
  return {
    name: 'explore',
    text: (look) => exploreText(report, look),
    json: () => exploreJson(report),
    markdown: () => exploreMarkdown(report),
    csv: () => exploreCsv(report),
  };
}
