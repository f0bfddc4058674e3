/**
 * Forwarding by a mailbox: copies for the target, with rows in the recalls that are under way.
 */
import { verdictOf } from '../decision.ts';
import { forwardersOf, forwardingAttributeFacts } from '../facts.ts';
import { addClassicRow } from './classic.ts';
import { sendOn } from './launch.ts';
import { addForwardedRow } from './recall.ts';
import { cite, copyOf, orgAt, type Run } from './run.ts';
import { targetOf } from './transport.ts';

/**
 * The mailbox of a copy forwards it. Chains are followed by the target's own forwarding. [MB-006]
 */
export function forwardOn(run: Run, copy: number, now: number): void {
  const record = copyOf(run, copy);
  const org = orgAt(run, record.recipient);
  // Decided, cited and told when the copy arrived.
  const facts = forwardingAttributeFacts(org, record.recipient);
  const attribute = verdictOf(run.model.lists.forwardingAttribute, facts);
  const target = targetOf(org, record.recipient, attribute);
  if (forwardersOf(record).length > 0) cite(run, 'MB-006');
  const smtpOnly = run.setting.assume.recallFollows === 'ForwardingSmtpAddress';
  const isSent = record.origin === 'addressed' || record.origin === 'unlisted';
  const unfollowed = isSent && attribute === 'ForwardingAddress' && smtpOnly;
  const first = run.world.copies.length;
  sendOn(run, copy, 'forwarding', [target], unfollowed ? 'unfollowed' : record.origin, now);
  for (let made = first; made < run.world.copies.length; made++) {
    addForwardedRow(run, made, now);
    addClassicRow(run, made, now);
  }
}
