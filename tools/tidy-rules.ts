/**
 * The house rules, as data: each says what it forbids, where, and what to use instead.
 *
 * Why: a rule that lives in a review is argued anew in every review. Most rules look at the syntax
 * tree, so a word in a string or a comment is no false alarm; the others look at lines.
 *
 * Never: guess. A rule that cries wolf is ignored, so each one fires only where it is surely right;
 * what biome or the compiler already refuses is left to them.
 */
import ts from 'typescript';

/** A file as the rules see it. Only TypeScript and JavaScript have a tree, and comments. */
export interface Source {
  path: string;
  lines: readonly string[];
  tree: ts.SourceFile | null;
  comments: readonly { readonly pos: number; readonly end: number }[];
}

/** What a rule found: a 1-based line, the offence, and a replacement if not the rule's own. */
export interface Hit {
  line: number;
  what: string;
  use?: string;
}

/** A word the glossary forbids, in lower case, and the term to use instead. */
export type Synonyms = ReadonlyMap<string, string>;

export interface Rule {
  name: string;
  use: string;
  find: (source: Source, synonyms: Synonyms) => Hit[];
}

export const LIMITS = { lines: 400, testLines: 600, functionLines: 60, columns: 100 };

const isTest = (path: string) => path.endsWith('.test.ts');
const isCheck = (path: string) => isTest(path) || path.startsWith('properties/');
const isConfig = (path: string) => /\.config\.[cm]?ts$/.test(path);
const within = (path: string, ...folders: string[]) => folders.includes(path.split('/')[0] ?? '');

/** A rule about one kind of syntax: `sees` names the offence of a node, or says nothing. */
function syntax(
  name: string,
  use: string,
  sees: (node: ts.Node, path: string) => string | undefined,
  allowed: (path: string) => boolean = () => false,
): Rule {
  const find = ({ path, tree }: Source) => {
    const hits: Hit[] = [];
    const visit = (node: ts.Node): void => {
      const what = sees(node, path);
      if (what !== undefined && tree !== null) hits.push({ line: lineOf(node, tree), what });
      ts.forEachChild(node, visit);
    };
    if (tree !== null && !allowed(path)) visit(tree);
    return hits;
  };
  return { name, use, find };
}

/** A rule about the text of single lines. */
function text(name: string, use: string, sees: (line: string, path: string) => string | undefined) {
  const find = ({ path, lines }: Source) =>
    lines.flatMap((line, index) => {
      const what = sees(line, path);
      return what === undefined ? [] : [{ line: index + 1, what }];
    });
  return { name, use, find };
}

/** A rule about the words of comments. */
function comment(name: string, use: string, pattern: RegExp): Rule {
  const find = ({ tree, comments }: Source) =>
    comments.flatMap(({ pos, end }) => {
      const found = tree === null ? null : pattern.exec(tree.text.slice(pos, end));
      if (tree === null || found === null) return [];
      const { line } = tree.getLineAndCharacterOfPosition(pos + found.index);
      return [{ line: line + 1, what: found[0] }];
    });
  return { name, use, find };
}

const lineOf = (node: ts.Node, tree: ts.SourceFile) =>
  tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;

/** `Math.random` for such an access, however it is spaced; undefined for anything else. */
function member(node: ts.Node): string | undefined {
  const isMember = ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression);
  return isMember ? `${(node.expression as ts.Identifier).text}.${node.name.text}` : undefined;
}

/** A rule that forbids members of globals, such as `Date.now`. */
function members(
  name: string,
  use: string,
  pattern: RegExp,
  allowed?: (path: string) => boolean,
): Rule {
  const sees = (node: ts.Node) => {
    const found = member(node);
    return found !== undefined && pattern.test(found) ? found : undefined;
  };
  return syntax(name, use, sees, allowed);
}

function seesWallClock(node: ts.Node): string | undefined {
  if (!ts.isNewExpression(node) && !ts.isCallExpression(node)) return undefined;
  const isDate = ts.isIdentifier(node.expression) && node.expression.text === 'Date';
  if (isDate && ts.isCallExpression(node)) return 'Date()';
  return isDate && (node.arguments?.length ?? 0) === 0 ? 'new Date()' : undefined;
}

/** `2n ** 64n` is exact; the same operator on numbers is `Math.pow`. */
function seesPower(node: ts.Node): string | undefined {
  if (!ts.isBinaryExpression(node)) return undefined;
  const { kind } = node.operatorToken;
  const isPower =
    kind === ts.SyntaxKind.AsteriskAsteriskToken ||
    kind === ts.SyntaxKind.AsteriskAsteriskEqualsToken;
  return isPower && !ts.isBigIntLiteral(node.right) ? '**' : undefined;
}

function seesAny(node: ts.Node): string | undefined {
  const isCast = ts.isAsExpression(node) || ts.isTypeAssertionExpression(node);
  return isCast && node.type.kind === ts.SyntaxKind.AnyKeyword ? 'as any' : undefined;
}

function seesDefaultExport(node: ts.Node): string | undefined {
  const isDefault = ts.isExportAssignment(node)
    ? !node.isExportEquals
    : ts.canHaveModifiers(node) &&
      ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword);
  return isDefault ? 'default export' : undefined;
}

function seesReExport(node: ts.Node): string | undefined {
  const isReExport = ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined;
  return isReExport ? `re-export of ${node.moduleSpecifier.getText()}` : undefined;
}

function seesEnumOrNamespace(node: ts.Node): string | undefined {
  if (ts.isEnumDeclaration(node)) return `enum ${node.name.text}`;
  const isNamespace = ts.isModuleDeclaration(node) && ts.isIdentifier(node.name);
  return isNamespace && node.name.text !== 'global' ? `namespace ${node.name.text}` : undefined;
}

/** The root of a callee: `it` for `it`, `it.each(...)`, `it.skip` and `it.for(...)`. */
function calleeRoot(node: ts.Expression): string | undefined {
  if (ts.isIdentifier(node)) return node.text;
  if (ts.isPropertyAccessExpression(node) || ts.isCallExpression(node)) {
    return calleeRoot(node.expression);
  }
  return undefined;
}

const isTestCall = (node: ts.CallExpression) =>
  ['describe', 'it', 'test', 'property'].includes(calleeRoot(node.expression) ?? '');

function seesShould(node: ts.Node, path: string): string | undefined {
  if (!isCheck(path) || !ts.isCallExpression(node) || !isTestCall(node)) return undefined;
  const words = node.arguments.filter(ts.isStringLiteralLike).map(({ text }) => text);
  const name = words.join(' ');
  return /\bshould\b/i.test(name) ? `"should" in the test name "${name}"` : undefined;
}

/** The callback of a `describe` is a list of tests, not a function to be read at once. */
function seesLongFunction(node: ts.Node): string | undefined {
  if (!ts.isFunctionLike(node) || !('body' in node) || node.body === undefined) return undefined;
  const { parent } = node;
  const isSuite = ts.isCallExpression(parent) && calleeRoot(parent.expression) === 'describe';
  const tree = node.getSourceFile();
  const last = tree.getLineAndCharacterOfPosition(node.getEnd()).line + 1;
  const lines = last - lineOf(node, tree) + 1;
  return !isSuite && lines > LIMITS.functionLines ? `a function of ${lines} lines` : undefined;
}

/** A long address, or a sentence that has its line to itself (and a key), cannot be wrapped. */
function seesLongLine(line: string, path: string): string | undefined {
  if (!/\.[cm]?[jt]s$/.test(path) || line.length <= LIMITS.columns) return undefined;
  const isUnbreakable =
    /https?:\/\/\S{40}/.test(line) || /^\s*(\w+: )?(['"`]).*\2[,;)]*$/.test(line);
  return isUnbreakable ? undefined : `${line.length} columns`;
}

/** What belongs to the place of work, not to the work. Tests may read data beside the tree. */
function seesForbiddenText(line: string, path: string): string | undefined {
  const pattern = isTest(path)
    ? /\/work\/|\bregistry\.[a-z]\w*/
    : /\/work\/|\bregistry\.[a-z]\w*|\bshared\//;
  return pattern.exec(line)?.[0];
}

const longFile: Rule = {
  name: 'file-length',
  use: `at most ${LIMITS.lines} lines (tests ${LIMITS.testLines}): split by what changes together`,
  find: ({ path, lines, tree }) => {
    const most = isTest(path) ? LIMITS.testLines : LIMITS.lines;
    const isLong = tree !== null && lines.length > most;
    return isLong ? [{ line: most + 1, what: `a file of ${lines.length} lines` }] : [];
  },
};

const header: Rule = {
  name: 'header',
  use: 'a comment: what the file is, why it exists, what it must never do',
  find: ({ lines, tree }) => {
    const first = lines[0]?.startsWith('#!') ? 1 : 0;
    const isMissing = tree !== null && !/^\/[*/]/.test(lines[first] ?? '');
    return isMissing ? [{ line: first + 1, what: 'no comment opens the file' }] : [];
  },
};

const vagueName: Rule = {
  name: 'vague-name',
  use: 'the noun that the file is about',
  find: ({ path }) => {
    const vague = /(?:^|\/)(utils?|helpers?|commons?|misc)(?=[./]|$)/i.exec(path);
    return vague === null ? [] : [{ line: 1, what: `a file or folder called ${vague[1]}` }];
  },
};

/** Names that a file declares itself; names of cmdlet properties start with a capital. */
function declaredName(node: ts.Node): string | undefined {
  const declares =
    ts.isVariableDeclaration(node) ||
    ts.isParameter(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isBindingElement(node);
  const name = declares && node.name !== undefined && ts.isIdentifier(node.name) ? node.name : null;
  return name !== null && /^[a-z]/.test(name.text) ? name.text : undefined;
}

/** `["ooo", "reply", "oooReply"]` for `oooReply`: its words, and runs of words. */
function phrasesOf(name: string): string[] {
  const words = name.split(/(?=[A-Z])|[_\d]+/).map((word) => word.toLowerCase());
  return words.flatMap((_, from) =>
    words.slice(from).map((_, n) => words.slice(from, from + n + 1).join('')),
  );
}

const synonym: Rule = {
  name: 'synonym',
  use: 'the term of docs/GLOSSARY.md',
  find: ({ tree }, synonyms) => {
    const hits: Hit[] = [];
    const visit = (node: ts.Node): void => {
      const name = declaredName(node) ?? '';
      const never = phrasesOf(name).find((phrase) => synonyms.has(phrase));
      if (never !== undefined && tree !== null) {
        hits.push({ line: lineOf(node, tree), what: `"${name}"`, use: synonyms.get(never) ?? '' });
      }
      ts.forEachChild(node, visit);
    };
    if (tree !== null) visit(tree);
    return hits;
  },
};

const inexact = /^Math\.(a?(sin|cos|tan)h?|atan2|log(1p|2|10)?|exp(m1)?|pow|cbrt|hypot)$/;
const mayBeInexact = (path: string) => isCheck(path) || within(path, 'bench', 'tools');
const mayReadClock = (path: string) => within(path, 'cli', 'bench', 'tools');
const mayReadSettings = (path: string) => mayReadClock(path) || isCheck(path) || isConfig(path);
const exactUse =
  'ln and exp of sim/variates.ts, a product, or the constant: last bits differ by engine';

export const RULES: readonly Rule[] = [
  longFile,
  header,
  vagueName,
  synonym,
  syntax(
    'function-length',
    `at most ${LIMITS.functionLines} lines: name its parts`,
    seesLongFunction,
  ),
  text('columns', `at most ${LIMITS.columns}`, seesLongLine),
  members('chance', 'a draw of a named stream (sim/streams.ts)', /^Math\.random$/),
  members('clock', 'virtual time', /^(Date|performance)\.now$|^process\.hrtime$/, mayReadClock),
  syntax('wall-clock', 'virtual time, or a Date of a given instant', seesWallClock, mayReadClock),
  members('environment', 'an argument', /^process\.(env|argv)$/, mayReadSettings),
  members('console', 'a returned value; cli prints', /^console\./, mayReadClock),
  members('inexact-math', exactUse, inexact, mayBeInexact),
  syntax('power', exactUse, seesPower, mayBeInexact),
  syntax('any', 'unknown and a check', seesAny),
  syntax('default-export', 'a named export', seesDefaultExport, isConfig),
  syntax('re-export', 'an import from the file that owns the name', seesReExport),
  syntax('enum-namespace', 'a union of words, or a constant object', seesEnumOrNamespace),
  syntax('should', 'a sentence in the present tense', seesShould),
  comment('suppression', 'a type that is true', /@ts-(ignore|nocheck)/),
  comment('unfinished', 'the work done, or a limit stated in the docs', /\b(TODO|FIXME|XXX)\b/),
  text('forbidden-text', 'nothing: committed text stands on its own', seesForbiddenText),
];
