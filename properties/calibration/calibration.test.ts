/**
 * Calibration: every method of docs/STATISTICS.md, on experiments whose truth is known exactly, is
 * audited for the coverage it promises.
 *
 * Error rate: that any of them is accused though all keep their promise has a chance of at most
 * 1e-4, for all looks together (`audit.ts`). 200 experiments see a method that misses four times
 * as often as it says, 20,000 (`npm run nightly`) one that misses 6 % instead of 5 %.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { audit, FAMILY_ERROR, type Finding, heading, isAccused, lineOf } from './audit.ts';
import { cases, naive } from './cases.ts';

const isNight = process.env['RECALL_LAB_NIGHTLY'] === '1';
const experiments = isNight ? 20_000 : 200;
const page = readFileSync(join(import.meta.dirname, '../../docs/STATISTICS.md'), 'utf8');
const table = page.slice(page.indexOf(heading) + heading.length + 1).split('\n');
const documented = table.slice(
  0,
  table.findIndex((line) => !line.startsWith('|')),
);
const findings: Finding[] = [];

describe('calibration', () => {
  it.each(cases)('$method covers as often as it promises: $law', async (of) => {
    const quicker = isNight || !of.method.startsWith('sequence') ? experiments : experiments / 4;
    const finding = await audit(of, quicker);
    findings.push(finding);
    expect(isAccused(finding, cases.length), lineOf(finding)).toBe(false);
  });

  it('accuses an interval of a fixed n that is stopped at its worst look', async () => {
    expect(isAccused(await audit(naive, 200), cases.length)).toBe(true);
  });

  it('accuses nobody who misses exactly as often as promised', async () => {
    let [draw, accused] = [1, 0];
    for (let repeat = 0; repeat < 100; repeat++) {
      const honest = { method: '', law: '', n: '', promise: 0.95, ideal: 1 };
      // A generator with a full period is random enough for a rate of 1 in 10,000.
      const run = () => {
        draw = (Math.imul(draw, 1664525) + 1013904223) >>> 0;
        return { missed: draw / 2 ** 32 < 0.05, width: 1 };
      };
      if (isAccused(await audit({ ...honest, run }, 1000), 1)) accused++;
    }
    expect(FAMILY_ERROR).toBe(1e-4);
    expect(accused).toBe(0);
  });

  it('has the table of the documentation, line by line', () => {
    const cells = (line: string): string[] => line.split('|').slice(1, 5);
    const lines = findings.map(lineOf);
    expect(documented.map(cells)).toEqual(lines.map(cells));
    // The numbers themselves come from as many experiments as a night has.
    if (isNight) expect(documented).toEqual(lines);
  });
});
