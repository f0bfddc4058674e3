/**
 * Role groups: who administers, by membership, directly or through a group.
 */
import { listOf, objectsOf, type Tenant, textOf } from './tenant.ts';

/** The role that removes items by search. [RC-260] */
const PURGE_ROLE = 'search and purge';
/** Role groups that have it unless a tenant says otherwise. */
const purgers: readonly string[] = ['organization management', 'data investigator'];

/** [role group, lower case] its members, as written. */
export function roleGroupsOf(tenant: Tenant): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const group of objectsOf(tenant, 'RoleGroup')) {
    const name = (textOf(group, 'Name') ?? textOf(group, 'Identity') ?? '').toLowerCase();
    found.set(name, [...(found.get(name) ?? []), ...listOf(group, 'Members')]);
  }
  // Rows that say who is a member, as Add-RoleGroupMember writes them.
  for (const row of objectsOf(tenant, 'RoleGroupMember')) {
    const name = (textOf(row, 'Identity') ?? '').toLowerCase();
    found.set(name, [...(found.get(name) ?? []), ...listOf(row, 'Members')]);
  }
  return found;
}

/** Whoever has the role to remove items by search, as written: people and groups. */
export function purgersOf(tenant: Tenant): string[] {
  const rolesOf = new Map(
    objectsOf(tenant, 'RoleGroup').map((group) => [
      (textOf(group, 'Name') ?? textOf(group, 'Identity') ?? '').toLowerCase(),
      listOf(group, 'Roles').map((role) => role.toLowerCase()),
    ]),
  );
  return [...roleGroupsOf(tenant)].flatMap(([name, members]) => {
    const roles = rolesOf.get(name) ?? [];
    const has = roles.length > 0 ? roles.includes(PURGE_ROLE) : purgers.includes(name);
    return has ? members : [];
  });
}
