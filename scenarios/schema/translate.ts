/**
 * zod issues to faults in our own words, with the nearest word and the keys that there are.
 *
 * Why: a library's messages speak of "input" and "options"; a user wrote a word into line 7.
 *
 * Never: let a message of zod through.
 */
import type * as z from 'zod';
import { type Path, showFound } from '../../model/fault.ts';
import { type Finding, type Findings, listWords, nearestOf, unknownKey } from './findings.ts';
import type { Refusal } from './words.ts';

type Issue = z.core.$ZodIssue;

const typeWords: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'a mapping of keys to values',
  record: 'a mapping of keys to values',
};

const typeWord = (expected: string) => typeWords[expected] ?? expected;

/** The messages of issues that carry none of ours; keys are listed for `unknownKeys`. */
const messages: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'unrecognized_keys':
      return Object.keys(shapeOf(issue.inst)).join(' ');
    case 'invalid_type':
      return `is not ${typeWord(issue.expected)}`;
    case 'invalid_value':
      return 'is none of the words that are known here';
    case 'too_small':
      return `is fewer than ${issue.minimum}`;
    case 'too_big':
      return `is more than ${issue.maximum}`;
    default:
      return 'is of no form that is known here';
  }
};

function shapeOf(schema: unknown): object {
  return (schema as z.ZodObject | undefined)?.shape ?? {};
}

/**
 * Checks a value against a schema.
 *
 * @param of      how messages call the form, such as ` of action "send"`; may be empty
 * @param repair  puts something in the place of keys that are needed and faulty, so that the rest
 *                is checked too
 * @returns       the parsed value, without the keys that are faulty; undefined when it needs one of
 *                them
 */
export function parseBy<T extends z.ZodType>(
  schema: T,
  value: unknown,
  path: Path,
  into: Findings,
  of = '',
  repair: (rest: object) => object = (rest) => rest,
): z.output<T> | undefined {
  const result = schema.safeParse(value, { error: messages });
  if (result.success) return result.data;
  const { issues } = result.error;
  for (const issue of issues) into.faults.push(...faultsOf(issue, value, path, of));
  if (!isMapping(value)) return undefined;
  // What is wrong inside a key may be left out alone, or needs the whole key to be left out.
  const nearly = schema.safeParse(repair(withoutFaults(value, issues, true)));
  if (nearly.success) return nearly.data;
  return schema.safeParse(repair(withoutFaults(value, issues, false))).data;
}

const isMapping = (value: unknown): value is object =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/**
 * An object without the keys that issues are about, so that what remains can be checked further.
 *
 * @param isDeep  keys of the mappings inside are left out, not the keys that hold them
 */
function withoutFaults(value: object, issues: readonly Issue[], isDeep: boolean): object {
  const inside = new Map<PropertyKey, Issue[]>();
  const wrong = new Set<PropertyKey>();
  for (const issue of issues) {
    const [key, ...path] = issue.path;
    if (key === undefined) {
      if (issue.code === 'unrecognized_keys') for (const one of issue.keys) wrong.add(one);
    } else if (isDeep && issue.code !== 'invalid_union' && isMapping(valueAt(value, [key]))) {
      inside.set(key, [...(inside.get(key) ?? []), { ...issue, path }]);
    } else wrong.add(key);
  }
  const left = Object.entries(value).filter(([key]) => !wrong.has(key));
  return Object.fromEntries(
    left.map(([key, one]) => {
      const own = inside.get(key);
      return [key, own === undefined ? one : withoutFaults(one, own, true)];
    }),
  );
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let at = value;
  for (const step of path) at = (at as Record<PropertyKey, unknown> | null | undefined)?.[step];
  return at;
}

function faultsOf(issue: Issue, root: unknown, base: Path, of: string): Finding[] {
  const path = [...base, ...(issue.path as Path)];
  const value = valueAt(root, issue.path);
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = issue.message.split(' ');
      return issue.keys.map((key) => unknownKey(path, key, known, of));
    }
    case 'invalid_union':
      return unionFaults(issue, value, path, of);
    case 'custom': {
      const { code, ...more } = issue.params as Refusal;
      const found = code === 'not-modelled' ? {} : { found: showFound(value) };
      const onKey = code === 'not-modelled' ? { onKey: true as const } : {};
      return [{ code, message: issue.message, path, ...found, ...more, ...onKey }];
    }
    case 'invalid_value': {
      const words = issue.values.map(String);
      const expected = listWords(words);
      if (value === undefined) return [missing(path, `one of ${expected}`)];
      const near = typeof value === 'string' ? nearestOf(value, words) : {};
      const message = typeof value === 'string' ? `unknown word "${value}"` : issue.message;
      return [{ code: 'unknown-word', message, path, found: showFound(value), expected, ...near }];
    }
    case 'invalid_type': {
      const expected = issue.message.replace(/^is not /, '');
      if (value === undefined) return [missing(path, expected)];
      return [
        { code: 'wrong-type', message: issue.message, path, found: showFound(value), expected },
      ];
    }
    default: {
      const fault: Finding = { code: 'out-of-range', message: issue.message, path };
      return [{ ...fault, found: showFound(value), ...boundOf(issue) }];
    }
  }
}

/** What a bound leaves, in words. */
function boundOf(issue: Issue): { expected?: string } {
  if (issue.code !== 'too_small' && issue.code !== 'too_big') return {};
  const { inclusive = true, origin } = issue;
  const isSmall = issue.code === 'too_small';
  const bound = isSmall ? issue.minimum : issue.maximum;
  if (origin === 'number' || origin === 'int') {
    if (inclusive) return { expected: isSmall ? `${bound} or more` : `at most ${bound}` };
    return { expected: `a number ${isSmall ? 'above' : 'below'} ${bound}` };
  }
  const things = origin === 'array' ? ['a list', 'entries'] : ['text', 'characters'];
  if (origin !== 'array' && origin !== 'string') return {};
  const limit = issue.exact ? 'exactly' : isSmall ? 'at least' : 'at most';
  const kind = Number(bound) === 1 ? (origin === 'array' ? 'entry' : 'character') : things[1];
  return { expected: `${things[0]} of ${limit} ${bound} ${kind}` };
}

function missing(path: Path, expected: string): Finding {
  const key = String(path.at(-1) ?? '');
  const at = path.slice(0, -1);
  const message = `needs the key "${key}"`;
  return { code: 'missing', message, path: at, expected, fix: `add ${key}` };
}

/**
 * Of several forms, the one that the user seems to have meant: whose faults lie inside the value.
 */
function unionFaults(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  value: unknown,
  path: Path,
  of: string,
): Finding[] {
  if (value === undefined) return [missing(path, formsIn(issue.message).expected ?? 'a value')];
  const meant = issue.errors.find((issues) => issues.every((one) => !isWrongShape(one)));
  if (meant !== undefined) return meant.flatMap((one) => faultsOf(one, value, path, of));
  const fault: Finding = { code: 'wrong-type', message: issue.message, path };
  return [{ ...fault, found: showFound(value), ...formsIn(issue.message) }];
}

/** The forms that a message names: `is neither a number nor a list`, `is not a duration`. */
function formsIn(message: string): { expected?: string } {
  const [, one, other] = /^is neither (.+) nor (.+)$/.exec(message) ?? [];
  if (one !== undefined) return { expected: `${one} or ${other}` };
  const [, single] = /^is not (.+)$/.exec(message) ?? [];
  return single === undefined ? {} : { expected: single };
}

const isWrongShape = (issue: Issue) =>
  issue.path.length === 0 && (issue.code === 'invalid_type' || issue.code === 'invalid_value');
