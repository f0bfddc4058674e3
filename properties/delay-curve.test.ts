/**
 * Success over the delay of the recall, message by message on the same draws: it never rises where
 * reading protects a copy, and is flat where it does not, apart from the age limit.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createModel, tabulateAll } from '../model/model.ts';
import { emptyTenant } from '../model/org/tenant.ts';
import { parseSweep } from '../scenarios/parse-sweep.ts';
import { columnOf } from '../sim/fates.ts';
import { newCellRunner, studyAt } from '../sim/sweep/cells.ts';

const file = join(import.meta.dirname, '../scenarios/library/studies/how-late.yaml');
const parsed = parseSweep(readFileSync(file, 'utf8'), file);
if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
const sweep = parsed.value;
const MESSAGES = 32;

/** [policy][delay][message] recipients whose copy is gone */
const curves = await (async () => {
  const runner = newCellRunner(createModel(tabulateAll()), emptyTenant);
  const [factor] = sweep.factors;
  if (factor === undefined) throw new Error('the delay is varied');
  const byPolicy = new Map<string, Float64Array[]>();
  for (const level of factor.levels) {
    const cell = runner.newCell(studyAt(sweep, [[factor, level]]));
    await runner.run(cell, MESSAGES);
    for (const { name, rows } of cell.state.runs) {
      const column = rows.column(columnOf('success', 'all'));
      byPolicy.set(name, [...(byPolicy.get(name) ?? []), column]);
    }
  }
  return byPolicy;
})();

const curveOf = (policy: string): Float64Array[] => curves.get(policy) ?? [];
const totalOf = (rows: Float64Array | undefined): number =>
  [...(rows ?? [])].reduce((sum, row) => sum + row, 0);

describe('success over the delay of the recall', () => {
  it.each(['unread-only', 'classic'])('never rises under %s, in any message', (policy) => {
    const curve = curveOf(policy);
    curve.slice(1).forEach((rows, index) => {
      rows.forEach((success, message) => {
        expect(success).toBeLessThanOrEqual(curve[index]?.[message] ?? 0);
      });
    });
    // It does fall: else nothing was seen.
    expect(totalOf(curve.at(-1))).toBeLessThan(totalOf(curve[0]) / 2);
  });

  it('is flat under the default of the service, and ends at the age limit', () => {
    const curve = curveOf('today');
    for (const rows of curve) expect(rows).toEqual(curve[0]);
    const limited = curveOf('one-day');
    expect(limited.slice(0, -1)).toEqual(curve.slice(0, -1));
    expect(totalOf(limited.at(-1))).toBe(0);
    expect(totalOf(curve.at(-1))).toBeGreaterThan(0);
  });
});
