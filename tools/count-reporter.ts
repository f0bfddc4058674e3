/**
 * Ends a test run with one plain line, `N passed, N failed`, for scripts to read.
 *
 * Why: vitest's own closing lines are coloured, aligned and differ by outcome; this one parses.
 *
 * Never: print a line without a failure for a run that failed. So a file that does not load, a hook
 * that throws, an unhandled error and a run without tests all count as failures.
 */
import type { Reporter, TestModule, TestSuite } from 'vitest/node';

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

export class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    process.stdout.write(`\n${closingLine(count(modules, unhandledErrors))}\n`);
  }
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
