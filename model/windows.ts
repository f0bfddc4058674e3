/**
 * Half-open stretches of time: what is left of some when others are taken out.
 */
import type { Window } from './setting.ts';

/** All time there is in a run. */
export const ALWAYS: readonly Window[] = [{ from: 0, to: Number.POSITIVE_INFINITY }];

/** Windows without one stretch. */
export function cut(windows: readonly Window[], hole: Window): readonly Window[] {
  return windows
    .flatMap(({ from, to }) => [
      { from, to: Math.min(to, hole.from) },
      { from: Math.max(from, hole.to), to },
    ])
    .filter(({ from, to }) => from < to);
}
