/** Who is in a role group: people, and everybody in the groups that it names. */
import type { Case } from './case.ts';
import type { Moment } from './moments.ts';
import { expand } from './routes.ts';
import { listOf, lower, namesOf } from './settings.ts';

/** The members of a role group by its name; nobody when there is none. */
export function membersOfRole(of: Case, name: string, at: Moment): string[] {
  const rows = [
    ...of.settings.rows(null, 'RoleGroup', at),
    ...of.settings.rows(null, 'RoleGroupMember', at),
  ];
  return rows
    .filter((row) => namesOf(row).includes(lower(name)))
    .flatMap((row) => listOf(row['Members']))
    .flatMap((member) => expand(of, member, at).stops.map(({ address }) => address));
}
