/**
 * `sweep` as a command: exit status, formats, the terminal's width, and that bad input is answered
 * with faults.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type SweepOptions, sweepCommand } from './sweep.ts';
import type { Terminal } from './terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'recall-lab-sweep-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let outs: string[] = [];
let complaints: string[] = [];
beforeEach(() => {
  [outs, complaints] = [[], []];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    complaints.push(String(text));
    return true;
  });
});

const terminal = (more: Partial<Terminal> = {}): Terminal => ({
  out: (text) => outs.push(text),
  remark: () => {},
  progress: () => {},
  width: 80,
  colour: false,
  style: (_, text) => text,
  interrupted: () => false,
  ...more,
});

const options = (more: Partial<SweepOptions> = {}): SweepOptions => ({
  format: 'json',
  assume: [],
  replications: 24,
  ...more,
});

/** A study in a file of its own. */
function file(name: string, more: string): string {
  const path = join(folder, name);
  writeFileSync(
    path,
    `version: 1
name: A sweep of the command
profile: cloud-2026-08
tenant: { generate: { mailboxes: 12 } }
workload: { recipients: 3, external: 0.2, recallAfter: seconds }
${more}
`,
  );
  return path;
}

const factors = 'factors: [{ set: workload.external, low: 0, high: 0.9 }, secondRecall]';

describe('recall-lab sweep', () => {
  it('prints JSON that a second run gives byte for byte', async () => {
    const path = file('json.yaml', factors);
    expect(await sweepCommand(path, options({ check: true }), terminal())).toBe(0);
    const result = JSON.parse(outs.join(''));
    expect(result).toMatchObject({ design: 'tornado', metric: 'recall.success', cells: 4 });
    expect(result.policies.today.effects[0]).toMatchObject({ factor: 'external' });
  });

  it('tells the faults of factors beside those of the study, each once', async () => {
    const list = 'factors: [{ set: workload.external, values: [0.1] }, secondRecal]';
    const path = file('faults.yaml', `metrics: [recall.sucess]\n${list}`);
    expect(await sweepCommand(path, options(), terminal())).toBe(2);
    const told = complaints.join('');
    for (const part of ['faults.yaml:6:11: metrics[0]', 'fewer than two values', '"secondRecal"']) {
      expect(told.split(part), part).toHaveLength(2);
    }
  });

  it('draws bars that fit the terminal', async () => {
    const path = file('text.yaml', factors);
    for (const width of [50, 80, 120]) {
      outs = [];
      expect(await sweepCommand(path, options({ format: 'text' }), terminal({ width }))).toBe(0);
      const lines = outs.join('').split('\n');
      const wide = lines.filter((line) => line.length > width && !line.startsWith('again: '));
      expect(wide).toEqual([]);
      expect(lines.some((line) => /external +█+│/.test(line))).toBe(true);
      expect(lines.join(' ')).toMatch(/no difference in any message compared: +secondRecall/);
    }
    expect(outs.join('')).toMatch(/again: recall-lab sweep \S+ --seed 0x1 --replications 24\n$/);
  });

  it('writes Markdown with standing and source of each factor', async () => {
    const path = file('markdown.yaml', factors);
    for (const design of ['tornado', 'grid', 'sobol'] as const) {
      outs = [];
      const given = options({ format: 'markdown', design, points: 3, replications: 4 });
      expect(await sweepCommand(path, given, terminal())).toBe(0);
      const text = outs.join('');
      expect(text).toContain('| secondRecall | assume.secondRecall | no source settles it | S-10');
      expect(text).toContain(`--design ${design}`);
    }
    expect(outs.join('')).toContain('NOT converged with 3 points');
  });

  it('answers bad input with faults and status 2', async () => {
    const path = file('bad.yaml', 'factors: [awya]');
    expect(await sweepCommand(path, options(), terminal())).toBe(2);
    expect(complaints.join('')).toContain('bad.yaml:6:11');
    complaints = [];
    const good = file('good.yaml', factors);
    expect(await sweepCommand(good, options({ replications: 1 }), terminal())).toBe(2);
    expect(await sweepCommand(good, options({ assume: ['x=y'] }), terminal())).toBe(2);
    expect(await sweepCommand(good, options({ metric: 'recall.sucess' }), terminal())).toBe(2);
    expect(complaints.join('')).toMatch(/--replications[\s\S]*unknown assumption "x"[\s\S]*metric/);
    expect(outs).toEqual([]);
  });

  it('says that an interrupted sweep is incomplete', async () => {
    const path = file('stop.yaml', factors);
    expect(await sweepCommand(path, options(), terminal({ interrupted: () => true }))).toBe(2);
    expect(JSON.parse(outs.join(''))).toMatchObject({ incomplete: true, cells: 0 });
    expect(complaints.join('')).toContain('interrupted after 0 cells');
    for (const format of ['text', 'markdown', 'csv'] as const) {
      outs = [];
      expect(
        await sweepCommand(path, options({ format }), terminal({ interrupted: () => true })),
      ).toBe(2);
      expect(outs.join(''), format).toMatch(/INCOMPLETE|\nincomplete,/);
    }
  });

  it('calls no Sobol index converged that no points were run for', async () => {
    const path = file('sobol-stop.yaml', factors);
    // A point takes five cells: two samples, two factors and chance.
    for (const [cells, finished] of [
      [0, 'no point'],
      [7, 'a single point'],
    ] as const) {
      for (const format of ['text', 'markdown', 'json'] as const) {
        outs = [];
        let asked = 0;
        const interrupted = (): boolean => asked++ >= cells;
        const given = options({ format, design: 'sobol', points: 3, replications: 4 });
        expect(await sweepCommand(path, given, terminal({ interrupted, width: 200 }))).toBe(2);
        expect(outs.join('')).toContain(`NOT converged: ${finished} was finished`);
        expect(outs.join('')).not.toMatch(/NaN|never moved|same draws/);
        if (format !== 'json') continue;
        const { today } = JSON.parse(outs.join('')).policies;
        expect(today).toMatchObject({ converged: false, variance: null, factors: [] });
      }
    }
  });

  it('says of an interrupted sweep which factors were not tried', async () => {
    const path = file('untried.yaml', factors);
    for (const format of ['text', 'markdown'] as const) {
      outs = [];
      // The base and the first factor are run; then it is told to stop.
      let chunks = 0;
      const interrupted = (): boolean => chunks++ >= 3;
      expect(await sweepCommand(path, options({ format }), terminal({ interrupted }))).toBe(2);
      expect(outs.join('')).toMatch(/not tried: secondRecall/i);
      expect(outs.join('')).not.toMatch(/no difference in any message compared/i);
    }
  });
});
