/**
 * The kernel: takes the first event, lets the world do it, takes the next, until nothing is left or
 * time is up.
 *
 * Never: read a clock, draw a number, or know what an event means.
 */
import { assert } from '../model/assert.ts';
import type { Model } from '../model/model.ts';
import type { Setting } from '../model/setting.ts';
import { backgroundKinds, type Observer, type Run } from '../model/world/run.ts';
import type { World } from '../model/world/state.ts';
import { newRun, step } from '../model/world/step.ts';
import { newEventList } from './event-list.ts';

export type Simulated = {
  readonly setting: Setting;
  readonly model: Model;
  readonly world: World;
  /** The instant at which the scenario ended, ms after start. */
  readonly endedAt: number;
  /** How many events did something. */
  readonly events: number;
  /** [rule] how often each rule was cited. */
  readonly hits: Uint32Array;
};

/** Indices of the rules that were cited, ascending. */
export function rulesCited({ hits }: Simulated): number[] {
  const cited: number[] = [];
  for (let rule = 0; rule < hits.length; rule++) if (hits[rule]! > 0) cited.push(rule);
  return cited;
}

/** Room for the events of a scenario; more find room when they come. */
const SCHEDULED_MOSTLY = 64;

/** The most events one scenario may take: a runaway one stops here, with a reason. */
export const EVENTS_MAX = 50_000_000;

/**
 * Runs a setting to its end. Pure in its arguments.
 *
 * @param observer   told what happens
 * @param scheduled  told what is to happen, whether it comes to that or not
 * @param queues     says when what comes to a queue is done; left out: as its faults say
 * @param perMs      steps of time in a ms, see `newEventList`
 */
export function simulate(
  model: Model,
  setting: Setting,
  observer: Observer | null = null,
  scheduled: Run['schedule'] | null = null,
  queues?: Run['queues'],
  perMs = 1,
): Simulated {
  const pending = newEventList(SCHEDULED_MOSTLY, perMs);
  // Events that keep a scenario alive; the others happen only while there are such.
  let awaited = 0;
  const schedule: Run['schedule'] = (at, kind, a, b) => {
    scheduled?.(at, kind, a, b);
    if (!backgroundKinds.has(kind)) awaited++;
    pending.push(at, kind, a, b);
  };
  const run: Run = newRun(model, setting, schedule, observer, queues);
  const until = setting.untilMs ?? Number.POSITIVE_INFINITY;
  let now = 0;
  let endedAt = 0;
  let events = 0;
  for (let event = pending.pop(); event !== null && event.at <= until; event = pending.pop()) {
    assert(event.at >= now, 'virtual time never runs backwards');
    now = event.at;
    if (!backgroundKinds.has(event.kind)) awaited--;
    else if (awaited === 0 && setting.untilMs === null) break;
    if (!step(run, event)) continue;
    assert(++events <= EVENTS_MAX, `a scenario takes at most ${EVENTS_MAX} events`);
    endedAt = now;
  }
  if (setting.untilMs !== null) endedAt = setting.untilMs;
  return { setting, model, world: run.world, endedAt, events, hits: run.hits };
}
