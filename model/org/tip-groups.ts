/**
 * Groups as MailTips see them: what the expansion of a restricted dynamic group costs, whether a
 * group holds groups, and how many members a count comes to.
 *
 * Never: recurse. Nesting is as deep as the tenant makes it.
 */
import { at } from '../assert.ts';
import type { GroupMetrics, TipSettings } from './mailtips.ts';
import { kindOf, type Org } from './org.ts';

/** What one lookup is. [D-01] */
export type LookupUnit = 'groups' | 'nestedGroups' | 'objects' | 'queriesOf20';

/** The most lookups that an expansion may take. [MT-003] */
export const LOOKUPS_MAX = 150;

/** Addresses that one query of the directory resolves. [M-170] */
const QUERY_MAX = 20;

/** The members of a group; none of anybody else. */
export function membersIn({ members }: TipSettings, group: number): readonly number[] {
  return members.get(group) ?? [];
}

/** Whether a group holds a group. */
export function holdsGroups(org: Org, settings: TipSettings, group: number): boolean {
  return membersIn(settings, group).some((member) => kindOf(org, member) === 'group');
}

type Behind = { readonly groups: ReadonlySet<number>; readonly people: ReadonlySet<number> };

/** [settings] [group] what was found behind it: settings never change. */
const known = new WeakMap<TipSettings, Map<number, Behind>>();

/** What is behind a group, the group itself and nested ones included, each once. O(members). */
function behind(org: Org, settings: TipSettings, group: number): Behind {
  const expanded = known.get(settings) ?? new Map<number, Behind>();
  known.set(settings, expanded);
  const found = expanded.get(group) ?? expand(org, settings, group);
  expanded.set(group, found);
  return found;
}

function expand(org: Org, settings: TipSettings, group: number): Behind {
  const groups = new Set([group]);
  const people = new Set<number>();
  for (const one of groups) {
    for (const member of membersIn(settings, one)) {
      if (kindOf(org, member) === 'group') groups.add(member);
      else people.add(member);
    }
  }
  return { groups, people };
}

/** How many lookups it takes to expand a group. */
export function lookupsOf(
  org: Org,
  settings: TipSettings,
  group: number,
  unit: LookupUnit,
): number {
  const { groups, people } = behind(org, settings, group);
  switch (unit) {
    case 'groups':
      return groups.size;
    case 'nestedGroups':
      return groups.size - 1;
    case 'objects':
      return groups.size + people.size;
    case 'queriesOf20':
      return [...groups].reduce(
        (sum, one) => sum + Math.ceil(membersIn(settings, one).length / QUERY_MAX),
        0,
      );
  }
}

/**
 * Counts a group as the background process does.
 *
 * @param nestedIsOne  whether a group within it is one member, or everybody behind it
 */
export function countMembers(
  org: Org,
  settings: TipSettings,
  group: number,
  nestedIsOne: boolean,
): GroupMetrics {
  const { people } = behind(org, settings, group);
  const members = nestedIsOne ? new Set(membersIn(settings, group)).size : people.size;
  let external = 0;
  for (const one of people) external += at(settings.external, one);
  return { members, external };
}
