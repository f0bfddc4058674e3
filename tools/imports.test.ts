/**
 * The import matrix (.dependency-cruiser.cjs) notices each kind of breach. That this tree has none
 * is `npm run check`’s to say.
 *
 * Why: dependency-cruiser reports success when it reads no file at all, which happens silently when
 * it finds no TypeScript compiler; so the number of files read is asserted, and every rule must
 * fire in a small planted tree.
 *
 * Never: read this repository's files through anything but the cruiser itself.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
const config = join(root, '.dependency-cruiser.cjs');
const folders = 'model scenarios sim reports cli properties bench tools'.split(' ');

interface Cruise {
  violations: string[];
  cruised: number;
}

function cruise(where: string): Cruise {
  const present = folders.filter((folder) => existsSync(join(where, folder)));
  const args = [cruiser, '--config', config, '--output-type', 'json', ...present];
  const child = spawnSync(process.execPath, args, {
    cwd: where,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  if (!child.stdout.startsWith('{')) throw new Error(`dependency-cruiser failed:\n${child.stderr}`);
  const { summary, modules } = JSON.parse(child.stdout);
  return {
    violations: summary.violations.map(
      (v: { rule: { name: string }; from: string; to: string }) =>
        `${v.rule.name}: ${v.from} -> ${v.to}`,
    ),
    cruised: modules.filter((m: { source: string }) => /^\w+\/.*\.[cm]?ts$/.test(m.source)).length,
  };
}

/** A tree of the same shape. The first file of an entry of `breaches` breaks exactly that rule. */
const allowed: Record<string, string> = {
  'model/copy.ts': 'export const copy = 1;',
  'model/copy.test.ts': "import 'node:fs'; import 'xstate'; import '../sim/run.ts';",
  'model/machines/copy.ts': "import 'xstate'; import '../copy.ts';",
  'model/machines/dialect.ts': "import type { Machine } from 'xstate'; export type M = Machine;",
  'model/interpret.ts': "import 'xstate'; import './machines/copy.ts';",
  'scenarios/read.ts': "import 'node:fs'; import 'yaml'; import '../model/copy.ts';",
  'scenarios/import/csv.ts': "import 'node:fs'; import 'csv-parse';",
  'sim/run.ts': "import '../model/copy.ts'; import '../scenarios/read.ts';",
  'reports/build.ts': "import '../sim/run.ts';",
  'cli/main.ts': "import 'node:fs'; import 'commander'; import '../reports/build.ts';",
  'properties/copy.property.ts': "import 'fast-check'; import './harness.ts';",
  'properties/harness.ts': "import 'node:fs'; import '../sim/run.ts';",
  'bench/step.ts': "import 'node:os'; import 'benchmark'; import '../sim/run.ts';",
  'tools/trace.ts': "import 'node:fs'; import 'typescript'; import '../model/copy.ts';",
};

const breaches: Record<string, Record<string, string>> = {
  'model-folders': { 'model/a.ts': "import '../sim/run.ts';" },
  'model-packages': { 'model/b.ts': "import 'xstate';" },
  'machines-packages': { 'model/machines/c.ts': "import 'yaml';" },
  'html-packages': { 'model/html.ts': "import 'yaml';" },
  'scenarios-folders': {
    'scenarios/d.ts': "import type { T } from '../sim/e.ts'; export type D = T;",
  },
  'scenarios-packages': { 'scenarios/e.ts': "import 'xstate';" },
  'sim-folders': { 'sim/e.ts': "import '../tools/trace.ts'; export type T = 1;" },
  'sim-packages': { 'sim/f.ts': "import 'xstate';" },
  'reports-folders': { 'reports/g.ts': "import '../cli/main.ts';" },
  'reports-packages': { 'reports/h.ts': "import 'commander';" },
  'cli-folders': { 'cli/i.ts': "import '../properties/harness.ts';" },
  'cli-packages': { 'cli/j.ts': "import 'fast-check';" },
  'properties-folders': { 'properties/k.ts': "import '../tools/trace.ts';" },
  'properties-packages': { 'properties/l.ts': "import 'yaml';" },
  'bench-folders': { 'bench/m.ts': "import '../properties/harness.ts';" },
  'bench-packages': { 'bench/n.ts': "import 'xstate';" },
  'tools-folders': { 'tools/o.ts': "import '../bench/step.ts';" },
  'judge-is-independent': { 'properties/judge/u.ts': "import '../../model/copy.ts';" },
  'no-built-ins': { 'sim/p.ts': "import 'node:fs';" },
  'no-unresolvable': { 'sim/q.ts': "import './nowhere.ts';" },
  'no-imports-of-tests': { 'sim/r.ts': "import '../model/copy.test.ts';" },
  'no-cycles': {
    'sim/s.ts': "import type { T } from './t.ts'; export type S = T;",
    'sim/t.ts': "import type { S } from './s.ts'; export type T = S;",
  },
};

const packages = 'xstate yaml csv-parse commander fast-check benchmark typescript'.split(' ');

function plant(where: string, files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(where, path)), { recursive: true });
    writeFileSync(join(where, path), `${text}\n`);
  }
}

function plantPackages(where: string): void {
  const dependencies = Object.fromEntries(packages.map((name) => [name, '1.0.0']));
  plant(where, { 'package.json': JSON.stringify({ name: 'planted', dependencies }) });
  for (const name of packages) {
    plant(join(where, 'node_modules', name), {
      'package.json': JSON.stringify({ name, version: '1.0.0', main: 'index.js' }),
      'index.js': 'exports.Machine = 1;',
    });
  }
}

describe('imports of a planted tree', { timeout: 60_000 }, () => {
  const where = mkdtempSync(join(tmpdir(), 'recall-lab-imports-'));
  afterAll(() => rmSync(where, { recursive: true, force: true }));

  it('pass where the matrix allows them', () => {
    plantPackages(where);
    plant(where, allowed);
    const { violations, cruised } = cruise(where);
    expect(violations).toEqual([]);
    expect(cruised).toBe(Object.keys(allowed).length);
  });

  it('break each rule by the file that was planted for it', () => {
    for (const files of Object.values(breaches)) plant(where, files);
    const { violations } = cruise(where);
    const broken = new Set(violations.map((line) => line.replace(/ ->.*/, '')));
    const planted = Object.entries(breaches).map(
      ([rule, files]) => `${rule}: ${Object.keys(files)[0]}`, // a cycle is reported once
    );
    expect([...broken].sort()).toEqual(planted.sort());
  });

  it('leave no rule of the matrix untried', async () => {
    const { default: rules } = await import(config);
    const names = rules.forbidden.map((rule: { name: string }) => rule.name);
    const unbreakable = ['tools-packages']; // tools may import any package
    expect([...Object.keys(breaches), ...unbreakable].sort()).toEqual(names.sort());
  });
});
