/**
 * Classic recall: the request is sent like any mail; each time that something changes where it
 * lies, Outlook looks at it, now or when its idle task comes.
 *
 * There are no attempts, no deadline and no report: a request waits as long as it has to.
 */
import { assert, at } from '../assert.ts';
import { forwardersOf } from '../facts.ts';
import { awaitsLogon, idleAt, readerOf } from '../facts-classic.ts';
import { isInScope } from '../facts-permission.ts';
import { kindOf } from '../org/org.ts';
import type { MailProgram, PersonSpec } from '../setting.ts';
import { hasWork, look, mirrorArrival, waitingRequests } from './classic-look.ts';
import { exclude, hasClassicRow } from './exclude.ts';
import { newRow, rowFor } from './rows.ts';
import { advance, cite, copyOf, messageOf, orgAt, type Run } from './run.ts';
import { notify } from './tell.ts';
import { send } from './transport.ts';

/** The gate has handed the recall to Outlook: the request goes out. [RC-102, RC-121] */
export function openClassic(run: Run, recall: number, now: number): void {
  const { message, request } = at(run.setting.recalls, recall);
  assert(request >= 0, 'a recall that passes the gate has a request');
  send(run, request, now);
  for (const recipient of messageOf(run, request).reached) addRow(run, recall, recipient, [], now);
  for (const copy of messageOf(run, message).copies) exclude(run, recall, copy, now);
}

function addRow(
  run: Run,
  recall: number,
  recipient: number,
  via: readonly number[],
  now: number,
): void {
  if (rowFor(run, recall, recipient) >= 0 || !isInScope(run, recall, recipient)) return;
  const { index, row } = newRow(run, recall, recipient, via);
  const facts = { isGroup: kindOf(orgAt(run, recipient), recipient) === 'group', verdict: 'waits' };
  const outcome = advance(run, 'classicRow', row, index, 'ACCEPT', facts, now);
  assert(outcome, 'a new row accepts the request');
  row.rules = outcome.rules;
  if (!outcome.effects.includes('decide')) return;
  row.outcome = 'expanded';
  row.decidedAt = now;
}

/** A mailbox has forwarded a request: its target has a row. [RC-123] */
export function addClassicRow(run: Run, copy: number, now: number): void {
  const record = copyOf(run, copy);
  const recall = requestedBy(run, copy);
  if (recall < 0 || !hasClassicRow(record)) return;
  cite(run, 'RC-123');
  addRow(run, recall, record.recipient, forwardersOf(record), now);
}

/** The recall whose request a copy is; -1 for copies of what somebody wrote. */
function requestedBy(run: Run, copy: number): number {
  return at(run.setting.messages, copyOf(run, copy).message).requestOf;
}

/** A copy has come to a mailbox: a request, or the original that one waits for. */
export function arrivedInMailbox(run: Run, copy: number, now: number): void {
  const record = copyOf(run, copy);
  if (!hasClassicRow(record)) return;
  const recall = requestedBy(run, copy);
  if (recall >= 0) {
    const row = rowFor(run, recall, record.recipient);
    // Whoever the permission leaves out has no row, even where a mailbox passed the request on.
    if (row < 0) return;
    notify(run, 'recall-request', recall, record.recipient, now, -1);
    attendArrival(run, row, now);
    mirrorArrival(run, recall, copy, now);
    return;
  }
  for (const row of rowsAt(run, record.recipient)) {
    const { message } = at(run.setting.recalls, at(run.world.rows, row).recall);
    if (message === record.message) attendArrival(run, row, now);
  }
}

/**
 * Something has come to a mailbox. Where its Outlook comes back at this very instant, what came
 * while it was away has its turn first: all of it waits until Outlook wakes.
 */
function attendArrival(run: Run, row: number, now: number): void {
  const { recipient, attendAt } = at(run.world.rows, row);
  const isBack = readerOf(run, recipient, now).connectedAt === now;
  if (!isBack) attend(run, row, now);
  else if (Number.isNaN(attendAt) && hasWork(run, row)) plan(run, row, 'wake', now);
}

/** The rows of classic recalls at a mailbox, in the order in which their requests came there. */
function rowsAt(run: Run, mailbox: number): readonly number[] {
  const rows = run.world.recalls.flatMap(({ agent }, recall) => {
    const row = agent === 'classic' ? rowFor(run, recall, mailbox) : -1;
    return row < 0 ? [] : [row];
  });
  if (rows.length < 2) return rows;
  const first = new Map(rows.map((row) => [row, firstRequest(run, row)]));
  return rows.sort((a, b) => {
    const [one, other] = [first.get(a), first.get(b)];
    if (!one || !other) return one ? -1 : other ? 1 : a - b;
    return one.deliveredAt - other.deliveredAt || one.copy - other.copy;
  });
}

/** The request behind a row that has waited longest, if one waits. */
function firstRequest(
  run: Run,
  row: number,
): { readonly copy: number; readonly deliveredAt: number } | undefined {
  return waitingRequests(run, at(run.world.rows, row))
    .map((copy) => ({ copy, deliveredAt: copyOf(run, copy).deliveredAt }))
    .sort((a, b) => a.deliveredAt - b.deliveredAt || a.copy - b.copy)[0];
}

/** A request has reached an address outside, as text, or a mailbox on premises. [RC-103] */
export function arrivedElsewhere(run: Run, copy: number, now: number): void {
  const record = copyOf(run, copy);
  const recall = requestedBy(run, copy);
  const row = recall < 0 ? -1 : rowFor(run, recall, record.recipient);
  if (row < 0 || !hasClassicRow(record)) return;
  const { by } = at(run.setting.recalls, recall);
  const isOutside = kindOf(orgAt(run, by), record.recipient) === 'outside';
  cite(run, isOutside ? 'RC-073' : 'RC-122');
  notify(run, isOutside ? 'recall-notice' : 'recall-request', recall, record.recipient, now, -1);
  look(run, row, 'now', now);
}

/** Something has changed where a request lies: Outlook looks at it, now or later. */
function attend(run: Run, row: number, now: number): void {
  const record = at(run.world.rows, row);
  // What is planned stays planned: the next run of the idle task takes everything.
  if (!Number.isNaN(record.attendAt) || !hasWork(run, row)) return;
  const reader = readerOf(run, record.recipient, now);
  const atOnce = reader.mode === 'cached';
  const { judged } = record;
  look(run, row, reader.processesByItself ? (atOnce ? 'now' : 'later') : 'none', now);
  if (record.judged !== judged) cite(run, 'RC-107');
  if (!hasWork(run, row) || record.outcome === 'no-effect') return;
  if (awaitsLogon(run, record.recipient, waitingRequests(run, record), now)) {
    plan(run, row, 'wake', reader.nextLogonAt);
    return;
  }
  if (reader.isConnected && (!reader.processesByItself || atOnce)) return;
  const ready = reader.isConnected ? idleAt(reader, now) : null;
  if (ready === null) plan(run, row, 'wake', reader.until);
  else plan(run, row, 'idle', ready);
}

function plan(run: Run, row: number, kind: 'wake' | 'idle', instant: number): void {
  if (!Number.isFinite(instant)) return;
  at(run.world.rows, row).attendAt = instant;
  run.schedule(instant, kind, row, 0);
}

/**
 * The connection of Outlook has begun or ended: it goes through everything that waits for that.
 * False when the plan was dropped, or carried out for another row.
 */
export function wake(run: Run, row: number, now: number): boolean {
  const due = dueAt(run, row, now);
  for (const one of due) attend(run, one, now);
  return due.length > 0;
}

/** The idle task of Outlook comes to what waits for it. False as above. [RC-108] */
export function idle(run: Run, row: number, now: number): boolean {
  const due = dueAt(run, row, now);
  for (const one of due) look(run, one, 'now', now);
  return due.length > 0;
}

/**
 * What is planned for this instant in the mailbox of a row, as the requests came: nothing when the
 * plan for the row itself is gone. It is planned no more.
 */
function dueAt(run: Run, row: number, now: number): readonly number[] {
  const { attendAt, recipient } = at(run.world.rows, row);
  if (attendAt !== now) return [];
  const due = rowsAt(run, recipient).filter((one) => at(run.world.rows, one).attendAt === now);
  for (const one of due) at(run.world.rows, one).attendAt = Number.NaN;
  return due;
}

/** Somebody opens the request, or shows it in a pane; false when there is none. [RC-110] */
export function openRequest(run: Run, recall: number, mailbox: number, now: number): boolean {
  const row = rowFor(run, recall, mailbox);
  if (row < 0) return false;
  const record = at(run.world.rows, row);
  if (waitingRequests(run, record).length === 0) return false;
  look(run, row, 'viewed', now);
  // What is put off to the next connection is looked at again then, whoever started it. [RC-106]
  if (record.outcome === 'deferred' && Number.isNaN(record.attendAt))
    plan(run, row, 'wake', readerOf(run, mailbox, now).until);
  return true;
}

/** A client starts at a mailbox, perhaps another than before: it looks at what waits there. */
export function startClient(
  run: Run,
  mailbox: number,
  program: MailProgram | null,
  mode: PersonSpec['mode'] | null,
  now: number,
): void {
  const before = readerOf(run, mailbox, now);
  run.world.clients.set(mailbox, {
    program: program ?? before.program,
    mode: mode ?? before.mode,
    runsFrom: now,
  });
  replan(run, mailbox, () => true, now);
}

/** The client of a mailbox stops: what it had planned does not come. [RC-106] */
export function stopClient(run: Run, mailbox: number, now: number): void {
  const { program, mode } = readerOf(run, mailbox, now);
  run.world.clients.set(mailbox, { program, mode, runsFrom: null });
  replan(run, mailbox, (row) => !Number.isNaN(at(run.world.rows, row).attendAt), now);
}

function replan(run: Run, mailbox: number, isMeant: (row: number) => boolean, now: number): void {
  for (const row of rowsAt(run, mailbox).filter(isMeant)) {
    at(run.world.rows, row).attendAt = Number.NaN;
    attend(run, row, now);
  }
}
