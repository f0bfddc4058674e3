/**
 * Pending events in one global order (instant, then an unsigned 32-bit word), for instants that
 * never go back: a radix heap on typed arrays.
 *
 * How: an event lies in the bucket of the highest bit in which its instant differs from the last
 * one taken. When the bucket of "no bit" is empty, the next non-empty one is dealt out again
 * around its least instant; so each event moves at most 31 times, always in runs of memory.
 *
 * Why not a binary heap: its cost grows with what is pending; this does not (measured from a
 * thousand to ten million).
 *
 * Source: Ahuja, Mehlhorn, Orlin, Tarjan, "Faster algorithms for the shortest path problem", JACM
 * 37 (1990).
 */
import { assert } from '../../model/assert.ts';

const BUCKETS = 32;
/** From so many on, equal instants are sorted by the library. */
const MANY = 32;

export class RadixHeap {
  /** The instant of the event last taken, ms, 0 to 2^31 - 1. */
  instant = 0;
  /** Its word, signed. */
  word = 0;
  private size = 0;
  /** How many of bucket 0 have been taken. */
  private taken = 0;
  /** [bucket] events, two words each: word, instant */
  private readonly buckets: Int32Array[] = Array.from(
    { length: BUCKETS },
    () => new Int32Array(64),
  );
  /** [bucket] how many events */
  private readonly counts = new Int32Array(BUCKETS);

  /** Adds an event that is not before the last one taken. */
  push(instant: number, word: number): void {
    if (instant < this.instant) assert(false, 'events are planned for now or later');
    this.size++;
    if (instant === this.instant) this.insert(word);
    else this.put(32 - Math.clz32(instant ^ this.instant), instant, word);
  }

  /** Takes the first event into `instant` and `word`; false when none is left. */
  pop(): boolean {
    if (this.size === 0) return false;
    this.size--;
    if (this.taken === this.counts[0]!) this.deal();
    this.word = this.buckets[0]![2 * this.taken]!;
    this.taken++;
    return true;
  }

  private put(bucket: number, instant: number, word: number): void {
    let events = this.buckets[bucket]!;
    const count = this.counts[bucket]!;
    if (2 * count === events.length) {
      const more = new Int32Array(events.length * 2);
      more.set(events);
      this.buckets[bucket] = more;
      events = more;
    }
    events[2 * count] = word;
    events[2 * count + 1] = instant;
    this.counts[bucket] = count + 1;
  }

  /** Adds to bucket 0, which is sorted. */
  private insert(word: number): void {
    this.put(0, this.instant, word);
    const events = this.buckets[0]!;
    let slot = this.counts[0]! - 1;
    for (; slot > this.taken && events[2 * slot - 2]! >>> 0 > word >>> 0; slot--) {
      events[2 * slot] = events[2 * slot - 2]!;
    }
    events[2 * slot] = word;
  }

  /** Fills bucket 0 with the events of the next instant. */
  private deal(): void {
    this.taken = 0;
    this.counts[0] = 0;
    let bucket = 1;
    while (this.counts[bucket] === 0) bucket++;
    const events = this.buckets[bucket]!;
    const end = 2 * this.counts[bucket]!;
    let least = events[1]!;
    for (let i = 3; i < end; i += 2) if (events[i]! < least) least = events[i]!;
    this.instant = least;
    this.counts[bucket] = 0;
    for (let i = 0; i < end; i += 2) {
      const instant = events[i + 1]!;
      this.put(32 - Math.clz32(instant ^ least), instant, events[i]!);
    }
    this.sort();
  }

  private sort(): void {
    const events = this.buckets[0]!;
    const count = this.counts[0]!;
    if (count >= MANY) {
      const words = new Uint32Array(count);
      for (let i = 0; i < count; i++) words[i] = events[2 * i]!;
      words.sort();
      for (let i = 0; i < count; i++) events[2 * i] = words[i]!;
      return;
    }
    for (let i = 1; i < count; i++) {
      const word = events[2 * i]!;
      let slot = i;
      for (; slot > 0 && events[2 * slot - 2]! >>> 0 > word >>> 0; slot--) {
        events[2 * slot] = events[2 * slot - 2]!;
      }
      events[2 * slot] = word;
    }
  }
}
