/**
 * `validate` as a command: its table, its exit status, and that it is of the defaults only.
 */
import { expect, it, vi } from 'vitest';
import type { Terminal } from './terminal.ts';
import { type ValidateOptions, validateCommand } from './validate.ts';

let outs: string[] = [];
let complaints: string[] = [];
vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
  complaints.push(String(text));
  return true;
});

const terminal: Terminal = {
  out: (text) => outs.push(text),
  remark: () => {},
  progress: () => {},
  width: 90,
  colour: false,
  style: (_, text) => text,
  interrupted: () => false,
};

const options = (more: Partial<ValidateOptions> = {}): ValidateOptions => ({
  format: 'text',
  assume: [],
  replications: 32,
  movers: false,
  ...more,
});

it('prints a row for each published result, and status 1 while an outcome is open', async () => {
  expect(await validateCommand(options(), terminal)).toBe(1);
  const lines = outs.join('').split('\n');
  expect(lines.filter((line) => line.length > 90 && !line.startsWith('again: '))).toEqual([]);
  const heads = lines.filter((line) => /^ {1,2}\d+ (met|not m|undecided)/.test(line));
  expect(heads).toHaveLength(14);
  expect(heads[0]).toMatch(/^ {2}1 (not met|undecided): 40 % on average/);
  expect(lines.join('\n')).toContain('comes out of the model; nothing was fitted to it');
  expect(lines.join('\n')).toContain('proves the sampler only; fitted: broadcastRead');
});

it('refuses what would make it a validation of something else', async () => {
  [outs, complaints] = [[], []];
  expect(await validateCommand(options({ assume: ['secondRecall=ignore'] }), terminal)).toBe(2);
  expect(await validateCommand(options({ profile: 'classic' }), terminal)).toBe(2);
  expect(await validateCommand(options({ replications: 1 }), terminal)).toBe(2);
  expect(await validateCommand(options({ format: 'html' }), terminal)).toBe(2);
  expect(complaints.join('')).toMatch(/--assume[\s\S]*--profile[\s\S]*--replications[\s\S]*html/);
  expect(outs).toEqual([]);
});

it('has the confidence of its limits in CSV, and none where nothing was estimated', async () => {
  [outs, complaints] = [[], []];
  expect(await validateCommand(options({ format: 'csv' }), terminal)).toBe(1);
  const [head = '', ...rows] = outs.join('').split('\r\n');
  expect(head).toContain(',unit,confidence,method,');
  const of = (part: string): string[] => rows.filter((row) => row.includes(part));
  expect(of('everybody in Outlook for Windows')).toHaveLength(2);
  for (const row of of('everybody in Outlook for Windows')) expect(row).toContain(',share,0.95,');
  expect(of('seats that give')[0]).toContain(',count,,computed,');
});

it('says in every format that it was cut off', async () => {
  for (const format of ['text', 'markdown', 'csv', 'json'] as const) {
    [outs, complaints] = [[], []];
    const cut: Terminal = { ...terminal, interrupted: () => true };
    expect(await validateCommand(options({ format }), cut)).toBe(2);
    expect(outs.join(''), format).toMatch(/INCOMPLETE|incomplete": true|\nincomplete,/);
  }
});
