/**
 * The documentation is executed: every command line of the README runs, its scenario passes, its
 * figures are those that the product prints.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isThorough } from './thorough.ts';

const root = join(import.meta.dirname, '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const cli = join(root, 'dist/cli.mjs');

/** The contents of the fenced blocks of one language. */
function blocks(language: string): string[] {
  const fence = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm');
  return [...readme.matchAll(fence)].map(([, text]) => text ?? '');
}

/** A folder as a user has it after the README's steps: a clone with `mine.yaml` in it. */
function workshop(): string {
  const folder = mkdtempSync(join(tmpdir(), 'recall-lab-docs-'));
  symlinkSync(join(root, 'scenarios'), join(folder, 'scenarios'));
  writeFileSync(join(folder, 'mine.yaml'), blocks('yaml')[0] ?? '');
  return folder;
}

const lines = blocks('sh').flatMap((block) => block.trim().split('\n'));
const commands = lines.filter((line) => line.startsWith('npx recall-lab '));

/** Those that take seconds are for the build machine. */
const run = commands.filter(
  (line) => isThorough || !/ scenarios\/library( |$)|\/studies\//.test(line),
);

describe('the README', () => {
  it('has commands to run, and nothing else but the two that set everything up', () => {
    const setUp = lines.filter((line) => !line.startsWith('npx recall-lab '));
    expect(setUp).toEqual(['npm ci && npm start', 'npm ci && npm test']);
    expect(commands.length).toBeGreaterThan(4);
  });
  it('is tested against a bundle that exists', () => {
    expect(existsSync(cli)).toBe(true);
  });
  it.each(run)('%s', (command) => {
    const words = command.split(' ').slice(2);
    const { status, stderr, stdout } = spawnSync('node', [cli, ...words], {
      maxBuffer: 64 * 1024 * 1024,
      cwd: workshop(),
      encoding: 'utf8',
    });
    const moved = command.includes('--assume ');
    expect(status, stderr).toBe(moved ? 1 : 0);
    expect(stdout.length).toBeGreaterThan(100);
  });
  it('shows figures, which the build machine compares with what npm start prints', () => {
    const printed = join(mkdtempSync(join(tmpdir(), 'recall-lab-docs-')), 'start.out');
    const compare = () =>
      spawnSync('node', [join(root, 'tools/readme-figures.mjs'), printed], { encoding: 'utf8' });
    const shown = blocks('text')[0] ?? '';
    writeFileSync(printed, shown);
    expect(compare().status).toBe(0);
    writeFileSync(printed, shown.replace('%', ''));
    expect(compare()).toMatchObject({ status: 1, stdout: expect.stringContaining('recalled') });
  });
});
