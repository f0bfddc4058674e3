/**
 * The client of a mailbox learns what has happened there: it takes, drops and shows items when it
 * synchronizes.
 */
import {
  clientSyncFacts,
  isConnected,
  nextSyncAt,
  notificationFacts,
  openingFacts,
} from '../facts-client.ts';
import { enter } from './audit.ts';
import { advanceCopy, expose } from './copies.ts';
import { aboutCopy, cite, copyOf, decide, type Run } from './run.ts';

/** An item has come to the mailbox: its client learns of it now, or when it synchronizes. */
export function arrivedAtClient(run: Run, copy: number, now: number): void {
  const { recipient } = copyOf(run, copy);
  const person = run.setting.people.get(recipient);
  if (!person) return;
  const next = nextSyncAt(run, recipient, now);
  const isQuiet = person.notification === 'none';
  const keeps = person.caches !== 'no' || person.deliversToPst;
  if (!isQuiet && next === now) show(run, copy, now);
  if ((keeps || (!isQuiet && next > now)) && Number.isFinite(next))
    run.schedule(next, 'sync', copy, 0);
}

/** Something has changed on the server for which a client has, or may get, a copy of its own. */
export function changedForClient(run: Run, copy: number, now: number): void {
  const { recipient } = copyOf(run, copy);
  if ((run.setting.people.get(recipient)?.caches ?? 'no') === 'no') return;
  const next = nextSyncAt(run, recipient, now);
  if (Number.isFinite(next)) run.schedule(next, 'sync', copy, 0);
}

/** The client synchronizes one item. [MB-027] */
export function sync(run: Run, copy: number, now: number): void {
  const record = copyOf(run, copy);
  const { lists } = run.model;
  show(run, copy, now);
  if (record.readOffline) {
    record.readOffline = false;
    uploadFlag(run, copy, now);
  }
  const facts = clientSyncFacts(run, record);
  const { verdict } = decide(run, lists.clientSync, facts, now, aboutCopy(copy));
  if (verdict === 'fetch') advanceCopy(run, copy, 'FETCH', {}, now);
  if (verdict === 'take') {
    cite(run, 'MB-027');
    record.inCache = true;
    expose(record, 'local-copy', now);
  }
  if (verdict !== 'drop') return;
  record.inCache = false;
  if (!record.downloaded) endLocalCopy(run, copy, now);
}

/** What a client had of an item is gone. */
export function endLocalCopy(run: Run, copy: number, now: number): void {
  const record = copyOf(run, copy);
  record.exposures = record.exposures.map((one) =>
    one.kind === 'local-copy' && Number.isNaN(one.until) ? { ...one, until: now } : one,
  );
}

/** Pops up what the person wants to see of an item that they have not been told of. */
function show(run: Run, copy: number, now: number): void {
  const record = copyOf(run, copy);
  if (record.isAnnounced) return;
  record.isAnnounced = true;
  const facts = notificationFacts(run, record);
  const { verdict } = decide(run, run.model.lists.notification, facts, now, aboutCopy(copy));
  if (verdict !== 'subject' && verdict !== 'snippet') return;
  cite(run, 'MB-027');
  expose(record, 'notification', now, verdict);
}

/** The flag that was set while the client was cut off comes to the server. [MB-090] */
function uploadFlag(run: Run, copy: number, now: number): void {
  const record = copyOf(run, copy);
  const { exposures } = record;
  advanceCopy(run, copy, 'PANE_READ', {}, now);
  record.exposures = exposures;
}

/** Opens an item; what is cut off opens its own copy. Null: opened on the server. */
export function openedHere(run: Run, copy: number, now: number): boolean | null {
  const record = copyOf(run, copy);
  const facts = openingFacts(run, record, now);
  const { verdict } = decide(run, run.model.lists.opening, facts, now, aboutCopy(copy));
  if (verdict === 'server') return null;
  if (verdict === 'nothing') return false;
  expose(record, 'opened', now);
  if (Number.isNaN(record.firstReadAt)) record.firstReadAt = now;
  record.readOffline = true;
  changedForClient(run, copy, now);
  return true;
}

/** Somebody makes the client synchronize. */
export function syncAll(run: Run, mailbox: number, now: number): void {
  if (!isConnected(run, mailbox, now)) {
    enter(run, {
      at: now,
      operation: 'sync',
      actor: mailbox,
      message: -1,
      recall: -1,
      recipient: mailbox,
      result: 'failed',
      reason: 'not-connected',
    });
    return;
  }
  run.world.copies.forEach(({ recipient, deliveredAt }, copy) => {
    if (recipient === mailbox && !Number.isNaN(deliveredAt)) sync(run, copy, now);
  });
}
