/**
 * A study's result as figures, one a record, for tables and plots elsewhere.
 */
import { metricNamed } from '../scenarios/study.ts';
import type { DifferenceResult, MetricResult, Unit } from '../sim/effects.ts';
import type { Estimate } from '../sim/estimate/estimate.ts';
import type { PartResult, ShareResult } from '../sim/study-parts.ts';
import { type StudyResult, unitName } from '../sim/study-result.ts';
import { type CsvTable, cutOff, type Figure, figuresTable } from './csv.ts';
import { effectFigures } from './sweep-csv.ts';

export function studyCsv(result: StudyResult): CsvTable {
  const names = Object.keys(result.policies);
  const { incomplete, planned, replications } = result;
  return figuresTable([
    ...cutOff(incomplete, 'messages', replications, planned),
    ...names.flatMap((policy) => metrics(result, policy)),
    ...differences(result),
    ...result.require.map((one) => requirement(one, result)),
    ...names.flatMap((policy) => parts(result, policy)),
    ...names.flatMap((policy) => reading(result, policy)),
    ...comesBack(result),
    ...rare(result),
    ...restsOn(result),
    ...tornado(result),
    ...result.inputs.map(({ name, standing, source }) => {
      return { table: 'input', item: name, level: standing, note: source };
    }),
  ]);
}

/** An estimate as the part of a figure that says what was found. */
export function found(estimate: (Estimate & { readonly unit: Unit }) | null | undefined) {
  if (!estimate) return {};
  const { value, low, high, unit, confidence, method, n } = estimate;
  return { value, low, high, unit, confidence, method, n };
}

function metrics({ notApplicable, policies }: StudyResult, policy: string): Figure[] {
  return Object.entries(policies[policy] ?? {}).flatMap(([item, estimate]) => {
    const isIdle = notApplicable?.[policy]?.includes(item) === true;
    const note = isIdle ? 'not applicable' : (estimate?.restsOn ?? []).join(' ');
    const about = { policy, item };
    const told = { table: 'metric', ...about, ...found(estimate), note };
    return [told, ...plainOf('plain-metric', about, estimate)];
  });
}

/** What the rows alone say of a freed figure. */
function plainOf(
  table: string,
  about: Omit<Figure, 'table'>,
  freed: MetricResult | DifferenceResult | null,
): Figure[] {
  if (!freed?.plain) return [];
  return [{ table, ...about, ...found({ ...freed.plain, unit: freed.unit }) }];
}

function differences(result: StudyResult): Figure[] {
  return Object.entries(result.differences).flatMap(([pair, of]) => {
    const [policy = '', against = ''] = pair.split(' vs ');
    return Object.entries(of).flatMap(([item, difference]) => {
      const about = { policy, against, item };
      const told = { table: 'difference', ...about, ...found(difference) };
      return [told, ...plainOf('plain-difference', about, difference)];
    });
  });
}

/** The limits are those of the metric; how sure the verdict is may be something else. */
function requirement(one: StudyResult['require'][number], { precision }: StudyResult): Figure {
  const { text, policy, value, low, high, method, error, n, verdict } = one;
  const metric = metricNamed(one.metric);
  const unit = metric === undefined ? '' : unitName(metric);
  const { confidence } = precision;
  const known = { value, low, high, unit, confidence, method, n };
  const level = Number(error.toPrecision(12));
  return { table: 'requirement', policy, item: text, level, ...known, note: verdict };
}

function share({ share: value, low, high, method, tooRare }: ShareResult) {
  return { value, low, high, unit: 'share', method, note: tooRare };
}

function parts(result: StudyResult, policy: string): Figure[] {
  const { confidence } = result.precision;
  const n = result.replications;
  const of = (table: string, known: Readonly<Record<string, PartResult>>): Figure[] =>
    Object.entries(known).flatMap(([item, { shares, ...counts }]) =>
      Object.entries(shares).map(([level, one]) => {
        const count = counts[level as keyof typeof shares];
        return { table, policy, item, level, ...share(one), confidence, n, count };
      }),
    );
  return [
    ...(result.reasons[policy] ?? []).map((one): Figure => {
      const item = [one.outcome, one.reason, one.cause].filter((word) => word !== null).join(' ');
      return { table: 'reason', policy, item, ...share(one), confidence, n, count: one.recipients };
    }),
    ...(result.leftBehind[policy] ?? []).map((one): Figure => {
      const known = { ...share(one), confidence, n, count: one.recipients };
      return { table: 'left-behind', policy, item: one.because, ...known };
    }),
    ...of('kind', result.byKind[policy] ?? {}),
    ...of('client', result.byClient[policy] ?? {}),
  ];
}

/** Curves, `level` in seconds since sending; times of the last decision, `level` a share. */
function reading(result: StudyResult, policy: string): Figure[] {
  const curves = result.reading[policy];
  const n = result.replications;
  const { confidence } = result.precision;
  const known = curves === undefined ? [] : Object.entries(curves);
  return [
    ...known.flatMap(([item, { method, points }]) =>
      points.map(({ at: level, value, low, high }): Figure => {
        const limits = { value, low, high, unit: 'share', confidence, method, n };
        return { table: 'curve', policy, item, level, ...limits };
      }),
    ),
    ...(result.lastDecision[policy] ?? []).map(({ share: level, value, low, high }): Figure => {
      const limits = { value, low, high, unit: 'seconds', confidence, n };
      return { table: 'last-decision', policy, item: 'last decision', level, ...limits };
    }),
  ];
}

function comesBack({ prevention, precision }: StudyResult): Figure[] {
  if (prevention === undefined) return [];
  const { confidence } = precision;
  return [prevention.incidents, prevention.helpDeskCalls].flatMap((by) =>
    Object.entries(by).flatMap(([policy, rates]) =>
      rates.map(({ word: item, ...rate }): Figure => {
        return { table: 'per-1000', policy, item, ...rate, unit: 'count', confidence };
      }),
    ),
  );
}

function rare({ precision: { confidence }, rare }: StudyResult): Figure[] {
  return Object.entries(rare).flatMap(([policy, results]) =>
    results.map(({ atMost, messages, method, metric: item, n, seen, share, side }): Figure => {
      const limits = { value: share, low: 0, high: atMost, unit: 'share', confidence, method, n };
      const note = `${seen} messages; about ${messages} tell it to 10 %`;
      return { table: 'rare', policy, item, level: side, ...limits, note };
    }),
  );
}

function restsOn({ restsOn, tornado }: StudyResult): Figure[] {
  return restsOn.map(({ assumption, holds, positions, rule, share: used }): Figure => {
    const moved = tornado?.headline.find(({ factor }) => factor === assumption);
    const note = [assumption ?? holds, ...(moved ? [moved.word, ...moved.flips] : [])].join('; ');
    const level = positions.join(' | ');
    return { table: 'rests-on', item: rule, level, value: used, unit: 'share', note };
  });
}

function tornado({ tornado: made }: StudyResult): Figure[] {
  if (made === undefined) return [];
  const decided = Object.entries(made.policies).flatMap(([policy, { effects }]) =>
    effects.flatMap(({ factor: item, levels }) =>
      levels.map(({ level, decides }): Figure => {
        const { value, low, high, confidence, method, n } = decides;
        const known = { value, low, high, unit: 'share', confidence, method, n };
        return { table: 'decides', policy, item, level, ...known };
      }),
    ),
  );
  return [...decided, ...effectFigures(made.policies)];
}
