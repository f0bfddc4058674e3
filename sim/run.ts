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
import { type Study, unitOf } from '../scenarios/study.ts';
import { type CompiledStudy, compileStudy, kindCounts } from './arms.ts';
import { type Chunk, sizeOf } from './chunk.ts';
import { type Adjust, newAdjust } from './estimate/adjusted.ts';
import { type KnownDraws, knownDraws } from './known-draws.ts';
import { isAnswered, isPrecise, largestMessage, looksOf, nextLook } from './looks.ts';
import { estimateMetric, type Looks } from './metrics.ts';
import {
  newPlayer,
  type Player,
  type Plays,
  playChunk,
  type Remembered,
  type WorldOrder,
} from './player.ts';
import { assertReach, reachNotes } from './reach.ts';
import { absorb, newPolicyRun, type PolicyRun } from './rows.ts';
import { type MessageLog, newMessageLog, resting, shortTornado } from './short-tornado.ts';
import { isReached, nextStage, type Stopped } from './stop.ts';
import { formatSeed } from './streams.ts';
import {
  contextsOf,
  type InterimResult,
  interimOf,
  resultOf,
  type StudyResult,
} from './study-result.ts';
import { playReplication } from './workload.ts';

/** How a study is run; nothing in it changes the numbers of a replication. */
export type RunPlan = {
  readonly model: Model;
  /** Exactly so many replications; null: as the study's precision says. */
  readonly replications: number | null;
  readonly order?: WorldOrder;
  /** Whether what moves the headline is looked for when the run has ended. */
  readonly tornado?: boolean;
};

/** What a run tells while it goes on, and is told. */
export type RunHooks = {
  /** Told once what the study was compiled to. */
  readonly started?: (compiled: CompiledStudy) => void;
  /** After every chunk: replications done, and how many are planned so far. */
  readonly progress?: (done: number, planned: number) => void;
  /** True: finish here; the result is then marked incomplete. */
  readonly shouldStop?: () => boolean;
  /** Lets other work through between chunks. */
  readonly pause?: () => Promise<void>;
  /** What the first messages say, where many more are planned. Nothing is decided from it. */
  readonly interim?: (result: InterimResult) => void;
  /**
   * Where chunks come from if they are not played here: threads, or a folder of results. Asked for
   * the stretch that is needed next; `until`: as far as is planned.
   */
  readonly chunks?: ChunkSource | undefined;
  /** Told of every chunk, in order. */
  readonly kept?: (chunk: Chunk) => void;
  /** Told what is known of the draws of the messages, where the result is freed from it. */
  readonly known?: (known: KnownDraws) => void;
};

/** A stretch of replications, `from` included, `to` not. */
export type ChunkSource = {
  readonly next: (from: number, to: number, until: number, play: Play) => Chunk | Promise<Chunk>;
};

/** Plays a stretch in this thread. */
export type Play = (from: number, to: number) => Chunk;

/** Replications between two looks at the hooks. */
export const CHUNK = 32;

/** So many messages are enough for a first picture; at least eight times as many have to come. */
const INTERIM = CHUNK;

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
  assertReach(compiled);
  const isFixed = plan.replications !== null || study.precision.method === 'planned';
  const looks = isFixed ? null : looksOf(compiled);
  hooks.started?.(compiled);
  const state = newState(compiled, plan, playReplication, looks);
  const { log, told } = logged(plan, hooks);
  const { planned, stopped } = isFixed
    ? await runPlanned(state, plan, told)
    : await runByLooks(state, told);
  const result = resultNow(state, planned, stopped);
  const { known } = knownOf(state);
  if (known !== null) hooks.known?.(known);
  return rested(result, state, playReplication, plan, log);
}

/** Hooks that remember which messages were measured, where that is asked for. */
export function logged(plan: RunPlan, hooks: RunHooks) {
  if (plan.tornado !== true) return { log: null, told: hooks };
  const log = newMessageLog();
  const kept = (chunk: Chunk): void => {
    log.add(chunk);
    hooks.kept?.(chunk);
  };
  return { log, told: { ...hooks, kept } };
}

/** A result with what it rests on, where that was asked for and the run was not cut off. */
export function rested(
  result: StudyResult,
  { compiled, deliveryMaxMs, runs, sizeMax }: State,
  plays: Plays,
  { model }: RunPlan,
  log: MessageLog | null,
): StudyResult {
  if (log === null || result.incomplete) return result;
  const ended = { compiled, model, plays, runs, log, deliveryMaxMs, sizeMax };
  return resting(result, shortTornado(ended, result));
}

function resultNow(state: State, planned: number, stopped: Stopped): StudyResult {
  const { compiled, looks, deliveryMaxMs, sizeMax } = state;
  return resultOf(compiled.study, state.runs, {
    seed: formatSeed(compiled.seed),
    source: 'workload',
    planned,
    stopped,
    looks,
    organization: kindCounts(at(compiled.arms, 0)),
    deliveryMaxMs,
    sizeMax,
    traffic: null,
    notes: reachNotes(compiled),
    adjust: adjustOf(state),
  });
}

/** What frees the messages so far from their draws; null where their number depends on rows. */
export function adjustOf(state: State): Adjust | null {
  return knownOf(state).by;
}

function knownOf(state: State): NonNullable<State['adjust']> {
  const { compiled, done, looks, runs } = state;
  if (state.adjust?.done === done) return state.adjust;
  // Row by row the messages in order: none was left out.
  const isComplete = at(runs, 0).rows.size() === done;
  const known = looks === null && isComplete ? knownDraws(compiled, done) : null;
  const by = known === null ? null : newAdjust(known);
  state.adjust = { done, known, by };
  return state.adjust;
}

type Ending = { readonly planned: number; readonly stopped: Stopped };

/** A number of replications that is given, or planned from pilots. */
async function runPlanned(state: State, plan: RunPlan, hooks: RunHooks): Promise<Ending> {
  const { precision } = state.compiled.study;
  let planned = plan.replications ?? precision.replications.min;
  let finished = true;
  if (hooks.interim !== undefined && planned >= 8 * INTERIM) {
    finished = await runTo(state, INTERIM, planned, hooks);
    if (finished) hooks.interim(interimOf(state.compiled.study, state.runs, { ...state, planned }));
  }
  finished &&= await runTo(state, planned, planned, hooks);
  if (finished && plan.replications === null) {
    const ask = () => nextStage(precisionOf(state), precision, state.done);
    let stage = ask();
    while (finished && stage.until > state.done) {
      finished = await runTo(state, stage.until, stage.planned, hooks);
      if (finished) stage = ask();
    }
    ({ planned } = stage);
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
    // Most of these runs end long before all that is allowed.
    const goesOn = await runTo(state, look, planned, hooks, look);
    if (!goesOn) return { planned, stopped: 'interrupted' };
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
  /** null: nobody looks before the end. */
  readonly looks: Looks | null;
  readonly player: Player;
  /** The most recipients that a message can have. */
  readonly sizeMax: number;
  /** Replications run. */
  done: number;
  deliveryMaxMs: number;
  /** What is known of the draws of so many messages, once it was asked for. */
  adjust?: {
    readonly done: number;
    readonly known: KnownDraws | null;
    readonly by: Adjust | null;
  };
};

/** A run of which nothing is done yet. */
export function newState(
  compiled: CompiledStudy,
  { model, order = 'either' }: RunPlan,
  plays: Plays,
  looks: Looks | null = null,
  remembered?: Remembered,
): State {
  const runs = compiled.study.policies.map(({ name }) => newPolicyRun(name));
  const player = newPlayer(compiled, model, plays, order, remembered);
  const sizeMax = largestMessage(compiled);
  return { compiled, runs, looks, player, sizeMax, done: 0, deliveryMaxMs: 0 };
}

/** Runs replications up to a number, in chunks; false when it was told to stop. */
export async function runTo(
  state: State,
  until: number,
  planned: number,
  hooks: RunHooks,
  expected = planned,
): Promise<boolean> {
  const { player, runs } = state;
  player.expected = expected;
  const play: Play = (from, to) => playChunk(player, from, to);
  while (state.done < until) {
    if (hooks.shouldStop?.()) return false;
    const from = state.done;
    const to = Math.min(until, from - (from % CHUNK) + CHUNK);
    const chunk = (await hooks.chunks?.next(from, to, planned, play)) ?? play(from, to);
    absorb(runs, chunk);
    for (const delay of at(chunk.arms, 0).deliveryMs) {
      state.deliveryMaxMs = Math.max(state.deliveryMaxMs, delay);
    }
    state.done = from + sizeOf(chunk);
    hooks.kept?.(chunk);
    hooks.progress?.(state.done, planned);
    await hooks.pause?.();
  }
  return true;
}

/** The estimates of the metric that the precision is about, in its own unit. */
function precisionOf(state: State) {
  const { compiled, runs } = state;
  const { metric } = compiled.study.precision;
  const contexts = contextsOf(compiled.study, state);
  const adjust = adjustOf(state);
  const scale = unitOf(metric.word) === 'ms' ? 1000 : 1; // estimated in seconds, wanted in ms
  return runs.flatMap((run, index) => {
    const found = estimateMetric(run.rows, metric, at(contexts, index), adjust);
    if (found === null) return [];
    const { value, low, high } = found;
    return [{ ...found, value: value * scale, low: low * scale, high: high * scale }];
  });
}

function stoppedOf(state: State, plan: RunPlan): Stopped {
  if (plan.replications !== null) return 'fixed';
  return isReached(precisionOf(state), state.compiled.study.precision) ? 'precise' : 'budget';
}
