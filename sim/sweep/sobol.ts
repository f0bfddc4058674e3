/**
 * Sobol indices: which share of the variance of an answer is due to each factor, alone (first
 * order) and with all that it interacts with (total).
 *
 * Why pick-freeze: it asks nothing of the answer, neither a line nor an order of levels, so factors
 * may be words; and chance itself is a factor here, so noise is named and not hidden in the rest.
 *
 * Never: call indices converged that are not known well enough to be ranked.
 *
 * Source: Saltelli et al. (Computer Physics Communications 181, 2010) for the first order, Jansen
 * (ibid. 117, 1999) for the total; bootstrap over points after Archer, Saltelli and Sobol (1997).
 */
import { at } from '../../model/assert.ts';
import type { Draws } from '../streams.ts';

/** Answers at the points of two independent samples, and where they exchange one factor. */
export type PickFreeze = {
  /** [point] every factor of the first sample */
  readonly a: readonly number[];
  readonly b: readonly number[];
  /** [factor][point] the first sample, with this factor of the second */
  readonly mixed: readonly (readonly number[])[];
};

export type Index = { readonly value: number; readonly low: number; readonly high: number };
export type Indices = { readonly first: Index; readonly total: Index };

export type SobolResult = {
  /** of the answer over both samples; null where too few points were finished */
  readonly variance: number | null;
  /** [factor]; null where the answer never moved, or too few points were finished */
  readonly indices: readonly Indices[] | null;
  readonly converged: boolean;
  /** why, in words */
  readonly verdict: string;
};

/** The widest half of an interval with which an index counts as known. */
export const KNOWN_WITHIN = 0.1;
/** A single point has no spread between points, so nothing says how well it is known. */
const POINTS_MIN = 2;
const RESAMPLES = 400;

/**
 * Estimates the indices, with percentile intervals of a bootstrap over points.
 *
 * @param draws  of the resampling; their stream is `sweep.bootstrap`
 */
export function sobolIndices(
  answers: PickFreeze,
  names: readonly string[],
  draws: Draws,
  confidence = 0.95,
): SobolResult {
  const points = answers.a.length;
  if (points < POINTS_MIN) {
    const finished = points === 0 ? 'no point was' : 'a single point was';
    const verdict = `NOT converged: ${finished} finished, and indices need ${POINTS_MIN} at least`;
    return { variance: null, indices: null, converged: false, verdict };
  }
  const all = Array.from({ length: points }, (_, point) => point);
  const { variance } = spreadOf(answers, all);
  if (!(variance > 0)) {
    return { variance: 0, indices: null, converged: true, verdict: 'the answer never moved' };
  }
  const indicesAt = (chosen: readonly number[]) => {
    const spread = spreadOf(answers, chosen);
    return names.map((_, factor) => indicesOf(answers, factor, chosen, spread));
  };
  const values = indicesAt(all);
  const resampled = Array.from({ length: RESAMPLES }, (_, resample) =>
    indicesAt(
      all.map((point) => Math.floor(draws.uniform('sweep.bootstrap', resample, point) * points)),
    ),
  );
  const indices = values.map((value, factor): Indices => {
    const limits = (of: 'first' | 'total'): Index => {
      const sorted = resampled
        .map((one) => at(one, factor)[of])
        .filter((one) => !Number.isNaN(one))
        .sort((a, b) => a - b);
      const rank = (share: number): number =>
        sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? value[of];
      const tail = (1 - confidence) / 2;
      const [low, high] = [rank(tail), rank(1 - tail)];
      return { value: value[of], low: Math.min(low, value[of]), high: Math.max(high, value[of]) };
    };
    return { first: limits('first'), total: limits('total') };
  });
  return { variance, indices, ...verdictOf(indices, names, points) };
}

type Spread = { readonly mean: number; readonly variance: number };

/** Over both samples at the chosen points. */
function spreadOf({ a, b }: PickFreeze, chosen: readonly number[]): Spread {
  let sum = 0;
  for (const point of chosen) sum += at(a, point) + at(b, point);
  const mean = sum / (2 * chosen.length);
  let squares = 0;
  for (const point of chosen) {
    const [one, other] = [at(a, point) - mean, at(b, point) - mean];
    squares += one * one + other * other;
  }
  return { mean, variance: squares / (2 * chosen.length - 1) };
}

/** NaN where the chosen points do not differ. */
function indicesOf(
  { a, b, mixed }: PickFreeze,
  factor: number,
  chosen: readonly number[],
  { mean, variance }: Spread,
): { first: number; total: number } {
  const column = at(mixed, factor);
  let [together, moved] = [0, 0];
  for (const point of chosen) {
    // Mixed has this factor alone in common with b, and all others with a: what it moves varies
    // with b by this factor alone.
    const move = at(column, point) - at(a, point);
    together += (at(b, point) - mean) * move;
    moved += move * move;
  }
  const all = chosen.length * variance;
  return all > 0
    ? { first: together / all, total: moved / (2 * all) }
    : { first: Number.NaN, total: Number.NaN };
}

function verdictOf(
  indices: readonly Indices[],
  names: readonly string[],
  points: number,
): Pick<SobolResult, 'converged' | 'verdict'> {
  const half = ({ low, high }: Index): number => (high - low) / 2;
  const widest = indices.map(({ first, total }) => Math.max(half(first), half(total)));
  const open = names.filter((_, factor) => at(widest, factor) > KNOWN_WITHIN);
  if (open.length === 0) {
    const verdict = `converged: every index is known within ±${KNOWN_WITHIN} (${points} points)`;
    return { converged: true, verdict };
  }
  const most = Math.max(...widest);
  // The half-width shrinks with the root of the number of points.
  const times = most / KNOWN_WITHIN;
  const needed = Math.ceil((points * times * times) / 10) * 10;
  const verdict =
    `NOT converged with ${points} points: known within ±${most.toFixed(2)} only, ` +
    `asked for is ±${KNOWN_WITHIN} (${open.join(', ')}); about ${needed} points would do`;
  return { converged: false, verdict };
}
