/**
 * `run` as a command: exit status, formats, what it writes, and that bad input is answered with
 * faults.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { workloadKinds } from '../scenarios/workloads.ts';
import { runCommand } from './run.ts';
import type { RunOptions } from './study-job.ts';
import type { Terminal } from './terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'recall-lab-run-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let outs: string[] = [];
let remarks: string[] = [];
let complaints: string[] = [];
beforeEach(() => {
  [outs, remarks, complaints] = [[], [], []];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    complaints.push(String(text));
    return true;
  });
});

const terminal = (more: Partial<Terminal> = {}): Terminal => ({
  out: (text) => outs.push(text),
  remark: (text) => remarks.push(text),
  progress: () => {},
  width: 80,
  colour: false,
  style: (_, text) => text,
  interrupted: () => false,
  ...more,
});

const options = (more: Partial<RunOptions> = {}): RunOptions => ({
  stepper: 'table',
  format: 'json',
  assume: [],
  tornado: false,
  ...more,
});

/** A study in a file of its own. */
function file(name: string, more = ''): string {
  const path = join(folder, name);
  writeFileSync(
    path,
    `version: 1
name: A study of the command
profile: cloud-2026-08
tenant: { generate: { mailboxes: 12 } }
workload: { recipients: 3, external: 0.2, recallAfter: seconds }
policies: { today: {}, unread: { OrganizationConfig: { RecallReadMessagesEnabled: false } } }
precision: { halfWidth: 0.2, replications: { min: 40, max: 80 } }
${more}`,
  );
  return path;
}

describe('run', () => {
  it('prints the result in the words of the contract', async () => {
    expect(await runCommand(file('plain.yaml'), options({ tornado: true }), terminal())).toBe(0);
    const result = JSON.parse(outs.join(''));
    expect(result).toMatchObject({ version: 1, study: 'A study of the command', seed: '0x1' });
    expect(Object.keys(result.policies)).toEqual(['today', 'unread']);
    expect(Object.keys(result.policies.today['recall.success']).sort()).toEqual([
      'confidence',
      'high',
      'low',
      'method',
      'n',
      'restsOn',
      'unit',
      'value',
    ]);
    expect(Object.keys(result.differences)).toEqual(['unread vs today']);
    expect(result.rules['RC-020']).toBeGreaterThan(0);
    expect(result.restsOn[0]).toHaveProperty('assumption');
    expect(result.tornado.headline.map(({ factor }: { factor: string }) => factor)).toContain(
      'reportDelay',
    );
  });

  it.each(['classic', 'exchange-2007'])(
    'plays a study of %s as it plays such a policy',
    async (old) => {
      const own = file('own.yaml', 'metrics: [recall.success, recall.seen, receipt.count]');
      const text = readFileSync(own, 'utf8');
      writeFileSync(own, text.replace(/policies:.*/, `policies: { today: { profile: ${old} } }`));
      const whole = join(folder, 'whole.yaml');
      writeFileSync(whole, text.replace('cloud-2026-08', old));
      const given = file('given.yaml', 'metrics: [recall.success, recall.seen, receipt.count]');
      expect(await runCommand(own, options(), terminal())).toBe(0);
      expect(await runCommand(whole, options(), terminal())).toBe(0);
      expect(await runCommand(given, options({ profile: old }), terminal())).toBe(0);
      expect(complaints.join('')).not.toContain('not modelled');
      const [first, second, third] = outs.map((out) => JSON.parse(out).policies.today);
      expect(second).toEqual(first);
      expect(third['recall.success']).toEqual(first['recall.success']);
    },
  );

  it('leaves to a policy what it states, be it what the study says', async () => {
    const path = file('states.yaml', 'metrics: [recall.success, recall.timeToReport]');
    const own = '{ profile: cloud-2026-08, assume: { reportDelay: 30s } }';
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replace(/policies:.*/, `policies: { today: {}, states: ${own} }`));
    const told = async (more: object) => {
      outs = [];
      expect(await runCommand(path, options(more), terminal())).toBe(0);
      return JSON.parse(outs.join('')).policies;
    };
    const before = await told({});
    expect(before.today).toEqual(before.states);
    const late = await told({ assume: ['reportDelay=5m'] });
    expect(late.today['recall.timeToReport'].value).toBe(300);
    expect(late.states).toEqual(before.states);
    const classic = await told({ profile: 'classic' });
    const successOf = (one: typeof before.today) => one['recall.success'].value;
    expect(successOf(classic.today)).toBeLessThan(successOf(before.today));
    expect(classic.states).toEqual(before.states);
  });

  it('exits 1 and says how to reproduce when a requirement does not hold', async () => {
    const path = file('gate.yaml', 'require: [ "today.recall.success >= 0.99" ]');
    expect(await runCommand(path, options(), terminal())).toBe(1);
    expect(complaints.join('')).toContain('required: today.recall.success >= 0.99: not met');
    expect(complaints.join('')).toContain(`reproduce: recall-lab run`);
    const open = file('open.yaml', 'require: [ "today.recall.seen <= 0.99" ]');
    expect(await runCommand(open, options(), terminal())).toBe(0);
  });

  it('as a gate ends as soon as every line is answered, and undecided is not met', async () => {
    const lines = '[ "today.recall.success >= 0.3", "unread.recall.seen <= 0.9 ± 0.05" ]';
    const path = file('quick.yaml', `require: ${lines}`);
    expect(await runCommand(path, options({ gate: true }), terminal())).toBe(0);
    const result = JSON.parse(outs.join(''));
    expect(result).toMatchObject({ stopped: 'answered', precision: { method: 'gate' } });
    expect(result.replications).toBeLessThanOrEqual(80);
    expect(result.require[0]).toMatchObject({ verdict: 'met', error: 0.01, indifference: 0.01 });
    expect(result.policies.today['recall.success'].method).toContain('holds at every look');
    const near = file('near.yaml', 'require: [ "today.recall.success >= 0.78 ± 0.001" ]');
    expect(await runCommand(near, options({ gate: true }), terminal())).toBe(1);
    expect(complaints.join('')).toContain('undecided');
    expect(await runCommand(file('asks-nothing.yaml'), options({ gate: true }), terminal())).toBe(
      2,
    );
    expect(complaints.join('')).toContain('requires nothing');
  });

  it('exits 2 with every fault of a bad study, a missing file and bad flags', async () => {
    const bad = file('bad.yaml', 'metrics: [ recall.sucess ]\nprecison: {}\n');
    expect(await runCommand(bad, options(), terminal())).toBe(2);
    expect(complaints.join('')).toMatch(/bad\.yaml:8:\d+: metrics\[0\]: unknown metric/);
    expect(complaints.join('')).toContain('nearest   precision');
    expect(await runCommand(join(folder, 'none.yaml'), options(), terminal())).toBe(2);
    const flags = { seed: 'x', assume: ['reportDelay=3'], replications: Number.NaN };
    expect(await runCommand(file('flags.yaml'), options(flags), terminal())).toBe(2);
    expect(complaints.join('')).toContain('--seed: "x" is no seed');
    expect(complaints.join('')).toContain('--replications');
    expect(outs).toEqual([]);
  });

  it('tells with its line that a message asks for more people than there are', async () => {
    const path = file('many.yaml');
    writeFileSync(path, readFileSync(path, 'utf8').replace('recipients: 3', 'recipients: 30'));
    for (const only of [{}, { only: 2 }]) {
      await expect(runCommand(path, options(only), terminal())).rejects.toMatchObject({
        fault: { file: path, position: { line: 5, column: 25 }, path: ['workload', 'recipients'] },
      });
    }
  });

  it('tells of a tenant that is not there where the study names it', async () => {
    const path = file('nowhere.yaml');
    const text = readFileSync(path, 'utf8').replace(/^tenant: .*/m, 'tenant: ./nowhere');
    writeFileSync(path, text);
    expect(await runCommand(path, options(), terminal())).toBe(2);
    expect(complaints.join('')).toContain(`${path}:4:9: tenant: "./nowhere" does not exist`);
    expect(complaints.join('')).toContain('a folder of exports, or one file of nouns');
  });

  it('says that it is incomplete when it is interrupted', async () => {
    const path = file('cut.yaml');
    let looks = 0;
    const cut = terminal({ interrupted: () => ++looks > 1 });
    expect(await runCommand(path, options({ replications: 500 }), cut)).toBe(2);
    expect(JSON.parse(outs.join(''))).toMatchObject({ incomplete: true, replications: 32 });
    expect(complaints.join('')).toContain('incomplete');
    [outs, looks] = [[], 0];
    await runCommand(path, options({ replications: 500, format: 'csv' }), cut);
    expect(outs.join('').split('\r\n')[1]).toBe('incomplete,,,messages,500,32,,,count,,,,,');
  });

  it('takes the seed, and gives the same bytes for it and for any number of workers', async () => {
    const path = file('seed.yaml');
    await runCommand(path, options({ seed: '0xabc' }), terminal());
    await runCommand(path, options({ seed: '0xabc', workers: 4, check: true }), terminal());
    await runCommand(path, options({ seed: '7' }), terminal());
    expect(outs[1]).toBe(outs[0]);
    expect(outs[2]).not.toBe(outs[0]);
  });

  it('moves switches, but not those that a policy sets itself', async () => {
    const path = file('move.yaml');
    await runCommand(path, options({ assume: ['reportDelay=5m'] }), terminal());
    const { policies } = JSON.parse(outs.join(''));
    expect(policies.today['recall.timeToReport'].value).toBe(300);
  });

  it('tells one replication, and writes it as scenarios', async () => {
    const path = file('one.yaml');
    const out = join(folder, 'one');
    mkdirSync(out);
    expect(await runCommand(path, options({ only: 3, out }), terminal())).toBe(0);
    expect(readdirSync(out).sort()).toEqual([
      'replication-3-today.yaml',
      'replication-3-unread.yaml',
      'replication-3.json',
      'replication-3.messages.parquet',
      'replication-3.recipients.parquet',
    ]);
    const told = JSON.parse(readFileSync(join(out, 'replication-3.json'), 'utf8'));
    expect(told.scenarios).toHaveLength(2);
    expect(told.scenarios[0].recalls[0].recipients).toHaveLength(3);
  });

  it('says of a replication that cannot be which there are', async () => {
    const path = file('far.yaml');
    const last = 2_147_483_647;
    expect(await runCommand(path, options({ only: last }), terminal())).toBe(0);
    expect(await runCommand(path, options({ only: last + 1 }), terminal())).toBe(2);
    expect(complaints.join('')).toContain(`--only: replications are numbered 0 to ${last}`);
    expect(await runCommand(path, options({ replications: last + 2 }), terminal())).toBe(2);
    expect(complaints.join('')).toContain(
      `--replications: not a whole number from 1 to ${last + 1}`,
    );
  });

  it('shows nothing of how long an address is where none is to be told', async () => {
    const told = async (anonymise?: true): Promise<string> => {
      outs = [];
      const only = { only: 3, format: 'text' as const, ...(anonymise ? { anonymise } : {}) };
      await runCommand(file('hidden.yaml'), options(only), terminal({ width: 200 }));
      return outs.join('');
    };
    // Addresses of three lengths, and stand-ins of one: nothing is padded for what is not there.
    expect(await told()).toMatch(/\n {4}\S+@\S+ {3,}/);
    const hidden = await told(true);
    expect(hidden.match(/\n {4}person\d@domain\d\.example {2}\S/g)?.length).toBeGreaterThan(3);
    expect(hidden).not.toMatch(/\.example {3,}/);
    const out = join(folder, 'hidden');
    await runCommand(
      file('hidden-one.yaml'),
      options({ only: 3, anonymise: true, out }),
      terminal(),
    );
    expect(readdirSync(out).filter((name) => name.endsWith('.yaml'))).toEqual([]);
  });

  it('replays real mail, and names the lines of bad rows', async () => {
    const good = join(folder, 'good.csv');
    writeFileSync(good, 't,from,to,cc\n1,a,b;c,\n60,b,a,\n90,c,a,b\n');
    const path = file('mail.yaml');
    expect(await runCommand(path, options({ traffic: good }), terminal())).toBe(0);
    expect(JSON.parse(outs.join(''))).toMatchObject({ source: 'traffic', stopped: 'fixed' });
    outs = [];
    expect(await runCommand(path, options({ traffic: good, only: 1 }), terminal())).toBe(0);
    expect(JSON.parse(outs.join('')).scenarios[0].copies[0].mailbox).toBeDefined();
    expect(await runCommand(path, options({ traffic: good, only: 3 }), terminal())).toBe(2);
    expect(complaints.join('')).toContain('--only 3: the traffic has 3 messages');
    const bad = join(folder, 'bad.csv');
    writeFileSync(bad, 't,from,to,cc\n1,a,b;c,\nx,b,a,\n');
    expect(await runCommand(path, options({ traffic: bad }), terminal())).toBe(2);
    expect(complaints.join('')).toContain('bad.csv:3:1');
  });

  it('says how much of real mail is measured, and that nothing is', async () => {
    const mail = join(folder, 'self.csv');
    const path = file('self.yaml');
    const taken = readFileSync(path, 'utf8').replace('{ recipients', '{ mistaken: 1, recipients');
    writeFileSync(path, taken);
    const text = async (rows: string): Promise<string> => {
      [outs, complaints] = [[], []];
      writeFileSync(mail, `t,from,to,cc\n${rows}`);
      const of = { traffic: mail, format: 'text' as const };
      expect(await runCommand(path, options(of), terminal({ width: 400 }))).toBe(0);
      return outs.join('');
    };
    const one = await text('1,a,a,\n2,a,b,\n');
    expect(one).toContain('\n1 mistaken message under each policy');
    expect(complaints).toEqual([]);
    expect(one).toContain(
      'real traffic of 2 messages among 2 people, 1 to the sender alone, of which 1 is taken as ' +
        'mistaken (a share of 1 of the others).',
    );
    const none = await text('1,a,a,\n');
    expect(none).toContain('real traffic of 1 message among 1 person, 1 to the sender alone');
    const why = 'nothing was measured: no message was taken as mistaken of 0 messages to others';
    expect(none).toContain(`\n  ${why}\n`);
    expect(complaints.join('')).toContain(`${why}\n    fix       replay more messages`);
    outs = [];
    await runCommand(path, options({ traffic: mail, format: 'markdown' }), terminal());
    expect(outs.join('')).toContain(why);
  });

  it('refuses of a study what real mail cannot be, and notes what is not read', async () => {
    const mail = join(folder, 'two.csv');
    writeFileSync(mail, 't,from,to,cc\n1,a,b;c,\n60,b,a,\n');
    const of = (kind: string): string => {
      const path = file(`kind-${kind}.yaml`);
      const text = readFileSync(path, 'utf8').replace(
        '{ recipients',
        `{ kind: ${kind}, recipients`,
      );
      writeFileSync(path, text);
      return path;
    };
    const plays = ['wrong-recipient', 'wrong-attachment', 'premature'];
    for (const kind of workloadKinds) {
      complaints = [];
      const isPlayed = plays.includes(kind);
      const exit = await runCommand(of(kind), options({ traffic: mail }), terminal());
      expect([kind, exit]).toEqual([kind, isPlayed ? 0 : 2]);
      const why = 'workload.kind: real mail goes to whom it names, by mistake: it is no';
      if (!isPlayed)
        expect(complaints.join('')).toContain(`kind-${kind}.yaml:5:19: ${why} ${kind}`);
    }
    complaints = [];
    const once = { traffic: mail, only: 0 };
    expect(await runCommand(of('all-staff'), options(once), terminal())).toBe(2);
    expect(complaints.join('')).toContain('kind-all-staff.yaml:5:19: workload.kind: real mail');
    const burst = of('compromised-account');
    const every = 'burst: { messages: 3, every: 10s }, recipients';
    writeFileSync(burst, readFileSync(burst, 'utf8').replace('recipients', every));
    expect(await runCommand(burst, options({ traffic: mail }), terminal())).toBe(2);
    expect(complaints.join('')).toContain('workload.burst: real mail is replayed message by');
    remarks = [];
    const path = file('unread.yaml');
    expect(await runCommand(path, options({ traffic: mail }), terminal())).toBe(0);
    expect(remarks.join('\n')).toMatch(
      /unread\.yaml:5:13: workload\.recipients: is not read: real mail names its recipients/,
    );
    expect(remarks.join('\n')).toMatch(/workload\.external: is not read/);
    const strict = { traffic: mail, strict: true } as const;
    expect(await runCommand(path, options(strict), terminal())).toBe(2);
    expect(complaints.join('')).toContain('workload.external: is not read');
    remarks = [];
    await runCommand(path, options(), terminal());
    expect(remarks.join('')).not.toContain('is not read');
  });

  it('prints what the first messages say, and that it is not the result', async () => {
    const path = file('first.yaml');
    const fixed = { format: 'text' as const, replications: 256 };
    await runCommand(path, options(fixed), terminal());
    expect(outs).toHaveLength(2);
    expect(outs[0]).toMatch(/^After 32 of 256 messages: not the result yet\n +today/);
    // How many it takes is planned from the first 300.
    outs = [];
    const planned = readFileSync(path, 'utf8').replace('min: 40, max: 80', 'min: 300, max: 400');
    writeFileSync(path, planned);
    await runCommand(path, options({ format: 'text' }), terminal());
    expect(outs[0]).toMatch(/^After 32 of at least 300 messages/);
    outs = [];
    writeFileSync(path, planned.replace('min: 300, max: 400', 'min: 300, max: 300'));
    await runCommand(path, options({ format: 'text' }), terminal());
    expect(outs[0]).toMatch(/^After 32 of 300 messages/);
    expect(outs[1]).not.toContain('not the result');
  });

  it('says with which flags the same comes again, and of requirements in which unit', async () => {
    const lines = '[ "today.recall.timeToReport <= 5m", "today.recall.success >= 0.3" ]';
    const path = file('units.yaml', `require: ${lines}`);
    await runCommand(path, options({ format: 'text', strict: true }), terminal());
    expect(outs.join('')).toContain('--seed 0x1 --strict --no-tornado');
    expect(outs.join('')).toContain('timeToReport <= 5m   30.00 s [30.00, 30.00]');
    expect(outs.join('')).toMatch(/success >= 0\.3 {3}\d\d\.\d\d % \[\d\d\.\d\d, \d\d\.\d\d\]/);
    outs = [];
    await runCommand(path, options({ format: 'text', gate: true }), terminal());
    expect(outs.join('').replaceAll(/\s+/g, ' ')).toMatch(/within ±30 s; .* within ±0\.01;/);
  });

  it('prints text within the width, and Markdown', async () => {
    const path = file('text.yaml', 'require: [ "today.recall.seen <= 0.99" ]');
    for (const width of [40, 80, 120]) {
      outs = [];
      await runCommand(
        path,
        options({ format: 'text', tornado: width === 40 }),
        terminal({ width }),
      );
      // Too few messages are planned for a part of them to be told first.
      expect(outs).toHaveLength(1);
      const lines = outs.join('').split('\n').slice(0, -2);
      for (const line of lines.filter((one) => !one.startsWith('again:'))) {
        expect(line.length, line).toBeLessThanOrEqual(width);
      }
      expect(outs.join('')).toContain('rules that no source settles');
      expect(outs.join('')).toContain('unread vs today');
      // No number is cut off, nor parted from its interval.
      expect(outs.join('')).not.toContain('…');
      expect(outs.join('')).toMatch(/recalled\s+\d+(\.\d+)? % \[\d+(\.\d+)?, \d+(\.\d+)?\]/);
      const moves = 'unread: what moves "recalled"';
      expect(outs.join('').includes(moves)).toBe(width === 40);
    }
    outs = [];
    await runCommand(path, options({ format: 'markdown' }), terminal());
    expect(outs.join('')).toContain('| of all recipients | today | unread |');
    expect(outs.join('')).toContain('recall-lab run');
  });
});
