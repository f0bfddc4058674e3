/**
 * Who must approve a message before it goes on to somebody, and how long it waits for that
 * (M-158 to M-166).
 */
import { actsOf, type Case, isTrue } from './case.ts';
import { type Place, placeOf } from './directory.ts';
import { membersIn } from './limits.ts';
import type { Moment } from './moments.ts';
import type { Hold, Message } from './parcel.ts';
import { listOf, lower } from './settings.ts';

/** A request for approval expires after two days. */
const PATIENCE = 2 * 24 * 3_600_000;

/** The waits of a message on its way through groups to an address, and when it goes on. */
export function approvalsOf(
  of: Case,
  { message, from }: { readonly message: Message; readonly from: string },
  names: readonly string[],
  since: Moment,
): { holds: readonly Hold[]; leaves: Moment | null } {
  const holds: Hold[] = [];
  let now = since;
  let isSpokenFor = false;
  for (const name of names) {
    const gate = placeOf(of.settings, name, now);
    const isGroup = gate.kind === 'group' || gate.kind === 'modern-group';
    // M-163: what a group approves may count for the groups in it; a mailbox is asked all the same.
    if (!isModerated(of, gate, from, now) || (isGroup && isSpokenFor)) continue;
    const expires = now.at + PATIENCE;
    const approved = approvalAt(of, message, gate.address, now.at, expires);
    holds.push({ from: now.at, until: approved?.at ?? expires, cause: 'awaiting-moderation' });
    if (approved === null) return { holds, leaves: null };
    now = approved;
    isSpokenFor ||= isTrue(gate.row, 'BypassNestedModerationEnabled');
  }
  return { holds, leaves: now };
}

/** Whether mail waits for approval: not a moderator's, an owner's, or a trusted sender's. */
function isModerated(of: Case, { kind, row }: Place, from: string, at: Moment): boolean {
  if (!isTrue(row, 'ModerationEnabled')) return false;
  const isGroup = kind === 'group' || kind === 'modern-group';
  const free = [...listOf(row['ModeratedBy']), ...(isGroup ? listOf(row['ManagedBy']) : [])];
  const trusted = listOf(row['BypassModerationFromSendersOrMembers']).flatMap((name) => [
    name,
    ...membersIn(of, name, at),
  ]);
  return ![...free, ...trusted].map(lower).includes(lower(from));
}

function approvalAt(of: Case, message: Message, gate: string, from: number, to: number) {
  const id = message.requestFor ?? message.id;
  const act = actsOf(of, 'approve').find(
    ({ action, moment: { at } }) =>
      action.message === id && lower(action.recipient) === gate && at >= from && at < to,
  );
  return act?.moment ?? null;
}
