/**
 * The pipeline of a study: draw a replication, run it under every policy, tally, estimate.
 *
 * Why policies inside replications: each meets the same draws, so their difference is far more
 * certain than either, and an interrupted run still compares like with like.
 *
 * Never: read a clock or a number of workers; stop because of a number that was looked at, unless
 * its limits hold at every look (see `stop.ts`, `looks.ts`). The same study and seed give the same
 * result, byte for byte.
 */
import { at } from '../model/assert.ts';
import type { Model } from '../model/model.ts';
import type { Tenant } from '../model/org/tenant.ts';
import { type Base, compileTimeline } from '../scenarios/compile.ts';
import { type Study, unitOf } from '../scenarios/study.ts';
import { type CompiledStudy, compileStudy, kindCounts, subjectOf } from './arms.ts';
import { isAnswered, isPrecise, looksOf, nextLook } from './looks.ts';
import { estimateMetric, type Looks } from './metrics.ts';
import { followApart, type Memory, newMemory, settle } from './paths/memory.ts';
import { addPath, eachTimes } from './paths/use.ts';
import { addWorld, groupOf, newPolicyRun, type PolicyRun } from './rows.ts';
import { simulate } from './simulate.ts';
import { halfWidthOf, planReplications, type Stopped } from './stop.ts';
import { formatSeed } from './streams.ts';
import { contextsOf, resultOf, type StudyResult } from './study-result.ts';
import { COLUMNS, tally } from './tally.ts';
import { watch } from './watch.ts';
import { happeningsOf, type Played, playReplication } from './workload.ts';

/** How a study is run; nothing in it changes the numbers of a replication. */
export type RunPlan = {
  readonly model: Model;
  /** Exactly so many replications; null: as the study's precision says. */
  readonly replications: number | null;
  /** `whole`: every world event by event, though parties could be told apart; the same numbers. */
  readonly order?: 'apart' | 'whole';
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
  const isFixed = plan.replications !== null || study.precision.method === 'planned';
  const looks = isFixed ? null : looksOf(compiled);
  const state = newState(compiled, plan, looks);
  const { planned, stopped } = isFixed
    ? await runPlanned(state, plan, hooks)
    : await runByLooks(state, hooks);
  settleAll(state);
  return resultOf(study, state.runs, {
    seed: formatSeed(compiled.seed),
    source: 'workload',
    planned,
    stopped,
    looks,
    organization: kindCounts(at(compiled.arms, 0)),
    deliveryMaxMs: state.deliveryMaxMs,
    traffic: null,
  });
}

type Ending = { readonly planned: number; readonly stopped: Stopped };

/** A number of replications that is given, or planned from a pilot. */
async function runPlanned(state: State, plan: RunPlan, hooks: RunHooks): Promise<Ending> {
  const { precision } = state.compiled.study;
  let planned = plan.replications ?? precision.replications.min;
  let finished = await runTo(state, planned, planned, hooks);
  if (finished && plan.replications === null) {
    planned = planReplications(precisionOf(state), precision);
    finished = await runTo(state, planned, planned, hooks);
  }
  return { planned, stopped: finished ? stoppedOf(state, plan) : 'interrupted' };
}

/** Until what is asked is known, or the budget is spent; looks are at numbers fixed beforehand. */
async function runByLooks(state: State, hooks: RunHooks): Promise<Ending> {
  const { study } = state.compiled;
  const { method, replications } = study.precision;
  const planned = replications.max;
  const isKnown = method === 'gate' ? isAnswered : isPrecise;
  // A gate is asked at once: most are far from their bound.
  const first = Math.min(planned, method === 'gate' ? CHUNK : replications.min);
  for (let look = first; ; look = nextLook(look, CHUNK, planned)) {
    if (!(await runTo(state, look, planned, hooks))) return { planned, stopped: 'interrupted' };
    const contexts = contextsOf(study, state);
    if (isKnown(study, state.runs, contexts)) {
      return { planned, stopped: method === 'gate' ? 'answered' : 'precise' };
    }
    if (look === planned) return { planned, stopped: 'budget' };
  }
}

/** A run in progress. */
export type State = {
  readonly compiled: CompiledStudy;
  readonly runs: readonly PolicyRun[];
  readonly model: Model;
  /** null: nobody looks before the end. */
  readonly looks: Looks | null;
  /** [policy] what is remembered of its parties; null where worlds are run whole. */
  readonly memories: (Memory | null)[];
  readonly order: 'apart' | 'whole';
  deliveryMaxMs: number;
};

/** A run of which nothing is done yet. */
export function newState(
  compiled: CompiledStudy,
  { model, order = 'apart' }: RunPlan,
  looks: Looks | null = null,
): State {
  const runs = compiled.study.policies.map(({ name }) => newPolicyRun(name));
  return { compiled, runs, model, looks, memories: [], order, deliveryMaxMs: 0 };
}

/** What is remembered of a policy; null where worlds are run whole. */
function memoryOf({ compiled, memories, model, order }: State, arm: number): Memory | null {
  let memory = memories[arm];
  if (memory === undefined) {
    memory = order === 'whole' ? null : newMemory(model, compiled.viewOf(arm), arm);
    memories[arm] = memory;
  }
  return memory;
}

/** Adds what is remembered to the counts: once, at the end. */
export function settleAll({ memories, runs }: State): void {
  memories.forEach((memory, arm) => {
    if (memory) settle(memory, at(runs, arm).groups);
  });
}

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

/** So many worlds are run whole first: small studies would not get back what memory costs. */
const WORLDS_BEFORE_MEMORY = 100;

const row = new Float64Array(COLUMNS);

/** One replication under every policy. */
function replicate(state: State, replication: number): void {
  runWorld(state, (compiled) => playReplication(compiled, replication));
}

/**
 * The same happenings under every policy, tallied when there is a recall to tally. Where a policy
 * has people of its own they happen to these, on the same draws.
 */
export function runWorld(state: State, play: (compiled: CompiledStudy) => Played): void {
  const { compiled, runs } = state;
  const shared = play(compiled);
  state.deliveryMaxMs = Math.max(state.deliveryMaxMs, shared.deliveryMs);
  compiled.arms.forEach((arm, index) => {
    const run = at(runs, index);
    const view = compiled.viewOf(index);
    const played = view === compiled ? shared : play(view);
    const memory = run.worlds < WORLDS_BEFORE_MEMORY ? null : memoryOf(state, index);
    row.fill(0);
    const rules =
      (memory === null ? null : runApart(memory, played, run)) ??
      runWhole(state, view, arm.base, played, run);
    if (played.answer !== null) run.rows.push(row);
    addWorld(run, rules);
  });
}

/** Party by party, what is remembered not run again; null when it cannot be split. */
function runApart(memory: Memory, played: Played, run: PolicyRun): Iterable<number> | null {
  const rules = new Set<number>();
  const group = groupOf(run);
  memory.group = group;
  const isSplit = followApart(memory, played, (path, draws) => {
    addPath(path, draws, row);
    eachTimes(path, draws, (seenAt, goneAt) => {
      watch(run.watch, group, seenAt, goneAt, played.untilMs);
    });
    for (const rule of path.rules) rules.add(rule);
  });
  return isSplit ? rules : null;
}

/** Event by event, everybody at once. */
function runWhole(
  { model }: State,
  view: CompiledStudy,
  base: Base,
  played: Played,
  run: PolicyRun,
): number[] {
  const simulated = simulate(model, compileTimeline(base, happeningsOf(played)));
  if (played.answer !== null) {
    const group = groupOf(run);
    const counts = at(run.groups, group);
    tally(simulated, subjectOf(view), row, counts);
    const times = counts.times.splice(0);
    for (let index = 0; index < times.length; index += 2) {
      watch(run.watch, group, at(times, index), at(times, index + 1), played.untilMs);
    }
  }
  return [...simulated.hits.keys()].filter((rule) => at(simulated.hits, rule) > 0);
}

/** The estimates of the metric that the precision is about, in its own unit. */
function precisionOf(state: State) {
  const { compiled, runs } = state;
  const { metric } = compiled.study.precision;
  const contexts = contextsOf(compiled.study, state);
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
