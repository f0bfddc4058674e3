/**
 * Shares from a fixed number of groups of messages: why something was not recalled, per client, per
 * kind of recipient.
 *
 * Why groups: there are dozens of such shares, and a row a message for each would not stay in
 * memory. Message i belongs to group i mod `GROUPS`; groups are whole messages, so they are as
 * independent of one another as messages are, and their spread is what the interval is made of.
 *
 * Never: give an interval with two ends to what a handful of recipients showed.
 *
 * Source: Wolter, "Introduction to Variance Estimation", 2nd ed. (2007), chapter 2 (random groups);
 * Cochran as in `ratio.ts`.
 */
import { exp, ln1p } from '../arithmetic.ts';
import { type Estimate, SHARE } from './estimate.ts';
import { RARE_MAX } from './mean.ts';
import { shareAtMost } from './proportion.ts';
import { estimateRatio } from './ratio.ts';

/** Enough for a t law close to the normal one; few enough to be cheap. */
export const GROUPS = 64;

/** Counts by group. */
export type ByGroup = ArrayLike<number>;

export type GroupedPlan = {
  /** Messages in all. */
  readonly messages: number;
  /** The most recipients that a message had. */
  readonly sizeMax: number;
  readonly confidence: number;
};

/** A share, or, where too few showed it, only what it is at most (or at least). */
export type GroupedEstimate = Estimate & { readonly tooRare: 'at most' | 'at least' | null };

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/**
 * The largest share of messages that is still believable when so many groups have one that shows
 * something: a group of m messages has one with a chance of 1 - (1 - share)^m.
 */
function messagesAtMost(seen: number, groups: number, messages: number, confidence: number) {
  const ofGroups = shareAtMost(seen, groups, confidence);
  return 1 - exp(ln1p(-ofGroups) / Math.floor(messages / groups));
}

/**
 * Estimates the share of recipients who show something.
 *
 * With fewer than ten groups in which anybody does (or in which anybody does not), only a limit on
 * one side is given.
 *
 * @param shown  by group, how many recipients do
 * @param of     by group, how many recipients there are; at least one in all
 */
export function estimateGrouped(
  shown: ByGroup,
  of: ByGroup,
  { messages, sizeMax, confidence }: GroupedPlan,
): GroupedEstimate {
  const groups = Array.from({ length: of.length }, (_, group) => group);
  const used = groups.filter((group) => (of[group] ?? 0) > 0);
  const numerators = used.map((group) => shown[group] ?? 0);
  const denominators = used.map((group) => of[group] ?? 0);
  const all = sumOf(denominators);
  const value = sumOf(numerators) / all;
  const some = numerators.filter((count) => count > 0).length;
  const others = numerators.filter((count, index) => count < (denominators[index] ?? 0)).length;
  const few = Math.min(some, others);
  if (few < RARE_MAX && few < used.length) {
    const share = messagesAtMost(few, used.length, messages, confidence);
    // Each of those messages may be a largest one, and wholly of that kind.
    const weight = share * sizeMax;
    const most = weight / (weight + ((1 - share) * all) / messages);
    const isSome = some <= others;
    return {
      value,
      low: isSome ? 0 : Math.min(value, 1 - most),
      high: isSome ? Math.max(value, most) : 1,
      confidence,
      method: `exact bound on one side, seen in ${few} of ${used.length} groups of messages`,
      n: messages,
      tooRare: isSome ? 'at most' : 'at least',
    };
  }
  const estimate = estimateRatio(numerators, denominators, { support: SHARE }, confidence);
  const method = estimate.method.replace('over messages', `over ${used.length} groups of messages`);
  return { ...estimate, method, n: messages, tooRare: null };
}
