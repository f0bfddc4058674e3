/**
 * What a policy says of reporting errors: who tells the sender, how often and when, and who then
 * sends the message on no more.
 *
 * Never: a default for any of it. Of how many are told one survey hints (a third, behaviours.ts,
 * `recallNoticedLate`); of how soon, and of who stops, nobody has published anything.
 */
import { type ErrorReport, reportersWords } from '../study.ts';
import { type WorkloadKind, workloadOf } from '../workloads.ts';
import { distribution, share } from './distributions.ts';
import type { Findings } from './findings.ts';
import { parseBy } from './translate.ts';
import { form, word } from './words.ts';

const errorReportForm = form({
  by: word(reportersWords, 'Who tells the sender').default('recipients'),
  share: share.describe('Of the recipients who open it; of the messages, where colleagues tell'),
  after: distribution.describe('From opening it, or from sending where colleagues tell'),
  stopsForwarding: share.describe('Of those who would send it on after the first report'),
});

/** `errorReport` of a policy; null: nobody reports. */
export function readErrorReport(
  written: unknown,
  kind: WorkloadKind,
  path: (string | number)[],
  into: Findings,
): ErrorReport | null {
  if (written === undefined) return null;
  const own = [...path, 'errorReport'];
  if (workloadOf(kind).recalled === 'no') {
    const message = `reports a message of kind: ${kind}, which is meant as it is`;
    into.faults.push({ code: 'out-of-range', message, path: own });
    return null;
  }
  return parseBy(errorReportForm, written, own, into, ' of a policy') ?? null;
}
