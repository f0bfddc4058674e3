/**
 * Read receipts: a copy that arrives may ask for one; what happens to it afterwards may answer.
 *
 * A copy that asks has a machine of its own; the lists say what server and program do at a step,
 * the machine whether it is still for them to do.
 */
import { assert, at } from '../assert.ts';
import {
  clientReceiptFacts,
  isShared,
  type Remover,
  receiptRequestFacts,
  serverReceiptFacts,
  unreadReceiptFacts,
} from '../facts-receipt.ts';
import type { FactRecord } from '../machines/dialect.ts';
import type { Download } from '../setting.ts';
import { aboutCopy, advance, cite, copyOf, decide, messageOf, type Run } from './run.ts';
import type { Receipt } from './state.ts';

/** A copy has arrived: does it ask for a receipt? [T0, T15] */
export function askForReceipt(run: Run, copy: number, now: number): void {
  const { asksReceipt, requestOf } = at(run.setting.messages, copyOf(run, copy).message);
  if (!asksReceipt) {
    if (requestOf < 0) cite(run, 'RR-001');
    return;
  }
  const facts = receiptRequestFacts(run, copy);
  const { verdict } = decide(run, run.model.lists.receiptRequest, facts, now, aboutCopy(copy));
  if (verdict !== 'asked') return;
  run.world.receiptRequests.set(copy, { state: 0, devices: [] });
  const { message } = copyOf(run, copy);
  const { expiresMs } = at(run.setting.messages, message);
  if (!Number.isFinite(expiresMs)) return;
  run.schedule(Math.max(now, messageOf(run, message).sentAt + expiresMs), 'outdate', copy, 0);
}

/** Facts that a step does not need keep these values. */
const quiet = { server: 'none', client: 'ignore', removal: 'none' } as const;

/** Somebody opens a copy. `by` null: its owner. */
export function openedFor(run: Run, copy: number, by: number | null, now: number): void {
  if (!run.world.receiptRequests.has(copy)) return;
  const { lists } = run.model;
  const isEverybodys = by !== null && isShared(run, copy);
  if (isEverybodys) cite(run, 'RR-029');
  const asked = clientReceiptFacts(run, copy, by !== null && !isEverybodys, now);
  const client = decide(run, lists.clientReceipt, asked, now, aboutCopy(copy)).verdict;
  if (client === 'ignore') return;
  const taken = serverReceiptFacts(run, copy, null);
  const server = decide(run, lists.serverReceipt, taken, now, aboutCopy(copy)).verdict;
  respond(run, copy, 'READ', { client, server }, now);
}

/** A copy comes to a device; each device takes it once. */
export function downloadedFor(run: Run, copy: number, download: Download, now: number): void {
  const request = run.world.receiptRequests.get(copy);
  if (!request || request.devices.includes(download.device)) return;
  request.devices = [...request.devices, download.device];
  const facts = serverReceiptFacts(run, copy, download);
  const { lists } = run.model;
  const server = decide(run, lists.serverReceipt, facts, now, aboutCopy(copy)).verdict;
  respond(run, copy, 'DOWNLOAD', { server }, now);
}

/** A copy is shown in a pane, or marked as read or unread without being opened. */
export function shownFor(
  run: Run,
  copy: number,
  event: 'PREVIEW' | 'PANE_READ' | 'MARK_UNREAD',
  now: number,
): void {
  if (run.world.receiptRequests.has(copy)) respond(run, copy, event, {}, now);
}

/** A message has expired where a copy of it lies: unread, that is reported. [T11] */
export function outdate(run: Run, copy: number, now: number): boolean {
  respond(run, copy, 'EXPIRE', {}, now);
  return true;
}

/** A copy has left the folders of its mailbox for good. */
export function removedFor(run: Run, copy: number, remover: Remover, now: number): void {
  if (!run.world.receiptRequests.has(copy)) return;
  const facts = unreadReceiptFacts(run, copy, remover, now);
  const { lists } = run.model;
  const removal = decide(run, lists.unreadReceipt, facts, now, aboutCopy(copy)).verdict;
  respond(run, copy, 'REMOVE', { removal }, now);
}

const answers: Readonly<Record<string, Pick<Receipt, 'kind' | 'sentBy'>>> = {
  answerByServer: { kind: 'read', sentBy: 'server' },
  answerByClient: { kind: 'read', sentBy: 'client' },
  unreadByServer: { kind: 'not-read', sentBy: 'server' },
  unreadByClient: { kind: 'not-read', sentBy: 'client' },
};

/** Moves the request of a copy, and sends what the machine answers. */
function respond(
  run: Run,
  copy: number,
  event: string,
  facts: Partial<FactRecord>,
  now: number,
): void {
  const request = run.world.receiptRequests.get(copy);
  assert(request, 'a copy that is answered asks for a receipt');
  const all = { ...quiet, ...facts } as FactRecord;
  const outcome = advance(run, 'receipt', request, copy, event, all, now);
  const { message, recipient } = copyOf(run, copy);
  const to = at(run.setting.messages, message).from;
  for (const effect of outcome?.effects ?? []) {
    const answer = answers[effect];
    assert(answer, `the receipt effect ${effect} is known`);
    run.world.receipts.push({ message, from: recipient, to, ...answer, at: now });
  }
}
