/**
 * How many replications where nobody looks: fixed beforehand, or planned from pilots. Runs that are
 * looked at, and end because of it, are in `looks.ts`.
 *
 * Why not run until the interval is narrow: an interval of a fixed n that is looked at again and
 * again until it pleases covers less often than it says. So a pilot of the smallest number allowed
 * estimates the spread, the number is decided from that alone, and no value is read in between.
 *
 * Why more than one pilot: what is known of draws (`estimate/freed.ts`) takes the more away the
 * more messages tell what it is worth, so a small pilot asks for more than it takes. Where it asks
 * for many times its own number, a larger one is asked before they are all run. And a plan that
 * does not suffice is a pilot of the next: only what is allowed ends a run before it is precise.
 *
 * Never: read a value before the plan is done; plan from more than the spread.
 *
 * Source: Stein, "A two-sample test for a linear hypothesis whose power is independent of the
 * variance", Annals of Mathematical Statistics 16 (1945); Hall, "Asymptotic theory of triple
 * sampling for sequential estimation of a mean", Annals of Statistics 9 (1981).
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
 * How many times as many messages would give a half-width: Student's shrinks with the root of n,
 * the bound for what too few messages showed with n.
 */
export function growthFor(estimate: Estimate, wanted: number): number {
  const ratio = halfWidthOf(estimate) / wanted;
  return estimate.method.includes('exact binomial bound') ? ratio : ratio * ratio;
}

/** A pilot is a quarter of what is planned from it, or more. */
const PILOT_GROWTH = 4;

/** A stage that does not suffice is followed by one of so many times its number, or more. */
const STAGE_GROWTH = 1.1;

/** What is planned, and how far to run before it is planned again; as far: it is not. */
export type Stage = { readonly planned: number; readonly until: number };

/** Whether every policy is known as well as asked; not where there is nobody to measure. */
export function isReached(estimates: readonly Estimate[], { halfWidth }: Precision): boolean {
  return estimates.length > 0 && estimates.every((one) => halfWidthOf(one) <= halfWidth);
}

/**
 * What is to be run after a pilot, which is what came before.
 *
 * @param done  messages of the pilot
 * @returns     both at least `done`; `until` is `done`: nothing more, because all is known as well
 *              as asked, because no more is allowed, or because there is nobody to measure
 */
export function nextStage(pilot: readonly Estimate[], precision: Precision, done: number): Stage {
  const { max } = precision.replications;
  if (pilot.length === 0 || isReached(pilot, precision)) return { planned: done, until: done };
  const wanted = Math.max(STAGE_GROWTH * done, planReplications(pilot, precision, done));
  const planned = Math.max(done, Math.min(max, Math.ceil(wanted)));
  return { planned, until: Math.min(planned, PILOT_GROWTH * done) };
}

/**
 * Replications that give every policy the half-width asked for.
 *
 * @param pilot  the metric's estimate under each policy from the pilot, in the unit of `halfWidth`
 * @param done   messages of the pilot
 * @returns      a whole number within `precision.replications`
 */
export function planReplications(
  pilot: readonly Estimate[],
  precision: Precision,
  done: number,
): number {
  const { min, max } = precision.replications;
  let wanted = min;
  for (const estimate of pilot) {
    const growth = growthFor(estimate, precision.halfWidth);
    const needed = done * SAFETY * growth;
    if (growth > 1 && needed > wanted) wanted = needed;
  }
  return Math.min(max, Math.ceil(wanted));
}
