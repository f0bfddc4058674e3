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
export function namesNested(of: Case, { row, tenant }: Whom, at: Moment): boolean {
  return named(row, lists)
    .map((name) => whom(of, name, at))
    .some((group) => group.tenant === tenant && containsGroups(of, group, at));
}

export const containsGroups = (of: Case, group: Whom, at: Moment): boolean =>
  directMembers(of, group, at).some(isGroup);

/** Whether somebody is in a list, by name or as a member of a group in it. */
function isListed(
  of: Case,
  names: readonly string[],
  who: string,
  { tenant, at }: { readonly tenant: TenantName | undefined; readonly at: Moment },
): boolean {
  return names.some((name) => {
    const group = whom(of, name, at);
    const isOurs = group.tenant === tenant;
    return name === who || (isOurs && behind(of, group, at).some(({ address }) => address === who));
  });
}

/**
 * Whether a sender, of an organization or of none, may not write to a recipient. Distribution
 * groups alone are closed to outsiders where nothing is said (M-152).
 */
export function isShutTo(
  of: Case,
  who: Whom,
  sender: { readonly from: string; readonly home: TenantName | undefined },
  at: Moment,
): boolean {
  const { row, tenant } = who;
  const isClosed = row['RequireSenderAuthenticationEnabled'] ?? who.kind === 'static';
  if (isClosed === true && sender.home !== tenant) return true;
  if (isListed(of, named(row, [...rejects, ...rejectsGroups]), sender.from, { tenant, at }))
    return true;
  const accepted = named(row, [...accepts, ...acceptsGroups]);
  return accepted.length > 0 && !isListed(of, accepted, sender.from, { tenant, at });
}

/** Whether what a sender writes to a recipient waits for a moderator, as the tip has it. */
export function isModeratedFor(of: Case, who: Whom, from: string, at: Moment): boolean {
  const { row } = who;
  if (row['ModerationEnabled'] !== true) return false;
  const owners = isGroup(who) ? named(row, ['ManagedBy']) : [];
  if ([...named(row, ['ModeratedBy']), ...owners].includes(from)) return false;
  if (named(row, accepts).includes(from)) return false;
  const trusted = named(row, ['BypassModerationFromSendersOrMembers']);
  const isTrusted = isListed(of, trusted, from, { tenant: who.tenant, at });
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
