/**
 * A sweep for a terminal: for each policy the factors that move the answer, the strongest on top,
 * as bars to both sides of what the study says.
 *
 * Pure: the width and the styles come from whoever prints it.
 */
import type { SobolFactor, SweepResult } from '../sim/sweep/sweep-result.ts';
import { cutTo, stackColumns, wrap } from './columns.ts';
import { bar } from './study-plots.ts';
import type { StudyTextOptions } from './study-text.ts';
import { estimateText, labelOf } from './study-words.ts';
import { baseWords, intervalWords, standingWords, sweepWords, windowWords } from './sweep-words.ts';
import { bars } from './tornado-text.ts';

const INDENT = '  ';
/** Cells of a table that are printed; all of them are in JSON. */
const ROWS_MAX = 60;

/** The report; lines are at most as wide as the terminal, apart from the command at the end. */
export function sweepText(result: SweepResult, options: StudyTextOptions): string {
  const { width, style, again } = options;
  const { label, means } = labelOf(result.metric);
  const head = [
    ...wrap(result.study, width).map((line) => style('bold', line)),
    ...wrap(`${sweepWords(result)}.`, width),
    ...wrap(`profile ${result.profile} · seed ${result.seed}`, width),
    ...wrap(`${label}: ${means}`, width),
  ];
  const body =
    result.design === 'tornado'
      ? tornado(result, options)
      : result.design === 'sobol'
        ? sobol(result, options)
        : table(result, options);
  return `${[...head, ...body, '', `again: ${again}`].join('\n')}\n`;
}

function tornado(
  result: Extract<SweepResult, { design: 'tornado' }>,
  { width, style }: StudyTextOptions,
): string[] {
  const lines = Object.entries(result.policies).flatMap(([name, policy]) => [
    '',
    style('bold', cutTo(`${name}: what moves it`, width)),
    ...wrap(baseWords(result, name), width, INDENT),
    ...bars(result, policy, { width, style }),
  ]);
  return [...lines, '', ...wrap(intervalWords(result), width).map((line) => style('dim', line))];
}

function sobol(
  { policies, factors }: Extract<SweepResult, { design: 'sobol' }>,
  { width, style }: StudyTextOptions,
): string[] {
  const index = ({ value, low, high }: SobolFactor['first']): string =>
    `${value.toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}]`;
  return Object.entries(policies).flatMap(([name, policy]) => [
    '',
    style('bold', cutTo(`${name}: whose variance it is`, width)),
    ...stackColumns(
      [
        ...(policy.factors.length === 0
          ? []
          : [['', '', '', 'alone', 'with all it interacts with', '']]),
        ...policy.factors.map(({ factor, first, total }) => {
          const known = factors.find((one) => one.name === factor);
          const words = known ? standingWords(known) : 'of the messages drawn';
          const picture = bar(Math.max(0, Math.min(1, total.value)), 20).padEnd(20);
          return ['', factor, picture, index(first), index(total), words];
        }),
      ],
      width,
    ),
    ...(policy.mean === null || policy.variance === null
      ? []
      : wrap(
          `mean ${policy.mean.toPrecision(4)}, standard deviation ` +
            `${Math.sqrt(policy.variance).toPrecision(3)} over the ranges`,
          width,
          INDENT,
        )),
    ...wrap(policy.verdict, width, INDENT).map((line) =>
      style(policy.converged ? 'green' : 'yellow', line),
    ),
  ]);
}

function table(
  result: Extract<SweepResult, { design: 'grid' | 'latin-hypercube' }>,
  { width, style }: StudyTextOptions,
): string[] {
  const names = Object.keys(result.mainEffects);
  const hasMeans = (name: string): boolean => (result.mainEffects[name] ?? []).length > 0;
  const rows = result.table
    .slice(0, ROWS_MAX)
    .map(({ levels, policies }) => [
      '',
      ...levels,
      ...names.map((name) => estimateText(policies[name]?.[result.metric])),
    ]);
  const head = ['', ...result.factors.map(({ name }) => name), ...names];
  const rest = result.table.length - rows.length;
  return [
    '',
    ...stackColumns([head, ...rows], width),
    ...(rest > 0 ? [style('dim', `${INDENT}and ${rest} more, in --format json`)] : []),
    ...names.flatMap((name) => windowLines(result, name, { width, style })),
    ...(result.factors.length < 2 ? [] : names).filter(hasMeans).flatMap((name) => [
      '',
      style('bold', cutTo(`${name}: means over the cells that share a level`, width)),
      ...stackColumns(
        (result.mainEffects[name] ?? []).flatMap(({ factor, levels }) =>
          levels.map((one, place) => [
            '',
            place === 0 ? factor : '',
            one.level,
            estimateText({ ...one, value: one.mean }),
            `${one.cells} cells`,
          ]),
        ),
        width,
      ),
    ]),
  ];
}

/** How late a recall may be, where that was varied. */
function windowLines(
  result: SweepResult,
  policy: string,
  { width, style }: Pick<StudyTextOptions, 'width' | 'style'>,
): string[] {
  const words = windowWords(result, policy);
  if (words.length === 0) return [];
  const title = style('bold', cutTo(`${policy}: window of opportunity`, width));
  return ['', title, ...words.flatMap((line) => wrap(line, width, INDENT))];
}
