/**
 * Bundles the command line into dist/: cli/main.ts becomes cli.mjs, lazy imports become chunks, and
 * what a thread runs is an entry of its own, worker.mjs.
 *
 * Why: running the TypeScript sources through tsx costs five times the start-up of a bundle, and
 * an installed package has neither tsx nor the sources. Commands are imported lazily, so they are
 * split into chunks: `--help` then reads the entry alone.
 *
 * Never: fail an install. npm runs this file as `prepare`, also in a tree without a command line
 * and in an installation without development dependencies; both are said and are no error. A
 * bundle that could be built and is not is an error, and leaves the previous dist/ as it was.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const entry = 'cli/main.ts';
const shebang = '#!/usr/bin/env node\n';

/** CommonJS packages call `require`, which an ES module does not have. */
const requireForCommonJs =
  "import { createRequire as __createRequire } from 'node:module';\n" +
  'const require = __createRequire(import.meta.url);';

await main();

async function main() {
  if (!existsSync(join(root, entry))) {
    console.log(`bundle: nothing to do, there is no ${entry} yet`);
    return;
  }
  const esbuild = await loadEsbuild();
  if (esbuild === undefined) {
    console.log(
      'bundle: skipped, esbuild is not installed (development dependencies were left out)',
    );
    return;
  }
  const started = process.hrtime.bigint();
  const files = await bundle(esbuild);
  await write(files);
  const ms = (process.hrtime.bigint() - started) / 1_000_000n;
  console.log(`bundle: wrote dist/cli.mjs and ${files.length - 1} chunks in ${ms} ms`);
}

/** Returns undefined only when the package itself is absent; any other failure is thrown. */
async function loadEsbuild() {
  try {
    return await import('esbuild');
  } catch (error) {
    if (error.code === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

/** Everything is built in memory first, so that a failing build keeps the dist/ that worked. */
async function bundle(esbuild) {
  try {
    const { outputFiles } = await esbuild.build({
      absWorkingDir: root,
      entryPoints: { cli: entry, worker: 'cli/worker.ts' },
      outdir: dist,
      outExtension: { '.js': '.mjs' },
      chunkNames: 'chunks/[name]-[hash]',
      bundle: true,
      splitting: true,
      write: false,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      charset: 'utf8',
      minifyWhitespace: true,
      minifySyntax: true,
      sourcemap: false,
      logLevel: 'info',
      banner: { js: requireForCommonJs },
      define: {
        RECALL_LAB_MODEL: JSON.stringify(await modelVersion()),
        RECALL_LAB_TABLES: JSON.stringify(await tables(esbuild)),
      },
    });
    return outputFiles;
  } catch (error) {
    if (error.errors === undefined) throw error;
    process.exit(1); // esbuild has printed each error with its place
  }
}

/** What XState answers of every machine: asked here once, so that no start has to ask. */
async function tables(esbuild) {
  const { outputFiles } = await esbuild.build({
    absWorkingDir: root,
    stdin: {
      contents:
        "import { tabulateAll } from './model/model.ts';" +
        "import { packTables } from './model/packed.ts';" +
        'export const text = packTables(tabulateAll());',
      resolveDir: root,
      loader: 'ts',
    },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    target: 'node20',
  });
  const source = Buffer.from(outputFiles[0].contents).toString('base64');
  return (await import(`data:text/javascript;base64,${source}`)).text;
}

/** A fingerprint of every source that decides a row of results. */
async function modelVersion() {
  const hash = createHash('sha256');
  for (const folder of ['model', 'scenarios', 'sim']) {
    const names = await readdir(join(root, folder), { recursive: true });
    const sources = names.map((name) => name.replaceAll('\\', '/')).sort();
    for (const name of sources) {
      if (!name.endsWith('.ts') || name.endsWith('.test.ts')) continue;
      hash.update(`${folder}/${name}\0`).update(await readFile(join(root, folder, name)));
    }
  }
  return hash.digest('hex').slice(0, 16);
}

async function write(files) {
  await rm(dist, { recursive: true, force: true });
  for (const file of files) {
    await mkdir(dirname(file.path), { recursive: true });
    const isEntry = file.path === join(dist, 'cli.mjs');
    const needsShebang = isEntry && !file.text.startsWith('#!');
    await writeFile(file.path, needsShebang ? shebang + file.text : file.contents);
    if (isEntry) await chmod(file.path, 0o755);
  }
}
