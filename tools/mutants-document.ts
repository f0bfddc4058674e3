/**
 * docs/MUTANTS.md, made of what `npm run mutants` measured last and of the lists, tables and
 * properties there are now.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lists, machineNames } from '../model/model.ts';
import { excusedCode } from '../properties/mutants/code-excused.ts';
import type { DefaultMatrix } from '../properties/mutants/default-mutants.ts';
import { excused, excusedDefaults } from '../properties/mutants/excused.ts';
import type { Kind } from '../properties/mutants/judged.ts';
import type { MutantMatrix, Tally } from '../properties/mutants/matrix.ts';
import { unasked } from '../properties/mutants/unasked.ts';
import type { CodeFinding } from './mutants/code-mutants.ts';

/** How many mutants of one file are noticed, by whom first, and which are not. */
export type CodeFile = {
  readonly mutants: number;
  /** Who was asked; whoever was not may notice survivors. */
  readonly asked: readonly Kind[];
  readonly library: number;
  readonly judge: number;
  /** What the compiler refuses. */
  readonly types: number;
  readonly property: number;
  readonly test: number;
  /** In the words of `codeTitle`; nobody notices. */
  readonly survivors: readonly string[];
};

export type Measured = {
  readonly rows: MutantMatrix;
  readonly code: Readonly<Record<string, CodeFile>>;
  readonly defaults: DefaultMatrix;
};

/** Who can be asked about code, in this order. */
export const codeKinds = ['library', 'judge', 'property', 'test'] as const;

/** Who notices, the compiler among them: it is asked what library and judge do not know. */
const noticers = ['library', 'judge', 'types', 'property', 'test'] as const;

export const matrixFolder = 'reports/mutants';

const root = join(import.meta.dirname, '..');

/** What was measured last; what never was is empty. */
export function readMeasured(): Measured {
  const read = <T>(name: string, empty: T): T => {
    const path = join(root, matrixFolder, `${name}.json`);
    return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as T) : empty;
  };
  return {
    rows: read('rows', { places: {}, mistakes: {}, properties: {}, libraryOnly: [] }),
    code: read('code', {}),
    defaults: read('defaults', { mutants: 0, noticed: 0, survivors: [] }),
  };
}

/** The counts of one file. */
export function codeFile(findings: readonly CodeFinding[], asked: readonly Kind[]): CodeFile {
  const count = (kind: CodeFinding['by']): number =>
    findings.filter(({ by }) => by === kind).length;
  return {
    mutants: findings.length,
    asked,
    library: count('library'),
    judge: count('judge'),
    types: count('types'),
    property: count('property'),
    test: count('test'),
    survivors: findings.filter(({ by }) => by === null).map(({ mutant }) => mutant),
  };
}

/** What was counted before, and what has become of those that nobody had noticed. */
export function joined(before: CodeFile, again: CodeFile): CodeFile {
  return {
    ...again,
    asked: codeKinds.filter((kind) => before.asked.includes(kind) || again.asked.includes(kind)),
    mutants: before.mutants,
    library: before.library + again.library,
    judge: before.judge + again.judge,
    types: before.types + again.types,
    property: before.property + again.property,
    test: before.test + again.test,
  };
}

/** The committed texts by path. */
export function mutantsFiles(): Readonly<Record<string, string>> {
  return { 'docs/MUTANTS.md': documentOf(readMeasured(), propertySentences()) };
}

/** The sentences of *always* properties, as their files have them: loading these takes seconds. */
export function propertySentences(): string[] {
  const folder = join(root, 'properties');
  const files = readdirSync(folder).filter((file) => file.endsWith('.property.ts'));
  return files.sort().flatMap((file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    const stated = text.matchAll(/\balways\(\s*\[[^\]]*\],\s*(['"])(.*?)\1,/g);
    return [...stated].map(([, , sentence = '']) => sentence);
  });
}

function documentOf({ rows, code, defaults }: Measured, properties: readonly string[]): string {
  const places = [...Object.keys(lists), ...machineNames];
  return [
    '# Mutants',
    '',
    'Who would notice a mistake. Each mutant is the model with one thing altered; it is noticed when',
    'something fails that is no pinned file. `npm run mutants` measures and writes this file; a test',
    'holds its lists, tables and properties against the tree.',
    '',
    '## Rows and steps, by list and table',
    '',
    'Every commit asks about all of them (`properties/mutants.test.ts`): none is left that nobody',
    'notices, but for the equivalents below.',
    '',
    ...tallies('list or table', places, rows.places),
    '',
    '## Equivalent rows',
    '',
    ...Object.entries(excused).map(([title, why]) => `- ${title}: ${why}`),
    ...unasked.map(({ list, facts, why }) => `- ${list}, ${factsText(facts)}: ${why}`),
    '',
    '## By property',
    '',
    ...propertyLines(properties, rows.properties),
    '',
    ...codeSection(code),
    '',
    '## Defaults',
    '',
    `Of ${defaults.mutants} defaults of settings, replaced by another legal value,`,
    `${defaults.noticed} are noticed by the library. The others:`,
    '',
    ...defaults.survivors.map((line) => `- \`${line}\`: ${excusedDefaults[line] ?? 'open'}`),
    '',
  ].join('\n');
}

function factsText(facts: Readonly<Record<string, unknown>>): string {
  return Object.entries(facts)
    .map(([fact, value]) => `${fact} ${String(value)}`)
    .join(', ');
}

function tallies(
  what: string,
  names: readonly string[],
  found: Readonly<Record<string, Tally>>,
): string[] {
  const line = (name: string): string => {
    const tally = found[name];
    if (tally === undefined) return `| ${name} | not measured yet | | | | |`;
    const { mutants, startUp, oracle, library, properties } = tally;
    const cells = [mutants, startUp, oracle, library, properties];
    return `| ${name} | ${cells.join(' | ')} |`;
  };
  return [
    `| ${what} | mutants | check at start-up | oracle | library | properties |`,
    '|---|--:|--:|--:|--:|--:|',
    ...names.map(line),
  ];
}

function propertyLines(
  sentences: readonly string[],
  noticed: Readonly<Record<string, number>>,
): string[] {
  const measured = Object.keys(noticed);
  const unknown = sentences.filter((one) => !measured.some((name) => name.endsWith(one)));
  const names = [...measured, ...unknown];
  const cell = (name: string): string => String(noticed[name] ?? 'not measured yet');
  const none = measured.filter((name) => noticed[name] === 0);
  return [
    '| property | mutants of rows noticed |',
    '|---|--:|',
    ...names
      .filter((name) => !none.includes(name))
      .map((name) => `| ${name.replaceAll('|', '\\|')} | ${cell(name)} |`),
    '',
    'These notice no mutant of a row. What they hold is no row: arithmetic of time, the two steppers,',
    'the order of events, what is printed and read back.',
    '',
    ...none.map((name) => `- ${name}`),
  ];
}

function codeSection(code: Readonly<Record<string, CodeFile>>): string[] {
  const files = Object.entries(code);
  const left = files.flatMap(([, { survivors }]) => survivors);
  const open = left.filter((title) => !(title in excusedCode));
  const lines = files.map(([file, { mutants, asked, survivors, ...counts }]) => {
    const asks = (kind: Kind | 'types'): boolean => kind === 'types' || asked.includes(kind);
    const noticed = noticers.map((kind) => (asks(kind) ? counts[kind] : 'not asked'));
    const argued = survivors.filter((title) => title in excusedCode).length;
    const cells = [mutants, ...noticed, argued, survivors.length - argued];
    return `| ${file} | ${cells.join(' | ')} |`;
  });
  return [
    '## Code: facts, the world step, organizations',
    '',
    'Comparisons, conditions, operators, numbers, words, defaults and statements, one at a time; who',
    'comes first is counted. Equivalents are argued in `properties/mutants/code-excused.ts`.',
    '',
    '| file | mutants | library | judge | compiler | property | test | argued | open |',
    '|---|--:|--:|--:|--:|--:|--:|--:|--:|',
    ...lines,
    '',
    `### Open: ${open.length}`,
    '',
    'Nobody notices, and nobody has argued that nobody could. `reports/mutants/code.json` names them.',
  ];
}
