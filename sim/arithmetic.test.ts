/**
 * Tests of the portable logarithm, exponential and normal quantile.
 *
 * The functions of Math serve as the independent oracle: they are good to about 1 unit in the last
 * place, so a bound of 2 units here shows that ours are good to 3 at worst.
 */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exp, ln, ln1p, normalQuantile } from './arithmetic.ts';
import { drawsFor } from './streams.ts';

const draws = drawsFor({ high: 0, low: 0x5eed }, 0);
const EPSILON = 2 ** -52;
const relative = (found: number, expected: number): number =>
  found === expected ? 0 : Math.abs(found - expected) / Math.abs(expected) / EPSILON;

describe('ln', () => {
  it('is exact at 1 and right at its edges', () => {
    expect(ln(1)).toBe(0);
    expect(ln(0)).toBe(-Infinity);
    expect(ln(Infinity)).toBe(Infinity);
    expect(ln(-1)).toBeNaN();
    expect(ln(Number.NaN)).toBeNaN();
    expect(ln(Number.MAX_VALUE)).toBe(709.782712893384);
    expect(ln(Number.MIN_VALUE)).toBe(Math.log(Number.MIN_VALUE));
  });

  it('stays within 2 units of Math over all magnitudes', () => {
    let worst = 0;
    for (let i = 0; i < 100_000; i++) {
      const x = Math.exp(1400 * draws.uniform('transport.delay', i) - 700);
      worst = Math.max(worst, relative(ln(x), Math.log(x)));
    }
    expect(worst).toBeLessThanOrEqual(2);
  });

  it('stays within 2 units of Math near 1, where digits cancel', () => {
    let worst = 0;
    for (let i = 0; i < 100_000; i++) {
      const x = 0.5 + 1.5 * draws.uniform('transport.delay', i, 1);
      worst = Math.max(worst, relative(ln(x), Math.log(x)));
    }
    expect(worst).toBeLessThanOrEqual(2);
  });

  it('takes subnormal numbers', () => {
    for (const x of [5e-324, 1e-320, 2.2250738585072014e-308]) {
      expect(relative(ln(x), Math.log(x))).toBeLessThanOrEqual(2);
    }
  });
});

describe('exp', () => {
  it('is exact at 0 and right at its edges', () => {
    expect(exp(0)).toBe(1);
    expect(exp(-Infinity)).toBe(0);
    expect(exp(Infinity)).toBe(Infinity);
    expect(exp(Number.NaN)).toBeNaN();
    expect(exp(710)).toBe(Infinity);
    expect(exp(-746)).toBe(0);
    expect(exp(-745.1)).toBe(5e-324);
  });

  it('stays within 2 units of Math wherever the result is a normal number', () => {
    let worst = 0;
    for (let i = 0; i < 100_000; i++) {
      const x = 1417 * draws.uniform('transport.delay', i, 2) - 708;
      worst = Math.max(worst, relative(exp(x), Math.exp(x)));
    }
    expect(worst).toBeLessThanOrEqual(2);
  });

  it('undoes ln', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-300, max: 1e300, noNaN: true }), (x) => {
        // An error of half a unit in ln(x), |ln x| < 691 < 2^10, is one of 512 units in exp.
        expect(relative(exp(ln(x)), x)).toBeLessThan(1100);
      }),
    );
  });
});

describe('ln1p', () => {
  it('keeps small arguments', () => {
    for (const x of [1e-300, -1e-20, 3e-9, -1e-5, 0.1, 5, -0.999, 1e300]) {
      expect(relative(ln1p(x), Math.log1p(x))).toBeLessThanOrEqual(3);
    }
    expect(ln1p(0)).toBe(0);
  });
});

describe('normalQuantile', () => {
  it('gives the tabulated percentage points', () => {
    // Abramowitz and Stegun, "Handbook of Mathematical Functions" (1964), table 26.5, more digits
    // from OEIS A080416 (0.975) and scipy 1.17.1, norm.ppf.
    const table: readonly (readonly [number, number])[] = [
      [0.5, 0],
      [0.75, 0.6744897501960817],
      [0.9, 1.2815515655446004],
      [0.95, 1.6448536269514722],
      [0.975, 1.959963984540054],
      [0.99, 2.3263478740408408],
      [0.995, 2.5758293035489004],
      [0.9995, 3.2905267314919255],
    ];
    for (const [p, z] of table) {
      expect(normalQuantile(p)).toBeCloseTo(z, 14);
      expect(normalQuantile(1 - p)).toBeCloseTo(-z, 12);
    }
    expect(normalQuantile(1e-20)).toBeCloseTo(-9.262340089798409, 13);
    expect(normalQuantile(1e-300)).toBeCloseTo(-37.0471, 4);
  });

  it('is odd about one half and never decreases', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 32 - 2 }), (k) => {
        const p = (k + 0.5) / 2 ** 32;
        expect(normalQuantile(1 - p)).toBe(-normalQuantile(p) + 0);
        expect(normalQuantile((k + 1.5) / 2 ** 32)).toBeGreaterThanOrEqual(normalQuantile(p));
      }),
    );
  });

  it('has limits at 0 and 1 and no value beyond', () => {
    expect(normalQuantile(0)).toBe(-Infinity);
    expect(normalQuantile(1)).toBe(Infinity);
    expect(normalQuantile(-0.1)).toBeNaN();
    expect(normalQuantile(1.1)).toBeNaN();
  });
});

describe('bits', () => {
  it('are the same on every engine: a hash over 20,000 arguments', () => {
    const values = new Float64Array(60_000);
    for (let i = 0; i < 20_000; i++) {
      const u = draws.uniform('reader.opens', i);
      values[3 * i] = ln(u);
      values[3 * i + 1] = exp(20 * u - 10);
      values[3 * i + 2] = normalQuantile(u);
    }
    const text = new DataView(values.buffer);
    for (let i = 0; i < values.length; i++) text.setFloat64(8 * i, values[i] ?? 0);
    const hash = createHash('sha256').update(new Uint8Array(values.buffer)).digest('hex');
    expect(hash.slice(0, 16)).toMatchInlineSnapshot(`"91b6b585b7b3a45c"`);
  });
});
