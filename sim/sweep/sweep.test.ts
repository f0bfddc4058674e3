/**
 * Sweeps: a cell is the study with its level in the file, on the same draws, and no more.
 */
import { describe, expect, it } from 'vitest';
import { at } from '../../model/assert.ts';
import { createModel, tabulateAll } from '../../model/model.ts';
import { emptyTenant } from '../../model/org/tenant.ts';
import { parseStudy } from '../../scenarios/parse-study.ts';
import { parseSweep, type Sweep } from '../../scenarios/parse-sweep.ts';
import { runStudy } from '../run.ts';
import { cellCount, runSweep } from './sweep.ts';

const model = createModel(tabulateAll());
const text = (more: string, workload = 'recallAfter: noticed-late'): string => `
version: 1
name: A sweep
profile: cloud-2026-08
tenant: { generate: { mailboxes: 20 } }
workload: { recipients: 3, external: 0.2, ${workload} }
policies: { today: {}, unread: { OrganizationConfig: { RecallReadMessagesEnabled: false } } }
metrics: [recall.success, recall.seen]
${more}`;

function sweepOf(more: string, changes = {}): Sweep {
  const parsed = parseSweep(text(more), 'sweep.yaml', { replications: 40, ...changes });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return parsed.value;
}

const run = (sweep: Sweep) => runSweep(sweep, emptyTenant, model);

describe('Sobol indices', () => {
  it('are refused where nobody is measured', async () => {
    const factors = 'factors: [{ set: workload.external, values: [0, 1] }]';
    const changes = { design: 'sobol', replications: 4, metric: 'recall.success.internal' };
    await expect(run(sweepOf(factors, { ...changes, points: 16 }))).rejects.toMatchObject({
      fault: { message: expect.stringMatching(/^nobody is measured .* at external=1$/) },
    });
  });
});

describe('a tornado', () => {
  it('has cells that are the study itself with another word in its file', async () => {
    const sweep = sweepOf('factors: [{ set: workload.recallAfter, values: [seconds, 3h] }]');
    const result = await run(sweep);
    if (result.design !== 'tornado') throw new Error('a tornado is the default');
    const { effects } = result.policies['unread'] ?? { effects: [] };
    for (const [index, after] of ['seconds', '3h'].entries()) {
      const alone = parseStudy(text('', `recallAfter: ${after}`), 'alone.yaml');
      if (!alone.ok) throw new Error('it is a study');
      const plan = { model, replications: 40 };
      const { policies } = await runStudy(alone.value, emptyTenant, plan);
      expect(effects[0]?.levels[index]?.values).toEqual(policies['unread']);
    }
  });

  it('ranks by what moves the metric, and leaves early what changes nothing', async () => {
    const result = await run(
      sweepOf(
        'factors: [secondRecall, { set: workload.external, low: 0, high: 1 }, ' +
          '{ set: OrganizationConfig.RecallReadMessagesEnabled, values: [true, false] }]',
        { replications: 80 },
      ),
    );
    if (result.design !== 'tornado') throw new Error('a tornado is the default');
    const { today, unread } = result.policies;
    expect(today?.effects[0]?.factor).toBe('external');
    const still = today?.effects.find(({ factor }) => factor === 'secondRecall');
    expect(still?.levels).toMatchObject([{ level: 'ignore', isSame: true, n: 64 }]);
    expect(still?.levels[0]?.differences['recall.success']).toMatchObject({ value: 0 });
    // A policy keeps what it says itself.
    const own = unread?.effects.find(({ factor }) => factor === 'RecallReadMessagesEnabled');
    expect(own?.levels.every(({ isSame }) => isSame)).toBe(true);
    expect(result.cells).toBe(cellCount(sweepOf('factors: [secondRecall, external]')) + 2);
  });

  it('varies every assumption and switch of a study that names no factors', () => {
    const { factors } = sweepOf('');
    expect(factors.every(({ standing }) => ['A', 'I', 'switch'].includes(standing ?? ''))).toBe(
      true,
    );
    const names = factors.map(({ name }) => name);
    for (const name of [
      'recallAfter',
      'clients',
      'away',
      'tidy',
      'secondRecall',
      'retryAttempts',
    ]) {
      expect(names).toContain(name);
    }
    expect(names).not.toContain('opensBroadcast');
  });

  it('ends when it is told to, and says so', async () => {
    let cells = 0;
    const hooks = { progress: () => cells++, shouldStop: () => cells >= 2 };
    const result = await runSweep(sweepOf('factors: [away, forwards]'), emptyTenant, model, hooks);
    expect(result).toMatchObject({ incomplete: true, cells: 2 });
  });
});

describe('tables and indices', () => {
  it('grid: a row for each combination, and means by level', async () => {
    const result = await run(
      sweepOf(
        'factors: [{ set: workload.recallAfter, values: [seconds, 3h] }, ' +
          '{ set: behaviours.away, low: 0, high: 1 }]',
        { design: 'grid', replications: 20 },
      ),
    );
    if (result.design !== 'grid') throw new Error('a grid was asked for');
    expect(result.table.map(({ levels }) => levels.join(' '))).toEqual([
      'seconds 0',
      'seconds 1',
      '3h 0',
      '3h 1',
    ]);
    const values = result.table.map(
      ({ policies }) => policies['unread']?.['recall.success']?.value,
    );
    const [effect] = result.mainEffects['unread'] ?? [];
    expect(effect?.levels[0]?.mean).toBeCloseTo(((values[0] ?? 0) + (values[1] ?? 0)) / 2, 12);
    // Nobody who is away reads, so the delay of the recall makes no difference.
    expect(values[1]).toBe(values[3]);
  });

  it('grid: means by level have the interval of their messages', async () => {
    const factor = '{ set: workload.recallAfter, values: [seconds, 30m] }';
    // Some recipients are outside, so messages have other numbers inside.
    for (const metric of ['recall.success', 'recall.success.internal']) {
      const changes = { design: 'grid', replications: 60, metric };
      const alone = await run(sweepOf(`factors: [${factor}]`, changes));
      if (alone.design !== 'grid') throw new Error('it was asked for');
      alone.mainEffects['unread']?.[0]?.levels.forEach((mean, place) => {
        // Of one cell it is that of the cell.
        const own = at(alone.table, place).policies['unread']?.[metric];
        expect(mean.mean).toBeCloseTo(own?.value ?? Number.NaN, 12);
        // A message with nobody inside counts here and not there, with nothing to add.
        const digits = metric === 'recall.success' ? 9 : 2;
        expect(mean.low).toBeCloseTo(own?.low ?? Number.NaN, digits);
        expect(mean.high).toBeCloseTo(own?.high ?? Number.NaN, digits);
      });
    }
    const two = `factors: [${factor}, { set: behaviours.away, values: [0, 0.5] }]`;
    const result = await run(sweepOf(two, { design: 'grid', replications: 60 }));
    if (result.design !== 'grid') throw new Error('it was asked for');
    const late = result.mainEffects['unread']?.[0]?.levels[1];
    const halves = result.table.slice(2).map(({ policies }) => {
      const { high = 0, low = 0 } = policies['unread']?.['recall.success'] ?? {};
      return high - low;
    });
    const width = (late?.high ?? 0) - (late?.low ?? 0);
    // The same messages in both cells: no narrower than if they agreed, and no wider.
    expect(width).toBeLessThanOrEqual(((halves[0] ?? 0) + (halves[1] ?? 0)) / 2 + 0.01);
    expect(width).toBeGreaterThan(Math.min(...halves) / 2);
    expect(late).toMatchObject({ cells: 2, n: 60, confidence: 0.95, unit: 'share' });
  });

  it('grid: no means by level where it was cut off, as levels met other levels then', async () => {
    let cells = 0;
    const hooks = { progress: () => cells++, shouldStop: () => cells >= 3 };
    const list =
      'factors: [{ set: workload.recallAfter, values: [seconds, 3h] }, ' +
      '{ set: behaviours.away, low: 0, high: 1 }]';
    const cut = sweepOf(list, { design: 'grid', replications: 4 });
    const result = await runSweep(cut, emptyTenant, model, hooks);
    if (result.design !== 'grid') throw new Error('a grid was asked for');
    expect(result).toMatchObject({ incomplete: true, cells: 3 });
    expect(result.table).toHaveLength(3);
    expect(result.mainEffects['unread']).toEqual([]);
  });

  it('Latin hypercube: thirds of a range', async () => {
    const result = await run(
      sweepOf('factors: [{ set: workload.external, low: 0, high: 0.9 }]', {
        design: 'latin-hypercube',
        points: 9,
        replications: 20,
      }),
    );
    if (result.design !== 'latin-hypercube') throw new Error('a hypercube was asked for');
    const [low, , high] = result.mainEffects['today']?.[0]?.levels ?? [];
    expect([low?.cells, high?.cells]).toEqual([3, 3]);
    expect(low?.mean).toBeGreaterThan((high?.mean ?? 1) + 0.3);
  });

  it('Sobol: what decides alone has nearly all of the variance; chance is named', async () => {
    const result = await run(
      sweepOf('factors: [{ set: workload.external, low: 0, high: 0.9 }, secondRecall]', {
        design: 'sobol',
        points: 24,
        replications: 10,
      }),
    );
    if (result.design !== 'sobol') throw new Error('Sobol indices were asked for');
    const { factors, converged } = result.policies['today'] ?? { factors: [] };
    expect(factors.map(({ factor }) => factor)).toEqual(['external', 'chance', 'secondRecall']);
    expect(factors[0]?.total.value).toBeGreaterThan(0.6);
    expect(factors[2]?.total).toEqual({ value: 0, low: 0, high: 0 });
    expect(converged).toBe(false);
  });
});
