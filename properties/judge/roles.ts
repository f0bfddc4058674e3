/** Who is in a role group: people, and everybody in the groups that it names. */
import type { Case } from './case.ts';
import type { Moment } from './moments.ts';
import { expand } from './routes.ts';
import { listOf, lower, namesOf } from './settings.ts';

/** The members of a role group by its name; nobody when there is none. `tenant` null: the first. */
export function membersOfRole(
  of: Case,
  name: string,
  at: Moment,
  tenant: string | null = null,
): string[] {
  const rows = [
    ...of.settings.rows(tenant, 'RoleGroup', at),
    ...of.settings.rows(tenant, 'RoleGroupMember', at),
  ];
  return rows
    .filter((row) => namesOf(row).includes(lower(name)))
    .flatMap((row) => listOf(row['Members']))
    .flatMap((member) => expand(of, member, at).stops.map(({ address }) => address));
}
