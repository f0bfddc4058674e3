/**
 * Properties of scenarios: stated once, run on stored counterexamples first, then on generated
 * scenarios.
 *
 * A failing case is shrunk, written to `properties/corpus/` as a scenario file, and replayed first
 * from then on. Beside every *always* stands a *sometimes*: a property whose interesting case never
 * occurs says nothing.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, describe as suite, it as test } from 'vitest';
import { assert } from '../model/assert.ts';
import { createModel, type Model, tabulateAll } from '../model/model.ts';
import type { RuleId } from '../model/rules/catalogue.ts';
import type { Observer } from '../model/world/run.ts';
import { parseScenario } from '../scenarios/parse-scenario.ts';
import { printScenario } from '../scenarios/print-scenario.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { type Replayed, replay } from '../sim/replay.ts';

const corpus = join(import.meta.dirname, 'corpus');
const tables = tabulateAll();
export const model = createModel(tables, 'table');
export const xstateModel = createModel(tables, 'xstate');

/** What runs scenarios now: the model, or the mutant that is being judged. */
let judged: Model = model;

/** What runs the scenarios of properties now. */
export function judgedModel(): Model {
  return judged;
}

/** Replays a scenario on the table; what is judged runs it once for all properties. */
export function run(scenario: Scenario): Replayed {
  if (judged === model) return replay(model, scenario, endless());
  const known = runs.get(judged) ?? new WeakMap<Scenario, () => Replayed>();
  runs.set(judged, known);
  const answer = known.get(scenario) ?? kept(judged, scenario);
  known.set(scenario, answer);
  return answer();
}

const runs = new WeakMap<Model, WeakMap<Scenario, () => Replayed>>();

/** A run that has been made, or what it has thrown. */
function kept(other: Model, scenario: Scenario): () => Replayed {
  try {
    const replayed = replay(other, scenario, endless());
    return () => replayed;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

/** The most events that a scenario of a test may take; a mutant may go round in circles. */
const EVENTS_MAX = 2_000;

/** An observer that throws when a run does not come to an end. */
export function endless(): Observer {
  let events = 0;
  return {
    event: () => assert(++events <= EVENTS_MAX, 'a scenario of a test comes to an end'),
    step: () => {},
    decision: () => {},
  };
}

/** Does something while another model runs the scenarios of every property. */
export function withModel<T>(other: Model, act: () => T): T {
  judged = other;
  try {
    return act();
  } finally {
    judged = model;
  }
}

/** An *always* as a value: for judges that run it on a model of their own. */
export type Always = {
  readonly rules: readonly RuleId[];
  readonly sentence: string;
  readonly scenarios: fc.Arbitrary<Scenario>;
  readonly holds: (scenario: Scenario) => void;
};

/** Where properties go while a file of them is being collected; null while they are tested. */
let collected: Always[] | null = null;

/** The *always* properties of the files that `load` imports, in their order; none is run. */
export async function collectAlways(load: () => Promise<unknown>): Promise<readonly Always[]> {
  const found: Always[] = [];
  collected = found;
  try {
    await load();
  } finally {
    collected = null;
  }
  return found;
}

/** `describe` of vitest; while properties are collected, only its body. */
export function describe(title: string, body: () => void): void {
  if (collected === null) suite(title, body);
  else body();
}

/** `it` of vitest; while properties are collected, nothing. */
export function it(title: string, body: () => void | Promise<void>): void {
  if (collected === null) test(title, body);
}

/** The scenario as it comes back from the file that is written of it. */
export function readBack(scenario: Scenario): Scenario {
  const parsed = parseScenario(printScenario(scenario), 'generated.yaml');
  if (!parsed.ok) expect.fail(JSON.stringify(parsed.faults));
  return parsed.value;
}

/**
 * Table and XState agree on scenarios, and so do the files written of them.
 *
 * XState takes a hundred times as long as the table, so fewer scenarios are tried than elsewhere;
 * that the tables are what XState says is tested for every cell (properties/machines.test.ts).
 */
export function agreement(what: string, scenarios: fc.Arbitrary<Scenario>): void {
  it(`table, XState and files agree on ${what}`, () => {
    const numRuns = Math.ceil((fc.readConfigureGlobal().numRuns ?? 100) / 5);
    const agree = fc.property(scenarios, (scenario) => {
      const byTable = expectSteppersToAgree(scenario);
      const again = run(readBack(scenario));
      expect(again.traceHash).toBe(byTable.traceHash);
      expect(again.outcome).toEqual(byTable.outcome);
    });
    fc.assert(agree, { numRuns });
  });
}

/** Fails unless the table and XState give the same outcome and trace; returns the table's. */
function expectSteppersToAgree(scenario: Scenario): Replayed {
  const byTable = replay(judged, scenario);
  const byMachine = replay(xstateModel, scenario);
  expect(byMachine.traceHash).toBe(byTable.traceHash);
  expect(JSON.stringify(byMachine.outcome)).toBe(JSON.stringify(byTable.outcome));
  expect([...byMachine.simulated.hits]).toEqual([...byTable.simulated.hits]);
  return byTable;
}

/** Stored counterexamples of a property, in order of their names. */
function storedCases(slug: string): Scenario[] {
  mkdirSync(corpus, { recursive: true });
  const files = readdirSync(corpus).filter((file) => file.startsWith(`${slug}-`));
  return files.sort().map((file) => {
    const parsed = parseScenario(readFileSync(join(corpus, file), 'utf8'), file);
    if (!parsed.ok) throw new Error(`corpus/${file} does not parse: ${parsed.faults[0]?.message}`);
    return parsed.value;
  });
}

/** `Recalled means gone` -> `recalled-means-gone`. */
export function slugOf(sentence: string): string {
  return sentence
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);
}

/**
 * An *always*: the predicate holds (does not throw) for every scenario.
 *
 * @param rules      the rules of the catalogue that it asserts
 * @param sentence   what holds, in the present tense
 * @param scenarios  where scenarios come from
 * @param holds      throws (an `expect`) when it does not hold
 */
export function always(
  rules: readonly RuleId[],
  sentence: string,
  scenarios: fc.Arbitrary<Scenario>,
  holds: (scenario: Scenario) => void,
): void {
  collected?.push({ rules, sentence, scenarios, holds });
  it(`${rules.join(' ')} ${sentence}`.trim(), () => {
    const slug = slugOf(sentence);
    const details = search(scenarios, holds, storedCases(slug));
    if (!details.failed) return;
    const [scenario] = details.counterexample ?? [];
    const where = scenario ? store(slug, scenario) : 'no counterexample';
    const cause = details.errorInstance instanceof Error ? details.errorInstance.message : '';
    throw new Error(
      `${sentence}\ncounterexample after ${details.numRuns} runs, ` +
        `shrunk ${details.numShrinks} times:\n${where}\n${cause}\n` +
        `replay: recall-lab explain ${where}\n` +
        `again: FC_SEED=${details.seed} npx vitest run --project tests properties`,
    );
  });
}

/** Looks for a scenario for which the predicate does not hold, the stored ones first. */
function search(
  scenarios: fc.Arbitrary<Scenario>,
  holds: (scenario: Scenario) => void,
  stored: readonly Scenario[],
): fc.RunDetails<[Scenario]> {
  const examples = stored.map((scenario): [Scenario] => [scenario]);
  return fc.check(fc.property(scenarios, holds), { examples });
}

/**
 * A canary: a false sentence, which must be found false within the budget of any property. Its
 * smallest counterexample is handed to `isSmall` (throws when it is not); nothing is stored.
 */
export function canary(
  sentence: string,
  scenarios: fc.Arbitrary<Scenario>,
  holds: (scenario: Scenario) => void,
  isSmall: (counterexample: Scenario) => void,
): void {
  it(`canary: that ${sentence} is found false`, () => {
    const { failed, interrupted, counterexample } = search(scenarios, holds, []);
    expect({ failed, interrupted }).toEqual({ failed: true, interrupted: false });
    const [scenario] = counterexample ?? [];
    assert(scenario, 'what has failed has a counterexample');
    isSmall(scenario);
  });
}

function store(slug: string, scenario: Scenario): string {
  const text = printScenario({ ...scenario, name: slug.replace(/-/g, ' ') });
  const known = readdirSync(corpus).filter((file) => file.startsWith(`${slug}-`)).length;
  const path = join(corpus, `${slug}-${known + 1}.yaml`);
  writeFileSync(path, text);
  return `properties/corpus/${slug}-${known + 1}.yaml`;
}

/** How many scenarios a *sometimes* looks at: a few first, which usually do, then all. */
const SOMETIMES_RUNS = [20, 400] as const;

/** A *sometimes*: among generated scenarios there is one for which the predicate is true. */
export function sometimes(
  sentence: string,
  scenarios: fc.Arbitrary<Scenario>,
  occurs: (scenario: Scenario) => boolean,
): void {
  it(`sometimes ${sentence}`, () => {
    const found = SOMETIMES_RUNS.some((numRuns) =>
      fc.sample(scenarios, { numRuns, seed: 0x5eed }).some(occurs),
    );
    expect(found, `within ${SOMETIMES_RUNS[1]} scenarios, ${sentence}`).toBe(true);
  });
}
