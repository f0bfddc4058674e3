/**
 * Rows -> estimates of a study's metrics: which column over which, and in which unit.
 *
 * Never: mix rows of policies except in pairs; show a time in milliseconds.
 */
import { type Assumptions, RECALL_WINDOW_MS } from '../model/assumptions.ts';
import { type Answer, applies, type Metric, type Requirement } from '../scenarios/study.ts';
import { commonSize, estimateDifference, type Ratios } from './estimate/difference.ts';
import { type Estimate, SHARE, type Support } from './estimate/estimate.ts';
import { estimateMean } from './estimate/mean.ts';
import type { PairedEstimate } from './estimate/paired.ts';
import { estimateRatio } from './estimate/ratio.ts';
import type { RowStore } from './rows.ts';
import { columnOf, RECEIPTS_MOST, REPORT_MS, REPORTS } from './tally.ts';

const counts = {
  'recall.success': 'success',
  'recall.reported': 'reported',
  'recall.seen': 'seen',
  'recall.leftBehind': 'leftBehind',
  'recall.noticed': 'noticed',
  'receipt.count': 'receipts',
  'receipt.duplicate': 'duplicates',
} as const;

/** Totals and sizes of a metric, message by message; times in seconds. */
export function ratiosOf(rows: RowStore, { word, of }: Metric): Ratios {
  if (word === 'recall.timeToReport') {
    return { numerators: seconds(rows.column(REPORT_MS)), denominators: rows.column(REPORTS) };
  }
  if (word === 'recall.timeToDecision') {
    return {
      numerators: seconds(rows.column(columnOf('decisionMs', of))),
      denominators: rows.column(columnOf('decided', of)),
    };
  }
  return {
    numerators: rows.column(columnOf(counts[word], of)),
    denominators: rows.column(columnOf('recipients', of)),
  };
}

function seconds(column: Float64Array): Float64Array {
  return column.map((ms) => ms / 1000);
}

/** One from the server and one from the program. */
const RECEIPTS_AT_LEAST_POSSIBLE = 2;

/** What a message's value can be at all; shares, numbers or seconds. */
function supportOf(
  rows: RowStore,
  metric: Metric,
  { assume, deliveryMaxMs }: MetricContext,
): Support {
  if (metric.word === 'receipt.count') {
    // Whoever is reached on more ways may answer more often: as often as anybody did.
    const most = rows.column(RECEIPTS_MOST).reduce((a, b) => Math.max(a, b), 0);
    return { low: 0, high: Math.max(RECEIPTS_AT_LEAST_POSSIBLE, most) };
  }
  if (metric.word === 'recall.timeToReport') {
    // One mail, so long after the request: the switch says when, and nothing else moves it.
    return { low: assume.reportDelay / 1000, high: assume.reportDelay / 1000 };
  }
  if (metric.word === 'recall.timeToDecision') {
    return { low: 0, high: (RECALL_WINDOW_MS + deliveryMaxMs) / 1000 };
  }
  return SHARE;
}

/** What bounds a metric of one policy. */
export type MetricContext = {
  readonly assume: Assumptions;
  /** null: a recall */
  readonly answer: Answer | null;
  /** The longest transport delay that was drawn, ms. */
  readonly deliveryMaxMs: number;
  readonly confidence: number;
};

/** An estimate of a metric, or null when there is nobody to measure. */
export function estimateMetric(
  rows: RowStore,
  metric: Metric,
  context: MetricContext,
): Estimate | null {
  if (!applies(metric.word, context.answer)) return null;
  const { numerators, denominators } = ratiosOf(rows, metric);
  if (!denominators.some((size) => size > 0)) return null;
  const support = supportOf(rows, metric, context);
  const size = commonSize(denominators);
  if (metric.word === 'recall.timeToReport') {
    const given = estimateRatio(numerators, denominators, { support }, context.confidence);
    return { ...given, method: 'given by the switch reportDelay, not estimated' };
  }
  if (size === undefined) {
    return estimateRatio(numerators, denominators, { support }, context.confidence);
  }
  const shares = Float64Array.from(numerators, (total) => total / size);
  return estimateMean(shares, support, context.confidence);
}

/** The difference of a policy to the baseline, or null when either measures nobody. */
export function estimateMetricDifference(
  rows: RowStore,
  baseline: RowStore,
  metric: Metric,
  contexts: readonly [MetricContext, MetricContext],
): PairedEstimate | null {
  if (contexts.some(({ answer }) => !applies(metric.word, answer))) return null;
  const [one, other] = [ratiosOf(rows, metric), ratiosOf(baseline, metric)];
  if (!one.denominators.some((size) => size > 0)) return null;
  if (!other.denominators.some((size) => size > 0)) return null;
  const a = supportOf(rows, metric, contexts[0]);
  const b = supportOf(baseline, metric, contexts[1]);
  const support = { low: Math.min(a.low, b.low), high: Math.max(a.high, b.high) };
  return estimateDifference(one, other, support, contexts[0].confidence);
}

/** Whether a bound holds: for the whole interval, for none of it, or undecided between. */
export type Verdict = 'holds' | 'fails' | 'undecided';

/** Judges a bound; `estimate` has the unit of the bound once divided by `scale`. */
export function judge(
  { comparison, bound }: Requirement,
  estimate: Estimate | null,
  scale: number,
): Verdict {
  if (estimate === null) return 'undecided';
  const wanted = bound / scale;
  const met = (value: number): boolean => {
    if (comparison === '>=') return value >= wanted;
    if (comparison === '<=') return value <= wanted;
    return comparison === '>' ? value > wanted : value < wanted;
  };
  if (met(estimate.low) && met(estimate.high)) return 'holds';
  return met(estimate.low) || met(estimate.high) ? 'undecided' : 'fails';
}
