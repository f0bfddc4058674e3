/**
 * What distribution groups keep from whoever sends to them.
 */
import type { Read } from './effective.ts';
import { objectsOf, type Tenant, textOf } from './tenant.ts';

/** Groups with ReportToOriginatorEnabled false. [RC-120] */
export function silencesReportsArray(
  tenant: Tenant,
  count: number,
  indexOf: (name: string) => number,
  read: Read,
): Uint8Array {
  const silent = new Uint8Array(count);
  for (const noun of ['DistributionGroup', 'DynamicDistributionGroup'] as const) {
    for (const group of objectsOf(tenant, noun)) {
      const reports = read(noun, group, 'ReportToOriginatorEnabled');
      silent[indexOf(textOf(group, 'PrimarySmtpAddress') ?? '')] = reports === false ? 1 : 0;
    }
  }
  return silent;
}
