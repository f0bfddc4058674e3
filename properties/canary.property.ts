/**
 * Canaries: false sentences that every run must find false.
 *
 * Why: a suite in which nothing can fail looks like one in which everything holds. If arbitraries,
 * budget or harness ever stop finding counterexamples, these fail first, and `tools/count-reporter`
 * voids the run; it voids a run without them as well.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Scenario } from '../scenarios/scenario.ts';
import { scenarios } from './arbitraries/scenario.ts';
import { canary, describe, it, run, slugOf } from './harness.ts';
import { rowsOf } from './outcomes.ts';

const neverSucceeds = 'no recall ever succeeds';

/** One message and one recall are enough to refute what is said here. */
function isSmall({ timeline, faults }: Scenario): void {
  expect(timeline.map(({ action }) => action.kind).sort()).toEqual(['recall', 'send']);
  expect(faults).toEqual([]);
}

describe('canaries', () => {
  canary(
    neverSucceeds,
    scenarios,
    (scenario) => {
      for (const { outcome } of rowsOf(run(scenario).outcome)) expect(outcome).not.toBe('recalled');
    },
    isSmall,
  );

  canary(
    'every recall succeeds',
    scenarios,
    (scenario) => {
      for (const row of rowsOf(run(scenario).outcome)) expect(row.outcome).toBe('recalled');
    },
    (scenario) => expect(scenario.timeline.length).toBeLessThanOrEqual(3),
  );

  it('leave nothing in the corpus', () => {
    const stored = readdirSync(join(import.meta.dirname, 'corpus'));
    expect(stored.filter((file) => file.startsWith(slugOf(neverSucceeds)))).toEqual([]);
  });
});
