/**
 * What observers of a loop are told: every event that happens, in blocks of integers.
 *
 * Why blocks: a loop writes three integers for an event and knows nothing of who reads them; a
 * reader runs over thousands of events at a time. A run without observers has a loop of its own.
 *
 * Never: tell the order in which a loop came to events. What a reader makes of them is the same for
 * every order: sums, or a trace that is sorted.
 */
import { LIMITS } from './clockwork.ts';

/** Words of a block, three an event: instant, event and entity, outcome id (0 for shared ones). */
export const LOG_LENGTH = 3 * 256;

export type Log = {
  readonly words: Int32Array;
  /** Reads the first `length` words; the loop then starts the block again. */
  tell(length: number): void;
};

/**
 * Two observers of every event: how often each outcome was met, and a hash of them all.
 *
 * A class, so that each one has the same function to call: loops stay compiled for the next one.
 */
export class Watch implements Log {
  readonly words = new Int32Array(LOG_LENGTH);
  /** [outcome] how often; shared events count as outcome 0 */
  readonly hits: Float64Array;
  /** 32 bits; a sum over events, so that it does not depend on their order */
  hash = 0;

  constructor(outcomes: number) {
    this.hits = new Float64Array(outcomes);
  }

  tell(length: number): void {
    const { hits, words } = this;
    let hash = this.hash | 0;
    for (let i = 0; i < length; i += 3) {
      const outcome = words[i + 2]!;
      hits[outcome]!++;
      // Murmur's finalizer, of Austin Appleby; public domain.
      let mixed = Math.imul(words[i]!, 0x9e3779b1) ^ words[i + 1]! ^ (outcome << 16);
      mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
      mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
      hash = (hash + (mixed ^ (mixed >>> 16))) | 0;
    }
    this.hash = hash >>> 0;
  }
}

/** Every event that is told, as text in the one order of events. */
export class Trace implements Log {
  readonly words = new Int32Array(LOG_LENGTH);
  private readonly events: { instant: number; word: number; outcome: number }[] = [];

  tell(length: number): void {
    const { events, words } = this;
    for (let i = 0; i < length; i += 3) {
      events.push({ instant: words[i]!, word: words[i + 1]! >>> 0, outcome: words[i + 2]! });
    }
  }

  /** @param names  [type] of the events */
  lines(names: readonly string[]): string[] {
    return [...this.events]
      .sort((a, b) => a.instant - b.instant || a.word - b.word)
      .map(({ instant, word, outcome }) => {
        const type = names[word >>> LIMITS.ENTITY_BITS];
        return `${instant} ${type} ${word & ((1 << LIMITS.ENTITY_BITS) - 1)} ${outcome}`;
      });
  }
}
