/**
 * Tests of the plan: how many replications a pilot asks for, and that planning once covers.
 */
import { describe, expect, it } from 'vitest';
import type { Precision } from '../scenarios/study.ts';
import { normalQuantile } from './arithmetic.ts';
import { type Estimate, SHARE } from './estimate/estimate.ts';
import { estimateMean } from './estimate/mean.ts';
import { halfWidthOf, isReached, nextStage, planReplications } from './stop.ts';
import { drawsFor } from './streams.ts';

const precision = (halfWidth: number, min = 100, max = 100_000): Precision => ({
  method: 'planned',
  gateError: 0.01,
  metric: { name: 'recall.success', word: 'recall.success', of: 'all' },
  halfWidth,
  confidence: 0.95,
  replications: { min, max },
});

const estimate = (halfWidth: number, method = 'Student t over messages'): Estimate => ({
  value: 0.5,
  low: 0.5 - halfWidth,
  high: 0.5 + halfWidth,
  confidence: 0.95,
  method,
  n: 100,
});

describe('planReplications', () => {
  it('asks for four times as many for half the width, and 15 % more', () => {
    expect(planReplications([estimate(0.25)], precision(0.125), 100)).toBe(460);
  });

  it('asks for twice as many where differences are rare', () => {
    const rare = estimate(0.25, 'exact binomial bound, 0 of 100 messages differ from the others');
    expect(planReplications([rare], precision(0.125), 100)).toBe(230);
  });

  it('stays within the least and the most', () => {
    expect(planReplications([estimate(0.001)], precision(0.01), 100)).toBe(100);
    expect(planReplications([estimate(0.4)], precision(0.001, 100, 5000), 100)).toBe(5000);
    expect(planReplications([], precision(0.01), 100)).toBe(100);
  });

  it('asks for what the least certain policy needs', () => {
    const both = [estimate(0.0625), estimate(0.375), estimate(0.25)];
    expect(planReplications(both, precision(0.125), 100)).toBe(1035);
  });

  it('asks again from a pilot four times as large, and no further than is planned', () => {
    const stage = (halfWidth: number, done: number) =>
      nextStage([estimate(halfWidth)], precision(0.125), done);
    expect(stage(0.5, 100)).toEqual({ planned: 1840, until: 400 });
    expect(stage(0.25, 400)).toEqual({ planned: 1840, until: 1600 });
    expect(stage(0.25, 500)).toEqual({ planned: 2300, until: 2000 });
    expect(stage(0.13, 1600)).toEqual({ planned: 1991, until: 1991 });
    expect(stage(0.01, 1600)).toEqual({ planned: 1600, until: 1600 });
  });

  it('asks again when a plan did not suffice, until no more is allowed', () => {
    const stage = (halfWidth: number, done: number) =>
      nextStage([estimate(halfWidth)], precision(0.125, 100, 2000), done);
    expect(stage(0.126, 1000)).toEqual({ planned: 1169, until: 1169 });
    expect(stage(0.126, 1800)).toEqual({ planned: 2000, until: 2000 });
    expect(stage(0.126, 2000)).toEqual({ planned: 2000, until: 2000 });
    expect(nextStage([], precision(0.125), 100)).toEqual({ planned: 100, until: 100 });
  });

  it('is not reached where there is nobody to measure', () => {
    expect(isReached([estimate(0.1), estimate(0.125)], precision(0.125))).toBe(true);
    expect(isReached([estimate(0.1), estimate(0.126)], precision(0.125))).toBe(false);
    expect(isReached([], precision(0.125))).toBe(false);
  });

  it('leaves an interval that covers as often as it says, and is as narrow as asked', () => {
    // Rows near normal: mean 0.5, deviation 0.1. 1,000 experiments of a nominal 95 % miss more than
    // 85 times with a probability of 1e-6.
    let misses = 0;
    for (let experiment = 0; experiment < 1000; experiment++) {
      const draws = drawsFor({ high: 0, low: 4711 }, experiment);
      const row = (index: number): number =>
        Math.min(
          1,
          Math.max(0, 0.5 + 0.1 * normalQuantile(draws.uniform('workload.sender', index))),
        );
      const rows = Array.from({ length: 40 }, (_, index) => row(index));
      const pilot = () => nextStage([estimateMean(rows, SHARE)], precision(0.015, 40), rows.length);
      const runTo = (n: number): void => {
        while (rows.length < n) rows.push(row(rows.length));
      };
      let stage = pilot();
      for (; stage.until > rows.length; stage = pilot()) runTo(stage.until);
      const final = estimateMean(rows, SHARE);
      if (final.low > 0.5 || final.high < 0.5) misses++;
      expect(halfWidthOf(final)).toBeLessThanOrEqual(0.015);
    }
    expect(misses).toBeLessThanOrEqual(85);
    expect(misses).toBeGreaterThan(20);
  });
});
