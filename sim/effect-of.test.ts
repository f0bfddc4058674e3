/**
 * A level of a sweep that changed nothing in its first messages is left there, else it goes on:
 * what is told of it holds as often as it says, whichever happened.
 */
import { describe, expect, it } from 'vitest';
import { estimateDifference } from './estimate/difference.ts';
import { ofTwo } from './estimate/estimate.ts';
import { drawsFor, parseSeed, type Seed } from './streams.ts';
import { SCREENED } from './sweep/sweep.ts';

const SEED: Seed = parseSeed(77)!;
const EXPERIMENTS = 1_000;

describe('a level that may be left early', () => {
  it.each([
    [0.05, 300],
    [0.08, 300],
  ])('holds the truth where a share of %d differs, of %d messages', (share, messages) => {
    let missed = 0;
    for (let experiment = 0; experiment < EXPERIMENTS; experiment++) {
      const draws = drawsFor(SEED, experiment);
      const differs = Float64Array.from({ length: messages }, (_, message) =>
        draws.uniform('sweep.bootstrap', message) < share ? 1 : 0,
      );
      const isLeft = differs.subarray(0, SCREENED).every((one) => one === 0);
      const numerators = isLeft ? differs.subarray(0, SCREENED) : differs;
      const denominators = numerators.map(() => 1);
      const { high, low } = estimateDifference(
        { numerators, denominators },
        { numerators: numerators.map(() => 0), denominators },
        { support: { low: 0, high: 1 }, sizeMax: 1 },
        ofTwo(0.95),
      );
      if (low > share || high < share) missed++;
    }
    expect(missed).toBeLessThan(0.05 * EXPERIMENTS);
  });
});
