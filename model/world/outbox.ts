/**
 * What waits to leave: a message that is due goes when its client lets it, or is withdrawn before.
 */
import { at } from '../assert.ts';
import { readerOf } from '../facts-classic.ts';
import { outboxFacts } from '../facts-outbox.ts';
import type { StepOutcome } from '../table.ts';
import type { CopyActionSpec } from './mailbox.ts';
import { aboutCopy, advance, cite, decide, messageOf, type Run } from './run.ts';
import { submit } from './transport.ts';

/**
 * The send delay is over, or the client is back: the message leaves, or waits for the next start.
 * False when it has left or was withdrawn. [RT-003, RT-006]
 */
export function leave(run: Run, message: number, now: number): boolean {
  const late = stateOf(run, message) === 'due';
  if (!late && move(run, message, 'after:sendDelay', now) === null) return false;
  const facts = outboxFacts(run, message, late, now);
  const subject = { ...aboutCopy(-1), message };
  if (decide(run, run.model.lists.outbox, facts, now, subject).verdict === 'leaves') {
    if (move(run, message, 'LEAVE', now)?.effects.includes('submit')) submit(run, message, now);
    return true;
  }
  const { isConnected, until } = readerOf(run, at(run.setting.messages, message).from, now);
  if (!isConnected && Number.isFinite(until)) run.schedule(until, 'leave', message, 0);
  return true;
}

/** The client of a mailbox has started: what was due leaves. */
export function leaveDue(run: Run, mailbox: number, now: number): void {
  run.setting.messages.forEach(({ from }, message) => {
    if (from === mailbox && stateOf(run, message) === 'due') leave(run, message, now);
  });
}

/** The sender takes back what has not left yet; false when there is nothing to take back. */
export function cancel(run: Run, message: number, now: number): boolean {
  return move(run, message, 'CANCEL', now) !== null;
}

/** The sender deletes the own item before it has left; false when that is not what is asked. */
export function discard(run: Run, action: CopyActionSpec, now: number): boolean {
  const { from } = at(run.setting.messages, action.message);
  const deletes = action.event === 'DELETE' || action.event.startsWith('REMOVE');
  if (!deletes || action.mailbox !== from || !cancel(run, action.message, now)) return false;
  cite(run, 'RT-009');
  return true;
}

function move(run: Run, message: number, event: string, now: number): StepOutcome | null {
  return advance(run, 'message', messageOf(run, message), message, event, { delayed: false }, now);
}

function stateOf(run: Run, message: number): string {
  return at(run.model.steppers.message.table.states, messageOf(run, message).state);
}
