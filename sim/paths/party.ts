/**
 * A party as a small world of its own: its draws, the key of those that go alike, and what follows.
 */
import { at } from '../../model/assert.ts';
import { REQUEST_EXPIRY_MS } from '../../model/facts-classic.ts';
import type { Model } from '../../model/model.ts';
import type { Org } from '../../model/org/org.ts';
import type { Setting, Window } from '../../model/setting.ts';
import type { Run } from '../../model/world/run.ts';
import type { RecallRecord } from '../../model/world/state.ts';
import { type Base, compileTimeline } from '../../scenarios/compile.ts';
import type { Action, TimelineEntry } from '../../scenarios/scenario.ts';
import { type Simulated, simulate } from '../simulate.ts';
import { type Deeds, happeningsOf, type Played } from '../workload.ts';
import type { Party } from './split.ts';

/**
 * A replication with the deeds of one party only.
 *
 * @param addressOf  where others are left out of the message too; null: it is sent as it was
 */
export function alone(
  played: Played,
  { deeds }: Party,
  addressOf: ((mailbox: number) => string) | null,
): Played {
  if (addressOf === null) return { ...played, deeds };
  const to = deeds.flatMap((one) => (one.isReached ? [addressOf(one.mailbox)] : []));
  return { ...played, deeds, send: { ...played.send, to } };
}

/** Every instant that was drawn for a party, and last the transport delay. */
export function timesOf({ answer, deliveryMs, untilMs }: Played, { deeds }: Party): number[] {
  const times = [untilMs];
  if (answer !== null) times.push(answer.at);
  for (const { entries, outage } of deeds) {
    for (const entry of entries) times.push(entry.at);
    if (outage !== null && 'window' in outage) times.push(outage.window.from, outage.window.to);
  }
  times.push(deliveryMs);
  return times;
}

/** The same with every instant replaced. */
export function moved(played: Played, move: (instant: number) => number): Played {
  const later = (entry: TimelineEntry): TimelineEntry => ({ ...entry, at: move(entry.at) });
  return {
    ...played,
    deliveryMs: move(played.deliveryMs),
    untilMs: move(played.untilMs),
    answer: played.answer === null ? null : later(played.answer),
    deeds: played.deeds.map((one): Deeds => {
      const { outage } = one;
      if (outage === null || !('window' in outage))
        return { ...one, entries: one.entries.map(later) };
      const window = { from: move(outage.window.from), to: move(outage.window.to) };
      return { ...one, entries: one.entries.map(later), outage: { ...outage, window } };
    }),
  };
}

/** Something scheduled, whether it came to that or not. */
export type Scheduled = {
  readonly at: number;
  readonly kind: string;
  readonly a: number;
  readonly b: number;
};

/** What a party comes to when it is followed. */
export type Followed = { readonly simulated: Simulated; readonly scheduled: readonly Scheduled[] };

/**
 * Follows a party through the world step, everybody else left out.
 *
 * @param perMs  steps of time in a ms
 */
export function follow(model: Model, base: Base, played: Played, perMs: number): Followed {
  const reached = new Set(played.deeds.flatMap((one) => (one.isReached ? [one.mailbox] : [])));
  const setting = compileTimeline(base, happeningsOf(played), reached);
  const scheduled: Scheduled[] = [];
  const note: Run['schedule'] = (instant, kind, a, b) => {
    scheduled.push({ at: instant, kind, a, b });
  };
  const simulated = simulate(model, setting, null, note, undefined, perMs);
  return { simulated, scheduled };
}

/** An instant at which something changes that the world looks at: so long after another, ms. */
export type Landmark = { readonly from: number; readonly after: number };

/**
 * Instants besides those of events at which something changes that the world looks at: the end, the
 * age from which nothing is recalled, the expiry of classic requests, attempts that may be made
 * again or would have come too late, the longest wait in a queue, the end of what is kept, and when
 * programs and automatic replies start and stop.
 */
export function landmarksOf(followed: Followed, members: readonly number[]): Landmark[] {
  const { scheduled, simulated } = followed;
  const { setting, world } = simulated;
  const { org } = at(setting.epochs, 0);
  const found: Landmark[] = [];
  const add = (from: number, after = 0): void => {
    if (Number.isFinite(from + after)) found.push({ from, after });
  };
  if (setting.untilMs !== null) add(setting.untilMs);
  for (const { sentAt } of world.messages) add(sentAt, org.settings.recallableAgeMs);
  const isPassedOn = world.copies.some(({ parent }) => parent >= 0);
  for (const recall of world.recalls) {
    add(recall.requestedAt, REQUEST_EXPIRY_MS);
    if (isPassedOn) for (const instant of recall.attemptsAt) add(instant);
    const beyond = attemptBeyond(followed, recall);
    if (beyond !== null) add(recall.requestedAt + setting.deliveryMs, beyond);
  }
  const lapses = scheduled.some(({ kind }) => kind === 'lapse');
  for (const { queuedAt, retainedUntil } of world.copies) {
    add(queuedAt, org.expirationMs);
    // Where it waits for too long, nothing says when it would have arrived.
    if (lapses) add(queuedAt + setting.deliveryMs);
    add(retainedUntil);
  }
  for (const member of members) addBounds(add, setting, org, member);
  return found;
}

/**
 * The attempt that was left out because it would have come after the deadline, where one was
 * planned at the deadline instead: ms after the request has come to the agent.
 */
function attemptBeyond(
  { scheduled, simulated: { setting } }: Followed,
  recall: RecallRecord,
): number | null {
  const { deadline, requestedAt } = recall;
  const isAtDeadline = scheduled.some(({ at, kind }) => kind === 'attempt' && at === deadline);
  if (!isAtDeadline) return null;
  const offset = setting.assume.retryAttempts.find(
    (one) => requestedAt + setting.deliveryMs + one >= deadline,
  );
  return offset ?? null;
}

function addBounds(
  add: (instant: number) => void,
  { people }: Setting,
  org: Org,
  member: number,
): void {
  const addWindow = ({ from, to }: Window): void => {
    add(from);
    add(to);
  };
  const person = people.get(member);
  if (person !== undefined) {
    person.running.forEach(addWindow);
    person.offline.forEach(addWindow);
    person.connected.forEach(addWindow);
  }
  const reply = org.automaticReplies?.mailboxes.get(member);
  if (reply !== undefined) addWindow(reply);
}

/** What the owner of a mailbox does, in order, as words. */
export function wordsOf(deeds: Deeds, place: (address: string) => number): string {
  let text = deeds.isReached ? '/' : '/p';
  if (deeds.outage !== null) text += deeds.outage.kind;
  for (const { action } of deeds.entries) text += `,${wordOf(action, place)}`;
  return text;
}

/** What somebody does, as far as it matters whom it is done by. */
export function wordOf(action: Action, place: (address: string) => number): string {
  switch (action.kind) {
    case 'read':
      return 'r';
    case 'download':
      return `d${action.protocol}${action.leaveOnServer}`;
    case 'forward':
      return `f${action.to.map(place).join('+')}`;
    case 'delete':
      return `x${action.how}`;
    case 'move':
      return `m${action.folder}`;
    case 'recall':
      return `recall ${action.client} ${action.resultMail}`;
    case 'purge':
      return `purge ${action.how} ${action.type}`;
    default:
      return JSON.stringify(action);
  }
}
