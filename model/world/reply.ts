/**
 * Replies: a message that answers another one carries its text, as long as the sender has a copy.
 */
import { at } from '../assert.ts';
import { enter } from './audit.ts';
import { copiesAt, expose, isShown } from './copies.ts';
import { copyOf, decide, messageOf, type Run } from './run.ts';

/** Somebody presses Send on a reply: the copy that they see is quoted in it. [RP-001 … RP-003] */
export function quote(run: Run, message: number, now: number): void {
  const { inReplyTo, from } = at(run.setting.messages, message);
  if (inReplyTo < 0) return;
  const copy = copiesAt(run, inReplyTo, from).find((one) => isShown(run, one)) ?? -1;
  const facts = { own: at(run.setting.messages, inReplyTo).from === from, shown: copy >= 0 };
  const subject = { recall: -1, row: -1, copy, message };
  const { verdict } = decide(run, run.model.lists.replyQuotes, facts, now, subject);
  if (verdict === 'quotes') messageOf(run, message).quotes = copy;
  if (verdict !== 'nothing') return;
  enter(run, {
    at: now,
    operation: 'reply',
    actor: from,
    message: inReplyTo,
    recall: -1,
    recipient: from,
    result: 'no-such-copy',
    reason: null,
  });
}

/** The reply leaves, whatever has become of the copy meanwhile: its text is out of reach. */
export function noteQuoted(run: Run, message: number, now: number): void {
  const { quotes } = messageOf(run, message);
  if (quotes >= 0) expose(copyOf(run, quotes), 'replied', now);
}
