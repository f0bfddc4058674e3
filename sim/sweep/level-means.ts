/**
 * What the cells that have a level in common come to on average, and how surely.
 *
 * Why by message: all cells meet the same messages, so a message that is late under one is late
 * under all; what it adds to each cell's rate is averaged first, and the spread is between
 * messages.
 *
 * Never: say how far the levels of other factors move a mean; that is between cells.
 */
import { at } from '../../model/assert.ts';
import type { Factor, Level } from '../../scenarios/factors.ts';
import type { Sweep } from '../../scenarios/parse-sweep.ts';
import { parseDuration } from '../../scenarios/time.ts';
import { clampTo, type Support } from '../estimate/estimate.ts';
import { estimateMean } from '../estimate/mean.ts';
import { estimateRatio } from '../estimate/ratio.ts';
import { type MessageRows, messageRows } from '../metrics.ts';
import { unitName } from '../study-result.ts';
import { type Cell, positionOf } from './cells.ts';
import type { LevelMean, MainEffect } from './sweep-result.ts';

/** Sums over the cells of a level; supports too, because a mean lies within their mean. */
type Sums = { cells: number; rows: Float64Array; bounds: Sum; support: Sum; isEven: boolean };
type Sum = { low: number; high: number };

export type LevelMeans = {
  /** Takes a cell, by its place among the combinations. */
  readonly add: (cell: Cell, place: number) => void;
  readonly under: (policy: number) => MainEffect[];
};

/** @param combinations  the levels of each cell, in the order of the factors */
export function newLevelMeans(
  { design, factors, metric, study }: Sweep,
  combinations: readonly (readonly Level[])[],
): LevelMeans {
  const lots = factors.map((factor, index) => lotsOf(design, factor, index, combinations));
  // [policy][factor]
  const sums = study.policies.map(() => factors.map(() => new Map<string, Sums>()));
  const { confidence } = study.precision;
  return {
    add: (cell, place) => {
      sums.forEach((byFactor, policy) => {
        const { context, rows } = positionOf(cell, policy);
        const found = messageRows(rows, metric, context);
        if (found === null) return;
        byFactor.forEach((byLot, index) => addTo(byLot, at(at(lots, index), place), found));
      });
    },
    under: (policy) =>
      factors.map(({ name }, index) => {
        const found = at(at(sums, policy), index);
        // In the order of the combinations, or of the thirds of a range.
        const order = [...new Set(at(lots, index))].sort(
          (a, b) => thirds.indexOf(a) - thirds.indexOf(b),
        );
        const levels = order.flatMap((level) => {
          const sum = found.get(level);
          return sum === undefined
            ? []
            : [{ level, unit: unitName(metric), ...meanOf(sum, confidence) }];
        });
        return { factor: name, levels };
      }),
  };
}

const thirds: readonly string[] = ['lowest third', 'middle third', 'highest third'];

/** [cell] what it is counted under: its level, or the third of the range in which that lies. */
function lotsOf(
  design: Sweep['design'],
  { range }: Factor,
  index: number,
  combinations: readonly (readonly Level[])[],
): string[] {
  const labels = combinations.map((levels) => at(levels, index).label);
  if (design !== 'latin-hypercube' || range === null) return labels;
  const order = labels
    .map((label, place) => ({ place, number: numberIn(label) }))
    .sort((a, b) => a.number - b.number || a.place - b.place);
  const lots: string[] = [];
  order.forEach(({ place }, rank) => {
    lots[place] = at(thirds, Math.floor((3 * rank) / order.length));
  });
  return lots;
}

/** The number that a label of a range shows: `0.2`, `×1.7`, `10s`. */
const numberIn = (label: string): number => parseDuration(label) ?? Number(label.replace('×', ''));

function addTo(byLot: Map<string, Sums>, lot: string, found: MessageRows): void {
  const { bounds, isEven, rows, support } = found;
  const sum = byLot.get(lot);
  if (sum === undefined) {
    const ends = { bounds: { ...bounds }, support: { ...support } };
    byLot.set(lot, { cells: 1, rows: rows.slice(), ...ends, isEven });
    return;
  }
  sum.cells++;
  sum.isEven &&= isEven;
  rows.forEach((row, index) => {
    sum.rows[index]! += row;
  });
  for (const end of ['low', 'high'] as const) {
    sum.bounds[end] += bounds[end];
    sum.support[end] += support[end];
  }
}

function meanOf(
  { bounds, cells, isEven, rows, support }: Sums,
  confidence: number,
): Omit<LevelMean, 'level' | 'unit'> {
  const mean = ({ high, low }: Sum): Support => ({ low: low / cells, high: high / cells });
  const within = mean(support);
  const means = rows.map((row) => clampTo(within, row / cells));
  // Rows of unequal messages vary more than so many rows tell: a ratio takes fewer degrees.
  const ones = means.map(() => 1);
  const found = isEven
    ? estimateMean(means, within, confidence)
    : estimateRatio(means, ones, { support: within, sizeMax: 1 }, confidence);
  const [low, high] = [clampTo(mean(bounds), found.low), clampTo(mean(bounds), found.high)];
  return { cells, mean: found.value, low, high, confidence, n: found.n, method: found.method };
}
