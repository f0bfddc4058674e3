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

/** The same time without overlaps, in order: a window that begins in another goes on with it. */
export function union(windows: readonly Window[]): readonly Window[] {
  const joined: Window[] = [];
  for (const window of [...windows].sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last === undefined || window.from > last.to) joined.push(window);
    else joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, window.to) };
  }
  return joined;
}
