/**
 * Bundles the benchmarks and runs them in a process of their own.
 *
 * Why: through tsx a process holds a compiler, and its memory is no measure of what it runs. Nor is
 * it where the text of all cases lies in one file, so each is a chunk that is read when it is run.
 *
 * Never: measure anything here.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

await build({
  absWorkingDir: root,
  entryPoints: { bench: 'bench/main.ts' },
  outdir: 'dist/bench',
  outExtension: { '.js': '.mjs' },
  splitting: true,
  // Chunks lie elsewhere than the sources that look for files beside them.
  define: {
    'import.meta.dirname': JSON.stringify(fileURLToPath(new URL('../bench', import.meta.url))),
  },
  bundle: true,
  external: ['benchmark', 'graphology'],
  platform: 'node',
  format: 'esm',
  target: 'node20',
  logLevel: 'error',
  banner: {
    js:
      "import { createRequire as __createRequire } from 'node:module';\n" +
      'const require = __createRequire(import.meta.url);',
  },
});
const args = ['dist/bench/bench.mjs', ...process.argv.slice(2)];
const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
process.exitCode = status ?? 2;
