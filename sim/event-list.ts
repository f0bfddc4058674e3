/**
 * The future event list: a binary heap on typed arrays, in one total order made of content, not of
 * insertion.
 *
 * The order: instant, then kind (settings and faults, transport, people, attempts, timeouts,
 * reports: the order of `eventKinds`), then the two indices. So a trace is the same for every queue
 * and every way of filling it.
 *
 * Why our own: kept libraries order by one number and leave ties to chance, or heap objects at
 * twice the cost.
 */
import { assert } from '../model/assert.ts';
import { type EventKind, eventKinds, type WorldEvent } from '../model/world/run.ts';

/** The most events that may be pending at once: a runaway scenario stops here, with a reason. */
export const PENDING_MAX = 1 << 24;

const kindCode: ReadonlyMap<EventKind, number> = new Map(
  eventKinds.map((kind, code) => [kind, code]),
);

export type EventList = {
  /** Adds an event; `at` is a whole number of steps. O(log n). */
  readonly push: (at: number, kind: EventKind, a: number, b: number) => void;
  /** Takes the first event, or null when none is left. O(log n). */
  readonly pop: () => WorldEvent | null;
  readonly size: () => number;
};

/** The arrays of a heap; both grow by doubling. */
type Heap = {
  count: number;
  /** [slot] ms */
  instants: Float64Array;
  /** [slot * 3] kind, a, b */
  keys: Int32Array;
};

/**
 * An empty list.
 *
 * @param capacity  events that there is room for; more find room when they come
 * @param perMs     steps of time in a ms: more than 1 only where instants are marked, see
 *                  `paths/path.ts`
 */
export function newEventList(capacity = 256, perMs = 1): EventList {
  const heap: Heap = {
    count: 0,
    instants: new Float64Array(capacity),
    keys: new Int32Array(capacity * 3),
  };
  return {
    size: () => heap.count,
    push: (at, kind, a, b) => {
      assert(Number.isInteger(at * perMs), 'virtual time is whole milliseconds, or steps of them');
      if (heap.count === heap.instants.length) grow(heap);
      const slot = heap.count++;
      heap.instants[slot] = at;
      heap.keys[slot * 3] = kindCode.get(kind) ?? 0;
      heap.keys[slot * 3 + 1] = a;
      heap.keys[slot * 3 + 2] = b;
      siftUp(heap, slot);
    },
    pop: () => {
      if (heap.count === 0) return null;
      const event: WorldEvent = {
        at: heap.instants[0]!,
        kind: eventKinds[heap.keys[0]!] ?? 'fault',
        a: heap.keys[1]!,
        b: heap.keys[2]!,
      };
      swap(heap, 0, --heap.count);
      siftDown(heap, 0);
      return event;
    },
  };
}

function before({ instants, keys }: Heap, left: number, right: number): boolean {
  const time = instants[left]! - instants[right]!;
  if (time !== 0) return time < 0;
  for (let i = 0; i < 3; i++) {
    const difference = keys[left * 3 + i]! - keys[right * 3 + i]!;
    if (difference !== 0) return difference < 0;
  }
  return false;
}

function swap({ instants, keys }: Heap, left: number, right: number): void {
  const instant = instants[left]!;
  instants[left] = instants[right]!;
  instants[right] = instant;
  for (let i = 0; i < 3; i++) {
    const key = keys[left * 3 + i]!;
    keys[left * 3 + i] = keys[right * 3 + i]!;
    keys[right * 3 + i] = key;
  }
}

function siftUp(heap: Heap, from: number): void {
  for (let slot = from; slot > 0; ) {
    const parent = (slot - 1) >> 1;
    if (!before(heap, slot, parent)) return;
    swap(heap, slot, parent);
    slot = parent;
  }
}

function siftDown(heap: Heap, from: number): void {
  for (let slot = from; ; ) {
    const left = slot * 2 + 1;
    if (left >= heap.count) return;
    const right = left + 1;
    const child = right < heap.count && before(heap, right, left) ? right : left;
    if (!before(heap, child, slot)) return;
    swap(heap, child, slot);
    slot = child;
  }
}

function grow(heap: Heap): void {
  assert(heap.count < PENDING_MAX, `at most ${PENDING_MAX} events are pending at once`);
  const instants = new Float64Array(heap.instants.length * 2);
  instants.set(heap.instants);
  heap.instants = instants;
  const keys = new Int32Array(heap.keys.length * 2);
  keys.set(heap.keys);
  heap.keys = keys;
}
