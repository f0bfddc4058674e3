/**
 * Groups that the filter of a dynamic group names: one that nobody has finds nobody, which is
 * rarely meant.
 */
import type { Path } from '../../model/fault.ts';
import { filterOf } from '../../model/org/dynamic-groups.ts';
import type { Filter } from '../../model/org/recipient-filter.ts';
import type { Noun } from '../../model/org/settings.ts';
import { type CmdletObject, listOf } from '../../model/org/tenant.ts';
import { type Findings, nearestOf } from './findings.ts';

const groupNouns: readonly Noun[] = ['DistributionGroup', 'UnifiedGroup'];
const naming = ['PrimarySmtpAddress', 'Identity', 'Name', 'Alias', 'DisplayName'];

/** The names by which MemberOfGroup asks for a whole name, lower case. */
function groupsIn(filter: Filter): string[] {
  if (filter.kind === 'not') return groupsIn(filter.of);
  if (filter.kind !== 'compare') return filter.of.flatMap(groupsIn);
  const { property, operator, value } = filter;
  return property === 'MemberOfGroup' && operator === 'eq' && value !== null ? [value] : [];
}

/** Warns of each group that a filter names and the tenant does not have. */
export function warnOfFilterGroups(
  group: CmdletObject,
  path: Path,
  entries: readonly { readonly noun: Noun; readonly object: CmdletObject }[],
  into: Findings,
): void {
  const found = filterOf(group);
  if (found === null || 'fault' in found) return;
  const named = new Set(groupsIn(found.filter));
  if (named.size === 0) return;
  const groups = entries.filter(({ noun }) => groupNouns.includes(noun));
  const names = groups.flatMap(({ object }) => naming.flatMap((key) => listOf(object, key)));
  const known = new Set(names.map((name) => name.toLowerCase()));
  for (const name of named) {
    if (known.has(name)) continue;
    into.warnings.push({
      code: 'unknown-reference',
      message: `the filter names the group "${name}", which nobody has, and finds nobody by it`,
      path: [...path, 'RecipientFilter'],
      found: name,
      expected: 'the name or address of a DistributionGroup or UnifiedGroup',
      ...nearestOf(name, names),
    });
  }
}
