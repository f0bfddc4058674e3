/**
 * Cells go on with what others remember: each comes out as the same study run by itself, every
 * message whole.
 */
import { describe, expect, it } from 'vitest';
import { createModel, tabulateAll } from '../../model/model.ts';
import { emptyTenant } from '../../model/org/tenant.ts';
import { parseSweep, type Sweep } from '../../scenarios/parse-sweep.ts';
import { compileStudy } from '../arms.ts';
import { COLUMNS } from '../fates.ts';
import { newState, runTo } from '../run.ts';
import { playReplication } from '../workload.ts';
import { type Cell, newCellAt, newCellRunner, studyAt } from './cells.ts';
import { otherLevels } from './designs.ts';

const model = createModel(tabulateAll());
const MESSAGES = 5;

const text = `
version: 1
name: Many lives of few messages
profile: cloud-2026-08
tenant: { generate: { mailboxes: 12 } }
population:
  forwardsInsideShare: 0.3
  onPremisesShare: 0.1
  clients: { outlook-windows: 0.5, imap4: 0.5 }
workload: { recipients: 4, external: 0.2, recallAfter: noticed-late, readReceipt: true }
behaviours: { mailboxOutage: 0.1, forwards: 0.3 }
policies: { today: {}, classic: { profile: classic } }`;

function sweepOf(): Sweep {
  const parsed = parseSweep(text, 'many.yaml', { replications: MESSAGES });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return parsed.value;
}

const rowsOf = ({ state }: Pick<Cell, 'state'>): string[] =>
  state.runs.map(({ rows }) => {
    const columns = Array.from({ length: COLUMNS }, (_, column) => rows.column(column).join());
    return columns.join('\n');
  });

/** The rows of a study that remembers nothing. */
async function alone(study: Cell['study']): Promise<string[]> {
  const plan = { model, replications: null, order: 'whole' } as const;
  const state = newState(compileStudy(study, emptyTenant), plan, playReplication);
  await runTo(state, MESSAGES, MESSAGES, {});
  return rowsOf({ state });
}

describe('a cell', () => {
  it('is as if there were no others, whatever is moved', async () => {
    const sweep = sweepOf();
    const runner = newCellRunner(model, emptyTenant);
    const base = runner.newCell(sweep.study);
    await runner.run(base, MESSAGES);
    let moved = 0;
    // Organizations that are grown anew have nothing in common.
    for (const factor of sweep.factors.filter(({ set }) => set[0] !== 'population')) {
      for (const level of otherLevels(factor).slice(0, 1)) {
        const cell = runner.newCell(studyAt(sweep, [[factor, level]]));
        await runner.run(cell, MESSAGES);
        const rows = rowsOf(cell);
        expect(rows, `${factor.name}: ${level.label}`).toEqual(await alone(cell.study));
        if (rows.join() !== rowsOf(base).join()) moved++;
      }
    }
    expect(moved).toBeGreaterThan(10);
  });
});

describe('a cell that cannot be', () => {
  const sweep = sweepOf();
  const runner = newCellRunner(model, emptyTenant);
  const levelsOf = (sets: readonly (readonly [string, unknown])[]) =>
    sets.map(([set, value]) => {
      const level = { label: String(value), value };
      const factor = { name: set, set: set.split('.'), levels: [level], range: null, base: '' };
      return [{ ...factor, standing: null, source: '' }, level] as const;
    });
  const faultOf = (sets: readonly (readonly [string, unknown])[]) => {
    try {
      newCellAt({ sweep, runner, step: () => {} }, levelsOf(sets));
      return null;
    } catch (error) {
      return error;
    }
  };

  it('names its levels where nobody can be written to so often', () => {
    const outside = ['workload.external', 0] as const;
    expect(faultOf([outside, ['workload.recipients', 11]])).toBeNull();
    expect(faultOf([outside, ['workload.recipients', 40]])).toMatchObject({
      fault: {
        path: ['factors'],
        message: expect.stringMatching(
          /^"workload.external" at 0, "workload.recipients" at 40: workload.recipients asks for 40/,
        ),
      },
    });
  });

  it('names its levels where they make no study together', () => {
    const recipients = ['workload.recipients', { from: 5, to: 4 }] as const;
    expect(faultOf([recipients])).toMatchObject({
      fault: {
        path: ['factors'],
        message: expect.stringMatching(/^"workload.recipients" at .*: /),
      },
    });
  });
});
