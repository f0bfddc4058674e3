/**
 * Kaplan-Meier: the share to whom something has not happened yet, where it can be seen for a while
 * only.
 *
 * Why: whoever's copy was recalled unread would have read it later, nobody knows when. Leaving them
 * out, or calling them readers who never read, is wrong in either direction.
 *
 * How the interval is made: copies of one message are not independent, so the spread is that
 * between groups of whole messages: each group is left out once (a jackknife), on the scale
 * ln(-ln S), where limits cannot leave 0 to 1.
 *
 * Assumes that what ends the watching says nothing about when it would have happened: a recall
 * comes when its sender notices, whatever the recipient is about to do.
 *
 * Never: count time finer than its bins; say more than the last bin in which somebody was watched.
 *
 * Source: Kaplan and Meier, Journal of the American Statistical Association 53 (1958); Kalbfleisch
 * and Prentice, "The Statistical Analysis of Failure Time Data", 2nd ed. (2002), 1.4 (ln(-ln S));
 * Efron and Tibshirani, "An Introduction to the Bootstrap" (1993), 11 (delete-a-group jackknife).
 */
import { exp, ln } from '../arithmetic.ts';
import { RARE_MAX } from './mean.ts';
import { shareAtMost } from './proportion.ts';
import { tQuantile } from './special.ts';

/** What was seen, by group and bin; whole numbers, so that parts can be added in any order. */
export type Watch = {
  readonly bins: number;
  /** [group * bins + bin] it happened in the bin, or watching ended there before it did */
  readonly happened: Float64Array;
  readonly ended: Float64Array;
};

/** @param groups  as many as messages are dealt to, see `grouped.ts` */
export function newWatch(groups: number, bins: number): Watch {
  const size = groups * bins;
  return { bins, happened: new Float64Array(size), ended: new Float64Array(size) };
}

/** The share left at the end of a bin. */
export type SurvivalPoint = {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Watched at the start of the bin. */
  readonly atRisk: number;
};

/** -ln S at the end of each bin, from the counts of all groups; Infinity once nobody is left. */
function hazards(happened: Float64Array, ended: Float64Array): Float64Array {
  let atRisk = 0;
  for (let bin = 0; bin < happened.length; bin++) {
    atRisk += (happened[bin] ?? 0) + (ended[bin] ?? 0);
  }
  let hazard = 0;
  return happened.map((events, bin) => {
    // Whoever stops being watched in a bin was there when things happened in it.
    if (events > 0) hazard -= events < atRisk ? ln(1 - events / atRisk) : -Infinity;
    atRisk -= events + (ended[bin] ?? 0);
    return hazard;
  });
}

function addInto(sum: Float64Array, counts: Float64Array, group: number, sign: 1 | -1): void {
  const first = group * sum.length;
  for (let bin = 0; bin < sum.length; bin++) {
    sum[bin] = (sum[bin] ?? 0) + sign * (counts[first + bin] ?? 0);
  }
}

/** [bin] groups in which it has happened to anybody by its end */
function groupsTouched({ bins, happened }: Watch): Float64Array {
  const first = new Float64Array(bins);
  for (let start = 0; start < happened.length; start += bins) {
    const bin = happened.subarray(start, start + bins).findIndex((count) => count > 0);
    if (bin >= 0) first[bin] = (first[bin] ?? 0) + 1;
  }
  let touched = 0;
  return first.map((groups) => {
    touched += groups;
    return touched;
  });
}

/** Variance of ln(-ln S) at each bin, over the groups in which anybody was watched. */
function jackknife(watch: Watch, happened: Float64Array, ended: Float64Array) {
  const { bins } = watch;
  const groups = watch.happened.length / bins;
  const sums = { one: new Float64Array(bins), two: new Float64Array(bins) };
  let used = 0;
  for (let group = 0; group < groups; group++) {
    const own = watch.happened.subarray(group * bins, (group + 1) * bins);
    const left = watch.ended.subarray(group * bins, (group + 1) * bins);
    if (!own.some((count) => count > 0) && !left.some((count) => count > 0)) continue;
    used++;
    addInto(happened, watch.happened, group, -1);
    addInto(ended, watch.ended, group, -1);
    hazards(happened, ended).forEach((hazard, bin) => {
      const scaled = ln(hazard);
      sums.one[bin] = (sums.one[bin] ?? 0) + scaled;
      sums.two[bin] = (sums.two[bin] ?? 0) + scaled * scaled;
    });
    addInto(happened, watch.happened, group, 1);
    addInto(ended, watch.ended, group, 1);
  }
  const variance = sums.two.map((two, bin) => {
    const mean = (sums.one[bin] ?? 0) / used;
    return ((used - 1) * Math.max(0, two - used * mean * mean)) / used;
  });
  return { used, variance };
}

/**
 * Estimates the curve, a point at the end of each bin.
 *
 * @returns  empty when nobody was watched; where it happened in fewer than ten groups so far, or
 *           nobody is left, an exact bound over groups on one side; with a single group 0 and 1
 */
export function estimateSurvival(watch: Watch, confidence: number): SurvivalPoint[] {
  const { bins } = watch;
  const happened = new Float64Array(bins);
  const ended = new Float64Array(bins);
  for (let group = 0; group < watch.happened.length / bins; group++) {
    addInto(happened, watch.happened, group, 1);
    addInto(ended, watch.ended, group, 1);
  }
  let atRisk = 0;
  for (let bin = 0; bin < bins; bin++) atRisk += (happened[bin] ?? 0) + (ended[bin] ?? 0);
  if (atRisk === 0) return [];
  const curve = hazards(happened, ended);
  const { used, variance } = jackknife(watch, happened, ended);
  // What none of the groups saw: an exact bound on the share of groups that would.
  const unseen = shareAtMost(0, used, confidence);
  const touched = groupsTouched(watch);
  const t = used > 1 ? tQuantile((1 + confidence) / 2, used - 1) : Infinity;
  return Array.from(curve, (hazard, bin): SurvivalPoint => {
    const here = atRisk;
    atRisk -= (happened[bin] ?? 0) + (ended[bin] ?? 0);
    const value = exp(-hazard);
    const reach = exp(t * Math.sqrt(variance[bin] ?? Number.NaN));
    const few = touched[bin] ?? 0;
    if (few < RARE_MAX && few < used) {
      const low = Math.min(value, 1 - shareAtMost(few, used, confidence));
      return { value, low, high: 1, atRisk: here };
    }
    if (hazard === Infinity) return { value, low: 0, high: unseen, atRisk: here };
    const [low, high] = reach < Infinity ? [exp(-hazard * reach), exp(-hazard / reach)] : [0, 1];
    return { value, low, high, atRisk: here };
  });
}

/** The first bin at whose end at most so much is left, with limits; null: not seen to happen. */
export type SurvivalQuantile = {
  readonly bin: number | null;
  readonly low: number | null;
  readonly high: number | null;
};

/**
 * When a share of all has been reached: where the curve and its limits cross what is left of it.
 *
 * Source: Brookmeyer and Crowley, "A confidence interval for the median survival time", Biometrics
 * 38 (1982).
 */
export function survivalQuantile(curve: readonly SurvivalPoint[], share: number): SurvivalQuantile {
  const left = 1 - share;
  const first = (of: (point: SurvivalPoint) => number): number | null => {
    // Limits may waver by rounding; the first crossing counts.
    const found = curve.findIndex((point) => point.atRisk > 0 && of(point) <= left);
    return found < 0 ? null : found;
  };
  return {
    bin: first(({ value }) => value),
    low: first(({ low }) => low),
    high: first(({ high }) => high),
  };
}
