/**
 * The validation: every published row is there, verdicts follow from intervals, and outcomes of the
 * model rest on no fitted number.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createModel, tabulateAll } from '../../model/model.ts';
import { parseSweep } from '../../scenarios/parse-sweep.ts';
import type { Chunk } from '../chunk.ts';
import { newChunk } from '../chunk.ts';
import type { Fate } from '../fates.ts';
import { shareOf } from './recall-rows.ts';
import { groupsRow, mistakesRow, openRateRow, opensRow, replyRow } from './sampler-rows.ts';
import { runValidation } from './validate.ts';
import { measureOf, rowOf, verdictOf } from './validation.ts';

const file = join(import.meta.dirname, '../../scenarios/library/studies/published.yaml');
const parsed = parseSweep(readFileSync(file, 'utf8'), file);
if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
const sweep = parsed.value;
const seed = { high: 0, low: 7 };

describe('a verdict', () => {
  it('is met or missed by the whole interval, and undecided between', () => {
    const band = [0.3, 0.45] as const;
    expect(verdictOf({ low: 0.3, high: 0.45 }, band)).toBe('met');
    expect(verdictOf({ low: 0.2, high: 0.299 }, band)).toBe('not met');
    expect(verdictOf({ low: 0.46, high: 0.5 }, band)).toBe('not met');
    expect(verdictOf({ low: 0.29, high: 0.31 }, band)).toBe('undecided');
  });

  it('of a row is that of its worst measure; what stands aside does not count', () => {
    const ours = { value: 0.5, low: 0.4, high: 0.6, method: '', n: 1 };
    const measure = (band: readonly [number, number], isAside = false) =>
      measureOf({ what: '', published: '', band, unit: 'share', ours }, isAside);
    const row = (...measures: ReturnType<typeof measure>[]) =>
      rowOf({
        row: 1,
        published: '',
        source: '',
        conditions: '',
        kind: 'outcome',
        fitted: [],
        notes: [],
        measures,
      }).verdict;
    expect(row(measure([0, 1]), measure([0.9, 1], true))).toBe('met');
    expect(row(measure([0, 1]), measure([0.5, 1]))).toBe('undecided');
    expect(row(measure([0.5, 1]), measure([0.9, 1]))).toBe('not met');
    expect(row(measure([0, 1], true))).toBe('not modelled');
  });
});

describe('a share of recipients', () => {
  it('counts whom it is asked to count, under the policy named', () => {
    const { chunk, add } = newChunk(0, 2);
    const fate = (isInside: boolean, success: boolean): Fate => ({
      recipient: isInside ? 1 : 2,
      kind: isInside ? 'cloud' : 'outside',
      client: null,
      isInside,
      words: 'recalled - -',
      success,
      reported: success,
      seen: false,
      noticed: false,
      outsideNotice: false,
      actedOn: false,
      noticeAt: -1,
      left: null,
      receipts: 0,
      isDuplicate: false,
      decisionMs: 0,
      seenAt: -1,
      goneAt: -1,
    });
    for (let message = 0; message < 20; message++) {
      const times = { untilMs: 1, deliveryMs: 1, rules: [] };
      add(0, { tallied: { fates: [fate(true, false)], reportMs: -1, incidents: [] }, ...times });
      const fates = [fate(true, message % 2 === 0), fate(false, false)];
      add(1, { tallied: { fates, reportMs: -1, incidents: [] }, ...times });
    }
    const how = { policies: ['a', 'b'], sizeMax: 2 };
    const played = { condition: '', chunks: [chunk as Chunk], ...how };
    const inside = ({ isInside }: Fate) => isInside;
    expect(shareOf(played, 'b', inside, ({ success }) => success)?.value).toBe(0.5);
    expect(shareOf(played, 'a', inside, ({ success }) => success)?.value).toBe(0);
    expect(shareOf(played, 'a', ({ kind }) => kind === 'outside', inside)).toBe(null);
  });
});

describe('the rows', () => {
  it('are all there; what comes out of the model rests on nothing fitted', async () => {
    const model = createModel(tabulateAll());
    const plan = { sweep, model, replications: 64, moverReplications: 0 };
    const { rows, incomplete } = await runValidation(plan);
    expect(incomplete).toBe(false);
    expect(rows.map(({ row }) => row)).toEqual([1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 14, 15, 17]);
    const outcomes = rows.filter(({ kind }) => kind === 'outcome');
    expect(outcomes.map(({ row }) => row)).toEqual([1, 2, 3]);
    expect(outcomes.every(({ fitted }) => fitted.length === 0)).toBe(true);
    const fits = rows.filter(({ kind }) => kind === 'fit');
    expect(fits.every(({ fitted }) => fitted.length > 0)).toBe(true);
    for (const { kind, measures } of rows)
      expect(measures.length > 0).toBe(kind !== 'not modelled');
    // Both presets of the recall delay, because no figure decides.
    expect(outcomes[0]?.measures.map(({ what }) => what.split(',')[0])).toContain('seconds');
    expect(rows.find(({ row }) => row === 8)?.verdict).toBe('met');
  });

  it('of samplers are judged by what the samplers give', () => {
    expect(replyRow(seed, 20_000).measures.map(({ verdict }) => verdict)).not.toContain('not met');
    expect(mistakesRow(seed, 20_000).verdict).toBe('met');
    expect(groupsRow(seed, 1000).verdict).toBe('met');
    const late = Array.from({ length: 1000 }, () => 200);
    expect(opensRow(late).verdict).toBe('not met');
    expect(openRateRow([...late, ...late.map(() => -1)])).toMatchObject({ verdict: 'not met' });
  });

  it('stop when they are told to', async () => {
    const model = createModel(tabulateAll());
    const plan = { sweep, model, replications: 64, moverReplications: 0 };
    const result = await runValidation(plan, { shouldStop: () => true });
    expect(result.incomplete).toBe(true);
    expect(result.rows.every(({ kind }) => kind === 'not modelled')).toBe(true);
  });
});
