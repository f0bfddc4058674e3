/**
 * The closing line of a test run, read from real runs of vitest on small planted projects.
 *
 * Why: the build machine adds these numbers up. A run that fails with `0 failed` would be believed.
 *
 * Never: imitate vitest's objects here; their meaning is what may change.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { canaryLack, closingLine } from './count-reporter.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Runs vitest in a folder of its own, and returns its exit status and the last line it printed. */
function runVitest(files: Record<string, string>): { status: number | null; last: string } {
  const where = mkdtempSync(join(tmpdir(), 'recall-lab-count-'));
  const reporter = JSON.stringify(join(root, 'tools/count-reporter.ts'));
  const config = `import { CountReporter } from ${reporter};
    const include = ['*.{test,property}.ts'];
    const reporters = ['default', new CountReporter()];
    export default { test: { globals: true, include, reporters } };`;
  try {
    writeFileSync(join(where, 'vitest.config.ts'), config);
    for (const [name, text] of Object.entries(files)) writeFileSync(join(where, name), text);
    const vitest = join(root, 'node_modules/vitest/vitest.mjs');
    const args = [vitest, 'run', '--root', where, '--maxWorkers', '1'];
    const child = spawnSync(process.execPath, args, { cwd: where, encoding: 'utf8' });
    return { status: child.status, last: child.stdout.trimEnd().split('\n').at(-1) ?? '' };
  } finally {
    rmSync(where, { recursive: true, force: true });
  }
}

describe('closing line', { timeout: 60_000 }, () => {
  it('names skipped tests only when there are some', () => {
    expect(closingLine({ passed: 3, failed: 0, skipped: 0 })).toBe('3 passed, 0 failed');
    expect(closingLine({ passed: 3, failed: 1, skipped: 2 })).toBe('3 passed, 1 failed, 2 skipped');
  });

  it('counts tests, each file that does not load, each broken hook and each stray error', () => {
    const found = runVitest({
      'a.test.ts': "it('a', () => {}); it('b', () => { throw 1; }); it.skip('c', () => {});",
      'broken.test.ts': "import './nowhere.ts';",
      'hook.test.ts': "describe('d', () => { afterAll(() => { throw 1; }); it('e', () => {}); });",
      'stray.test.ts':
        "it('f', () => { setTimeout(() => { throw 1; }); return new Promise((r) => setTimeout(r, 50)); });",
    });
    expect(found).toEqual({ status: 1, last: '3 passed, 4 failed, 1 skipped' });
  });

  const holds = "it('holds', () => {});";

  it('counts a run in which everything passes, and is its last line', () => {
    const found = runVitest({ 'a.property.ts': holds, 'canary.property.ts': holds });
    expect(found).toEqual({ status: 0, last: '2 passed, 0 failed' });
  });

  it('voids a run of properties without canaries', () => {
    const found = runVitest({ 'a.property.ts': holds, 'b.property.ts': holds });
    expect(found).toEqual({ status: 1, last: '2 passed, 1 failed' });
  });

  const run = (...states: string[]) => [
    { file: '/a.property.ts', states: ['passed'] },
    { file: '/canary.property.ts', states },
  ];

  it.each([
    [run('failed', 'passed'), 'a false sentence was not refuted'],
    [run('skipped', 'passed'), 'the canaries did not run; name one file if you filter'],
    [run(), 'canary.property.ts has no canaries'],
    [run('passed'), null],
    [run('failed').slice(0, 1), null],
    [[{ file: '/a.test.ts', states: [] }, ...run().slice(0, 1)], null],
  ])('voids a run whose canaries live or are left out: case %#', (files, lack) => {
    expect(canaryLack(files)).toBe(lack);
  });

  it('does not call a run without tests a success', () => {
    expect(runVitest({})).toEqual({ status: 1, last: '0 passed, 1 failed' });
  });
});
