/**
 * Durations of 32-bit words: the quantile of a distribution at the middle of the word's cell, in
 * whole milliseconds, and between which bounds it lies by the first ten bits of the word alone.
 *
 * Why bounds: most comparisons of two instants are decided by them, and a logarithm costs more than
 * all else that a loop does for an event.
 *
 * Never: call a function of `Math` other than floor and min; the tables are made by
 * `sim/arithmetic.ts`, so the bits are the same on every engine.
 *
 * Source: table-driven logarithm after Tang (ACM TOMS 16, 1990): a table entry near the argument,
 * and six terms of the series of ln(1 + r) for what is left, |r| < 2^-9.
 */
import { exp, ln, normalQuantile } from '../arithmetic.ts';

/** How long something takes; `mean` and `median` in ms. Every draw takes 1 ms at least. */
export type Delay =
  | { readonly constant: number }
  | { readonly exponential: { readonly mean: number } }
  | { readonly lognormal: { readonly median: number; readonly sigma: number } };

/** No duration is longer (12.4 days): instants of 31 bits then have room for a sum of two. */
export const LONGEST = 0x3fffffff;

/** The tables that `negLnText` reads, by the names it gives them. */
export const logTables: Readonly<Record<'LNC' | 'INV' | 'LNE' | 'P2', Float64Array>> = {
  LNC: Float64Array.from({ length: 256 }, (_, i) => ln((256 + i + 0.5) / 512)),
  INV: Float64Array.from({ length: 256 }, (_, i) => 512 / (256 + i + 0.5)),
  LNE: Float64Array.from({ length: 33 }, (_, k) => -k * Math.LN2),
  P2: Float64Array.from({ length: 33 }, (_, k) => exactPower(k - 32)),
};

/** 2 to a power of 0 or less. */
function exactPower(exponent: number): number {
  let value = 1;
  for (let i = exponent; i < 0; i++) value /= 2;
  return value;
}

/**
 * Statements that declare `out` as -ln((word + 1/2) / 2^32) of a signed word; `id` keeps the names
 * of its scratch apart.
 */
export function negLnText(out: string, word: string, id: string): string {
  return `const y${id} = Math.clz32(${word}), m${id} = ((${word} >>> 0) + 0.5) * P2[y${id}],
    i${id} = (m${id} * 512 - 256) | 0, r${id} = m${id} * INV[i${id}] - 1,
    ${out} = -(LNC[i${id}] + LNE[y${id}] + r${id} * (1 - r${id} * (0.5 - r${id} *
      (${1 / 3} - r${id} * (0.25 - r${id} * (0.2 - r${id} * ${1 / 6}))))));`;
}

const { LNC, INV, LNE, P2 } = logTables;

/** What `negLnText` computes. Relative error about 1e-15, or absolute where it is near 0. */
export const negLn = new Function(
  'LNC',
  'INV',
  'LNE',
  'P2',
  `return (word) => { ${negLnText('out', 'word', '')} return out; };`,
)(LNC, INV, LNE, P2) as (word: number) => number;

/** @returns the duration of a signed word, whole ms from 1 (a constant: from 0) to `LONGEST` */
export function durationOf(delay: Delay): (word: number) => number {
  if ('constant' in delay) return () => delay.constant;
  if ('exponential' in delay) {
    const { mean } = delay.exponential;
    return (word) => within(mean * negLn(word));
  }
  const { median, sigma } = delay.lognormal;
  return (word) => within(median * exp(sigma * normalQuantile(((word >>> 0) + 0.5) / 4294967296)));
}

function within(ms: number): number {
  return ms < 1 ? 1 : ms < LONGEST ? Math.floor(ms) : LONGEST;
}

/** [first ten bits of the word] the least and the greatest duration of such words. */
export type Bounds = { readonly least: Int32Array; readonly greatest: Int32Array };

/** How many of a word's last bits the bounds leave out. */
export const BOUND_SHIFT = 22;

/** The bounds of a delay; a quantile is monotone, so the ends of a run of words bound it. */
export function boundsOf(delay: Delay): Bounds {
  const duration = durationOf(delay);
  const least = new Int32Array(1 << (32 - BOUND_SHIFT));
  const greatest = new Int32Array(least.length);
  for (let head = 0; head < least.length; head++) {
    const first = duration(head << BOUND_SHIFT);
    const last = duration((head << BOUND_SHIFT) | ((1 << BOUND_SHIFT) - 1));
    least[head] = Math.min(first, last);
    greatest[head] = first + last - Math.min(first, last);
  }
  return { least, greatest };
}

/** Whether it takes much longer to compute than a logarithm. */
export function isCostly(delay: Delay): boolean {
  return 'lognormal' in delay;
}
