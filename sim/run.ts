/**
 * The pipeline of a study: draw a replication, run it under every policy, tally, estimate.
 *
 * Why policies inside replications: each meets the same draws, so their difference is far more
 * certain than either, and an interrupted run still compares like with like.
 *
 * Never: read a clock or a number of workers; stop because of a number that was looked at (see
 * `stop.ts`). The same study and seed give the same result, byte for byte.
 */
import { at } from '../model/assert.ts';
import type { Model } from '../model/model.ts';
import type { Tenant } from '../model/org/tenant.ts';
import type { Setting } from '../model/setting.ts';
import { type Base, compileTimeline, type Happenings } from '../scenarios/compile.ts';
import { type Study, unitOf } from '../scenarios/study.ts';
import { type CompiledStudy, compileStudy, kindCounts } from './arms.ts';
import { estimateMetric } from './metrics.ts';
import { addWorld, newPolicyRun, type PolicyRun } from './rows.ts';
import { simulate } from './simulate.ts';
import { halfWidthOf, planReplications, type Stopped } from './stop.ts';
import { formatSeed } from './streams.ts';
import { contextsOf, resultOf, type StudyResult } from './study-result.ts';
import { COLUMNS, type Subject, tally } from './tally.ts';
import { replicationHappenings } from './workload.ts';

/** How a study is run; nothing in it changes the numbers of a replication. */
export type RunPlan = {
  readonly model: Model;
  /** Exactly so many replications; null: as the study's precision says. */
  readonly replications: number | null;
};

/** What a run tells while it goes on, and is told. */
export type RunHooks = {
  /** After every chunk: replications done, and how many are planned so far. */
  readonly progress?: (done: number, planned: number) => void;
  /** True: finish here; the result is then marked incomplete. */
  readonly shouldStop?: () => boolean;
  /** Lets other work through between chunks. */
  readonly pause?: () => Promise<void>;
};

/** Replications between two looks at the hooks. */
const CHUNK = 32;

/**
 * Runs a study to its end, or until it is told to stop.
 *
 * @param tenant  what the study's tenant holds, as read; ignored where the study grows its own
 * @returns       the result; `replications` is 0 when it was stopped before the first chunk
 */
export async function runStudy(
  study: Study,
  tenant: Tenant,
  plan: RunPlan,
  hooks: RunHooks = {},
): Promise<StudyResult> {
  const compiled = compileStudy(study, tenant);
  const runs = study.policies.map(({ name }) => newPolicyRun(name));
  const state: State = { compiled, runs, model: plan.model, deliveryMaxMs: 0 };
  const pilot = plan.replications ?? study.precision.replications.min;
  let planned = pilot;
  let finished = await runTo(state, pilot, planned, hooks);
  if (finished && plan.replications === null) {
    planned = planReplications(precisionOf(state), study.precision);
    finished = await runTo(state, planned, planned, hooks);
  }
  return resultOf(study, runs, {
    seed: formatSeed(compiled.seed),
    source: 'workload',
    planned,
    stopped: finished ? stoppedOf(state, plan) : 'interrupted',
    organization: kindCounts(at(compiled.arms, 0)),
    deliveryMaxMs: state.deliveryMaxMs,
    traffic: null,
  });
}

/** A run in progress. */
export type State = {
  readonly compiled: CompiledStudy;
  readonly runs: readonly PolicyRun[];
  readonly model: Model;
  deliveryMaxMs: number;
};

/** Runs replications up to a number, in chunks; false when it was told to stop. */
async function runTo(
  state: State,
  until: number,
  planned: number,
  hooks: RunHooks,
): Promise<boolean> {
  for (let done = at(state.runs, 0).rows.size(); done < until; ) {
    if (hooks.shouldStop?.()) return false;
    const end = Math.min(until, done + CHUNK);
    for (; done < end; done++) replicate(state, done);
    hooks.progress?.(done, planned);
    await hooks.pause?.();
  }
  return true;
}

const row = new Float64Array(COLUMNS);

/** One replication under every policy. */
function replicate(state: State, replication: number): void {
  runWorld(state, (compiled) => replicationHappenings(compiled, replication), true);
}

/**
 * The same happenings under every policy, tallied when there is a recall to tally. Where a policy
 * has people of its own they happen to these, on the same draws.
 */
export function runWorld(
  state: State,
  happeningsOf: (compiled: CompiledStudy) => Happenings,
  isTallied: boolean,
): void {
  const { compiled, runs, model } = state;
  const happenings = happeningsOf(compiled);
  state.deliveryMaxMs = Math.max(state.deliveryMaxMs, happenings.deliveryMs);
  const shared = compileTimeline(at(compiled.arms, 0).base, happenings);
  compiled.arms.forEach((arm, index) => {
    const run = at(runs, index);
    const view = compiled.viewOf(index);
    const setting =
      view === compiled ? onBase(shared, arm.base) : compileTimeline(arm.base, happeningsOf(view));
    const simulated = simulate(model, setting);
    if (isTallied) {
      tally(simulated, subjectOf(view, 0, view.answer === null ? 0 : -1), row, run.counts);
      run.rows.push(row);
    }
    addWorld(run, simulated.hits, simulated.events);
  });
}

/** The message and recall of a world, and who uses which client. */
export function subjectOf(compiled: CompiledStudy, message: number, recall: number): Subject {
  return { message, recall, clientOf: (address) => compiled.personOf(address)?.client };
}

/** The same happenings in the organization of another policy; both number addresses alike. */
export function onBase(setting: Setting, base: Base): Setting {
  const { profile, assume, epochs, changes, pendingSwitches } = base;
  return { ...setting, profile, assume, epochs, changes, pendingSwitches };
}

/** The estimates of the metric that the precision is about, in its own unit. */
function precisionOf({ compiled, runs, deliveryMaxMs }: State) {
  const { metric } = compiled.study.precision;
  const contexts = contextsOf(compiled.study, deliveryMaxMs);
  const scale = unitOf(metric.word) === 'ms' ? 1000 : 1; // estimated in seconds, wanted in ms
  return runs.flatMap((run, index) => {
    const found = estimateMetric(run.rows, metric, at(contexts, index));
    if (found === null) return [];
    const { value, low, high } = found;
    return [{ ...found, value: value * scale, low: low * scale, high: high * scale }];
  });
}

function stoppedOf(state: State, plan: RunPlan): Stopped {
  if (plan.replications !== null) return 'fixed';
  const { halfWidth } = state.compiled.study.precision;
  return precisionOf(state).every((estimate) => halfWidthOf(estimate) <= halfWidth)
    ? 'precise'
    : 'budget';
}
