/**
 * How long mail is on its way between two mailboxes, by the regions that hold them.
 *
 * Never: a queue; what waits is asked in `queueing.ts`.
 */
import { at } from '../assert.ts';
import { OUTSIDE } from '../org/regions.ts';
import { orgAt, type Run } from './run.ts';

/** The transport delay from one recipient to another, ms. */
export function transitMs(run: Run, from: number, to: number): number {
  const { deliveryMs, transit } = run.setting;
  if (transit.size === 0) return deliveryMs;
  return transit.get(regionOf(run, from))?.get(regionOf(run, to)) ?? deliveryMs;
}

/** Where somebody is held; empty: nothing says so. */
function regionOf(run: Run, recipient: number): string {
  const { inside, regions } = orgAt(run, recipient);
  return regions.get(recipient) ?? (at(inside, recipient) === 1 ? '' : OUTSIDE);
}
