/**
 * The keys of a scenario's top level, and the profiles that are modelled.
 *
 * Why apart from `top.ts`: the parser needs these words only, and not the schemas of editors.
 */
import { type ProfileName, profileNames } from '../../model/profile.ts';

/** Profiles of the contract whose mechanism is not modelled yet. */
const profilesNotModelled: readonly ProfileName[] = ['exchange-2007'];

export const profilesModelled: readonly ProfileName[] = profileNames.filter(
  (name) => !profilesNotModelled.includes(name),
);

/** All keys of a scenario; `top.ts` gives each its form. */
export const topKeys: readonly string[] = [
  'version',
  'name',
  'profile',
  'start',
  'assume',
  'delivery',
  'until',
  'tenant',
  'tenants',
  'services',
  'people',
  'faults',
  'timeline',
  'expect',
  'rules',
];
