/**
 * The special functions that intervals need: log-gamma, incomplete beta, and three quantiles.
 *
 * Why: an interval in a report is part of a run, so it is computed from our own ln and exp and has
 * the same bits everywhere; the few functions needed are small enough to own and to check.
 *
 * Never: call Math.log, Math.exp or Math.pow; iterate without a limit.
 *
 * Source: NIST Digital Library of Mathematical Functions (DLMF) 5.11.1 (Stirling), 8.17.22
 * (continued fraction), 8.17.5 (binomial sums); Lentz's evaluation as modified by Thompson and
 * Barnett (J. Comp. Phys. 64, 1986). Golden values in special.test.ts.
 */
import { exp, ln, ln1p } from '../arithmetic.ts';

/** Terms of the continued fraction (it needs about the root of the larger parameter), and steps. */
const LIMITS = { FRACTION_TERMS: 1_000_000, QUANTILE_STEPS: 2200 } as const;
const HALF_LN_TWO_PI = 0.9189385332046728;
/** Half the distance from 1 to the next double: relative changes below it are none. */
const EPSILON = 1.1102230246251565e-16;
const TINY = 1e-300;

/** ln Gamma(x) less its leading terms; below 4e-19 is left out from x = 10 on. */
function stirlingRest(x: number): number {
  const z = 1 / (x * x);
  // biome-ignore format: Horner's scheme, read left to right
  return (1 / 12 + z * (-1 / 360 + z * (1 / 1260 + z * (-1 / 1680 + z * (1 / 1188 +
    z * (-691 / 360360 + z * (1 / 156 + z * (-3617 / 122400)))))))) / x;
}

/**
 * Logarithm of the gamma function.
 *
 * @param x  more than 0
 * @returns  with an absolute error below 1e-14 up to x = 100, a relative one of 1e-15 beyond
 */
export function lnGamma(x: number): number {
  if (!(x > 0)) throw new RangeError(`lnGamma of ${x}, which is not above 0`);
  let product = 1;
  let shifted = x;
  while (shifted < 10) {
    product *= shifted;
    shifted += 1;
  }
  const leading = (shifted - 0.5) * ln(shifted) - shifted + HALF_LN_TWO_PI;
  return leading + stirlingRest(shifted) - ln(product);
}

/** Logarithm of the beta function, a and b above 0; large terms are cancelled before rounding. */
export function lnBeta(a: number, b: number): number {
  const small = a < b ? a : b;
  const large = a < b ? b : a;
  if (large < 10) return lnGamma(a) + lnGamma(b) - lnGamma(a + b);
  const sum = small + large;
  const rest = stirlingRest(large) - stirlingRest(sum) - (large - 0.5) * ln1p(small / large);
  if (small < 10) return lnGamma(small) - small * ln(sum) + small + rest;
  const leading = HALF_LN_TWO_PI - ln(small) / 2 + small * ln(small / sum);
  return leading + stirlingRest(small) + rest;
}

/** The continued fraction of the incomplete beta function; quick for x < (a + 1) / (a + b + 2). */
function betaFraction(x: number, a: number, b: number): number {
  const away = (value: number): number => (value < TINY && value > -TINY ? TINY : value);
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m <= LIMITS.FRACTION_TERMS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    value *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    const factor = d * c;
    value *= factor;
    if (factor - 1 <= EPSILON && 1 - factor <= EPSILON) return value;
  }
  throw new RangeError(`the incomplete beta function of (${x}, ${a}, ${b}) does not converge`);
}

/** x^a (1 - x)^b / B(a, b), for x strictly between 0 and 1. */
function betaPower(x: number, a: number, b: number): number {
  return exp(a * ln(x) + b * ln1p(-x) - lnBeta(a, b));
}

/**
 * Regularized incomplete beta function I_x(a, b): the share of a beta law at or below x.
 *
 * @param x  below 0 counts as 0, above 1 as 1
 * @param a  more than 0
 * @param b  more than 0
 * @returns  0 to 1; 12 digits agree with scipy up to a + b = 1e6
 */
export function regularizedBeta(x: number, a: number, b: number): number {
  if (!(a > 0 && b > 0)) throw new RangeError(`parameters ${a}, ${b} are not both above 0`);
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const power = betaPower(x, a, b);
  if (x < (a + 1) / (a + b + 2)) return (power * betaFraction(x, a, b)) / a;
  return 1 - (power * betaFraction(1 - x, b, a)) / b;
}

/**
 * Quantile of the beta law: the x with I_x(a, b) = p.
 *
 * @param p  0 (gives 0) to 1 (gives 1)
 * @returns  rises with p; Newton steps kept inside a bracket that every step narrows
 */
export function betaQuantile(p: number, a: number, b: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`share ${p} is not within 0 and 1`);
  if (p === 0 || p === 1) return p;
  let low = 0;
  let high = 1;
  let x = a / (a + b);
  for (let step = 0; step < LIMITS.QUANTILE_STEPS; step++) {
    const excess = regularizedBeta(x, a, b) - p;
    if (excess === 0) return x;
    if (excess < 0) low = x;
    else high = x;
    const slope = betaPower(x, a, b) / (x * (1 - x));
    const newton = x - excess / slope;
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    const moved = next > x ? next - x : x - next;
    if (moved <= 2 * EPSILON * x || high - low <= 2 * EPSILON * low) return next;
    x = next;
  }
  return x;
}

/**
 * Quantile of Student's t.
 *
 * @param p        0 (excluded) to 1 (excluded)
 * @param freedom  degrees of freedom, more than 0; whole or not
 * @returns        odd about p = 1/2; 11 digits agree with scipy for 1 to 1e6 degrees
 */
export function tQuantile(p: number, freedom: number): number {
  if (!(p > 0 && p < 1 && freedom > 0)) {
    throw new RangeError(`t quantile of share ${p} with ${freedom} degrees of freedom`);
  }
  if (p === 0.5) return 0;
  const bothTails = p < 0.5 ? 2 * p : 2 * (1 - p);
  // t^2 / (freedom + t^2) has the beta law (1/2, freedom / 2); its complement is taken when that
  // is the smaller one, so that no digits are lost.
  const complement = betaQuantile(bothTails, freedom / 2, 0.5);
  const share = complement > 0.5 ? betaQuantile(1 - bothTails, 0.5, freedom / 2) : 1 - complement;
  const size =
    complement > 0.5
      ? Math.sqrt((freedom * share) / (1 - share))
      : Math.sqrt((freedom * share) / complement);
  return p < 0.5 ? -size : size;
}

/** P(B <= count) for B binomial (n, probability); count may lie outside 0 to n. */
export function binomialShare(count: number, n: number, probability: number): number {
  if (count < 0) return 0;
  if (count >= n) return 1;
  return regularizedBeta(1 - probability, n - count, count + 1);
}
