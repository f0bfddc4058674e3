/**
 * How long mail is on its way between two mailboxes of a study.
 *
 * Why a pair of regions has a draw of its own: one more region, or one more pair, moves no other
 * delay of the same message.
 *
 * Never: look at a policy; where a mailbox is held is the first policy's tenant's to say.
 */
import { at } from '../model/assert.ts';
import { OUTSIDE } from '../model/org/regions.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import type { Study } from '../scenarios/study.ts';
import type { CompiledStudy } from './arms.ts';
import { type Draws, numberOf } from './streams.ts';
import { sample } from './variates.ts';

/** The delays between regions of one message; undefined: all mail takes as long. */
export function drawTransit(study: Study, draws: Draws): Scenario['transit'] {
  const { transit } = study.workload;
  if (transit === undefined) return undefined;
  const rows = Object.entries(transit).map(([from, row]) => {
    const cells = Object.entries(row).map(([to, delay]) => {
      const pair = numberOf(`${from.toLowerCase()} ${to.toLowerCase()}`);
      return [to, sample(delay, draws.uniform('transport.delay', pair, 1))];
    });
    return [from, Object.fromEntries(cells)];
  });
  return Object.fromEntries(rows);
}

/** Where an address is held; null: nothing says so. */
export function regionOf({ arms, indexOf }: CompiledStudy, address: string): string | null {
  const { base } = at(arms, 0);
  const { inside, regions } = at(base.epochs, 0).org;
  const recipient = indexOf(address);
  return regions.get(recipient) ?? (at(inside, recipient) === 1 ? null : OUTSIDE);
}

/** How long mail is on its way from one address to another, ms. */
export function legOf(
  compiled: CompiledStudy,
  deliveryMs: number,
  transit: Scenario['transit'],
): (from: string, to: string) => number {
  if (transit === undefined) return () => deliveryMs;
  const table = new Map<string, number>();
  for (const [from, row] of Object.entries(transit)) {
    for (const [to, ms] of Object.entries(row)) table.set(`${from} ${to}`.toLowerCase(), ms);
  }
  return (from, to) =>
    table.get(`${regionOf(compiled, from)} ${regionOf(compiled, to)}`) ?? deliveryMs;
}
