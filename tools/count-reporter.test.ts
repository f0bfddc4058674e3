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
import { closingLine } from './count-reporter.ts';

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

  it('counts a run in which everything passes, and is its last line', () => {
    const found = runVitest({ 'a.test.ts': "it('a', () => {});" });
    expect(found).toEqual({ status: 0, last: '1 passed, 0 failed' });
  });

  const holds = "it('holds', () => {});";
  const fails = "it('canary', () => { throw 1; });";

  it.each([
    ['without canaries', { 'a.property.ts': holds, 'b.property.ts': holds }, '2 passed, 1 failed'],
    [
      'whose canaries live',
      { 'a.property.ts': holds, 'canary.property.ts': fails },
      '1 passed, 2 failed',
    ],
    [
      'whose canaries are left out',
      { 'a.property.ts': holds, 'canary.property.ts': "it.skip('canary', () => {});" },
      '1 passed, 1 failed, 1 skipped',
    ],
  ])('voids a run of properties %s', (_, files, last) => {
    expect(runVitest(files as Record<string, string>)).toEqual({ status: 1, last });
  });

  it.each([
    [{ 'a.property.ts': holds }, '1 passed, 0 failed'],
    [{ 'a.property.ts': holds, 'canary.property.ts': holds }, '2 passed, 0 failed'],
  ])('leaves one file, or a run with canaries, alone', (files, last) => {
    expect(runVitest(files as Record<string, string>)).toEqual({ status: 0, last });
  });

  it('does not call a run without tests a success', () => {
    expect(runVitest({})).toEqual({ status: 1, last: '0 passed, 1 failed' });
  });
});
