/**
 * Spans of a delay: how likely each is, and where in its span a delay lies.
 *
 * Why found by looking: a chance is the uniform at which `sample` crosses a duration, so it belongs
 * to the draws and is not a second statement of the law.
 *
 * Never: draw anything.
 */
import { at } from '../model/assert.ts';
import type { Distribution } from '../scenarios/distribution.ts';
import { formatDuration } from '../scenarios/time.ts';
import { type Piece, piecesOf, sample, shareBelow } from './variates.ts';

/** Spans of delays. */
export type Spans = {
  /** The end of each but the last, ms, ascending. */
  readonly ends: readonly number[];
  /** How likely each is. */
  readonly chances: readonly number[];
  /** The parts of the law, and [part][span] which of its uniforms end a span. */
  readonly pieces: readonly Piece[];
  readonly uniforms: readonly (readonly number[])[];
};

/** Delays are sorted by this many of them. */
const QUANTILES = 1024;

/**
 * Spans between durations at which something changes, and quantiles of a law.
 *
 * @param shares     the quantiles, 0 to 1
 * @param durations  ms; what comes exactly then is on the earlier side
 * @param least      how likely each span is at least, above 0; ends that would make a rarer one are
 *                   left out, quantiles first
 */
export function spansOf(
  law: Distribution,
  shares: readonly number[],
  durations: readonly number[],
  least: number,
): Spans {
  const sorted = Array.from({ length: QUANTILES }, (_, index) =>
    sample(law, (index + 0.5) / QUANTILES),
  ).sort((a, b) => a - b);
  const quantiles = shares.map((share) => at(sorted, Math.floor(share * QUANTILES)));
  // What is noticed exactly then is in time: the next millisecond is late.
  const late = durations.map((ms) => ms + 1);
  const kept = [0, 1];
  const ends = [...late, ...quantiles].filter((end) => {
    const share = shareBelow(law, end);
    const isFar = kept.every((other) => Math.abs(share - other) >= least);
    if (isFar) kept.push(share);
    return isFar;
  });
  ends.sort((a, b) => a - b);
  kept.sort((a, b) => a - b);
  const pieces = piecesOf(law);
  return {
    ends,
    chances: kept.slice(1).map((share, index) => share - at(kept, index)),
    pieces,
    uniforms: pieces.map(({ of }) => [...ends.map((end) => shareBelow(of, end)), 1]),
  };
}

/** How late within its span a delay is, from -1/2 to 1/2: uniform, so 0 on average. */
export function placeIn({ pieces, uniforms }: Spans, span: number, u: number): number {
  let piece = 0;
  while (piece < pieces.length - 1 && u >= at(pieces, piece).to) piece++;
  const { from, to } = at(pieces, piece);
  const ends = at(uniforms, piece);
  const [first, last] = [span === 0 ? 0 : at(ends, span - 1), at(ends, span)];
  return last > first ? ((u - from) / (to - from) - first) / (last - first) - 1 / 2 : 0;
}

export function spanAt({ ends }: Spans, ms: number): number {
  let span = 0;
  while (span < ends.length && ms >= at(ends, span)) span++;
  return span;
}

/** What each span says. */
export function spanNames({ ends }: Spans): string[] {
  const words = ['0s', ...ends.map(formatDuration)];
  return words.map((from, span) => {
    const end = words[span + 1];
    return end === undefined ? `from ${from} on` : `from ${from}, before ${end}`;
  });
}
