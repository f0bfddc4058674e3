/**
 * Who may write to a recipient, whose mail is looked at first, and what it costs to find out
 * (M-057, M-058, M-086, M-087, M-105, M-147 to M-162, D-01 to D-05, D-10).
 */
import type { Case } from './case.ts';
import type { Moment } from './moments.ts';
import { listOf, lower, type Row, type TenantName } from './settings.ts';
import { behind, directMembers, isGroup, type Whom, whom } from './tips-whom.ts';

const accepts = ['AcceptMessagesOnlyFrom', 'AcceptMessagesOnlyFromSendersOrMembers'];
const acceptsGroups = ['AcceptMessagesOnlyFromDLMembers'];
const rejects = ['RejectMessagesFrom', 'RejectMessagesFromSendersOrMembers'];
const rejectsGroups = ['RejectMessagesFromDLMembers'];
const lists = [...accepts, ...acceptsGroups, ...rejects, ...rejectsGroups];

const named = (row: Row, properties: readonly string[]): string[] =>
  properties.flatMap((property) => listOf(row[property])).map(lower);

/** D-05: whether anything is said of who may write, apart from being known to the server. */
export const hasSenderLists = ({ row }: Whom): boolean => named(row, lists).length > 0;

/** M-058: whether a list names a group that contains groups. */
export function namesNested(of: Case, { row }: Whom, at: Moment): boolean {
  return named(row, lists).some((name) => containsGroups(of, whom(of, name, at), at));
}

export const containsGroups = (of: Case, group: Whom, at: Moment): boolean =>
  directMembers(of, group, at).some(isGroup);

/** Whether somebody is in a list, by name or as a member of a group in it. */
function isListed(of: Case, names: readonly string[], who: string, at: Moment): boolean {
  return names.some(
    (name) =>
      name === who || behind(of, whom(of, name, at), at).some(({ address }) => address === who),
  );
}

/** Whether a sender, of an organization or of none, may not write to a recipient. */
export function isShutTo(
  of: Case,
  who: Whom,
  sender: { readonly from: string; readonly home: TenantName | undefined },
  at: Moment,
): boolean {
  const { row } = who;
  const isClosed = row['RequireSenderAuthenticationEnabled'] ?? isGroup(who);
  if (isClosed === true && sender.home !== who.tenant) return true;
  if (isListed(of, named(row, [...rejects, ...rejectsGroups]), sender.from, at)) return true;
  const accepted = named(row, [...accepts, ...acceptsGroups]);
  return accepted.length > 0 && !isListed(of, accepted, sender.from, at);
}

/** Whether what a sender writes to a recipient waits for a moderator, as the tip has it. */
export function isModeratedFor(of: Case, who: Whom, from: string, at: Moment): boolean {
  const { row } = who;
  if (row['ModerationEnabled'] !== true) return false;
  const owners = isGroup(who) ? named(row, ['ManagedBy']) : [];
  if ([...named(row, ['ModeratedBy']), ...owners].includes(from)) return false;
  if (named(row, accepts).includes(from)) return false;
  const isTrusted = isListed(of, named(row, ['BypassModerationFromSendersOrMembers']), from, at);
  return !(isTrusted && of.scenario.assume.bypassHidesModerated === 'true');
}

/** What it takes to find out who is behind a restricted dynamic group; 0 for anything else. */
export function lookupsOf(of: Case, who: Whom, at: Moment): number {
  if (who.kind !== 'dynamic' || !hasSenderLists(who)) return 0;
  const all = behind(of, who, at);
  const groups = all.filter(isGroup);
  switch (of.scenario.assume.lookupUnit) {
    case 'nestedGroups':
      return groups.length - 1;
    case 'objects':
      return all.length;
    case 'queriesOf20':
      return groups
        .map((group) => Math.ceil(directMembers(of, group, at).length / 20))
        .reduce((sum, queries) => sum + queries, 0);
    default:
      return groups.length;
  }
}
