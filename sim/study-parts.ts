/**
 * What a study's numbers are made of: why copies were not recalled, who by kind and by client, when
 * they were seen and gone.
 *
 * Why apart from the metrics: these are counted by groups of messages and not kept a row a message.
 *
 * Never: an interval made for a fixed number of messages where the run ended because of what it
 * saw; there the counts stand alone. Times are seconds here, shares 0 to 1.
 */
import { at } from '../model/assert.ts';
import { estimateGrouped, GROUPS, type GroupedPlan } from './estimate/grouped.ts';
import { estimateQuantile } from './estimate/quantile.ts';
import type { Watch } from './estimate/survival.ts';
import { estimateSurvival, type SurvivalPoint, survivalQuantile } from './estimate/survival.ts';
import { type Counts, columnOf, LAST_DECISION_MS, type PartCounts } from './fates.ts';
import type { PolicyRun } from './rows.ts';
import { BIN_ENDS, TOLD_AT } from './watch.ts';

/** A share of recipients. `tooRare`: only the limit on that side means anything. */
export type ShareResult = {
  readonly share: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly tooRare: 'at most' | 'at least' | null;
  readonly method: string;
};

/** One line of the status reports, counted over all recipients; most frequent first. */
export type ReasonResult = ShareResult & {
  readonly outcome: string;
  readonly reason: string | null;
  readonly cause: string | null;
  readonly recipients: number;
};

export type LeftBehindResult = ShareResult & {
  readonly because: string;
  readonly recipients: number;
};

/** Counts of one kind of recipient, or one client, and shares of it. */
export type PartResult = PartCounts & {
  readonly shares: Readonly<Record<Exclude<keyof PartCounts, 'recipients'>, ShareResult>>;
};

/** The share left so long after sending, seconds. */
export type CurvePoint = {
  readonly at: number;
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
};

/** A time by which a share has happened, seconds; null: not within what was seen. */
export type TimeResult = {
  readonly share: number;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
};

/** One event since sending: the share it has not happened to, and when it had to half of all. */
export type CurveResult = {
  readonly method: string;
  readonly points: readonly CurvePoint[];
  readonly median: TimeResult;
};

/** By policy. */
type By<T> = Readonly<Record<string, T>>;
export type PartResults = {
  readonly reasons: By<readonly ReasonResult[]>;
  readonly leftBehind: By<readonly LeftBehindResult[]>;
  readonly byKind: By<By<PartResult>>;
  readonly byClient: By<By<PartResult>>;
  /** Not yet seen by a recipient (a copy that is gone is no longer watched); not yet gone. */
  readonly reading: By<{ readonly unseen: CurveResult; readonly present: CurveResult }>;
  /** From the request to the decision about the last recipient, over messages. */
  readonly lastDecision: By<readonly TimeResult[]>;
};

/** What all policies come to. */
export function partsOf(
  runs: readonly PolicyRun[],
  { confidence, isLookedAt, sizeMax }: How & { readonly sizeMax: number },
): PartResults {
  const how = { confidence, isLookedAt };
  const by = <T>(value: (part: Parts) => T): By<T> =>
    Object.fromEntries(runs.map((run) => [run.name, value(newParts(run, sizeMax, how))]));
  return {
    reasons: by(reasonsOf),
    leftBehind: by(leftBehindOf),
    byKind: by((parts) => tableOf(parts, 'byKind')),
    byClient: by((parts) => tableOf(parts, 'byClient')),
    reading: by(({ run, ...how }) => ({
      unseen: curveOf(run.watch.seen, how),
      present: curveOf(run.watch.gone, how),
    })),
    lastDecision: by(lastDecisionOf),
  };
}

type How = { readonly confidence: number; readonly isLookedAt: boolean };
type Parts = How & {
  readonly run: PolicyRun;
  readonly plan: GroupedPlan;
  /** [group] recipients */
  readonly recipients: readonly number[];
};

function newParts(run: PolicyRun, known: number, { confidence, isLookedAt }: How): Parts {
  const sizes = run.rows.column(columnOf('recipients', 'all'));
  const sizeMax = sizes.reduce((most, size) => Math.max(most, size), known);
  const plan = { messages: run.rows.size(), sizeMax, confidence };
  const recipients = run.groups.map(({ reasons }) => sum([...reasons.values()]));
  return { run, plan, recipients, confidence, isLookedAt };
}

const sum = (counts: readonly number[]): number => counts.reduce((all, one) => all + one, 0);

function shareOf({ plan, isLookedAt }: Parts, shown: number[], of: readonly number[]): ShareResult {
  if (isLookedAt) {
    const method = 'no interval: the run ended because of what it saw';
    return { share: sum(shown) / sum([...of]), low: null, high: null, tooRare: null, method };
  }
  const { value, low, high, tooRare, method } = estimateGrouped(shown, of, plan);
  return { share: value, low, high, tooRare, method };
}

/** Most frequent first; equals by their words. */
function ranked<K extends string>(parts: Parts, mapOf: (counts: Counts) => ReadonlyMap<K, number>) {
  const { groups } = parts.run;
  const words = [...new Set(groups.flatMap((counts) => [...mapOf(counts).keys()]))];
  return words
    .map((word) => {
      const shown = groups.map((counts) => mapOf(counts).get(word) ?? 0);
      const recipients = sum(shown);
      return { word, recipients, ...shareOf(parts, shown, parts.recipients) };
    })
    .sort((a, b) => b.recipients - a.recipients || (a.word < b.word ? -1 : 1));
}

function reasonsOf(parts: Parts): ReasonResult[] {
  return ranked(parts, ({ reasons }) => reasons).map(({ word, ...counted }) => {
    const [outcome = '', reason = '-', cause = '-'] = word.split(' ');
    const named = (text: string): string | null => (text === '-' ? null : text);
    return { outcome, reason: named(reason), cause: named(cause), ...counted };
  });
}

function leftBehindOf(parts: Parts): LeftBehindResult[] {
  return ranked(parts, ({ leftBehind }) => leftBehind).map(({ word, ...counted }) => ({
    because: word,
    ...counted,
  }));
}

function tableOf(parts: Parts, of: 'byKind' | 'byClient'): By<PartResult> {
  const { groups } = parts.run;
  const names = [...new Set(groups.flatMap((counts) => [...counts[of].keys()]))].sort();
  return Object.fromEntries(
    names.map((name): [string, PartResult] => {
      const column = (key: keyof PartCounts) =>
        groups.map((counts) => counts[of].get(name)?.[key] ?? 0);
      const recipients = column('recipients');
      const keys = ['success', 'reported', 'seen', 'leftBehind'] as const;
      const totals = keys.map((key) => [key, sum(column(key))]);
      const shares = keys.map((key) => [key, shareOf(parts, column(key), recipients)]);
      const counts = { recipients: sum(recipients), ...Object.fromEntries(totals) };
      return [name, { ...counts, shares: Object.fromEntries(shares) } as PartResult];
    }),
  );
}

/** Where fewer are still watched, as a share of all, nothing is told of a curve. */
const LEAST_WATCHED = 0.01;

/** The end of a bin, seconds. */
const endOf = (bin: number | null): number | null =>
  bin === null || BIN_ENDS[bin] === Infinity ? null : at(BIN_ENDS, bin) / 1000;

function curveOf(watched: Watch, { confidence, isLookedAt }: How): CurveResult {
  const curve = estimateSurvival(watched, confidence);
  const { bin, low, high } = survivalQuantile(curve, 0.5);
  const limits = (of: SurvivalPoint) =>
    isLookedAt ? { low: null, high: null } : { low: of.low, high: of.high };
  const points = TOLD_AT.flatMap((ms) => {
    const point = curve[BIN_ENDS.indexOf(ms)];
    if (point === undefined || point.atRisk < LEAST_WATCHED * at(curve, 0).atRisk) return [];
    return [{ at: ms / 1000, value: point.value, ...limits(point) }];
  });
  const bounds = isLookedAt ? { low: null, high: null } : { low: endOf(low), high: endOf(high) };
  const how = isLookedAt ? 'no limits: the run ended because of what it saw' : 'ln(-ln S)';
  const method = `Kaplan-Meier, jackknife over ${GROUPS} groups of messages, ${how}`;
  return { method, points, median: { share: 0.5, value: endOf(bin), ...bounds } };
}

/** Quantiles over messages in which somebody was decided. */
function lastDecisionOf({ run, confidence, isLookedAt }: Parts): TimeResult[] {
  const decided = run.rows.column(columnOf('decided', 'all'));
  const last = run.rows.column(LAST_DECISION_MS);
  const rows = last.filter((_, message) => (decided[message] ?? 0) > 0).map((ms) => ms / 1000);
  if (rows.length === 0) return [];
  return [0.5, 0.9, 0.99].map((share) => {
    const found = estimateQuantile(rows, share, { low: 0, high: Infinity }, confidence);
    const high = found.high === Infinity ? null : found.high;
    const limits = isLookedAt ? { low: null, high: null } : { low: found.low, high };
    return { share, value: found.value, ...limits };
  });
}
