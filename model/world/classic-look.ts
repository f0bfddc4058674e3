/**
 * One look of Outlook at the request of a classic recall: the verdict on each original in the
 * mailbox, what becomes of it, and who is told.
 *
 * A mailbox that only passed the request on takes the outcome of whom it passed it to.
 */
import { at } from '../assert.ts';
import { type ClassicVerdict, classicFailures } from '../decisions/classic-verdict.ts';
import {
  classicResultFacts,
  classicVerdictFacts,
  REQUEST_EXPIRY_MS,
  type Trigger,
} from '../facts-classic.ts';
import type { FactRecord } from '../machines/dialect.ts';
import type { RuleId } from '../rules/catalogue.ts';
import { enter } from './audit.ts';
import { advanceCopy, isShown } from './copies.ts';
import { isInPst, type Place, placeOf } from './copy-states.ts';
import { isPassedOn, noteReading, removeRecalled } from './examine.ts';
import { hasClassicRow } from './exclude.ts';
import { rowFor } from './rows.ts';
import { advance, cite, copyOf, decide, messageOf, type Run } from './run.ts';
import type { RowRecord } from './state.ts';
import { notify } from './tell.ts';

type Found = { readonly verdict: ClassicVerdict; readonly rules: readonly RuleId[] };

/** What a state of the row says to the sender, decided apart. */
const wordsOf: Readonly<Record<string, Pick<RowRecord, 'outcome' | 'reason'>>> = {
  'underWay=waiting': { outcome: 'open', reason: null },
  'underWay=deferred': { outcome: 'deferred', reason: null },
  'underWay=powerless': { outcome: 'no-effect', reason: 'client-cannot-process' },
  outside: { outcome: 'no-effect', reason: 'external-recipient' },
  recalled: { outcome: 'recalled', reason: null },
  failed: { outcome: 'failed', reason: null },
};

/** The copies of the request at the address of a row, whatever became of them. */
export function requestsOf(run: Run, { recall, recipient }: RowRecord): number[] {
  const { request } = at(run.setting.recalls, recall);
  return messageOf(run, request).copies.filter((copy) => {
    const record = copyOf(run, copy);
    return record.recipient === recipient && hasClassicRow(record);
  });
}

/** Those that lie in the mailbox and wait for Outlook. */
export function waitingRequests(run: Run, row: RowRecord): number[] {
  return requestsOf(run, row).filter(
    (copy) => isShown(run, copy) || isInPst(run.model, copyOf(run, copy).state),
  );
}

/** Where a copy is that has not come to the mailbox, or went through it. */
const notThere: ReadonlySet<Place> = new Set([
  'onTheWay',
  'quarantined',
  'awaitingApproval',
  'passedOn',
]);

/** Originals that have come to the mailbox and that Outlook has not decided on. */
function unjudgedOriginals(run: Run, row: RowRecord): number[] {
  const { message } = at(run.setting.recalls, row.recall);
  return messageOf(run, message).copies.filter((copy) => {
    const record = copyOf(run, copy);
    if (record.recipient !== row.recipient || !hasClassicRow(record)) return false;
    const place = placeOf(run.model, record.state);
    return !notThere.has(place) && !row.judged.includes(copy);
  });
}

/** Whether there is a request in the mailbox, and something for it that was not decided before. */
export function hasWork(run: Run, row: number): boolean {
  const record = at(run.world.rows, row);
  if (waitingRequests(run, record).length === 0) return false;
  return record.judged.length === 0 || unjudgedOriginals(run, record).length > 0;
}

/** Outlook, or the world outside, looks at the request behind a row. */
export function look(run: Run, row: number, trigger: Trigger, now: number): void {
  const record = at(run.world.rows, row);
  const requests = waitingRequests(run, record);
  const originals = unjudgedOriginals(run, record);
  if (originals.length > 1) cite(run, 'RC-051');
  const found = (originals.length > 0 ? originals : [-1]).map((copy): Found => {
    const facts = classicVerdictFacts(run, record, copy, requests, trigger, now);
    const subject = { recall: record.recall, row, copy };
    const verdict = decide(run, run.model.lists.classicVerdict, facts, now, subject);
    if (verdict.verdict.kind === 'delete') removeRecalled(run, copy, 'outlook', now);
    return verdict;
  });
  const worst = found.reduce((a, b) => (badness(b.verdict) < badness(a.verdict) ? b : a));
  const { kind } = worst.verdict;
  const isProcessed = kind === 'delete' || kind === 'failed';
  if (isProcessed) {
    const { requestedAt } = at(run.world.recalls, record.recall);
    if (now - requestedAt > REQUEST_EXPIRY_MS) cite(run, 'RC-117');
    noteReading(run, record, originals);
    record.judged = [...record.judged, ...originals];
    record.attendAt = Number.NaN;
    for (const copy of requests) advanceCopy(run, copy, 'RECALL', { kept: 'gone' }, now);
    audit(run, row, worst.verdict, now);
  }
  if (settle(run, row, worst, now) && isProcessed) tell(run, row, now);
  mirror(run, row, now);
}

/** The rank of a verdict, worst lowest: failures in their order, then the rest. */
function badness(verdict: ClassicVerdict): number {
  const { length } = classicFailures;
  return verdict.kind === 'failed' ? classicFailures.indexOf(verdict.reason) : length;
}

/** Moves the row to where a verdict leads; whether that has decided it. */
function settle(run: Run, row: number, { verdict, rules }: Found, now: number): boolean {
  const record = at(run.world.rows, row);
  const word = verdict.kind === 'delete' ? 'recalled' : verdict.kind;
  const facts: FactRecord = { isGroup: false, verdict: word };
  const outcome = advance(run, 'classicRow', record, row, 'LOOK', facts, now);
  // A look that leaves the row where it was may have another reason.
  if (outcome === null && !Number.isNaN(record.decidedAt)) return false;
  const words = wordsOf[at(run.model.steppers.classicRow.table.states, record.state)];
  record.outcome = words?.outcome ?? 'open';
  record.reason = verdict.kind === 'failed' ? verdict.reason : (words?.reason ?? null);
  record.rules = [...new Set([...rules, ...(outcome?.rules ?? [])])];
  const isDecided = outcome?.effects.includes('decide') === true;
  if (isDecided) record.decidedAt = now;
  return isDecided;
}

/** Outlook tells its user, and answers the sender. */
function tell(run: Run, row: number, now: number): void {
  const record = at(run.world.rows, row);
  const { recall, recipient, reason } = record;
  const failure = classicFailures.find((word) => word === reason);
  const subject = { recall, row, copy: -1 };
  const told = { result: failure ?? 'recalled' } as const;
  const { lists } = run.model;
  if (decide(run, lists.classicTold, told, now, subject).verdict === 'told') {
    record.notified = true;
    notify(run, 'recall-told', recall, recipient, now, -1);
  }
  const answer = decide(run, lists.classicResult, classicResultFacts(run, record), now, subject);
  if (answer.verdict === 'none') return;
  const { by } = at(run.setting.recalls, recall);
  const result = failure === undefined ? 'success' : 'failure';
  notify(run, 'recall-result', recall, by, now + run.setting.deliveryMs, recipient, result);
}

function audit(run: Run, row: number, verdict: ClassicVerdict, now: number): void {
  const { recall, recipient } = at(run.world.rows, row);
  const failed = verdict.kind === 'failed';
  enter(run, {
    at: now,
    operation: 'recall-processed',
    actor: recipient,
    message: at(run.setting.recalls, recall).message,
    recall,
    recipient,
    result: failed ? 'failed' : 'recalled',
    reason: failed ? verdict.reason : null,
  });
}

/** The mailboxes that passed the request on to a row, and kept nothing, take its outcome. */
function mirror(run: Run, row: number, now: number): void {
  const record = at(run.world.rows, row);
  const passing = requestsOf(run, record).map((copy) => passingRow(run, record.recall, copy));
  for (const one of new Set(passing)) if (one >= 0) takeOver(run, one, now);
}

/** Whoever passed a request on learns what was decided before it came. */
export function mirrorArrival(run: Run, recall: number, copy: number, now: number): void {
  const passing = passingRow(run, recall, copy);
  if (passing >= 0) takeOver(run, passing, now);
}

/** The row of whom a copy of the request was passed on by; -1 for one that the sender addressed. */
function passingRow(run: Run, recall: number, copy: number): number {
  const { parent } = copyOf(run, copy);
  return parent < 0 ? -1 : rowFor(run, recall, copyOf(run, parent).recipient);
}

/** Worst first: a failure, then whatever is not decided, then what has no effect, then success. */
const byBadness: readonly RowRecord['outcome'][] = [
  'failed',
  'open',
  'deferred',
  'no-effect',
  'recalled',
];

function takeOver(run: Run, row: number, now: number): void {
  const record = at(run.world.rows, row);
  // What comes back to a mailbox in a circle is blocked, and has never been there.
  const came = requestsOf(run, record).filter(
    (copy) => placeOf(run.model, copyOf(run, copy).state) !== 'onTheWay',
  );
  if (!came.every((copy) => isPassedOn(run, copy))) return;
  const targets = targetsOf(run, record, came).filter((target) => target !== record);
  if (targets.length === 0) return;
  const rank = ({ outcome }: RowRecord): number => byBadness.indexOf(outcome);
  const worst = targets.reduce((a, b) => (rank(b) < rank(a) ? b : a));
  const { outcome, reason } = record;
  cite(run, 'RC-123');
  settle(run, row, { verdict: verdictOf(worst), rules: ['RC-123', ...worst.rules] }, now);
  record.firstReadAt = worst.firstReadAt;
  // Mailboxes may forward in a circle: only news travels on.
  if (record.outcome !== outcome || record.reason !== reason) mirror(run, row, now);
}

/** The rows of whom a mailbox passed its requests on to. */
function targetsOf(run: Run, { recall }: RowRecord, requests: readonly number[]): RowRecord[] {
  const { request } = at(run.setting.recalls, recall);
  const passed = new Set(requests);
  return messageOf(run, request).copies.flatMap((copy) => {
    const { parent, recipient } = copyOf(run, copy);
    const row = passed.has(parent) ? rowFor(run, recall, recipient) : -1;
    return row < 0 ? [] : [at(run.world.rows, row)];
  });
}

/** The verdict that has led to the outcome of a row. */
function verdictOf({ outcome, reason }: RowRecord): ClassicVerdict {
  if (outcome === 'recalled') return { kind: 'delete' };
  if (outcome === 'deferred') return { kind: 'deferred' };
  if (outcome === 'no-effect')
    return { kind: reason === 'external-recipient' ? 'outside' : 'cannotProcess' };
  const failure = classicFailures.find((word) => word === reason);
  return failure === undefined ? { kind: 'waits' } : { kind: 'failed', reason: failure };
}
