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

/** Differences of neighbours; each has `width` places for draws added, and as many subtracted. */
export type Order = {
  readonly width: number;
  readonly constant: Float64Array;
  /** Indices of draws; where there are fewer, of the 0 behind the last draw. */
  readonly plus: Uint8Array;
  readonly minus: Uint8Array;
  /** 1: the difference is above 0; 0: it is 0. */
  readonly later: Uint8Array;
};

type Difference = { readonly sum: Sum; readonly isLater: boolean };

/**
 * The order of instants.
 *
 * @param sums   in any order, repetitions allowed
 * @param draws  at least one; ms, 0 or more
 */
export function orderOf(sums: readonly Sum[], draws: readonly number[]): Order {
  const different = new Map(sums.map((sum) => [JSON.stringify(sum), sum]));
  const sorted = [...different.values()]
    .map((sum) => ({ sum, value: valueAt(sum, draws) }))
    .sort((a, b) => a.value - b.value);
  const open = sorted.slice(1).flatMap(({ sum, value }, index): Difference[] => {
    const before = at(sorted, index);
    const isLater = value > before.value;
    const difference = minus(sum, before.sum);
    return isAlways(difference, isLater) ? [] : [{ sum: difference, isLater }];
  });
  const width = Math.max(0, ...open.flatMap(({ sum }) => [sum.plus.length, sum.minus.length]));
  const places = (of: 'plus' | 'minus') =>
    Uint8Array.from(
      open.flatMap(({ sum }) => [
        ...sum[of],
        ...new Array<number>(width - sum[of].length).fill(draws.length),
      ]),
    );
  return {
    width,
    constant: Float64Array.from(open, ({ sum }) => sum.constant),
    plus: places('plus'),
    minus: places('minus'),
    later: Uint8Array.from(open, ({ isLater }) => (isLater ? 1 : 0)),
  };
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

/**
 * Whether other draws leave the order as it is.
 *
 * @param draws  as many as the order was found with, and a 0 behind them
 */
export function isSameOrder(
  { width, constant, plus, minus: less, later }: Order,
  draws: readonly number[],
): boolean {
  for (let index = 0, place = 0; index < constant.length; index++) {
    let difference = constant[index]!;
    for (const end = place + width; place < end; place++) {
      difference += draws[plus[place]!]! - draws[less[place]!]!;
    }
    if (later[index] === 1 ? difference <= 0 : difference !== 0) return false;
  }
  return true;
}
