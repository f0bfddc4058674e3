/**
 * Tests of the special functions: closed forms, published tables, and 12-digit golden values.
 *
 * Golden values without another source: scipy 1.17.1 (special.gammaln, special.betainc,
 * special.betaincinv, stats.t.ppf), computed once.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  betaQuantile,
  binomialShare,
  lnBeta,
  lnGamma,
  regularizedBeta,
  tQuantile,
} from './special.ts';

/** Expects agreement to a relative difference. */
function expectNear(found: number, expected: number, relative: number): void {
  expect(Math.abs(found - expected)).toBeLessThanOrEqual(relative * Math.abs(expected));
}

describe('lnGamma', () => {
  it('gives the known values of the gamma function', () => {
    // Gamma(1/2) = root of pi (DLMF 5.4.6); Gamma(1/3), Gamma(1/4): OEIS A073005, A068466.
    expect(lnGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 14);
    expect(lnGamma(1 / 3)).toBeCloseTo(Math.log(2.678938534707747), 14);
    expect(lnGamma(0.25)).toBeCloseTo(Math.log(3.625609908221908), 14);
    let factorial = 1;
    for (let n = 1; n <= 20; n++) {
      expect(lnGamma(n)).toBeCloseTo(Math.log(factorial), 13);
      factorial *= n;
    }
  });

  it('agrees with golden values from 1e-5 to 1e6', () => {
    expectNear(lnGamma(1e-5), 11.512919692895826, 1e-14);
    expectNear(lnGamma(3.7), 1.428072326665388, 1e-14);
    expectNear(lnGamma(100.5), 361.43554046777757, 1e-14);
    expectNear(lnGamma(1e6), 12815504.569147611, 1e-15);
    expect(() => lnGamma(0)).toThrow(RangeError);
  });
});

describe('lnBeta', () => {
  it('is symmetric and meets its recurrence in all three regions', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 1e4, noNaN: true }),
        fc.double({ min: 0.1, max: 1e4, noNaN: true }),
        (a, b) => {
          expect(lnBeta(a, b)).toBe(lnBeta(b, a));
          // DLMF 5.12.1: B(a + 1, b) = B(a, b) a / (a + b).
          const stepped = lnBeta(a, b) + Math.log(a / (a + b));
          expect(Math.abs(lnBeta(a + 1, b) - stepped)).toBeLessThan(1e-11);
        },
      ),
    );
  });
});

describe('regularizedBeta', () => {
  it('meets its closed forms', () => {
    for (const x of [1e-9, 0.1, 0.5, 0.9, 0.999]) {
      expect(regularizedBeta(x, 3, 1)).toBeCloseTo(x * x * x, 14);
      expect(regularizedBeta(x, 1, 4)).toBeCloseTo(1 - (1 - x) ** 4, 14);
      const arcsine = (2 / Math.PI) * Math.asin(Math.sqrt(x));
      expect(regularizedBeta(x, 0.5, 0.5)).toBeCloseTo(arcsine, 13);
    }
    expect(regularizedBeta(0, 2, 3)).toBe(0);
    expect(regularizedBeta(1, 2, 3)).toBe(1);
    expect(() => regularizedBeta(0.5, 0, 1)).toThrow(RangeError);
  });

  it('agrees with golden values', () => {
    expectNear(regularizedBeta(0.3, 2, 5), 0.579825, 1e-13);
    expectNear(regularizedBeta(0.999, 50, 0.2), 0.4075383366160831, 1e-12);
    expectNear(regularizedBeta(1e-6, 1, 1e6), 0.632120742768355, 1e-12);
    expectNear(regularizedBeta(0.7, 700, 301), 0.5155935198141186, 1e-12);
    expectNear(regularizedBeta(0.70052, 700001, 300000), 0.8716368663053353, 1e-10);
    expectNear(regularizedBeta(0.2, 0.001, 3), 0.9995103749029407, 1e-13);
  });
});

describe('betaQuantile', () => {
  it('undoes the incomplete beta function', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 999 }),
        fc.double({ min: 0.5, max: 2000, noNaN: true }),
        fc.double({ min: 0.5, max: 2000, noNaN: true }),
        (thousandths, a, b) => {
          const p = thousandths / 1000;
          expect(regularizedBeta(betaQuantile(p, a, b), a, b)).toBeCloseTo(p, 9);
        },
      ),
    );
  });

  it('agrees with golden values, tiny ones too', () => {
    expectNear(betaQuantile(0.025, 0.5, 0.5), 0.001541333133436012, 1e-12);
    expectNear(betaQuantile(0.5, 2, 3), 0.3857275681323895, 1e-13);
    expectNear(betaQuantile(0.975, 4, 999997), 8.767247788067677e-6, 1e-11);
    expectNear(betaQuantile(0.025, 3, 999998), 6.186725501906401e-7, 1e-11);
    expectNear(betaQuantile(1e-6, 20, 5), 0.34097004889085447, 1e-12);
    expectNear(betaQuantile(0.3, 0.01, 0.02), 2.0289416312649547e-35, 1e-9);
  });

  it('has the ends of the unit interval at 0 and 1', () => {
    expect(betaQuantile(0, 2, 3)).toBe(0);
    expect(betaQuantile(1, 2, 3)).toBe(1);
    expect(() => betaQuantile(1.5, 2, 3)).toThrow(RangeError);
  });
});

describe('tQuantile', () => {
  it('gives the tabulated critical values', () => {
    // NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2, three decimals.
    const table: readonly (readonly [number, number, number])[] = [
      [0.9, 1, 3.078],
      [0.95, 1, 6.314],
      [0.975, 1, 12.706],
      [0.99, 1, 31.821],
      [0.95, 5, 2.015],
      [0.995, 5, 4.032],
      [0.975, 10, 2.228],
      [0.95, 30, 1.697],
      [0.975, 30, 2.042],
      [0.975, 100, 1.984],
      [0.995, 100, 2.626],
    ];
    for (const [p, freedom, t] of table) expect(tQuantile(p, freedom)).toBeCloseTo(t, 3);
  });

  it('agrees with golden values', () => {
    expectNear(tQuantile(0.975, 1), 12.706204736174694, 1e-11);
    expectNear(tQuantile(0.975, 2), 4.302652729749462, 1e-11);
    expectNear(tQuantile(0.9995, 100), 3.390491311164263, 1e-11);
    expectNear(tQuantile(0.975, 999), 1.9623414611334493, 1e-11);
    expectNear(tQuantile(0.975, 999999), 1.9599663568164791, 1e-10);
    expectNear(tQuantile(0.6, 3.5), 0.27326545405577973, 1e-11);
  });

  it('is odd about one half and falls towards the normal law', () => {
    expect(tQuantile(0.5, 7)).toBe(0);
    expect(tQuantile(0.025, 7)).toBeCloseTo(-tQuantile(0.975, 7), 12);
    let before = Infinity;
    for (const freedom of [1, 2, 5, 20, 100, 10_000]) {
      const t = tQuantile(0.975, freedom);
      expect(t).toBeLessThan(before);
      expect(t).toBeGreaterThan(1.959963984540054);
      before = t;
    }
    expect(() => tQuantile(1, 7)).toThrow(RangeError);
  });
});

describe('binomialShare', () => {
  it('adds up the terms', () => {
    const n = 12;
    const p = 0.3;
    let term = (1 - p) ** n;
    let sum = 0;
    for (let k = 0; k <= n; k++) {
      sum += term;
      expect(binomialShare(k, n, p)).toBeCloseTo(sum, 13);
      term *= ((n - k) / (k + 1)) * (p / (1 - p));
    }
    expect(binomialShare(-1, n, p)).toBe(0);
    expect(binomialShare(13, n, p)).toBe(1);
  });
});
