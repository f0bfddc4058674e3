/**
 * The order of instants that draws are added up to, as what draws can turn round of it.
 *
 * Why differences: of two neighbours that differ by what only grows, such as two attempts of one
 * request, the earlier is the earlier whatever is drawn. Most neighbours are such; only the others
 * are compared for every copy of a study.
 *
 * Never: be asked about draws below 0.
 */
import { at } from '../../model/assert.ts';
import { type Sum, valueAt } from './path.ts';

/** Of two neighbours: the later less the earlier, and whether that is above 0, or 0. */
export type Difference = { readonly sum: Sum; readonly isLater: boolean };

/**
 * The order of instants: the differences that other draws can turn round.
 *
 * @param sums   in any order, repetitions allowed
 * @param draws  at least one; ms, 0 or more
 */
export function orderOf(sums: readonly Sum[], draws: readonly number[]): Difference[] {
  const sorted = sums
    .map((sum) => ({ sum, value: valueAt(sum, draws) }))
    .sort((a, b) => a.value - b.value);
  return sorted.slice(1).flatMap(({ sum, value }, index) => {
    const before = at(sorted, index);
    const isLater = value > before.value;
    const difference = minus(sum, before.sum);
    return isAlways(difference, isLater) ? [] : [{ sum: difference, isLater }];
  });
}

/** One sum less another, without what is in both. */
function minus(one: Sum, other: Sum): Sum {
  const left = [...other.plus, ...one.minus];
  const plus = [...one.plus, ...other.minus].filter((draw) => {
    const found = left.indexOf(draw);
    if (found >= 0) left.splice(found, 1);
    return found < 0;
  });
  return { constant: one.constant - other.constant, plus, minus: left };
}

/** Whether no draws make it otherwise. */
function isAlways({ constant, plus, minus: less }: Sum, isLater: boolean): boolean {
  if (less.length > 0) return false;
  return isLater ? constant > 0 : constant === 0 && plus.length === 0;
}
