/**
 * Threads hand over the chunks that one thread would have made, in order, however many there are.
 * What they run is the bundle's; `npm test` makes it first.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createModel, tabulateAll } from '../model/model.ts';
import { emptyTenant } from '../model/org/tenant.ts';
import { parseStudy } from '../scenarios/parse-study.ts';
import type { Chunk } from '../sim/chunk.ts';
import { runStudy } from '../sim/run.ts';
import type { StudyResult } from '../sim/study-result.ts';
import { newThreads, threadsFor } from './threads.ts';

const bundled = new URL('../dist/worker.mjs', import.meta.url);
const model = createModel(tabulateAll());
const parsed = parseStudy(
  `version: 1
name: A study for threads
profile: cloud-2026-08
tenant: { generate: { mailboxes: 30 } }
workload: { recipients: { from: 1, to: 5 }, recallAfter: noticed-late }
policies: { today: {}, unread: { OrganizationConfig: { RecallReadMessagesEnabled: false } } }
precision: { halfWidth: 0.001, replications: { min: 100, max: 170 } }
`,
  'threads.yaml',
);

/** Runs the study; how many of its chunks were played by this thread. */
async function run(workers: number, file = bundled) {
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  const study = parsed.value;
  const job = { study, tenant: emptyTenant, traffic: null, stepper: undefined };
  const threads = newThreads({ workers, job, file, worthSeconds: 0 });
  const chunks: Chunk[] = [];
  let own = 0;
  const plan = { model, replications: null };
  let result: StudyResult;
  try {
    result = await runStudy(study, emptyTenant, plan, {
      pause: threads.ready,
      kept: (chunk) => chunks.push(chunk),
      chunks: {
        next: (from, to, until, play) =>
          threads.next(from, to, until, (first, last) => {
            own++;
            return play(first, last);
          }),
      },
    });
  } finally {
    await threads.close();
  }
  return {
    result: JSON.stringify(result),
    chunks: JSON.stringify(chunks),
    own,
    all: chunks.length,
  };
}

describe('threads', () => {
  it('are tested against a bundle that exists', () => {
    expect(existsSync(fileURLToPath(bundled))).toBe(true);
  });

  it('give the same bytes, one, two or three', { timeout: 60_000 }, async () => {
    const one = await run(1);
    expect(one.own).toBe(one.all);
    for (const workers of [2, 3]) {
      const more = await run(workers);
      expect(more.result).toBe(one.result);
      expect(more.chunks).toBe(one.chunks);
      // Otherwise nothing was compared.
      expect(more.own).toBeLessThan(more.all);
    }
  });

  it('are as many as asked for, else a few, and only on long runs', () => {
    const common = { format: 'text' as const, assume: [] };
    expect(threadsFor({ ...common, workers: 5 })).toEqual({ workers: 5 });
    const { worthSeconds, workers } = threadsFor(common);
    expect(workers).toBeGreaterThanOrEqual(1);
    expect(workers).toBeLessThanOrEqual(4);
    expect(worthSeconds).toBeGreaterThan(3);
  });
});
