/**
 * What is read at the looks of a run: is the interval narrow enough, is each requirement answered?
 *
 * Why looks at numbers fixed beforehand: what is read then is the same for any number of workers.
 * That reading may end the run does no harm: every answer here holds at all looks at once.
 *
 * Never: read an estimate made for a number of messages that was fixed; those are in `metrics.ts`.
 */
import { at } from '../model/assert.ts';
import { waysTo } from '../model/org/expand.ts';
import { BINOMIAL_MAX, type Requirement, type Study, unitOf } from '../scenarios/study.ts';
import type { Arm, CompiledStudy } from './arms.ts';
import type { Support } from './estimate/estimate.ts';
import { type GateAnswer, testGate } from './estimate/gate.ts';
import { isSequenceWithin } from './estimate/sequence.ts';
import { estimateMetric, judge, type Looks, type MetricContext, weighedOf } from './metrics.ts';
import type { PolicyRun, RowStore } from './rows.ts';
import { longest, mostOf, negativeBinomial } from './variates.ts';

/** Each look has so many times the messages of the one before, in whole chunks. */
const GROWTH = 1.1;

/** The number of messages at the look after `done`; looks depend on nothing else. */
export function nextLook(done: number, chunk: number, most: number): number {
  const next = Math.ceil((done * GROWTH) / chunk) * chunk;
  return Math.min(most, Math.max(done + chunk, next));
}

/** What is known of a study before its first message. */
export function looksOf({ study }: CompiledStudy): Looks {
  const { method, metric, halfWidth } = study.precision;
  const { delivery, transit = {} } = study.workload;
  const delays = [delivery, ...Object.values(transit).flatMap((row) => Object.values(row))];
  const deliveryMaxMs = Math.max(...delays.map(longest));
  // A gate ends at any number of messages: no half-width is worth more than another.
  const goal = method === 'gate' ? null : { unit: unitOf(metric.word), halfWidth };
  return { deliveryMaxMs, goal };
}

/** The most recipients that a message of a study can have, under any policy. */
export function largestMessage({ arms, pools, study }: CompiledStudy): number {
  return Math.max(...arms.map((arm) => sizeMaxOf(study, arm, pools.groups)));
}

/**
 * The chance that a message has more recipients than its law is taken to have. A million messages
 * add 1e-4 at most to the error of whatever rests on it; the far end of the law would make bets
 * small for nothing.
 */
const BEYOND = 1e-10;

/** The most recipients that a message can have under a policy. */
function sizeMaxOf({ workload }: Study, { base }: Arm, groups: readonly string[]): number {
  const { org } = at(base.epochs, 0);
  const behind = (addresses: readonly number[]): number => waysTo(org, addresses, true).length;
  // Mail flow rules may add whom they name, and everybody behind.
  const added = behind(org.flowRules.flatMap(({ adds, redirectsTo }) => [...adds, ...redirectsTo]));
  const sizes = workload.groups > 0 ? groups.map((group) => behind([base.indexOf(group)])) : [];
  const written = mostOf(workload.recipients, (mean, dispersion) =>
    Math.min(BINOMIAL_MAX, 1 + negativeBinomial(mean - 1, dispersion, 1 - BEYOND)),
  );
  const largest = Math.max(written, ...sizes);
  return (largest + added) * (workload.burst?.messages ?? 1);
}

/** Whether the metric of the precision is known as well as asked for under every policy. */
export function isPrecise(
  { precision }: Study,
  runs: readonly PolicyRun[],
  contexts: readonly MetricContext[],
): boolean {
  const { metric, halfWidth } = precision;
  const wanted = unitOf(metric.word) === 'ms' ? halfWidth / 1000 : halfWidth;
  return runs.every(({ rows }, index) => {
    const known = weighedOf(rows, metric, at(contexts, index));
    if (known === null || isGiven(known.plan.support)) return true;
    return isSequenceWithin(known.weighed, known.plan, wanted);
  });
}

/** What a switch says needs no estimate. */
const isGiven = ({ low, high }: Support): boolean => low === high;

/**
 * What the messages so far say of a requirement.
 *
 * A study that ought to pass fails by mistake if any line does, so that chance is shared among the
 * lines; one that ought to fail passes only if its false line does.
 */
export function answerOf(
  { precision, require }: Study,
  requirement: Requirement,
  rows: RowStore,
  context: MetricContext,
): GateAnswer {
  const { metric, comparison, bound, indifference } = requirement;
  const known = weighedOf(rows, metric, context);
  if (known === null) return { verdict: 'undecided', n: rows.size() };
  const scale = unitOf(metric.word) === 'ms' ? 1000 : 1;
  if (isGiven(known.plan.support)) {
    const given = estimateMetric(rows, metric, context);
    return { verdict: judge(requirement, given, scale), n: rows.size() };
  }
  const { gateError } = precision;
  return testGate(known.weighed, {
    support: known.plan.support,
    sizeMax: known.plan.sizeMax,
    bound: bound / scale,
    indifference: indifference / scale,
    wanted: comparison === '>=' || comparison === '>' ? 'above' : 'below',
    error: { met: gateError, notMet: gateError / require.length },
  });
}

/** Whether every requirement is answered. */
export function isAnswered(
  study: Study,
  runs: readonly PolicyRun[],
  contexts: readonly MetricContext[],
): boolean {
  return study.require.every((requirement) => {
    const index = runs.findIndex(({ name }) => name === requirement.policy);
    const answer = answerOf(study, requirement, at(runs, index).rows, at(contexts, index));
    return answer.verdict !== 'undecided';
  });
}
