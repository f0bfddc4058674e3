/**
 * Checks the house rules over every file git would commit; prints `path:line: what, use what`.
 *
 * Why: the rules of tools/tidy-rules.ts keep the tree readable only if nobody has to ask for them.
 * Old violations are catalogued in tidy-violations.json, with a ceiling for each rule that may only
 * fall, so a new rule can start before every file obeys it. Run as a test, or by
 * `npx tsx tools/tidy.ts`.
 *
 * Never: change a file, or look at one that git ignores.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';
import { RULES, type Source, type Synonyms } from './tidy-rules.ts';

export interface Violation {
  rule: string;
  path: string;
  line: number;
  what: string;
  use: string;
}

/** How many violations of each rule are left; a rule that is not named has none. */
export type Ceilings = Readonly<Record<string, number>>;

export const root = fileURLToPath(new URL('..', import.meta.url));

/** Written by npm in the words of others. */
const unread = ['package-lock.json'];

/** The files that git tracks or would offer to add; without git, a walk that skips the ignored. */
export function listFiles(where: string): string[] {
  const args = ['ls-files', '-co', '--exclude-standard', '-z'];
  const git = spawnSync('git', args, { cwd: where, encoding: 'utf8' });
  const paths = git.status === 0 ? git.stdout.split('\0') : walk(where, where);
  return [...new Set(paths)]
    .filter((path) => path !== '' && !unread.includes(path))
    .filter((path) => existsSync(join(where, path)) && statSync(join(where, path)).isFile())
    .sort();
}

function walk(folder: string, where: string): string[] {
  const skipped = ['node_modules', 'dist', 'out', '.git'];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (skipped.includes(entry.name) || entry.name.endsWith('.log')) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? walk(path, where) : [relative(where, path).replaceAll('\\', '/')];
  });
}

/** Parses what the rules need: the lines, and the syntax tree and comments of code. */
export function parseSource(path: string, content: string): Source {
  const lines = content.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  if (!/\.[cm]?[jt]s$/.test(path)) return { path, lines, tree: null, comments: [] };
  const tree = ts.createSourceFile(path, content, ts.ScriptTarget.Latest, true);
  return { path, lines, tree, comments: commentsOf(tree) };
}

/**
 * Comments: what looks like one outside of words, numbers, strings and patterns. Between those
 * there is nothing but punctuation, so nothing else looks like one.
 */
function commentsOf(tree: ts.SourceFile): Source['comments'] {
  const gaps: string[] = [];
  let end = 0;
  const visit = (node: ts.Node): void => {
    if (node.kind > ts.SyntaxKind.LastToken) {
      ts.forEachChild(node, visit);
      return;
    }
    const start = node.getStart(tree);
    if (start < end) return;
    gaps.push(tree.text.slice(end, start), ' '.repeat(node.end - start));
    end = node.end;
  };
  visit(tree);
  const bare = gaps.join('') + tree.text.slice(end);
  const found = bare.matchAll(/\/\/.*|\/\*[\s\S]*?\*\//g);
  return [...found].map(({ 0: text, index: pos }) => ({ pos, end: pos + text.length }));
}

/** Every violation in one file, in the order of the rules. */
export function check(path: string, content: string, synonyms: Synonyms): Violation[] {
  const source = parseSource(path, content);
  return RULES.flatMap((rule) =>
    rule.find(source, synonyms).map((hit) => ({ rule: rule.name, path, use: rule.use, ...hit })),
  );
}

/** Every violation in a tree. Binary files are skipped. */
export function checkTree(where: string): Violation[] {
  const glossary = join(where, 'docs/GLOSSARY.md');
  const synonyms = existsSync(glossary) ? readSynonyms(readFileSync(glossary, 'utf8')) : new Map();
  return listFiles(where).flatMap((path) => {
    const content = readFileSync(join(where, path), 'utf8');
    return content.includes('\0') ? [] : check(path, content, synonyms);
  });
}

/**
 * Reads the glossary's tables: a word in backticks in the column "never" is refused in names; the
 * first name in the column "in code" (else the term) replaces it. Other words there are advice.
 */
export function readSynonyms(markdown: string): Synonyms {
  const synonyms = new Map<string, string>();
  let columns: string[] = [];
  for (const line of markdown.split('\n')) {
    const cells = line.split('|').map((cell) => cell.trim());
    if (cells.length < 3) columns = [];
    else if (columns.length === 0) columns = cells.map((cell) => cell.toLowerCase());
    else {
      const cell = (name: string) => cells[columns.indexOf(name)] ?? '';
      const instead = /`([^`]+)`/.exec(cell('in code'))?.[1] ?? cell('term');
      for (const [, never = ''] of cell('never').matchAll(/`([^`]+)`/g)) {
        synonyms.set(never.toLowerCase(), `"${instead}" (docs/GLOSSARY.md)`);
      }
    }
  }
  return synonyms;
}

export const print = ({ path, line, what, use }: Violation) =>
  `${path}:${line}: ${what}, use ${use}`;

/** What is wrong with a tree given its ceilings: nothing, or lines for whoever has to act. */
export function judge(violations: readonly Violation[], ceilings: Ceilings): string[] {
  const names = RULES.map((rule) => rule.name);
  const unknown = Object.keys(ceilings).filter((name) => !names.includes(name));
  const verdicts = names.flatMap((name) => {
    const found = violations.filter((violation) => violation.rule === name);
    const ceiling = ceilings[name] ?? 0;
    if (found.length > ceiling) {
      const summary = `${name}: ${found.length} violations, at most ${ceiling} are allowed`;
      return [...found.map(print), summary];
    }
    const lower = `tools/tidy-violations.json: lower "${name}" from ${ceiling} to ${found.length}`;
    return found.length < ceiling ? [lower] : [];
  });
  return [
    ...unknown.map((name) => `tools/tidy-violations.json: no rule is called "${name}"`),
    ...verdicts,
  ];
}

export function readCeilings(): Ceilings {
  return JSON.parse(readFileSync(join(root, 'tools/tidy-violations.json'), 'utf8'));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const verdicts = judge(checkTree(root), readCeilings());
  for (const line of verdicts) console.log(line);
  process.exitCode = verdicts.length > 0 ? 1 : 0;
}
