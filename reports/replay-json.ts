/**
 * Replay results as JSON, in the words and order of the contract.
 */
import { fixOf, formatPath } from '../model/fault.ts';
import type { ReplayReport } from './replay-report.ts';

/** The document of `replay --format json`; the same input gives the same bytes. */
export function replayJson(report: ReplayReport): string {
  const scenarios = report.scenarios.map(
    ({ file, name, profile, traceHash, verdict, outcome, unmet }) => ({
      file,
      name,
      profile,
      traceHash,
      verdict,
      ...outcome,
      unmet,
    }),
  );
  const errors = report.faults.map((fault) => ({
    file: fault.file ?? null,
    line: fault.position?.line ?? null,
    column: fault.position?.column ?? null,
    path: formatPath(fault.path),
    code: fault.code,
    message: fault.message,
    found: fault.found ?? null,
    expected: fault.expected ?? null,
    nearest: fault.nearest ?? null,
    fix: fixOf(fault),
  }));
  const document = {
    version: 1,
    scenarios,
    ...(errors.length > 0 ? { errors } : {}),
    ...(report.incomplete ? { incomplete: true } : {}),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
