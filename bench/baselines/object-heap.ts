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

/** A run in progress. */
type Run = {
  readonly clockwork: Clockwork;
  readonly stepper: Stepper;
  readonly messages: number;
  readonly copies: readonly Copy[];
  readonly heap: ObjectHeap;
  readonly ended: Float64Array;
  checksum: number;
  readonly word: (entity: number, index: number) => number;
  readonly durations: ReadonlyMap<Delay, (word: number) => number>;
  /** What a step is given that reads none. */
  readonly anyFacts: FactRecord;
};

function newRun(clockwork: Clockwork, stepper: Stepper, messages: number, seed: number): Run {
  const { copies, plans, shared, table } = clockwork;
  const delays = [...Object.values(plans), ...shared].map(({ delay }) => delay);
  const draw = drawerOf(clockwork);
  return {
    clockwork,
    stepper,
    messages,
    copies: Array.from({ length: messages * copies }, () => ({ state: 0, tries: 0 })),
    heap: new ObjectHeap(),
    ended: new Float64Array(table.states.length),
    checksum: 0,
    word: (entity, index) => draw(seed, entity, index),
    durations: new Map(delays.map((delay) => [delay, durationOf(delay)])),
    anyFacts: Object.fromEntries(Object.keys(clockwork.facts).map((name) => [name, true])),
  };
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
  const run = newRun(clockwork, stepper, messages, seed);
  const { copies, heap } = run;
  const { shared } = clockwork;
  let events = 0;
  share(run, 0, 0, 0);
  for (let event = heap.pop(); event !== undefined; event = heap.pop()) {
    const { entity, instant, type } = event;
    const place = shared.findIndex((one) => eventOf(clockwork, one.event) === type);
    if (place === 0) share(run, 0, entity + 1, instant);
    const first = place < 0 ? entity : entity * clockwork.copies;
    const told = Array.from({ length: place < 0 ? 1 : clockwork.copies }, (_, i) => first + i);
    const open = told.filter((one) => !isDone(run, at(copies, one)));
    if (open.length === 0) continue;
    events++;
    if (place >= 0) share(run, place + 1, entity, instant);
    const ids = open.map((one) => step(run, one, type, instant));
    observe?.(event, place < 0 ? at(ids, 0) : 0);
  }
  return { events, ended: run.ended, checksum: run.checksum };
}

function isDone({ clockwork }: Run, { state }: Copy): boolean {
  return at(clockwork.table.final, state) === 1;
}

function take({ durations, word }: Run, delay: Delay, entity: number, index = 0): number {
  return durations.get(delay)!(word(entity, index));
}

function isTrue({ copies, word }: Run, chance: Chance, entity: number): boolean {
  const index = chance.draw + (chance.isCounted ? at(copies, entity).tries : 0);
  return ((word(entity, index) >>> 0) + 0.5) / 4294967296 < chance.below;
}

/** Plans a shared event of a message, if there is such an event and such a message. */
function share(run: Run, place: number, message: number, instant: number): void {
  const { clockwork, heap, messages } = run;
  const next = clockwork.shared[place];
  if (next === undefined || message >= messages) return;
  const due = instant + take(run, next.delay, 0x80000000 | message, next.draw);
  heap.push({ instant: due, type: eventOf(clockwork, next.event), entity: message });
}

/** The facts of a copy at its next try. */
function factsOf(run: Run, entity: number): FactRecord {
  const entries = Object.entries(run.clockwork.facts).map(([name, chances]) => [
    name,
    !chances.some((chance) => isTrue(run, chance, entity)),
  ]);
  return Object.fromEntries(entries) as FactRecord;
}

/** @returns the outcome of one event for one copy */
function step(run: Run, entity: number, type: number, instant: number): number {
  const { clockwork, copies, ended, heap, stepper } = run;
  const copy = at(copies, entity);
  const row = copy.state * clockwork.table.events.length + type;
  const isRead = at(clockwork.table.cubes, row).some(({ mask }) => mask !== 0);
  const id = stepper.step(copy.state, type, isRead ? factsOf(run, entity) : run.anyFacts);
  if (id === NOTHING) return id;
  const outcome = at(clockwork.table.outcomes, id);
  copy.state = outcome.target;
  for (const effect of outcome.effects) {
    const { chance, delay, draw, event, isTry, until } = clockwork.plans[effect]!;
    if (isTry) copy.tries++;
    if (chance && !isTrue(run, chance, entity)) continue;
    const due = instant + take(run, delay, entity, draw);
    if (until !== undefined && due > until) continue;
    heap.push({ instant: due, type: eventOf(clockwork, event), entity });
  }
  if (isDone(run, copy)) {
    ended[copy.state]!++;
    run.checksum += instant;
  }
  return id;
}
