/**
 * How many replications where nobody looks: fixed beforehand, or planned once from a pilot. Runs
 * that are looked at, and end because of it, are in `looks.ts`.
 *
 * Why not run until the interval is narrow: an interval of a fixed n that is looked at again and
 * again until it pleases covers less often than it says. So a pilot of the smallest number allowed
 * estimates the spread, the number is decided from that alone, and nothing is read in between.
 *
 * Never: read an estimate after the plan is made and before it is done.
 *
 * Source: Stein, "A two-sample test for a linear hypothesis whose power is independent of the
 * variance", Annals of Mathematical Statistics 16 (1945).
 */
import type { Precision } from '../scenarios/study.ts';
import type { Estimate } from './estimate/estimate.ts';

/**
 * How a run ended. `precise`: the interval is as narrow as asked; `answered`: every requirement is;
 * `fixed`: the number was given; `budget`: the largest number did not suffice.
 */
export type Stopped = 'precise' | 'answered' | 'budget' | 'fixed' | 'interrupted';

/** What the pilot's estimate of the spread is multiplied by: it is itself uncertain. */
const SAFETY = 1.15;

/** The distance from the value to the farther limit. */
export function halfWidthOf({ value, low, high }: Estimate): number {
  return Math.max(value - low, high - value);
}

/**
 * Replications that give every policy the half-width asked for.
 *
 * @param pilot  the metric's estimate under each policy from the pilot, in the unit of `halfWidth`
 * @returns      a whole number within `precision.replications`
 */
export function planReplications(pilot: readonly Estimate[], precision: Precision): number {
  const { min, max } = precision.replications;
  let wanted = min;
  for (const estimate of pilot) {
    const ratio = halfWidthOf(estimate) / precision.halfWidth;
    // Student's half-width shrinks with the root of n, the bound for rare differences with n.
    const isRare = estimate.method.includes('exact binomial bound');
    const needed = min * SAFETY * (isRare ? ratio : ratio * ratio);
    if (ratio > 1 && needed > wanted) wanted = needed;
  }
  return Math.min(max, Math.ceil(wanted));
}
