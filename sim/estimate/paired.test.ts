/**
 * Tests of paired differences: they cover, and common draws reduce their variance as theory says.
 */
import { describe, expect, it } from 'vitest';
import { normalQuantile } from '../arithmetic.ts';
import { drawsFor } from '../streams.ts';
import { SHARE } from './estimate.ts';
import { estimatePaired } from './paired.ts';

const seed = { high: 0, low: 0x5eed };
const support = { low: -1000, high: 1000 };

/** Two policies 0.3 apart: a shared part of variance 1, and a part of variance 1/4 each. */
function twoPolicies(experiment: number, n: number): [number[], number[]] {
  const draws = drawsFor(seed, experiment);
  const z = (i: number, draw: number): number =>
    normalQuantile(draws.uniform('reader.opens', i, draw));
  const rows: number[] = [];
  const baseline: number[] = [];
  for (let i = 0; i < n; i++) {
    rows.push(0.3 + z(i, 0) + 0.5 * z(i, 1));
    baseline.push(z(i, 0) + 0.5 * z(i, 2));
  }
  return [rows, baseline];
}

describe('estimatePaired', () => {
  it('misses the true difference in 5 % of experiments', () => {
    // The differences are normal, so t is exact; 56 to 150 of 2,000 as derived in mean.test.ts.
    let misses = 0;
    for (let experiment = 0; experiment < 2000; experiment++) {
      const { low, high } = estimatePaired(...twoPolicies(experiment, 10), support);
      if (low > 0.3 || high < 0.3) misses += 1;
    }
    expect(misses).toBeGreaterThanOrEqual(56);
    expect(misses).toBeLessThanOrEqual(150);
  });

  it('reports the variance reduction that theory gives: (1.25 + 1.25) / 0.5 = 5', () => {
    // Each of the three variances is within a factor 1.1 of its own: a chi-square with 19,999
    // degrees of freedom strays 10 % with probability below 2 exp(-19,999 * 0.01 / 6) = 7e-15.
    const { varianceReduction } = estimatePaired(...twoPolicies(0, 20_000), support);
    expect(varianceReduction).toBeGreaterThan(5 / 1.21);
    expect(varianceReduction).toBeLessThan(5 * 1.21);
  });

  it('keeps a width when the policies never differ, and claims no reduction', () => {
    const rows = [0, 1, 1, 0, 1];
    const estimate = estimatePaired(rows, rows, SHARE);
    const share = 1 - 0.05 ** (1 / 5);
    expect(estimate.value).toBe(0);
    expect(estimate.low).toBeCloseTo(-share, 12);
    expect(estimate.high).toBeCloseTo(share, 12);
    expect(estimate.varianceReduction).toBeNull();
  });

  it('changes its sign with the order of the policies', () => {
    const [rows, baseline] = twoPolicies(1, 12);
    const there = estimatePaired(rows, baseline, support);
    const back = estimatePaired(baseline, rows, support);
    expect(back.value).toBeCloseTo(-there.value, 12);
    expect(back.low).toBeCloseTo(-there.high, 12);
    expect(back.varianceReduction).toBeCloseTo(there.varianceReduction ?? 0, 9);
  });

  it('refuses rows that do not pair', () => {
    expect(() => estimatePaired([1, 0], [1], SHARE)).toThrow(RangeError);
  });
});
