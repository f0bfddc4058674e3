/**
 * How long mail is on its way: one delay, or one for each pair of regions.
 *
 * Never: a region that holds nobody; a misspelt one would leave its delay unused.
 */
import * as z from 'zod';
import type { Path } from '../../model/fault.ts';
import { OUTSIDE } from '../../model/org/regions.ts';
import { objectsOf, type Tenant, textOf } from '../../model/org/tenant.ts';
import type { Study } from '../study.ts';
import { distribution } from './distributions.ts';
import { type Findings, nearestOf } from './findings.ts';
import { duration, form } from './words.ts';

/** A delay for each pair of regions that differs from the default. */
function byRegion<D extends z.ZodType>(delay: D) {
  return form({
    default: delay.optional().describe('Where no pair says otherwise; 10s'),
    regions: z
      .record(z.string(), z.record(z.string(), delay))
      .describe(`From a region to another, both as in MailboxRegion; ${OUTSIDE}: everybody else`),
  }).describe('The transport delay by the regions of two mailboxes');
}

export const regionalDelivery = byRegion(duration);
export const regionalDistribution = byRegion(distribution);

/** The regions that a tenant holds mailboxes in, as written. */
export function regionsIn(tenant: Tenant): string[] {
  return objectsOf(tenant, 'Mailbox').flatMap((mailbox) => textOf(mailbox, 'MailboxRegion') || []);
}

/** Faults every region of a table that holds nobody. */
export function checkRegions(
  table: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  held: readonly string[],
  path: Path,
  into: Findings,
): void {
  const known = [...new Set([...held, OUTSIDE])];
  const isKnown = (name: string): boolean =>
    known.some((one) => one.toLowerCase() === name.toLowerCase());
  const check = (name: string, at: Path): void => {
    if (isKnown(name)) return;
    into.faults.push({
      code: 'unknown-reference',
      message: `no mailbox is held in the region "${name}"`,
      path: at,
      onKey: true,
      expected: `one of ${known.join(' ')}`,
      ...nearestOf(name, known),
    });
  };
  for (const [from, row] of Object.entries(table)) {
    check(from, [...path, from]);
    for (const to of Object.keys(row)) check(to, [...path, from, to]);
  }
}

/** The same of a study, whose population may say more of where mailboxes are held. */
export function checkStudyRegions(
  { population: { regions = {} }, workload }: Pick<Study, 'population' | 'workload'>,
  tenant: Tenant,
  into: Findings,
): void {
  const names = Object.keys(regions);
  const held = [...names, ...regionsIn(tenant)];
  checkRegions(workload.transit ?? {}, held, ['workload', 'delivery', 'regions'], into);
}
