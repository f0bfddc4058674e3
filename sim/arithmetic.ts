/**
 * Logarithm, exponential and normal quantile that give the same bits on every engine.
 *
 * Why: the library functions of the language may differ in their last bits between engines and
 * versions, and one differing bit can reorder two events. Here only + - * / and the bits of a
 * double are used, which the language fixes exactly.
 *
 * Never: use a Math function other than floor and sqrt (both are exact by IEEE 754).
 *
 * Source: textbook argument reduction (Muller, "Elementary Functions", 3rd ed., ch. 11: Cody and
 * Waite's split of ln 2); series of atanh and exp; Wichura, algorithm AS 241 (Applied Statistics
 * 37, 1988), routine PPND16. Errors measured in arithmetic.test.ts.
 */

/** ln 2 in two parts; the first ends in 21 zero bits, so its product with an exponent is exact. */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const SMALLEST_NORMAL = 2.2250738585072014e-308;
const TWO_TO_54 = 18014398509481984;
/** Above it exp overflows; below the other it is less than half the smallest double. */
const EXP_MAX = 709.782712893384;
const EXP_MIN = -745.1332191019412;

/** Scratch for taking doubles apart; big-endian by definition of DataView, whatever the machine. */
const bits = new DataView(new ArrayBuffer(8));

/** @returns 2 to the power `exponent`, a whole number from -1022 to 1023 */
function powerOfTwo(exponent: number): number {
  bits.setUint32(0, (exponent + 1023) << 20);
  bits.setUint32(4, 0);
  return bits.getFloat64(0);
}

/**
 * Natural logarithm.
 *
 * @param x  any double; ln(0) is -Infinity, of a negative number or NaN it is NaN
 * @returns  within 1 unit of 2^-52 (relative) of Math.log on 2e6 arguments
 */
export function ln(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : Number.NaN;
  if (x === Infinity) return x;
  const isSubnormal = x < SMALLEST_NORMAL;
  bits.setFloat64(0, isSubnormal ? x * TWO_TO_54 : x);
  const head = bits.getUint32(0);
  // x = mantissa * 2^exponent with 1 <= mantissa < 2, then moved into [sqrt(1/2), sqrt(2)).
  let exponent = ((head >>> 20) & 0x7ff) - (isSubnormal ? 1077 : 1023);
  bits.setUint32(0, (head & 0x000fffff) | 0x3ff00000);
  let mantissa = bits.getFloat64(0);
  if (mantissa >= Math.SQRT2) {
    mantissa /= 2;
    exponent += 1;
  }
  // With s = f / (2 + f): ln(1 + f) = 2 atanh(s) = 2s + s^3 2/3 + s^5 2/5 + ..., |s| <= 0.1716, so
  // the term left out, 2/23 s^23, is below 3e-19. And 2s = f - s f, where f is exact.
  const f = mantissa - 1;
  const s = f / (2 + f);
  const z = s * s;
  // biome-ignore format: Horner's scheme, read left to right
  const tail =
    z * (2 / 3 + z * (2 / 5 + z * (2 / 7 + z * (2 / 9 + z * (2 / 11 + z * (2 / 13 +
    z * (2 / 15 + z * (2 / 17 + z * (2 / 19 + z * (2 / 21))))))))));
  return exponent * LN2_HIGH - (s * (f - tail) - exponent * LN2_LOW - f);
}

/**
 * Exponential function.
 *
 * @param x  any double; above 709.78 it gives Infinity, below -745.13 it gives 0
 * @returns  within 1 unit of 2^-52 (relative) of Math.exp while the result is a normal number
 */
export function exp(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > EXP_MAX) return Infinity;
  if (x < EXP_MIN) return 0;
  // x = k ln 2 + r with |r| <= 0.3466; the first term left out, r^14 / 14!, is below 5e-18.
  const k = Math.floor(x * Math.LOG2E + 0.5);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const lost = high - r - low;
  // biome-ignore format: Horner's scheme, read left to right
  const series =
    1 / 2 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120 + r * (1 / 720 + r * (1 / 5040 +
    r * (1 / 40320 + r * (1 / 362880 + r * (1 / 3628800 + r * (1 / 39916800 +
    r * (1 / 479001600 + r * (1 / 6227020800)))))))))));
  const value = 1 + (r + (r * r * series + lost));
  if (k > 1023) return value * 2 * powerOfTwo(k - 1);
  if (k < -1022) return value * powerOfTwo(k + 100) * powerOfTwo(-100);
  return value * powerOfTwo(k);
}

/** Logarithm of 1 + x without losing a small x; -1 < x. Source: W. Kahan's quotient. */
export function ln1p(x: number): number {
  const sum = 1 + x;
  if (sum === 1) return x;
  return sum === Infinity ? sum : (ln(sum) * x) / (sum - 1);
}

/** Value of a polynomial, constant term first. */
function polynomial(coefficients: readonly number[], x: number): number {
  let value = 0;
  for (let at = coefficients.length - 1; at >= 0; at--) value = value * x + (coefficients[at] ?? 0);
  return value;
}

/** Numerators and denominators of AS 241, each coefficient rounded to the double it denotes. */
// biome-ignore format: one line a polynomial is too long, one a coefficient too many
const AS241 = {
  centre: [
    [3.3871328727963665, 133.14166789178438, 1971.5909503065513,
      13731.69376550946, 45921.95393154987, 67265.7709270087,
      33430.57558358813, 2509.0809287301227],
    [1, 42.31333070160091, 687.1870074920579, 5394.196021424751,
      21213.794301586597, 39307.89580009271, 28729.085735721943,
      5226.495278852854],
  ],
  flank: [
    [1.4234371107496835, 4.630337846156546, 5.769497221460691,
      3.6478483247632045, 1.2704582524523684, 0.2417807251774506,
      0.022723844989269184, 0.0007745450142783414],
    [1, 2.053191626637759, 1.6763848301838038, 0.6897673349851,
      0.14810397642748008, 0.015198666563616457, 0.0005475938084995345,
      1.0507500716444169e-9],
  ],
  tail: [
    [6.657904643501103, 5.463784911164114, 1.7848265399172913,
      0.29656057182850487, 0.026532189526576124, 0.0012426609473880784,
      2.7115555687434876e-5, 2.0103343992922881e-7],
    [1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615,
      0.0007868691311456133, 1.8463183175100548e-5, 1.421511758316446e-7,
      2.0442631033899397e-15],
  ],
} as const;

/** Quotient of two polynomials. */
function ratio(pair: readonly [readonly number[], readonly number[]], x: number): number {
  return polynomial(pair[0], x) / polynomial(pair[1], x);
}

/**
 * Quantile of the standard normal distribution.
 *
 * @param p  0 (excluded) to 1 (excluded); 0 and 1 give -Infinity and Infinity, anything else NaN
 * @returns  with a relative error of about 1e-16 by its source; increasing in p
 */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) return p === 0 ? -Infinity : p === 1 ? Infinity : Number.NaN;
  const q = p - 0.5;
  if (q >= -0.425 && q <= 0.425) return q * ratio(AS241.centre, 0.180625 - q * q);
  const r = Math.sqrt(-ln(q < 0 ? p : 1 - p));
  const size = r <= 5 ? ratio(AS241.flank, r - 1.6) : ratio(AS241.tail, r - 5);
  return q < 0 ? -size : size;
}
