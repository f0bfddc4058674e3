/**
 * The window of opportunity: how long after sending a recall still succeeds as often as wanted.
 *
 * Why read off a sweep over the delay: each delay is a cell on the same draws, so the curve has no
 * noise between its points.
 *
 * Never: read between two delays that were run; the answer is one of them, or none.
 */
import { assert } from '../../model/assert.ts';
import { parseDuration } from '../../scenarios/time.ts';
import type { Estimate } from '../estimate/estimate.ts';

/** One delay, and the rate at it; null: nobody was measured. */
export type DelayPoint = {
  readonly delay: string;
  readonly rate: Pick<Estimate, 'value' | 'low'> | null;
};

export type Window = {
  /** The rate wanted, 0 to 1. */
  readonly wanted: number;
  /** The last delay up to which every rate is as high as wanted; null: not even the first. */
  readonly last: string | null;
  /** The same of the lower limits: so long surely. */
  readonly surely: string | null;
};

/** Rates that are asked about. */
export const WANTED = [0.9, 0.75, 0.5, 0.25] as const;

/** Windows of a curve; its delays need no order. */
export function windowsOf(points: readonly DelayPoint[]): Window[] {
  const msOf = ({ delay }: DelayPoint): number => {
    const ms = parseDuration(delay);
    assert(ms !== null, 'a curve is made of durations');
    return ms;
  };
  const curve = [...points].sort((a, b) => msOf(a) - msOf(b));
  const lastWhere = (holds: (point: DelayPoint) => boolean): string | null => {
    const failing = curve.findIndex((point) => !holds(point));
    return curve[(failing < 0 ? curve.length : failing) - 1]?.delay ?? null;
  };
  return WANTED.map((wanted) => ({
    wanted,
    last: lastWhere(({ rate }) => rate !== null && rate.value >= wanted),
    surely: lastWhere(({ rate }) => rate !== null && rate.low >= wanted),
  }));
}
