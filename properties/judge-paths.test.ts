/**
 * Every path of small worlds against the judge: of as many worlds with one addressee as the budget
 * has room for, each walked whole.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countPaths, slices, walkEveryPath } from './arbitraries/every-path.ts';
import { model } from './harness.ts';
import { judge } from './judge/judge.ts';
import { differences } from './judgement.ts';

/** Paths for each input that any other property gets. */
const PATHS_PER_RUN = 40;
/** The least share of the paths walked that is judged. */
const JUDGED_AT_LEAST = 0.95;
/** A world that would take more than this share of the budget is left out. */
const SHARE_MAX = 0.3;

/** Fewer paths than this are in the worlds that a large budget lets in. */
const PATHS_OF_ALL_SMALL = 30_000;

/** The nightly run has room for every path there is. */
const TIME_MAX_MS = 900_000;

describe('every path of worlds with one addressee', () => {
  it('ends as the judge says', { timeout: TIME_MAX_MS }, async ({ annotate }) => {
    const budget = PATHS_PER_RUN * (fc.readConfigureGlobal().numRuns ?? 100);
    const found: string[] = [];
    let worlds = 0;
    let paths = 0;
    let judged = 0;
    for (const slice of slices()) {
      if (paths > budget * 0.98) break;
      const count = countPaths(model, slice, Math.min(budget - paths, budget * SHARE_MAX));
      if (count === null) continue;
      worlds++;
      paths += count;
      const walked = walkEveryPath(model, slice, (path, outcome) => {
        const judgement = judge(path);
        if (!judgement.judged) return;
        judged++;
        found.push(...differences(judgement.verdicts, outcome, path));
      });
      expect(walked).toBe(count);
    }
    await annotate(`${judged} of ${paths} paths of ${worlds} worlds judged`);
    expect(found.slice(0, 20)).toEqual([]);
    // The budget is used: nearly all of it, or every world that is not too large.
    expect(paths).toBeGreaterThan(Math.min(budget * 0.8, PATHS_OF_ALL_SMALL));
    expect(judged / paths).toBeGreaterThanOrEqual(JUDGED_AT_LEAST);
  });
});
