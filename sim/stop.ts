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
 * for many times its own number, a larger one is asked before they are all run.
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

/** A pilot is a quarter of what is planned from it, or more. */
const PILOT_GROWTH = 4;

/** What is planned, and how far to run before it is planned again; as far: it is not. */
export type Stage = { readonly planned: number; readonly until: number };

/**
 * What is to be run after a pilot.
 *
 * @param done  messages of the pilot
 * @returns     both at least `done`; `planned` is `done`: nothing more
 */
export function nextStage(pilot: readonly Estimate[], precision: Precision, done: number): Stage {
  const planned = Math.max(done, planReplications(pilot, precision, done));
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
    const ratio = halfWidthOf(estimate) / precision.halfWidth;
    // Student's half-width shrinks with the root of n, the bound for rare differences with n.
    const isRare = estimate.method.includes('exact binomial bound');
    const needed = done * SAFETY * (isRare ? ratio : ratio * ratio);
    if (ratio > 1 && needed > wanted) wanted = needed;
  }
  return Math.min(max, Math.ceil(wanted));
}
