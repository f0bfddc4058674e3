/**
 * Labels as a tenant defines them: what they forbid and whether they encrypt.
 *
 * Not a noun of the Exchange cmdlets: sensitivity labels live elsewhere, and three properties are
 * what the life of a message depends on.
 */
import { flag, text } from './property.ts';
import { objectsOf, type Tenant, textOf } from './tenant.ts';

export const label = {
  identity: ['Name', 'Identity'],
  properties: {
    Identity: text('what the label is called by'),
    Name: text('its name'),
    encrypts: flag(false, 'messages with it are encrypted'),
    blocksForward: flag(false, 'messages with it cannot be forwarded'),
    internalOnly: flag(false, 'nobody outside can open messages with it'),
  },
} as const;

export type Label = {
  readonly encrypts: boolean;
  readonly blocksForward: boolean;
  readonly internalOnly: boolean;
};

/** The labels of a tenant by name, lower case. */
export function labelsOf(tenant: Tenant): ReadonlyMap<string, Label> {
  return new Map(
    objectsOf(tenant, 'Label').map((object) => [
      (textOf(object, 'Name') ?? textOf(object, 'Identity') ?? '').toLowerCase(),
      {
        encrypts: object['encrypts'] === true,
        blocksForward: object['blocksForward'] === true,
        internalOnly: object['internalOnly'] === true,
      },
    ]),
  );
}
