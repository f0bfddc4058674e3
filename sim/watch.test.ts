/**
 * Tests of watching: bins at their ends, and who counts as a reader.
 */
import { describe, expect, it } from 'vitest';
import { estimateSurvival } from './estimate/survival.ts';
import { BIN_ENDS, binOf, newWatches, TOLD_AT, watch } from './watch.ts';

/** [bin, count] of what is not 0. */
const found = (counts: Float64Array): number[][] =>
  [...counts.entries()].filter(([, count]) => count > 0);

describe('binOf', () => {
  it('puts an instant into the bin that ends with it, what is later into the last', () => {
    expect(binOf(0)).toBe(0);
    for (const [bin, end] of BIN_ENDS.entries()) expect(binOf(end)).toBe(bin);
    expect(binOf(1000.5)).toBe(binOf(1000) + 1);
    expect(binOf(8 * 86_400_000 + 1)).toBe(BIN_ENDS.length - 1);
    for (const told of TOLD_AT) expect(BIN_ENDS).toContain(told);
  });
});

describe('watch', () => {
  it('counts a reader when the message is read, and another until it is gone', () => {
    const watches = newWatches();
    watch(watches, 0, 5000, -1, 60_000);
    watch(watches, 0, -1, 9000, 60_000);
    expect(found(watches.seen.happened)).toEqual([[binOf(5000), 1]]);
    expect(found(watches.seen.ended)).toEqual([[binOf(9000), 1]]);
    expect(found(watches.gone.happened)).toEqual([[binOf(9000), 1]]);
    expect(found(watches.gone.ended)).toEqual([[BIN_ENDS.length - 1, 1]]);
  });

  it('counts nobody as a reader who reads a download after the copy was gone', () => {
    const watches = newWatches();
    watch(watches, 0, 9000, 5000, 60_000);
    expect(found(watches.seen.happened)).toEqual([]);
    expect(found(watches.seen.ended)).toEqual([[binOf(5000), 1]]);
  });

  it('keeps groups apart', () => {
    const watches = newWatches();
    watch(watches, 3, 5000, -1, 60_000);
    expect(found(watches.seen.happened)).toEqual([[3 * BIN_ENDS.length + binOf(5000), 1]]);
  });
});

it('tells the curve of the rows to a fifth of a point, however soon copies are gone', () => {
  // Read at a constant rate, gone at another: most copies go while many are still read.
  const share = (index: number, step: number): number => (0.5 + index * step) % 1;
  const copies = Array.from({ length: 20_000 }, (_, index) => ({
    seenAt: Math.round(-530_000 * Math.log(1 - share(index, Math.SQRT2))),
    goneAt: Math.round(-300_000 * Math.log(1 - share(index, Math.sqrt(3)))),
  }));
  const watches = newWatches();
  const ends = copies.map(({ goneAt, seenAt }, index) => {
    const isSeen = seenAt <= goneAt;
    watch(watches, index % 64, isSeen ? seenAt : -1, isSeen ? -1 : goneAt, 86_400_000);
    return { at: Math.min(seenAt, goneAt), isSeen };
  });
  // What is read is not taken away here, and not watched any longer.
  ends.sort((a, b) => a.at - b.at || Number(b.isSeen) - Number(a.isSeen));
  const curve = estimateSurvival(watches.seen, 0.95);
  for (const told of TOLD_AT.filter((ms) => ms <= 300_000)) {
    let left = 1;
    ends.forEach(({ at, isSeen }, before) => {
      if (isSeen && at <= told) left *= 1 - 1 / (ends.length - before);
    });
    expect(Math.abs((curve[binOf(told)]?.value ?? 0) - left), String(told)).toBeLessThan(0.002);
  }
});
