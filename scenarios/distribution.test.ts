/**
 * Tests of distributions as data: what is accepted, and what is said about the rest.
 */
import { describe, expect, it } from 'vitest';
import { type Distribution, validateDistribution } from './distribution.ts';

describe('validateDistribution', () => {
  it('accepts each form', () => {
    const fine: Distribution[] = [
      { constant: 30_000 },
      { constant: 0 },
      { uniform: { from: 0, to: 6000 } },
      { uniform: { from: 5, to: 5 } },
      { exponential: { mean: 360_000 } },
      { weibull: { scale: 360_000, shape: 0.7 } },
      { lognormal: { median: 45_000, sigma: 1 } },
      {
        empirical: [
          [0, 0],
          [0.5, 2_820_000],
          [0.5, 3_000_000],
          [1, 86_400_000],
        ],
      },
      {
        mixture: [
          { weight: 0.6, of: { constant: 1 } },
          { weight: 0.4, of: { constant: 2 } },
        ],
      },
    ];
    for (const distribution of fine) expect(validateDistribution(distribution)).toEqual([]);
  });

  it('names the place and the fault of each number', () => {
    expect(validateDistribution({ constant: '30s' })).toEqual([
      'distribution.constant: is not a finite number of 0 or more',
    ]);
    expect(validateDistribution({ exponential: { mean: 0 } }, 'delay')).toEqual([
      'delay.exponential.mean: is not a finite number above 0',
    ]);
    expect(validateDistribution({ weibull: { scale: 0 } })).toHaveLength(2);
    expect(validateDistribution({ lognormal: { median: Infinity, sigma: -1 } })).toHaveLength(2);
    expect(validateDistribution({ uniform: { from: 6, to: 5 } })).toEqual([
      'distribution.uniform: from is above to',
    ]);
    expect(validateDistribution({ mixture: [{ weight: 0, of: { constant: -1 } }] })).toEqual([
      'distribution.mixture[0].weight: is not a finite number above 0',
      'distribution.mixture[0].of.constant: is not a finite number of 0 or more',
    ]);
  });

  it('refuses what is no distribution at all', () => {
    const bad = [null, 5, 'x', [], {}, { gamma: {} }, { constant: 1, uniform: { from: 0, to: 1 } }];
    for (const value of bad) {
      expect(validateDistribution(value)[0]).toMatch(/^distribution: is not one of/);
    }
    for (const value of [{ uniform: null }, { lognormal: 5 }, { mixture: [null] }]) {
      expect(validateDistribution(value)).not.toEqual([]);
    }
  });

  it('refuses tables that do not rise from share 0 to share 1', () => {
    const faults = (empirical: unknown): string[] => validateDistribution({ empirical });
    expect(faults([[0, 1]])).toHaveLength(1);
    expect(faults([0, 1])).toHaveLength(3);
    expect(
      faults([
        [0.1, 0],
        [1, 5],
      ])[0],
    ).toMatch(/first share/);
    expect(
      faults([
        [0, 0],
        [0.9, 5],
      ])[0],
    ).toMatch(/last share/);
    expect(
      faults([
        [0, 7],
        [1, 5],
      ])[0],
    ).toMatch(/below the point before/);
  });

  it('refuses mixtures nested without end', () => {
    let value: Distribution = { constant: 1 };
    for (let depth = 0; depth < 5; depth++) value = { mixture: [{ weight: 1, of: value }] };
    expect(validateDistribution(value)[0]).toMatch(/more than 4 deep/);
  });
});
