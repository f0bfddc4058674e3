/**
 * RecallPermission: rows that say who may recall what. Not an Exchange setting; a wish that can be
 * tried out here.
 */
import type { Read } from './effective.ts';
import { roleGroupsOf } from './roles.ts';
import { listOf, objectsOf, type Tenant, textOf } from './tenant.ts';

export type PermissionRow = {
  readonly name: string;
  /** People and groups, those of a role group included; empty: everybody. */
  readonly members: readonly number[];
  /** Lower case; empty: everywhere. */
  readonly countries: readonly string[];
  /** Keys and values of the context that must hold, lower case. */
  readonly when: readonly (readonly [key: string, value: string])[];
  readonly internalOnly: boolean;
  readonly except: readonly number[];
  readonly requireMfa: boolean;
};

/** The rows of a tenant in their order; the first that is about a recall counts. */
export function permissionsOf(
  tenant: Tenant,
  indexOf: (name: string) => number,
  read: Read,
): PermissionRow[] {
  const roles = roleGroupsOf(tenant);
  return objectsOf(tenant, 'RecallPermission').map((row, index) => ({
    name: textOf(row, 'Name') ?? textOf(row, 'Identity') ?? `row ${index + 1}`,
    members: listOf(row, 'Members')
      .flatMap((name) => roles.get(name.toLowerCase()) ?? [name])
      .map(indexOf),
    countries: listOf(row, 'Countries').map((country) => country.toLowerCase()),
    when: listOf(row, 'When').map((condition) => {
      const [key = '', value = ''] = condition.toLowerCase().split('=');
      return [key.trim(), value.trim()] as const;
    }),
    internalOnly: read('RecallPermission', row, 'Scope') === 'internal',
    except: listOf(row, 'ExceptRecipients').map(indexOf),
    requireMfa: read('RecallPermission', row, 'RequireMfa') === true,
  }));
}
