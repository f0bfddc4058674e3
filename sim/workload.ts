/**
 * The workload of one replication: one message to the wrong people, what they do with it, its
 * recall.
 *
 * Why keyed draws: every choice has the address (stream, replication, person), so that another
 * recipient, mailbox, policy or worker moves no other draw; policies meet the same chances.
 *
 * Never: look at a policy (its arm only decides what happens, not what people do); draw a number by
 * position. What it makes is a scenario's timeline, so a replication can be replayed and explained.
 *
 * Source: Lamping and Veach, "A fast, minimal memory, consistent hash algorithm" (2014) for
 * choosing from a pool so that one more element attracts only its own share of the choices.
 */

import { at } from '../model/assert.ts';
import { RECALL_WINDOW_MS } from '../model/assumptions.ts';
import { expand } from '../model/org/expand.ts';
import { kindOf } from '../model/org/org.ts';
import type { Happenings } from '../scenarios/compile.ts';
import type { Action, InjectedFault, Scenario, TimelineEntry } from '../scenarios/scenario.ts';
import {
  ADDRESSES_MAX,
  type CountDistribution,
  recallingClients,
  type Study,
} from '../scenarios/study.ts';
import { armScenario, type CompiledStudy } from './arms.ts';
import { type Draws, drawsFor, type StreamName } from './streams.ts';
import { bernoulli, categorical, negativeBinomial, sample } from './variates.ts';

/** The ids of what every replication has: its message and its recall. */
export const MESSAGE = 'm1';
export const RECALL = 'r1';

/** The subject of every wrong message. */
export const SUBJECT = 'Sent to the wrong people';

/** What is drawn about a replication before anybody reads. */
export type Mistake = {
  readonly from: string;
  /** Addresses as written: people, or one group. */
  readonly to: readonly string[];
  readonly isToGroup: boolean;
  /** Whom it reaches, after expansion; each once. */
  readonly reached: readonly string[];
  /** After sending, ms. */
  readonly recallAt: number;
  readonly deliveryMs: number;
};

/**
 * An index of a pool, each equally likely; when the pool grows by one, a choice stays or becomes
 * the new one. Uniforms are taken from draw `first` on, about ln(count) of them.
 */
export function chooseFrom(
  count: number,
  draws: Draws,
  stream: StreamName,
  entity: number,
  first = 0,
): number {
  let chosen = -1;
  let next = 0;
  for (let step = 0; next < count; step++) {
    chosen = next;
    next = Math.floor((chosen + 1) / draws.uniform(stream, entity, first + step));
  }
  return chosen;
}

/** A number of addresses. */
function sampleCount(count: CountDistribution, u: number): number {
  if ('constant' in count) return count.constant;
  if ('range' in count) {
    const { from, to } = count.range;
    return from + Math.floor(u * (to - from + 1));
  }
  if ('negativeBinomial' in count) {
    const { mean, dispersion } = count.negativeBinomial;
    return Math.min(ADDRESSES_MAX, 1 + negativeBinomial(mean - 1, dispersion, u));
  }
  const index = categorical(
    count.weights.map(([, weight]) => weight),
    u,
  );
  return at(count.weights, index)[0];
}

/** Draws who sends what to whom, and when it is recalled. */
export function drawMistake(compiled: CompiledStudy, draws: Draws): Mistake {
  const { pools, study } = compiled;
  const { workload } = study;
  const sender = chooseFrom(pools.mailboxes.length, draws, 'workload.sender', 0);
  const from = at(pools.mailboxes, sender);
  const isToGroup =
    pools.groups.length > 0 && bernoulli(workload.groups, draws.uniform('workload.group', 0));
  const to = isToGroup
    ? [at(pools.groups, chooseFrom(pools.groups.length, draws, 'workload.group', 1))]
    : drawPeople(compiled, draws, from);
  return {
    from,
    to,
    isToGroup,
    reached: isToGroup ? membersOf(compiled, to) : to,
    recallAt: sample(workload.recallAfter, draws.uniform('sender.recallDelay', 0)),
    deliveryMs: sample(workload.delivery, draws.uniform('transport.delay', 0)),
  };
}

/** Uniforms of a slot: which pool, then which element of it. */
const SLOT = { pool: 0, element: 1 } as const;

/** Distinct people, one slot after the other; a slot that repeats somebody is passed over. */
function drawPeople({ pools, study }: CompiledStudy, draws: Draws, from: string): string[] {
  const { external, recipients } = study.workload;
  const inside = pools.mailboxes.length + pools.onPremises.length;
  const people = inside - 1 + (external > 0 ? pools.outside.length : 0);
  const drawn = sampleCount(recipients, draws.uniform('workload.recipients', 0));
  const wanted = Math.min(drawn, people);
  const chosen = new Set<string>();
  // Each slot finds somebody new with a chance of 1 / people or more, mostly near 1.
  const slots = 100 * (wanted + people);
  for (let slot = 1; chosen.size < wanted && slot <= slots; slot++) {
    const u = draws.uniform('workload.recipients', slot, SLOT.pool);
    const share = (u - external) / (1 - external);
    const isOutside = u < external;
    const isMailbox = share * inside < pools.mailboxes.length;
    const pool = isOutside ? pools.outside : isMailbox ? pools.mailboxes : pools.onPremises;
    const index = chooseFrom(pool.length, draws, 'workload.recipients', slot, SLOT.element);
    const address = at(pool, index);
    if (address !== from) chosen.add(address);
  }
  return [...chosen];
}

/** The people behind groups, in the order of expansion, each once. */
function membersOf({ arms }: CompiledStudy, groups: readonly string[]): string[] {
  const { base } = at(arms, 0);
  const { org } = at(base.epochs, 0);
  const expansion = expand(
    () => org,
    groups.map((group) => base.indexOf(group)),
    true,
    () => {},
  );
  return (expansion?.ways ?? []).map(({ recipient }) => at(base.book.addresses, recipient));
}

/**
 * Mailboxes that others forward to and that the message does not reach otherwise, each once: what
 * comes there is read too. Chains are followed.
 */
export function forwardedTo({ arms }: CompiledStudy, reached: readonly string[]): string[] {
  const { base } = at(arms, 0);
  const { org } = at(base.epochs, 0);
  const found = new Set(reached);
  // A set that grows while it is walked: targets are looked at in their turn.
  for (const address of found) {
    const mailbox = base.indexOf(address);
    const first = at(org.forwardingAddress, mailbox);
    const target = first >= 0 ? first : at(org.forwardingSmtpAddress, mailbox);
    if (target >= 0 && kindOf(org, target) === 'cloud') found.add(at(base.book.addresses, target));
  }
  return [...found].slice(new Set(reached).size);
}

/** What the owner of one mailbox does with a message, and what hinders its recall there. */
export type Deeds = {
  /** As an index into the address book. */
  readonly mailbox: number;
  /** In the order of time. */
  readonly entries: readonly TimelineEntry[];
  /** Whether one of them is sending on by hand. */
  readonly forwards: boolean;
  readonly outage: InjectedFault | null;
  /** Whether the message was sent there, and not only passed on. */
  readonly isReached: boolean;
};

/** The message of a replication, sent at its start. */
export type Send = Extract<Action, { kind: 'send' }>;

/** What happens in a replication, by whom. */
export type Played = {
  readonly deliveryMs: number;
  readonly untilMs: number;
  readonly send: Send;
  readonly isToGroup: boolean;
  readonly deeds: readonly Deeds[];
  /** The recall or removal; null: the message stays as it is. */
  readonly answer: TimelineEntry | null;
};

/** A replication as happenings in their order: sending, everybody's deeds, the recall. */
export function happeningsOf({ deliveryMs, untilMs, send, deeds, answer }: Played): Happenings {
  const entries = deeds.flatMap((one) => one.entries);
  const timeline = [{ at: 0, action: send }, ...entries, ...(answer === null ? [] : [answer])];
  return { deliveryMs, untilMs, timeline, faults: deeds.flatMap(({ outage }) => outage ?? []) };
}

/** What a reader does until the end of a replication. */
export function deedsOf(
  reader: Reader,
  untilMs: number,
  outage: InjectedFault | null,
  isReached: boolean,
): Deeds {
  const entries = readingOf(reader).filter((entry) => entry.at <= untilMs);
  const forwards = entries.some(({ action }) => action.kind === 'forward');
  const mailbox = reader.compiled.indexOf(reader.address);
  return { mailbox, entries, forwards, outage, isReached };
}

/** Everything that happens in a replication, whatever the policy. */
export function playReplication(compiled: CompiledStudy, replication: number): Played {
  const draws = drawsFor(compiled.seed, replication);
  const mistake = drawMistake(compiled, draws);
  const { from, to, isToGroup, recallAt, deliveryMs } = mistake;
  const answered = answerTo(compiled, draws, from, recallAt);
  const untilMs = Math.max(recallAt + deliveryMs + RECALL_WINDOW_MS, answered.at);
  const deeds = mistake.reached.map((address) => {
    const reader: Reader = { compiled, draws, address, message: MESSAGE, from: deliveryMs };
    return deedsOf(reader, untilMs, outageOf(reader, recallAt, deliveryMs), true);
  });
  for (const address of forwardedTo(compiled, mistake.reached)) {
    // Forwarded mail has been on its way twice.
    const reader: Reader = { compiled, draws, address, message: MESSAGE, from: 2 * deliveryMs };
    deeds.push(deedsOf(reader, untilMs, null, false));
  }
  const send = sendAction(compiled.study, MESSAGE, from, to);
  return { deliveryMs, untilMs, send, isToGroup, deeds, answer: answered };
}

/** A replication under one policy as a scenario: what replays and explains it. */
export function replicationScenario(
  compiled: CompiledStudy,
  arm: number,
  replication: number,
  plays: (view: CompiledStudy, replication: number) => Played = playReplication,
): Scenario {
  const { people, policy, tenant } = at(compiled.arms, arm);
  const empty = armScenario(compiled.study, policy, tenant, people);
  const name = `${empty.name}, replication ${replication}`;
  return { ...empty, name, ...happeningsOf(plays(compiled.viewOf(arm), replication)) };
}

export function sendAction(
  { workload }: Study,
  id: string,
  from: string,
  to: readonly string[],
): Send {
  return {
    kind: 'send',
    id,
    from,
    to,
    cc: [],
    bcc: [],
    subject: SUBJECT,
    size: 20_000,
    encrypted: false,
    readReceipt: workload.readReceipt,
    client: null,
    deferByMs: 0,
  };
}

/** What is done about the wrong message: its sender recalls it, or asks an administrator. */
export function answerTo(
  compiled: CompiledStudy,
  draws: Draws,
  from: string,
  recallAt: number,
): TimelineEntry {
  const { answer } = compiled;
  if (answer === null)
    return { at: recallAt, action: recallAction(compiled, RECALL, MESSAGE, from) };
  const { after, how, type } = answer;
  const removedAt = recallAt + sample(after, draws.uniform('administrator.delay', 0));
  return { at: removedAt, action: { kind: 'purge', message: MESSAGE, by: null, how, type } };
}

/** Whoever owns a client that cannot recall turns to Outlook on the web. */
function recallAction(compiled: CompiledStudy, id: string, message: string, from: string): Action {
  const own = compiled.personOf(from)?.client ?? 'outlook-windows';
  const client = recallingClients.includes(own) ? own : 'owa';
  return { kind: 'recall', id, message, by: null, client, resultMail: true, replace: null };
}

/** Somebody whom a message reaches. */
export type Reader = {
  readonly compiled: CompiledStudy;
  readonly draws: Draws;
  readonly address: string;
  readonly message: string;
  /** When the message can first be read, ms. */
  readonly from: number;
  /** Already at the mailbox by then, if it is known; reading is not later. */
  readonly activeBy?: number;
};

/** What a person does with a message: nothing, or reads it and then perhaps forwards or tidies. */
export function readingOf(reader: Reader): TimelineEntry[] {
  const { compiled, draws, address: mailbox, message } = reader;
  const { behaviours, workload } = compiled.study;
  const entity = compiled.entityOf(mailbox);
  const u = (stream: StreamName, draw = 0): number => draws.uniform(stream, entity, draw);
  const { choices, delays } = behaviours;
  const isPersonal = workload.reading === 'personal';
  if (!isKnownActive(reader) && bernoulli(choices.away, u('reader.away'))) return [];
  const opens = isPersonal ? choices.opensPersonal : choices.opensBroadcast;
  if (!bernoulli(opens, u('reader.opens'))) return [];
  const delay = isPersonal ? delays.personalRead : delays.broadcastRead;
  const drawn = reader.from + sample(delay, u('reader.firstRead'));
  const readAt = Math.max(reader.from, Math.min(drawn, reader.activeBy ?? drawn));
  const on = { message, mailbox };
  const timeline: TimelineEntry[] = [];
  const client = compiled.personOf(mailbox)?.client;
  if (client === 'imap4' || client === 'pop3') {
    const download = { protocol: client, leaveOnServer: true, device: '' } as const;
    timeline.push({ at: readAt, action: { kind: 'download', ...on, ...download } });
  }
  timeline.push({ at: readAt, action: { kind: 'read', by: null, ...on } });
  if (bernoulli(choices.forwards, u('reader.forwards'))) {
    const forwardedAt = readAt + sample(delays.forward, u('reader.forwardDelay'));
    const to = [colleagueOf(compiled, draws, entity, mailbox)];
    timeline.push({ at: forwardedAt, action: { kind: 'forward', ...on, to } });
  }
  if (bernoulli(choices.deletes, u('reader.deletes'))) {
    const deletedAt = readAt + sample(delays.tidy, u('reader.deleteDelay'));
    timeline.push({ at: deletedAt, action: { kind: 'delete', ...on, how: 'deleted-items' } });
  } else if (bernoulli(choices.movesMail, u('reader.movesMail'))) {
    const movedAt = readAt + sample(delays.tidy, u('reader.moveDelay'));
    timeline.push({ at: movedAt, action: { kind: 'move', ...on, folder: 'Inbox\\Filed' } });
  }
  return timeline;
}

const DAY_MS = 86_400_000;

/** Somebody who writes mail within a day is not away. */
function isKnownActive({ from, activeBy }: Reader): boolean {
  return activeBy !== undefined && activeBy - from < DAY_MS;
}

/** To whom somebody forwards by hand: any mailbox but the own. */
function colleagueOf(
  { pools }: CompiledStudy,
  draws: Draws,
  entity: number,
  mailbox: string,
): string {
  const chosen = chooseFrom(pools.mailboxes.length, draws, 'reader.forwardTarget', entity);
  const colleague = at(pools.mailboxes, chosen);
  if (colleague !== mailbox || pools.mailboxes.length === 1) return colleague;
  return at(pools.mailboxes, (chosen + 1) % pools.mailboxes.length);
}

/** A mailbox that cannot be reached when the recall is first tried. */
export function outageOf(
  { compiled, draws, address }: Reader,
  recallAt: number,
  deliveryMs: number,
): InjectedFault | null {
  const entity = compiled.entityOf(address);
  const { choices, delays } = compiled.study.behaviours;
  if (compiled.personOf(address) === undefined) return null;
  if (!bernoulli(choices.mailboxOutage, draws.uniform('mailbox.outage', entity))) return null;
  const length = sample(delays.outage, draws.uniform('mailbox.outageLength', entity));
  const window = { from: recallAt, to: recallAt + deliveryMs + Math.max(1, length) };
  return { kind: 'mailbox-unavailable', mailbox: address, window };
}
