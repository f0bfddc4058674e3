/**
 * The scenario library as tests use it: read and compiled once, run on any model, with everything
 * it asserts.
 *
 * A scenario asserts its expectations, that each rule it declares is really cited, that no rule is
 * cited without what it presupposes, and what every run keeps to.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { formatFault } from '../model/fault.ts';
import type { Model } from '../model/model.ts';
import { type RuleId, ruleIndex } from '../model/rules/catalogue.ts';
import type { Setting } from '../model/setting.ts';
import type { Observer } from '../model/world/run.ts';
import { compileScenario } from '../scenarios/compile.ts';
import { parseScenario } from '../scenarios/parse-scenario.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { unmetExpectations } from '../sim/expect.ts';
import { outcomeOf } from '../sim/outcome.ts';
import { type Simulated, simulate } from '../sim/simulate.ts';
import { unfounded } from './presupposed.ts';
import { watch } from './sound.ts';

export const libraryFolder = new URL('../scenarios/library/', import.meta.url);

export type LibraryEntry = {
  readonly file: string;
  readonly scenario: Scenario;
  readonly setting: Setting;
};

export type Library = {
  readonly entries: readonly LibraryEntry[];
  /** Faults and warnings of all files, as text. */
  readonly faults: readonly string[];
};

let read: Library | null = null;

/** Every scenario of the library, in the order of file names; read once. */
export function readLibrary(): Library {
  read ??= readWhole();
  return read;
}

function readWhole(): Library {
  const files = readdirSync(libraryFolder)
    .filter((name) => name.endsWith('.yaml'))
    .sort();
  const faults: string[] = [];
  const entries = files.flatMap((file): LibraryEntry[] => {
    const parsed = parseScenario(readFileSync(new URL(file, libraryFolder), 'utf8'), file);
    faults.push(...(parsed.ok ? parsed.warnings : parsed.faults).map(formatFault));
    if (!parsed.ok) return [];
    return [{ file, scenario: parsed.value, setting: compileScenario(parsed.value) }];
  });
  return { entries, faults };
}

/** The declared rules that a run did not cite. */
export function unhitRules(scenario: Scenario, simulated: Simulated): RuleId[] {
  return scenario.rules.filter((rule) => !isHit(simulated, rule));
}

function isHit({ hits }: Simulated, rule: RuleId): boolean {
  return (hits[ruleIndex.get(rule) ?? 0] ?? 0) > 0;
}

/** What a scenario of the library asserts and a model does not keep; null when all is well. */
export function firstFailure(
  model: Model,
  { scenario, setting }: LibraryEntry,
  observer: Observer | null = null,
): string | null {
  const { observer: watching, problem } = watch(model, observer);
  const simulated = simulate(model, setting, watching);
  const outcome = outcomeOf(simulated, scenario.start);
  const [unmet] = unmetExpectations(scenario.expect, outcome, scenario.start);
  if (unmet) return `expectation ${unmet.expectation} is not met`;
  const [unhit] = unhitRules(scenario, simulated);
  if (unhit !== undefined) return `rule ${unhit} is declared and not cited`;
  const [wrong] = unfounded({ scenario, setting }, (rule) => isHit(simulated, rule));
  if (wrong !== undefined) return `rule ${wrong} is cited where nothing is said of it`;
  return problem(simulated, outcome);
}
