/**
 * The words and numbers of a study's report, the same on a terminal and in Markdown.
 *
 * Never: round an interval away from its value's digits, or show a share without saying of what.
 */
import type { MetricWord, Of } from '../scenarios/study.ts';
import { metricNamed, unitOf } from '../scenarios/study.ts';
import type { DifferenceResult, MetricResult } from '../sim/effects.ts';
import { type Estimate, percentOf } from '../sim/estimate/estimate.ts';
import type { ShareResult, TimeResult } from '../sim/study-parts.ts';
import type { StudyResult } from '../sim/study-result.ts';

const labels: Readonly<Record<MetricWord, readonly [label: string, means: string]>> = {
  'recall.success': ['recalled', 'the recall removed the server copy'],
  'recall.reported': ['reported', 'the sender is told that it was recalled'],
  'recall.seen': ['seen', 'opened or previewed before the recall decided'],
  'recall.leftBehind': ['left behind', 'somebody can still read a copy'],
  'recall.noticed': ['noticed', 'the service alerted the recipient, or Outlook told of the recall'],
  'recall.outsideNotices': ['notices outside', 'a notice of the recall reached somebody outside'],
  'recall.actedOn': ['acted on', 'replied to, forwarded or downloaded before it was decided'],
  'recall.timeToDecision': ['time to decision', 'from the request, mean over decided recipients'],
  'recall.timeToReport': ['time to report', 'from the request to the status report'],
  'receipt.count': ['receipts', 'that the sender got, for each recipient'],
  'prevention.prevented': ['prevented', 'it was not sent to the recipient after all'],
  'prevention.sent': ['still sent', 'messages that went to somebody wrong: left to be recalled'],
  'prevention.ndr': ['NDRs', 'that the sender got, for each message'],
  'prevention.automaticReplies': ['automatic replies', 'that the sender got, for each message'],
  'audit.spike': ['time to detection', 'from the first recall of the burst to the alarm'],
  'audit.spikeFound': ['bursts found', 'the rule raised an alarm before the burst was over'],
  'audit.falseAlarms': ['false alarms', 'that ordinary recalls raise in a year'],
  'receipt.duplicate': ['receipts twice', 'the recipient sent two receipts that say the same'],
};

const ofWords: Readonly<Record<Of, string>> = { all: '', internal: ', own domains' };

/** `recalled, own domains`, and what that means. */
export function labelOf(metric: string): { readonly label: string; readonly means: string } {
  const known = metricNamed(metric);
  if (known === undefined) return { label: metric, means: '' };
  const [label, means] = labels[known.word];
  return { label: `${label}${ofWords[known.of]}`, means };
}

/** `2,000`. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `1 message`, `2,000 messages`. */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** What real mail was replayed, and how much of it is measured. */
export function trafficWords(traffic: NonNullable<StudyResult['traffic']>): string {
  const { messages, mistaken, mistakenMessages, people, toSelf } = traffic;
  const among = countOf(people, 'person', 'people');
  const self = toSelf === 0 ? '' : `, ${formatCount(toSelf)} to the sender alone`;
  const taken = `${formatCount(mistakenMessages)} ${mistakenMessages === 1 ? 'is' : 'are'}`;
  return (
    `real traffic of ${countOf(messages, 'message')} among ${among}${self}, of which ${taken} ` +
    `taken as mistaken (a share of ${mistaken}${toSelf === 0 ? '' : ' of the others'})`
  );
}

/** Why there is no number; null where there are some. */
export function nothingWords({ replications, traffic }: StudyResult): string | null {
  if (replications > 0) return null;
  if (traffic === null || traffic.messages === 0) return 'nothing was measured';
  return (
    `nothing was measured: no message was taken as mistaken of ` +
    `${countOf(traffic.messages - traffic.toSelf, 'message')} to others`
  );
}

/** A share in percent, digits to fit the width of its interval. */
function percent(share: number, digits: number): string {
  return (share * 100).toFixed(digits);
}

/** Digits that show an interval: two of its half-width. */
function digitsFor(halfWidth: number, scale: number): number {
  const size = halfWidth * scale;
  if (size >= 10) return 0;
  return size >= 0.95 ? 1 : size >= 0.095 ? 2 : 3;
}

/** `90.0 % [89.7, 90.2]`, or `75.1 s [73.0, 77.2]`; `-` where nobody was measured. */
export function estimateText(estimate: MetricResult | null | undefined): string {
  if (!estimate) return '-';
  const { value, low, high, unit } = estimate;
  const halfWidth = Math.max(value - low, high - value);
  if (unit === 'share') {
    const digits = Math.min(digitsFor(halfWidth, 100), 2);
    // Nobody differed: a point would say more than is known.
    const isUnseen = estimate.method.startsWith('exact binomial bound, 0 of');
    if (isUnseen && value === 0) return `at most ${percent(high, 2)} %`;
    if (isUnseen && value === 1) return `at least ${percent(low, 2)} %`;
    const [v, l, h] = [value, low, high].map((share) => percent(share, digits));
    return `${v} % [${l}, ${h}]`;
  }
  if (unit === 'count') {
    const digits = Math.min(digitsFor(halfWidth, 1), 3);
    const [v, l, h] = [value, low, high].map((count) => count.toFixed(digits));
    return `${v} [${l}, ${h}]`;
  }
  const [divisor, name] = unitFor(value);
  const digits = Math.min(digitsFor(halfWidth / divisor, 1), 2);
  const [v, l, h] = [value, low, high].map((seconds) => (seconds / divisor).toFixed(digits));
  return low === high ? `${v} ${name}` : `${v} ${name} [${l}, ${h}]`;
}

function unitFor(seconds: number): readonly [number, string] {
  const size = Math.abs(seconds);
  return size < 120 ? [1, 's'] : size < 7200 ? [60, 'min'] : [3600, 'h'];
}

/** What a policy has of a metric: an estimate, or that it means nothing there. */
export function metricWordsOf(
  result: Pick<StudyResult, 'notApplicable' | 'policies'>,
  policy: string,
  metric: string,
): string {
  if (result.notApplicable?.[policy]?.includes(metric)) return 'not applicable';
  return estimateText(result.policies[policy]?.[metric]);
}

/** How two policies differ in a metric; a metric that means nothing under one has no difference. */
export function differenceWordsOf(result: StudyResult, pair: string, metric: string): string {
  const isIdle = pair.split(' vs ').some((name) => result.notApplicable?.[name]?.includes(metric));
  return isIdle ? 'not applicable' : differenceText(result.differences[pair]?.[metric]);
}

/** `-46.0 points [-48.1, -43.9]`: shares differ by points of a hundred. */
export function differenceText(difference: DifferenceResult | null | undefined): string {
  if (!difference) return '-';
  const { value, low, high, unit } = difference;
  const halfWidth = Math.max(value - low, high - value);
  const [divisor, name] = differenceUnit(unit, value);
  const digits = Math.min(digitsFor(halfWidth / divisor, 1), 2);
  const signed = (number: number): string => {
    const text = (number / divisor).toFixed(digits);
    return Number(text) > 0 ? `+${text}` : text.replace(/^-(0(\.0*)?)$/, '$1');
  };
  return `${signed(value)}${name && ` ${name}`} [${signed(low)}, ${signed(high)}]`;
}

function differenceUnit(
  unit: DifferenceResult['unit'],
  value: number,
): readonly [divisor: number, name: string] {
  if (unit === 'count') return [1, ''];
  return unit === 'share' ? [0.01, 'points'] : unitFor(value);
}

/** How the run ended, as a sentence. */
export function endingOf(result: StudyResult): string {
  const { stopped, replications, planned, precision, source } = result;
  const unit = source === 'traffic' ? 'mistaken message' : 'message';
  const target = `half-width ${precision.halfWidth} of ${precision.metric}`;
  const count = `${countOf(replications, unit)} under each policy`;
  const { needed, reached } = precision;
  const would = needed === null ? '' : `; about ${formatCount(needed)} would do`;
  const missed = `not reached${would}`;
  switch (stopped) {
    case 'precise':
      return precision.method === 'planned'
        ? `${count}, planned from a pilot and fixed; ${target} reached`
        : `${count}, ended at the first look at which ${target} was reached`;
    case 'answered':
      return `${count}, ended at the first look at which every requirement was answered`;
    case 'budget':
      return precision.method === 'gate'
        ? `${count}, all that was allowed; not every requirement is answered`
        : `${count}, all that was allowed or planned; ${target} ${missed}`;
    case 'fixed':
      return `${count}, a number fixed beforehand${reached ? '' : `; ${target} ${missed}`}`;
    case 'interrupted':
      return `INCOMPLETE: interrupted after ${count} of ${formatCount(planned)}`;
  }
}

/** Methods and n, each once, with the metrics they made. */
export function methodsOf(result: StudyResult): string[] {
  const users = new Map<string, Set<string>>();
  const note = (name: string, { method, n, confidence }: Estimate): void => {
    const isGiven = method.startsWith('given');
    const size = isGiven ? '' : `, n = ${formatCount(n)}, ${percentOf(confidence)}`;
    const key = `${method}${size}`;
    users.set(key, (users.get(key) ?? new Set()).add(labelOf(name).label));
  };
  for (const metrics of [...Object.values(result.policies), ...Object.values(result.differences)]) {
    for (const [name, estimate] of Object.entries(metrics)) if (estimate) note(name, estimate);
  }
  const lines = [...users].map(([method, metrics]) => `${method}: ${[...metrics].join('; ')}`);
  const isFreed = [...users.keys()].some((method) => method.includes('freed from'));
  return isFreed ? [...lines, FREED] : lines;
}

/** Why a freed number is not the one that somebody counts in the rows. */
const FREED =
  'a freed number leaves out what these messages have more of than their laws say; what they ' +
  'alone say stands beside it as `plain` in JSON and CSV';

/** What was found, with its unit: `90.05 % [89.95, 90.13]`, `30.00 s [30.00, 30.00]`. */
export function foundWords({ metric, value, low, high }: StudyResult['require'][number]): string {
  if (value === null) return 'nobody was measured';
  const { digits, scale, unit } = unitOfRequired(metric);
  const words = (number: number | null): string =>
    number === null ? '-' : (number * scale).toFixed(digits);
  return `${words(value)}${unit} [${words(low)}, ${words(high)}]`;
}

function unitOfRequired(metric: string): { unit: string; scale: number; digits: number } {
  const known = metricNamed(metric);
  const unit = known === undefined ? 'count' : unitOf(known.word);
  if (unit === 'share') return { unit: ' %', scale: 100, digits: 2 };
  return unit === 'ms' ? { unit: ' s', scale: 1, digits: 2 } : { unit: '', scale: 1, digits: 3 };
}

/** How a requirement was tested, and how often such a verdict is wrong. */
export function testWords(
  how: Pick<StudyResult['require'][number], 'method' | 'error' | 'indifference' | 'metric' | 'n'>,
): string {
  const { method, error, indifference, metric, n } = how;
  const { unit } = unitOfRequired(metric);
  // A share as the line itself has it: points in % would look like a share of the bound.
  const within = `±${indifference}${unit === ' %' ? '' : unit}`;
  const around = indifference > 0 ? `, indifferent within ${within}` : '';
  const wrong = `wrong at most ${Number((100 * error).toPrecision(3))} %`;
  return `${method}; ${wrong}${around}; n = ${formatCount(n)}`;
}

/** `5.07 % [4.90, 5.25]`, or `at most 0.15 %` of what too few showed for more. */
export function shareWords({ share, low, high, tooRare }: ShareResult): string {
  if (low === null || high === null) return `${percent(share, 2)} %`;
  if (tooRare === 'at most') return `at most ${percent(high, 2)} %`;
  if (tooRare === 'at least') return `at least ${percent(low, 2)} %`;
  const [v, l, h] = [share, low, high].map((one) => percent(one, 2));
  return `${v} % [${l}, ${h}]`;
}

/** `42 s [40 s, 45 s]`; `?` for a limit beyond what was seen. */
export function timeWords({ value, low, high }: TimeResult): string {
  const words = (limit: number | null): string => (limit === null ? '?' : seconds(limit));
  if (value === null) return low === null ? 'more than was seen' : `more than ${seconds(low)}`;
  if (low === null && high === null) return seconds(value);
  return `${seconds(value)} [${words(low)}, ${words(high)}]`;
}

function seconds(value: number): string {
  const [divisor, name] = unitFor(value);
  return `${Number((value / divisor).toPrecision(3))} ${name}`;
}

/** When half of the recipients had seen it, half of the copies were gone, all were decided. */
export function readingWords(result: StudyResult, policy: string): string[] {
  const reading = result.reading[policy];
  const last = (result.lastDecision[policy] ?? []).map(
    (one) => `${Number((one.share * 100).toPrecision(3))} % of messages ${timeWords(one)}`,
  );
  if (reading === undefined || reading.unseen.points.length === 0) return [];
  return [
    `half have seen it after ${timeWords(reading.unseen.median)}, were it left to them`,
    `half of the copies are gone after ${timeWords(reading.present.median)}`,
    ...(last.length === 0 ? [] : [`last decision after the request: ${last.join(', ')}`]),
  ];
}

/** `failed external-recipient`, `timed-out (not-delivered)`. */
export function reasonWords(reason: StudyResult['reasons'][string][number]): string {
  const { outcome, reason: why, cause } = reason;
  const words = why === null ? outcome : `${outcome}: ${why}`;
  return cause === null ? words : `${words} (${cause})`;
}

/** Which numbers of people were assumed, measured or stated by the study itself. */
export function inputWords(result: StudyResult): string[] {
  const groups: [string, (input: StudyResult['inputs'][number]) => boolean][] = [
    ['stated by the study', ({ own }) => own],
    ['assumed, no figure was found', ({ own, standing }) => !own && standing === 'A'],
    ['inferred', ({ own, standing }) => !own && standing === 'I'],
    ['computed from data', ({ own, standing }) => !own && standing === 'D'],
    ['published', ({ own, standing }) => !own && standing === 'S'],
  ];
  return groups.flatMap(([words, belongs]) => {
    const names = result.inputs.filter(belongs).map(({ name }) => name);
    return names.length === 0 ? [] : [`${words}: ${names.join(', ')}`];
  });
}
