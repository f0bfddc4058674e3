/**
 * Who is told of a cloud recall: recipients by an alert, outsiders by a notice, anybody by a mail
 * that arrives later.
 */
import { at } from '../assert.ts';
import { recipientAlertFacts } from '../facts.ts';
import { isInScope } from '../facts-permission.ts';
import { kindOf } from '../org/org.ts';
import { isPassedOn } from './examine.ts';
import { reachOf } from './reach.ts';
import { cite, decide, messageOf, orgAt, type Run, tenantOf } from './run.ts';
import type { Notice } from './state.ts';

/**
 * Tells the recipient, where the settings say so. A mailbox that only passed its copy on has
 * nothing to be told.
 */
export function alert(
  run: Run,
  row: number,
  copies: readonly number[],
  wasRead: boolean,
  now: number,
): void {
  const record = at(run.world.rows, row);
  if (copies.every((copy) => isPassedOn(run, copy))) return;
  const facts = recipientAlertFacts(run, record.recipient, wasRead, record.outcome === 'recalled');
  const subject = { recall: record.recall, row, copy: -1 };
  const { verdict } = decide(run, run.model.lists.recipientAlert, facts, now, subject);
  const isMailbox = kindOf(orgAt(run, record.recipient), record.recipient) === 'cloud';
  if (verdict === 'none' || !isMailbox || isForeign(record.reason)) return;
  record.notified = true;
  notify(run, 'recall-alert', record.recall, record.recipient, now + run.setting.deliveryMs, -1);
}

/** Failures of which nothing shows in the organization of the recipient. [RC-205] */
function isForeign(reason: string | null): boolean {
  return reason === 'tenant-not-allowed' || reason === 'external-recipient';
}

/**
 * Recipients outside get the request as text; on-premises ones as the classic request. [RC-072,
 * RC-074]
 */
export function tellOutsiders(run: Run, recall: number, now: number): void {
  const { message, by } = at(run.setting.recalls, recall);
  const at_ = now + run.setting.deliveryMs;
  const subject = { recall, row: -1, copy: -1 };
  for (const recipient of messageOf(run, message).reached) {
    if (kindOf(orgAt(run, recipient), recipient) === 'group') continue;
    if (!isInScope(run, recall, recipient)) continue;
    const { recipient: kind } = reachOf(run, subject, recipient, now);
    if (kind === 'outside') {
      cite(run, 'RC-072');
      cite(run, 'RC-073');
      notify(run, 'recall-notice', recall, recipient, at_, -1);
    }
    if (kind === 'onPremises' && tenantOf(run, recipient) === tenantOf(run, by)) {
      cite(run, 'RC-074');
      if (run.setting.assume.onPremisesRequest === 'dropped') continue;
      notify(run, 'recall-request', recall, recipient, at_, -1);
    }
  }
}

/** Sends a mail about a recall. */
export function notify(
  run: Run,
  kind: Notice['kind'],
  recall: number,
  to: number,
  arrivesAt: number,
  about: number,
  result: Notice['result'] = null,
): void {
  const { message } = at(run.setting.recalls, recall);
  run.world.notices.push({ kind, to, at: arrivesAt, message, recall, about, result });
}
