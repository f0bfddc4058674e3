/**
 * Tests of variates: exact distribution functions, one uniform each, rising in it.
 *
 * Error rate: Massart's bound, P(sup |F_n - F| > d) <= 2 exp(-2 n d^2), holds for every n. With
 * n = 20,000 and alpha = 1e-6 a test, d = sqrt(ln(2 / alpha) / (2 n)) = 0.01905; the seed is fixed.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Distribution } from '../scenarios/distribution.ts';
import { drawsFor } from './streams.ts';
import {
  bernoulli,
  categorical,
  longest,
  negativeBinomial,
  quantile,
  sample,
  shareBelow,
} from './variates.ts';

const COUNT = 20_000;
const ALPHA = 1e-6;
const BOUND = Math.sqrt(Math.log(2 / ALPHA) / (2 * COUNT));
const draws = drawsFor({ high: 0, low: 0x5eed }, 0);

/** Distribution function of the normal law: Abramowitz and Stegun 7.1.26, error below 1.5e-7. */
function normalShare(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const tail =
    t *
    (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const erf = 1 - tail * Math.exp(-x * x);
  return z < 0 ? (1 - erf) / 2 : (1 + erf) / 2;
}

const clamp = (x: number): number => Math.min(1, Math.max(0, x));
const lognormalShare = (median: number, sigma: number) => (x: number) =>
  x <= 0 ? 0 : normalShare(Math.log(x / median) / sigma);

/** Each distribution with its distribution function, written independently of the code. */
const cases: Record<string, { law: Distribution; share: (x: number) => number; rises: boolean }> = {
  uniform: {
    law: { uniform: { from: 2000, to: 6000 } },
    share: (x) => clamp((x - 2000) / 4000),
    rises: true,
  },
  exponential: {
    law: { exponential: { mean: 360_000 } },
    share: (x) => clamp(1 - Math.exp(-x / 360_000)),
    rises: true,
  },
  weibull: {
    law: { weibull: { scale: 360_000, shape: 0.7 } },
    share: (x) => (x <= 0 ? 0 : 1 - Math.exp(-((x / 360_000) ** 0.7))),
    rises: true,
  },
  lognormal: {
    law: { lognormal: { median: 45_000, sigma: 1.3 } },
    share: lognormalShare(45_000, 1.3),
    rises: true,
  },
  empirical: {
    law: {
      empirical: [
        [0, 1000],
        [0.25, 2000],
        [0.75, 10_000],
        [1, 90_000],
      ],
    },
    share: (x) =>
      x < 2000
        ? clamp((0.25 * (x - 1000)) / 1000)
        : x < 10_000
          ? 0.25 + (0.5 * (x - 2000)) / 8000
          : clamp(0.75 + (0.25 * (x - 10_000)) / 80_000),
    rises: true,
  },
  mixture: {
    law: {
      mixture: [
        { weight: 3, of: { lognormal: { median: 45_000, sigma: 1 } } },
        { weight: 1, of: { exponential: { mean: 5000 } } },
        { weight: 1, of: { mixture: [{ weight: 1, of: { uniform: { from: 0, to: 100 } } }] } },
      ],
    },
    share: (x) =>
      0.6 * lognormalShare(45_000, 1)(x) + 0.2 * (1 - Math.exp(-x / 5000)) + 0.2 * clamp(x / 100),
    rises: false,
  },
};

describe('quantile', () => {
  for (const [index, [name, { law, share, rises }]] of Object.entries(cases).entries()) {
    it(`draws the ${name} law: Kolmogorov and Smirnov, alpha 1e-6`, () => {
      const sorted = Float64Array.from({ length: COUNT }, (_, i) =>
        quantile(law, draws.uniform('transport.delay', i, index)),
      ).sort();
      let worst = 0;
      sorted.forEach((x, i) => {
        worst = Math.max(worst, (i + 1) / COUNT - share(x), share(x) - i / COUNT);
      });
      expect(worst).toBeLessThan(BOUND);
    });

    it(`turns one uniform into one whole ${name} duration of 0 or more`, () => {
      for (let i = 0; i < 1000; i++) {
        const u = draws.uniform('transport.delay', i, index);
        const drawn = sample(law, u);
        expect(Number.isSafeInteger(drawn) && drawn >= 0).toBe(true);
        expect(Math.abs(drawn - quantile(law, u))).toBeLessThanOrEqual(0.5);
      }
    });

    if (rises) {
      it(`never falls as the uniform rises: ${name}`, () => {
        const unit = fc.integer({ min: 0, max: 2 ** 32 - 1 }).map((k) => (k + 0.5) / 2 ** 32);
        fc.assert(
          fc.property(unit, unit, (u, v) => {
            const [least, most] = u < v ? [u, v] : [v, u];
            expect(quantile(law, most)).toBeGreaterThanOrEqual(quantile(law, least));
          }),
        );
      });
    }
  }

  it('gives the constant whatever the uniform', () => {
    expect(sample({ constant: 30_000 }, 0.001)).toBe(30_000);
    expect(sample({ constant: 30_000 }, 0.999)).toBe(30_000);
  });

  it('stays finite and whole at the ends of the unit interval', () => {
    for (const { law } of Object.values(cases)) {
      for (const u of [2 ** -53, 1 - 2 ** -53]) {
        expect(Number.isSafeInteger(sample(law, u))).toBe(true);
      }
    }
    const wild: Distribution = { lognormal: { median: 1, sigma: 1000 } };
    expect(sample(wild, 1 - 2 ** -53)).toBe(Number.MAX_SAFE_INTEGER);
  });

  it('steps over the flat and the upright parts of a table', () => {
    const law: Distribution = {
      empirical: [
        [0, 5],
        [0.5, 5],
        [0.5, 20],
        [1, 20],
      ],
    };
    expect(sample(law, 0.4999)).toBe(5);
    expect(sample(law, 0.5001)).toBe(20);
  });
});

describe('categorical', () => {
  it('gives each index its share and never one of weight 0', () => {
    const weights = [2, 0, 5, 3];
    const counts = [0, 0, 0, 0];
    for (let i = 0; i < COUNT; i++) {
      const index = categorical(weights, draws.uniform('reader.opens', i));
      counts[index] = (counts[index] ?? 0) + 1;
    }
    expect(counts[1]).toBe(0);
    // Hoeffding: P(|share - p| > d) <= 2 exp(-2 n d^2), the same bound as above.
    weights.forEach((weight, index) => {
      expect(Math.abs((counts[index] ?? 0) / COUNT - weight / 10)).toBeLessThan(BOUND);
    });
  });

  it('ends inside the list even where sums are rounded', () => {
    expect(categorical([0.1, 0.2, 0.7, 0], 1 - 2 ** -53)).toBe(2);
    expect(categorical([0, 4], 2 ** -53)).toBe(1);
    expect(() => categorical([0, 0], 0.5)).toThrow(RangeError);
  });
});

describe('negativeBinomial', () => {
  it('gives each count its chance: Massart, alpha 1e-6', () => {
    // C(k + 2, 2) p^3 (1 - p)^k failures before the third success, p = 3 / (3 + 4.5) = 0.4.
    const counts = new Map<number, number>();
    for (let i = 0; i < COUNT; i++) {
      const count = negativeBinomial(4.5, 3, draws.uniform('workload.recipients', i));
      counts.set(count, (counts.get(count) ?? 0) + 1);
    }
    let [drawn, known, worst] = [0, 0, 0];
    for (let k = 0; k < 60; k++) {
      drawn += (counts.get(k) ?? 0) / COUNT;
      known += (((k + 2) * (k + 1)) / 2) * 0.4 ** 3 * 0.6 ** k;
      worst = Math.max(worst, Math.abs(drawn - known));
    }
    expect(known).toBeCloseTo(1, 9);
    expect(worst).toBeLessThan(BOUND);
  });

  it('has its quantiles, at the ends too, and Poisson in the limit', () => {
    // P(0) = 0.4^3 = 0.064, P(0 or 1) = 0.064 + 3 * 0.064 * 0.6 = 0.1792.
    expect([0.0639, 0.0641, 0.1791, 0.1793].map((u) => negativeBinomial(4.5, 3, u))).toEqual([
      0, 1, 1, 2,
    ]);
    expect(negativeBinomial(4.5, 3, 2 ** -53)).toBe(0);
    expect(negativeBinomial(4.5, 3, 1 - 2 ** -53)).toBeLessThan(200);
    // Poisson of mean 2: P(0) = 0.135335.
    expect(negativeBinomial(2, 1e9, 0.13533)).toBe(0);
    expect(negativeBinomial(2, 1e9, 0.13534)).toBe(1);
  });

  it('never falls as the uniform rises', () => {
    let before = 0;
    for (let step = 1; step < 2000; step++) {
      const count = negativeBinomial(7, 0.4, step / 2000);
      expect(count).toBeGreaterThanOrEqual(before);
      before = count;
    }
  });
});

describe('shareBelow', () => {
  it.each(Object.entries(cases))('is the chance of a shorter duration: %s', (_, { law, share }) => {
    for (const ms of [1, 60, 1500, 2001, 30_000, 90_000, 4_000_000]) {
      // Halves are rounded up. The normal law that it is compared with is off by up to 1.5e-7.
      expect(shareBelow(law, ms)).toBeCloseTo(share(ms - 0.5), 6);
    }
    expect(shareBelow(law, 0)).toBe(0);
    expect(shareBelow(law, Number.POSITIVE_INFINITY)).toBeCloseTo(1, 12);
  });

  it('steps at a constant', () => {
    expect([5, 6].map((ms) => shareBelow({ constant: 5 }, ms))).toEqual([0, 1]);
  });
});

describe('longest', () => {
  it('is what no draw exceeds, in whatever part of a mixture', () => {
    const slow: Distribution = { exponential: { mean: 60_000 } };
    expect(longest({ constant: 5 })).toBe(5);
    expect(longest(slow)).toBe(sample(slow, 1 - 2 ** -53));
    const parts = [slow, { constant: 1 }].map((of) => ({ weight: 1, of }));
    expect(longest({ mixture: parts })).toBe(longest(slow));
    for (let i = 0; i < 1000; i++) {
      const u = draws.uniform('transport.delay', i);
      expect(sample({ mixture: parts }, u)).toBeLessThanOrEqual(longest(slow));
    }
  });
});

describe('bernoulli', () => {
  it('is certain at 0 and at 1 and has its probability between', () => {
    const uniforms = Array.from({ length: COUNT }, (_, i) => draws.uniform('reader.forwards', i));
    expect(uniforms.some((u) => bernoulli(0, u))).toBe(false);
    expect(uniforms.every((u) => bernoulli(1, u))).toBe(true);
    const hits = uniforms.filter((u) => bernoulli(0.3, u)).length;
    expect(Math.abs(hits / COUNT - 0.3)).toBeLessThan(BOUND);
  });
});
