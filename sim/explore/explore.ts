/**
 * Exploration: the machines, then small worlds case by case, with a verdict for each part of what
 * is expected and the shortest scenario for each that does not hold.
 *
 * Never: call a part held that was not put to the test, or one whose walk was cut short.
 */
import { AssertionError, at } from '../../model/assert.ts';
import type { Model } from '../../model/model.ts';
import { ruleIds } from '../../model/rules/catalogue.ts';
import type { Scenario } from '../../scenarios/scenario.ts';
import type { Expectation, Part, Tally } from './expectation.ts';
import type { MachineWalk } from './machine-walk.ts';
import { newSearch, type SearchResult } from './search.ts';
import { type Shortest, shortestBreak } from './shortest.ts';
import { scenarioOf, smallWorld, type WorldOptions } from './small-world.ts';
import type { WorldCase } from './world-cases.ts';

/**
 * `holds` · `violated` · `unreached`: no path gives what some path is expected to give · `vacuous`:
 * never put to the test · `inconclusive`: the walk was cut short.
 */
export type Verdict = 'holds' | 'violated' | 'unreached' | 'vacuous' | 'inconclusive';

export type World = {
  readonly name: string;
  readonly question: string;
  /** The file that it was read from; null for a bundled one. */
  readonly file: string | null;
  readonly cases: readonly WorldCase[];
  readonly expectations: readonly Expectation[];
  readonly inFull: boolean;
};

export type Bounds = {
  /** The most states of one case. */
  readonly statesMax: number;
  readonly withoutSymmetry: boolean;
};

export type PartResult = {
  readonly sentence: string;
  readonly verdict: Verdict;
  /** How often it was put to the test; for `occurs`: in how many states it does. */
  readonly checked: number;
  readonly broken: number;
  /** The shortest scenario in which it does not hold, or in which it is not reached. */
  readonly counterexample: Counterexample | null;
};

export type Counterexample = {
  readonly name: string;
  readonly positions: readonly string[];
  readonly choices: number;
  readonly scenario: Scenario;
};

export type ExpectationResult = {
  readonly kind: Expectation['kind'];
  readonly sentence: string;
  readonly rules: Expectation['rules'];
  readonly verdict: Verdict;
  readonly parts: readonly PartResult[];
};

export type WorldResult = {
  readonly name: string;
  readonly question: string;
  readonly file: string | null;
  readonly cases: number;
  /** Cases that were walked to the end. */
  readonly casesDone: number;
  readonly choices: number;
  /** How many recipients are in each set of interchangeable ones, of the first case. */
  readonly interchangeable: readonly number[];
  readonly statesMax: number;
  readonly states: number;
  readonly statesApart: number;
  readonly paths: bigint;
  readonly pathsApart: bigint;
  /** World steps, and how many of them were known from the same step before. */
  readonly steps: number;
  readonly stepsKnown: number;
  /** The most states on one path. */
  readonly depth: number;
  readonly isComplete: boolean;
  /** How many rules of the catalogue the walk cited. */
  readonly rulesCited: number;
  readonly expectations: readonly ExpectationResult[];
};

export type Exploration = {
  readonly machines: readonly MachineWalk[];
  readonly worlds: readonly WorldResult[];
  readonly isInterrupted: boolean;
};

export type ExploreHooks = {
  readonly progress: (world: string, done: number, cases: number, states: number) => void;
  readonly shouldStop: () => boolean;
  /** Lets signals and output through. */
  readonly pause: () => Promise<void>;
};

/** Edges between two looks at the hooks. */
const EDGES = 50_000;

/** Walks every case of a world. */
export async function exploreWorld(
  model: Model,
  world: World,
  bounds: Bounds,
  hooks: ExploreHooks,
): Promise<WorldResult> {
  const parts = world.expectations.flatMap((expectation) => expectation.parts);
  const options = { parts, statesMax: bounds.statesMax };
  const sum = newTotal(parts);
  for (const { scenario } of world.cases) {
    if (hooks.shouldStop()) break;
    let result = await walkCase(
      model,
      scenario,
      worldOptions(world, bounds),
      options,
      hooks,
      (states) =>
        hooks.progress(world.name, sum.casesDone, world.cases.length, sum.states + states),
    );
    if (result.crossed) {
      const apart = { ...worldOptions(world, bounds), withoutSymmetry: true };
      result = await walkCase(model, scenario, apart, options, hooks, () => {});
    }
    add(sum, result);
  }
  const first = smallWorld(at(world.cases, 0).scenario, worldOptions(world, bounds));
  const isComplete = sum.casesDone === world.cases.length;
  return {
    name: world.name,
    question: world.question,
    file: world.file,
    cases: world.cases.length,
    choices: first.actions.length,
    interchangeable: first.interchangeable.map(({ length }) => length),
    statesMax: bounds.statesMax,
    ...sum,
    rulesCited: sum.hits.reduce((count, hit) => count + (hit > 0 ? 1 : 0), 0),
    isComplete,
    expectations: judged(model, world, bounds, sum, isComplete),
  };
}

function worldOptions(world: World, bounds: Bounds): WorldOptions {
  return {
    withoutSymmetry: bounds.withoutSymmetry || world.inFull,
    inFull: world.inFull,
  };
}

async function walkCase(
  model: Model,
  scenario: Scenario,
  how: WorldOptions,
  options: { readonly parts: readonly Part[]; readonly statesMax: number },
  hooks: ExploreHooks,
  progress: (states: number) => void,
): Promise<SearchResult> {
  const search = newSearch(model, smallWorld(scenario, how).ground, options);
  for (;;) {
    const result = search.advance(EDGES);
    if (result !== null) return result;
    progress(search.result().states);
    await hooks.pause();
    if (hooks.shouldStop()) return search.result();
  }
}

type Total = {
  casesDone: number;
  states: number;
  statesApart: number;
  paths: bigint;
  pathsApart: bigint;
  steps: number;
  stepsKnown: number;
  depth: number;
  readonly tallies: Tally[];
  /** [part] the cases in which it was broken. */
  readonly brokenIn: number[][];
  readonly hits: Uint32Array;
  walked: number;
};

function newTotal(parts: readonly Part[]): Total {
  return {
    casesDone: 0,
    states: 0,
    statesApart: 0,
    paths: 0n,
    pathsApart: 0n,
    steps: 0,
    stepsKnown: 0,
    depth: 0,
    tallies: parts.map(() => ({ checked: 0, broken: 0 })),
    brokenIn: parts.map(() => []),
    hits: new Uint32Array(ruleIds.length),
    walked: 0,
  };
}

function add(sum: Total, result: SearchResult): void {
  const index = sum.walked++;
  if (result.isComplete) sum.casesDone++;
  sum.states += result.states;
  sum.statesApart += result.statesApart;
  sum.paths += result.paths;
  sum.pathsApart += result.pathsApart;
  sum.steps += result.steps;
  sum.stepsKnown += result.stepsKnown;
  sum.depth = Math.max(sum.depth, result.depth);
  result.hits.forEach((hit, rule) => {
    sum.hits[rule] = at(sum.hits, rule) + hit;
  });
  result.tallies.forEach(({ checked, broken }, part) => {
    const tally = at(sum.tallies, part);
    tally.checked += checked;
    tally.broken += broken;
    if (broken > 0) at(sum.brokenIn, part).push(index);
  });
}

function judged(
  model: Model,
  world: World,
  bounds: Bounds,
  sum: Total,
  isComplete: boolean,
): ExpectationResult[] {
  let index = 0;
  return world.expectations.map(({ kind, sentence, rules, parts }) => {
    const results = parts.map((part): PartResult => {
      const tally = at(sum.tallies, index);
      const brokenIn = at(sum.brokenIn, index++);
      const verdict = verdictOf(part, tally, isComplete);
      const counterexample =
        verdict === 'violated'
          ? shortest(model, world, bounds, part, brokenIn)
          : verdict === 'unreached'
            ? nothingDone(world, part)
            : null;
      return { sentence: part.sentence, verdict, ...tally, counterexample };
    });
    return { kind, sentence, rules, verdict: worst(results), parts: results };
  });
}

function verdictOf({ kind }: Part, { checked, broken }: Tally, isComplete: boolean): Verdict {
  if (broken > 0) return 'violated';
  if (kind === 'occurs') return checked > 0 ? 'holds' : isComplete ? 'unreached' : 'inconclusive';
  if (!isComplete) return 'inconclusive';
  return checked > 0 ? 'holds' : 'vacuous';
}

const byBadness: readonly Verdict[] = ['violated', 'unreached', 'inconclusive', 'holds', 'vacuous'];

/**
 * The worst of several verdicts; parts that were never put to the test do not count beside others.
 */
export function worst(results: readonly { readonly verdict: Verdict }[]): Verdict {
  const found = byBadness.find((verdict) => results.some((result) => result.verdict === verdict));
  return found ?? 'vacuous';
}

/** The shortest scenario over the cases in which a part was broken. */
function shortest(
  model: Model,
  world: World,
  bounds: Bounds,
  part: Part,
  brokenIn: readonly number[],
): Counterexample {
  const cases = brokenIn.map((index) => at(world.cases, index));
  const most = smallWorld(at(cases, 0).scenario, worldOptions(world, bounds)).actions.length;
  for (let choices = 0; choices <= most; choices++) {
    for (const { scenario, positions } of cases) {
      const small = smallWorld(scenario, { ...worldOptions(world, bounds), withoutSymmetry: true });
      const found: Shortest | null = shortestBreak(model, small.ground, part, choices);
      if (found === null) continue;
      const name = `${part.sentence}: not so`;
      const path = scenarioOf(small, found.path, name);
      const untilMs = found.until ?? scenario.untilMs;
      return { name, positions, choices, scenario: { ...path, untilMs, expect: found.wanted } };
    }
  }
  throw new AssertionError(`what was broken is found again: ${part.sentence}`);
}

/** What is not reached is not reached by doing nothing: the shortest path of all. */
function nothingDone(world: World, part: Part): Counterexample {
  const { scenario, positions } = at(world.cases, 0);
  const small = smallWorld(scenario, { withoutSymmetry: true, inFull: false });
  const name = `${part.sentence}: not reached`;
  return { name, positions, choices: 0, scenario: scenarioOf(small, [], name) };
}
