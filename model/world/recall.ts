/**
 * Recall: the request passes the gate, rows are opened, attempts look at every copy, the window
 * closes, people are told, and every attempt is recorded.
 */
import { assert, at } from '../assert.ts';
import { RECALL_WINDOW_MS } from '../assumptions.ts';
import type { CopyVerdict } from '../decisions/recall-verdict.ts';
import { forwardersOf, recallGateFacts } from '../facts.ts';
import { recallActorFacts } from '../facts-access.ts';
import { isSentItemRetired } from '../facts-client.ts';
import { isInScope } from '../facts-permission.ts';
import type { FactRecord } from '../machines/dialect.ts';
import { kindOf } from '../org/org.ts';
import { enter } from './audit.ts';
import { openClassic } from './classic.ts';
import { copiesOfRow, examine, fold, noteReading } from './examine.ts';
import { exclude, hasRow } from './exclude.ts';
import { mayRecall } from './permission.ts';
import { attended, requested } from './queueing.ts';
import { newRow, rowFor } from './rows.ts';
import {
  advance,
  cite,
  copyOf,
  decide,
  epochOf,
  messageOf,
  orgAt,
  type Run,
  tenantOf,
} from './run.ts';
import type { RecallRecord } from './state.ts';
import { alert, notify, tellOutsiders } from './tell.ts';
import { transitMs } from './transit.ts';
import { send } from './transport.ts';

/** Facts of the row machine that a step does not need. */
const quiet = {
  isGroup: false,
  verdict: 'pending',
  failuresWait: false,
  lastAttempt: false,
} as const satisfies FactRecord;

/** Somebody asks for a recall: the gate decides, then rows are opened and attempts planned. */
export function requestRecall(run: Run, recall: number, now: number): void {
  const spec = at(run.setting.recalls, recall);
  const record = at(run.world.recalls, recall);
  const subject = { recall, row: -1, copy: -1 };
  const { lists } = run.model;
  const actor = decide(run, lists.recallActor, recallActorFacts(run, recall), now, subject);
  const permitted = actor.verdict === 'permitted';
  const allowed = mayRecall(run, recall, now);
  const retired = spec.message >= 0 && isSentItemRetired(run, spec.message, now);
  if (retired) cite(run, 'MB-126');
  const facts = recallGateFacts(run, recall, { permitted, allowed, retired }, now);
  const { verdict, rules } = decide(run, lists.recallGate, facts, now, subject);
  if (spec.overGraph) cite(run, 'RC-014');
  record.requested = true;
  record.requestedAt = now;
  record.status = verdict.status;
  record.reason = verdict.reason;
  record.agent = verdict.agent;
  const isActors = !permitted && verdict.reason === 'not-permitted';
  record.rules = isActors ? [...new Set([...rules, ...actor.rules])] : rules;
  enter(run, {
    at: now,
    operation: 'recall-request',
    actor: spec.by,
    message: spec.message,
    recall,
    recipient: -1,
    result: verdict.status,
    reason: verdict.reason,
  });
  if (verdict.status === 'refused') return;
  // `unknown` in the specification never passes the gate, so there is a message from here on.
  if (spec.replacement >= 0) {
    cite(run, 'RC-054');
    send(run, spec.replacement, now);
  }
  if (verdict.agent === 'cloud') open(run, recall, now);
  else openClassic(run, recall, now);
}

function open(run: Run, recall: number, now: number): void {
  const { assume } = run.setting;
  const record = at(run.world.recalls, recall);
  const { by, message } = at(run.setting.recalls, recall);
  const earlier = earlierRecall(run, recall);
  run.schedule(now + assume.reportDelay, 'report', recall, 0);
  tellOutsiders(run, recall, now);
  if (earlier && assume.secondRecall === 'ignore') {
    cite(run, 'RC-025');
    record.rows = earlier.rows;
    record.deadline = earlier.deadline;
    return;
  }
  const takenAt = requested(run, recall, now);
  // The request goes to the agent where its sender is held.
  const first = takenAt + transitMs(run, by, by);
  record.deadline = (assume.clockStart === 'accepted' ? now : first) + RECALL_WINDOW_MS;
  const isTried = takenAt <= record.deadline;
  record.attemptsAt = isTried ? attemptInstants(assume.retryAttempts, first, record.deadline) : [];
  record.readRecallableThen = epochOf(run).orgs.map(({ settings }) => settings.readRecallable);
  for (const recipient of messageOf(run, message).reached) {
    if (isInScope(run, recall, recipient)) addRow(run, recall, recipient, [], now);
  }
  for (const copy of messageOf(run, message).copies) {
    exclude(run, recall, copy, now);
    if (forwardersOf(copyOf(run, copy)).length > 0) addForwardedTo(run, recall, copy, now);
  }
  planAttempt(run, recall, now);
}

function earlierRecall(run: Run, recall: number): RecallRecord | undefined {
  const { message } = at(run.setting.recalls, recall);
  return run.world.recalls.find(
    (other, index) =>
      index !== recall &&
      other.agent === 'cloud' &&
      at(run.setting.recalls, index).message === message,
  );
}

/**
 * The instants of the attempts: `first` plus each offset, those past the deadline left out, the
 * last exactly at it. [RC-020]
 */
export function attemptInstants(
  offsets: readonly number[],
  first: number,
  deadline: number,
): number[] {
  const inside = offsets.map((offset) => first + offset).filter((instant) => instant < deadline);
  return [...new Set([...inside, deadline])];
}

function addRow(
  run: Run,
  recall: number,
  recipient: number,
  via: readonly number[],
  now: number,
): void {
  const record = at(run.world.recalls, recall);
  const { index, row } = newRow(run, recall, recipient, via);
  const isGroup = kindOf(orgAt(run, recipient), recipient) === 'group';
  const outcome = advance(run, 'recallRow', row, index, 'ACCEPT', { ...quiet, isGroup }, now);
  assert(outcome, 'a new row accepts the request');
  if (outcome.arms.includes('recallWindow')) run.schedule(record.deadline, 'timeout', index, 0);
  if (!outcome.effects.includes('decide')) return;
  const { by } = at(run.setting.recalls, recall);
  if (tenantOf(run, recipient) !== tenantOf(run, by)) cite(run, 'RC-207');
  row.outcome = 'expanded';
  row.decidedAt = now;
  row.rules = outcome.rules;
}

/**
 * A mailbox has forwarded a copy that recall follows: its target gets a row in every recall under
 * way. [RC-053]
 */
export function addForwardedRow(run: Run, copy: number, now: number): void {
  const { message } = copyOf(run, copy);
  run.world.recalls.forEach((recall, index) => {
    // Only a recall that the cloud agent has begun has attempts.
    if (recall.attemptsAt.length === 0 || now > recall.deadline) return;
    if (at(run.setting.recalls, index).message === message) addForwardedTo(run, index, copy, now);
  });
}

/** The same in one recall: at its start it looks at what has been forwarded until then. */
function addForwardedTo(run: Run, recall: number, copy: number, now: number): void {
  const record = copyOf(run, copy);
  if (!hasRow(record) || !isInScope(run, recall, record.recipient)) return;
  cite(run, 'RC-053');
  const known = rowFor(run, recall, record.recipient);
  if (known < 0) addRow(run, recall, record.recipient, forwardersOf(record), now);
  else reopen(run, known, now);
  planAttempt(run, recall, now);
}

/**
 * Another copy has reached a recipient who was decided already: a success is open again, until the
 * end of the same window; a failure stays one.
 */
function reopen(run: Run, row: number, now: number): void {
  const record = at(run.world.rows, row);
  const outcome = advance(run, 'recallRow', record, row, 'REOPEN', quiet, now);
  if (!outcome?.arms.includes('recallWindow')) return;
  record.outcome = 'open';
  record.decidedAt = Number.NaN;
}

/** Schedules the next attempt of a recall that has open rows and none scheduled. */
function planAttempt(run: Run, recall: number, now: number): void {
  const record = at(run.world.recalls, recall);
  if (record.nextAttempt >= 0 || !record.rows.some((row) => isTrying(run, row))) return;
  const next = record.attemptsAt.findIndex(
    (instant, number) => number >= record.attemptsMade && instant >= now,
  );
  if (next < 0) return;
  record.nextAttempt = next;
  run.schedule(at(record.attemptsAt, next), 'attempt', recall, next);
}

/** Whether attempts still look at a row. */
function isTrying(run: Run, row: number): boolean {
  const { table } = run.model.steppers.recallRow;
  const state = at(table.states, at(run.world.rows, row).state);
  return state === 'trying' || state === 'failing';
}

/** An attempt comes to the agent, which may have to come to it first. */
export function attempt(run: Run, recall: number, number: number, now: number): void {
  const turn = attended(run, recall, number, now);
  if (turn > now) run.schedule(turn, 'examine', recall, number);
  else examineRows(run, recall, number, now);
}

/** One attempt at every open row. [RC-020, RC-080] */
export function examineRows(run: Run, recall: number, number: number, now: number): void {
  const record = at(run.world.recalls, recall);
  record.nextAttempt = -1;
  record.attemptsMade = number + 1;
  const lastAttempt = number === record.attemptsAt.length - 1;
  cite(run, 'RC-020');
  for (const row of [...record.rows]) {
    if (isTrying(run, row)) attemptRow(run, record, row, lastAttempt, now);
  }
  planAttempt(run, recall, now);
}

function attemptRow(
  run: Run,
  recall: RecallRecord,
  row: number,
  lastAttempt: boolean,
  now: number,
): void {
  const record = at(run.world.rows, row);
  const copies = copiesOfRow(run, record);
  if (copies.length > 1) cite(run, 'RC-051');
  const finding = fold(copies.map((copy) => examine(run, recall, row, copy, now)));
  const wasRead = noteReading(run, record, copies);
  record.cause = finding.worst.kind === 'pending' ? finding.worst.cause : null;
  const facts: FactRecord = {
    isGroup: false,
    verdict: finding.verdict,
    failuresWait: run.setting.assume.permanentFailure === 'deadline',
    lastAttempt,
  };
  const outcome = advance(run, 'recallRow', record, row, 'ATTEMPT', facts, now);
  if (outcome?.effects.includes('decide')) {
    const failed = finding.worst.kind === 'failed';
    record.outcome = failed ? 'failed' : 'recalled';
    record.reason = finding.worst.kind === 'failed' ? finding.worst.reason : null;
    record.decidedAt = now;
    record.rules = [...new Set([...finding.rules, ...outcome.rules])];
    alert(run, row, copies, wasRead, now);
  }
  const { kind } = finding.worst;
  audit(run, row, now, kind, reasonOf(finding.worst));
}

function reasonOf(verdict: CopyVerdict): string | null {
  if (verdict.kind === 'failed') return verdict.reason;
  return verdict.kind === 'pending' ? verdict.cause : null;
}

function audit(run: Run, row: number, now: number, result: string, reason: string | null): void {
  const { recall, recipient } = at(run.world.rows, row);
  const { message, by } = at(run.setting.recalls, recall);
  const operation = 'recall-attempt';
  enter(run, {
    at: now,
    operation,
    actor: by,
    message,
    recall,
    recipient,
    result,
    reason,
  });
  cite(run, 'RC-080');
}

/** The window of a row closes. [RC-021] */
export function timeOut(run: Run, row: number, now: number): boolean {
  const record = at(run.world.rows, row);
  const outcome = advance(run, 'recallRow', record, row, 'after:recallWindow', quiet, now);
  if (outcome === null) return false;
  record.outcome = 'failed';
  record.reason = 'timed-out';
  record.decidedAt = now;
  record.rules = outcome.rules;
  const wasRead = noteReading(run, record, copiesOfRow(run, record));
  alert(run, row, copiesOfRow(run, record), wasRead, now);
  return true;
}

/**
 * The status report goes out, one mail for all recipients, whatever is still pending. [RC-070,
 * RC-071]
 */
export function report(run: Run, recall: number, now: number): void {
  const record = at(run.world.recalls, recall);
  record.reportAt = now;
  cite(run, 'RC-070');
  cite(run, 'RC-071');
  notify(run, 'recall-report', recall, at(run.setting.recalls, recall).by, now, -1);
}
