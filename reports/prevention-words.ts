/**
 * What comes back to senders, as a table: the same on a terminal and in Markdown.
 *
 * Never: show an assumed share as if it were known.
 */
import type { RateResult } from '../sim/prevention/result.ts';
import type { StudyResult } from '../sim/study-result.ts';

/** `ndr:unknown-recipient` in words. */
function wordsOf(word: string): string {
  if (word.startsWith('ndr:')) return `NDR: ${word.slice(4)}`;
  const [, share] = /^help-desk-call (\S+)$/.exec(word) ?? [];
  return share === undefined ? word.replaceAll('-', ' ') : `help desk calls, if ${share} of NDRs`;
}

/** `12.5 [3.1, 21.9]`; the interval is left out where there is none. */
function rateWords(rate: RateResult | undefined): string {
  if (rate === undefined) return '-';
  const { high, low, value } = rate;
  const digits = Math.max(value, high ?? 0) >= 100 ? 0 : 1;
  const round = (number: number): string => number.toFixed(digits);
  if (low === null || high === null) return round(value);
  return value === 0 ? `at most ${round(high)}` : `${round(value)} [${round(low)}, ${round(high)}]`;
}

export type PreventionTable = {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** How the intervals are made, and what a call rests on. */
  readonly notes: readonly string[];
};

/** For each 1,000 messages, a column for each policy; null: nothing is counted. */
export function preventionTable({ policies, prevention }: StudyResult): PreventionTable | null {
  if (prevention === undefined) return null;
  const names = Object.keys(policies);
  const { callsHelpDesk, helpDeskCalls, incidents } = prevention;
  const words = (incidents[names[0] ?? ''] ?? []).map(({ word }) => word);
  const rows = words.map((word) => {
    const rates = names.map((name) => incidents[name]?.find((rate) => rate.word === word));
    return [wordsOf(word), ...rates.map(rateWords)];
  });
  const calls = callsHelpDesk.map((share, index) => {
    const rates = names.map((name) => helpDeskCalls[name]?.[index]);
    return [wordsOf(`help-desk-call ${share}`), ...rates.map(rateWords)];
  });
  const all = names.flatMap((name) => incidents[name] ?? []);
  const methods = new Set(all.map((rate) => `${rate.method}, n = ${rate.n}`));
  const [own, ...ends] = callsHelpDesk;
  return {
    head: ['', ...names],
    rows: [...rows, ...calls],
    notes: [
      ...methods,
      `calls are NDRs times a share that is assumed (callsHelpDesk: ${own}; ${ends.join(', ')})`,
    ],
  };
}
