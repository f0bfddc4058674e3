/**
 * Metrics, precision and requirements of a study: words and numbers to checked values.
 *
 * Never: let a bound without a unit stand for a time.
 */

import {
  applies,
  type Metric,
  metricNamed,
  metricWords,
  type Policy,
  type Precision,
  type Requirement,
  unitOf,
} from '../study.ts';
import { parseDuration } from '../time.ts';
import { type Finding, type Findings, hasFault, nearestOf, unknownKey } from './findings.ts';
import { defaultPrecision, type StudyFile } from './study.ts';

type WrittenMetric = NonNullable<StudyFile['metrics']>[number];

/** A metric by its name, or by `{ metric, of }`. */
export function readMetric(
  written: WrittenMetric,
  path: (string | number)[],
  into: Findings,
): Metric | undefined {
  const text = typeof written === 'string' ? written : written.metric;
  const of = typeof written === 'string' || written.of === 'all' ? '' : '.internal';
  const metric = metricNamed(text.endsWith('.internal') ? text : `${text}${of}`);
  if (metric !== undefined) return metric;
  into.faults.push({ ...unknownMetric(text), path });
  return undefined;
}

function unknownMetric(text: string): Omit<Finding, 'path'> {
  const words = metricWords.flatMap((word) => [word, `${word}.internal`]);
  return {
    code: 'unknown-word',
    message: `unknown metric "${text}"`,
    expected: metricWords.join(' '),
    ...nearestOf(text, words),
  };
}

/** The half-width asked for, in the unit of its metric. */
export function readPrecision(file: StudyFile, into: Findings): Precision {
  const precision = file.precision ?? defaultPrecision;
  const path = ['precision', 'metric'];
  const fallback: Metric = { name: 'recall.success', word: 'recall.success', of: 'all' };
  const metric = readMetric(precision.metric, path, into) ?? fallback;
  const halfWidth = readBound(String(precision.halfWidth), metric);
  if (halfWidth === null) {
    const expected = { share: 'a number below 1', ms: 'a duration, 30s', count: 'a number' }[
      unitOf(metric.word)
    ];
    const message = `is no half-width of ${metric.name}`;
    into.faults.push({ code: 'wrong-type', message, path: ['precision', 'halfWidth'], expected });
  }
  const { min, max } = precision.replications;
  const isRead = !into.faults.some(
    ({ path: [key, of] }) => key === 'precision' && of === 'replications',
  );
  if (isRead && min > max) {
    const message = `min ${min} is above max ${max}`;
    const expected = 'a min of at most the max';
    const fix = `write { min: ${max}, max: ${min} }`;
    const where = ['precision', 'replications'];
    into.faults.push({ code: 'out-of-range', message, path: where, expected, fix });
  }
  const isGate = file.require.length > 0;
  if (precision.method === 'gate' && !isGate && !hasFault(['require'], into)) {
    const message = 'is "gate", and nothing is required';
    const fix = 'write require: [ "today.recall.success >= 0.90" ]';
    into.faults.push({ code: 'out-of-range', message, path: ['precision', 'method'], fix });
  }
  // Who requires something and names no precision wants an answer, and no more.
  const method = precision.method ?? (isGate && !file.precision ? 'gate' : 'planned');
  const { confidence, gateError, replications } = precision;
  return { method, metric, halfWidth: halfWidth ?? 0.01, confidence, gateError, replications };
}

/** A bound in the unit of a metric: `0.9`, `90%`, or a duration for times. */
function readBound(text: string, metric: Metric): number | null {
  if (unitOf(metric.word) === 'ms') return parseDuration(text);
  if (unitOf(metric.word) === 'count') return /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : null;
  const found = /^(\d+(?:\.\d+)?)(%?)$/.exec(text);
  if (found === null) return null;
  const value = Number(found[1]) / (found[2] === '%' ? 100 : 1);
  return value <= 1 ? value : null;
}

const lineForm = new RegExp(
  /^\s*([\w-]+)\.((?:recall|receipt|prevention)\.[\w.]+)\s*(>=|<=|>|<)\s*(\S+)/.source +
    /(?:\s*(?:±|\+-)\s*(\S+))?\s*$/.source,
);

/** Around a bound without `±`: a point of a share, a tenth of anything else (of 0: little). */
function indifferenceOf(metric: Metric, bound: number): number {
  const unit = unitOf(metric.word);
  if (unit === 'share') return 0.01;
  return bound > 0 ? bound / 10 : unit === 'ms' ? 1000 : 0.01;
}

/** One line of `require`: policy, metric, comparison and bound. */
export function readRequirement(
  text: string,
  policies: readonly Policy[],
  path: (string | number)[],
  into: Findings,
): Requirement | undefined {
  const [, policy = '', name = '', comparison = '', bound = '', around] = lineForm.exec(text) ?? [];
  const expected = 'policy.metric >= bound, such as today.recall.success >= 0.90';
  if (policy === '') {
    into.faults.push({ code: 'wrong-type', message: 'is no requirement', path, expected });
    return undefined;
  }
  const names = policies.map((known) => known.name);
  if (!names.includes(policy)) {
    into.faults.push({ ...unknownKey(path, policy, names, ' among the policies'), path });
  }
  const metric = metricNamed(name);
  const answer = policies.find((known) => known.name === policy)?.answer ?? null;
  if (metric !== undefined && !applies(metric.word, answer)) {
    const message = `${metric.name} means nothing under "${policy}", which recalls nothing`;
    into.faults.push({ code: 'wrong-type', message, path, expected: 'recall.success, for one' });
  }
  if (metric === undefined) into.faults.push({ ...unknownMetric(name), path });
  const value = metric === undefined ? null : readBound(bound, metric);
  if (metric !== undefined && value === null) {
    const message = `"${bound}" is no bound of ${metric.name}`;
    into.faults.push({ code: 'wrong-type', message, path, expected });
  }
  if (metric === undefined || value === null) return undefined;
  const indifference =
    around === undefined ? indifferenceOf(metric, value) : readBound(around, metric);
  if (indifference === null || !(indifference > 0)) {
    const message = `"${around ?? bound}" leaves no room around the bound of ${metric.name}`;
    into.faults.push({ code: 'wrong-type', message, path, expected: `${expected} ± 0.005` });
    return undefined;
  }
  return {
    text: text.trim(),
    policy,
    metric,
    comparison: comparison as Requirement['comparison'],
    bound: value,
    indifference,
  };
}
