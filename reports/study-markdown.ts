/**
 * A study's result as Markdown, for a job summary or a pull request.
 */
import type { StudyResult } from '../sim/study-result.ts';
import { inCell, table } from './markdown.ts';
import { preventionTable } from './prevention-words.ts';
import { headlineWords, rareLines, ratesWords, tornadoWords } from './resting-words.ts';
import {
  differenceWordsOf,
  endingOf,
  formatCount,
  foundWords,
  inputWords,
  labelOf,
  methodsOf,
  metricWordsOf,
  nothingWords,
  readingWords,
  reasonWords,
  shareWords,
  testWords,
  trafficWords,
} from './study-words.ts';
import { effectsTable } from './tornado-markdown.ts';

/** The report; `again` is the command that gives it again. */
export function studyMarkdown(result: StudyResult, again: string): string {
  const lines = [
    `# ${inCell(result.study)}`,
    '',
    `${endingOf(result)}. Profile \`${result.profile}\`, seed \`${result.seed}\`.`,
    ...(result.traffic === null ? [] : ['', `Replayed: ${trafficWords(result.traffic)}.`]),
    '',
    ...(result.notes ?? []).flatMap((note) => [`Note: ${inCell(note)}.`, '']),
    ...requirements(result),
    ...numbers(result),
    ...methodsOf(result).map((line) => `- ${inCell(line)}`),
    '',
    ...comesBack(result),
    ...differences(result),
    ...reasons(result),
    ...rare(result),
    ...restsOn(result),
    ...whatMoves(result),
    '```sh',
    again,
    '```',
  ];
  return `${lines.join('\n')}\n`;
}

function requirements({ require }: StudyResult): string[] {
  const signs = { met: '✅', 'not met': '❌', undecided: '❔' } as const;
  return table(
    ['required', 'verdict', 'found'],
    require.map((one) => [
      `${one.text} (${testWords(one)})`,
      `${signs[one.verdict]} ${one.verdict}`,
      foundWords(one),
    ]),
  );
}

function numbers(result: StudyResult): string[] {
  const { policies } = result;
  const nothing = nothingWords(result);
  if (nothing !== null) return [nothing, ''];
  const names = Object.keys(policies);
  const metrics = Object.keys(policies[names[0] ?? ''] ?? {});
  return table(
    ['of all recipients', ...names],
    metrics.map((metric) => [
      labelOf(metric).label,
      ...names.map((name) => metricWordsOf(result, name, metric)),
    ]),
  );
}

function comesBack(result: StudyResult): string[] {
  const found = preventionTable(result);
  if (found === null) return [];
  const [, ...policies] = found.head;
  const lines = table(
    ['comes back to the sender, for each 1,000 messages', ...policies],
    found.rows,
  );
  return [...lines, ...found.notes.map((note) => `- ${inCell(note)}`), ''];
}

function differences(result: StudyResult): string[] {
  return Object.entries(result.differences).flatMap(([pair, metrics]) => [
    `## ${inCell(pair)}, on the same draws`,
    '',
    ...table(
      ['', 'difference', 'variance saved'],
      Object.entries(metrics).map(([metric, difference]) => [
        labelOf(metric).label,
        differenceWordsOf(result, pair, metric),
        difference?.varianceReduction ? `÷ ${difference.varianceReduction.toFixed(1)}` : '-',
      ]),
    ),
  ]);
}

function reasons(result: StudyResult): string[] {
  return Object.keys(result.policies).flatMap((name) => [
    `## ${inCell(name)}`,
    '',
    ...table(
      ['what the report says', 'share', 'recipients'],
      (result.reasons[name] ?? []).map((reason) => [
        reasonWords(reason),
        shareWords(reason),
        formatCount(reason.recipients),
      ]),
    ),
    ...table(
      ['still readable because', 'share', 'recipients'],
      (result.leftBehind[name] ?? []).map((left) => [
        left.because,
        shareWords(left),
        formatCount(left.recipients),
      ]),
    ),
    ...readingWords(result, name).map((line) => `- ${inCell(line)}`),
    '',
  ]);
}

function rare(result: StudyResult): string[] {
  const lines = rareLines(result);
  if (lines.length === 0) return [];
  return ['## Too rare to be known', '', ...lines.map((line) => `- ${inCell(line)}`), ''];
}

function restsOn(result: StudyResult): string[] {
  const { tornado } = result;
  const moved = (name: string | null): string => {
    const found = tornado?.headline.find(({ factor }) => factor === name);
    return found === undefined ? '-' : headlineWords(found);
  };
  return [
    '## Rests on',
    '',
    ...table(
      ['rule', 'status', 'switch', 'used in', 'moved'],
      result.restsOn.map((one) => [
        `${one.rule} ${one.holds}`,
        one.status,
        one.assumption ? `${one.assumption}=${one.positions.join(' / ')}` : '-',
        `${(one.share * 100).toFixed(1)} %`,
        moved(one.assumption),
      ]),
    ),
    ...ratesWords(result).map((line) => `- ${inCell(line)}`),
    ...inputWords(result).map((line) => `- ${inCell(line)}`),
    '',
  ];
}

/** The short tornado as tables, as a sweep has them. */
function whatMoves({ tornado }: StudyResult): string[] {
  if (tornado === undefined) return [];
  const { label } = labelOf(tornado.metric);
  return [
    ...Object.entries(tornado.policies).flatMap(([name, policy]) => [
      `## ${inCell(name)}: what moves "${label}"`,
      '',
      ...effectsTable(tornado, policy),
    ]),
    `${inCell(tornadoWords(tornado))}.`,
    '',
  ];
}
