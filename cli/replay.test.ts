/**
 * `replay` as a caller sees it: exit status, what goes where, bad files among good ones, Ctrl-C.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CommonOptions } from './options.ts';
import { anonymise, builtFormats } from './options.ts';
import { replayCommand } from './replay.ts';
import type { Terminal } from './terminal.ts';

const root = join(import.meta.dirname, '..');
const cli = join(root, 'dist/cli.mjs');
const library = join(root, 'scenarios/library');

/** Every twentieth question of the library: what a process does is the same for any number. */
const some = mkdtempSync(join(tmpdir(), 'recall-lab-some-'));
const questions = readdirSync(library).filter((name) => name.endsWith('.yaml'));
for (const file of questions.sort().filter((_, index) => index % 20 === 0)) {
  cpSync(join(library, file), join(some, file));
}

/** The library as JSON is larger than what a child may print by default. */
const BYTES_MAX = 64 * 1024 * 1024;

const base = `version: 1
name: one
tenant:
  AcceptedDomain: [{ DomainName: contoso.com }]
  Mailbox: [{ PrimarySmtpAddress: ana@contoso.com }, { PrimarySmtpAddress: ben@contoso.com }]
timeline:
  - { at: 0s, send: { id: m1, from: ana@contoso.com, to: [ben@contoso.com] } }
  - { at: 5m, recall: { id: r1, message: m1 } }
`;
const good = `${base}expect:\n  - { recall: r1, recipient: ben@contoso.com, outcome: recalled }\n`;
const wrong = good.replace('outcome: recalled', 'outcome: failed');
const bad = base.replace('send:', 'snd:');

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'recall-lab-cli-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

const options: CommonOptions = { stepper: 'table', format: 'json', assume: [] };

/** A terminal that remembers, and is interrupted after so many questions. */
function fakeTerminal(interruptedAfter = Number.POSITIVE_INFINITY) {
  const out: string[] = [];
  let asked = 0;
  const terminal: Terminal = {
    out: (text) => void out.push(text),
    remark: () => {},
    progress: () => {},
    width: 80,
    colour: false,
    style: (_, text) => text,
    interrupted: () => ++asked > interruptedAfter,
  };
  return { terminal, text: () => out.join('') };
}

describe('the exit status', () => {
  it.each([
    ['0 when everything holds', { 'a.yaml': good }, 0],
    ['1 when something does not', { 'a.yaml': good, 'b.yaml': wrong }, 1],
    [
      '2 when a file cannot be read, whatever the others say',
      { 'a.yaml': wrong, 'b.yaml': bad },
      2,
    ],
  ])('is %s', async (_, files, status) => {
    const { terminal } = fakeTerminal();
    expect(await replayCommand([folderWith(files)], options, terminal)).toBe(status);
  });
});

describe('bad files among good ones', () => {
  it('are listed with line and path, and the others run', async () => {
    const { terminal, text } = fakeTerminal();
    await replayCommand([folderWith({ 'a.yaml': good, 'b.yaml': bad })], options, terminal);
    const document = JSON.parse(text());
    expect(document.scenarios).toHaveLength(1);
    expect(document.errors[0]).toMatchObject({ line: 7, path: 'timeline[0].snd', nearest: 'send' });
    expect(document.errors[0].fix).toBe('write send');
  });
});

describe('a scenario that asks for too much while it runs', () => {
  const levels = Array.from({ length: 20 }, (_, i) => i);
  const groups = levels.flatMap((i) => [
    `{ PrimarySmtpAddress: a${i}@contoso.com, Members: [a${i + 1}@contoso.com, b${i + 1}@contoso.com] }`,
    `{ PrimarySmtpAddress: b${i}@contoso.com, Members: [a${i + 1}@contoso.com, b${i + 1}@contoso.com] }`,
  ]);
  const last = ['a20', 'b20'].map(
    (name) => `{ PrimarySmtpAddress: ${name}@contoso.com, Members: [ben@contoso.com] }`,
  );
  const explosion = base
    .replace('timeline:', `  DistributionGroup: [${[...groups, ...last].join(', ')}]\ntimeline:`)
    .replace('to: [ben@contoso.com]', 'to: [a0@contoso.com]');
  it('is a fault of its file, and the others run', async () => {
    const { terminal, text } = fakeTerminal();
    const folder = folderWith({ 'a.yaml': explosion, 'b.yaml': good });
    expect(await replayCommand([folder], options, terminal)).toBe(2);
    const document = JSON.parse(text());
    expect(document.scenarios).toHaveLength(1);
    expect(document.errors[0].message).toContain('a0@contoso.com fan out');
  });
});

describe('a mistaken flag', () => {
  it('runs nothing', async () => {
    const { terminal, text } = fakeTerminal();
    const moved = { ...options, assume: ['nonsense=1'] };
    expect(await replayCommand([folderWith({ 'a.yaml': good })], moved, terminal)).toBe(2);
    expect(text()).toBe('');
  });
});

describe('a failing scenario', () => {
  it('names a command that reproduces it, with its flags and quotes', async () => {
    const { terminal, text } = fakeTerminal();
    const moved = { ...options, format: 'text', assume: ['reportDelay=5m'] } as const;
    await replayCommand([folderWith({ 'a b.yaml': wrong })], moved, terminal);
    expect(text()).toMatch(/reproduce recall-lab replay '[^']*a b\.yaml' --assume reportDelay=5m/);
  });
});

describe('Ctrl-C', () => {
  it('keeps what is known and says that it is incomplete', async () => {
    const files = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`${i}.yaml`, good]));
    const { terminal, text } = fakeTerminal(4);
    expect(await replayCommand([folderWith(files)], options, terminal)).toBe(2);
    const document = JSON.parse(text());
    expect(document).toMatchObject({ incomplete: true });
    expect(document.scenarios).toHaveLength(4);
  });
});

describe('the process', () => {
  const run = (words: string[], env: NodeJS.ProcessEnv = {}) =>
    spawnSync('node', [cli, ...words], {
      encoding: 'utf8',
      env: { ...process.env, ...env },
      maxBuffer: BYTES_MAX,
    });
  it('prints the same bytes from both steppers, and says which one answered', () => {
    const [table, xstate] = ['table', 'xstate'].map((stepper) =>
      run(['replay', some, '--format', 'json', '--stepper', stepper]),
    );
    expect(xstate?.stdout).toBe(table?.stdout);
    expect(table?.stderr).toMatch(/stepper: table answered \d+ steps/);
    expect(xstate?.stderr).toMatch(/stepper: xstate answered \d+ steps/);
  });
  it('prints results only to stdout and nothing else when quiet', () => {
    const { stdout, stderr } = run(['replay', some, '--format', 'json', '--quiet', '--check']);
    expect(JSON.parse(stdout).version).toBe(1);
    expect(stderr).toBe('');
  });
  it.each([
    ['after a line', `replay '${some}' --format json --quiet`, 'head -1', '{\n'],
    ['before any help is printed', 'run --help', 'true', ''],
  ])('ends quietly when the pipe is closed %s', (_, args, reader, line) => {
    const command = `node '${cli}' ${args} | ${reader}`;
    const { stdout, stderr } = spawnSync('sh', ['-c', command], { encoding: 'utf8' });
    expect(stdout).toBe(line);
    expect(stderr).toBe('');
  });
  it('keeps to a narrow terminal and uses no colour in a pipe', () => {
    const { stdout } = run(['replay', join(library, 'reached-twice.yaml')], { COLUMNS: '60' });
    // Wherever the library lies: a path is not cut.
    const lines = stdout.split('\n').filter((line) => !line.includes(library));
    const rows = lines.filter((line) => line.startsWith('    '));
    expect(rows.length).toBeGreaterThan(2);
    for (const row of rows) expect(row.length).toBeLessThanOrEqual(60);
    expect(stdout.includes(String.fromCharCode(27))).toBe(false);
  });
  it('writes a result whole into a folder', () => {
    const out = join(mkdtempSync(join(tmpdir(), 'recall-lab-out-')), 'results');
    mkdirSync(out);
    const { status } = run(['replay', some, '--format', 'junit', '--out', out]);
    expect(status).toBe(0);
    expect(readdirSync(out)).toEqual(['replay.xml']);
    expect(readFileSync(join(out, 'replay.xml'), 'utf8')).toContain('failures="0"');
  });
  it('writes the same text into a folder from any terminal', () => {
    const file = join(folderWith({ 'a.yaml': good }), 'a.yaml');
    const draft = '--from ana@contoso.com --to ben@fabrikam.com'.split(' ');
    for (const command of [['explain', file], ['tips', ...draft], ['rules'], ['replay', file]]) {
      const out = mkdtempSync(join(tmpdir(), 'recall-lab-same-'));
      const texts = ['40', '160'].map((COLUMNS) => {
        expect(run([...command, '--out', out], { COLUMNS }).status).toBe(0);
        return readFileSync(join(out, `${command[0]}.txt`), 'utf8');
      });
      expect(texts[1]).toBe(texts[0]);
    }
  });
  it('says that a folder cannot be written, as trouble and not as an internal error', () => {
    const file = join(folderWith({ 'a.yaml': good }), 'a.yaml');
    const { status, stderr } = run(['replay', file, '--out', file]);
    expect(status).toBe(2);
    expect(stderr).toContain('--out: cannot write');
    expect(stderr).not.toContain('internal');
  });
  it('refuses a seed that is none', () => {
    expect(run(['replay', some, '--seed', 'abc']).status).toBe(2);
  });
  it('answers a mistyped command with the nearest one and status 2', () => {
    const { status, stderr } = run(['repaly', 'x']);
    expect(status).toBe(2);
    expect(stderr).toContain('Did you mean replay?');
  });
  it('names in the help of a command the formats that it has, and knows the others', () => {
    for (const [command, built] of Object.entries(builtFormats)) {
      const { stdout } = run([command, '--help']);
      const told = /--format <format>\s+what to print:([^(]*)\(default/.exec(stdout)?.[1] ?? '';
      expect([command, told.split(',').map((word) => word.trim())]).toEqual([command, [...built]]);
    }
    const { status, stderr } = run(['explain', 'x.yaml', '--format', 'sarif']);
    expect(status).toBe(2);
    expect(stderr).toContain('the format sarif is part of the interface and not built yet');
    expect(run(['run', 'x.yaml', '--format', 'word']).stderr).toContain('Allowed choices are text');
    expect(run(['plan', '--help']).stdout).not.toContain('--format');
  });
  it('says of a command that is not built yet that it is part of the interface', () => {
    const { status, stderr } = run(['plan']);
    expect(status).toBe(2);
    expect(stderr).toContain('not built yet');
  });
});

describe('anonymise', () => {
  it('gives each address one stand-in and keeps people of one domain together', () => {
    const text = anonymise(
      'Ana@Contoso.com to ben@contoso.com and eve@fabrikam.com; ana@contoso.com',
    );
    expect(text).toBe(
      'person1@domain1.example to person2@domain1.example and person3@domain2.example; ' +
        'person1@domain1.example',
    );
  });

  it('takes addresses of any alphabet whole', () => {
    expect(anonymise('jürgen@müller.example.de')).toBe('person1@domain1.example');
    const escaped = JSON.stringify({ name: 'A test\nana@contoso.com\u0001bob@contoso.com' });
    expect(JSON.parse(anonymise(escaped))).toEqual({
      name: 'A test\nperson1@domain1.example\u0001person2@domain1.example',
    });
  });

  it('keeps stand-ins, and gives their numbers to nobody else', () => {
    const once = anonymise('ana@contoso.com and ben@contoso.com');
    expect(anonymise(once)).toBe(once);
    expect(anonymise(`eve@fabrikam.com, ${once}`)).toBe(`person3@domain2.example, ${once}`);
  });
});
