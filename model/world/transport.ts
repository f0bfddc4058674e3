/**
 * Transport: a message is submitted and expanded to copies; what has been routed is delivered.
 */
import { at } from '../assert.ts';
import type { ForwardingAttribute } from '../decisions/flow.ts';
import type { BounceReason } from '../decisions/transport.ts';
import { forwardingAttributeFacts, forwardingFacts, heldUntil, SENT_ITEMS } from '../facts.ts';
import { undoIntervalFacts, undoIntervalMs } from '../facts-outbox.ts';
import { isInScope } from '../facts-permission.ts';
import {
  isFull,
  recipientLimitFacts,
  recipientsMaxOf,
  submissionFacts,
} from '../facts-transport.ts';
import type { Way } from '../org/expand.ts';
import { kindOf, type Org } from '../org/org.ts';
import { labelOf } from '../protection.ts';
import { advanceCopy } from './copies.ts';
import { journal } from './journal.ts';
import { expandHere, launch } from './launch.ts';
import { waitInQueue } from './queue.ts';
import { delivered, submitted } from './queueing.ts';
import { noteQuoted, quote } from './reply.ts';
import {
  aboutCopy,
  advance,
  cite,
  copyOf,
  decide,
  messageOf,
  orgAt,
  type Run,
  tenantOf,
} from './run.ts';
import type { Notice, Origin, PathStep } from './state.ts';
import { transitMs } from './transit.ts';

/** Somebody presses Send. */
export function send(run: Run, message: number, now: number): void {
  const record = messageOf(run, message);
  const delayMs = delayOf(run, message, now);
  quote(run, message, now);
  const outcome = advance(run, 'message', record, message, 'SEND', { delayed: delayMs > 0 }, now);
  if (outcome?.arms.includes('sendDelay')) run.schedule(now + delayMs, 'leave', message, 0);
  if (outcome?.effects.includes('submit')) submit(run, message, now);
}

/** How long a message waits before it leaves, ms: as it says, or as its sender’s settings do. */
function delayOf(run: Run, message: number, now: number): number {
  const { deferMs } = at(run.setting.messages, message);
  const undoMs = undoIntervalMs(run, message);
  if (undoMs === 0) return deferMs ?? 0;
  const subject = { ...aboutCopy(-1), message };
  const facts = undoIntervalFacts(run, message);
  const { verdict } = decide(run, run.model.lists.undoInterval, facts, now, subject);
  return verdict === 'waits' ? undoMs : (deferMs ?? 0);
}

/** A message leaves its sender: transport takes it, or refuses it whole. */
export function submit(run: Run, message: number, now: number): void {
  const spec = at(run.setting.messages, message);
  const record = messageOf(run, message);
  record.sentAt = now;
  record.sentItemIn = SENT_ITEMS;
  const addressed = [...spec.to, ...spec.cc, ...spec.bcc];
  if (refused(run, message, now)) {
    record.reached = [...new Set(addressed)].filter((recipient) => isFollowed(run, recipient));
    return;
  }
  const takenAt = submitted(run, message, now);
  if (takenAt > now) record.takenAt = takenAt;
  noteQuoted(run, message, now);
  if (labelOf(run, message)?.encrypts) cite(run, 'LB-006');
  const expansion = expandHere(run, addressed);
  record.reached = expansion.reached.filter((recipient) => isFollowed(run, recipient));
  const handler = tenantOf(run, spec.from);
  const listed = new Set([...spec.to, ...spec.cc]);
  const hidden = run.setting.assume.transportCopies === 'notFound';
  for (const way of expansion.ways) {
    if (!isFollowed(run, way.recipient)) continue;
    if (spec.requestOf >= 0 && !isInScope(run, spec.requestOf, way.recipient)) continue;
    const entry = way.groups[0] ?? way.recipient;
    if (!listed.has(entry)) cite(run, 'RC-052');
    const origin: Origin = !listed.has(entry) && hidden ? 'unlisted' : 'addressed';
    const [parent, sender, path] = [-1, spec.from, directPath(way)];
    launch(run, { message, way, parent, origin, sender, path, handler }, now);
  }
  journal(run, message, handler, now);
}

/** Whether a run looks at what becomes of an address that a message was sent to. */
function isFollowed(run: Run, recipient: number): boolean {
  const { followed } = run.setting;
  return (
    followed === null ||
    followed.has(recipient) ||
    kindOf(orgAt(run, recipient), recipient) === 'group'
  );
}

/** Whether transport takes the message from its sender at all. [ND-010 … ND-015] */
function refused(run: Run, message: number, now: number): boolean {
  const subject = { ...aboutCopy(-1), message };
  const { from } = at(run.setting.messages, message);
  const levels = recipientLimitFacts(run, from);
  const limit = decide(run, run.model.lists.recipientLimit, levels, now, subject);
  const facts = submissionFacts(run, message, recipientsMaxOf(run, from, limit.verdict));
  const { verdict } = decide(run, run.model.lists.submission, facts, now, subject);
  if (verdict === 'taken') return false;
  const record = messageOf(run, message);
  const outcome = advance(run, 'message', record, message, 'REFUSE', { delayed: false }, now);
  if (!outcome?.effects.includes('refuse')) return false;
  report(run, message, at(run.setting.messages, message).from, -1, verdict, now, false);
  return true;
}

/**
 * Sends a report that a message has not arrived; `once`: unless one about the same address has gone
 * out. [ND-001]
 */
export function report(
  run: Run,
  message: number,
  to: number,
  about: number,
  reason: BounceReason,
  now: number,
  once: boolean,
): void {
  const recall = at(run.setting.messages, message).requestOf;
  const notice = {
    kind: 'ndr',
    to,
    at: now + run.setting.deliveryMs,
    message: recall < 0 ? message : at(run.setting.recalls, recall).message,
    recall,
    about,
    result: null,
    reason,
  } as const;
  const { notices } = run.world;
  const isSame = (other: Notice): boolean =>
    other.kind === 'ndr' &&
    other.message === notice.message &&
    other.recall === recall &&
    other.about === about &&
    other.reason === reason;
  if (!once || !notices.some(isSame)) notices.push(notice);
}

function directPath(way: Way): PathStep[] {
  if (way.groups.length === 0) return [{ word: 'direct', index: -1 }];
  return way.groups.map((index) => ({ word: 'group', index }));
}

/** The copy sets out for its destination: it arrives after the transport delay and any hold-up. */
export function startDelivery(run: Run, copy: number, now: number): void {
  const { deliveryDelayedUntil } = run.setting;
  const { message, parent, recipient } = copyOf(run, copy);
  const from = parent < 0 ? at(run.setting.messages, message).from : copyOf(run, parent).recipient;
  const delayed = deliveryDelayedUntil.get(recipient) ?? 0;
  const leaves = Math.max(now, messageOf(run, message).takenAt);
  const arrives = leaves + transitMs(run, from, recipient);
  waitInQueue(run, copy, Math.max(arrives, delayed), 'arrive', now);
}

/**
 * The copy reaches its mailbox: is it available, and does it forward?
 *
 * @param isServed  whether it has waited for its turn
 */
export function arrive(run: Run, copy: number, isServed: boolean, now: number): void {
  const turn = isServed ? now : delivered(run, copy, now);
  if (turn > now) {
    waitInQueue(run, copy, turn, 'arrive', now, true);
    return;
  }
  const record = copyOf(run, copy);
  const target = forwardingTarget(run, copy, now);
  const facts = forwardingFacts(run, record, target, isFull(run, record.recipient));
  const { verdict } = decide(run, run.model.lists.forwarding, facts, now, aboutCopy(copy));
  const down = heldUntil(run.setting.mailboxDown.get(record.recipient), now);
  if (verdict === 'full') record.bounceReason = 'mailbox-full';
  advanceCopy(run, copy, 'ARRIVE', { forwarding: verdict, available: down === null }, now);
}

/** Where the mailbox of a copy forwards to; -1 for nowhere. */
function forwardingTarget(run: Run, copy: number, now: number): number {
  const { recipient } = copyOf(run, copy);
  const org = orgAt(run, recipient);
  const facts = forwardingAttributeFacts(org, recipient);
  const { verdict } = decide(run, run.model.lists.forwardingAttribute, facts, now, aboutCopy(copy));
  return targetOf(org, recipient, verdict);
}

/** What one of the forwarding attributes of a mailbox names; -1 for nobody. */
export function targetOf(org: Org, recipient: number, attribute: ForwardingAttribute): number {
  if (attribute === 'none') return -1;
  const address =
    attribute === 'ForwardingAddress' ? org.forwardingAddress : org.forwardingSmtpAddress;
  return at(address, recipient);
}
