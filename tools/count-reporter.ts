/**
 * Ends a test run with one plain line, `N passed, N failed`, for scripts to read.
 *
 * Why: vitest's own closing lines are coloured, aligned and differ by outcome; this one parses.
 *
 * Never: print a line without a failure for a run that failed. So a file that does not load, a hook
 * that throws, an unhandled error and a run without tests all count as failures. So does a run of
 * several files of properties in which no canary died: it proves nothing.
 */
import type { Reporter, TestModule, TestSuite } from 'vitest/node';

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

export class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const counts = count(modules, unhandledErrors);
    const lack = canaryLack(
      modules.map(({ moduleId, children }) => ({
        file: moduleId,
        states: [...children.allTests()].map((test) => test.result().state),
      })),
    );
    if (lack !== null) {
      counts.failed++;
      process.exitCode = 1;
      process.stdout.write(`\nvoid: ${lack}\n`);
    }
    process.stdout.write(`\n${closingLine(counts)}\n`);
  }
}

const CANARIES = 'canary.property.ts';

/** A file of tests, and what became of each of its tests. */
export type FileStates = { readonly file: string; readonly states: readonly string[] };

/**
 * Why a run of properties proves nothing: its canaries are missing, left out, or alive. Null when
 * all is well, or when at most one file of properties was asked for.
 */
export function canaryLack(run: readonly FileStates[]): string | null {
  const properties = run.filter(({ file }) => file.endsWith('.property.ts'));
  if (properties.length <= 1) return null;
  const canaries = properties.find(({ file }) => file.endsWith(CANARIES));
  if (canaries === undefined) return `run ${CANARIES} beside other properties`;
  const { states } = canaries;
  if (states.length === 0) return `${CANARIES} has no canaries`;
  if (states.includes('skipped')) return `the canaries did not run; name one file if you filter`;
  return states.every((state) => state === 'passed') ? null : 'a false sentence was not refuted';
}

/** Counts tests by outcome; what failed outside any test adds one failure each. */
export function count(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): Counts {
  const counts = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
  for (const module of modules) addModule(counts, module);
  const nothingRan = counts.passed + counts.failed + counts.skipped === 0;
  return nothingRan ? { ...counts, failed: 1 } : counts;
}

/** The text of the closing line; skipped tests are named only when there are some. */
export function closingLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

function addModule(counts: Counts, module: TestModule): void {
  const failedBefore = counts.failed;
  for (const test of module.children.allTests()) {
    const { state } = test.result();
    if (state === 'passed') counts.passed++;
    else if (state === 'skipped') counts.skipped++;
    else counts.failed++; // failed, or still pending when the run was cut short
  }
  const groups: (TestModule | TestSuite)[] = [module, ...module.children.allSuites()];
  counts.failed += groups.filter((group) => group.errors().length > 0).length;
  if (module.state() === 'failed' && counts.failed === failedBefore) counts.failed++;
}
