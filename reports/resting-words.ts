/**
 * What a result rests on, in the words that all formats share: which switches its messages met, how
 * many of them those decide, and whether the headline flips when they move.
 */
import type { Headline, ShortTornado } from '../sim/effects.ts';
import { percentOf } from '../sim/estimate/estimate.ts';
import type { RareResult } from '../sim/rare.ts';
import type { RestsOn, StudyResult } from '../sim/study-result.ts';
import { formatCount, labelOf } from './study-words.ts';

/** `RC-023 silent, in 63 % of runs: permanentFailure=firstAttempt`, and what moving it does. */
export function restsOnWords(one: RestsOn, tornado: ShortTornado | undefined): string {
  const position = one.assumption
    ? `${one.assumption}=${one.positions.join(' | ').replaceAll(',', ', ')}`
    : one.holds;
  const share = `${(one.share * 100).toFixed(one.share < 0.01 ? 2 : 0)} %`;
  const found = tornado?.headline.find(({ factor }) => factor === one.assumption);
  const moved = found === undefined ? '' : `; ${headlineWords(found)}`;
  return `${one.rule} ${one.status}, in ${share} of runs: ${position}${moved}`;
}

/** `moved, it decides 2.44 % [0.30, 8.53] of 82 messages; the headline stays`. */
export function headlineWords({ decides, flips, word }: Headline): string {
  if (decides === null) return 'not tried';
  const { value, low, high, n } = decides;
  const [v, l, h] = [value, low, high].map((one) => (one * 100).toFixed(1));
  const share =
    value === 0
      ? `decides none of ${formatCount(n)} messages (at most ${h} %)`
      : `decides ${v} % [${l}, ${h}] of ${formatCount(n)} messages`;
  const end = word === 'flips' ? `FLIPS ${flips.join('; ')}` : `the headline ${word}`;
  return `moved, it ${share}; ${end}`;
}

/** By policy the rates that a switch moved: `today: recalled (recallFollows)`. */
export function ratesWords({ policies, tornado }: StudyResult): string[] {
  if (tornado === undefined) return [];
  return Object.entries(policies).map(([name, metrics]) => {
    const rates = Object.entries(metrics).flatMap(([metric, estimate]) => {
      const switches = estimate?.restsOn ?? [];
      return switches.length === 0 ? [] : [`${labelOf(metric).label} (${switches.join(', ')})`];
    });
    return `${name}: ${rates.join('; ') || 'none of its rates was moved by a switch'}`;
  });
}

/** How many messages the tornado looked at, and what its intervals mean. */
export function tornadoWords({ budget, confidence, metric }: ShortTornado): string {
  const { recipients, used } = budget;
  return (
    `switches that the messages met, and when the recall comes, one at a time on the same draws; ` +
    `${formatCount(used)} of ${formatCount(recipients)} recipients allowed were followed again, ` +
    `each interval holds by itself with ${percentOf(confidence)}. The headline is what the study ` +
    `requires and which policy has more of ${metric}; sweep moves the numbers of people too`
  );
}

/** Why nothing is made of them but a bound. */
const UNSPLIT =
  'rare outcomes are not split, because a message has no levels on its way to them: what makes ' +
  'one rare is drawn at once, so only more messages show more of it';

/** Shares that too few messages showed, policies that have the same numbers together. */
export function rareLines({ rare }: StudyResult): string[] {
  const policies = new Map<string, string[]>();
  for (const [name, results] of Object.entries(rare)) {
    for (const one of results) {
      const words = rareWords(one);
      policies.set(words, [...(policies.get(words) ?? []), name]);
    }
  }
  const lines = [...policies].map(([words, names]) => `${names.join(', ')}: ${words}`);
  return lines.length === 0 ? [] : [...lines, UNSPLIT];
}

/** `noticed: shown by none of 60 messages, so by at most 4.9 % of them (…); …`. */
export function rareWords({ atMost, metric, messages, method, n, seen, side }: RareResult): string {
  const { label } = labelOf(metric);
  const deed = side === 'shown' ? 'shown by' : 'missing in';
  const share = (100 * atMost).toPrecision(2);
  return (
    `${label}: ${deed} ${seen === 0 ? 'none' : seen} of ${formatCount(n)} messages, ` +
    `so ${side === 'shown' ? 'by' : 'in'} at most ` +
    `${share} % of them (${method}); to know such a rate to ±10 % takes about ` +
    `${formatCount(messages)} messages`
  );
}
