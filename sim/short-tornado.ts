/**
 * What a result rests on: every switch that its messages met is moved on the same draws, and what
 * comes out otherwise is told.
 *
 * Why only messages that met a rule of the switch are played again: the others cite nothing that it
 * decides, so they are as they were (a test moves switches on all of them). A switch met by one
 * message in three hundred is thus tried on hundreds of times as many.
 *
 * Never: let what a moved message came to decide how many are tried. Their number follows from the
 * budget and from which rules the study itself met.
 */
import { at } from '../model/assert.ts';
import { assumptionNames } from '../model/assumptions.ts';
import type { Model } from '../model/model.ts';
import { RECALL_AFTER } from '../scenarios/behaviours.ts';
import { documentedFactors } from '../scenarios/default-factors.ts';
import type { Factor, Level } from '../scenarios/factors.ts';
import { parseAssumption } from '../scenarios/parse-assume.ts';
import type { Study } from '../scenarios/study.ts';
import { type CompiledStudy, withNumbers, withSwitches } from './arms.ts';
import type { Chunk } from './chunk.ts';
import {
  changedBetween,
  effectOf,
  factorResult,
  metricsWith,
  strongestFirst,
} from './effect-of.ts';
import type { FactorEffect, ShortTornado, TriedLevel } from './effects.ts';
import { estimateProportion } from './estimate/proportion.ts';
import { COLUMNS, columnOf, rowOf } from './fates.ts';
import { headlineOf } from './headline.ts';
import { newPlayer, outcomeUnder, type Plays } from './player.ts';
import { newRowStore, type PolicyRun, type RowStore } from './rows.ts';
import { contextsOf, type StudyResult, unitName } from './study-result.ts';
import { otherLevels } from './sweep/designs.ts';
import { isAbout, isMoved, mayGoOtherwise, switchesMet } from './switches-met.ts';

/** Recipients that are followed again in all, and messages that are remembered for it. */
export const TORNADO = { RECIPIENTS: 12_000, MESSAGES: 8192 } as const;

/** A message of the run: its number, and by policy the rules that it cited. */
type Logged = { readonly replication: number; readonly cited: readonly string[] };

/** Which messages a run measured, the first of them; the one at place i has row i. */
export type MessageLog = {
  readonly messages: readonly Logged[];
  readonly add: (chunk: Chunk) => void;
};

export function newMessageLog(): MessageLog {
  const messages: Logged[] = [];
  const add = ({ arms, cited, from }: Chunk): void => {
    at(arms, 0).measured.forEach((isMeasured, index) => {
      if (isMeasured === 0 || messages.length >= TORNADO.MESSAGES) return;
      const sets = arms.map((arm) => at(cited, at(arm.cited, index)));
      messages.push({ replication: from + index, cited: sets });
    });
  };
  return { messages, add };
}

/** A run that has ended, and what to play its messages with. */
export type Ended = {
  readonly compiled: CompiledStudy;
  readonly model: Model;
  readonly plays: Plays;
  readonly runs: readonly PolicyRun[];
  readonly log: MessageLog;
  readonly deliveryMaxMs: number;
  readonly sizeMax: number;
};

/** The switches that the messages met, and when the recall comes, which nobody has measured. */
function factorsOf({ compiled: { study }, runs }: Ended): Factor[] {
  const met = new Set(
    runs.flatMap(({ cited }) => [...cited.keys()].flatMap((of) => [...switchesMet(of)])),
  );
  const isUsed = (name: string): boolean =>
    (met.has(name) && isAbout(name, study)) ||
    study.policies.some(({ assume }) => isMoved(assume, name));
  const isRecalled = study.policies.some(({ answer }) => answer?.kind !== 'nothing');
  return documentedFactors(study).filter(({ name, standing }) =>
    standing === 'switch' ? isUsed(name) : name === 'recallAfter' && isRecalled,
  );
}

/** A study with a factor at another position; a policy that has a position of its own keeps it. */
function studyWith(study: Study, { name }: Factor, { label }: Level): Study {
  if (name === 'recallAfter') {
    const { distribution } = at(
      Object.entries(RECALL_AFTER).flatMap(([known, one]) => (known === label ? [one] : [])),
      0,
    );
    return { ...study, workload: { ...study.workload, recallAfter: distribution } };
  }
  const read = parseAssumption(`${name}=${label}`);
  const known = assumptionNames.find((one) => one === name);
  if (!read.ok || known === undefined) throw new RangeError(`${name} has no position ${label}`);
  const own = (of: Study['assume']): boolean => String(of[known]) !== String(study.assume[known]);
  const moved = (assume: Study['assume']): Study['assume'] => ({ ...assume, [known]: read.value });
  const policies = study.policies.map((policy) =>
    own(policy.assume) ? policy : { ...policy, assume: moved(policy.assume) },
  );
  return { ...study, assume: moved(study.assume), policies };
}

/** One factor at another position: rows of the first messages, by policy. */
type Tried = {
  readonly factor: Factor;
  readonly level: Level;
  readonly study: Study;
  readonly rows: readonly RowStore[];
};

type Budget = { readonly share: number; used: number };

/**
 * Plays the first messages again at a position: about as many as the share of the budget allows.
 * How many follows from what a message costs on average, whichever come first: to end before one
 * that is too large would leave large ones out.
 */
function tryLevel(ended: Ended, factor: Factor, level: Level, budget: Budget): Tried {
  const { compiled, log, model, plays, runs } = ended;
  const study = studyWith(compiled.study, factor, level);
  const isSwitch = factor.standing === 'switch';
  const moved = isSwitch ? withSwitches(compiled, study) : withNumbers(compiled, study);
  const player = newPlayer(moved, model, plays, 'whole');
  const rows = runs.map(newRowStore);
  const isMet = (cited: readonly string[], policy: number): boolean => {
    const before = at(compiled.study.policies, policy);
    if (!isSwitch) return true;
    if (before === study.policies[policy]) return false;
    return mayGoOtherwise(at(cited, policy), before.assume, [factor.name]);
  };
  const costs = log.messages.map(({ cited }, place) =>
    runs.reduce((sum, { rows: own }, policy) => {
      return sum + (isMet(cited, policy) ? sizeAt(own, place) : 0);
    }, 0),
  );
  const all = costs.reduce((sum, cost) => sum + cost, 0);
  const allowed = Math.max(2, Math.floor((budget.share * costs.length) / Math.max(1, all)));
  for (const [place, { cited, replication }] of log.messages.slice(0, allowed).entries()) {
    budget.used += at(costs, place);
    runs.forEach((run, policy) => {
      const row = isMet(cited, policy) ? playAgain(policy, replication) : rowAt(run.rows, place);
      at(rows, policy).push(row);
    });
  }
  return { factor, level, study, rows };

  function playAgain(policy: number, replication: number): Float64Array {
    const written = plays(moved.viewOf(policy), replication);
    const { tallied } = outcomeUnder(player, policy, replication, written);
    return tallied === null ? new Float64Array(COLUMNS) : rowOf(tallied);
  }
}

const RECIPIENTS = columnOf('recipients', 'all');

/** How many are followed again with a message: those it was written to, reached or not. */
const sizeAt = (rows: RowStore, place: number): number =>
  Math.max(1, at(rows.column(RECIPIENTS), place));

function rowAt(rows: RowStore, place: number): Float64Array {
  return Float64Array.from({ length: COLUMNS }, (_, column) => at(rows.column(column), place));
}

/** What moves the headline of a run that has ended; null: nothing was measured or met. */
export function shortTornado(ended: Ended, result: StudyResult): ShortTornado | null {
  const { compiled, log } = ended;
  const { study } = compiled;
  const factors = factorsOf(ended);
  const levels = factors.flatMap((factor) =>
    otherLevels(factor).map((level) => ({ factor, level })),
  );
  if (log.messages.length === 0 || levels.length === 0) return null;
  const share = Math.floor(TORNADO.RECIPIENTS / levels.length);
  const budget: Budget = { share, used: 0 };
  const tried = levels.map(({ factor, level }) => tryLevel(ended, factor, level, budget));
  const { metric } = study.precision;
  const policies = study.policies.map(({ name }, policy) => {
    const effects = factors.map((factor) => {
      const own = tried.filter((one) => one.factor === factor);
      return effect(ended, own, factor, policy);
    });
    effects.sort(strongestFirst);
    const values = result.policies[name] ?? {};
    return [name, { values, effects }] as const;
  });
  const made = {
    metric: metric.name,
    unit: unitName(metric),
    confidence: study.precision.confidence,
    budget: { recipients: TORNADO.RECIPIENTS, used: budget.used },
    factors: factors.map(factorResult),
    policies: Object.fromEntries(policies),
  };
  return { ...made, headline: headlineOf(study, result, made) };
}

/** How far the positions of a factor take the metrics of a policy. */
function effect(
  { compiled: { study }, deliveryMaxMs, runs, sizeMax }: Ended,
  own: readonly Tried[],
  factor: Factor,
  policy: number,
): FactorEffect<TriedLevel> {
  const contextOf = (of: Study) =>
    at(contextsOf(of, { deliveryMaxMs, sizeMax, looks: null }), policy);
  const base = { rows: at(runs, policy).rows, context: contextOf(study) };
  const tried = own.map(({ level, rows, study: moved }) => {
    return { label: level.label, position: { rows: at(rows, policy), context: contextOf(moved) } };
  });
  const { metric, confidence } = study.precision;
  const found = effectOf(factor, base, tried, metricsWith(metric, study), false);
  const levels = found.levels.map((level, index): TriedLevel => {
    const { rows } = at(tried, index).position;
    const decides = estimateProportion(changedBetween(rows, base.rows), rows.size(), confidence);
    return { ...level, decides };
  });
  return { ...found, levels };
}

/** A result with what it rests on: by rate the switches that moved it. */
export function resting(result: StudyResult, tornado: ShortTornado | null): StudyResult {
  if (tornado === null) return result;
  const policies = Object.entries(result.policies).map(([name, metrics]) => {
    const effects = tornado.policies[name]?.effects ?? [];
    const restsOn = (metric: string): string[] =>
      effects
        .filter(({ factor }) => tornado.factors.some(isSwitchNamed(factor)))
        .filter(({ levels }) => levels.some((one) => one.differences[metric]?.value))
        .map(({ factor }) => factor);
    const rated = Object.entries(metrics).map(([metric, estimate]) => [
      metric,
      estimate === null ? null : { ...estimate, restsOn: restsOn(metric) },
    ]);
    return [name, Object.fromEntries(rated)];
  });
  return { ...result, policies: Object.fromEntries(policies), tornado };
}

const isSwitchNamed =
  (factor: string) =>
  ({ name, standing }: ShortTornado['factors'][number]): boolean =>
    name === factor && standing === 'switch';
