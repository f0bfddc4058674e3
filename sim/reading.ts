/**
 * What a reader does with a message, and what hinders its recall at a mailbox.
 *
 * Why keyed draws: every choice has the address (stream, replication, person), so that another
 * recipient, mailbox, policy or worker moves no other draw.
 *
 * Never: look at a policy.
 */
import { at } from '../model/assert.ts';
import type { InjectedFault, TimelineEntry } from '../scenarios/scenario.ts';
import type { CompiledStudy } from './arms.ts';
import { chooseFrom } from './mistake.ts';
import { sharedOutageMs } from './outages.ts';
import type { Draws, StreamName } from './streams.ts';
import { bernoulli, sample, shareBelow } from './variates.ts';

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
  const timeline = openingsOf(compiled, mailbox, message, readAt);
  if (bernoulli(choices.forwards, u('reader.forwards'))) {
    const forwardedAt = readAt + sample(delays.forward, u('reader.forwardDelay'));
    const to = [colleagueOf(compiled, draws, entity, mailbox)];
    const forward: TimelineEntry = {
      at: forwardedAt,
      action: { kind: 'forward', message, mailbox, to },
    };
    if (!isStopped(reader, entity, forwardedAt)) timeline.push(forward);
  }
  if (bernoulli(choices.deletes, u('reader.deletes'))) {
    const deletedAt = readAt + sample(delays.tidy, u('reader.deleteDelay'));
    timeline.push({
      at: deletedAt,
      action: { kind: 'delete', message, mailbox, how: 'deleted-items' },
    });
  } else if (bernoulli(choices.movesMail, u('reader.movesMail'))) {
    const movedAt = readAt + sample(delays.tidy, u('reader.moveDelay'));
    timeline.push({
      at: movedAt,
      action: { kind: 'move', message, mailbox, folder: 'Inbox\\Filed' },
    });
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
  const client = compiled.personOf(mailbox)?.client;
  const read: TimelineEntry = { at: readAt, action: { kind: 'read', by: null, message, mailbox } };
  if (client !== 'imap4' && client !== 'pop3') return [read];
  const download = { protocol: client, leaveOnServer: true, device: '' } as const;
  return [{ at: readAt, action: { kind: 'download', message, mailbox, ...download } }, read];
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
  const isDown = bernoulli(choices.mailboxOutage, draws.uniform('mailbox.outage', entity));
  const own = isDown ? sample(delays.outage, draws.uniform('mailbox.outageLength', entity)) : -1;
  const length = Math.max(own, sharedOutageMs(compiled, draws, address));
  if (length < 0) return null;
  const window = { from: recallAt, to: recallAt + deliveryMs + Math.max(1, length) };
  return { kind: 'mailbox-unavailable', mailbox: address, window };
}
