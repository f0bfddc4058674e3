/**
 * The rule matrix: each documented rule, where it is modelled, what asserts it, and which library
 * scenario exercises it. Made from the code and the library by `tools/generate.ts`, committed as
 * `rule-matrix.json`.
 */
import { type Assumption, assumptionNames, assumptions } from '../model/assumptions.ts';
import {
  dateOf,
  gradeOf,
  type RuleId,
  ruleIds,
  ruleOf,
  sourcesOf,
} from '../model/rules/catalogue.ts';
import { formatDuration } from '../scenarios/time.ts';
import { wrap } from './columns.ts';
import type { TextOptions } from './replay-text.ts';
import type { SwitchMatrix } from './switches.ts';

/**
 * Where one rule stands: paths of files, names of library scenarios with the number of times each
 * cites it.
 */
export type RuleTrace = {
  readonly citedBy: readonly string[];
  /** Rows of decision lists, `recall-verdict 24` (the first is 1), and machines: `copy machine`. */
  readonly decidedBy: readonly string[];
  readonly assertedBy: readonly string[];
  readonly exercisedBy: Readonly<Record<string, number>>;
};

export type RuleMatrix = Readonly<Record<string, RuleTrace>>;

export type RuleRow = RuleTrace & {
  readonly rule: RuleId;
  readonly holds: string;
  readonly status: string;
  readonly grade: string;
  readonly facts: readonly string[];
  readonly sources: readonly string[];
  readonly date: string;
  readonly assumption: string | null;
};

const nowhere: RuleTrace = { citedBy: [], decidedBy: [], assertedBy: [], exercisedBy: {} };

/** Every rule of the catalogue with its trace. */
export function ruleRows(matrix: RuleMatrix): RuleRow[] {
  return ruleIds.map((rule) => {
    const { holds, status, facts, assumption } = ruleOf(rule);
    return {
      rule,
      holds,
      status,
      grade: gradeOf(rule),
      facts,
      sources: sourcesOf(rule),
      date: dateOf(rule),
      assumption: assumption ?? null,
      ...(matrix[rule] ?? nowhere),
    };
  });
}

/** What the matrix lacks: rules cited, asserted or exercised nowhere. */
export function ruleGaps(rows: readonly RuleRow[]): string[] {
  return rows.flatMap(({ rule, citedBy, assertedBy, exercisedBy }) => [
    ...(citedBy.length === 0 ? [`${rule} is cited nowhere in model/`] : []),
    ...(assertedBy.length === 0 ? [`${rule} is asserted by no property or scenario`] : []),
    ...(Object.keys(exercisedBy).length === 0
      ? [`${rule} is exercised by no library scenario`]
      : []),
  ]);
}

export function rulesJson(rows: readonly RuleRow[]): string {
  return `${JSON.stringify({ version: 1, rules: rows, gaps: ruleGaps(rows) }, null, 2)}\n`;
}

export function rulesText(rows: readonly RuleRow[], { style, width }: TextOptions): string {
  const lines = rows.flatMap((row) => {
    const scenarios = Object.keys(row.exercisedBy);
    const times = Object.values(row.exercisedBy).reduce((sum, n) => sum + n, 0);
    return [
      ...wrap(`${row.rule}  ${row.holds}`, width).map((line, i) =>
        i === 0 ? style('bold', line) : line,
      ),
      ...wrap(
        `${row.status}, grade ${row.grade}; ${row.facts.join(' ')}; ${row.sources.join(' ')}; ${row.date}`,
        width,
        '      ',
      ),
      ...(row.assumption ? [`      switch     ${row.assumption}`] : []),
      ...wrap(`modelled   ${row.citedBy.join(', ') || 'NOWHERE'}`, width, '      '),
      ...(row.decidedBy.length > 0
        ? wrap(`decided    ${row.decidedBy.join(', ')}`, width, '      ')
        : []),
      ...wrap(`asserted   ${row.assertedBy.join(', ') || 'NOWHERE'}`, width, '      '),
      ...wrap(
        `exercised  ${times} times by ${scenarios.length} scenarios: ${scenarios.slice(0, 3).join(', ')}`,
        width,
        '      ',
      ),
      '',
    ];
  });
  const gaps = ruleGaps(rows);
  const end =
    gaps.length === 0 ? 'every rule is modelled, asserted and exercised' : gaps.join('\n');
  return `${lines.join('\n')}\n${style('bold', `${rows.length} rules; ${end}`)}\n`;
}

export function rulesMarkdown(rows: readonly RuleRow[]): string {
  const lines = [
    '| rule | holds | status | grade | facts | modelled | asserted | exercised |',
    '|---|---|---|---|---|---|---|---|',
  ];
  for (const row of rows) {
    const cells = [
      row.rule,
      row.holds,
      row.status + (row.assumption ? ` (\`${row.assumption}\`)` : ''),
      row.grade,
      row.facts.join(' '),
      row.citedBy.join('<br>'),
      row.assertedBy.join('<br>'),
      `${Object.keys(row.exercisedBy).length} scenarios`,
    ];
    lines.push(`| ${cells.join(' | ')} |`);
  }
  return `${lines.join('\n')}\n`;
}

/** A default in the words of the command line. */
export function defaultText({ default: value }: Assumption): string {
  if (typeof value === 'number') return formatDuration(value);
  return typeof value === 'string' ? value : value.map(formatDuration).join(',');
}

export function assumptionsJson(matrix: SwitchMatrix): string {
  const rows = assumptionNames.map((name) => {
    const { values, row, question, reason } = assumptions[name];
    const shownBy = matrix.assumptions[name] ?? {};
    return {
      name,
      row,
      default: defaultText(assumptions[name]),
      values,
      question,
      reason,
      shownBy,
    };
  });
  return `${JSON.stringify({ version: 1, assumptions: rows }, null, 2)}\n`;
}

export function assumptionsText(matrix: SwitchMatrix, { style, width }: TextOptions): string {
  const lines = assumptionNames.flatMap((name) => {
    const { values, row, question, reason } = assumptions[name];
    const others = values.length > 0 ? `; values ${values.join(', ')}` : '';
    return [
      style('bold', `${name} (${row})`),
      ...wrap(question, width, '    '),
      ...wrap(`default ${defaultText(assumptions[name])}${others}`, width, '    '),
      ...wrap(`why: ${reason}`, width, '    '),
      ...Object.entries(matrix.assumptions[name] ?? {}).flatMap(([position, scenarios]) =>
        wrap(`${position} is shown by ${scenarios.join(', ') || 'NO SCENARIO'}`, width, '    '),
      ),
    ];
  });
  return `${lines.join('\n')}\n\nmove one with --assume name=value\n`;
}
