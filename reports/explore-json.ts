/**
 * An exploration for another program. Paths are text: there are more of them than a number of JSON
 * holds exactly.
 */
import { plainScenario } from '../scenarios/print-scenario.ts';
import type { PartResult, WorldResult } from '../sim/explore/explore.ts';
import { counterexampleFile, type ExploreReport } from './explore-report.ts';

export function exploreJson({ exploration, verdict, untested, commands }: ExploreReport): string {
  const value = {
    version: 1,
    verdict,
    incomplete: exploration.isInterrupted,
    reproduce: commands.again,
    machines: exploration.machines,
    worlds: exploration.worlds.map(plainWorld),
    untested,
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}

function plainWorld(world: WorldResult) {
  return {
    name: world.name,
    question: world.question,
    file: world.file,
    combinations: world.cases,
    combinationsDone: world.casesDone,
    choices: world.choices,
    interchangeable: world.interchangeable,
    bound: { states: world.statesMax },
    complete: world.isComplete,
    states: { withSymmetry: world.states, withoutSymmetry: world.statesApart },
    // As text: they may be beyond what a number holds. Null: not known, the walk was cut short.
    paths: world.isComplete
      ? { withSymmetry: String(world.paths), withoutSymmetry: String(world.pathsApart) }
      : null,
    steps: world.steps,
    stepsKnown: world.stepsKnown,
    depth: world.depth,
    rulesCited: world.rulesCited,
    expectations: world.expectations.map((expectation) => ({
      ...expectation,
      parts: expectation.parts.map((part) => plainPart(world, part)),
    })),
  };
}

function plainPart(world: WorldResult, { counterexample, ...part }: PartResult) {
  if (counterexample === null) return { ...part, counterexample: null };
  const { positions, choices, scenario } = counterexample;
  const file = counterexampleFile(world.name, part.sentence);
  return {
    ...part,
    counterexample: { file, positions, choices, scenario: plainScenario(scenario) },
  };
}
