/** Who may open a mailbox, and who may send in its name (R-030, R-037, G5b). */
import type { Case } from './case.ts';
import { placeOf } from './directory.ts';
import { membersIn } from './limits.ts';
import type { Moment } from './moments.ts';
import { listOf, lower, namesOf, type Row } from './settings.ts';

/** Whether rows about a mailbox give somebody a right; what is denied is denied. */
function isGiven(
  of: Case,
  rows: readonly Row[],
  [right, holder]: readonly [right: string, holder: 'User' | 'Trustee'],
  who: string,
  at: Moment,
): boolean {
  const mine = rows.filter((row) => {
    const holders = listOf(row[holder]).flatMap((name) => [
      lower(name),
      ...membersIn(of, name, at),
    ]);
    return holders.includes(who) && listOf(row['AccessRights']).map(lower).includes(right);
  });
  const isDenied = (row: Row) => row['Deny'] === true || row['AccessControlType'] === 'Deny';
  return mine.length > 0 && !mine.some(isDenied);
}

const rowsAbout = (of: Case, noun: 'MailboxPermission' | 'RecipientPermission') => {
  return (mailbox: string, at: Moment): Row[] => {
    const { tenant } = placeOf(of.settings, mailbox, at);
    const rows = of.settings.rows(tenant ?? null, noun, at);
    return rows.filter((row) => namesOf(row).includes(lower(mailbox)));
  };
};

export function hasFullAccess(of: Case, mailbox: string, who: string, at: Moment): boolean {
  const rows = rowsAbout(of, 'MailboxPermission')(mailbox, at);
  return isGiven(of, rows, ['fullaccess', 'User'], who, at);
}

/** Whether somebody may open a mailbox: its owner, and where anything is said, who is named. */
export function mayOpen(of: Case, mailbox: string, by: string | null, at: Moment): boolean {
  if (by === null || lower(by) === lower(mailbox)) return true;
  const isSaid = rowsAbout(of, 'MailboxPermission')(mailbox, at).length > 0;
  return !isSaid || hasFullAccess(of, mailbox, lower(by), at);
}

/** Whether somebody may send as somebody, or on behalf. */
export function maySendAs(of: Case, mailbox: string, who: string, at: Moment): boolean {
  const rows = rowsAbout(of, 'RecipientPermission')(mailbox, at);
  const behalf = listOf(placeOf(of.settings, mailbox, at).row['GrantSendOnBehalfTo']);
  const isOnBehalf = behalf.some((name) => [lower(name), ...membersIn(of, name, at)].includes(who));
  return isOnBehalf || isGiven(of, rows, ['sendas', 'Trustee'], who, at);
}
