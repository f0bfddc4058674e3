/**
 * Reading against recall: how many recipients had seen the message, and how many copies were gone,
 * by the time since it was sent. Counted in bins, by group of messages.
 *
 * Why bins: a curve of a million messages takes no more memory than one of a thousand, and whole
 * numbers add up in any order.
 *
 * Never: count a recipient as a reader who never read, where the copy was taken away unread.
 */
import { GROUPS } from './estimate/grouped.ts';
import { newWatch, type Watch } from './estimate/survival.ts';

const SECOND = 1000;
const [MINUTE, HOUR, DAY] = [60 * SECOND, 3_600_000, 86_400_000];

/** The instants at which curves are told, ms after sending. */
// biome-ignore format: one line a unit
export const TOLD_AT: readonly number[] = [
  1, 2, 5, 10, 15, 20, 30, 45].map((s) => s * SECOND).concat([
  1, 2, 5, 10, 15, 20, 30, 45].map((m) => m * MINUTE)).concat([
  1, 2, 4, 8, 12].map((h) => h * HOUR)).concat([
  1, 2, 4, 8].map((d) => d * DAY));

/**
 * Bins between two instants that are told. Whoever is gone within a bin counts as watched to its
 * end, so wide bins put a curve too high where copies go while many are still read.
 */
const FINE = 64;

/** [bin] where it ends, ms; it begins after the end of the one before. The last has no end. */
export const BIN_ENDS: readonly number[] = TOLD_AT.flatMap((end, index) => {
  const start = TOLD_AT[index - 1] ?? 0;
  return Array.from({ length: FINE }, (_, part) => start + ((end - start) * (part + 1)) / FINE);
}).concat(Infinity);

/** The bin in which an instant lies. */
export function binOf(ms: number): number {
  let low = 0;
  let high = BIN_ENDS.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ms <= (BIN_ENDS[middle] ?? Infinity)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** First seeing, and being gone. */
export type Watches = { readonly seen: Watch; readonly gone: Watch };

export function newWatches(): Watches {
  const bins = BIN_ENDS.length;
  return { seen: newWatch(GROUPS, bins), gone: newWatch(GROUPS, bins) };
}

function count({ happened, ended, bins }: Watch, group: number, ms: number, isEnd: boolean): void {
  const at = group * bins + binOf(ms);
  const counts = isEnd ? ended : happened;
  counts[at] = (counts[at] ?? 0) + 1;
}

/**
 * Counts one recipient.
 *
 * @param seenAt   ms after sending; -1: never
 * @param goneAt   likewise
 * @param untilMs  how long the message was watched
 */
export function watch(
  { seen, gone }: Watches,
  group: number,
  seenAt: number,
  goneAt: number,
  untilMs: number,
): void {
  const isGone = goneAt >= 0;
  const watched = isGone && goneAt < untilMs ? goneAt : untilMs;
  // What is read after it was gone was read elsewhere, in a download or a cache.
  const isSeen = seenAt >= 0 && seenAt <= watched;
  count(seen, group, isSeen ? seenAt : watched, !isSeen);
  // What a recall has not reached by then it never reaches: that is no end of watching.
  count(gone, group, isGone ? goneAt : Infinity, !isGone);
}
