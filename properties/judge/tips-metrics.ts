/**
 * Group metrics: how many members a group has, and how many of them are outside, as last counted
 * before a draft asks (M-074, M-134 to M-136, D-12, D-13).
 */
import { actsOf, type Case, once } from './case.ts';
import { isBefore, type Moment, moment } from './moments.ts';
import { lower, namesOf } from './settings.ts';
import { behind, directMembers, isGroup, isOutside, type Whom } from './tips-whom.ts';

const DAY = 24 * 3_600_000;

export type Counts = { readonly members: number | null; readonly outside: number | null };

/** The counts that a group has at a moment. */
export function countsOf(of: Case, group: Whom, at: Moment): Counts {
  const last = lastCount(of, at);
  if (last === null) return writtenCounts(of, group, at);
  return once(of, `counts ${last.at}/${last.phase}/${last.order} ${group.address}`, () =>
    countedAt(of, group, last),
  );
}

/** When metrics were last counted: by hand, or at midnight; null: not since the beginning. */
function lastCount(of: Case, at: Moment): Moment | null {
  const byHand = actsOf(of, 'refreshGroupMetrics')
    .map((act) => act.moment)
    .filter((one) => isBefore(one, at));
  const { start } = of.scenario;
  const midnight = Math.floor((start + at.at) / DAY) * DAY - start;
  const daily = moment(midnight, 'settings');
  const all = midnight > 0 && isBefore(daily, at) ? [...byHand, daily] : byHand;
  return all.sort((a, b) => (isBefore(a, b) ? -1 : 1)).at(-1) ?? null;
}

function writtenCounts(of: Case, group: Whom, at: Moment): Counts {
  const rows = of.settings.rows(group.tenant ?? null, 'GroupMetrics', at);
  const row = rows.find((one) => namesOf(one).includes(lower(group.address))) ?? {};
  const numberOf = (value: unknown) => (typeof value === 'number' ? value : null);
  return {
    members: numberOf(row['GroupMemberCount']),
    outside: numberOf(row['GroupExternalMemberCount']),
  };
}

function countedAt(of: Case, group: Whom, at: Moment): Counts {
  const everybody = behind(of, group, at).filter((one) => one !== group && !isGroup(one));
  const tenant = group.tenant ?? null;
  const outside = everybody.filter((one) => isOutside(of, tenant, one, at)).length;
  // C-11: a group within counts as one, or by who is behind it.
  const isOne = of.scenario.assume.nestedCountsAsOne === 'true';
  const members = isOne ? directMembers(of, group, at).length : everybody.length;
  return { members, outside };
}
