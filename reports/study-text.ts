/**
 * A study's result for a terminal: the numbers side by side, differences, reasons, and what it
 * rests on.
 *
 * Pure: the width and the styles come from whoever prints it.
 */
import type { LeftBehindResult, ReasonResult } from '../sim/study-parts.ts';
import type { InterimResult, StudyResult } from '../sim/study-result.ts';
import { alignColumns, type Look, stackColumns, wrap } from './columns.ts';
import { preventionTable } from './prevention-words.ts';
import { rareLines, ratesWords, restsOnWords, tornadoWords } from './resting-words.ts';
import { bar, curveLegend, curvePicture } from './study-plots.ts';
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
import { bars } from './tornado-text.ts';

export type StudyTextOptions = Look & {
  /** The command that gives the same result again. */
  readonly again: string;
};

const INDENT = '  ';

/** What a run comes to, for a terminal beside which the report goes into a file. */
export function headlineText(result: StudyResult, { width, style }: Look): string {
  const lines = [
    ...wrap(result.study, width).map((line) => style('bold', line)),
    ...wrap(`${endingOf(result)}.`, width),
    '',
    ...wrap(headingOf(result), width).map((line) => style('bold', line)),
    ...headline(result, width),
  ];
  return `${lines.join('\n')}\n`;
}

/** The report; lines are at most as wide as the terminal, apart from the command at the end. */
export function studyText(result: StudyResult, options: StudyTextOptions): string {
  const { width, style } = options;
  const lines = [
    ...wrap(result.study, width).map((line) => style('bold', line)),
    ...wrap(`${endingOf(result)}. ${organizationWords(result)}`, width),
    ...wrap(`profile ${result.profile} · seed ${result.seed}`, width),
    ...(result.notes ?? []).flatMap((note) => wrap(`note: ${note}`, width)),
  ];
  const sections: [string, string[]][] = [
    [headingOf(result), headline(result, width)],
    ['', pictures(result, options)],
    ['How', methodsOf(result).flatMap((line) => wrap(line, width, INDENT))],
    ...comesBack(result, width),
    ...differences(result, width),
    ...reasons(result, options),
    ...reading(result, options),
    ['Too rare to be known', rareLines(result).flatMap((line) => wrap(line, width, INDENT))],
    ['Rests on', restsOn(result, options)],
    ['Required', requirements(result, options)],
    ...whatMoves(result, options),
  ];
  for (const [heading, body] of sections) {
    if (body.length === 0) continue;
    lines.push('');
    lines.push(...wrap(heading, width).map((line) => style('bold', line)));
    lines.push(...body);
  }
  return `${[...lines, '', `again: ${options.again}`].join('\n')}\n`;
}

/** The numbers, or that there are none. */
function headline(result: StudyResult, width: number): string[] {
  const nothing = nothingWords(result);
  return nothing === null ? numbers(result, width) : wrap(nothing, width, INDENT);
}

/** Of whom the shares are; where nothing is to be recalled no message is wrong. */
function headingOf({ notApplicable, policies }: StudyResult): string {
  const metrics = Object.values(policies).flatMap((of) => Object.keys(of));
  const isMeant = !metrics.some((metric) => metric.startsWith('recall.'));
  const isIdle = Object.values(notApplicable ?? {}).some((of) => of.includes('recall.success'));
  return isMeant || isIdle ? 'Of all recipients' : 'Of all recipients of the wrong message';
}

/** The metrics of a run that goes on, said to be no result. */
export function interimText(
  result: InterimResult,
  { width, style, isFixed }: Look & { readonly isFixed: boolean },
): string {
  const { planned, replications } = result;
  const of = isFixed ? 'of' : 'of at least';
  const heading = `After ${formatCount(replications)} ${of} ${formatCount(planned)} messages`;
  const lines = wrap(`${heading}: not the result yet`, width).map((line) => style('bold', line));
  return `${[...lines, ...numbers(result, width), ''].join('\n')}\n`;
}

function organizationWords({ organization, traffic }: StudyResult): string {
  const kinds: [string, string][] = [
    ['cloud', 'mailboxes'],
    ['onPremises', 'on premises'],
    ['outside', 'addresses outside'],
    ['group', 'groups'],
  ];
  const known = kinds.flatMap(([kind, words]) =>
    organization[kind] ? [`${formatCount(organization[kind])} ${words}`] : [],
  );
  const mail = traffic === null ? '' : `; ${trafficWords(traffic)}`;
  return `${known.join(', ')}${mail}.`;
}

/** The metrics: a column for each policy where they fit, else a block for each. */
function numbers(result: InterimResult, width: number): string[] {
  const { policies } = result;
  const names = Object.keys(policies);
  const metrics = Object.keys(policies[names[0] ?? ''] ?? {});
  const rows = metrics.map((metric) => [
    labelOf(metric).label,
    ...names.map((name) => metricWordsOf(result, name, metric)),
  ]);
  const table = [['', ...names], ...rows].map((row) => [INDENT.slice(1), ...row]);
  const needed = alignColumns(table, Number.POSITIVE_INFINITY).map((line) => line.length);
  if (Math.max(0, ...needed) <= width) return alignColumns(table, width);
  return names.flatMap((name, column) => [
    `${INDENT}${name}`,
    ...stackColumns(
      rows.map((row) => ['   ', row[0] ?? '', row[column + 1] ?? '']),
      width,
    ),
  ]);
}

const shown = ['recall.success', 'recall.reported', 'recall.seen', 'recall.leftBehind'];

/** Bars from 0 to 100 %: what is surely reached, and what the interval leaves open. */
function pictures({ policies }: StudyResult, { width, style }: StudyTextOptions): string[] {
  const names = Object.keys(policies);
  const labels = Math.max(0, ...names.map((name) => name.length));
  const room = Math.min(50, width - labels - 16);
  if (room < 10) return [];
  return shown.flatMap((metric) => {
    const bars = names.flatMap((name) => {
      const estimate = policies[name]?.[metric];
      if (!estimate) return [];
      const sure = Math.round(estimate.low * room);
      const open = Math.max(0, Math.round(estimate.high * room) - sure);
      const rest = '·'.repeat(Math.max(0, room - sure - open));
      const bar = '█'.repeat(sure) + '▒'.repeat(open) + style('dim', rest);
      const value = `${(estimate.value * 100).toFixed(1)} %`.padStart(7);
      return [`${INDENT}${INDENT}${name.padEnd(labels)} ${bar} ${value}`];
    });
    const { label, means } = labelOf(metric);
    return bars.length === 0 ? [] : [...wrap(`${label}: ${means}`, width, INDENT), ...bars];
  });
}

/** NDRs and automatic replies, a column for each policy where they fit, else a block for each. */
function comesBack(result: StudyResult, width: number): [string, string[]][] {
  const table = preventionTable(result);
  if (table === null) return [];
  const { head, notes, rows } = table;
  const lines = [head, ...rows].map((row) => [INDENT.slice(1), ...row]);
  const needed = alignColumns(lines, Number.POSITIVE_INFINITY).map(({ length }) => length);
  const body =
    Math.max(0, ...needed) <= width
      ? alignColumns(lines, width)
      : head.slice(1).flatMap((name, column) => [
          `${INDENT}${name}`,
          ...stackColumns(
            rows.map((row) => ['   ', row[0] ?? '', row[column + 1] ?? '']),
            width,
          ),
        ]);
  const how = notes.flatMap((note) => wrap(note, width, INDENT));
  return [['What comes back to the sender, for each 1,000 messages', [...body, ...how]]];
}

function differences(result: StudyResult, width: number): [string, string[]][] {
  return Object.entries(result.differences).map(([pair, metrics]) => {
    const rows = Object.entries(metrics).map(([metric, difference]) => [
      ' ',
      labelOf(metric).label,
      differenceWordsOf(result, pair, metric),
      savedBy(difference),
    ]);
    return [`${pair}, on the same draws`, stackColumns(rows, width)];
  });
}

/** What the common draws were worth. */
function savedBy(difference: StudyResult['differences'][string][string] | undefined): string {
  const factor = difference?.varianceReduction;
  if (factor === null || factor === undefined) return '';
  return `variance ÷ ${factor >= 10 ? factor.toFixed(0) : factor.toFixed(1)}`;
}

/** Why copies were not recalled, and why they can still be read; most frequent first. */
function reasons(result: StudyResult, { width }: StudyTextOptions): [string, string[]][] {
  return Object.keys(result.policies).map((name) => {
    const room = width >= 100 ? 20 : width >= 80 ? 10 : 0;
    const line = (words: string, reason: ReasonResult | LeftBehindResult): string[] => [
      ' ',
      ...(room === 0 ? [] : [bar(reason.share, room)]),
      words,
      shareWords(reason),
      formatCount(reason.recipients),
    ];
    const why = (result.reasons[name] ?? []).map((reason) => line(reasonWords(reason), reason));
    const left = (result.leftBehind[name] ?? []).map((reason) =>
      line(`still readable: ${reason.because}`, reason),
    );
    const lines = [...why, ...left];
    const needed = alignColumns(lines, Number.POSITIVE_INFINITY).map(({ length }) => length);
    const isNarrow = Math.max(0, ...needed) > width;
    // Where words and numbers do not fit side by side, numbers stand below.
    const shown = isNarrow
      ? lines.flatMap((cells) => {
          const [words = '', ...numbers] = cells.slice(room === 0 ? 1 : 2);
          const below = `${INDENT}${INDENT} ${numbers.join('  ')}`;
          return [...wrap(words, width, `${INDENT} `), below];
        })
      : alignColumns(lines, width);
    return [`${name}: what the report says, and what is left`, shown];
  });
}

/** The curves of reading and recall since sending, policy by policy. */
function reading(result: StudyResult, { width }: StudyTextOptions): [string, string[]][] {
  return Object.entries(result.reading).map(([name, { unseen, present }]) => {
    const picture = curvePicture(unseen, present, width);
    const legend = picture.length === 0 ? [] : [`${INDENT}${curveLegend}`];
    const words = readingWords(result, name).flatMap((line) => wrap(line, width, INDENT));
    return [`${name}: reading against recall, since sending`, [...picture, ...legend, ...words]];
  });
}

function restsOn(result: StudyResult, { width, style }: StudyTextOptions): string[] {
  const rules = result.restsOn.flatMap((one) =>
    wrap(restsOnWords(one, result.tornado), width, INDENT),
  );
  const rates = ratesWords(result).flatMap((line) => wrap(line, width, INDENT));
  const people = inputWords(result).flatMap((line) => wrap(line, width, INDENT));
  const heading = result.restsOn.length === 0 ? [] : [`${INDENT}rules that no source settles:`];
  return [
    ...heading.map((line) => style('dim', line)),
    ...rules,
    ...(rates.length === 0 ? [] : [style('dim', `${INDENT}rates that moved, and the switches:`)]),
    ...rates,
    style('dim', `${INDENT}numbers of people:`),
    ...people,
  ];
}

/** The short tornado: bars for each policy, and how many messages were looked at. */
function whatMoves({ tornado }: StudyResult, options: StudyTextOptions): [string, string[]][] {
  if (tornado === undefined) return [];
  const { width, style } = options;
  const { label } = labelOf(tornado.metric);
  const sections = Object.entries(tornado.policies).map(([name, policy]): [string, string[]] => [
    `${name}: what moves "${label}"`,
    bars(tornado, policy, options),
  ]);
  const how = wrap(tornadoWords(tornado), width, INDENT).map((line) => style('dim', line));
  return [...sections, ['', how]];
}

function requirements(result: StudyResult, { width, style }: StudyTextOptions): string[] {
  const colours = { met: 'green', 'not met': 'red', undecided: 'yellow' } as const;
  return result.require.flatMap((one) => {
    const { text, verdict } = one;
    const found = foundWords(one);
    const line = `${text}   ${found}`;
    const [first = '', ...more] =
      line.length <= width - 12 ? [line] : [...wrap(text, width - 12), ...wrap(found, width - 12)];
    return [
      `${INDENT}${style(colours[verdict], verdict.padEnd(9))} ${first}`,
      ...more.map((line) => `${' '.repeat(12)}${line}`),
      ...wrap(testWords(one), width, `${INDENT}          `).map((line) => style('dim', line)),
    ];
  });
}
