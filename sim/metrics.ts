/**
 * Rows -> estimates of a study's metrics: which column over which, and in which unit.
 *
 * Never: mix rows of policies except in pairs; show a time in milliseconds.
 */
import { type Assumptions, RECALL_WINDOW_MS } from '../model/assumptions.ts';
import { type Answer, applies, type Metric, type Requirement, unitOf } from '../scenarios/study.ts';
import type { Adjust } from './estimate/adjusted.ts';
import {
  commonSize,
  estimateDifference,
  isSameSizes,
  type Ratios,
  ratioRows,
  totalsApart,
} from './estimate/difference.ts';
import {
  type Estimate,
  moments,
  ofTwo,
  type Rows,
  SHARE,
  type Support,
} from './estimate/estimate.ts';
import { estimateFreed, estimateFreedDifference, type RateEstimate } from './estimate/freed.ts';
import { estimateMean } from './estimate/mean.ts';
import type { PairedEstimate } from './estimate/paired.ts';
import { estimateRatio, type RatioPlan } from './estimate/ratio.ts';
import { estimateSequence, type SequencePlan, type Weighed } from './estimate/sequence.ts';
import {
  columnOf,
  FALSE_ALARMS,
  NDRS,
  ORDINARY,
  RECEIPTS_MOST,
  REPLIES,
  REPORT_MS,
  REPORTS,
  SPIKE_MS,
  SPIKES,
} from './fates.ts';
import type { RowStore } from './rows.ts';

const counts = {
  'recall.success': 'success',
  'recall.reported': 'reported',
  'recall.seen': 'seen',
  'recall.leftBehind': 'leftBehind',
  'recall.noticed': 'noticed',
  'recall.outsideNotices': 'outsideNotices',
  'recall.actedOn': 'actedOn',
  'receipt.count': 'receipts',
  'receipt.duplicate': 'duplicates',
  'prevention.prevented': 'prevented',
} as const;

/** What the sender gets back; one row a message. */
const incidents = { 'prevention.ndr': NDRS, 'prevention.automaticReplies': REPLIES } as const;

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
  if (word === 'audit.spike') {
    return { numerators: seconds(rows.column(SPIKE_MS)), denominators: rows.column(SPIKES) };
  }
  const recipients = rows.column(columnOf('recipients', of));
  if (word === 'audit.spikeFound' || word === 'audit.falseAlarms') {
    const column = word === 'audit.spikeFound' ? SPIKES : FALSE_ALARMS;
    return { numerators: rows.column(column), denominators: recipients.map(() => 1) };
  }
  if (word === 'prevention.sent') {
    const prevented = rows.column(columnOf('prevented', of));
    const numerators = recipients.map((count, index) => (count > (prevented[index] ?? 0) ? 1 : 0));
    return { numerators, denominators: recipients.map((count) => (count > 0 ? 1 : 0)) };
  }
  if (word === 'prevention.ndr' || word === 'prevention.automaticReplies') {
    return { numerators: rows.column(incidents[word]), denominators: recipients.map(() => 1) };
  }
  return {
    numerators: rows.column(columnOf(counts[word], of)),
    denominators: recipients,
  };
}

function seconds(column: Float64Array): Float64Array {
  return column.map((ms) => ms / 1000);
}

const mostOf = (column: Float64Array): number => column.reduce((a, b) => Math.max(a, b), 0);

/** One from the server and one from the program. */
const RECEIPTS_AT_LEAST_POSSIBLE = 2;

/** What a message's value can be at all; shares, numbers or seconds. */
function supportOf(
  rows: RowStore,
  metric: Metric,
  { assume, burstMaxMs, deliveryMaxMs, looks, sizeMax }: MetricContext,
): Support {
  if (metric.word === 'receipt.count') {
    // Whoever is reached on more ways may answer more often: as often as anybody did.
    const most = mostOf(rows.column(RECEIPTS_MOST));
    return { low: 0, high: Math.max(RECEIPTS_AT_LEAST_POSSIBLE, most) };
  }
  if (metric.word === 'prevention.ndr' || metric.word === 'prevention.automaticReplies') {
    // One about each recipient, and one about the message.
    const sizes = rows.column(columnOf('recipients', 'all'));
    return { low: 0, high: 1 + Math.max(sizeMax, mostOf(sizes)) };
  }
  if (metric.word === 'recall.timeToReport') {
    // One mail, so long after the request: the switch says when, and nothing else moves it.
    return { low: assume.reportDelay / 1000, high: assume.reportDelay / 1000 };
  }
  if (metric.word === 'recall.timeToDecision') {
    return { low: 0, high: (RECALL_WINDOW_MS + (looks?.deliveryMaxMs ?? deliveryMaxMs)) / 1000 };
  }
  if (metric.word === 'audit.spike') return { low: 0, high: burstMaxMs / 1000 };
  if (metric.word === 'audit.falseAlarms') {
    // Between two alarms there is a recall that raises none: one for every other recall of a year.
    return { low: 0, high: 1 + mostOf(rows.column(ORDINARY)) / 2 };
  }
  return SHARE;
}

export type MessageRows = {
  readonly rows: Float64Array;
  /** What the metric can be. */
  readonly bounds: Support;
  /** What one message can add to it. */
  readonly support: Support;
  /** Whether all messages have one size. */
  readonly isEven: boolean;
};

/** What each message adds to a metric, so that their mean is its value; null: nobody to measure. */
export function messageRows(
  rows: RowStore,
  metric: Metric,
  context: MetricContext,
): MessageRows | null {
  const ratios = ratiosOf(rows, metric);
  if (!ratios.denominators.some((size) => size > 0)) return null;
  const bounds = supportOf(rows, metric, context);
  const size = moments(ratios.denominators).mean;
  const value = moments(ratios.numerators).mean / size;
  const isEven = commonSize(ratios.denominators) !== undefined;
  const weight = largestIn(metric, ratios.denominators, context) / size;
  const low = value - (value - bounds.low) * weight;
  const high = value + (bounds.high - value) * weight;
  const support = { low: Math.min(low, bounds.low), high: Math.max(high, bounds.high) };
  return { rows: ratioRows(ratios), bounds, support, isEven };
}

/** What bounds a metric of one policy. */
export type MetricContext = {
  readonly assume: Assumptions;
  /** null: a recall */
  readonly answer: Answer | null;
  /** The longest transport delay that was drawn, ms. */
  readonly deliveryMaxMs: number;
  /** The longest that a burst can take, ms; 0: there is none. */
  readonly burstMaxMs: number;
  readonly confidence: number;
  /** The most recipients that a message can have, whatever sizes have come. */
  readonly sizeMax: number;
  /** null: the number of messages does not depend on what they said. */
  readonly looks: Looks | null;
};

/** What is known beforehand of a run that is looked at again and again. */
export type Looks = {
  /** The longest transport delay that can be drawn, ms. */
  readonly deliveryMaxMs: number;
  /** The half-width that is hoped for, in the unit of its metric; null: none. */
  readonly goal: { readonly unit: 'share' | 'ms' | 'count'; readonly halfWidth: number } | null;
};

/** The half-width hoped for, a share, a number or seconds; null for a metric of another unit. */
function goalOf({ word }: Metric, { goal }: Looks): number | null {
  if (goal === null || unitOf(word) !== goal.unit) return null;
  return goal.unit === 'ms' ? goal.halfWidth / 1000 : goal.halfWidth;
}

/** Metrics that count a message once, whatever its size. */
const once: readonly string[] = [
  'recall.timeToReport',
  'audit.spike',
  'audit.spikeFound',
  'audit.falseAlarms',
  'prevention.sent',
  'prevention.ndr',
  'prevention.automaticReplies',
];

/**
 * The largest size that a message can have in a metric. That all have been smaller so far, or of
 * one size, says little: a group of fifty that one message in two hundred goes to weighs as fifty.
 */
function largestIn({ word }: Metric, sizes: Rows, { sizeMax }: MetricContext): number {
  let most = once.includes(word) ? 1 : sizeMax;
  for (const size of sizes) most = Math.max(most, size);
  return most;
}

/** A metric's rows as totals and sizes, and what a sequence has to know; null: nobody there. */
export function weighedOf(
  rows: RowStore,
  metric: Metric,
  context: MetricContext,
): { readonly weighed: Weighed; readonly plan: SequencePlan } | null {
  const { looks, confidence, answer } = context;
  if (looks === null || !applies(metric.word, answer)) return null;
  const { numerators, denominators } = ratiosOf(rows, metric);
  if (!denominators.some((size) => size > 0)) return null;
  const halfWidth = goalOf(metric, looks);
  const sizeMax = largestIn(metric, denominators, context);
  const support = supportOf(rows, metric, context);
  const plan = { support, sizeMax, confidence, halfWidth };
  return { weighed: { totals: numerators, sizes: denominators }, plan };
}

/**
 * An estimate of a metric, or null when there is nobody to measure. Times are never freed: a few
 * messages that wait for hours decide their mean, and known draws say nothing of them.
 *
 * @param adjust  takes away what is known of the draws of these messages; null: nothing is
 */
export function estimateMetric(
  rows: RowStore,
  metric: Metric,
  context: MetricContext,
  adjust: Adjust | null = null,
): RateEstimate | null {
  if (!applies(metric.word, context.answer)) return null;
  const ratios = ratiosOf(rows, metric);
  const { numerators, denominators } = ratios;
  if (!denominators.some((size) => size > 0)) return null;
  const support = supportOf(rows, metric, context);
  if (metric.word === 'recall.timeToReport') {
    const given = estimateRatio(numerators, denominators, { support }, context.confidence);
    return { ...given, method: 'given by the switch reportDelay, not estimated' };
  }
  const sequence = weighedOf(rows, metric, context);
  if (sequence !== null) return estimateSequence(sequence.weighed, sequence.plan);
  const sizeMax = largestIn(metric, denominators, context);
  const plain = estimateAlone(ratios, { support, sizeMax }, context.confidence);
  const isFreed = adjust !== null && unitOf(metric.word) !== 'ms';
  return isFreed ? estimateFreed(plain, ratios, adjust, support) : plain;
}

/** What the rows alone say. */
function estimateAlone(
  { denominators, numerators }: Ratios,
  plan: RatioPlan,
  confidence: number,
): Estimate {
  const size = commonSize(denominators);
  if (size === undefined || size !== plan.sizeMax)
    return estimateRatio(numerators, denominators, plan, confidence);
  const shares = Float64Array.from(numerators, (total) => total / size);
  return estimateMean(shares, plan.support, confidence);
}

/**
 * The difference of a policy to the baseline, or null when either measures nobody.
 *
 * @param adjust  takes away what is known of the draws of these messages; null: nothing is
 */
export function estimateMetricDifference(
  rows: RowStore,
  baseline: RowStore,
  metric: Metric,
  contexts: readonly [MetricContext, MetricContext],
  adjust: Adjust | null = null,
): PairedEstimate | null {
  if (contexts.some(({ answer }) => !applies(metric.word, answer))) return null;
  const [one, other] = [ratiosOf(rows, metric), ratiosOf(baseline, metric)];
  if (!one.denominators.some((size) => size > 0)) return null;
  if (!other.denominators.some((size) => size > 0)) return null;
  const a = supportOf(rows, metric, contexts[0]);
  const b = supportOf(baseline, metric, contexts[1]);
  const support = { low: Math.min(a.low, b.low), high: Math.max(a.high, b.high) };
  const { confidence, looks } = contexts[0];
  const sizes = [...one.denominators, ...other.denominators];
  const sizeMax = largestIn(metric, sizes, contexts[0]);
  if (looks === null || support.low === support.high) {
    const plain = estimateDifference(one, other, { support, sizeMax }, confidence);
    if (adjust === null || unitOf(metric.word) === 'ms') return plain;
    const reach = support.high - support.low;
    const bounds = { low: -reach, high: reach };
    return estimateFreedDifference(plain, one, other, adjust, bounds);
  }
  if (isSameSizes(one, other)) {
    const plan = { support, confidence, sizeMax, halfWidth: goalOf(metric, looks) };
    return pairedSequence(one, other, plan);
  }
  const half = ofTwo(confidence);
  const left = estimateMetric(rows, metric, { ...contexts[0], confidence: half });
  const right = estimateMetric(baseline, metric, { ...contexts[1], confidence: half });
  if (left === null || right === null) return null;
  const [low, high] = [left.low - right.high, left.high - right.low];
  const method = 'difference of two confidence sequences (Bonferroni)';
  const value = left.value - right.value;
  return { value, low, high, confidence, method, n: left.n, varianceReduction: null };
}

/** A difference that may be looked at after every message; each has one size under both. */
function pairedSequence(one: Ratios, other: Ratios, plan: SequencePlan): PairedEstimate {
  const { varianceReduction } = estimateDifference(one, other, plan, plan.confidence);
  const reach = plan.support.high - plan.support.low;
  const weighed = { totals: totalsApart(one, other), sizes: one.denominators };
  const support = { low: -reach, high: reach };
  const sequence = estimateSequence(weighed, { ...plan, support });
  return { ...sequence, method: `paired differences, ${sequence.method}`, varianceReduction };
}

/** Whether a bound is met: by the whole interval, by none of it, or undecided between. */
export type Verdict = 'met' | 'not met' | 'undecided';

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
  if (met(estimate.low) && met(estimate.high)) return 'met';
  return met(estimate.low) || met(estimate.high) ? 'undecided' : 'not met';
}
