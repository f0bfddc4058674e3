/**
 * Real mail through the organization of a study: every message is sent, delivered and read, a share
 * of them is taken as mistaken and recalled.
 *
 * Why one world a message: nothing here lets one message touch another (no quota, and no load,
 * which is refused), so a world for each gives what one world for all would, every draw is keyed
 * by its message, and each message can be replayed alone.
 *
 * Never: take a message to oneself alone as mistaken; treat recipients of one message as
 * independent (the message is the cluster, and clusters differ in size).
 */

import { at } from '../model/assert.ts';
import { RECALL_WINDOW_MS } from '../model/assumptions.ts';
import type { Fault } from '../model/fault.ts';
import type { Tenant } from '../model/org/tenant.ts';
import type { Study } from '../scenarios/study.ts';
import type { Traffic, TrafficMessage } from '../scenarios/traffic.ts';
import { type WorkloadKind, workloadKinds, workloadOf } from '../scenarios/workloads.ts';
import { type CompiledStudy, compileStudy, kindCounts } from './arms.ts';
import { type Change, noticedAt } from './mistake.ts';
import type { Plays } from './player.ts';
import { outageOf, type Reader } from './reading.ts';
import { logged, newState, type RunHooks, type RunPlan, rested, runTo } from './run.ts';
import { drawsFor, formatSeed } from './streams.ts';
import { resultOf, type StudyResult } from './study-result.ts';
import { bernoulli, sample } from './variates.ts';
import {
  answerTo,
  deedsOf,
  forwardedTo,
  MESSAGE,
  type Played,
  reportOf,
  sendAction,
} from './workload.ts';

/** Which mailbox stands for which id, and when each person writes. */
type Cast = {
  readonly addressOf: ReadonlyMap<string, string>;
  /** [id] instants at which the person sends, ascending, ms. */
  readonly sends: ReadonlyMap<string, readonly number[]>;
};

/** What is wrong with replaying this traffic in this study; nothing when it fits. */
export function trafficFaults(study: Study, traffic: Traffic, mailboxes: number): Fault[] {
  const { name, policies, workload } = study;
  const people = traffic.people.length;
  const faults: Fault[] = [];
  const refuse = (path: string[], message: string, fix: string): void => {
    faults.push({ code: 'out-of-range', message, path, fix });
  };
  const isSpread = workload.transit !== undefined;
  if (isSpread || policies.some(({ load }) => load !== undefined)) {
    const message =
      'real mail is a load of its own: it is replayed without load or delays by region';
    const fix = `leave out load and delivery.regions of "${name}"`;
    refuse([isSpread ? 'workload' : 'load'], message, fix);
  }
  if (!playsKind(workload.kind)) {
    const message = `real mail goes to whom it names, by mistake: it is no ${workload.kind}`;
    const kinds = workloadKinds.filter(playsKind).join(', ');
    refuse(['workload', 'kind'], message, `write one of ${kinds}`);
  }
  if (workload.burst !== undefined) {
    const message = 'real mail is replayed message by message: it has no bursts';
    refuse(['workload', 'burst'], message, `leave out burst and spike of "${name}"`);
  }
  if (people > mailboxes) {
    const message = `the traffic has ${people} people and the organization ${mailboxes} mailboxes`;
    const fix = `let "${name}" have at least ${people} mailboxes`;
    refuse(['population', 'mailboxes'], message, fix);
  }
  return faults;
}

/** Whether a message as headers show it can be a mistake of a kind: single people are addressed. */
function playsKind(kind: WorkloadKind): boolean {
  const { mistake, repliesAll, to } = workloadOf(kind);
  return to === 'people' && repliesAll === 'no' && mistake !== 'nothing';
}

/**
 * Replays traffic under every policy.
 *
 * @param plan  `replications`, where given, is the most messages that are replayed
 * @returns     the result of a study whose replications are the mistaken messages, or what is wrong
 */
export async function runTraffic(
  study: Study,
  tenant: Tenant,
  traffic: Traffic,
  plan: RunPlan,
  hooks: RunHooks = {},
): Promise<StudyResult | readonly Fault[]> {
  const compiled = compileStudy(study, tenant);
  const faults = trafficFaults(study, traffic, compiled.pools.mailboxes.length);
  if (faults.length > 0) return faults;
  const count = Math.min(traffic.messages.length, plan.replications ?? traffic.messages.length);
  hooks.started?.(compiled);
  const plays = playsOf(compiled, traffic);
  const sizeMax = traffic.messages.reduce((most, { to }) => Math.max(most, to.length), 1);
  const state = { ...newState(compiled, plan, plays), sizeMax };
  const { log, told } = logged(plan, hooks);
  const interrupted = !(await runTo(state, count, count, told));
  const { runs } = state;
  const mistakenMessages = at(runs, 0).rows.size();
  const result = resultOf(study, runs, {
    seed: formatSeed(compiled.seed),
    source: 'traffic',
    planned: count,
    stopped: interrupted ? 'interrupted' : 'fixed',
    looks: null,
    organization: kindCounts(at(compiled.arms, 0)),
    deliveryMaxMs: state.deliveryMaxMs,
    sizeMax,
    adjust: null,
    notes: [],
    traffic: {
      messages: state.done,
      people: traffic.people.length,
      toSelf: traffic.messages.slice(0, state.done).filter(isToSelf).length,
      mistaken: study.workload.mistaken,
      mistakenMessages,
    },
  });
  return rested(result, state, plays, plan, log);
}

/** Each message of the traffic as a replication. */
export function playsOf(compiled: CompiledStudy, traffic: Traffic): Plays {
  const cast = castOf(compiled, traffic);
  return (view, number, change = {}) => playMessage(view, traffic, cast, number, change);
}

function castOf({ pools }: CompiledStudy, traffic: Traffic): Cast {
  const sends = new Map<string, number[]>();
  for (const { from, at: sentAt } of traffic.messages) {
    const own = sends.get(from);
    if (own === undefined) sends.set(from, [sentAt]);
    else own.push(sentAt);
  }
  const addressOf = new Map(traffic.people.map((id, index) => [id, at(pools.mailboxes, index)]));
  return { addressOf, sends };
}

const isToSelf = ({ from, to }: TrafficMessage): boolean => to.length === 1 && to[0] === from;

/** Whether a message went to the wrong people: drawn by its own number. */
function isMistaken({ seed, study }: CompiledStudy, traffic: Traffic, index: number): boolean {
  if (isToSelf(at(traffic.messages, index))) return false;
  const u = drawsFor(seed, index).uniform('traffic.mistaken', 0);
  return bernoulli(study.workload.mistaken, u);
}

/** The world of one message; times count from its sending. */
function playMessage(
  compiled: CompiledStudy,
  traffic: Traffic,
  cast: Cast,
  index: number,
  change: Change,
): Played {
  const { seed, study } = compiled;
  const { to: left, deferMs = 0 } = change;
  const message = at(traffic.messages, index);
  const draws = drawsFor(seed, index);
  const address = (id: string): string => cast.addressOf.get(id) ?? '';
  const from = address(message.from);
  const recalled = isMistaken(compiled, traffic, index);
  const deliveryMs = sample(study.workload.delivery, draws.uniform('transport.delay', 0));
  const delay = sample(study.workload.recallAfter, draws.uniform('sender.recallDelay', 0));
  const noticedMs = recalled ? noticedAt(delay, change) : 0;
  const ids = message.to.filter((id) => left === undefined || left.includes(address(id)));
  const readers = ids.map((id): Reader => {
    const nextSend = nextAfter(cast.sends.get(id) ?? [], message.at);
    return {
      compiled,
      draws,
      address: address(id),
      message: MESSAGE,
      from: deferMs + deliveryMs,
      ...(nextSend === undefined ? {} : { activeBy: nextSend - message.at }),
    };
  });
  const reportedAt = recalled ? reportOf(compiled, draws, readers, deferMs) : Infinity;
  const recallAt = recalled ? Math.max(Math.min(noticedMs, reportedAt), deferMs) : 0;
  const answered = answerTo(compiled, draws, from, recallAt);
  const untilMs = Math.max(
    recallAt + deliveryMs + RECALL_WINDOW_MS,
    recalled ? (answered?.at ?? 0) : 0,
  );
  const to = ids.map(address);
  const deeds = readers.map((reader) => {
    const outage = recalled ? outageOf(reader, recallAt, deliveryMs) : null;
    return deedsOf({ ...reader, reportedAt }, untilMs, outage, true);
  });
  for (const forwarded of forwardedTo(compiled, to)) {
    const from = deferMs + 2 * deliveryMs;
    const own = { compiled, draws, address: forwarded, message: MESSAGE };
    const reader: Reader = { ...own, from, reportedAt };
    deeds.push(deedsOf(reader, untilMs, null, false));
  }
  const send = sendAction(study, MESSAGE, from, to, change);
  const answer = recalled ? answered : null;
  const counted = { isMeasured: recalled, right: -1, answer, noticedMs, replication: index };
  return { deliveryMs, untilMs, send, isToGroup: false, deeds, ...counted };
}

/** The first instant after another; undefined when there is none. Instants ascend. */
export function nextAfter(instants: readonly number[], after: number): number | undefined {
  let low = 0;
  let high = instants.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((instants[middle] ?? 0) <= after) low = middle + 1;
    else high = middle;
  }
  return instants[low];
}
