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
  const order: Difference[] = [];
  for (let index = 1; index < sorted.length; index++) {
    const [before, { sum, value }] = [at(sorted, index - 1), at(sorted, index)];
    const isLater = value > before.value;
    const difference = minus(sum, before.sum);
    if (!isAlways(difference, isLater)) order.push({ sum: difference, isLater });
  }
  return order;
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
