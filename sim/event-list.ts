/**
 * The future event list: a binary heap on typed arrays, in one total order made of content, not of insertion.
 *
 * The order: instant, then kind (settings and faults, transport, people, attempts, timeouts, reports: the order of
 * `eventKinds`), then the two indices. So a trace is the same for every queue and every way of filling it.
 *
 * Why our own: kept libraries order by one number and leave ties to chance, or heap objects at twice the cost.
 */
import { assert } from '../model/assert.ts';
import { type EventKind, eventKinds, type WorldEvent } from '../model/world/run.ts';

/** The most events that may be pending at once: a runaway scenario stops here, with a reason. */
export const PENDING_MAX = 1 << 24;

const kindCode: ReadonlyMap<EventKind, number> = new Map(
  eventKinds.map((kind, code) => [kind, code]),
);

export type EventList = {
  /** Adds an event; `at` is a whole number of ms. O(log n). */
  readonly push: (at: number, kind: EventKind, a: number, b: number) => void;
  /** Takes the first event, or null when none is left. O(log n). */
  readonly pop: () => WorldEvent | null;
  readonly size: () => number;
};

/** An empty list with room for `capacity` events; it grows by doubling. */
export function newEventList(capacity = 256): EventList {
  let instants = new Float64Array(capacity);
  /** [slot * 3] kind, a, b */
  let keys = new Int32Array(capacity * 3);
  let count = 0;

  const before = (left: number, right: number): boolean => {
    const time = instants[left]! - instants[right]!;
    if (time !== 0) return time < 0;
    for (let i = 0; i < 3; i++) {
      const difference = keys[left * 3 + i]! - keys[right * 3 + i]!;
      if (difference !== 0) return difference < 0;
    }
    return false;
  };
  const swap = (left: number, right: number): void => {
    const instant = instants[left]!;
    instants[left] = instants[right]!;
    instants[right] = instant;
    for (let i = 0; i < 3; i++) {
      const key = keys[left * 3 + i]!;
      keys[left * 3 + i] = keys[right * 3 + i]!;
      keys[right * 3 + i] = key;
    }
  };
  const grow = (): void => {
    assert(count < PENDING_MAX, `at most ${PENDING_MAX} events are pending at once`);
    const wider = new Float64Array(instants.length * 2);
    wider.set(instants);
    instants = wider;
    const more = new Int32Array(keys.length * 2);
    more.set(keys);
    keys = more;
  };

  return {
    size: () => count,
    push: (at, kind, a, b) => {
      assert(Number.isInteger(at), 'virtual time is whole milliseconds');
      if (count === instants.length) grow();
      let slot = count++;
      instants[slot] = at;
      keys[slot * 3] = kindCode.get(kind) ?? 0;
      keys[slot * 3 + 1] = a;
      keys[slot * 3 + 2] = b;
      while (slot > 0) {
        const parent = (slot - 1) >> 1;
        if (!before(slot, parent)) break;
        swap(slot, parent);
        slot = parent;
      }
    },
    pop: () => {
      if (count === 0) return null;
      const event: WorldEvent = {
        at: instants[0]!,
        kind: eventKinds[keys[0]!] ?? 'fault',
        a: keys[1]!,
        b: keys[2]!,
      };
      count--;
      swap(0, count);
      for (let slot = 0; ; ) {
        const left = slot * 2 + 1;
        if (left >= count) break;
        const right = left + 1;
        const child = right < count && before(right, left) ? right : left;
        if (!before(child, slot)) break;
        swap(child, slot);
        slot = child;
      }
      return event;
    },
  };
}
