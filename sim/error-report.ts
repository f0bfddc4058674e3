/**
 * Reports of an error: when the sender first hears that a message went wrong, and who then sends it
 * on no more.
 *
 * Why from what people do and not from the world: whoever opens a message does so before anything
 * is done about it, so when they report is known before it is played.
 *
 * Never: start a recall later than its sender would have by himself; draw anything where a policy
 * says nothing of reports.
 */
import type { ErrorReport } from '../scenarios/study.ts';
import type { CompiledStudy } from './arms.ts';
import type { Draws } from './streams.ts';
import { bernoulli, sample } from './variates.ts';

/** Who opens the message, and when, ms. */
type Reading = { readonly address: string; readonly readAt: number };

/** The number of the draw that says whether somebody reports, and of that which says when. */
const DRAWS = { reports: 0, delay: 1 } as const;

/**
 * When the first report comes, ms after pressing Send; Infinity: never, or nobody reports.
 *
 * @param readings  asked for where recipients report
 * @param sentAt    when the message leaves, ms
 */
export function firstReportAt(
  { entityOf, errorReport }: CompiledStudy,
  draws: Draws,
  readings: () => readonly Reading[],
  sentAt: number,
): number {
  if (errorReport === null) return Number.POSITIVE_INFINITY;
  if (errorReport.by === 'colleagues') {
    return sentAt + reportAfter(errorReport, (draw) => draws.uniform('report.colleague', 0, draw));
  }
  let first = Number.POSITIVE_INFINITY;
  for (const { address, readAt } of readings()) {
    const entity = entityOf(address);
    const after = reportAfter(errorReport, (draw) => draws.uniform('report.reader', entity, draw));
    first = Math.min(first, readAt + after);
  }
  return first;
}

function reportAfter({ after, share }: ErrorReport, uniform: (draw: number) => number): number {
  if (!bernoulli(share, uniform(DRAWS.reports))) return Number.POSITIVE_INFINITY;
  return sample(after, uniform(DRAWS.delay));
}
