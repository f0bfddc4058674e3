/**
 * The keys of a scenario's top level, and the profiles that are modelled.
 *
 * Why apart from `top.ts`: the parser needs these words only, and not the schemas of editors.
 */
import { type ProfileName, profileNames } from '../../model/profile.ts';

/** All profiles of the contract are modelled. */
export const profilesModelled: readonly ProfileName[] = profileNames;

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
