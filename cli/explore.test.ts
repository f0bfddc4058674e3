/** `recall-lab explore` as a process: verdicts, exit status, files, interruption. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const cli = join(import.meta.dirname, '../dist/cli.mjs');
const folder = mkdtempSync(join(tmpdir(), 'recall-lab-explore-'));

const narrow = { ...process.env, COLUMNS: '50' };

function run(...words: string[]) {
  return spawnSync('node', [cli, ...words], { cwd: folder, encoding: 'utf8', env: narrow });
}

const small = (expectation: string): string => `version: 1
name: One message, one reader
profile: cloud-2025-05
tenant:
  OrganizationConfig: { RecallReadMessagesEnabled: false }
  AcceptedDomain: [ { DomainName: contoso.com } ]
  Mailbox:
    - { PrimarySmtpAddress: ana@contoso.com }
    - { PrimarySmtpAddress: ben@contoso.com }
timeline:
  - { at: 0s, send: { id: m1, from: ana@contoso.com, to: [ben@contoso.com] } }
  - { at: 5m, read: { message: m1, mailbox: ben@contoso.com } }
  - { at: 10m, recall: { id: r1, message: m1 } }
expect:
  - ${expectation}
`;
writeFileSync(join(folder, 'true.yaml'), small('{ recall: r1, status: accepted }'));
writeFileSync(
  join(folder, 'false.yaml'),
  small('{ recall: r1, recipient: ben@contoso.com, outcome: failed, reason: already-read }'),
);

describe('explore', () => {
  it('proves a bundled world, the same bytes twice', () => {
    const words = ['--world', 'messages', '--check'];
    const { status, stdout, stderr } = run('explore', ...words);
    expect(status, stderr).toBe(0);
    expect(stdout).toMatch(/proved for these\s+worlds/);
    expect(stdout.split('\n').filter((line) => line.length > 50)).toEqual([]);
    expect(stderr).toMatch(/world steps in .* a second/);
  });

  it('is answered by XState as by the tables', () => {
    const words = ['explore', 'true.yaml', '--format', 'json', '--quiet'];
    const byTable = run(...words);
    expect(byTable.status).toBe(1);
    expect(run(...words, '--stepper', 'xstate').stdout).toBe(byTable.stdout);
  });

  it('finds an order in which the file does not come true, and writes it as a scenario', () => {
    const found = run('explore', 'false.yaml', '--out', 'found', '--format', 'json');
    expect(found.status, found.stderr).toBe(1);
    const [file] = readdirSync(join(folder, 'found')).filter((name) => name.endsWith('.yaml'));
    const again = run('replay', join('found', file ?? ''));
    expect(again.status).toBe(1);
    expect(again.stdout).toContain('is not met');
  });

  it('is inconclusive at its bound, which is trouble, and says how to do it again', () => {
    const words = ['--states', '3', '--assume', 'secondRecall=ignore'];
    const { status, stdout } = run('explore', 'true.yaml', ...words);
    expect(status).toBe(2);
    expect(stdout).toContain('inconclusive');
    expect(stdout).toContain(
      'reproduce:  recall-lab explore true.yaml --states 3 --assume secondRecall=ignore',
    );
  });

  it('refuses what is no scenario, and no world', () => {
    const missing = run('explore', 'missing.yaml');
    expect(missing.status).toBe(2);
    expect(missing.stderr).toContain('does not exist');
    const unknown = run('explore', '--world', 'nope');
    expect(unknown.status).toBe(2);
    expect(unknown.stderr).toContain('core, roads');
    expect(run('explore', 'true.yaml', '--world', 'core').status).toBe(2);
  });

  it('ends with what is known so far when it is interrupted', async () => {
    const child = spawn('node', [cli, 'explore', '--world', 'core', '--apart'], { cwd: folder });
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
    });
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    child.kill('SIGINT');
    const status = await new Promise((resolve) => child.on('close', resolve));
    expect(status).toBe(2);
    expect(text).toContain('the result is incomplete');
    expect(text).toContain('inconclusive');
    expect(text).not.toContain('paths');
  });
});
