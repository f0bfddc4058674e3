/**
 * Rare rates: what too few messages showed is bounded and refused, with the number that would do.
 */
import { describe, expect, it } from 'vitest';
import { at } from '../model/assert.ts';
import { createModel, tabulateAll } from '../model/model.ts';
import { emptyTenant } from '../model/org/tenant.ts';
import { rareLines } from '../reports/resting-words.ts';
import { endingOf } from '../reports/study-words.ts';
import { parseStudy } from '../scenarios/parse-study.ts';
import { estimateProportion } from './estimate/proportion.ts';
import { messagesFor } from './rare.ts';
import { runStudy } from './run.ts';
import { drawsFor } from './streams.ts';

const model = createModel(tabulateAll());

function run(more: string, replications: number | null) {
  const parsed = parseStudy(
    `
version: 1
name: Rare
profile: cloud-2026-08
tenant: { generate: { mailboxes: 20 } }
population: { onPremisesShare: 0, forwardsInsideShare: 0, forwardsOutsideShare: 0 }
workload: { recipients: 2, recallAfter: seconds }
behaviours: { forwards: 0 }
metrics: [recall.success, recall.noticed, recall.seen]
${more}`,
    'rare.yaml',
  );
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return runStudy(parsed.value, emptyTenant, { model, replications });
}

describe('a rate that too few messages showed', () => {
  it('is bounded, and refused with how many messages would do', async () => {
    const result = await run('', 60);
    const [success, noticed] = ['recall.success', 'recall.noticed'].map((name) =>
      result.rare['today']?.find(({ metric }) => metric === name),
    );
    expect(noticed).toMatchObject({ side: 'shown', seen: 0, n: 60, share: 0 });
    expect(success).toMatchObject({ side: 'missing', n: 60 });
    // None of 60: one minus the 60th root of 5 %.
    expect(noticed?.atMost).toBeCloseTo(1 - 0.05 ** (1 / 60), 10);
    const lines = rareLines(result).join('\n');
    expect(lines).toContain('noticed: shown by none of 60 messages, so by at most 4.9 % of them');
    expect(lines).toContain('±10 %');
    expect(lines).toContain('rare outcomes are not split, because');
    expect(result.rare['today']?.map(({ metric }) => metric)).not.toContain('recall.seen');
  });

  it('is known to ±10 % by as many as it says', () => {
    const share = 0.02;
    const n = messagesFor(share, 0.95);
    expect(n).toBe(19_000);
    let within = 0;
    for (let experiment = 0; experiment < 60; experiment++) {
      const draws = drawsFor({ high: 0, low: 31 }, experiment);
      let seen = 0;
      for (let message = 0; message < n; message++) {
        if (draws.uniform('sweep.point', message) < share) seen++;
      }
      if (Math.abs(estimateProportion(seen, n).value - share) <= 0.1 * share) within++;
    }
    // 95 % of 60 are 57; fewer than 50 come with a chance of 4e-4.
    expect(within).toBeGreaterThanOrEqual(50);
  });
});

describe('a run of few messages', () => {
  it('refuses nothing that all of them showed', async () => {
    const { rare } = await run('', 3);
    for (const { n, seen } of rare['today'] ?? []) expect(seen).toBeLessThan(n);
  });
});

describe('a precision that the budget cannot meet', () => {
  it('says not reached, and about how many messages would do', async () => {
    const narrow =
      'precision: { metric: recall.seen, halfWidth: 0.001, replications: { min: 20, max: 40 } }';
    const result = await run(narrow, null);
    expect(result).toMatchObject({ stopped: 'budget', precision: { reached: false } });
    expect(endingOf(result)).toContain('not reached; about ');
    const half = at(
      ['today'].map((name) => result.policies[name]?.['recall.seen']),
      0,
    );
    const width = Math.max(
      (half?.high ?? 0) - (half?.value ?? 0),
      (half?.value ?? 0) - (half?.low ?? 0),
    );
    const needed = result.precision.needed ?? 0;
    expect(needed / (40 * (width / 0.001) ** 2)).toBeCloseTo(1, 1);
    const wide = await run(narrow.replace('0.001', '0.9'), 40);
    expect(wide.precision).toMatchObject({ reached: true, needed: null });
    expect(endingOf(wide)).not.toContain('reached');
    expect(endingOf(await run(narrow, 40))).toContain('not reached');
  });
});
