/**
 * The mailbox: what delivery sets off there, and what its owner does with a copy.
 */
import { at } from '../assert.ts';
import { inboxRuleMatches, moveEvent, ruleForwardingFacts } from '../facts.ts';
import { mailboxAccessFacts } from '../facts-access.ts';
import type { InboxRule } from '../org/org.ts';
import type { ActionSpec } from '../setting.ts';
import { enter } from './audit.ts';
import { answerAutomatically } from './automatic-reply.ts';
import { arrivedInMailbox } from './classic.ts';
import { arrivedAtClient, changedForClient, openedHere } from './client-sync.ts';
import { refusedByLabel } from './content.ts';
import { advanceCopy, copiesAt, expose, isShown } from './copies.ts';
import { isInPst } from './copy-states.ts';
import { sendOn } from './launch.ts';
import { askForReceipt, downloadedFor, openedFor, removedFor, shownFor } from './receipt.ts';
import { isRefused, keptAs } from './removal.ts';
import { aboutCopy, cite, copyOf, decide, messageOf, orgAt, type Run } from './run.ts';

/**
 * The copy lies in the mailbox: notifications show, clients take copies, Inbox rules run. [RT-014]
 */
export function deliver(run: Run, copy: number, now: number): void {
  const record = copyOf(run, copy);
  record.deliveredAt = now;
  cite(run, 'RT-014');
  askForReceipt(run, copy, now);
  if (at(orgAt(run, record.recipient).shared, record.recipient) === 1) cite(run, 'RC-057');
  arrivedAtClient(run, copy, now);
  run.effects['age']?.(run, copy, now);
  answerAutomatically(run, copy, now);
  runInboxRules(run, copy, now);
  arrivedInMailbox(run, copy, now);
}

function runInboxRules(run: Run, copy: number, now: number): void {
  const record = copyOf(run, copy);
  for (const rule of at(orgAt(run, record.recipient).inboxRules, record.recipient)) {
    if (!inboxRuleMatches(run, record, rule)) continue;
    cite(run, 'MB-010');
    applyInboxRule(run, copy, rule, now);
    if (rule.stops) return;
  }
}

function applyInboxRule(run: Run, copy: number, rule: InboxRule, now: number): void {
  const record = copyOf(run, copy);
  if (rule.marksRead) markRead(run, copy, now);
  if (rule.moveTo !== null) file(run, copy, rule.moveTo, now);
  if (rule.copyTo !== null) duplicate(run, copy, rule.copyTo);
  if (rule.deletes) file(run, copy, 'Deleted Items', now);
  if (rule.forwardsTo.length === 0) return;
  if (record.path.some(({ word }) => word === 'rule')) {
    cite(run, 'MB-011');
    return;
  }
  if (refusedByLabel(run, copy, 'rule', record.recipient, now)) return;
  const targets = rule.forwardsTo.filter((target) => mayForward(run, copy, target, now));
  if (targets.length < rule.forwardsTo.length) run.effects['bounceForward']?.(run, copy, now);
  if (targets.length === 0) return;
  expose(record, 'forwarded', now);
  sendOn(run, copy, 'rule', targets, 'copied', now);
}

/** Whether the organization lets an Inbox rule send the copy on to a target. [MB-012] */
function mayForward(run: Run, copy: number, target: number, now: number): boolean {
  const facts = ruleForwardingFacts(run, copyOf(run, copy).recipient, target);
  const { verdict } = decide(run, run.model.lists.forwarding, facts, now, aboutCopy(copy));
  if (verdict !== 'keepOnly') return true;
  cite(run, 'MB-012');
  return false;
}

/** MarkAsRead: the flag is set as by a pane, but nobody was shown anything. */
function markRead(run: Run, copy: number, now: number): void {
  const record = copyOf(run, copy);
  const { exposures } = record;
  advanceCopy(run, copy, 'PANE_READ', {}, now);
  shownFor(run, copy, 'PANE_READ', now);
  record.exposures = exposures;
}

/** CopyToFolder: the same message twice in one mailbox. */
function duplicate(run: Run, copy: number, folder: string): void {
  const record = copyOf(run, copy);
  messageOf(run, record.message).copies.push(run.world.copies.length);
  run.world.copies.push({ ...record, folder });
}

/** Puts an item into a folder; false when it is not there. */
export function file(run: Run, copy: number, folder: string, now: number): boolean {
  const record = copyOf(run, copy);
  const event = moveEvent(folder);
  if (!advanceCopy(run, copy, event, {}, now)) return false;
  const before = moveEvent(record.folder);
  record.folder = folder;
  if (event === 'ARCHIVE') expose(record, 'archived', now);
  if (event === 'ARCHIVE' || before === 'ARCHIVE') changedForClient(run, copy, now);
  run.effects['age']?.(run, copy, now);
  return true;
}

export type CopyActionSpec = Extract<ActionSpec, { kind: 'copy' }>;

/** Somebody does something to a copy; false when no copy is there that it could be done to. */
export function actOnCopy(run: Run, action: CopyActionSpec, now: number): boolean {
  const copies = copiesAt(run, action.message, action.mailbox);
  if (copies.length > 0 && isBarred(run, action, now)) return true;
  // What a device still holds of a copy that is gone is read only when no copy is there.
  const candidates = [...copies].sort((a, b) => Number(isShown(run, b)) - Number(isShown(run, a)));
  return candidates.some((copy) => {
    if (isForbidden(run, copy, action, now)) return true;
    const record = copyOf(run, copy);
    record.actor = action.by ?? -1;
    const done = actOnOne(run, copy, action, now);
    record.actor = -1;
    if (done) answerAction(run, copy, action, now);
    return done;
  });
}

/** Whether somebody may not open the mailbox; noted. [MB-102] */
function isBarred(run: Run, { by, event, mailbox, message }: CopyActionSpec, now: number): boolean {
  if (by === null) return false;
  const facts = mailboxAccessFacts(run, mailbox, by);
  const { mailboxAccess } = run.model.lists;
  if (decide(run, mailboxAccess, facts, now, aboutCopy(-1)).verdict === 'allowed') return false;
  enter(run, {
    at: now,
    operation: event.toLowerCase(),
    actor: by,
    message,
    recall: -1,
    recipient: mailbox,
    result: 'failed',
    reason: 'not-permitted',
  });
  return true;
}

/** Whether the label of a copy forbids what somebody does with it. */
function isForbidden(run: Run, copy: number, action: CopyActionSpec, now: number): boolean {
  const deed = deeds[action.event];
  if (deed === undefined || !isShown(run, copy)) return false;
  return refusedByLabel(run, copy, deed, action.by ?? action.mailbox, now);
}

const deeds: Partial<Record<CopyActionSpec['event'], 'open' | 'forward'>> = {
  READ: 'open',
  PREVIEW: 'open',
  PANE_READ: 'open',
  FORWARD: 'forward',
};

/** What somebody has done to a copy may answer a request for a read receipt. */
function answerAction(run: Run, copy: number, action: CopyActionSpec, now: number): void {
  switch (action.event) {
    case 'READ':
      openedFor(run, copy, action.by, now);
      return;
    case 'MARK_UNREAD':
    case 'PREVIEW':
    case 'PANE_READ':
      shownFor(run, copy, action.event, now);
      return;
    case 'REMOVE:soft':
    case 'REMOVE:hard':
    case 'REMOVE:purge':
      if (!isShown(run, copy) && !isInPst(run.model, copyOf(run, copy).state))
        removedFor(run, copy, 'owner', now);
      return;
    default:
      if (action.download) downloadedFor(run, copy, action.download, now);
  }
}

function actOnOne(run: Run, copy: number, action: CopyActionSpec, now: number): boolean {
  switch (action.event) {
    case 'MOVE':
    case 'DELETE':
    case 'ARCHIVE':
      return file(run, copy, action.folder ?? 'Deleted Items', now);
    case 'REMOVE:soft':
    case 'REMOVE:hard':
    case 'REMOVE:purge':
      return remove(run, copy, action.event, now);
    case 'FORWARD':
      if (!advanceCopy(run, copy, 'FORWARD', {}, now)) return false;
      expose(copyOf(run, copy), 'forwarded', now);
      sendOn(run, copy, 'by-hand', action.to, 'copied', now);
      return true;
    case 'READ': {
      if (action.by !== null) cite(run, 'RC-057');
      const here = openedHere(run, copy, now);
      return here ?? advanceCopy(run, copy, 'READ', {}, now);
    }
    default:
      // What a device takes from a mailbox on hold is kept there as any deletion is.
      if (action.event === 'TAKE' && isShown(run, copy)) {
        return advanceCopy(run, copy, 'TAKE', { kept: keptAs(run, copy, 'purge', now) }, now);
      }
      return advanceCopy(run, copy, action.event, {}, now);
  }
}

const removals = { 'REMOVE:soft': 'soft', 'REMOVE:hard': 'hard', 'REMOVE:purge': 'purge' } as const;

function remove(run: Run, copy: number, event: keyof typeof removals, now: number): boolean {
  if (isInPst(run.model, copyOf(run, copy).state))
    return advanceCopy(run, copy, 'REMOVE', { kept: 'gone' }, now);
  if (!isShown(run, copy)) return false;
  if (isRefused(run, copy, now)) return true;
  return advanceCopy(run, copy, 'REMOVE', { kept: keptAs(run, copy, removals[event], now) }, now);
}
