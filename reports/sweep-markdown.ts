/**
 * A sweep as Markdown, for a job summary or a pull request.
 */
import type { SweepResult } from '../sim/sweep/sweep-result.ts';
import { inCell, table } from './markdown.ts';
import { estimateText, labelOf } from './study-words.ts';
import { baseWords, intervalWords, standingWords, sweepWords, windowWords } from './sweep-words.ts';
import { effectsTable } from './tornado-markdown.ts';

/** The report; `again` is the command that gives it again. */
export function sweepMarkdown(result: SweepResult, again: string): string {
  const { label, means } = labelOf(result.metric);
  const lines = [
    `# ${inCell(result.study)}`,
    '',
    `${sweepWords(result)}. Profile \`${result.profile}\`, seed \`${result.seed}\`.`,
    '',
    `${label}: ${means}.`,
    '',
    ...bodyOf(result),
    ...sourcesOf(result),
    '```sh',
    again,
    '```',
  ];
  return `${lines.join('\n')}\n`;
}

function bodyOf(result: SweepResult): string[] {
  if (result.design === 'tornado') return tornado(result);
  return result.design === 'sobol' ? sobol(result) : cells(result);
}

function tornado(result: Extract<SweepResult, { design: 'tornado' }>): string[] {
  const { policies } = result;
  const lines = Object.entries(policies).flatMap(([name, policy]) => [
    `## ${inCell(name)}: ${baseWords(result, name)}`,
    '',
    ...effectsTable(result, policy),
  ]);
  return [...lines, `${intervalWords(result)}.`, ''];
}

function sobol({ policies }: Extract<SweepResult, { design: 'sobol' }>): string[] {
  return Object.entries(policies).flatMap(([name, policy]) => [
    `## ${inCell(name)}`,
    '',
    ...table(
      ['factor', 'alone', 'with all it interacts with'],
      policy.factors.map(({ factor, ...indices }) => [
        factor,
        ...[indices.first, indices.total].map(
          ({ value, low, high }) => `${value.toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}]`,
        ),
      ]),
    ),
    `${policy.verdict}.`,
    '',
  ]);
}

function cells(result: Extract<SweepResult, { design: 'grid' | 'latin-hypercube' }>): string[] {
  const names = Object.keys(result.mainEffects);
  const windows = names.flatMap((name) =>
    windowWords(result, name).map((words) => `- ${inCell(name)}, ${words}`),
  );
  return [
    ...table(
      [...result.factors.map(({ name }) => name), ...names],
      result.table.map(({ levels, policies }) => [
        ...levels,
        ...names.map((name) => estimateText(policies[name]?.[result.metric])),
      ]),
    ),
    ...(windows.length === 0 ? [] : [...windows, '']),
  ];
}

function sourcesOf(result: SweepResult): string[] {
  return [
    '## What is varied',
    '',
    ...table(
      ['factor', 'acts on', 'standing', 'why this number and this range'],
      result.factors.map((factor) => [
        factor.name,
        factor.set,
        standingWords(factor),
        factor.source,
      ]),
    ),
  ];
}
