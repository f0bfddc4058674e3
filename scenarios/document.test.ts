/**
 * What the reader of YAML and JSON takes, what it refuses, and where it says that something stands.
 */
import { describe, expect, it } from 'vitest';
import { LIMITS, parseDocument, parsePlainJson } from './document.ts';

function faultOf(text: string) {
  const { document, faults } = parseDocument(text);
  const { code, message, path, position } = faults[0] ?? {};
  return { code, message, path, at: position && [position.line, position.column], document };
}

describe('what is read', () => {
  it('reads YAML 1.2, in which On is a word and dates are text', () => {
    const text = 'a: On\nb: no\nc: 2026-03-02\nd: 0o17\ne: ~\nf: [1, 2.5, true]\n';
    expect(parseDocument(text).document?.value).toEqual({
      a: 'On',
      b: 'no',
      c: '2026-03-02',
      d: 15,
      e: null,
      f: [1, 2.5, true],
    });
  });

  it('reads JSON, with a byte order mark too', () => {
    expect(parseDocument('\ufeff{"a": [1, {"b": null}]}').document?.value).toEqual({
      a: [1, { b: null }],
    });
  });

  it('keeps whole numbers beyond 2^53 as text with all their digits', () => {
    expect(parseDocument('a: 15394007230974001153').document?.value).toEqual({
      a: '15394007230974001153',
    });
    expect(
      parsePlainJson('{"a": 15394007230974001153, "b": "15394007230974001153x", "c": 7}'),
    ).toEqual({ a: '15394007230974001153', b: '15394007230974001153x', c: 7 });
  });

  it('repeats what an alias names, and leaves merge keys alone', () => {
    const { document, faults } = parseDocument('x: &x { a: 1 }\ny: *x\nz: { <<: *x }\n');
    expect(faults).toEqual([]);
    expect(document?.value).toEqual({ x: { a: 1 }, y: { a: 1 }, z: { '<<': { a: 1 } } });
  });
});

describe('positions', () => {
  const { document } = parseDocument('a:\r\n  - { Bcd: 1, e: }\r\n  - &x [7]\r\nf: { g: *x }\r\n');
  it.each([
    [['a', 0, 'Bcd'], 'value', 2, 12],
    [['a', 0, 'Bcd'], 'key', 2, 7],
    [['a', 0, 'bCD'], 'key', 2, 7],
    [['a', 1, 0], 'value', 3, 9],
    [['f', 'g', 0], 'value', 3, 9],
    [['f', 'nowhere', 5], 'value', 4, 4],
    [[], 'value', 1, 1],
  ] as const)('%j has its %s at %i:%i', (path, on, line, column) => {
    expect(document?.positionOf(path, on)).toEqual({ line, column });
  });
});

describe('what is refused', () => {
  it.each([
    ['an empty file', '', 'unreadable', 'is empty', undefined],
    ['a file of comments', '# nothing\n', 'unreadable', 'is empty', undefined],
    [
      'binary',
      'a: 1\nb: \u0000',
      'unreadable',
      'is not text: it holds a control character',
      [2, 4],
    ],
    [
      'several documents',
      '---\na: 1\n---\nb: 1\n',
      'syntax',
      'holds several documents; a file holds one',
      [3, 1],
    ],
    ['a tag', 'a: !!js/function x', 'syntax', 'tags such as !name are not read', [1, 4]],
    ['an unclosed quote', 'a: "x\n', 'syntax', 'Missing closing "quote', [2, 1]],
    ['a tab as indent', 'a:\n\tb: 1\n', 'syntax', 'Tabs are not allowed as indentation', [2, 1]],
    ['an alias to nothing', 'a: *b', 'syntax', 'alias *b names no anchor before it', [1, 4]],
    ['an alias to itself', 'a: &a [*a]', 'syntax', 'alias *a stands inside what it names', [1, 8]],
    [
      'a list as a key',
      '? [1]\n: 2\n',
      'wrong-type',
      'a key is a word, not a list or mapping',
      [1, 3],
    ],
    [
      'a key twice',
      'a: 1\nb: 2\na: 3\n',
      'duplicate',
      'key "a" stands here twice (line 1)',
      [3, 1],
    ],
  ])('%s', (_, text, code, message, at) => {
    expect(faultOf(text)).toMatchObject({ code, message, at });
  });

  it.each(['__proto__', 'constructor', 'prototype'])('the key %s, wherever it stands', (key) => {
    const fault = faultOf(`a: 1\nb: { c: [ { ${key}: { polluted: true } } ] }\n`);
    expect(fault).toMatchObject({
      code: 'unknown-key',
      message: `key "${key}" is refused wherever it stands`,
      path: ['b', 'c', 0, key],
      at: [2, 13],
    });
    expect(fault.document?.value).toEqual({ a: 1, b: { c: [{}] } });
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('stops an alias bomb instead of unfolding it', () => {
    const names = 'abcdefghijklmnopqrst'.split('');
    const lines = names.map((name, i) => {
      const item = i === 0 ? 'x' : `*${names[i - 1]}`;
      return `${name}: &${name} [${Array(9).fill(item).join(', ')}]`;
    });
    const fault = faultOf(lines.join('\n'));
    expect(fault.message).toBe(`aliases repeat more than ${LIMITS.aliased} values`);
    expect(fault.document).toBeNull();
  });

  it.each([
    ['brackets', '['.repeat(5_000_000)],
    ['dashes', '- '.repeat(1_000_000)],
    ['question marks', '? '.repeat(1_000_000)],
    ['mappings', '{"a":'.repeat(500_000)],
    ['indentation', Array.from({ length: 2_000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
    ['just above the limit', `${'['.repeat(101)}${']'.repeat(101)}`],
  ])('deep nesting by %s, at once', (_, text) => {
    expect(faultOf(text)).toMatchObject({
      code: 'syntax',
      message: 'is nested deeper than 100 levels',
    });
  });

  it('takes nesting up to the limit', () => {
    expect(parseDocument(`${'['.repeat(100)}${']'.repeat(100)}`).faults).toEqual([]);
  });
});
