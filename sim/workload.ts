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
import { type Change, changed, chooseFrom, drawMistake } from './mistake.ts';
import { type Draws, drawsFor, type StreamName } from './streams.ts';
import { bernoulli, sample, shareBelow } from './variates.ts';

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
export function forwardedTo(
  { arms, indexOf }: CompiledStudy,
  reached: readonly string[],
): string[] {
  const { base } = at(arms, 0);
  const { org } = at(base.epochs, 0);
  const found = new Set(reached);
  // A set that grows while it is walked: targets are looked at in their turn.
  for (const address of found) {
    const mailbox = indexOf(address);
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
  /** The id of the message. */
  readonly message: string;
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
  /** The number by which its draws are found. */
  readonly replication: number;
  /** When its sender sees the mistake, ms after pressing Send. */
  readonly noticedMs: number;
  /** Whether what becomes of it is counted. */
  readonly isMeasured: boolean;
  /** Whom it was meant for, as an index, who is not counted; -1: nobody. */
  readonly right: number;
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
  return { mailbox, message: reader.message, entries, forwards, outage, isReached };
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
  // What has not left cannot be recalled: whoever wants it back waits until it has.
  const readers = mistake.reached.map((address): Reader => {
    return { compiled, draws, address, message: MESSAGE, from: deferMs + deliveryMs };
  });
  const reportedAt = reportOf(compiled, draws, readers, deferMs);
  const recallAt = Math.max(Math.min(mistake.recallAt, reportedAt), deferMs);
  const answered = answerTo(compiled, draws, from, recallAt);
  const untilMs = Math.max(recallAt + deliveryMs + RECALL_WINDOW_MS, answered?.at ?? 0);
  const deeds = readers.map((reader) =>
    deedsOf({ ...reader, reportedAt }, untilMs, outageOf(reader, recallAt, deliveryMs), true),
  );
  for (const address of forwardedTo(compiled, mistake.reached)) {
    // Forwarded mail has been on its way twice.
    const from = deferMs + 2 * deliveryMs;
    const reader: Reader = { compiled, draws, address, message: MESSAGE, from, reportedAt };
    deeds.push(deedsOf(reader, untilMs, null, false));
  }
  const send = sendAction(compiled.study, MESSAGE, from, to, change);
  const counted = { isMeasured: true, right: right === null ? -1 : compiled.indexOf(right) };
  const known = { replication, noticedMs: mistake.recallAt, ...counted };
  return { deliveryMs, untilMs, send, isToGroup, deeds, answer: answered, ...known };
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
      const read = readingOf(reader).find(({ action }) => action.kind === 'read');
      return read === undefined ? [] : [{ address: reader.address, readAt: read.at }];
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

/** What is done about the message: its sender recalls it, or asks an administrator; or nothing. */
export function answerTo(
  compiled: CompiledStudy,
  draws: Draws,
  from: string,
  recallAt: number,
): TimelineEntry | null {
  const { answer } = compiled;
  if (answer === null)
    return { at: recallAt, action: recallAction(compiled, RECALL, MESSAGE, from) };
  if (answer.kind === 'nothing') return null;
  const { after, how, type } = answer;
  const removedAt = recallAt + sample(after, draws.uniform('administrator.delay', 0));
  return { at: removedAt, action: { kind: 'purge', message: MESSAGE, by: null, how, type } };
}

/** Whoever owns a client that cannot recall turns to Outlook on the web. */
function recallAction(compiled: CompiledStudy, id: string, message: string, from: string): Action {
  const own = compiled.personOf(from)?.client ?? 'outlook-windows';
  const client = recallingClients.includes(own) ? own : 'owa';
  const isReplaced = workloadOf(compiled.study.workload.kind).recalled === 'replaced';
  const replace = isReplaced ? { id: REPLACEMENT, subject: null, size: null } : null;
  return { kind: 'recall', id, message, by: null, client, resultMail: true, replace };
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
  /** From when on it is known that the message went wrong, ms; absent or Infinity: never. */
  readonly reportedAt?: number;
};

/** How likely a message is opened, and how long after it can be read. */
function openingOf({ study: { behaviours, workload } }: CompiledStudy) {
  const { choices, delays } = behaviours;
  return workload.reading === 'personal'
    ? { opens: choices.opensPersonal, delay: delays.personalRead }
    : { opens: choices.opensBroadcast, delay: delays.broadcastRead };
}

/** When somebody looks inside, ms; null: never. */
export function firstReadOf(reader: Reader): number | null {
  const { compiled, draws, address, from } = reader;
  const entity = compiled.entityOf(address);
  const u = (stream: StreamName): number => draws.uniform(stream, entity);
  if (!isKnownActive(reader) && isAway(compiled, draws, entity)) return null;
  const { delay, opens } = openingOf(compiled);
  if (!bernoulli(opens, u('reader.opens'))) return null;
  const drawn = from + sample(delay, u('reader.firstRead'));
  return Math.max(from, Math.min(drawn, reader.activeBy ?? drawn));
}

/** The chance that somebody looks inside earlier than so long after it can be read, ms. */
export function chanceReadWithin(compiled: CompiledStudy, ms: number): number {
  const { delay, opens } = openingOf(compiled);
  const { away } = compiled.study.behaviours.choices;
  return (1 - away) * opens * shareBelow(delay, ms);
}

/** What a person does with a message: nothing, or reads it and then perhaps forwards or tidies. */
export function readingOf(reader: Reader): TimelineEntry[] {
  const { compiled, draws, address: mailbox, message } = reader;
  const { choices, delays } = compiled.study.behaviours;
  const entity = compiled.entityOf(mailbox);
  const u = (stream: StreamName, draw = 0): number => draws.uniform(stream, entity, draw);
  const readAt = firstReadOf(reader);
  if (readAt === null) return [];
  const on = { message, mailbox };
  const timeline = openingsOf(compiled, mailbox, message, readAt);
  if (bernoulli(choices.forwards, u('reader.forwards'))) {
    const forwardedAt = readAt + sample(delays.forward, u('reader.forwardDelay'));
    const to = [colleagueOf(compiled, draws, entity, mailbox)];
    const forward: TimelineEntry = { at: forwardedAt, action: { kind: 'forward', ...on, to } };
    if (!isStopped(reader, entity, forwardedAt)) timeline.push(forward);
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

/** Whether somebody looks at no mail while a message matters. */
export function isAway({ study }: CompiledStudy, draws: Draws, entity: number): boolean {
  return bernoulli(study.behaviours.choices.away, draws.uniform('reader.away', entity));
}

/** Somebody opens a message; a program of IMAP or POP downloads it for that. */
export function openingsOf(
  compiled: CompiledStudy,
  mailbox: string,
  message: string,
  readAt: number,
): TimelineEntry[] {
  const on = { message, mailbox };
  const client = compiled.personOf(mailbox)?.client;
  const read: TimelineEntry = { at: readAt, action: { kind: 'read', by: null, ...on } };
  if (client !== 'imap4' && client !== 'pop3') return [read];
  const download = { protocol: client, leaveOnServer: true, device: '' } as const;
  return [{ at: readAt, action: { kind: 'download', ...on, ...download } }, read];
}

/** Whether somebody sends it on no more, because it was reported before. */
function isStopped({ compiled, draws, reportedAt }: Reader, entity: number, at: number): boolean {
  const { errorReport } = compiled;
  if (errorReport === null || reportedAt === undefined || at < reportedAt) return false;
  const u = draws.uniform('reader.stopsForwarding', entity);
  return bernoulli(errorReport.stopsForwarding, u);
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
