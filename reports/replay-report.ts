/**
 * What `replay` has to report: plain data that every renderer takes.
 */
import type { Fault } from '../model/fault.ts';
import type { Unmet } from '../sim/expect.ts';
import type { ScenarioOutcome } from '../sim/outcome.ts';
import type { Verdict } from '../sim/replay.ts';

export type ReplayedScenario = {
  readonly file: string;
  readonly name: string;
  readonly profile: string;
  readonly traceHash: string;
  readonly verdict: Verdict;
  readonly outcome: ScenarioOutcome;
  readonly unmet: readonly Unmet[];
};

export type ReplayReport = {
  readonly scenarios: readonly ReplayedScenario[];
  /** What could not be read. */
  readonly faults: readonly Fault[];
  /** The flags that the results depend on, for commands that reproduce them; empty or ` --…`. */
  readonly flags: string;
  /** True when the run was interrupted. */
  readonly incomplete: boolean;
};

/** How many scenarios came to each verdict, and how many could not be read. */
export function countVerdicts(report: ReplayReport): {
  readonly passed: number;
  readonly failed: number;
  readonly open: number;
  readonly unreadable: number;
} {
  const count = (verdict: Verdict): number =>
    report.scenarios.filter((scenario) => scenario.verdict === verdict).length;
  const files = new Set(report.faults.map(({ file, message }) => file ?? message));
  return {
    passed: count('passed'),
    failed: count('failed'),
    open: count('no-expectations'),
    unreadable: files.size,
  };
}

/** A command on one file that shows the same as this report does. */
export function commandOn(command: string, file: string, { flags }: ReplayReport): string {
  const word = /^[\w./:=,@+-]+$/.test(file) ? file : `'${file.replaceAll("'", "'\\''")}'`;
  return `recall-lab ${command} ${word}${flags}`;
}

/** A text on one line without control characters and without marks that turn its direction. */
export function plainLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
}

/** One expectation in one line of JSON. */
export function expectationLine(unmet: Unmet): { readonly wanted: string; readonly found: string } {
  const found = JSON.stringify(unmet.found ?? null);
  return {
    wanted: JSON.stringify(unmet.expected),
    found: found.length > 400 ? `${found.slice(0, 399)}…` : found,
  };
}
