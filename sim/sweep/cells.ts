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
import { type Fault, FaultError, formatPath } from '../../model/fault.ts';
import type { Model } from '../../model/model.ts';
import type { Tenant } from '../../model/org/tenant.ts';
import type { Combination } from '../../scenarios/factors.ts';
import type { Sweep } from '../../scenarios/parse-sweep.ts';
import type { Study } from '../../scenarios/study.ts';
import {
  type CompiledStudy,
  compileStudy,
  type Grown,
  growStudy,
  withNumbers,
  withSwitches,
} from '../arms.ts';
import { changedBetween, type Position } from '../effect-of.ts';
import { newRemembered, type Plays, type Remembered } from '../player.ts';
import { assertReach } from '../reach.ts';
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
export function studyAt({ studyWith }: Sweep, levels: Combination): Study {
  const study = studyWith(levels);
  if ('workload' in study) return study;
  throw faultAt(levels, at(study, 0));
}

/**
 * A new cell of a sweep.
 *
 * @throws FaultError  which names the levels, where no study can be made of them together
 */
export function newCellAt({ sweep, runner }: SweepRun, levels: Combination, first = 0): Cell {
  const study = studyAt(sweep, levels);
  try {
    return runner.newCell(study, first);
  } catch (error) {
    throw error instanceof FaultError ? faultAt(levels, error.fault) : error;
  }
}

function faultAt(levels: Combination, { position: _, ...fault }: Fault): FaultError {
  const named = levels.map(([{ name }, { label }]) => `"${name}" at ${label}`).join(', ');
  return new FaultError({
    ...fault,
    path: ['factors'],
    message: `${named}: ${formatPath(fault.path)} ${fault.message}`,
  });
}

/** What is made for one kind of cells is kept for so many kinds: the base, and the last ones. */
const KEPT = 4;

/** A compiled study, and what is remembered of it. */
type Compiled = { readonly compiled: CompiledStudy; readonly remembered: Remembered };

/** @param tenant  what the study's tenant holds, as read */
export function newCellRunner(model: Model, tenant: Tenant, hooks: RunHooks = {}): CellRunner {
  const grown = newMemo<Grown>();
  const bySettings = newMemo<(study: Study) => Compiled>();
  const compile = (study: Study): Compiled => {
    // What people do and when is drawn later, and switches decide nothing that is compiled.
    const { behaviours: _, workload, assume: __, policies, ...rest } = study;
    const unmoved = policies.map(({ assume: ___, ...policy }) => policy);
    const ofSwitches = bySettings(JSON.stringify([workload.kind, unmoved, rest]), () => {
      const soil = JSON.stringify([study.population, study.tenant]);
      const ground = grown(soil, () => growStudy(study, tenant));
      return bySwitches(compileStudy(study, tenant, ground));
    });
    const { compiled, remembered } = ofSwitches(study);
    return { compiled: withNumbers(compiled, study), remembered };
  };
  const { shouldStop, pause } = hooks;
  const told = { ...(shouldStop ? { shouldStop } : {}), ...(pause ? { pause } : {}) };
  return {
    newCell: (study, first = 0) => {
      const plan = { model, replications: null, order: 'apart' } as const;
      const plays: Plays = (view, replication, change) =>
        playReplication(view, first + replication, change);
      const { compiled, remembered } = compile(study);
      assertReach(compiled);
      return { study, state: newState(compiled, plan, plays, null, remembered) };
    },
    run: ({ state }, until) => runTo(state, until, until, told),
  };
}

/** A compiled study with its switches as another has them. */
function bySwitches(compiled: CompiledStudy): (study: Study) => Compiled {
  const known = newMemo<Compiled>();
  let first: Remembered | null = null;
  return (study) => {
    const positions = [study.assume, ...study.policies.map(({ assume }) => assume)];
    return known(JSON.stringify(positions), () => {
      const remembered = newRemembered(first);
      first ??= remembered;
      return { compiled: withSwitches(compiled, study), remembered };
    });
  };
}

/** Remembers what was made first, and what was asked for last, by key. */
function newMemo<T>(): (key: string, make: () => T) => T {
  const known = new Map<string, T>();
  let first: string | null = null;
  return (key, make) => {
    first ??= key;
    const value = known.get(key) ?? make();
    known.delete(key);
    known.set(key, value);
    const oldest = [...known.keys()].find((one) => one !== first);
    if (known.size > KEPT && oldest !== undefined) known.delete(oldest);
    return value;
  };
}

/** A policy of a cell. */
export function positionOf({ study, state }: Cell, policy: number): Position {
  const context = at(contextsOf(study, { ...state, looks: null }), policy);
  return { rows: at(state.runs, policy).rows, context };
}

/** Whether the rows of no policy differ. */
export function isSameSoFar(cell: Cell, other: Cell): boolean {
  return cell.state.runs.every(
    ({ rows }, policy) => changedBetween(rows, at(other.state.runs, policy).rows) === 0,
  );
}
