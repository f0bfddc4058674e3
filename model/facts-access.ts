/**
 * Facts of access: what somebody is to a mailbox that is not the own one.
 */
import { at } from './assert.ts';
import type { FactsOf } from './facts.ts';
import { holds } from './org/access.ts';
import { orgAt, type Run } from './world/run.ts';

/** May whoever asks recall a message? A request that names no message is its sender's own. */
export function recallActorFacts(run: Run, recall: number): FactsOf<'recallActor'> {
  const { application, by, message } = at(run.setting.recalls, recall);
  const from = message < 0 ? by : at(run.setting.messages, message).from;
  const { fullAccess, sendRights } = orgAt(run, from).access;
  return {
    application: application === null ? 'none' : application.mayWriteMail ? 'granted' : 'denied',
    isSender: by === from,
    fullAccess: holds(fullAccess, from, by),
    sendRight: holds(sendRights, from, by),
    sendRightRecalls: run.setting.assume.sendRightRecalls === 'true',
  };
}

/** May somebody open a mailbox of somebody else? */
export function mailboxAccessFacts(
  run: Run,
  mailbox: number,
  by: number,
): FactsOf<'mailboxAccess'> {
  const { fullAccess } = orgAt(run, mailbox).access;
  if (!fullAccess.has(mailbox)) return { fullAccess: 'untold' };
  return { fullAccess: holds(fullAccess, mailbox, by) ? 'given' : 'withheld' };
}
