/** The future event list against sorting. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventKinds, type WorldEvent } from '../model/world/run.ts';
import { newEventList } from './event-list.ts';

const event: fc.Arbitrary<WorldEvent> = fc.record({
  at: fc.oneof(fc.nat({ max: 5 }), fc.nat({ max: 2 ** 40 })),
  kind: fc.constantFrom(...eventKinds),
  a: fc.integer({ min: -1, max: 3 }),
  b: fc.nat({ max: 3 }),
});

/** The order in which things at the same instant happen. */
function byOrder(left: WorldEvent, right: WorldEvent): number {
  const kinds = eventKinds.indexOf(left.kind) - eventKinds.indexOf(right.kind);
  return left.at - right.at || kinds || left.a - right.a || left.b - right.b;
}

function drain(list: ReturnType<typeof newEventList>): WorldEvent[] {
  const all: WorldEvent[] = [];
  for (let next = list.pop(); next !== null; next = list.pop()) all.push(next);
  return all;
}

describe('the event list', () => {
  it('gives what happens first, and null when nothing is left', () => {
    const list = newEventList();
    list.push(20, 'act', 0, 0);
    list.push(10, 'report', 0, 0);
    list.push(10, 'epoch', 1, 0);
    expect(drain(list).map(({ at, kind }) => `${at} ${kind}`)).toEqual([
      '10 epoch',
      '10 report',
      '20 act',
    ]);
    expect(list.pop()).toBeNull();
  });

  it('gives any events in one order, however they came in and small as it began', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 200 }), (events) => {
        const list = newEventList(2);
        for (const { at, kind, a, b } of events) list.push(at, kind, a, b);
        expect(list.size()).toBe(events.length);
        expect(drain(list)).toEqual([...events].sort(byOrder));
      }),
      { seed: 0x5eed },
    );
  });

  it('keeps the order while events come and go', () => {
    const moves = fc.array(fc.oneof(event, fc.constant(null)), { maxLength: 200 });
    fc.assert(
      fc.property(moves, (script) => {
        const list = newEventList(2);
        let sorted: WorldEvent[] = [];
        for (const next of script) {
          if (next === null) {
            expect(list.pop()).toEqual(sorted[0] ?? null);
            sorted = sorted.slice(1);
          } else {
            list.push(next.at, next.kind, next.a, next.b);
            sorted = [...sorted, next].sort(byOrder);
          }
        }
        expect(drain(list)).toEqual(sorted);
      }),
      { seed: 0x5eed },
    );
  });

  it('refuses a fraction of a step', () => {
    expect(() => newEventList().push(0.5, 'act', 0, 0)).toThrow(/whole milliseconds/);
    const halves = newEventList(1, 2);
    halves.push(0.5, 'act', 0, 0);
    expect(halves.pop()?.at).toBe(0.5);
    expect(() => halves.push(0.25, 'act', 0, 0)).toThrow(/whole milliseconds/);
  });
});
