/**
 * Labels as a tenant defines them: what they forbid and whether they encrypt.
 */
import { isOn } from './effective.ts';
import { objectsOf, type Tenant, textOf } from './tenant.ts';

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
        encrypts: isOn('Label', object, 'encrypts'),
        blocksForward: isOn('Label', object, 'blocksForward'),
        internalOnly: isOn('Label', object, 'internalOnly'),
      },
    ]),
  );
}
