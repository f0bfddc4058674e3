/**
 * Scenario files for a command: read, parsed one by one, with the switches and the profile that the
 * command line moves.
 */
import type { Fault } from '../model/fault.ts';
import { profileNames } from '../model/profile.ts';
import { parseAssumption } from '../scenarios/parse-assume.ts';
import { parseScenario } from '../scenarios/parse-scenario.ts';
import { readScenarioFiles } from '../scenarios/read-files.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import type { CommonOptions } from './options.ts';

/** One file: its scenario, or why there is none. */
export type LoadedFile = {
  readonly file: string;
  readonly scenario: Scenario | null;
  readonly faults: readonly Fault[];
  readonly warnings: readonly Fault[];
};

export type Loading = {
  /** How many files there are. */
  readonly count: number;
  /** What is wrong with the command line: then nothing is worth running. */
  readonly usage: readonly Fault[];
  /** Which files cannot be read. */
  readonly faults: readonly Fault[];
  /** What the command line changes in every scenario. */
  readonly move: (scenario: Scenario) => Scenario;
  /** Parses the files one after the other. */
  readonly files: () => Generator<LoadedFile>;
};

/** Reads what the inputs name. Unreadable files are faults, the others are loaded all the same. */
export function loadScenarios(inputs: readonly string[], options: CommonOptions): Loading {
  const reading = readScenarioFiles(inputs);
  const moved = overrides(options);
  return {
    count: reading.files.length,
    usage: moved.faults,
    faults: reading.faults,
    move: moved.apply,
    *files() {
      for (const { file, text } of reading.files) {
        const parsed = parseScenario(text, file);
        if (!parsed.ok) {
          yield { file, scenario: null, faults: parsed.faults, warnings: [] };
          continue;
        }
        const { warnings } = parsed;
        const scenario = moved.apply(parsed.value);
        yield options.strict
          ? { file, scenario, faults: warnings, warnings: [] }
          : { file, scenario, faults: [], warnings };
      }
    },
  };
}

/** What `--assume` moves, by switch, or what is wrong with it. */
export function positionsIn({ assume }: CommonOptions): {
  readonly positions: Readonly<Record<string, unknown>>;
  readonly faults: readonly Fault[];
} {
  const readings = assume.map(parseAssumption);
  return {
    positions: Object.fromEntries(
      readings.flatMap((reading) => (reading.ok ? [[reading.name, reading.value]] : [])),
    ),
    faults: readings.flatMap((reading) => (reading.ok ? [] : reading.faults)),
  };
}

/** What `--assume` and `--profile` change in every scenario. */
export function overrides(options: CommonOptions): {
  readonly faults: readonly Fault[];
  readonly apply: (scenario: Scenario) => Scenario;
} {
  const { positions, faults } = positionsIn(options);
  const profile = profileNames.find((name) => name === options.profile);
  return {
    faults,
    apply: (scenario) => ({
      ...scenario,
      profile: profile ?? scenario.profile,
      assume: { ...scenario.assume, ...positions },
    }),
  };
}
