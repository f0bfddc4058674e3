/**
 * What comes back to senders, by kind: NDRs and automatic replies for each 1,000 messages, and how
 * many calls at the help desk that would be.
 *
 * Why a mean over messages: one message may set off many, so the message is the unit.
 *
 * Never: an interval made for a fixed number of messages where the run ended because of what it
 * saw; nor one that covers how wrong the assumed share of calls may be.
 */
import { preventionChoiceRanges } from '../../scenarios/prevention.ts';
import type { Study } from '../../scenarios/study.ts';
import { estimateMean } from '../estimate/mean.ts';
import { columnOf, NDR } from '../fates.ts';
import type { PolicyRun } from '../rows.ts';

/** So many for each 1,000 messages. */
export type RateResult = {
  readonly word: string;
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly n: number;
  readonly method: string;
};

export type PreventionResult = {
  /** By policy, words in their order. */
  readonly incidents: Readonly<Record<string, readonly RateResult[]>>;
  /** NDRs times each share of them that may become a call, by policy. */
  readonly helpDeskCalls: Readonly<Record<string, readonly RateResult[]>>;
  /** The share that the study rests on, and the ends between which it may lie. */
  readonly callsHelpDesk: readonly number[];
};

const PER = 1000;

/** What is said of a message once; the others are about its recipients, and once about itself. */
const once = ['labelled', 'content-found', 'content-missed', 'content-false-alarm', 'bcc-revealed'];

/** What all policies come to. */
export function preventionOf(
  { behaviours, precision }: Study,
  runs: readonly PolicyRun[],
  { isLookedAt, sizeMax }: { readonly isLookedAt: boolean; readonly sizeMax: number },
): PreventionResult {
  const [least, most] = preventionChoiceRanges.callsHelpDesk;
  const callsHelpDesk = [...new Set([behaviours.choices.callsHelpDesk, least, most])];
  const words = [...new Set(runs.flatMap(({ incidents }) => [...incidents.keys()]))].sort();
  const confidence = isLookedAt ? null : precision.confidence;
  const of = (run: PolicyRun, word: string, chosen: readonly string[], scale: number): RateResult =>
    rateOf(run, word, chosen, scale, { confidence, sizeMax });
  const by = <T>(value: (run: PolicyRun) => T): Record<string, T> =>
    Object.fromEntries(runs.map((run) => [run.name, value(run)]));
  const ndrs = words.filter((word) => word.startsWith(NDR));
  return {
    incidents: by((run) => words.map((word) => of(run, word, [word], PER))),
    helpDeskCalls: by((run) =>
      callsHelpDesk.map((share) => of(run, `help-desk-call ${share}`, ndrs, PER * share)),
    ),
    callsHelpDesk,
  };
}

/** @param how  no `confidence`: no interval */
function rateOf(
  { incidents, rows }: PolicyRun,
  word: string,
  chosen: readonly string[],
  scale: number,
  { confidence, sizeMax }: { readonly confidence: number | null; readonly sizeMax: number },
): RateResult {
  const n = rows.size();
  const counts = new Float64Array(n);
  for (const one of chosen) {
    for (const [message, count] of incidents.get(one) ?? []) {
      counts[message] = (counts[message] ?? 0) + count;
    }
  }
  const sizes = rows.column(columnOf('recipients', 'all'));
  // One about each recipient, and one about the message; or as many as any message set off.
  const most = once.includes(word) ? 1 : sizes.reduce((a, b) => Math.max(a, b), sizeMax) + 1;
  const high = counts.reduce((a, b) => Math.max(a, b), most);
  if (n === 0 || confidence === null) {
    const sum = counts.reduce((a, b) => a + b, 0);
    const method = 'no interval: the run ended because of what it saw';
    return { word, value: n === 0 ? 0 : (scale * sum) / n, low: null, high: null, n, method };
  }
  const found = estimateMean(counts, { low: 0, high }, confidence);
  const scaled = (value: number): number => value * scale;
  const [value, low, top] = [scaled(found.value), scaled(found.low), scaled(found.high)];
  return { word, value, low, high: top, n, method: found.method };
}
