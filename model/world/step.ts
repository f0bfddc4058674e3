/**
 * The world step: (world, event) -> the world after it, and the events that follow. What one
 * machine's effects mean for others is all here and in the files beside it; the scheduler and
 * exploration call nothing else.
 *
 * Pure but for the world it is given: no clock, no chance, no input or output.
 */
import { at } from '../assert.ts';
import type { Model } from '../model.ts';
import { ruleIds } from '../rules/catalogue.ts';
import type { ActionSpec, Setting } from '../setting.ts';
import { enter } from './audit.ts';
import { forgetAnswered } from './automatic-reply.ts';
import { idle, openRequest, startClient, stopClient, wake } from './classic.ts';
import { sync, syncAll } from './client-sync.ts';
import { advanceCopy } from './copies.ts';
import { actOnDraft, countGroups, nextMidnight, refreshDraft } from './draft.ts';
import { effects } from './effects.ts';
import { approve, expire, release, releaseAll } from './holds.ts';
import { actOnCopy, type CopyActionSpec } from './mailbox.ts';
import { cancel, discard, leave, leaveDue } from './outbox.ts';
import { purge } from './purge.ts';
import { lapse } from './queue.ts';
import { queuesOf } from './queueing.ts';
import { attempt, examineRows, report, requestRecall, timeOut } from './recall.ts';
import { outdate } from './receipt.ts';
import { replanRetention, retire } from './retention.ts';
import { routeCopy } from './routing.ts';
import {
  cite,
  type EventKind,
  epochOf,
  messageOf,
  type Observer,
  type Run,
  type WorldEvent,
} from './run.ts';
import type { World } from './state.ts';
import { arrive, send } from './transport.ts';

/** A world in which nothing has happened yet. */
export function newWorld(setting: Setting): World {
  return {
    epoch: 0,
    messages: setting.messages.map(() => ({
      state: 0,
      sentAt: Number.NaN,
      sentItemIn: null,
      takenAt: 0,
      reached: [],
      copies: [],
      quotes: -1,
      journaledBy: [],
    })),
    copies: [],
    recalls: setting.recalls.map(() => ({
      requested: false,
      status: 'refused',
      reason: null,
      agent: null,
      requestedAt: Number.NaN,
      deadline: Number.NaN,
      attemptsAt: [],
      nextAttempt: -1,
      attemptsMade: 0,
      readRecallableThen: [],
      rows: [],
      permission: null,
      isNarrowed: false,
      reportAt: Number.NaN,
      rules: [],
    })),
    rows: [],
    clients: new Map(),
    sizes: new Map(),
    notices: [],
    answered: new Map(),
    receiptRequests: new Map(),
    receipts: [],
    audit: [],
    inspections: [],
    drafts: setting.draftIds.map(() => ({
      state: 0,
      spec: -1,
      dropped: [],
      askedAt: Number.NaN,
      mailboxes: null,
      told: null,
      snapshots: [],
    })),
    metrics: new Map(),
  };
}

/** A run of a setting, with everything that is known beforehand scheduled. */
export function newRun(
  model: Model,
  setting: Setting,
  schedule: Run['schedule'],
  observer: Observer | null,
  queues: Run['queues'] = queuesOf(setting),
): Run {
  const hits = new Uint32Array(ruleIds.length);
  const world = newWorld(setting);
  const run: Run = { model, setting, world, schedule, observer, queues, effects, hits };
  setting.epochs.forEach((epoch, index) => {
    if (index > 0) schedule(epoch.from, 'epoch', index, 0);
  });
  setting.faultWindows.forEach(({ window }, index) => {
    schedule(window.from, 'fault', index, 1);
    if (Number.isFinite(window.to)) schedule(window.to, 'fault', index, 0);
  });
  setting.actions.forEach((action, index) => {
    schedule(action.at, 'act', index, 0);
  });
  if (setting.drafts.length > 0) schedule(nextMidnight(setting.startMs, 0), 'count', 0, 0);
  for (const org of at(setting.epochs, 0).orgs) {
    for (const rule of org.rulesUsed) cite(run, rule);
  }
  return run;
}

type Handler = (run: Run, event: WorldEvent) => boolean;

/** What each kind of event does; false when it came too late to do anything. */
const handlers: Readonly<Record<EventKind, Handler>> = {
  epoch: (run, { a, at: now }) => {
    forgetAnswered(run, epochOf(run), at(run.setting.epochs, a));
    run.world.epoch = a;
    replanRetention(run, now);
    return true;
  },
  fault: () => true,
  count: (run, { at: now }) => {
    countGroups(run);
    run.schedule(nextMidnight(run.setting.startMs, now), 'count', 0, 0);
    return true;
  },
  refresh: (run, { a, at: now }) => refreshDraft(run, a, now),
  release: (run, { a, at: now }) => release(run, a, now),
  expire: (run, { a, at: now }) => expire(run, a, now),
  leave: (run, { a, at: now }) => leave(run, a, now),
  route: (run, { a, at: now }) => {
    routeCopy(run, a, now);
    return true;
  },
  return: (run, { a, at: now }) => advanceCopy(run, a, 'RETURN', {}, now),
  lapse: (run, { a, at: now }) => lapse(run, a, now),
  arrive: (run, { a, b, at: now }) => {
    arrive(run, a, b === 1, now);
    return true;
  },
  sync: (run, { a, at: now }) => {
    sync(run, a, now);
    return true;
  },
  act: (run, { a, at: now }) => {
    act(run, a, now);
    return true;
  },
  retention: (run, { a, at: now }) => retire(run, a, now),
  outdate: (run, { a, at: now }) => outdate(run, a, now),
  wake: (run, { a, at: now }) => wake(run, a, now),
  idle: (run, { a, at: now }) => idle(run, a, now),
  attempt: (run, { a, b, at: now }) => {
    attempt(run, a, b, now);
    return true;
  },
  examine: (run, { a, b, at: now }) => {
    examineRows(run, a, b, now);
    return true;
  },
  timeout: (run, { a, at: now }) => timeOut(run, a, now),
  report: (run, { a, at: now }) => {
    report(run, a, now);
    return true;
  },
};

/** Performs one event. Returns false when it was stale: a timer that had been stopped. */
export function step(run: Run, event: WorldEvent): boolean {
  run.observer?.event(event);
  return handlers[event.kind](run, event);
}

function act(run: Run, index: number, now: number): void {
  const action = at(run.setting.actions, index);
  switch (action.kind) {
    case 'send':
      send(run, action.message, now);
      return;
    case 'recall':
      requestRecall(run, action.recall, now);
      return;
    case 'cancel':
      if (!cancel(run, action.message, now)) missing(run, 'cancel', action.message, -1, now);
      return;
    case 'change':
      noteChange(run, action.change);
      return;
    case 'inspect': {
      const { id, tenant, noun, identity } = action;
      run.world.inspections.push({ id, tenant, at: now, noun, identity, epoch: run.world.epoch });
      return;
    }
    case 'release': {
      const { message, mailbox } = action;
      if (!releaseAll(run, message, mailbox, now)) missing(run, 'release', message, mailbox, now);
      return;
    }
    case 'approve': {
      const { message, recipient } = action;
      if (!approve(run, message, recipient, now)) missing(run, 'approve', message, recipient, now);
      return;
    }
    case 'draft':
    case 'refreshGroupMetrics':
      tip(run, action, now);
      return;
    case 'fill':
      run.world.sizes.set(action.mailbox, action.bytes);
      return;
    case 'purge':
      purge(run, action, now);
      return;
    case 'openRequest': {
      const { recall, mailbox } = action;
      if (openRequest(run, recall, mailbox, now)) return;
      const { message } = at(run.setting.recalls, recall);
      missing(run, 'openrequest', message, mailbox, now, recall);
      return;
    }
    case 'sync':
    case 'startClient':
    case 'stopClient':
      actOnClient(run, action, now);
      return;
    case 'copy': {
      if (actOnCopy(run, action, now) || actOnSentItem(run, action, now)) return;
      missing(run, action.event.toLowerCase(), action.message, action.mailbox, now);
      return;
    }
  }
}

/** Somebody acts on a draft, or counts what tips read. */
function tip(
  run: Run,
  action: Extract<ActionSpec, { kind: 'draft' | 'refreshGroupMetrics' }>,
  now: number,
): void {
  if (action.kind === 'draft') actOnDraft(run, action, now);
  else countGroups(run);
}

/** Somebody starts or stops the client of a mailbox, or lets it synchronize. */
function actOnClient(
  run: Run,
  action: Extract<ActionSpec, { kind: 'sync' | 'startClient' | 'stopClient' }>,
  now: number,
): void {
  if (action.kind === 'startClient') {
    startClient(run, action.mailbox, action.program, action.mode, now);
    leaveDue(run, action.mailbox, now);
  } else if (action.kind === 'sync') syncAll(run, action.mailbox, now);
  else stopClient(run, action.mailbox, now);
}

/** The sender moves or removes the own item: only in Sent Items can it be recalled. [RC-009] */
function actOnSentItem(run: Run, action: CopyActionSpec, now: number): boolean {
  const record = messageOf(run, action.message);
  const isSender = at(run.setting.messages, action.message).from === action.mailbox;
  if (!isSender) return false;
  if (record.sentItemIn === null) return discard(run, action, now);
  if (action.event.startsWith('REMOVE')) record.sentItemIn = null;
  else if (action.event === 'DELETE') record.sentItemIn = action.folder ?? 'Deleted Items';
  else if (action.event === 'MOVE' || action.event === 'ARCHIVE') record.sentItemIn = action.folder;
  else return false;
  return true;
}

/** An action on a copy that is not there does nothing and is recorded. */
function missing(
  run: Run,
  operation: string,
  message: number,
  mailbox: number,
  now: number,
  recall = -1,
): void {
  enter(run, {
    at: now,
    operation,
    actor: mailbox,
    message,
    recall,
    recipient: mailbox,
    result: 'no-such-copy',
    reason: null,
  });
}

function noteChange(run: Run, index: number): void {
  const { cmdlet, inForceAt, at: madeAt, rule } = at(run.setting.changes, index);
  if (rule !== null) cite(run, rule);
  const isFilter = cmdlet.toLowerCase().endsWith('-dynamicdistributiongroup');
  if (inForceAt !== null && isFilter) cite(run, 'DG-025');
  if (inForceAt === null || inForceAt === madeAt) return;
  if (!isFilter) cite(run, cmdlet.toLowerCase().includes('transportrule') ? 'CN-020' : 'RC-003');
}
