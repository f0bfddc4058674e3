/**
 * Expectations against an outcome: partial matches, lists contained, times compared as instants.
 *
 * Each unmet expectation says what was expected and the nearest thing that was found.
 */
import { unreachable } from '../model/assert.ts';
import type { Expectation } from '../scenarios/scenario.ts';
import { parseInstant, parseTimespan } from '../scenarios/time.ts';
import type { ScenarioOutcome } from './outcome.ts';

export type Unmet = {
  readonly expectation: number;
  readonly expected: Readonly<Record<string, unknown>>;
  readonly found: unknown;
};

type Fields = Readonly<Record<string, unknown>>;

/**
 * The expectations that an outcome does not meet, in their order. `start` is T0 in ms since 1970.
 */
export function unmetExpectations(
  expectations: readonly Expectation[],
  outcome: ScenarioOutcome,
  start: number,
): Unmet[] {
  return expectations.flatMap(({ form, value }, expectation): Unmet[] => {
    const found = notMet(form, value, outcome, start);
    return found === MET ? [] : [{ expectation, expected: value, found }];
  });
}

const MET = Symbol('met');
type Verdict = typeof MET | unknown;

function notMet(
  form: Expectation['form'],
  value: Fields,
  outcome: ScenarioOutcome,
  start: number,
): Verdict {
  switch (form) {
    case 'recall':
      return recallMet(value, outcome, start);
    case 'copy': {
      const { copy, count, ...fields } = value as { copy: Fields; count?: number } & Fields;
      const copies = outcome.copies.filter((candidate) => matches(copy, candidate, start));
      const gone = fields['present'] === false && copies.length === 0;
      return gone ? MET : listMet(fields, copies, count ?? null, start);
    }
    case 'receipts':
    case 'notices':
    case 'audit':
      return countMet(value[form] as Fields, outcome[form], value['count'] as number, start);
    case 'changes': {
      const { changes, ...fields } = value as { changes: Fields } & Fields;
      const found = outcome.changes.filter((change) => matches(changes, change, start));
      return listMet(fields, found, null, start);
    }
    case 'inspection': {
      const inspection = outcome.inspections.find(({ id }) => id === value['inspection']);
      const wanted = (value['properties'] ?? {}) as Fields;
      return listMet(wanted, inspection?.objects ?? [], null, start);
    }
    case 'draft':
      return draftMet(value, outcome, start);
    default:
      return unreachable(form);
  }
}

/** The last snapshot, or the last that was taken not after `at`. */
function draftMet(value: Fields, outcome: ScenarioOutcome, start: number): Verdict {
  const {
    draft: id,
    at: written,
    lookups,
    tips,
  } = value as {
    draft: string;
    at?: string;
    lookups?: number;
    tips?: { present?: readonly Fields[]; absent?: readonly Fields[] };
  };
  const until = written === undefined ? null : parseInstant(written, start);
  const draft = outcome.drafts.find((candidate) => candidate.id === id);
  const snapshot = draft?.snapshots.findLast(
    ({ at }) => until === null || Date.parse(at) - start <= until,
  );
  if (snapshot === undefined) return null;
  const shows = (tip: Fields): boolean => snapshot.tips.some((one) => matches(tip, one, start));
  const met =
    (lookups === undefined || lookups === snapshot.lookups) &&
    (tips?.present ?? []).every(shows) &&
    !(tips?.absent ?? []).some(shows);
  return met ? MET : snapshot;
}

function recallMet(value: Fields, outcome: ScenarioOutcome, start: number): Verdict {
  const {
    recall: id,
    recipient,
    count,
    ...fields
  } = value as {
    recall: string;
    recipient?: string;
    count?: number;
  } & Fields;
  const recall = outcome.recalls.find((candidate) => candidate.id === id);
  if (!recall) return null;
  if (recipient === undefined) return listMet(fields, [recall], count ?? null, start);
  const rows = recall.recipients.filter((row) => row.recipient === recipient.toLowerCase());
  return listMet(fields, rows, count ?? null, start);
}

/** Some item of the list matches; with a count, exactly so many do. */
function listMet(
  wanted: Fields,
  found: readonly object[],
  count: number | null,
  start: number,
): Verdict {
  const matching = found.filter((item) => matches(wanted, item, start));
  const met = count === null ? matching.length > 0 : matching.length === count;
  if (met) return MET;
  return count === null ? (found.length === 1 ? found[0] : found) : { count: matching.length };
}

function countMet(filter: Fields, found: readonly object[], count: number, start: number): Verdict {
  const matching = found.filter((item) => matches(filter, item, start)).length;
  return matching === count ? MET : { count: matching };
}

/** Whether every expected field is met by what was found. */
export function matches(wanted: Fields, found: object, start: number): boolean {
  return Object.entries(wanted).every(([key, expected]) =>
    valueMatches(expected, (found as Fields)[key], start),
  );
}

function valueMatches(expected: unknown, found: unknown, start: number): boolean {
  if (expected === null) return found === null || found === undefined;
  if (Array.isArray(expected)) {
    const items = Array.isArray(found) ? (found as unknown[]) : [];
    return expected.every((item) =>
      items.some((candidate) => valueMatches(item, candidate, start)),
    );
  }
  if (typeof expected === 'object') {
    if ('notBefore' in expected || 'notAfter' in expected) return inRange(expected, found, start);
    return typeof found === 'object' && found !== null && matches(expected as Fields, found, start);
  }
  if (expected === found) return true;
  if (typeof expected !== 'string' || typeof found !== 'string') return false;
  if (expected.toLowerCase() === found.toLowerCase() && found.includes('@')) return true;
  if (isTimespan(found)) return parseTimespan(expected) === parseTimespan(found);
  const instant = Date.parse(found);
  return isTime(found) && parseInstant(expected, start) === instant - start;
}

/** Time spans in an inspection, `365.00:00:00`; `365d` means the same. */
function isTimespan(text: string): boolean {
  return /^(\d+\.)?\d\d:\d\d:\d\d$/.test(text);
}

/** Times in an outcome are absolute ISO instants. */
function isTime(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT/.test(text);
}

function inRange(expected: object, found: unknown, start: number): boolean {
  if (typeof found !== 'string' || !isTime(found)) return false;
  const instant = Date.parse(found) - start;
  const { notBefore, notAfter } = expected as { notBefore?: string; notAfter?: string };
  const least = notBefore === undefined ? null : parseInstant(String(notBefore), start);
  const most = notAfter === undefined ? null : parseInstant(String(notAfter), start);
  return (least === null || instant >= least) && (most === null || instant <= most);
}
