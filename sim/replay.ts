/**
 * Replay: one scenario through the kernel, its outcome, its trace hash, and the verdict on what was
 * expected.
 */
import type { Model } from '../model/model.ts';
import type { Observer } from '../model/world/run.ts';
import { compileScenario } from '../scenarios/compile.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { type Unmet, unmetExpectations } from './expect.ts';
import { outcomeOf, type ScenarioOutcome } from './outcome.ts';
import { type Simulated, simulate } from './simulate.ts';
import { firstDifference, newTrace, observers, type TraceLine } from './trace.ts';

export type Verdict = 'passed' | 'failed' | 'no-expectations';

export type Replayed = {
  readonly scenario: Scenario;
  readonly simulated: Simulated;
  readonly outcome: ScenarioOutcome;
  readonly traceHash: string;
  readonly verdict: Verdict;
  readonly unmet: readonly Unmet[];
};

/** Replays one scenario; `observer` is told of every event, step and decision. */
export function replay(
  model: Model,
  scenario: Scenario,
  observer: Observer | null = null,
): Replayed {
  const trace = newTrace(model);
  const watching = observer === null ? trace.observer : observers(trace.observer, observer);
  const simulated = simulate(model, compileScenario(scenario), watching);
  const outcome = outcomeOf(simulated, scenario.start);
  const unmet = unmetExpectations(scenario.expect, outcome, scenario.start);
  const verdict =
    scenario.expect.length === 0 ? 'no-expectations' : unmet.length === 0 ? 'passed' : 'failed';
  return { scenario, simulated, outcome, traceHash: trace.hash(), verdict, unmet };
}

export type Divergence = {
  readonly index: number;
  readonly one: TraceLine | null;
  readonly other: TraceLine | null;
};

/**
 * Runs a scenario twice and names the first line in which the runs differ; null when they do not.
 */
export function checkTwice(
  model: Model,
  scenario: Scenario,
  again: Model = model,
): Divergence | null {
  const one = newTrace(model, true);
  const other = newTrace(again, true);
  simulate(model, compileScenario(scenario), one.observer);
  simulate(again, compileScenario(scenario), other.observer);
  return firstDifference(one.lines, other.lines);
}
