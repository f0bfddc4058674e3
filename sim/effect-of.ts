/**
 * How far a factor takes the metrics of a policy, from rows at each of its positions: sweeps and
 * studies tell it alike.
 *
 * Never: compare messages that only one of two positions has.
 */
import { at } from '../model/assert.ts';
import type { Factor } from '../scenarios/factors.ts';
import type { Metric, Study } from '../scenarios/study.ts';
import type {
  DifferenceResult,
  FactorEffect,
  FactorResult,
  LevelResult,
  MetricResult,
  Metrics,
} from './effects.ts';
import { ofTwo } from './estimate/estimate.ts';
import { COLUMNS } from './fates.ts';
import { estimateMetric, estimateMetricDifference, type MetricContext } from './metrics.ts';
import { firstRows, type RowStore } from './rows.ts';
import { unitName } from './study-result.ts';

/** A policy at a position: its rows, and what bounds its metrics. */
export type Position = { readonly rows: RowStore; readonly context: MetricContext };

/** A metric over the first messages; null: nobody to measure. */
export function metricAt(
  { context, rows }: Position,
  metric: Metric,
  count = Number.POSITIVE_INFINITY,
): MetricResult | null {
  const first = firstRows(rows, count);
  if (first.size() === 0) return null;
  const found = estimateMetric(first, metric, context);
  return found === null ? null : { ...found, unit: unitName(metric) };
}

/**
 * A position minus another over the messages that both have.
 *
 * @param mayLeave  whether how many those are was decided by what the first ones showed
 */
function differenceAt(
  one: Position,
  other: Position,
  metric: Metric,
  mayLeave: boolean,
): DifferenceResult | null {
  const count = Math.min(one.rows.size(), other.rows.size());
  if (count === 0) return null;
  const [a, b] = [firstRows(one.rows, count), firstRows(other.rows, count)];
  const { confidence } = one.context;
  const each = mayLeave ? ofTwo(confidence) : confidence;
  const inContext = ({ context }: Position) => ({ ...context, confidence: each });
  const found = estimateMetricDifference(a, b, metric, [inContext(one), inContext(other)]);
  if (found === null) return null;
  const method = mayLeave ? `${found.method} (Bonferroni: left early or not)` : found.method;
  return { ...found, confidence, method, unit: unitName(metric) };
}

/** Of the messages that both have, how many have another row. */
export function changedBetween(rows: RowStore, base: RowStore): number {
  const columns = Array.from({ length: COLUMNS }, (_, index) => {
    return [rows.column(index), base.column(index)] as const;
  });
  const count = Math.min(rows.size(), base.size());
  let changed = 0;
  for (let place = 0; place < count; place++) {
    if (columns.some(([one, other]) => one[place] !== other[place])) changed++;
  }
  return changed;
}

/** Metrics that are told: the one that is ranked, then the others of the study. */
export function metricsWith(ranked: Metric, { metrics }: Study): readonly Metric[] {
  return [ranked, ...metrics.filter(({ name }) => name !== ranked.name)];
}

/**
 * @param metrics   the first is the one that factors are ranked by
 * @param mayLeave  whether a level that changed nothing in its first messages was left
 */
export function effectOf(
  { name: factor }: Factor,
  base: Position,
  tried: readonly { readonly label: string; readonly position: Position }[],
  metrics: readonly Metric[],
  mayLeave: boolean,
): FactorEffect {
  const ranked = at(metrics, 0);
  const by = <T>(value: (metric: Metric) => T | null): Metrics<T> =>
    Object.fromEntries(metrics.map((metric) => [metric.name, value(metric)]));
  const levels = tried.map(({ label, position }): LevelResult => {
    return {
      level: label,
      n: position.rows.size(),
      isSame: changedBetween(position.rows, base.rows) === 0,
      values: by((metric) => metricAt(position, metric)),
      differences: by((metric) => differenceAt(position, base, metric, mayLeave)),
    };
  });
  const places = [
    { position: base, moved: 0 },
    ...tried.map(({ position }, index) => {
      return { position, moved: at(levels, index).differences[ranked.name]?.value ?? 0 };
    }),
  ].sort((a, b) => a.moved - b.moved);
  const [lowest, highest] = [at(places, 0), at(places, places.length - 1)];
  const isMoved = lowest !== highest;
  const between = isMoved
    ? differenceAt(highest.position, lowest.position, ranked, mayLeave)
    : null;
  return { factor, swing: Math.abs(between?.value ?? 0), between, levels };
}

/** Orders effects: the strongest first, then by name. */
export const strongestFirst = (a: FactorEffect, b: FactorEffect): number =>
  b.swing - a.swing || (a.factor < b.factor ? -1 : 1);

/** A factor as reports name it. */
export function factorResult({ base, name, set, source, standing }: Factor): FactorResult {
  return { name, set: set.join('.'), base, standing, source };
}
