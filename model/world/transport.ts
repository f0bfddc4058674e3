/**
 * Transport: a message is submitted, expanded to copies, routed, perhaps sent through a service,
 * and delivered.
 */
import { at } from '../assert.ts';
import type { BounceReason } from '../decisions/transport.ts';
import {
  forwardingAttributeFacts,
  forwardingFacts,
  heldUntil,
  routeFacts,
  SENT_ITEMS,
  searchKeyFacts,
} from '../facts.ts';
import { isInScope } from '../facts-permission.ts';
import { isFull, quarantinedUntil, submissionFacts } from '../facts-transport.ts';
import { type Expansion, expand, type Way } from '../org/expand.ts';
import type { Org } from '../org/org.ts';
import { advanceCopy, expose } from './copies.ts';
import { exclude } from './exclude.ts';
import { applyFlowRules, forgetRules } from './flow-rules.ts';
import { stoppedAt } from './gates.ts';
import { noteQuoted, quote } from './reply.ts';
import { aboutCopy, advance, cite, copyOf, decide, messageOf, orgAt, type Run } from './run.ts';
import type { CopyRecord, Notice, Origin, PathStep } from './state.ts';

/** Somebody presses Send. */
export function send(run: Run, message: number, now: number): void {
  const spec = at(run.setting.messages, message);
  const record = messageOf(run, message);
  quote(run, message, now);
  const outcome = advance(
    run,
    'message',
    record,
    message,
    'SEND',
    { delayed: spec.deferMs > 0 },
    now,
  );
  if (outcome?.arms.includes('sendDelay')) run.schedule(now + spec.deferMs, 'leave', message, 0);
  if (outcome?.effects.includes('submit')) submit(run, message, now);
}

/** The send delay is over. */
export function leave(run: Run, message: number, now: number): boolean {
  const record = messageOf(run, message);
  const outcome = advance(
    run,
    'message',
    record,
    message,
    'after:sendDelay',
    { delayed: false },
    now,
  );
  if (outcome?.effects.includes('submit')) submit(run, message, now);
  return outcome !== null;
}

/** The sender takes back what has not left yet; false when there is nothing to take back. */
export function cancel(run: Run, message: number, now: number): boolean {
  const record = messageOf(run, message);
  return advance(run, 'message', record, message, 'CANCEL', { delayed: false }, now) !== null;
}

function submit(run: Run, message: number, now: number): void {
  const spec = at(run.setting.messages, message);
  const record = messageOf(run, message);
  record.sentAt = now;
  record.sentItemIn = SENT_ITEMS;
  const addressed = [...spec.to, ...spec.cc, ...spec.bcc];
  if (refused(run, message, now)) {
    record.reached = [...new Set(addressed)];
    return;
  }
  noteQuoted(run, message, now);
  const expansion = expandHere(run, addressed);
  record.reached = expansion.reached;
  const listed = new Set([...spec.to, ...spec.cc]);
  const hidden = run.setting.assume.transportCopies === 'notFound';
  for (const way of expansion.ways) {
    if (spec.requestOf >= 0 && !isInScope(run, spec.requestOf, way.recipient)) continue;
    const entry = way.groups[0] ?? way.recipient;
    if (!listed.has(entry)) cite(run, 'RC-052');
    const origin: Origin = !listed.has(entry) && hidden ? 'unlisted' : 'addressed';
    launch(
      run,
      { message, way, parent: -1, origin, sender: spec.from, path: directPath(way) },
      now,
    );
  }
  journal(run, message, addressed, now);
}

/** Whether transport takes the message from its sender at all. [ND-010 … ND-015] */
function refused(run: Run, message: number, now: number): boolean {
  const facts = submissionFacts(run, message);
  const { verdict } = decide(run, run.model.lists.submission, facts, now, {
    ...aboutCopy(-1),
    message,
  });
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

function expandHere(run: Run, addressed: readonly number[]): Expansion {
  const once = run.setting.assume.duplicateDelivery === 'deduplicated';
  const org = (recipient: number): Org => orgAt(run, recipient);
  return expand(org, addressed, once, (rule) => cite(run, rule));
}

function directPath(way: Way): PathStep[] {
  if (way.groups.length === 0) return [{ word: 'direct', index: -1 }];
  return way.groups.map((index) => ({ word: 'group', index }));
}

type Launch = {
  readonly message: number;
  readonly way: Way;
  readonly parent: number;
  readonly origin: Origin;
  readonly sender: number;
  readonly path: readonly PathStep[];
  /** The mail flow rules that have acted already, for a copy that one of them made. */
  readonly done?: Pick<CopyRecord, 'rulesDone' | 'rulesOver'>;
};

/** Makes a copy and routes it at once; returns its index. */
function launch(run: Run, made: Launch, now: number): number {
  const { message, way, parent, origin, sender, path, done } = made;
  const copy = run.world.copies.length;
  run.world.copies.push({
    message,
    recipient: way.recipient,
    parent,
    origin,
    sender,
    path,
    state: 0,
    folder: 'Inbox',
    deliveredAt: Number.NaN,
    isRead: false,
    readElsewhere: false,
    actor: -1,
    firstReadAt: Number.NaN,
    inDiscoveryHolds: false,
    retainedUntil: Number.NaN,
    searchKeyIntact: parent < 0 || (copyOf(run, parent).searchKeyIntact && origin !== 'copied'),
    downloaded: false,
    exposures: [],
    service: -1,
    beyondRecall: null,
    ...freshInTransport(way, parent < 0 ? null : copyOf(run, parent)),
    ...done,
  });
  messageOf(run, message).copies.push(copy);
  run.world.recalls.forEach((recall, index) => {
    const under = recall.agent !== null && at(run.setting.recalls, index).message === message;
    if (under) exclude(run, index, copy, now);
  });
  routeCopy(run, copy, now);
  return copy;
}

type InTransport = Pick<
  CopyRecord,
  | 'gates'
  | 'admitted'
  | 'approved'
  | 'gate'
  | 'expiresAt'
  | 'bounceReason'
  | 'released'
  | 'rulesDone'
  | 'rulesOver'
  | 'ruleTargets'
  | 'connector'
  | 'prefix'
  | 'headers'
  | 'sharedWith'
>;

/** What transport knows of a new copy; headers and subject are those of the copy it was made of. */
function freshInTransport({ groups, recipient }: Way, made: CopyRecord | null): InTransport {
  return {
    gates: [...groups, recipient],
    admitted: false,
    approved: [],
    gate: -1,
    expiresAt: Number.NaN,
    bounceReason: null,
    released: false,
    rulesDone: [],
    rulesOver: false,
    ruleTargets: [],
    connector: null,
    prefix: made?.prefix ?? '',
    headers: made?.headers ?? noHeaders,
    sharedWith: -1,
  };
}

const noHeaders: ReadonlyMap<string, string> = new Map();

/**
 * Sends copies on from a copy: by a forwarding mailbox, a rule or a hand. Groups are expanded.
 */
export function sendOn(
  run: Run,
  copy: number,
  word: 'forwarding' | 'rule' | 'by-hand' | 'flow-rule',
  targets: readonly number[],
  origin: Origin,
  now: number,
): void {
  const record = copyOf(run, copy);
  for (const way of expandHere(run, targets).ways) {
    const groups = way.groups.map((index): PathStep => ({ word: 'group', index }));
    const byTransport = word === 'flow-rule';
    const step: PathStep = { word, index: byTransport ? -1 : record.recipient };
    const path = [...record.path, step, ...groups];
    const keepsSender = word === 'forwarding' || byTransport;
    const sender = keepsSender ? record.sender : record.recipient;
    const { message, rulesDone, rulesOver } = record;
    const done = byTransport ? { done: { rulesDone, rulesOver } } : {};
    launch(run, { message, way, parent: copy, origin, sender, path, ...done }, now);
  }
}

/** Journal rules send a report of the message to their address. [RT-015] */
function journal(run: Run, message: number, addressed: readonly number[], now: number): void {
  const spec = at(run.setting.messages, message);
  const org = orgAt(run, spec.from);
  const leaves = addressed.some((recipient) => at(org.inside, recipient) === 0);
  for (const rule of org.journalRules) {
    const involved = [spec.from, ...messageOf(run, message).reached];
    if (rule.about >= 0 && !involved.includes(rule.about)) continue;
    if (rule.scope === 'Internal' && leaves) continue;
    if (rule.scope === 'External' && !leaves) continue;
    cite(run, 'RT-015');
    const way: Way = { recipient: rule.target, groups: [] };
    const path: PathStep[] = [{ word: 'journal', index: -1 }];
    launch(run, { message, way, parent: -1, origin: 'journal', sender: spec.from, path }, now);
    for (const copy of messageOf(run, message).copies) {
      const record = copyOf(run, copy);
      if (record.origin !== 'journal') expose(record, 'journaled', now);
    }
  }
}

/**
 * Transport looks whether anything stops the copy, then chooses where it goes, or waits for the
 * connector it must leave through.
 */
export function routeCopy(run: Run, copy: number, now: number): void {
  const record = copyOf(run, copy);
  const stopped = stoppedAt(run, copy, now) ?? applyFlowRules(run, copy, now);
  if (stopped !== null) {
    advanceCopy(run, copy, 'ROUTE', { route: stopped }, now);
    return;
  }
  const held = quarantinedUntil(run, record, now) !== null;
  const { facts, service } = routeFacts(run, record, held);
  const { verdict } = decide(run, run.model.lists.route, facts, now, aboutCopy(copy));
  const down = heldUntil(run.setting.connectorDown.get(record.connector ?? ''), now);
  if (verdict === 'unknown') record.bounceReason = 'unknown-recipient';
  if (verdict === 'loop') record.bounceReason = 'loop';
  record.service = service;
  advanceCopy(run, copy, 'ROUTE', { route: verdict, available: down === null }, now);
}

/** When the connector that the copy waits for is up again. */
export function connectorUpAt(run: Run, copy: number, now: number): number {
  const { connector } = copyOf(run, copy);
  return heldUntil(run.setting.connectorDown.get(connector ?? ''), now) ?? now;
}

/** A service hands the copy back: its headers are on it, and its SearchKey may have changed. */
export function markRoundTrip(run: Run, copy: number, now: number): void {
  const record = copyOf(run, copy);
  record.path = [...record.path, { word: 'round-trip', index: record.service }];
  forgetRules(record);
  const facts = searchKeyFacts(run, record);
  const { verdict } = decide(run, run.model.lists.searchKey, facts, now, aboutCopy(copy));
  if (verdict === 'changed') record.searchKeyIntact = false;
}

/** The copy sets out for its destination: it arrives after the transport delay and any hold-up. */
export function startDelivery(run: Run, copy: number, now: number): void {
  const { deliveryDelayedUntil, deliveryMs } = run.setting;
  const delayed = deliveryDelayedUntil.get(copyOf(run, copy).recipient) ?? 0;
  run.schedule(Math.max(now + deliveryMs, delayed), 'arrive', copy, 0);
}

/** The copy reaches its mailbox: is it available, and does it forward? */
export function arrive(run: Run, copy: number, now: number): void {
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
  if (verdict === 'ForwardingAddress') return at(org.forwardingAddress, recipient);
  return verdict === 'ForwardingSmtpAddress' ? at(org.forwardingSmtpAddress, recipient) : -1;
}
