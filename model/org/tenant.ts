/**
 * A tenant as written or exported: the objects of the cmdlets' nouns, with canonical property names
 * and parsed values.
 *
 * Why apart from `org.ts`: a tenant is what users know (nouns, properties, null for "not set"); the
 * org is the dense form that the world reads. `build.ts` makes one of the other.
 */
import { normaliseAddress } from '../address.ts';
import type { Noun } from './settings.ts';

/**
 * Durations are integer ms, sizes bytes (Infinity for Unlimited), addresses lower-case without
 * `smtp:`.
 */
export type PropertyValue = boolean | number | string | readonly string[] | null;
export type CmdletObject = Readonly<Record<string, PropertyValue>>;

export type Tenant = {
  readonly tenantId: string | null;
  readonly nouns: Readonly<Partial<Record<Noun, readonly CmdletObject[]>>>;
};

/** The nouns of what mail can be addressed to. */
export const recipientNouns = [
  'Mailbox',
  'MailUser',
  'MailContact',
  'DistributionGroup',
  'DynamicDistributionGroup',
  'UnifiedGroup',
] as const satisfies readonly Noun[];

export const emptyTenant: Tenant = { tenantId: null, nouns: {} };

/** All objects of a noun; none when the tenant does not list it. */
export function objectsOf(tenant: Tenant, noun: Noun): readonly CmdletObject[] {
  return tenant.nouns[noun] ?? [];
}

/** A text property, or null when it is absent, null or of another type. */
export function textOf(object: CmdletObject, property: string): string | null {
  const value = object[property];
  return typeof value === 'string' ? value : null;
}

/** A list property; a single text counts as a list of one. */
export function listOf(object: CmdletObject, property: string): readonly string[] {
  const value = object[property];
  if (Array.isArray(value)) return value as readonly string[];
  return typeof value === 'string' ? [value] : [];
}

/**
 * Whether an object answers to an identity: its Identity, Name, Alias, DisplayName, or one of its
 * addresses.
 */
export function answersTo(object: CmdletObject, identity: string): boolean {
  const wanted = identity.toLowerCase();
  const names = ['Identity', 'Name', 'Alias', 'DisplayName', 'PrimarySmtpAddress', 'DomainName'];
  if (names.some((name) => textOf(object, name)?.toLowerCase() === wanted)) return true;
  return listOf(object, 'EmailAddresses').some((address) => address.toLowerCase() === wanted);
}

/** The address that a recipient object is known by. */
export function primaryAddress(object: CmdletObject): string {
  const primary = textOf(object, 'PrimarySmtpAddress') ?? textOf(object, 'ExternalEmailAddress');
  return normaliseAddress(primary ?? listOf(object, 'EmailAddresses')[0] ?? '');
}
