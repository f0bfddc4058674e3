/**
 * The house rules hold in this tree, and each of them fires on a violation planted for it.
 *
 * Why: a rule that cannot fire looks exactly like a rule that everybody obeys. So every rule has a
 * planted violation with its line, and a neighbour that is fine.
 *
 * Never: name forbidden text in one piece; this file is checked too.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as tidy from './tidy.ts';
import { LIMITS, RULES } from './tidy-rules.ts';

/** One rule, tried: the offending file and the line it offends on, and files that are fine. */
interface Trial {
  rule: string;
  bad: readonly [path: string, text: string, line: number];
  good: readonly (readonly [path: string, text: string])[];
}

const lines = (count: number, line = 'f();') =>
  Array.from({ length: count }, () => line).join('\n');
const long = 'x'.repeat(LIMITS.columns);
const place = ['', 'work', 'main'].join('/');
const pool = ['shared', 'data'].join('/');
const host = ['registry', 'example.com'].join('.');

const trials: readonly Trial[] = [
  {
    rule: 'file-length',
    bad: ['sim/a.ts', lines(LIMITS.lines + 1), LIMITS.lines + 1],
    good: [
      ['sim/a.ts', lines(LIMITS.lines)],
      ['sim/a.test.ts', lines(LIMITS.testLines)],
      ['docs/a.md', lines(LIMITS.lines + 1)],
    ],
  },
  {
    rule: 'header',
    bad: ['tools/a.mjs', '#!/usr/bin/env node\nf(); // late', 2],
    good: [
      ['tools/a.mjs', '#!/usr/bin/env node\n/** What it is. */\nf();'],
      ['scenarios/a.yaml', 'version: 1'],
    ],
  },
  {
    rule: 'vague-name',
    bad: ['sim/utils/a.ts', '', 1],
    good: [['sim/commonality.ts', '']],
  },
  {
    rule: 'synonym',
    bad: ['sim/a.ts', 'f();\nconst oooReply = 1;', 2],
    good: [
      ['sim/a.ts', "const oofReply = 'ooo'; // ooo"],
      ['sim/a.ts', 'const { OooReply: oofReply } = row;'],
      ['sim/a.ts', 'const fooo = 1;'],
    ],
  },
  {
    rule: 'function-length',
    bad: ['sim/a.ts', `f();\nconst g = () => {\n${lines(LIMITS.functionLines)}\n};`, 2],
    good: [
      ['sim/a.ts', `function g() {\n${lines(LIMITS.functionLines - 2)}\n}`],
      ['sim/a.test.ts', `describe('a', () => {\n${lines(LIMITS.functionLines)}\n});`],
    ],
  },
  {
    rule: 'columns',
    bad: ['sim/a.ts', `f();\n// ${long}`, 2],
    good: [
      ['sim/a.ts', `// https://example.com/${long}`],
      ['sim/a.ts', `  holds: '${long}',`],
      ['docs/a.md', `| ${long} |`],
    ],
  },
  {
    rule: 'chance',
    bad: ['cli/a.ts', 'f(Math\n  .random());', 1],
    good: [['sim/a.ts', "f(streams.random(), 'Math.random'); // not Math.random"]],
  },
  {
    rule: 'clock',
    bad: ['sim/a.test.ts', 'f();\nf(Date.now());', 2],
    good: [['bench/a.ts', 'performance.now();']],
  },
  {
    rule: 'wall-clock',
    bad: ['model/a.ts', 'f(new Date());', 1],
    good: [
      ['model/a.ts', 'f(new Date(start));'],
      ['tools/a.ts', 'f(new Date());'],
    ],
  },
  {
    rule: 'environment',
    bad: ['sim/a.ts', 'f(process.env.SEED);', 1],
    good: [
      ['properties/setup.ts', 'f(process.env.SEED);'],
      ['vitest.config.ts', 'f(process.env.CI);'],
    ],
  },
  {
    rule: 'console',
    bad: ['reports/a.ts', 'f();\n\nconsole.log(1);', 3],
    good: [['cli/a.ts', 'console.log(1);']],
  },
  {
    rule: 'inexact-math',
    bad: ['sim/a.ts', 'f(Math.log(2));', 1],
    good: [
      ['sim/a.ts', 'f(Math.sqrt(2), Math.floor(2));'],
      ['properties/a.property.ts', 'f(Math.log(2));'],
    ],
  },
  {
    rule: 'power',
    bad: ['sim/a.ts', 'f(2 ** 32);', 1],
    good: [
      ['sim/a.ts', '/** 2 ** 32 */ f(2n ** 64n);'],
      ['bench/a.ts', 'f(2 ** 32);'],
    ],
  },
  {
    rule: 'any',
    bad: ['sim/a.test.ts', 'f(a as any);', 1],
    good: [['sim/a.ts', 'f(a as unknown); // as any']],
  },
  {
    rule: 'default-export',
    bad: ['sim/a.ts', 'f();\nexport default function g() {}', 2],
    good: [
      ['vitest.config.ts', 'export default {};'],
      ['sim/a.ts', 'export const g = 1;'],
    ],
  },
  {
    rule: 're-export',
    bad: ['sim/a.ts', "export * from './b.ts';", 1],
    good: [['sim/a.ts', "import { b } from './b.ts';\nconst c = b;\nexport { c };"]],
  },
  {
    rule: 'enum-namespace',
    bad: ['sim/a.ts', 'f();\nexport enum A { B }', 2],
    good: [['sim/a.ts', "declare module 'plot' {}\nexport type A = 'b';"]],
  },
  {
    rule: 'should',
    bad: ['sim/a.test.ts', "f();\nit.each([1])('should work', () => {});", 2],
    good: [
      ['sim/a.test.ts', "it('works', () => f('should'));"],
      ['sim/a.ts', "it('should work');"],
    ],
  },
  {
    rule: 'suppression',
    bad: ['sim/a.ts', 'f();\n/*\n * @ts-ignore\n */\nf();', 3],
    good: [['sim/a.ts', "f('// @ts-ignore', `// @ts-ignore`);"]],
  },
  {
    rule: 'unfinished',
    bad: ['sim/a.ts', 'f(); // TODO later', 1],
    good: [['sim/a.ts', "f('TODO'); // mastodon"]],
  },
  {
    rule: 'forbidden-text',
    bad: ['docs/a.md', `Fine.\nIt lies in ${place}.`, 2],
    good: [
      ['sim/a.test.ts', `f('../${pool}');`],
      ['docs/a.md', 'A path such as src/work, a registry. And a share.'],
    ],
  },
];

const synonyms = tidy.readSynonyms(
  ['| term | in code | never |', '|---|---|---|', '| OOF | `oof` | `ooo`, holiday |'].join('\n'),
);
const linesOf = (rule: string, path: string, text: string) =>
  tidy
    .check(path, text, synonyms)
    .filter((violation) => violation.rule === rule)
    .map((violation) => violation.line);

describe('house rules', () => {
  // That they hold in the whole tree is a question of `npm run check`.
  it('were asked of this very file, and of more than 20 others', () => {
    const files = tidy.listFiles(tidy.root);
    expect(files).toContain('tools/tidy.test.ts');
    expect(files.length).toBeGreaterThan(20);
    expect(files.filter((path) => path.startsWith('node_modules/'))).toEqual([]);
  });

  it('are each tried below, and no other', () => {
    expect(trials.map(({ rule }) => rule)).toEqual(RULES.map(({ name }) => name));
  });

  it.each(trials)('$rule fires on a planted violation', ({ rule, bad: [path, text, line] }) => {
    expect(linesOf(rule, path, text)).toEqual([line]);
  });

  it.each(trials)('$rule leaves its neighbours alone', ({ rule, good }) => {
    for (const [path, text] of good)
      expect({ path, text, at: linesOf(rule, path, text) }).toEqual({ path, text, at: [] });
  });

  it.each([
    ['sim/helpers.ts', 'vague-name', ''],
    ['sim/a.ts', 'clock', 'performance.now();'],
    ['sim/a.ts', 'wall-clock', 'f(Date());'],
    ['sim/a.ts', 'power', 'a **= 2;'],
    ['sim/a.ts', 'any', 'f(<any>a);'],
    ['sim/a.ts', 'default-export', 'export default 1;'],
    ['sim/a.ts', 're-export', "export { b } from './b.ts';"],
    ['sim/a.ts', 'enum-namespace', 'namespace A {}'],
    ['sim/a.ts', 'unfinished', '/** FIXME */'],
    ['sim/a.ts', 'forbidden-text', `f('../${pool}');`],
    ['sim/a.test.ts', 'forbidden-text', `f('${place}');`],
    ['docs/a.md', 'forbidden-text', `from ${host}`],
  ])('in %s, %s also fires on: %s %s', (path, rule, text) => {
    expect(linesOf(rule, path, text)).toEqual([1]);
  });
});

describe('ratchet', () => {
  const violation = { rule: 'power', path: 'sim/a.ts', line: 7, what: '**', use: 'a product' };

  it('passes when every rule is exactly at its ceiling', () => {
    expect(tidy.judge([], {})).toEqual([]);
    expect(tidy.judge([violation], { power: 1 })).toEqual([]);
  });

  it('prints each place when a rule is above its ceiling', () => {
    expect(tidy.judge([violation], {})).toEqual([
      'sim/a.ts:7: **, use a product',
      'power: 1 violations, at most 0 are allowed',
    ]);
  });

  it('asks for a lower ceiling when a rule is below it', () => {
    expect(tidy.judge([violation], { power: 3 })).toEqual([
      'tools/tidy-violations.json: lower "power" from 3 to 1',
    ]);
  });

  it('refuses a ceiling for a rule that does not exist', () => {
    const said = ['tools/tidy-violations.json: no rule is called "gravity"'];
    expect(tidy.judge([], { gravity: 0 })).toEqual(said);
  });
});

describe('glossary', () => {
  it('names the term to use instead', () => {
    const [found] = tidy.check('sim/a.ts', '/** A. */\nconst ooo = 1;', synonyms);
    expect(found && tidy.print(found)).toBe('sim/a.ts:2: "ooo", use "oof" (docs/GLOSSARY.md)');
  });

  it('leaves words without backticks to the reviewer', () => {
    expect(synonyms.has('holiday')).toBe(false);
  });

  it('of this tree forbids words, and none that it uses itself', () => {
    const markdown = readFileSync(join(tidy.root, 'docs/GLOSSARY.md'), 'utf8');
    const never = tidy.readSynonyms(markdown);
    expect(never.get('vacation')).toBe('"oof" (docs/GLOSSARY.md)');
    expect([...never.keys()].filter((word) => never.get(word)?.startsWith(`"${word}"`))).toEqual(
      [],
    );
  });
});

describe('files', () => {
  it('are found by walking the folder where git is absent', () => {
    const where = mkdtempSync(join(tmpdir(), 'recall-lab-tidy-'));
    try {
      for (const folder of ['sim', 'node_modules']) {
        mkdirSync(join(where, folder));
        writeFileSync(join(where, folder, 'a.ts'), 'f();\n');
      }
      expect(tidy.listFiles(where)).toEqual(['sim/a.ts']);
      expect(tidy.checkTree(where).map(({ rule }) => rule)).toEqual(['header']);
    } finally {
      rmSync(where, { recursive: true, force: true });
    }
  });
});
