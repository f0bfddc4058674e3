/**
 * What a rule over the audit log makes of a burst, and of a year without one.
 *
 * How: ordinary recalls are a Poisson process over a year, in the rhythm of day and week; the burst
 * happens in its first week, at the time of the day of the study. An alarm is the recall that makes
 * too many in the stretch behind it; it lasts until there are fewer again.
 *
 * Never: count a recall of the burst as a false alarm.
 */
import { at } from '../model/assert.ts';
import type { Rhythm } from '../scenarios/rhythm.ts';
import type { SpikeRule } from '../scenarios/spike.ts';
import { ln } from './arithmetic.ts';
import type { CompiledStudy } from './arms.ts';
import { ALARMS, type Incident, SPIKE } from './fates.ts';
import type { Simulated } from './simulate.ts';
import { type Draws, drawsFor } from './streams.ts';
import { sample } from './variates.ts';
import type { Played } from './workload.ts';

/** What the rule of a study finds in the audit log of a world, as incidents. */
export function alarmsOf(
  { world }: Simulated,
  { pools, seed, study }: CompiledStudy,
  { replication, send }: Played,
): Incident[] {
  const { load, spike, start } = study;
  if (spike === undefined) return [];
  const asked = world.audit.filter(({ operation }) => operation === 'recall-request');
  // Without a recall there is nothing to find, and nothing to be mistaken for it.
  if (asked.length === 0) return [];
  const draws = drawsFor(seed, replication);
  const sentAt = load === undefined ? 0 : sample(load.sentAt, draws.uniform('load.sentAt', 0));
  const { length } = pools.mailboxes;
  const weekMs = (start + sentAt - MONDAY) % WEEK;
  const requests = asked.map((entry) => entry.at);
  const found = spikeOf(spike, draws, requests, pools.mailboxes.indexOf(send.from), length, weekMs);
  const spikes = found.foundMs < 0 ? [] : [{ word: `${SPIKE}${found.foundMs}`, about: -1 }];
  const alarms = `${ALARMS}${found.alarmsAYear}/${found.recallsAYear}`;
  return [...spikes, { word: alarms, about: -1 }];
}

/** A Monday, 0:00 UTC. */
const MONDAY = Date.UTC(1969, 11, 29);
const HOUR = 3_600_000;
const WEEK = 168 * HOUR;
const YEAR_WEEKS = 365.25 / 7;
/** So many are looked at in a replication: of a large tenant the recalls of less than a year. */
const RECALLS_MAX = 20_000;

export type Spike = {
  /** From the first recall of the burst to the alarm, ms; -1: none. */
  readonly foundMs: number;
  /** Alarms in a year without a burst. */
  readonly alarmsAYear: number;
  /** Recalls in such a year. */
  readonly recallsAYear: number;
};

/** An ordinary recall: when, ms after the beginning of the week, and whose. */
type Ordinary = { readonly at: number; readonly by: number };

/**
 * @param requests   when the burst asks for recalls, ascending, ms after the start
 * @param sender     who that is, as a number below `mailboxes`
 * @param weekMs     how far into the week the start is, Monday 0:00 UTC being 0
 */
export function spikeOf(
  rule: SpikeRule,
  draws: Draws,
  requests: readonly number[],
  sender: number,
  mailboxes: number,
  weekMs: number,
): Spike {
  const perWeek = (rule.ordinary * mailboxes) / YEAR_WEEKS;
  const weeks = Math.max(2, Math.min(Math.round(YEAR_WEEKS), Math.ceil(RECALLS_MAX / perWeek)));
  const ordinary = ordinaryRecalls(draws, rule.rhythm, perWeek, weeks, mailboxes);
  const isAlike = ({ by }: Ordinary): boolean => rule.by === 'tenant' || by === sender;
  const burst = requests.map((instant) => instant + weekMs);
  const [first = Number.POSITIVE_INFINITY] = burst;
  const among = [...ordinary.filter(isAlike).map((one) => one.at), ...burst].sort((a, b) => a - b);
  const alarm = among.findIndex((instant, index) => {
    const isLate = instant >= first && instant <= (burst.at(-1) ?? first);
    return isLate && isSpike(among, index, rule);
  });
  return {
    foundMs: alarm < 0 ? -1 : at(among, alarm) - first,
    alarmsAYear: (alarmsIn(ordinary, rule) * YEAR_WEEKS) / weeks,
    recallsAYear: (ordinary.length * YEAR_WEEKS) / weeks,
  };
}

/** Whether an instant is the one that makes too many within the stretch that it ends. */
function isSpike(instants: readonly number[], index: number, rule: SpikeRule): boolean {
  const before = instants[index - rule.more];
  return before !== undefined && at(instants, index) - before <= rule.withinMs;
}

function ordinaryRecalls(
  draws: Draws,
  rhythm: Rhythm,
  perWeek: number,
  weeks: number,
  mailboxes: number,
): Ordinary[] {
  if (perWeek === 0) return [];
  const hours = rhythm.days.flatMap((day) => rhythm.hours.map((share) => day * share));
  const total = hours.reduce((sum, share) => sum + share, 0);
  const until: number[] = [];
  for (const share of hours) until.push((until.at(-1) ?? 0) + share / total);
  const found: Ordinary[] = [];
  let passed = 0;
  for (let recall = 0; ; recall++) {
    passed += -ln(1 - draws.uniform('audit.ordinary', recall, 0)) / perWeek;
    if (passed >= weeks) return found;
    const week = Math.floor(passed);
    const share = passed - week;
    let hour = until.findIndex((end) => share < end);
    if (hour < 0) hour = until.length - 1;
    const from = until[hour - 1] ?? 0;
    const within = (share - from) / (at(until, hour) - from);
    const by = Math.floor(draws.uniform('audit.ordinary', recall, 1) * mailboxes);
    found.push({ at: Math.floor(week * WEEK + (hour + within) * HOUR), by });
  }
}

/** Alarms that ordinary recalls raise. */
function alarmsIn(ordinary: readonly Ordinary[], rule: SpikeRule): number {
  const lists = new Map<number, number[]>();
  for (const { at: instant, by } of ordinary) {
    const key = rule.by === 'tenant' ? 0 : by;
    const list = lists.get(key);
    if (list === undefined) lists.set(key, [instant]);
    else list.push(instant);
  }
  let alarms = 0;
  for (const instants of lists.values()) {
    let isOn = false;
    instants.forEach((_, index) => {
      const isNow = isSpike(instants, index, rule);
      if (isNow && !isOn) alarms++;
      isOn = isNow;
    });
  }
  return alarms;
}
