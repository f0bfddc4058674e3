/**
 * Scenario files for a command: read, parsed, with the switches and the profile that the command
 * line moves.
 */
import type { Fault } from '../model/fault.ts';
import { profileNames } from '../model/profile.ts';
import { parseAssumption } from '../scenarios/parse-assume.ts';
import { parseScenario } from '../scenarios/parse-scenario.ts';
import { readScenarioFiles } from '../scenarios/read-files.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import type { CommonOptions } from './options.ts';

export type LoadedScenario = { readonly file: string; readonly scenario: Scenario };

export type Loaded = {
  readonly scenarios: readonly LoadedScenario[];
  readonly faults: readonly Fault[];
  readonly warnings: readonly Fault[];
};

/** Reads what the inputs name. Unreadable files are faults, the others are loaded all the same. */
export function loadScenarios(inputs: readonly string[], options: CommonOptions): Loaded {
  const reading = readScenarioFiles(inputs);
  const faults: Fault[] = [...reading.faults];
  const warnings: Fault[] = [];
  const moved = overrides(options);
  faults.push(...moved.faults);
  const scenarios = reading.files.flatMap(({ file, text }): LoadedScenario[] => {
    const parsed = parseScenario(text, file);
    if (!parsed.ok) {
      faults.push(...parsed.faults);
      return [];
    }
    if (options.strict) faults.push(...parsed.warnings);
    else warnings.push(...parsed.warnings);
    return [{ file, scenario: moved.apply(parsed.value) }];
  });
  return { scenarios, faults, warnings };
}

/** What `--assume` and `--profile` change in every scenario. */
function overrides(options: CommonOptions): {
  readonly faults: readonly Fault[];
  readonly apply: (scenario: Scenario) => Scenario;
} {
  const faults: Fault[] = [];
  const positions: Record<string, unknown> = {};
  for (const text of options.assume) {
    const reading = parseAssumption(text);
    if (reading.ok) positions[reading.name] = reading.value;
    else faults.push(...reading.faults);
  }
  const profile = profileNames.find((name) => name === options.profile);
  if (profile === 'classic' || profile === 'exchange-2007') {
    const message = `profile "${profile}" is part of the contract and not modelled yet`;
    faults.push({ code: 'not-modelled', path: ['--profile'], message });
  }
  return {
    faults,
    apply: (scenario) => ({
      ...scenario,
      profile: profile ?? scenario.profile,
      assume: { ...scenario.assume, ...positions },
    }),
  };
}
