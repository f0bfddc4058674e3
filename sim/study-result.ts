/**
 * Runs -> result: what `run --format json` prints of a study, in the words of the contract.
 *
 * Why one form: real traffic and drawn mistakes, finished runs and interrupted ones are reported
 * alike, and every renderer reads this and nothing else.
 *
 * Never: hold a clock reading, a machine's name or the number of workers: the same seed gives the
 * same bytes. Times are seconds here, shares 0 to 1.
 */

import { at } from '../model/assert.ts';
import { assumptions } from '../model/assumptions.ts';
import { type RuleId, ruleIds, ruleIndex, ruleOf } from '../model/rules/catalogue.ts';
import { applies, countsPrevention, type Metric, type Study, unitOf } from '../scenarios/study.ts';
import { formatDuration } from '../scenarios/time.ts';
import type { DifferenceResult, MetricResult, ShortTornado, Unit } from './effects.ts';
import type { Adjust } from './estimate/adjusted.ts';
import { answerOf } from './looks.ts';
import {
  estimateMetric,
  estimateMetricDifference,
  judge,
  type Looks,
  type MetricContext,
  type Verdict,
} from './metrics.ts';
import { type PreventionResult, preventionOf } from './prevention/result.ts';
import { type RareResult, rareOf } from './rare.ts';
import { type PolicyRun, worldsCiting } from './rows.ts';
import { growthFor, type Stopped } from './stop.ts';
import { type InputResult, inputsOf } from './study-inputs.ts';
import { type PartResults, partsOf } from './study-parts.ts';
import { placeOf } from './switches-met.ts';
import { longest } from './variates.ts';

/** A silent or contested rule that the result used. */
export type RestsOn = {
  readonly rule: RuleId;
  readonly holds: string;
  readonly status: 'silent' | 'contested';
  /** The switch that moves it and its positions under the policies; null where there is none. */
  readonly assumption: string | null;
  readonly positions: readonly string[];
  readonly question: string | null;
  /** Worlds that cite it, of all worlds of all policies. */
  readonly share: number;
};

export type RequireResult = {
  readonly text: string;
  readonly policy: string;
  readonly metric: string;
  readonly verdict: Verdict;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** What the verdict is drawn from. */
  readonly method: string;
  /** The chance of a wrong verdict for a truth outside the indifference, in the metric's unit. */
  readonly error: number;
  readonly indifference: number;
  /** Messages that it took. */
  readonly n: number;
};

export type StudyResult = PartResults & {
  readonly version: 1;
  readonly study: string;
  readonly profile: string;
  readonly seed: string;
  readonly source: 'workload' | 'traffic';
  /** Messages measured under each policy. */
  readonly replications: number;
  readonly planned: number;
  readonly stopped: Stopped;
  readonly incomplete: boolean;
  readonly precision: {
    readonly method: Study['precision']['method'];
    readonly metric: string;
    readonly halfWidth: number;
    readonly confidence: number;
    /** Whether the interval is as narrow under every policy. */
    readonly reached: boolean;
    /** About how many messages would do where it is not; null: it is, or nobody was measured. */
    readonly needed: number | null;
  };
  /** Recipients of the organization by kind. */
  readonly organization: Readonly<Record<string, number>>;
  readonly policies: Readonly<Record<string, Readonly<Record<string, MetricResult | null>>>>;
  /** Metrics that mean nothing under a policy, which are null above; absent where all do. */
  readonly notApplicable?: Readonly<Record<string, readonly string[]>>;
  readonly differences: Readonly<Record<string, Readonly<Record<string, DifferenceResult | null>>>>;
  /** Worlds of all policies in which a rule was cited. */
  readonly rules: Readonly<Record<string, number>>;
  readonly restsOn: readonly RestsOn[];
  /** By policy, the shares that too few messages showed to be known. */
  readonly rare: Readonly<Record<string, readonly RareResult[]>>;
  readonly inputs: readonly InputResult[];
  readonly require: readonly RequireResult[];
  /** What came back to senders; absent where nothing is done before sending. */
  readonly prevention?: PreventionResult;
  /** What real mail was replayed; null for drawn mistakes. */
  readonly traffic: TrafficResult | null;
  /** What is otherwise than the study says, in sentences; absent where nothing is. */
  readonly notes?: readonly string[];
  /** What moves the headline; absent where it was not asked for, or the run was cut off. */
  readonly tornado?: ShortTornado;
};

export type TrafficResult = {
  readonly messages: number;
  readonly people: number;
  /** Messages to their sender alone: none is taken as mistaken. */
  readonly toSelf: number;
  /** Share of messages taken as mistaken, and how many were. */
  readonly mistaken: number;
  readonly mistakenMessages: number;
};

/** What a run knows besides its rows. */
export type RunFacts = {
  readonly seed: string;
  readonly source: 'workload' | 'traffic';
  readonly planned: number;
  readonly stopped: Stopped;
  /** null: the number of messages does not depend on what they said. */
  readonly looks: Looks | null;
  readonly organization: Readonly<Record<string, number>>;
  readonly deliveryMaxMs: number;
  /** The most recipients that a message can have. */
  readonly sizeMax: number;
  readonly traffic: TrafficResult | null;
  /** What is otherwise than the study says, in sentences. */
  readonly notes: readonly string[];
  /** Takes away what is known of the draws; null: nothing is known, or not yet. */
  readonly adjust: Adjust | null;
};

/** What the first messages of a run say, while it goes on. */
export type InterimResult = Pick<
  StudyResult,
  'policies' | 'notApplicable' | 'replications' | 'planned'
>;

/** Estimates the metrics alone. */
export function interimOf(
  study: Study,
  runs: readonly PolicyRun[],
  facts: Pick<RunFacts, 'planned' | 'deliveryMaxMs' | 'looks' | 'sizeMax'>,
): InterimResult {
  const contexts = contextsOf(study, facts);
  const estimates = runs.map((run, index) => [
    run.name,
    estimatesOf(study, run, at(contexts, index), null),
  ]);
  return {
    replications: at(runs, 0).rows.size(),
    planned: facts.planned,
    policies: Object.fromEntries(estimates),
    ...notApplicableOf(study),
  };
}

/** Estimates everything that a study asks for. */
export function resultOf(study: Study, runs: readonly PolicyRun[], facts: RunFacts): StudyResult {
  const first = at(runs, 0);
  const { method, metric, halfWidth, confidence } = study.precision;
  const { adjust, sizeMax } = facts;
  const looked = { isLookedAt: facts.looks !== null, sizeMax };
  const contexts = contextsOf(study, facts);
  const byPolicy = <T>(value: (run: PolicyRun, index: number) => T): Record<string, T> =>
    Object.fromEntries(runs.map((run, index) => [run.name, value(run, index)]));
  return {
    version: 1,
    study: study.name,
    profile: study.profile,
    seed: facts.seed,
    source: facts.source,
    replications: first.rows.size(),
    planned: facts.planned,
    stopped: facts.stopped,
    incomplete: facts.stopped === 'interrupted',
    precision: {
      method,
      metric: metric.name,
      halfWidth: inUnit(metric, halfWidth),
      confidence,
      ...reachOf(study, runs, contexts, adjust),
    },
    rare: byPolicy((run) => rareOf(study, run.rows)),
    organization: facts.organization,
    policies: byPolicy((run, index) => estimatesOf(study, run, at(contexts, index), adjust)),
    ...notApplicableOf(study),
    differences: differencesOf(study, runs, contexts, adjust),
    ...partsOf(runs, { confidence, ...looked }),
    rules: hitsOf(runs),
    restsOn: restsOnOf(study, runs),
    inputs: inputsOf(study),
    require: requireOf(study, runs, contexts, adjust),
    ...(countsPrevention(study) ? { prevention: preventionOf(study, runs, looked) } : {}),
    traffic: facts.traffic,
    ...(facts.notes.length > 0 ? { notes: facts.notes } : {}),
  };
}

/** Whether the precision is reached, and about how many messages would do where it is not. */
function reachOf(
  { precision: { halfWidth, metric } }: Study,
  runs: readonly PolicyRun[],
  contexts: readonly MetricContext[],
  adjust: Adjust | null,
): Pick<StudyResult['precision'], 'needed' | 'reached'> {
  const wanted = inUnit(metric, halfWidth);
  const growths = runs.flatMap((run, index) => {
    const isEmpty = run.rows.size() === 0;
    const found = isEmpty ? null : estimateMetric(run.rows, metric, at(contexts, index), adjust);
    return found === null ? [] : [growthFor(found, wanted)];
  });
  const needed = at(runs, 0).rows.size() * Math.max(0, ...growths);
  const reached = growths.length > 0 && growths.every((growth) => growth <= 1);
  return { reached, needed: reached || needed === 0 ? null : Number(needed.toPrecision(2)) };
}

function notApplicableOf({ policies, metrics }: Study): Pick<StudyResult, 'notApplicable'> {
  const found = policies.flatMap(({ name, answer }) => {
    const idle = metrics.filter(({ word }) => !applies(word, answer));
    return idle.length === 0 ? [] : [[name, idle.map((metric) => metric.name)] as const];
  });
  return found.length === 0 ? {} : { notApplicable: Object.fromEntries(found) };
}

/** What bounds the metrics of each policy. */
export function contextsOf(
  study: Study,
  { deliveryMaxMs, looks, sizeMax }: Pick<RunFacts, 'deliveryMaxMs' | 'looks' | 'sizeMax'>,
): MetricContext[] {
  const { confidence } = study.precision;
  return study.policies.map(({ assume, answer }) => ({
    assume,
    answer,
    deliveryMaxMs,
    burstMaxMs: burstMaxOf(study),
    confidence,
    sizeMax,
    looks,
  }));
}

/** The longest that a burst can take, ms. */
function burstMaxOf({ workload: { burst } }: Study): number {
  return burst === undefined ? 0 : (burst.messages - 1) * longest(burst.every);
}

export const unitName = ({ word }: Metric): Unit => {
  const unit = unitOf(word);
  return unit === 'ms' ? 'seconds' : unit;
};

const inUnit = (metric: Metric, value: number): number =>
  unitOf(metric.word) === 'ms' ? value / 1000 : value;

function estimatesOf(
  study: Study,
  run: PolicyRun,
  context: MetricContext,
  adjust: Adjust | null,
): Record<string, MetricResult | null> {
  if (run.rows.size() === 0) return {};
  const entries = study.metrics.map((metric): [string, MetricResult | null] => {
    const estimate = estimateMetric(run.rows, metric, context, adjust);
    return [metric.name, estimate === null ? null : { ...estimate, unit: unitName(metric) }];
  });
  return Object.fromEntries(entries);
}

function differencesOf(
  study: Study,
  runs: readonly PolicyRun[],
  contexts: readonly MetricContext[],
  adjust: Adjust | null,
): StudyResult['differences'] {
  const [first, ...others] = runs;
  if (first === undefined || first.rows.size() === 0) return {};
  const entries = others.map((run, index) => {
    const metrics = study.metrics.map((metric): [string, DifferenceResult | null] => {
      const pair = [at(contexts, index + 1), at(contexts, 0)] as const;
      const found = estimateMetricDifference(run.rows, first.rows, metric, pair, adjust);
      return [metric.name, found === null ? null : { ...found, unit: unitName(metric) }];
    });
    return [`${run.name} vs ${first.name}`, Object.fromEntries(metrics)] as const;
  });
  return Object.fromEntries(entries);
}

function hitsOf(runs: readonly PolicyRun[]): Record<string, number> {
  const citing = runs.map(worldsCiting);
  const hits = ruleIds.map((rule, index): [string, number] => [
    rule,
    citing.reduce((sum, worlds) => sum + at(worlds, index), 0),
  ]);
  return Object.fromEntries(hits.filter(([, count]) => count > 0));
}

function restsOnOf(study: Study, runs: readonly PolicyRun[]): RestsOn[] {
  const worlds = runs.reduce((sum, run) => sum + run.worlds, 0);
  const citedIn = runs.map(worldsCiting);
  const found = ruleIds.flatMap((rule, index): RestsOn[] => {
    const { holds, status, assumption } = ruleOf(rule);
    const place = ruleIndex.get(placeOf(rule, study)) ?? index;
    const citing = citedIn.reduce((sum, of) => sum + Math.max(at(of, index), at(of, place)), 0);
    if ((status !== 'silent' && status !== 'contested') || citing === 0) return [];
    const name = assumption as keyof typeof assumptions | undefined;
    const positions = study.policies.map(({ assume }) => positionWords(name, assume));
    return [
      {
        rule,
        holds,
        status,
        assumption: name ?? null,
        positions: name ? [...new Set(positions)] : [],
        question: name ? assumptions[name].question : null,
        share: citing / worlds,
      },
    ];
  });
  return found.sort((a, b) => b.share - a.share || (a.rule < b.rule ? -1 : 1));
}

/** The position of a switch as it is written: words, a duration, or a list of durations. */
function positionWords(
  name: keyof typeof assumptions | undefined,
  assume: Study['assume'],
): string {
  if (name === undefined) return '';
  const position = assume[name];
  if (typeof position === 'number') return formatDuration(position);
  return typeof position === 'string' ? position : position.map(formatDuration).join(',');
}

function requireOf(
  study: Study,
  runs: readonly PolicyRun[],
  contexts: readonly MetricContext[],
  adjust: Adjust | null,
): RequireResult[] {
  return study.require.map((requirement) => {
    const { text, policy, metric } = requirement;
    const index = runs.findIndex(({ name }) => name === policy);
    const run = at(runs, index);
    const isEmpty = run.rows.size() === 0;
    const context = at(contexts, index);
    const estimate = isEmpty ? null : estimateMetric(run.rows, metric, context, adjust);
    const { value = null, low = null, high = null } = estimate ?? {};
    const found = { text, policy, metric: metric.name, value, low, high };
    if (context.looks !== null) {
      const { verdict, n } = answerOf(study, requirement, run.rows, context);
      const method = 'tested by betting at every look';
      const indifference = inUnit(metric, requirement.indifference);
      return { ...found, verdict, method, error: study.precision.gateError, indifference, n };
    }
    const verdict = judge(requirement, estimate, unitOf(metric.word) === 'ms' ? 1000 : 1);
    const method = 'the whole interval on one side of the bound';
    const n = run.rows.size();
    return { ...found, verdict, method, error: 1 - context.confidence, indifference: 0, n };
  });
}
