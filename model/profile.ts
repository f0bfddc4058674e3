/**
 * Profiles: dated behaviour of Exchange. What a profile brought is a boundary, never an if on its
 * name elsewhere.
 *
 * Source: R-012 and the facts it is derived from; each boundary is cited by the gate and verdict
 * rows that use it.
 */

/** In order of time; the latest is the default. */
export const profileNames = [
  'exchange-2007',
  'classic',
  'cloud-2023-02',
  'cloud-2024-01',
  'cloud-2024-08',
  'cloud-2024-10',
  'cloud-2025-05',
  'cloud-2026-08',
] as const;
export type ProfileName = (typeof profileNames)[number];

export const latestProfile: ProfileName = 'cloud-2026-08';

/** What exists since when. */
const since = {
  receiptSwitchesExist: 'classic',
  cloudAgentExists: 'cloud-2023-02',
  webStarts: 'cloud-2024-01',
  ageLimited: 'cloud-2024-08',
  alertsExist: 'cloud-2024-08',
  roundTripSupported: 'cloud-2024-08',
  encryptedRecallable: 'cloud-2024-10',
  mobileStarts: 'cloud-2025-05',
  crossTenant: 'cloud-2026-08',
} as const satisfies Record<string, ProfileName>;

export type Capability = keyof typeof since;
export type Profile = { readonly name: ProfileName } & Readonly<Record<Capability, boolean>>;

/** The capabilities of a profile. */
export function profileOf(name: ProfileName): Profile {
  const rank = profileNames.indexOf(name);
  const capabilities = Object.fromEntries(
    Object.entries(since).map(([what, first]) => [what, rank >= profileNames.indexOf(first)]),
  );
  return { name, ...(capabilities as Record<Capability, boolean>) };
}
