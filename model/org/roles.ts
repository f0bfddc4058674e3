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
  return found;
}

/** Whoever has the role to remove items by search, as written: people and groups. */
export function purgersOf(tenant: Tenant): string[] {
  return objectsOf(tenant, 'RoleGroup').flatMap((group) => {
    const name = (textOf(group, 'Name') ?? textOf(group, 'Identity') ?? '').toLowerCase();
    const roles = listOf(group, 'Roles').map((role) => role.toLowerCase());
    const has = roles.length > 0 ? roles.includes(PURGE_ROLE) : purgers.includes(name);
    return has ? [...listOf(group, 'Members')] : [];
  });
}
