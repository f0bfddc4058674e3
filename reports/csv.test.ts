/**
 * CSV is read back by another program as it was written, and says what JSON says.
 */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createModel, tabulateAll } from '../model/model.ts';
import { emptyTenant } from '../model/org/tenant.ts';
import { parseScenario } from '../scenarios/parse-scenario.ts';
import { parseStudy } from '../scenarios/parse-study.ts';
import { parseSweep } from '../scenarios/parse-sweep.ts';
import { replay } from '../sim/replay.ts';
import { runStudy } from '../sim/run.ts';
import { runSweep } from '../sim/sweep/sweep.ts';
import { csvText, figureColumns } from './csv.ts';
import { replayDocument } from './replay-document.ts';
import { renderReport } from './report.ts';
import { studyReport } from './study-report.ts';
import { sweepReport } from './sweep-report.ts';

const model = createModel(tabulateAll());
const look = { width: 50, style: (_: string, text: string) => text };
const text = `
version: 1
name: A study, with a comma
profile: cloud-2026-08
tenant: { generate: { mailboxes: 12 } }
workload: { recipients: 3, external: 0.2, recallAfter: seconds }
policies: { today: {}, unread: { OrganizationConfig: { RecallReadMessagesEnabled: false } } }
factors: [ { set: workload.external, values: [0, 0.5] } ]
require: [ "today.recall.success >= 0.5" ]
`;
type Row = Record<string, string>;
const read = (csv: string): Row[] =>
  parse(csv, { columns: true, record_delimiter: '\r\n', relax_column_count: false }) as Row[];

describe('a table as CSV', () => {
  it('is read back as it was, whatever it holds', () => {
    const cell = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('a,b', '"', '\r\n', ' x'));
    const rows = fc.array(fc.tuple(cell, cell), { maxLength: 5 });
    fc.assert(
      fc.property(rows, (given) => {
        const written = csvText({ columns: ['one', 'two'], rows: given });
        const found = parse(written, { record_delimiter: '\r\n' }) as string[][];
        expect(found).toEqual([['one', 'two'], ...given]);
      }),
      { numRuns: 60 },
    );
  });

  it('ends every record, the last too, and leaves empty what is no number', () => {
    const written = csvText({ columns: ['a', 'b'], rows: [[Number.NaN, 0.25]] });
    expect(written).toBe('a,b\r\n,0.25\r\n');
  });
});

describe('a study as CSV', () => {
  it('has the figures of its JSON, each with interval, method and n', async () => {
    const parsed = parseStudy(text, 'small.yaml');
    if (!parsed.ok) throw new Error('it is a study');
    const plan = { model, replications: 12, tornado: true };
    const result = await runStudy(parsed.value, emptyTenant, plan);
    const rows = read(renderReport(studyReport(result, 'again'), 'csv', look));
    expect(Object.keys(rows[0] ?? {})).toEqual([...figureColumns]);
    const success = rows.find(
      ({ table, policy, item }) =>
        table === 'metric' && policy === 'unread' && item === 'recall.success',
    );
    const { value, low, high, n, method } = result.policies['unread']?.['recall.success'] ?? {};
    expect(success).toMatchObject({
      value: String(value),
      low: String(low),
      high: String(high),
      n: String(n),
      method,
      unit: 'share',
    });
    const tables = new Set(rows.map(({ table }) => table));
    for (const known of ['difference', 'reason', 'kind', 'curve', 'rests-on', 'decides', 'moved']) {
      expect(tables, known).toContain(known);
    }
    const told = rows.filter(({ table }) => table === 'requirement');
    expect(told).toMatchObject([
      { item: 'today.recall.success >= 0.5', note: 'met', unit: 'share', level: '0.05' },
    ]);
    expect(told[0]?.confidence).toBe(success?.confidence);
  });
});

describe('a gate as CSV', () => {
  it('has limits with their own confidence, beside the chance of a wrong verdict', async () => {
    const parsed = parseStudy(`${text}precision: { method: gate }\n`, 'small.yaml');
    if (!parsed.ok) throw new Error('it is a study');
    const result = await runStudy(parsed.value, emptyTenant, { model, replications: null });
    const rows = read(renderReport(studyReport(result, 'again'), 'csv', look));
    const told = rows.find(({ table }) => table === 'requirement');
    const {
      low = null,
      high = null,
      confidence,
    } = result.policies['today']?.['recall.success'] ?? {};
    expect(told).toMatchObject({ low: String(low), high: String(high), level: '0.01' });
    expect(told?.confidence).toBe(String(confidence));
  });
});

describe('a sweep as CSV', () => {
  it('has a value and a difference for each position of each factor', async () => {
    const parsed = parseSweep(text, 'small.yaml', { replications: 8 });
    if (!parsed.ok) throw new Error('it is a sweep');
    const result = await runSweep(parsed.value, emptyTenant, model);
    const rows = read(renderReport(sweepReport(result, 'again'), 'csv', look));
    const of = (wanted: string): Row[] =>
      rows.filter(({ table, item }) => table === wanted && item === 'recall.success');
    expect(of('moved')).toHaveLength(4);
    const { today } = result.design === 'tornado' ? result.policies : {};
    const { value, low, high } = today?.values['recall.success'] ?? {};
    const known = { value: String(value), low: String(low), high: String(high), unit: 'share' };
    expect(of('metric')).toHaveLength(2);
    expect(of('metric')[0]).toMatchObject({ policy: 'today', ...known });
    expect(of('moved-by')).toHaveLength(4);
    expect(rows.filter(({ table }) => table === 'factor')).toMatchObject([{ item: 'external' }]);
  });
});

describe('a replay as CSV', () => {
  it('has a record for each recipient of a recall, and what is left there', () => {
    const file = 'scenarios/library/chain-of-forwarding-mailboxes.yaml';
    const parsed = parseScenario(readFileSync(file, 'utf8'), file);
    if (!parsed.ok) throw new Error('it is a scenario');
    const { outcome, traceHash, verdict, unmet } = replay(model, parsed.value);
    const { name, profile } = parsed.value;
    const scenarios = [{ file, name, profile, traceHash, verdict, outcome, unmet }];
    const report = { scenarios, faults: [], flags: '', incomplete: false };
    const rows = read(renderReport(replayDocument(report), 'csv', look));
    const recipients = outcome.recalls.flatMap((recall) => recall.recipients);
    expect(rows.map(({ recipient }) => recipient)).toEqual(
      recipients.map(({ recipient }) => recipient),
    );
    expect(rows.map((row) => row['outcome'])).toEqual(recipients.map((one) => one.outcome));
  });
});
