/**
 * Groups as MailTips see them: what the expansion of a restricted dynamic group costs, and how many
 * members a count comes to. Who is behind a group is the graph’s to find.
 */
import { unreachable } from '../assert.ts';
import type { GroupGraph } from './group-graph.ts';
import type { GroupMetrics } from './mailtips.ts';

/** What one lookup is. [D-01] */
export type LookupUnit = 'groups' | 'nestedGroups' | 'objects' | 'queriesOf20';

/** The most lookups that an expansion may take. [MT-003] */
export const LOOKUPS_MAX = 150;

/** How many lookups it takes to expand a group. */
export function lookupsOf(graph: GroupGraph, group: number, unit: LookupUnit): number {
  const { groups, people, queries } = graph.reach(group);
  switch (unit) {
    case 'groups':
      return groups;
    case 'nestedGroups':
      return groups - 1;
    case 'objects':
      return groups + people;
    case 'queriesOf20':
      return queries;
    default:
      return unreachable(unit);
  }
}

/**
 * Counts a group as the background process does.
 *
 * @param nestedIsOne  whether a group within it is one member, or everybody behind it
 */
export function countMembers(graph: GroupGraph, group: number, nestedIsOne: boolean): GroupMetrics {
  const { people, external } = graph.reach(group);
  return { members: nestedIsOne ? graph.countDirect(group) : people, external };
}
