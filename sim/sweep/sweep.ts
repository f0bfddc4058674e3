/**
 * Runs a sweep: one factor at a time, all combinations, a Latin hypercube, or Sobol indices.
 *
 * Why one factor at a time is the default: it answers which assumption moves the answer, with a
 * paired difference for each, in two cells a factor.
 *
 * Never: choose a level because of what an estimate said. A position that changed nothing in the
 * first messages is left there, and its interval is one of so many messages.
 */
import { at } from '../../model/assert.ts';
import type { Model } from '../../model/model.ts';
import type { Tenant } from '../../model/org/tenant.ts';
import type { Factor, Level } from '../../scenarios/factors.ts';
import type { Sweep } from '../../scenarios/parse-sweep.ts';
import type { Study } from '../../scenarios/study.ts';
import { parseDuration } from '../../scenarios/time.ts';
import { seedOf } from '../arms.ts';
import { effectOf, factorResult, metricAt, metricsWith, strongestFirst } from '../effect-of.ts';
import type { MetricResult, Metrics } from '../effects.ts';
import type { RunHooks } from '../run.ts';
import { drawsFor, formatSeed } from '../streams.ts';
import { unitName } from '../study-result.ts';
import {
  type Cell,
  isSameSoFar,
  newCellAt,
  newCellRunner,
  positionOf,
  type SweepRun,
} from './cells.ts';
import { gridOf, gridSize, latinHypercube, otherLevels } from './designs.ts';
import { newLevelMeans } from './level-means.ts';
import { runSobol } from './sobol-run.ts';
import type { CellResult, SweepResult } from './sweep-result.ts';
import { windowsOf } from './window.ts';

/** Messages after which a position that changed nothing is left. */
export const SCREENED = 64;
export const LIMITS = { CELLS: 100_000 } as const;

/** How many cells a sweep runs. */
export function cellCount({ design, factors, points }: Sweep): number {
  if (design === 'grid') return gridSize(factors);
  if (design === 'latin-hypercube') return points;
  if (design === 'sobol') return points * (factors.length + 3);
  return 1 + factors.reduce((sum, factor) => sum + otherLevels(factor).length, 0);
}

/**
 * Runs a sweep to its end, or until it is told to stop.
 *
 * @param tenant  what the study's tenant holds, as read
 */
export async function runSweep(
  sweep: Sweep,
  tenant: Tenant,
  model: Model,
  hooks: RunHooks = {},
): Promise<SweepResult> {
  let done = 0;
  const planned = cellCount(sweep);
  const step = (): void => {
    done++;
    hooks.progress?.(done, planned);
  };
  const run: SweepRun = { sweep, runner: newCellRunner(model, tenant, hooks), step };
  const { study, factors, metric, replications } = sweep;
  const ran =
    sweep.design === 'tornado'
      ? await runTornado(run)
      : sweep.design === 'sobol'
        ? await runSobol(run)
        : await runTable(run);
  return {
    version: 1,
    study: study.name,
    profile: study.profile,
    seed: formatSeed(seedOf(study.seed)),
    metric: metric.name,
    unit: unitName(metric),
    confidence: study.precision.confidence,
    replications,
    cells: done,
    incomplete: done < planned,
    factors: factors.map(factorResult),
    ...ran,
  };
}

const byPolicy = <T>({ policies }: Study, value: (index: number) => T): Record<string, T> =>
  Object.fromEntries(policies.map(({ name }, index) => [name, value(index)]));

/** What a cell gives under a policy. */
function valuesOf({ metric, study }: Sweep, cell: Cell, policy: number): Metrics<MetricResult> {
  const position = positionOf(cell, policy);
  const metrics = metricsWith(metric, study);
  return Object.fromEntries(metrics.map((one) => [one.name, metricAt(position, one)]));
}

type Tried = { readonly factor: Factor; readonly level: Level; readonly cell: Cell };

async function runTornado(run: SweepRun) {
  const { sweep, runner, step } = run;
  const { study, factors, replications } = sweep;
  const base = runner.newCell(study);
  const tried: Tried[] = [];
  let goesOn = await runner.run(base, replications);
  if (goesOn) step();
  for (const factor of factors) {
    for (const level of otherLevels(factor)) {
      if (!goesOn) break;
      const cell = newCellAt(run, [[factor, level]]);
      goesOn = await runner.run(cell, Math.min(SCREENED, replications));
      if (goesOn && !isSameSoFar(cell, base)) goesOn = await runner.run(cell, replications);
      if (!goesOn) break;
      tried.push({ factor, level, cell });
      step();
    }
  }
  const metrics = metricsWith(sweep.metric, study);
  const policies = byPolicy(study, (policy) => {
    const own = positionOf(base, policy);
    const effects = factors.map((factor) => {
      const positions = tried
        .filter((one) => one.factor === factor)
        .map(({ cell, level }) => ({ label: level.label, position: positionOf(cell, policy) }));
      return effectOf(factor, own, positions, metrics, replications > SCREENED);
    });
    return { values: valuesOf(sweep, base, policy), effects: effects.sort(strongestFirst) };
  });
  return { design: 'tornado' as const, screened: Math.min(SCREENED, replications), policies };
}

async function runTable(run: SweepRun) {
  const { sweep, runner, step } = run;
  const { study, factors, design, points, replications } = sweep;
  const draws = drawsFor(seedOf(study.seed), 0);
  const isGrid = design === 'grid';
  const combinations = isGrid ? gridOf(factors) : latinHypercube(factors, points, draws);
  const table: CellResult[] = [];
  const means = newLevelMeans(sweep, combinations);
  for (const combination of combinations) {
    const placed = factors.map((factor, index) => [factor, at(combination, index)] as const);
    const cell = newCellAt(run, placed);
    if (!(await runner.run(cell, replications))) break;
    means.add(cell, table.length);
    table.push({
      levels: combination.map(({ label }) => label),
      policies: byPolicy(study, (policy) => valuesOf(sweep, cell, policy)),
    });
    step();
  }
  // Of a grid that was cut off some levels met the others' good ones alone.
  const isEven = !isGrid || table.length === combinations.length;
  const mainEffects = byPolicy(study, (policy) => (isEven ? means.under(policy) : []));
  const windows = isOverDelay(sweep)
    ? byPolicy(study, (policy) => windowsUnder(sweep, table, policy))
    : null;
  const made = isGrid ? ('grid' as const) : ('latin-hypercube' as const);
  return { design: made, table, mainEffects, windows };
}

/** Whether the one factor is how late the recall comes, in durations. */
function isOverDelay({ factors, design }: Sweep): boolean {
  const [only, ...others] = factors;
  if (only === undefined || others.length > 0 || design !== 'grid') return false;
  const isDelay = only.set.join('.') === 'workload.recallAfter' && only.range?.kind !== 'scale';
  return isDelay && only.levels.every(({ label }) => parseDuration(label) !== null);
}

function windowsUnder({ study, metric }: Sweep, table: readonly CellResult[], policy: number) {
  const { name } = at(study.policies, policy);
  return windowsOf(
    table.map(({ levels, policies }) => ({
      delay: at(levels, 0),
      rate: policies[name]?.[metric.name] ?? null,
    })),
  );
}
