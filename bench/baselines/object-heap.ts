/**
 * The plain way to run a clockwork: events as objects in a binary heap, one global order, a stepper
 * that is asked about every event, nothing written out and nothing put off.
 *
 * Why: it is what the loops of `sim/kernel` are compared with, in their results (any stepper, so
 * XState itself) and in their times. It reads as the definition of what a clockwork means.
 */
import { at } from '../../model/assert.ts';
import type { Stepper } from '../../model/interpret.ts';
import type { FactRecord } from '../../model/machines/dialect.ts';
import { NOTHING } from '../../model/table.ts';
import { type Chance, type Clockwork, eventOf, type Totals } from '../../sim/kernel/clockwork.ts';
import { type Delay, durationOf } from '../../sim/kernel/durations.ts';

type Event = { readonly instant: number; readonly type: number; readonly entity: number };

function isBefore(a: Event, b: Event): boolean {
  if (a.instant !== b.instant) return a.instant < b.instant;
  return a.type !== b.type ? a.type < b.type : a.entity < b.entity;
}

/** A binary heap of objects. */
class ObjectHeap {
  private readonly events: Event[] = [];

  push(event: Event): void {
    const { events } = this;
    let slot = events.push(event) - 1;
    for (; slot > 0; ) {
      const parent = (slot - 1) >> 1;
      if (!isBefore(event, at(events, parent))) break;
      events[slot] = at(events, parent);
      slot = parent;
    }
    events[slot] = event;
  }

  pop(): Event | undefined {
    const { events } = this;
    const first = events[0];
    const moved = events.pop();
    if (moved === undefined || events.length === 0) return first;
    let slot = 0;
    for (;;) {
      let child = 2 * slot + 1;
      if (child >= events.length) break;
      const right = child + 1;
      if (right < events.length && isBefore(at(events, right), at(events, child))) child = right;
      if (!isBefore(at(events, child), moved)) break;
      events[slot] = at(events, child);
      slot = child;
    }
    events[slot] = moved;
    return first;
  }
}

type Copy = { state: number; tries: number };

/** What draws the word of (entity, index) under a seed. */
function drawerOf({ draws }: Clockwork): (seed: number, entity: number, index: number) => number {
  const text = `${draws.keys('k', 'entity')} ${draws.word('w', 'k', 'index')} return w;`;
  return new Function('seed', 'entity', 'index', text) as ReturnType<typeof drawerOf>;
}

/**
 * Runs messages 0 to `messages` (excluded) of a clockwork without servers.
 *
 * @param observe  told every event that happens; outcome 0 for a shared one
 */
export function runByObjects(
  clockwork: Clockwork,
  stepper: Stepper,
  messages: number,
  seed: number,
  observe: ((event: Event, outcome: number) => void) | null = null,
): Totals {
  const { copies, facts, plans, shared, table } = clockwork;
  const heap = new ObjectHeap();
  const all = Array.from({ length: messages * copies }, (): Copy => ({ state: 0, tries: 0 }));
  const ended = new Float64Array(table.states.length);
  let events = 0;
  let checksum = 0;
  const draw = drawerOf(clockwork);
  const durations = new Map<Delay, (word: number) => number>();
  for (const { delay } of [...Object.values(plans), ...shared])
    durations.set(delay, durationOf(delay));
  const take = (delay: Delay, entity: number, index = 0): number =>
    durations.get(delay)!(draw(seed, entity, index));
  const isTrue = (chance: Chance, entity: number): boolean => {
    const index = chance.draw + (chance.isCounted ? at(all, entity).tries : 0);
    return ((draw(seed, entity, index) >>> 0) + 0.5) / 4294967296 < chance.below;
  };
  const share = (place: number, message: number, instant: number): void => {
    const next = shared[place];
    if (next === undefined || message >= messages) return;
    const due = instant + take(next.delay, 0x80000000 | message, next.draw);
    heap.push({ instant: due, type: eventOf(clockwork, next.event), entity: message });
  };
  const isDone = (entity: number): boolean => at(table.final, at(all, entity).state) === 1;
  const step = (entity: number, type: number, instant: number): number => {
    const copy = at(all, entity);
    const record: FactRecord = Object.fromEntries(
      Object.entries(facts).map(([name, chances]) => [
        name,
        !chances.some((chance) => isTrue(chance, entity)),
      ]),
    );
    const id = stepper.step(copy.state, type, record);
    if (id === NOTHING) return id;
    const outcome = at(table.outcomes, id);
    copy.state = outcome.target;
    for (const effect of outcome.effects) {
      const { chance, delay, draw: index, event, isTry, until } = plans[effect]!;
      if (isTry) copy.tries++;
      if (chance && !isTrue(chance, entity)) continue;
      const due = instant + take(delay, entity, index);
      if (until !== undefined && due > until) continue;
      heap.push({ instant: due, type: eventOf(clockwork, event), entity });
    }
    if (isDone(entity)) {
      ended[copy.state]!++;
      checksum += instant;
    }
    return id;
  };

  share(0, 0, 0);
  for (let event = heap.pop(); event !== undefined; event = heap.pop()) {
    const { entity, instant, type } = event;
    const place = shared.findIndex((one) => eventOf(clockwork, one.event) === type);
    if (place === 0) share(0, entity + 1, instant);
    const told =
      place < 0 ? [entity] : Array.from({ length: copies }, (_, index) => entity * copies + index);
    const open = told.filter((copy) => !isDone(copy));
    if (open.length === 0) continue;
    events++;
    if (place >= 0) share(place + 1, entity, instant);
    const ids = open.map((copy) => step(copy, type, instant));
    observe?.(event, place < 0 ? at(ids, 0) : 0);
  }
  return { events, ended, checksum };
}
