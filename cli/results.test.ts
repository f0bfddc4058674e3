/**
 * What a study leaves in a folder: enough to compute its intervals again without this program's
 * estimators, whole or resumed or topped up the same bytes, and never rows of something else.
 */
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { tQuantile } from '../sim/estimate/special.ts';
import { columnNames, factsOf } from '../sim/rows-file.ts';
import { PART } from './results-folder.ts';
import { runCommand } from './run.ts';
import type { RunOptions } from './study-job.ts';
import type { Terminal } from './terminal.ts';

// The tables are the same for every run.
vi.mock('../model/model.ts', async (load) => {
  const real = await load<typeof import('../model/model.ts')>();
  const tables = real.tabulateAll();
  return { ...real, tabulateAll: () => tables };
});

const folder = mkdtempSync(join(tmpdir(), 'recall-lab-results-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let complaints: string[] = [];
beforeEach(() => {
  complaints = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    complaints.push(String(text));
    return true;
  });
});

const study = join(folder, 'study.yaml');
writeFileSync(
  study,
  `version: 1
name: A study that leaves rows
profile: cloud-2026-08
seed: 11
tenant: { generate: { mailboxes: 12 } }
workload: { recipients: { from: 1, to: 3 }, external: 0.2, recallAfter: noticed-late }
behaviours: { opensPersonal: 0.5 }
policies: { today: {}, unread: { OrganizationConfig: { RecallReadMessagesEnabled: false } } }
precision: { halfWidth: 0.2, replications: { min: 40, max: 80 } }
`,
);

/** Runs the study into a folder; `chunks`: is interrupted after so many. */
async function run(
  into: string,
  more: Partial<RunOptions> = {},
  chunks = Infinity,
  look: Partial<Terminal> = {},
) {
  let looks = 0;
  const terminal: Terminal = {
    out: () => {},
    remark: () => {},
    progress: () => {},
    width: 80,
    colour: false,
    style: (_, text) => text,
    interrupted: () => ++looks > chunks,
    ...look,
  };
  const out = join(folder, into);
  const options = { format: 'json' as const, assume: [], workers: 1, tornado: false, out, ...more };
  return runCommand(study, options, terminal);
}

/** The files of a folder that are the same wherever it is made. */
function files(of: string): Record<string, string> {
  const at = join(folder, of);
  const names = readdirSync(at, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'machine.json')
    .map((entry) => join(entry.parentPath.slice(at.length), entry.name));
  return Object.fromEntries(
    names.sort().map((name) => [name, readFileSync(join(at, name), 'base64')]),
  );
}

type Row = Readonly<Record<string, unknown>>;

async function rowsOf(of: string, table: string): Promise<Row[]> {
  const names = readdirSync(join(folder, of, table)).sort();
  const parts = names.map((name) => {
    const bytes = readFileSync(join(folder, of, table, name));
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
    return parquetReadObjects({ file: file as ArrayBuffer });
  });
  return (await Promise.all(parts)).flat();
}

type Draw = { readonly mean: number };

/** Messages enough to free rates from known draws. */
const MANY = 450;

/**
 * The least squares planes through several rows, without the messages of a group, at the means of
 * all draws: the normal equations, by elimination.
 */
function valuesAtMeans(
  xs: readonly Float64Array[],
  rows: readonly (readonly number[])[],
  left: number,
): number[] {
  const kept = [...xs.keys()].filter((message) => message % 64 !== left);
  const width = xs[0]?.length ?? 0;
  const mean = (of: (message: number) => number): number =>
    kept.reduce((sum, message) => sum + of(message), 0) / kept.length;
  const middle = Array.from({ length: width }, (_, k) => mean((one) => xs[one]![k]!));
  const levels = rows.map((row) => mean((one) => row[one]!));
  const end = width + rows.length;
  const table = middle.map(() => new Float64Array(end));
  for (const one of kept) {
    const values = Float64Array.from({ length: end }, (_, k) =>
      k < width ? xs[one]![k]! - middle[k]! : rows[k - width]![one]! - levels[k - width]!,
    );
    for (let row = 0; row < width; row++) {
      const own = table[row]!;
      for (let k = 0; k < end; k++) own[k]! += values[row]! * values[k]!;
    }
  }
  for (let row = 0; row < width; row++) table[row]![row]! += 0.3;
  for (let row = 0; row < width; row++) {
    const own = table[row]!;
    for (let other = 0; other < width; other++) {
      const times = other === row ? 0 : table[other]![row]! / own[row]!;
      for (let k = row; k < end; k++) table[other]![k]! -= times * own[k]!;
    }
  }
  return levels.map((level, y) =>
    middle.reduce((sum, one, k) => sum - (one * table[k]![width + y]!) / table[k]![k]!, level),
  );
}

const summaryOf = (of: string) =>
  JSON.parse(readFileSync(join(folder, of, 'summary.json'), 'utf8'));

describe('a folder of results', () => {
  it('holds rows from which anybody computes the printed intervals again', async () => {
    expect(await run('whole', { replications: 70 })).toBe(0);
    const recipients = await rowsOf('whole', 'recipients');
    const messages = await rowsOf('whole', 'messages');
    const { result } = summaryOf('whole');
    for (const policy of ['today', 'unread']) {
      for (const [metric, column] of [
        ['recall.success', 'success'],
        ['recall.seen', 'seen'],
      ] as const) {
        // The linearised ratio of docs/STATISTICS.md, from the rows alone.
        const of = messages.filter((row) => row['policy'] === policy);
        const sizes = of.map((row) => Number(row['recipients']));
        const totals = of.map(({ replication }) => {
          const own = recipients.filter(
            (row) => row['policy'] === policy && row['replication'] === replication,
          );
          return own.filter((row) => row[column] === true).length;
        });
        const sum = (list: readonly number[]) => list.reduce((all, one) => all + one, 0);
        const n = sizes.length;
        const ratio = sum(totals) / sum(sizes);
        const spread = sum(totals.map((total, i) => (total - ratio * (sizes[i] ?? 0)) ** 2));
        const fourths = sum(totals.map((total, i) => (total - ratio * (sizes[i] ?? 0)) ** 4));
        const freedom = Math.min(n - 1, 2 / (fourths / spread ** 2 - 1 / n));
        const error = Math.sqrt(spread / (n - 1) / n) / (sum(sizes) / n);
        const printed = result.policies[policy][metric];
        expect(printed.value).toBeCloseTo(ratio, 12);
        expect(printed.high).toBeCloseTo(ratio + tQuantile(0.975, freedom) * error, 12);
      }
      const own = recipients.filter((row) => row['policy'] === policy);
      const recalled = own.filter((row) => row['outcome'] === 'recalled').length;
      expect(result.reasons[policy][0]).toMatchObject({
        outcome: 'recalled',
        recipients: recalled,
      });
    }
  });

  it('holds draws from which anybody frees rates and differences again', async () => {
    expect(await run('freed', { replications: MANY })).toBe(0);
    const rows = await rowsOf('freed', 'recipients');
    const told = JSON.parse(readFileSync(join(folder, 'freed', 'known-draws.json'), 'utf8'));
    expect(told).toMatchObject({ messages: MANY, groups: 64, ridge: 0.3 });
    const { result } = summaryOf('freed');
    const means = told.draws.map(({ mean }: Draw) => -mean);
    const xs = Array.from({ length: MANY }, () => Float64Array.from(means));
    for (const { draw, replication, value } of await rowsOf('freed', 'draws')) {
      xs[Number(replication)]![Number(draw)]! += Number(value);
    }
    const columns = ['today', 'unread'].flatMap((policy) => {
      const [totals, sizes] = [new Array<number>(MANY).fill(0), new Array<number>(MANY).fill(0)];
      for (const row of rows.filter((one) => one['policy'] === policy)) {
        sizes[Number(row['replication'])]! += 1;
        if (row['success'] === true) totals[Number(row['replication'])]! += 1;
      }
      return [totals, sizes];
    });
    const rates = Array.from({ length: 65 }, (_, left) => {
      const [a = 0, b = 0, c = 0, d = 0] = valuesAtMeans(xs, columns, left - 1);
      return [a / b, c / d] as const;
    });
    const [today, unread] = [rates.map(([one]) => one), rates.map(([, other]) => other)];
    const apart = unread.map((rate, left) => rate - (today[left] ?? 0));
    const printed = [
      [unread, result.policies.unread['recall.success'], 0],
      [apart, result.differences['unread vs today']['recall.success'], -1],
    ] as const;
    // What as many messages without one that is something else altogether can rule out.
    const sizes = columns[1] ?? [];
    const sum = (list: readonly number[]) => list.reduce((all, one) => all + one, 0);
    const evenly = sum(sizes) ** 2 / sum(sizes.map((size) => size * size));
    const missed = 1 - 0.05 ** (1 / evenly);
    for (const [[whole = 0, ...without], { high, low, method, value }, least] of printed) {
      const worth = without.map((one) => 64 * whole - 63 * one);
      const mean = sum(worth) / 64;
      const square = worth.map((one) => (one - mean) ** 2);
      const freedom = Math.min(63, (2 * sum(square) ** 2) / sum(square.map((one) => one * one)));
      const error = Math.sqrt(sum(square) / 63 / 64);
      const cubes = sum(worth.map((one) => (one - mean) ** 3));
      const t = tQuantile(0.975, freedom);
      const lean = ((cubes * 8) / sum(square) ** 1.5 / 48) * (2 * t * t + 1);
      expect(method).toMatch(/freed from \d+ known draws/);
      expect(value).toBeCloseTo(mean, 9);
      const [below, above] = [missed * (mean - least), missed * (1 - mean)];
      expect(high).toBeCloseTo(mean + Math.max(above, (t + Math.max(0, lean)) * error), 9);
      expect(low).toBeCloseTo(mean - Math.max(below, (t + Math.max(0, -lean)) * error), 9);
    }
  });

  it('says what it is of, and where it was made beside that', () => {
    const summary = summaryOf('whole');
    expect(summary).toMatchObject({
      version: 1,
      complete: true,
      seed: '0xb',
      policies: ['today', 'unread'],
    });
    expect(summary.configurationHash).toMatch(/^[0-9a-f]{64}$/);
    expect([typeof summary.productVersion, typeof summary.modelVersion]).toEqual([
      'string',
      'string',
    ]);
    expect(JSON.stringify(summary)).not.toContain(process.version);
    const machine = JSON.parse(readFileSync(join(folder, 'whole', 'machine.json'), 'utf8'));
    expect(machine).toMatchObject({ node: process.version, workers: 1, stored: 0 });
    const bytes = readFileSync(join(folder, 'whole', 'recipients', '00000000.parquet'));
    expect(factsOf(new Uint8Array(bytes))).toMatchObject({ rowsHash: summary.rowsHash, to: '70' });
  });

  it('has the same text whatever the terminal is', async () => {
    const of = { format: 'text', replications: 40 } as const;
    await run('narrow', of, Infinity, { width: 40 });
    const style: Terminal['style'] = (_, text) => `<${text}>`;
    await run('wide', of, Infinity, { width: 200, style });
    expect(files('wide')).toEqual(files('narrow'));
    const text = readFileSync(join(folder, 'wide', 'study.txt'), 'utf8');
    expect(text.split('\n').some((line) => line.length > 80)).toBe(true);
  });

  it('shows what it comes to where somebody sees it', async () => {
    const outs: string[] = [];
    const out = (text: string): number => outs.push(text);
    await run('seen', { replications: 40 }, Infinity, { out, isSeen: true });
    expect(outs.join('')).toMatch(/^A study that leaves rows\n40 messages under each policy/);
    expect(outs.join('')).toMatch(/\n +recalled +\d+(\.\d+)? % \[/);
    expect(outs.join('').split('\n').length).toBeLessThan(20);
    outs.length = 0;
    await run('unseen', { replications: 40 }, Infinity, { out });
    expect(outs).toEqual([]);
  });

  it('goes on where a run was interrupted, and ends with the same bytes', async () => {
    expect(await run('cut', { replications: 70, anonymise: true }, 1)).toBe(2);
    const flags = '--seed 0xb --replications 70 --no-tornado --format json --anonymise --out';
    const command = `to go on: recall-lab run ${study} ${flags} ${join(folder, 'cut')}\n`;
    expect(complaints.join('')).toContain(command);
    rmSync(join(folder, 'cut'), { recursive: true });
    expect(await run('cut', { replications: 70 }, 1)).toBe(2);
    expect(summaryOf('cut')).toMatchObject({ complete: false, result: { replications: 32 } });
    expect(await run('cut', { replications: 70 })).toBe(0);
    expect(files('cut')).toEqual(files('whole'));
  });

  it('takes more replications, and leaves the old rows as they are', async () => {
    await run('few', { replications: 50 });
    const before = await rowsOf('few', 'recipients');
    await run('few', { replications: 70 });
    expect(files('few')).toEqual(files('whole'));
    expect((await rowsOf('few', 'recipients')).slice(0, before.length)).toEqual(before);
  });

  it('runs what is damaged again', async () => {
    cpSync(join(folder, 'whole'), join(folder, 'damaged'), { recursive: true });
    writeFileSync(join(folder, 'damaged', 'recipients', '00000000.parquet'), 'PAR1');
    await run('damaged', { replications: 70 });
    expect(files('damaged')).toEqual(files('whole'));
    writeFileSync(join(folder, 'damaged', 'messages', '00000000.parquet'), '');
    await run('damaged', { replications: 70 });
    expect(files('damaged')).toEqual(files('whole'));
  });

  it.each([
    ['summary.json', '{ "mine": true }'],
    ['study.json', 'my own study'],
    ['known-draws.json', ''],
    ['messages/00000000.parquet', 'no rows of anybody'],
    ['recipients/january.parquet', ''],
  ])('leaves a folder alone that holds another %s', async (name, text) => {
    const into = `strange-${name.replace('/', '-')}`;
    mkdirSync(dirname(join(folder, into, name)), { recursive: true });
    writeFileSync(join(folder, into, name), text);
    const before = files(into);
    await expect(run(into, { replications: 40 })).rejects.toMatchObject({
      fault: { message: `${join(folder, into, name)} is not of a run of Recall Lab` },
    });
    expect(files(into)).toEqual(before);
  });

  it('leaves rows of somebody else alone in a folder of its own', async () => {
    cpSync(join(folder, 'whole'), join(folder, 'guest'), { recursive: true });
    const columnData = [{ name: 'mine', data: [1, 2, 3], type: 'INT32' as const }];
    const bytes = new Uint8Array(parquetWriteBuffer({ columnData }));
    writeFileSync(join(folder, 'guest', 'recipients', '00000000.parquet'), bytes);
    const before = files('guest');
    await expect(run('guest', { replications: 70 })).rejects.toThrow('is not of a run');
    expect(files('guest')).toEqual(before);
  });

  it('takes a folder that holds other things beside', async () => {
    mkdirSync(join(folder, 'beside'));
    writeFileSync(join(folder, 'beside', 'notes.txt'), 'mine');
    expect(await run('beside', { replications: 40 })).toBe(0);
    expect(readFileSync(join(folder, 'beside', 'notes.txt'), 'utf8')).toBe('mine');
  });

  it('never takes the rows of something else, and drops none', async () => {
    const before = files('whole');
    await expect(run('whole', { seed: '12' })).rejects.toThrow('another study, seed or version');
    await expect(run('whole', { replications: 40 })).rejects.toThrow('holds 70 replications');
    expect(files('whole')).toEqual(before);
  });

  it('writes the same rows for a replication alone, with the addresses or without', async () => {
    await run('alone', { only: 17 });
    for (const table of ['messages', 'recipients']) {
      const bytes = readFileSync(join(folder, 'alone', `replication-17.${table}.parquet`));
      const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
      const rows = await parquetReadObjects({ file: file as ArrayBuffer });
      const all = await rowsOf('whole', table);
      expect(rows).toEqual(all.filter(({ replication }) => replication === 17));
      expect(rows.length).toBeGreaterThan(0);
    }
    await run('nobody', { only: 17, anonymise: true });
    const hidden = readFileSync(join(folder, 'nobody', 'replication-17.recipients.parquet'));
    expect(hidden.includes('contoso')).toBe(false);
  });

  it('has the columns that are documented', () => {
    const text = readFileSync(new URL('../docs/RESULTS.md', import.meta.url), 'utf8');
    const [, messages = '', recipients = '', draws = ''] = text.split(
      /^## (?:messages|recipients|draws)$/m,
    );
    const documented = (section: string): string[] =>
      [...section.split('\n## ')[0]!.matchAll(/^\| (`.*?`) \|/gm)].flatMap(([, names = '']) =>
        [...names.matchAll(/`(\w+)`/g)].map(([, name = '']) => name),
      );
    expect(documented(messages)).toEqual(columnNames.messages);
    expect(documented(recipients)).toEqual(columnNames.recipients);
    expect(documented(draws)).toEqual(columnNames.draws);
    expect(text).toContain(`A file of rows holds ${PART} replications`);
  });
});
