/**
 * One step of a copy: the machine moves, the read flag is noted, the effects named by the machine
 * are performed.
 */
import { assert } from '../assert.ts';
import { APPROVAL_WINDOW_MS } from '../facts-transport.ts';
import type { FactRecord } from '../machines/dialect.ts';
import { isElsewhere, meaningOf } from './copy-states.ts';
import { advance, copyOf, messageOf, type Run } from './run.ts';
import type { CopyRecord, Exposure, ExposureKind } from './state.ts';

/** Moves a copy by one event and performs the effects; false when the copy does nothing with it. */
export function advanceCopy(
  run: Run,
  copy: number,
  event: string,
  facts: Partial<FactRecord>,
  now: number,
): boolean {
  const record = copyOf(run, copy);
  // Facts that a step does not need have a value all the same. No spreading: this is called often.
  const all: FactRecord = {
    route: facts['route'] ?? 'deliver',
    available: facts['available'] ?? true,
    forwarding: facts['forwarding'] ?? 'stay',
    kept: facts['kept'] ?? 'gone',
    downloaded: record.downloaded || record.inCache,
  };
  const outcome = advance(run, 'copy', record, copy, event, all, now);
  if (outcome === null) return false;
  // Elsewhere no state keeps the read flag; it comes along when the mailbox moves here. [RC-233]
  const marksRead = event === 'READ' || event === 'PANE_READ';
  const { isRead: isReadHere } = meaningOf(run.model, record.state);
  const isRead = (marksRead && isElsewhere(run.model, record.state)) || isReadHere;
  if (isRead !== null) record.isRead = isRead;
  if (isRead === true && Number.isNaN(record.firstReadAt)) record.firstReadAt = now;
  if (outcome.arms.includes('approvalWindow')) {
    record.expiresAt = now + APPROVAL_WINDOW_MS;
    run.schedule(record.expiresAt, 'expire', copy, 0);
  }
  for (const name of outcome.effects) {
    const effect = run.effects[name];
    assert(effect, `the copy effect ${name} is known`);
    effect(run, copy, now);
  }
  return true;
}

/** Every copy of a message in one mailbox, in the order in which they were made. */
export function copiesAt(run: Run, message: number, mailbox: number): number[] {
  return messageOf(run, message).copies.filter((copy) => copyOf(run, copy).recipient === mailbox);
}

/** Notes an exposure once for each kind and person. [MB-027] */
export function expose(
  copy: CopyRecord,
  kind: ExposureKind,
  now: number,
  shown?: Exposure['shown'],
): void {
  const by = copy.actor;
  const isKnown = (one: Exposure): boolean =>
    one.kind === kind && one.by === by && Number.isNaN(one.until);
  if (copy.exposures.some(isKnown)) return;
  const one = { kind, at: now, by, until: Number.NaN, ...(shown === undefined ? {} : { shown }) };
  copy.exposures = [...copy.exposures, one];
}

/** Whether somebody can see the copy in a folder or at an address elsewhere. */
export function isShown(run: Run, copy: number): boolean {
  return meaningOf(run.model, copyOf(run, copy).state).present;
}
