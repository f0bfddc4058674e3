/**
 * The workload of one replication: one message to the wrong people, what they do with it, its
 * recall.
 *
 * Why keyed draws: every choice has the address (stream, replication, person), so that another
 * recipient, mailbox, policy or worker moves no other draw; policies meet the same chances.
 *
 * Never: look at a policy (its arm only decides what happens, not what people do); draw a number by
 * position. What it makes is a scenario's timeline, so a replication can be replayed and explained.
 */

import { at } from '../model/assert.ts';
import { RECALL_WINDOW_MS } from '../model/assumptions.ts';
import { kindOf } from '../model/org/org.ts';
import type { Happenings } from '../scenarios/compile.ts';
import type { Action, InjectedFault, Scenario, TimelineEntry } from '../scenarios/scenario.ts';
import { recallingClients, type Study } from '../scenarios/study.ts';
import { workloadOf } from '../scenarios/workloads.ts';
import { armScenario, type CompiledStudy } from './arms.ts';
import { firstReportAt } from './error-report.ts';
import { type Change, changed, drawMistake, type Mistake } from './mistake.ts';
import { firstReadOf, outageOf, type Reader, readingOf } from './reading.ts';
import { type Draws, drawsFor, type Seed, subkeyOf } from './streams.ts';
import { drawTransit, legOf } from './transit.ts';
import { sample } from './variates.ts';

/** The ids of what every replication has: its message and its recall. */
export const MESSAGE = 'm1';
export const RECALL = 'r1';
const REPLACEMENT = 'm2';

/** The subject of every wrong message. */
export const SUBJECT = 'Sent to the wrong people';

/**
 * Mailboxes that others forward to and that the message does not reach otherwise, each once: what
 * comes there is read too. Chains are followed.
 */
export function forwardedTo(compiled: CompiledStudy, reached: readonly string[]): string[] {
  return [...forwardersOf(compiled, reached).keys()];
}

/** The same, each with the mailbox that it comes from. */
function forwardersOf(
  { arms, indexOf }: CompiledStudy,
  reached: readonly string[],
): Map<string, string> {
  const { base } = at(arms, 0);
  const { org } = at(base.epochs, 0);
  const found = new Set(reached);
  const forwarders = new Map<string, string>();
  // A set that grows while it is walked: targets are looked at in their turn.
  for (const address of found) {
    const mailbox = indexOf(address);
    const first = at(org.forwardingAddress, mailbox);
    const target = first >= 0 ? first : at(org.forwardingSmtpAddress, mailbox);
    if (target < 0 || kindOf(org, target) !== 'cloud') continue;
    const next = at(base.book.addresses, target);
    if (!found.has(next)) forwarders.set(next, address);
    found.add(next);
  }
  return forwarders;
}

type Leg = (from: string, to: string) => number;

/** Whom a message comes to that leaves its sender at an instant, and when, if it waits nowhere. */
function comesTo(
  compiled: CompiledStudy,
  { from, reached }: Pick<Mistake, 'from' | 'reached'>,
  leaves: number,
  leg: Leg,
): { address: string; from: number; isReached: boolean }[] {
  const own = reached.map((address) => {
    return { address, from: leaves + leg(from, address), isReached: true };
  });
  // Forwarded mail has been on its way twice.
  const forwarded = [...forwardersOf(compiled, reached)].map(([address, by]) => {
    return { address, from: leaves + leg(from, by) + leg(by, address), isReached: false };
  });
  return [...own, ...forwarded];
}

/** What the owner of one mailbox does with a message, and what hinders its recall there. */
export type Deeds = {
  /** As an index into the address book. */
  readonly mailbox: number;
  /** The id of the message. */
  readonly message: string;
  /** When it would come if it went straight there, ms. */
  readonly comesAt: number;
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
  /** Delays between regions; absent: all mail takes as long. */
  readonly transit?: NonNullable<Scenario['transit']>;
  readonly untilMs: number;
  readonly send: Send;
  readonly isToGroup: boolean;
  readonly deeds: readonly Deeds[];
  /** The recall or removal; null: the message stays as it is. */
  readonly answer: TimelineEntry | null;
  /** The number by which its draws are found. */
  readonly replication: number;
  /** When its sender sees the mistake, ms after pressing Send. */
  readonly noticedMs: number;
  /** Whether what becomes of it is counted. */
  readonly isMeasured: boolean;
  /** Whom it was meant for, as an index, who is not counted; -1: nobody. */
  readonly right: number;
  /** The other messages of a burst; what is done with them is among the deeds. */
  readonly more?: readonly More[];
};

/** One more message of a burst. */
export type More = {
  readonly at: number;
  readonly send: Send;
  readonly answer: TimelineEntry | null;
};

/** A replication as happenings in their order: sending, everybody's deeds, the recall. */
export function happeningsOf(played: Played): Happenings {
  const { deliveryMs, transit, untilMs, send, deeds, answer, more = [] } = played;
  const timeline: TimelineEntry[] = [{ at: 0, action: send }];
  for (const one of more) timeline.push({ at: one.at, action: one.send });
  const faults: InjectedFault[] = [];
  for (const { entries, outage } of deeds) {
    for (const entry of entries) timeline.push(entry);
    if (outage !== null) faults.push(outage);
  }
  if (answer !== null) timeline.push(answer);
  for (const one of more) if (one.answer !== null) timeline.push(one.answer);
  const happenings = { deliveryMs, untilMs, timeline, faults };
  return transit === undefined ? happenings : { ...happenings, transit };
}

/** What a reader does, so many ms later; as it is where that is not above 0. */
export function later(deeds: Deeds, by: number): Deeds {
  if (by <= 0) return deeds;
  return { ...deeds, entries: deeds.entries.map((entry) => ({ ...entry, at: entry.at + by })) };
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
  const { from: comesAt, message } = reader;
  return { mailbox, message, comesAt, entries, forwards, outage, isReached };
}

/** Everything that happens in a replication; a policy may change what is sent, and when. */
export function playReplication(
  compiled: CompiledStudy,
  replication: number,
  change: Change = {},
): Played {
  const draws = drawsFor(compiled.seed, replication);
  const mistake = changed(compiled, drawMistake(compiled, draws), change);
  const { from, to, isToGroup, right, deliveryMs } = mistake;
  const { deferMs = 0 } = change;
  const transit = drawTransit(compiled.study, draws);
  const leg = legOf(compiled, deliveryMs, transit);
  const readers = comesTo(compiled, mistake, deferMs, leg).map(({ address, from, isReached }) => {
    return { compiled, draws, address, message: MESSAGE, from, isReached };
  });
  const addressed = readers.filter(({ isReached }) => isReached);
  const reportedAt = reportOf(compiled, draws, addressed, deferMs);
  // What has not left cannot be recalled: whoever wants it back waits until it has.
  const recallAt = Math.max(Math.min(mistake.recallAt, reportedAt), deferMs);
  const answered = answerTo(compiled, draws, from, recallAt);
  const requestMs = leg(from, from);
  const untilMs = Math.max(recallAt + requestMs + RECALL_WINDOW_MS, answered?.at ?? 0);
  const deeds = readers.map((reader) => {
    const { address, from, isReached } = reader;
    const outage = isReached ? outageOf(reader, recallAt, requestMs) : null;
    const told: Reader = { compiled, draws, address, message: MESSAGE, from, reportedAt };
    return deedsOf(told, untilMs, outage, isReached);
  });
  const send = sendAction(compiled.study, MESSAGE, from, to, change);
  const counted = { isMeasured: true, right: right === null ? -1 : compiled.indexOf(right) };
  const known = { replication, noticedMs: mistake.recallAt, ...counted };
  const ways = { deliveryMs, ...(transit === undefined ? {} : { transit }) };
  const played = { ...ways, untilMs, send, isToGroup, deeds, answer: answered, ...known };
  return withBurst(compiled, played, mistake, leg);
}

/**
 * The key under which the draws of a further message of a burst are found: so the first is the
 * very one of a study without a burst, and one more moves no other.
 */
function seedOfMore(seed: Seed, message: number): Seed {
  const { key0, key1 } = subkeyOf(seed, 'burst.message', message);
  return { high: key0 >>> 0, low: key1 >>> 0 };
}

/** What happens in a replication with the other messages of a burst, where the study has one. */
function withBurst(compiled: CompiledStudy, first: Played, mistake: Mistake, leg: Leg): Played {
  const { burst } = compiled.study.workload;
  if (burst === undefined) return first;
  const { replication, send } = first;
  const requestMs = leg(send.from, send.from);
  const base = drawsFor(compiled.seed, replication);
  const more: More[] = [];
  const deeds: Deeds[] = [...first.deeds];
  const looked = new Set(deeds.map(({ mailbox }) => mailbox));
  let at = 0;
  let { untilMs } = first;
  for (let number = 2; number <= burst.messages; number++) {
    at += sample(burst.every, base.uniform('burst.gap', number));
    const draws = drawsFor(seedOfMore(compiled.seed, number), replication);
    const { reached, to } = drawMistake(compiled, draws, send.from);
    const message = `${send.id}-${number}`;
    const recallAt = at + mistake.recallAt;
    const answer = answerTo(compiled, draws, send.from, recallAt, {
      message,
      recall: `${RECALL}-${number}`,
    });
    more.push({ at, send: sendAction(compiled.study, message, send.from, to), answer });
    untilMs = Math.max(untilMs, recallAt + requestMs + RECALL_WINDOW_MS, answer?.at ?? 0);
    const sent = { from: send.from, reached };
    for (const { address, from, isReached } of comesTo(compiled, sent, at, leg)) {
      const reader: Reader = { compiled, draws, address, message, from };
      // A mailbox is down or not, whichever message comes to it.
      const isNew = isReached && !looked.has(compiled.indexOf(address));
      if (isNew) looked.add(compiled.indexOf(address));
      const before = { ...reader, draws: base };
      const outage = isNew ? outageOf(before, mistake.recallAt, requestMs) : null;
      deeds.push(deedsOf(reader, untilMs, outage, isReached));
    }
  }
  return { ...first, deeds, more, untilMs };
}

/** When the first report of the error comes, ms; Infinity: never. */
export function reportOf(
  compiled: CompiledStudy,
  draws: Draws,
  readers: readonly Reader[],
  sentAt: number,
): number {
  const readings = () =>
    readers.flatMap((reader) => {
      const readAt = firstReadOf(reader);
      return readAt === null ? [] : [{ address: reader.address, readAt }];
    });
  return firstReportAt(compiled, draws, readings, sentAt);
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
  { deferMs: deferByMs = 0, label, sensitive }: Change = {},
): Send {
  return {
    kind: 'send',
    id,
    from,
    to,
    cc: [],
    bcc: [],
    subject: SUBJECT,
    size: workload.size,
    encrypted: false,
    readReceipt: workload.readReceipt,
    client: null,
    deferByMs,
    ...(label === undefined ? {} : { label }),
    ...(sensitive === undefined ? {} : { sensitive: [sensitive] }),
  };
}

/** Which message is recalled, and what the recall is called. */
export type AnsweredIds = { readonly message: string; readonly recall: string };

/** What is done about the message: its sender recalls it, or asks an administrator; or nothing. */
export function answerTo(
  compiled: CompiledStudy,
  draws: Draws,
  from: string,
  recallAt: number,
  ids: AnsweredIds = { message: MESSAGE, recall: RECALL },
): TimelineEntry | null {
  const { answer } = compiled;
  const { message, recall } = ids;
  if (answer === null)
    return { at: recallAt, action: recallAction(compiled, recall, message, from) };
  if (answer.kind === 'nothing') return null;
  const { after, how, type } = answer;
  const removedAt = recallAt + sample(after, draws.uniform('administrator.delay', 0));
  return { at: removedAt, action: { kind: 'purge', message, by: null, how, type } };
}

/** Whoever owns a client that cannot recall turns to Outlook on the web. */
function recallAction(compiled: CompiledStudy, id: string, message: string, from: string): Action {
  const own = compiled.personOf(from)?.client ?? 'outlook-windows';
  const client = recallingClients.includes(own) ? own : 'owa';
  const isReplaced = workloadOf(compiled.study.workload.kind).recalled === 'replaced';
  const replace = isReplaced ? { id: REPLACEMENT, subject: null, size: null } : null;
  return { kind: 'recall', id, message, by: null, client, resultMail: true, replace };
}
