/**
 * Facts of automatic replies: what a mailbox is told to answer, whom, and what has been answered.
 */
import { at } from './assert.ts';
import { type FactsOf, within } from './facts.ts';
import type { AutomaticReplies, AutoReply } from './org/automatic-replies.ts';
import { kindOf } from './org/org.ts';
import { orgAt, type Run } from './world/run.ts';
import type { CopyRecord } from './world/state.ts';

/** Is a copy that was delivered answered automatically? */
export function automaticReplyFacts(
  run: Run,
  copy: CopyRecord,
  replies: AutomaticReplies,
  reply: AutoReply,
  now: number,
): FactsOf<'automaticReply'> {
  const { assume, messages } = run.setting;
  const { sender, recipient } = copy;
  const { inReplyTo, requestOf } = at(messages, copy.message);
  const passedOn = copy.path.some(({ word }) => word === 'rule');
  const org = orgAt(run, recipient);
  const allowed = at(replies.allowed, sender);
  return {
    state: stateOf(reply, now),
    byMachine: requestOf >= 0 || copy.origin === 'journal' || passedOn,
    isReply: inReplyTo >= 0 && assume.autoReplyToReplies === 'never',
    own: sender === recipient,
    group: groupSays(run, copy),
    answered: run.world.answered.get(recipient)?.has(sender) ?? false,
    sender: at(org.inside, sender) === 1 ? 'inside' : 'outside',
    allowed: allowed === 'None' ? 'none' : allowed === 'InternalLegacy' ? 'internal' : 'external',
    domainStops: assume.autoReplyEnabledStops === 'true' && at(replies.stopped, sender) === 1,
    audience: reply.audience,
    known: assume.knownSenders === 'mailContacts' && replies.contacts.has(sender),
  };
}

/** Whether automatic replies go out now. */
export function stateOf(
  { state, from, to }: AutoReply,
  now: number,
): FactsOf<'automaticReply'>['state'] {
  if (state === 'Disabled') return 'off';
  return state === 'Enabled' || within({ from, to }, now) ? 'on' : 'outsideSchedule';
}

/** What the groups on the way of a copy say: one that is silent is enough. */
function groupSays(run: Run, { path }: CopyRecord): FactsOf<'automaticReply'>['group'] {
  const words = path.flatMap(({ word, index }) => {
    if (word !== 'group') return [];
    const org = orgAt(run, index);
    return kindOf(org, index) === 'group' ? [org.repliesThrough.get(index)] : [];
  });
  if (words.includes(false)) return 'silent';
  const isUnset = words.includes(undefined) && run.setting.assume.groupAutoReplies === 'suppressed';
  return isUnset ? 'unset' : 'passes';
}
