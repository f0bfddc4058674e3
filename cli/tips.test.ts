/** `recall-lab tips` as a process: what it prints, and what it refuses. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const cli = join(import.meta.dirname, '../dist/cli.mjs');
const folder = mkdtempSync(join(tmpdir(), 'recall-lab-tips-'));
writeFileSync(
  join(folder, 'contoso.yaml'),
  `AcceptedDomain: [{ DomainName: contoso.com }]
Mailbox:
  - { PrimarySmtpAddress: ana@contoso.com }
  - { PrimarySmtpAddress: ben@contoso.com, Name: Ben, MailTip: Ask Cem }
`,
);

function tips(...words: string[]) {
  const env = { ...process.env, COLUMNS: '50' };
  return spawnSync('node', [cli, 'tips', ...words], { cwd: folder, encoding: 'utf8', env });
}

describe('tips', () => {
  it('prints what a draft would show, as text and as data', () => {
    const words = ['--tenant', 'contoso.yaml', '--from', 'ana@contoso.com'];
    const text = tips(...words, '--to', 'Ben,gone@contoso.com');
    expect(text.status, text.stderr).toBe(0);
    expect(text.stdout).toContain('Ask Cem');
    expect(text.stdout).toContain('[invalid-recipient]');
    expect(text.stdout.split('\n').filter((line) => line.length > 50)).toEqual([]);
    const web = tips(...words, '--to', 'ben@contoso.com', '--client', 'owa', '--format', 'json');
    expect(JSON.parse(web.stdout)).toMatchObject({
      lookups: 0,
      tips: [{ tip: 'custom', recipient: 'ben@contoso.com', text: 'Ask Cem' }],
    });
  });

  it('names everything that is wrong at once', () => {
    const { status, stderr } = tips('--from', 'ana@contoso.com', '--cc', 'Ben', '--size', 'big');
    expect(status).toBe(2);
    expect(stderr).toContain('--cc: "Ben" is no address');
    expect(stderr).toContain('--size: "big" is no size');
    expect(tips('--from', 'ana@contoso.com').stderr).toContain('no recipient');
    expect(tips('--from', 'a@b.c', '--to', 'b@b.c', '--tenant', 'x').stderr).toContain('not exist');
  });
});
