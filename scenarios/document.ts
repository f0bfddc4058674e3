/**
 * YAML 1.2 (core schema) or JSON text to a plain value that knows the line and column of each of
 * its parts.
 *
 * Why own conversion of the syntax tree: input may be hostile. Aliases are counted, depth is
 * limited, keys that reach into prototypes are refused by name, and whole numbers beyond 2^53 stay
 * text with all their digits.
 *
 * Never: throw on what a user wrote, run tags, or merge keys.
 */
import {
  type Alias,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument as parseYaml,
  type Scalar,
  type Document as YamlDocument,
} from 'yaml';
import { type Fault, type Path, type Position, showFound } from '../model/fault.ts';
import { binaryAt, DEPTH_MAX, tooDeep, tooDeepAt } from './schema/text-guards.ts';

export const LIMITS = {
  /** Levels of lists and mappings inside one another. */
  depth: DEPTH_MAX,
  /** Values that aliases may repeat, all together: what is beyond is a bomb, not a convenience. */
  aliased: 20_000,
  /** Syntax faults shown: after a few the rest are echoes. */
  syntaxFaults: 5,
} as const;

const refusedKeys: readonly string[] = ['__proto__', 'constructor', 'prototype'];

export type Document = {
  /** Objects, lists, text, numbers, booleans and null. */
  readonly value: unknown;
  /**
   * Where a path's value starts, or its key; the nearest part around it when it is not in the file.
   */
  readonly positionOf: (path: Path, on?: 'key' | 'value') => Position | undefined;
};

/**
 * The document when there is one, and everything wrong with the text; both when the rest can be
 * read.
 */
export type DocumentReading = { readonly document: Document | null; readonly faults: Fault[] };

const nowhere = (faults: Fault[]): DocumentReading => ({ document: null, faults });

function refuse(code: Fault['code'], message: string, more: Partial<Fault> = {}): DocumentReading {
  return nowhere([{ code, message, path: [], ...more }]);
}

/** Reads text as YAML 1.2 or JSON. Never throws for any text. O(characters). */
export function parseDocument(source: string): DocumentReading {
  const text = source.startsWith('\ufeff') ? source.slice(1) : source;
  const binary = binaryAt(text);
  if (binary !== undefined) {
    return refuse('unreadable', 'is not text: it holds a control character', {
      position: binary,
      expected: 'YAML or JSON text',
    });
  }
  const bracket = tooDeepAt(text);
  if (bracket !== undefined) return refuse('syntax', tooDeep, { position: bracket });
  const lines = new LineCounter();
  let yaml: YamlDocument;
  try {
    yaml = parseYaml(text, {
      lineCounter: lines,
      version: '1.2',
      schema: 'core',
      merge: false,
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'error',
    });
  } catch (error) {
    if (error instanceof RangeError) return refuse('syntax', tooDeep);
    return refuse('syntax', 'cannot be read as YAML', { found: showFound(String(error)) });
  }
  const positionAt = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const faults = syntaxFaults(yaml, positionAt);
  if (faults.length > 0) return nowhere(faults);
  if (yaml.contents === null) {
    return refuse('unreadable', 'is empty', { expected: 'YAML or JSON text' });
  }
  return convert(yaml, positionAt);
}

/**
 * Large JSON without positions, many times faster: whole numbers beyond 2^53 become text here too.
 *
 * @returns undefined when the text is not JSON
 */
export function parsePlainJson(text: string): unknown {
  const source = text.startsWith('\ufeff') ? text.slice(1) : text;
  const exact = source.replace(
    /"(?:[^"\\]|\\.)*"|-?\d{16,}(?:\.\d+)?(?:[eE][+-]?\d+)?/g,
    (token) =>
      /^-?\d+$/.test(token) && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token,
  );
  try {
    return JSON.parse(exact);
  } catch {
    return undefined;
  }
}

function syntaxFaults(yaml: YamlDocument, positionAt: (offset: number) => Position): Fault[] {
  const several = yaml.errors.find((error) => error.code === 'MULTIPLE_DOCS');
  if (several !== undefined) {
    return [
      {
        code: 'syntax',
        message: 'holds several documents; a file holds one',
        path: [],
        position: positionAt(several.pos[0]),
        fix: 'write each document into a file of its own',
      },
    ];
  }
  const tags = yaml.warnings
    .filter((warning) => warning.code === 'TAG_RESOLVE_FAILED')
    .map((warning) => ({ pos: warning.pos, message: 'tags such as !name are not read' }));
  return [...yaml.errors, ...tags].slice(0, LIMITS.syntaxFaults).map((error) => ({
    code: 'syntax',
    message: error.message.replace(/ at line \d+, column \d+[\s\S]*$/, ''),
    path: [],
    position: positionAt(error.pos[0]),
  }));
}

/** What the conversion carries along. */
type Conversion = {
  readonly contents: unknown;
  readonly positionAt: (offset: number) => Position;
  readonly faults: Fault[];
  /** Nodes being converted, outermost first: an alias to one of them would never end. */
  readonly open: Set<unknown>;
  /** The last node of each anchor so far, and what each alias turned out to name. */
  readonly anchors: Map<string, Node>;
  readonly targets: Map<unknown, Node>;
  aliased: number;
  inAlias: number;
};

function convert(yaml: YamlDocument, positionAt: (offset: number) => Position): DocumentReading {
  const to: Conversion = {
    positionAt,
    contents: yaml.contents,
    faults: [],
    open: new Set(),
    anchors: new Map(),
    targets: new Map(),
    aliased: 0,
    inAlias: 0,
  };
  const value = convertNode(yaml.contents, [], to);
  const fatal = to.faults.some((fault) => fault.code === 'syntax');
  const positionOf = (path: Path, on: 'key' | 'value' = 'value') => {
    const offset = offsetOf(to, path, on);
    return offset === undefined ? undefined : positionAt(offset);
  };
  return { document: fatal ? null : { value, positionOf }, faults: to.faults };
}

function fail(to: Conversion, node: unknown, path: Path, code: Fault['code'], message: string) {
  const offset = (node as Node | null)?.range?.[0];
  to.faults.push({
    code,
    message,
    path,
    ...(offset === undefined ? {} : { position: to.positionAt(offset) }),
  });
}

function convertNode(node: unknown, path: Path, to: Conversion): unknown {
  if (to.inAlias > 0 && ++to.aliased > LIMITS.aliased) {
    if (to.aliased === LIMITS.aliased + 1) {
      fail(to, node, path, 'syntax', `aliases repeat more than ${LIMITS.aliased} values`);
    }
    return null;
  }
  if (isAlias(node)) return aliasOf(node, path, to);
  if (isNode(node) && node.anchor) to.anchors.set(node.anchor, node);
  if (isScalar(node)) return scalarOf(node);
  if (!isMap(node) && !isSeq(node)) return null;
  if (path.length >= LIMITS.depth) {
    if (!to.faults.some((fault) => fault.message === tooDeep)) {
      fail(to, node, [], 'syntax', tooDeep);
    }
    return null;
  }
  to.open.add(node);
  const value = isSeq(node)
    ? node.items.map((item, i) => convertNode(item, [...path, i], to))
    : mappingOf(node, path, to);
  to.open.delete(node);
  return value;
}

/**
 * Whole numbers that a double cannot hold stay text: identities of export rows are such numbers.
 */
function scalarOf(node: Scalar): unknown {
  const { value, source } = node;
  const isLost =
    typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value);
  return isLost && source !== undefined ? source : value;
}

function aliasOf(node: Alias, path: Path, to: Conversion): unknown {
  const target = to.targets.get(node) ?? to.anchors.get(node.source);
  if (target === undefined) {
    fail(to, node, path, 'syntax', `alias *${node.source} names no anchor before it`);
    return null;
  }
  if (to.open.has(target)) {
    fail(to, node, path, 'syntax', `alias *${node.source} stands inside what it names`);
    return null;
  }
  to.targets.set(node, target);
  to.inAlias++;
  const value = convertNode(target, path, to);
  to.inAlias--;
  return value;
}

function mappingOf(node: unknown, path: Path, to: Conversion): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  if (!isMap(node)) return result;
  for (const pair of node.items) {
    const key = keyOf(pair.key);
    if (key === undefined) {
      fail(to, pair.key, path, 'wrong-type', 'a key is a word, not a list or mapping');
    } else if (refusedKeys.includes(key)) {
      fail(
        to,
        pair.key,
        [...path, key],
        'unknown-key',
        `key "${key}" is refused wherever it stands`,
      );
    } else if (Object.hasOwn(result, key)) {
      const first = offsetOf(to, [...path, key], 'key');
      const line = first === undefined ? '' : ` (line ${to.positionAt(first).line})`;
      fail(to, pair.key, [...path, key], 'duplicate', `key "${key}" stands here twice${line}`);
    } else {
      result[key] = convertNode(pair.value, [...path, key], to);
    }
  }
  return result;
}

function keyOf(key: unknown): string | undefined {
  if (!isScalar(key)) return undefined;
  return key.value === null ? (key.source ?? '') : String(key.source ?? key.value);
}

/**
 * The offset of a path's value or key; of the nearest part around it when it is not in the file.
 */
function offsetOf(to: Conversion, path: Path, on: 'key' | 'value'): number | undefined {
  let node: unknown = to.contents;
  let offset = (to.contents as Node | null)?.range?.[0];
  for (const [i, step] of path.entries()) {
    if (isAlias(node)) node = to.targets.get(node);
    const isLast = i === path.length - 1;
    if (isSeq(node)) {
      node = typeof step === 'number' ? node.items[step] : undefined;
    } else if (isMap(node)) {
      const wanted = String(step);
      const pair =
        node.items.find((item) => keyOf(item.key) === wanted) ??
        node.items.find((item) => keyOf(item.key)?.toLowerCase() === wanted.toLowerCase());
      const key = pair?.key as Node | undefined;
      node = pair?.value ?? undefined;
      if (key?.range && (on === 'key' || !(node as Node | undefined)?.range)) {
        if (isLast) return key.range[0];
      }
    } else node = undefined;
    const range = (node as Node | undefined)?.range;
    if (range == null) return offset;
    offset = range[0];
  }
  return offset;
}
