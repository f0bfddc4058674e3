/**
 * Queues: a copy waits for its connector, its mailbox or a hold-up, and returns to its sender when
 * it has waited for longer than the organization lets it.
 */
import { at } from '../assert.ts';
import { heldUntil } from '../facts.ts';
import { handlerOf } from '../facts-routing.ts';
import { advanceCopy } from './copies.ts';
import { cite, copyOf, type Run } from './run.ts';

/**
 * Goes on at `until`, or returns when the queue has had the copy for MessageExpiration before that:
 * what is due at the very instant still goes on. [RT-050]
 */
export function waitInQueue(
  run: Run,
  copy: number,
  until: number,
  kind: 'route' | 'arrive',
  now: number,
  isServed = false,
): void {
  const record = copyOf(run, copy);
  const expiresAt = record.queuedAt + handlerOf(run, record).expirationMs;
  if (until <= Math.max(expiresAt, now)) run.schedule(until, kind, copy, isServed ? 1 : 0);
  else run.schedule(Math.max(expiresAt, now), 'lapse', copy, 0);
}

/** The connector that the copy waits for is up again. */
export function waitForConnector(run: Run, copy: number, now: number): void {
  const { exit } = copyOf(run, copy);
  const up = heldUntil(run.setting.connectorDown.get(exit ?? ''), now) ?? now;
  waitInQueue(run, copy, up, 'route', now);
}

/** The mailbox that the copy waits for is there again. */
export function waitForMailbox(run: Run, copy: number, now: number): void {
  const windows = run.setting.mailboxDown.get(copyOf(run, copy).recipient);
  waitInQueue(run, copy, heldUntil(windows, now) ?? now, 'arrive', now);
}

/** A copy has waited for too long; false when it is not in a queue any more. */
export function lapse(run: Run, copy: number, now: number): boolean {
  const record = copyOf(run, copy);
  record.bounceReason = 'expired';
  record.gate = -1;
  const isRecalled = run.world.recalls.some(
    ({ agent }, index) =>
      agent !== null && at(run.setting.recalls, index).message === record.message,
  );
  if (isRecalled) cite(run, 'RT-052');
  return advanceCopy(run, copy, 'EXPIRE', {}, now);
}
