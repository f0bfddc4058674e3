/**
 * The cells of a sweep: one study each, all on the same draws, compiled no oftener than needed.
 *
 * Why the replications of every cell begin at the same number: draws are addressed by seed,
 * replication and entity, so two cells meet the same mistakes, readers and delays, and differ by
 * what their levels do alone.
 *
 * Never: give a cell a seed of its own, or read an estimate.
 */
import { at } from '../../model/assert.ts';
import { FaultError } from '../../model/fault.ts';
import type { Model } from '../../model/model.ts';
import type { Tenant } from '../../model/org/tenant.ts';
import type { Factor, Level } from '../../scenarios/factors.ts';
import type { Sweep } from '../../scenarios/parse-sweep.ts';
import type { Study } from '../../scenarios/study.ts';
import { type CompiledStudy, compileStudy, type Grown, growStudy, withNumbers } from '../arms.ts';
import { changedBetween, type Position } from '../effect-of.ts';
import { newState, type RunHooks, runTo, type State } from '../run.ts';
import { contextsOf } from '../study-result.ts';
import { playReplication } from '../workload.ts';

/** A cell in progress: messages are added to it at its end. */
export type Cell = { readonly study: Study; readonly state: State };

/** What cells are run with. */
export type CellRunner = {
  /** `first`: the replication that the cell begins with. */
  readonly newCell: (study: Study, first?: number) => Cell;
  /** Runs a cell up to so many messages; false: told to stop. */
  readonly run: (cell: Cell, until: number) => Promise<boolean>;
};

/** Everything a design is run with. */
export type SweepRun = {
  readonly sweep: Sweep;
  readonly runner: CellRunner;
  /** Tells that a cell is done. */
  readonly step: () => void;
};

/** The study with levels in place; the parser has tried every level alone. */
export function studyAt(
  { studyWith }: Sweep,
  levels: readonly (readonly [Factor, Level])[],
): Study {
  const study = studyWith(levels);
  if ('workload' in study) return study;
  const [fault] = study;
  const message = `levels that do not go together: ${fault?.message ?? ''}`;
  throw new FaultError({ code: 'out-of-range', path: ['factors'], message });
}

/** Compiled studies that are kept: the base, and what was compiled last. */
const KEPT = 4;

/** @param tenant  what the study's tenant holds, as read */
export function newCellRunner(model: Model, tenant: Tenant, hooks: RunHooks = {}): CellRunner {
  const grown = newMemo<Grown>();
  const compiled = newMemo<CompiledStudy>();
  const compile = (study: Study): CompiledStudy => {
    const soil = JSON.stringify([study.population, study.tenant]);
    // All that compiling reads: what people do and when is drawn later.
    const { behaviours: _, workload, ...rest } = study;
    const known = compiled(JSON.stringify([workload.kind, rest]), () =>
      compileStudy(
        study,
        tenant,
        grown(soil, () => growStudy(study, tenant)),
      ),
    );
    return withNumbers(known, study);
  };
  const { shouldStop, pause } = hooks;
  const told = { ...(shouldStop ? { shouldStop } : {}), ...(pause ? { pause } : {}) };
  return {
    newCell: (study, first = 0) => {
      const plan = { model, replications: null };
      const state = newState(compile(study), plan, (view, replication, change) =>
        playReplication(view, first + replication, change),
      );
      return { study, state };
    },
    run: ({ state }, until) => runTo(state, until, until, told),
  };
}

/** Remembers what was made last, by key. */
function newMemo<T>(): (key: string, make: () => T) => T {
  const known = new Map<string, T>();
  return (key, make) => {
    const value = known.get(key) ?? make();
    known.delete(key);
    known.set(key, value);
    // The first one is the base, which every other cell comes back to.
    const [, second] = known.keys();
    if (known.size > KEPT && second !== undefined) known.delete(second);
    return value;
  };
}

/** A policy of a cell. */
export function positionOf({ study, state }: Cell, policy: number): Position {
  const { deliveryMaxMs, runs } = state;
  const context = at(contextsOf(study, { deliveryMaxMs, looks: null }), policy);
  return { rows: at(runs, policy).rows, context };
}

/** Whether the rows of no policy differ. */
export function isSameSoFar(cell: Cell, other: Cell): boolean {
  return cell.state.runs.every(
    ({ rows }, policy) => changedBetween(rows, at(other.state.runs, policy).rows) === 0,
  );
}
