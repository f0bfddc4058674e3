/**
 * Runs the validation: the study of published rates under its stated conditions, and the samplers.
 *
 * Never: tune anything. What would move a missed row is found by a sweep over the assumptions, and
 * only told.
 */
import { at } from '../../model/assert.ts';
import type { Model } from '../../model/model.ts';
import { emptyTenant } from '../../model/org/tenant.ts';
import type { Factor } from '../../scenarios/factors.ts';
import type { Sweep } from '../../scenarios/parse-sweep.ts';
import { compileStudy, seedOf } from '../arms.ts';
import type { Chunk } from '../chunk.ts';
import type { FactorEffect } from '../effects.ts';
import { newState, type RunHooks, runTo } from '../run.ts';
import { formatSeed } from '../streams.ts';
import { studyAt } from '../sweep/cells.ts';
import { runSweep } from '../sweep/sweep.ts';
import { playReplication } from '../workload.ts';
import { auditRow, classicRow, cloudRow, type Played, volumeRow } from './recall-rows.ts';
import {
  absentRows,
  groupsRow,
  mistakesRow,
  type Opens,
  openRateRow,
  opensRow,
  replyRow,
  SAMPLER_DRAWS,
} from './sampler-rows.ts';
import type { ValidationRow } from './validation.ts';

export type ValidationResult = {
  readonly version: 1;
  readonly study: string;
  readonly profile: string;
  readonly seed: string;
  readonly replications: number;
  readonly incomplete: boolean;
  readonly rows: readonly ValidationRow[];
};

export type ValidationPlan = {
  /** The study of published rates. */
  readonly sweep: Sweep;
  readonly model: Model;
  /** Messages in each condition. */
  readonly replications: number;
  /** Messages in each cell of the sweep over what moves a missed row; 0: it is not asked. */
  readonly moverReplications: number;
};

/** A level of a condition, as a factor that stands alone. */
function condition(
  set: readonly string[],
  value: unknown,
): readonly [Factor, { label: string; value: unknown }] {
  const level = { label: String(value), value };
  const about = { base: '', standing: null, source: '', range: null };
  return [{ name: set.at(-1) ?? '', set, levels: [level], ...about }, level];
}

const PRESETS = ['noticed-late', 'seconds'] as const;
/** For each mailbox in the cloud: one copy in four inside lies on premises. */
const OFF_CLOUD = 1 / 3;

/** Runs everything; `rows` in the order of their numbers. */
export async function runValidation(
  plan: ValidationPlan,
  hooks: RunHooks = {},
): Promise<ValidationResult> {
  const { sweep, replications } = plan;
  const { study } = sweep;
  const near: Played[] = [];
  const far: Played[] = [];
  let isWhole = true;
  for (const preset of PRESETS) {
    for (const [into, share] of [
      [near, null],
      [far, OFF_CLOUD],
    ] as const) {
      const played = isWhole ? await playUnder(plan, preset, share, hooks) : null;
      if (played === null) isWhole = false;
      else into.push(played);
    }
  }
  const rows = isWhole ? [classicRow(near), cloudRow(near), auditRow(far), volumeRow()] : [];
  const seed = seedOf(study.seed);
  const opens = isWhole ? opensOf(sweep) : [];
  const samplers = isWhole
    ? [
        replyRow(seed, SAMPLER_DRAWS),
        opensRow(opens),
        openRateRow(opens),
        mistakesRow(seed, PEOPLE),
        groupsRow(seed, GROUPS),
      ]
    : [];
  const moved = isWhole ? await withMovers(plan, rows, hooks) : [];
  return {
    version: 1,
    study: study.name,
    profile: study.profile,
    seed: formatSeed(seed),
    replications,
    incomplete: !isWhole || hooks.shouldStop?.() === true,
    rows: [...moved, ...samplers, ...absentRows()].sort((a, b) => a.row - b.row),
  };
}

/** The study under one preset of the recall delay; null: told to stop. */
async function playUnder(
  { sweep, model, replications }: ValidationPlan,
  preset: string,
  onPremises: number | null,
  hooks: RunHooks,
): Promise<Played | null> {
  const study = studyAt(sweep, [
    condition(['workload', 'recallAfter'], preset),
    ...(onPremises === null ? [] : [condition(['population', 'onPremisesShare'], onPremises)]),
  ]);
  const compiled = compileStudy(study, emptyTenant);
  const state = newState(compiled, { model, replications: null }, playReplication);
  const chunks: Chunk[] = [];
  const { shouldStop, pause } = hooks;
  const isDone = await runTo(state, replications, replications, {
    ...(shouldStop ? { shouldStop } : {}),
    ...(pause ? { pause } : {}),
    kept: (chunk) => chunks.push(chunk),
    progress: (done) => hooks.progress?.(done, replications),
  });
  if (!isDone) return null;
  const policies = study.policies.map(({ name }) => name);
  return { condition: preset, chunks, policies, sizeMax: state.sizeMax };
}

/** A broadcast to 10,000 recipients, 500 at a time, read by the readers of a study. */
const BROADCASTS = 20;
const EACH = 500;

function opensOf(sweep: Sweep): Opens {
  const study = studyAt(sweep, [
    condition(['workload', 'recipients'], EACH),
    condition(['workload', 'external'], 0),
    condition(['workload', 'reading'], 'broadcast'),
    // Long enough for everybody who opens at all within a week to have done so.
    condition(['workload', 'recallAfter'], '60d'),
    condition(['tenant', 'generate', 'mailboxes'], EACH + 200),
    condition(['population', 'onPremisesShare'], 0),
  ]);
  const compiled = compileStudy({ ...study, policies: [at(study.policies, 0)] }, emptyTenant);
  return Array.from({ length: BROADCASTS }, (_, replication) => {
    const { deeds, deliveryMs } = playReplication(compiled, replication);
    return deeds
      .filter(({ isReached }) => isReached)
      .map(({ entries }) => {
        const read = entries.find(({ action }) => action.kind === 'read');
        return read === undefined ? -1 : (read.at - deliveryMs) / 3_600_000;
      });
  }).flat();
}

/** Enough for a sampler's own noise to lie well within its band. */
const PEOPLE = 20_000;
const GROUPS = 2000;

/** The policy whose rate a row is about. */
const POLICY: Readonly<Record<number, string>> = { 1: 'classic', 2: 'cloud', 3: 'unread-only' };
const SHOWN = 4;

/** Rows with what moves them, where they are not met. */
async function withMovers(
  plan: ValidationPlan,
  rows: readonly ValidationRow[],
  hooks: RunHooks,
): Promise<ValidationRow[]> {
  const isOpen = rows.some(({ row, verdict }) => POLICY[row] !== undefined && verdict !== 'met');
  if (!isOpen || plan.moverReplications === 0) return [...rows];
  const factors = plan.sweep.factors.filter(({ standing }) => standing !== 'switch');
  const sweep: Sweep = { ...plan.sweep, factors, replications: plan.moverReplications };
  const result = await runSweep(sweep, emptyTenant, plan.model, hooks);
  if (result.design !== 'tornado') return [...rows];
  return rows.map((row) => {
    const effects = result.policies[POLICY[row.row] ?? '']?.effects ?? [];
    if (row.verdict === 'met') return row;
    return {
      ...row,
      movers: effects.slice(0, SHOWN).flatMap((one) => moverOf(one, result.metric)),
    };
  });
}

/** `clients at web and mobile: -14.4 points`; nothing where no interval is without 0. */
function moverOf({ factor, levels }: FactorEffect, metric: string): string[] {
  return levels.flatMap(({ level, differences }) => {
    const found = differences[metric];
    if (!found || (found.low <= 0 && found.high >= 0)) return [];
    const points = (found.value * 100).toFixed(1);
    return [`${factor} at ${level}: ${found.value > 0 ? '+' : ''}${points} points`];
  });
}
