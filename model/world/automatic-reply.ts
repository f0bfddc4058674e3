/**
 * Automatic replies: what a delivery sets off where the owner of the mailbox is away.
 *
 * A reply is a notice, not a message: nothing routes it, and nothing answers it. [AR-040]
 */
import { automaticReplyFacts } from '../facts-automatic-reply.ts';
import { changedReplies } from '../org/automatic-replies.ts';
import type { Epoch } from '../setting.ts';
import { aboutCopy, cite, copyOf, decide, orgAt, type Run } from './run.ts';

/** A copy lies in its mailbox: its sender may be told that nobody reads it for now. */
export function answerAutomatically(run: Run, copy: number, now: number): void {
  const record = copyOf(run, copy);
  const { recipient, sender, message } = record;
  const replies = orgAt(run, recipient).automaticReplies;
  const reply = replies?.mailboxes.get(recipient);
  if (!replies || !reply) return;
  const facts = automaticReplyFacts(run, record, replies, reply, now);
  const { verdict } = decide(run, run.model.lists.automaticReply, facts, now, aboutCopy(copy));
  if (verdict === 'none') return;
  cite(run, 'AR-003');
  cite(run, 'AR-040');
  const answered = run.world.answered.get(recipient) ?? new Set();
  run.world.answered.set(recipient, new Set([...answered, sender]));
  run.world.notices.push({
    kind: 'automatic-reply',
    to: sender,
    at: now + run.setting.deliveryMs,
    message,
    recall: -1,
    about: recipient,
    result: null,
    text: reply[verdict],
  });
}

/** Settings come into force: a changed configuration begins anew. [AR-008] */
export function forgetAnswered(run: Run, before: Epoch, after: Epoch): void {
  before.orgs.forEach(({ automaticReplies }, index) => {
    for (const mailbox of changedReplies(
      automaticReplies,
      after.orgs[index]?.automaticReplies ?? null,
    )) {
      if (run.world.answered.delete(mailbox)) cite(run, 'AR-008');
    }
  });
}
