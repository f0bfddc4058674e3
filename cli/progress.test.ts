/**
 * The line of progress: how far, how fast, how long still, told as soon as it can be known.
 */
import { describe, expect, it } from 'vitest';
import { newProgress } from './progress.ts';

/** Lines that are shown when so much is done at so many ms. */
function linesOf(steps: readonly (readonly [ms: number, done: number])[]): string[] {
  const lines: string[] = [];
  let now = 0;
  const progress = newProgress(
    (line) => lines.push(line),
    () => now,
  );
  for (const [ms, done] of steps) {
    now = ms;
    progress(done, 1000);
  }
  return lines;
}

describe('progress', () => {
  it('tells a rate and the time left once both can be known', () => {
    expect(
      linesOf([
        [100, 0],
        [1100, 100],
      ]),
    ).toEqual(['0 %  0 of 1000', '10 %  100 of 1000, 91 a second, 10 s left']);
  });

  it('counts nothing that an earlier run had left', () => {
    const [, later] = linesOf([
      [0, 500],
      [10_000, 550],
    ]);
    expect(later).toBe('55 %  550 of 1000, 5.0 a second, 2 min left');
  });

  it('draws no more often than anybody reads', () => {
    expect(
      linesOf([
        [0, 1],
        [50, 2],
        [99, 3],
        [100, 4],
      ]),
    ).toHaveLength(2);
  });
});
