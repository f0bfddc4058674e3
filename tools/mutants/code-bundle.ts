/**
 * The bundle of all mutants of code: the model with a switch at each place, and what is asked about
 * it. Written to out/, and loaded by `code-mutants.ts`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { type CodeMutant, switched } from './code-operators.ts';

const root = join(import.meta.dirname, '../..');

/** The files of the model that decide; rows, machines and rules are altered elsewhere. */
const decides = [
  /^model\/facts[^/]*\.ts$/,
  /^model\/world\/[^/]*\.ts$/,
  /^model\/org\/(?!settings|kinds)[^/]*\.ts$/,
  /^model\/(address|assumptions|decision|domains|profile|protection|windows)\.ts$/,
];

/** Tests that ask nothing of the model, start processes, or hold against a pinned file. */
const unasked = [
  'properties/canary.property.ts',
  'properties/mutants.test.ts',
  'model/machines/tables.test.ts',
  'model/rules/evidence.test.ts',
  'sim/explore/state-counts.test.ts',
  'scenarios/library.test.ts',
];

/** Files of the tree, without node_modules, in order. */
function filesBelow(...folders: string[]): string[] {
  return folders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
        .filter((entry) => entry.isFile())
        .map((entry) => relative(root, join(entry.parentPath, entry.name))),
    )
    .sort();
}

/** The files that are altered. */
function sources(): string[] {
  return filesBelow('model').filter(
    (file) => !file.endsWith('.test.ts') && decides.some((pattern) => pattern.test(file)),
  );
}

/** The files of tests that are asked. */
function testFiles(): string[] {
  const found = filesBelow('model', 'scenarios', 'sim', 'properties');
  return found.filter((file) => /\.(test|property)\.ts$/.test(file) && !unasked.includes(file));
}

/** Writes the bundle; the path of it. */
export async function writeBundle(found: CodeMutant[]): Promise<string> {
  const texts = new Map(
    sources().map((file) => [
      join(root, file),
      switched(file, readFileSync(join(root, file), 'utf8'), found),
    ]),
  );
  const outfile = join(root, 'out/code-mutants.mjs');
  const files = testFiles().map((file) => `${JSON.stringify(file)}: () => import('./${file}'),`);
  const contents = [
    `export * from './properties/mutants/judged.ts';`,
    `export const files = {${files.join('\n')}};`,
  ].join('\n');
  await build({
    stdin: { contents, resolveDir: root, loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    outfile,
    logLevel: 'error',
    plugins: [places(texts)],
  });
  return outfile;
}

/** Loads altered texts, lets each module know where it lies, and puts the collector for vitest. */
function places(texts: ReadonlyMap<string, string>): Plugin {
  const collector = join(root, 'properties/mutants/collected-tests.ts');
  return {
    name: 'mutants',
    setup: ({ onLoad, onResolve }) => {
      onResolve({ filter: /^vitest$/ }, ({ importer }) =>
        importer === collector ? { path: 'vitest', external: true } : { path: collector },
      );
      onLoad({ filter: /\.ts$/ }, ({ path }) => {
        if (path.includes('node_modules')) return undefined;
        const text = texts.get(path) ?? readFileSync(path, 'utf8');
        const contents = text
          .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)))
          .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href));
        return { contents, loader: 'ts' };
      });
    },
  };
}
