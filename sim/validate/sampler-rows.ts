/**
 * The published results that our samplers were fitted to (rows 5, 8, 9, 12, 15), each drawn through
 * the code that studies use, and the rows for which nothing here produces a number.
 *
 * Why shown at all: a sampler may be wrong even if its law is right. They prove nothing else.
 *
 * Never: count one of these among the outcomes.
 */
import { at } from '../../model/assert.ts';
import { CHOICES, DELAYS } from '../../scenarios/behaviours.ts';
import type { Distribution } from '../../scenarios/distribution.ts';
import { office } from '../../scenarios/presets.ts';
import type { Estimate } from '../estimate/estimate.ts';
import { estimateMean } from '../estimate/mean.ts';
import { estimateProportion } from '../estimate/proportion.ts';
import { estimateQuantile } from '../estimate/quantile.ts';
import { growGroups } from '../population-groups.ts';
import { type Draws, drawsFor, type Seed, type StreamName } from '../streams.ts';
import { negativeBinomial, sample } from '../variates.ts';
import { type Measure, measureOf, rowOf, type ValidationRow } from './validation.ts';

const MINUTE = 60_000;
const ANY = { low: 0, high: Number.POSITIVE_INFINITY } as const;

/** So many draws of a sampler. */
export const SAMPLER_DRAWS = 100_000;

function drawn(law: Distribution, draws: Draws, stream: StreamName, count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, entity) =>
    sample(law, draws.uniform(stream, entity)),
  );
}

/** Within 5 % of what is published. */
const near = (value: number): readonly [number, number] => [value * 0.95, value * 1.05];

/** Of the first log-normal's median, by what people write on; published as medians. */
const DEVICES = [
  ['phone', 0.6, 28],
  ['tablet', 1.2, 57],
  ['desktop', 1.32, 62],
] as const;

/** Row 5: how soon a mail is answered. */
export function replyRow(seed: Seed, count: number): ValidationRow {
  const law = DELAYS.reply.distribution;
  const [quick, slow] = law.mixture;
  const draws = drawsFor(seed, 0);
  const all = drawn(law, draws, 'reader.replyDelay', count).map((ms) => ms / MINUTE);
  const within = all.reduce((sum, minutes) => sum + (minutes <= 24 * 60 ? 1 : 0), 0);
  const devices = DEVICES.map(([device, times, median], index): Measure => {
    const { sigma } = quick.of.lognormal;
    const first = { lognormal: { median: quick.of.lognormal.median * times, sigma } };
    const own: Distribution = { mixture: [{ weight: quick.weight, of: first }, slow] };
    const some = drawn(own, drawsFor(seed, index + 1), 'reader.replyDelay', count);
    const ours = estimateQuantile(
      some.map((ms) => ms / MINUTE),
      0.5,
      ANY,
    );
    const published = `${median} min`;
    return measureOf({
      what: `median, ${device}`,
      published,
      band: near(median),
      unit: 'minutes',
      ours,
    });
  });
  const mode = modeOf(all);
  return rowOf({
    row: 5,
    published: '47 min median, most likely 2 min, over 90 % in 24 h; 28, 57, 62 min by device',
    source: 'Kooti et al. 2015 (arXiv 1504.00704)',
    conditions: `${count} draws of the delay of an answer`,
    kind: 'fit',
    fitted: ['reply'],
    measures: [
      measureOf({
        what: 'median',
        published: '47 min',
        band: near(47),
        unit: 'minutes',
        ours: estimateQuantile(all, 0.5, ANY),
      }),
      measureOf({
        what: 'within 24 h',
        published: 'over 90 %',
        band: [0.9, 1],
        unit: 'share',
        ours: estimateProportion(within, count),
      }),
      ...devices,
      measureOf(
        { what: 'most likely', published: '2 min', band: [1, 3], unit: 'minutes', ours: mode },
        true,
      ),
    ],
    notes: ['no study has people who answer: nothing rests on this delay yet'],
  });
}

/** The fullest minute, told without an interval. */
function modeOf(minutes: Float64Array): Pick<Estimate, 'value' | 'low' | 'high' | 'method' | 'n'> {
  const counts = new Map<number, number>();
  for (const one of minutes) {
    const bin = Math.floor(one);
    counts.set(bin, (counts.get(bin) ?? 0) + 1);
  }
  const [[bin] = [0]] = [...counts].sort(([a, m], [b, n]) => n - m || a - b);
  const value = bin + 0.5;
  return { value, low: bin, high: bin + 1, method: 'fullest minute', n: minutes.length };
}

/** When a broadcast was opened by those whom it reached, hours after delivery; -1: never. */
export type Opens = readonly number[];

/** Row 8: how fast a mail to many is opened, of those who open it. */
export function opensRow(opens: Opens): ValidationRow {
  const opened = opens.filter((hours) => hours >= 0);
  const by = (hours: number, published: string, band: readonly [number, number]): Measure => {
    const count = opened.filter((at) => at <= hours).length;
    const ours = estimateProportion(count, opened.length);
    return measureOf({ what: `by ${hours} h`, published, band, unit: 'share', ours });
  };
  return rowOf({
    row: 8,
    published: '21.5, 50.6, 73 % of those who open at 1, 6, 24 h; 95 % at 7 days',
    source: 'GetResponse 2020; i-Emailer for the week, to which nothing was fitted',
    conditions:
      'a broadcast to 10,000, through the readers of a study; within 2 points, 3 at a week',
    kind: 'fit',
    fitted: ['broadcastRead'],
    measures: [
      by(1, '21.5 %', [0.195, 0.235]),
      by(6, '50.6 %', [0.486, 0.526]),
      by(24, '73 %', [0.71, 0.75]),
      by(168, '95 %', [0.92, 0.98]),
    ],
    notes: [],
  });
}

/** Row 9: which share of a broadcast is opened at all. */
export function openRateRow(opens: Opens): ValidationRow {
  const opened = opens.filter((hours) => hours >= 0).length;
  return rowOf({
    row: 9,
    published: '66 % of internal broadcasts opened; 58 to 74 % by sector',
    source: 'PoliteMail 2026',
    conditions: 'the same broadcast, of all whom it reached; within 2 points',
    kind: 'fit',
    fitted: ['opensBroadcast'],
    measures: [
      measureOf({
        what: 'opened',
        published: '66 %',
        band: [0.64, 0.68],
        unit: 'share',
        ours: estimateProportion(opened, opens.length),
      }),
    ],
    notes: [
      `the choice is ${CHOICES.opensBroadcast.probability}; whoever is away ` +
        `(${CHOICES.away.probability}) does not open, and comes on top`,
    ],
  });
}

/** Proposed for mistakes of a person in a year; fitted to the survey. */
const MISTAKES = { mean: 1, dispersion: 0.45 } as const;

/** Row 12: how many mails people misdirect in a year. */
export function mistakesRow(seed: Seed, people: number): ValidationRow {
  const draws = drawsFor(seed, 0);
  const counts = Array.from({ length: people }, (_, person) =>
    negativeBinomial(MISTAKES.mean, MISTAKES.dispersion, draws.uniform('traffic.mistaken', person)),
  );
  const none = counts.filter((count) => count === 0).length;
  const once = counts.filter((count) => count === 1).length;
  return rowOf({
    row: 12,
    published: '39.9 % misdirect a mail in a year, of them 44 % once; 800 of 1,000 people a year',
    source: 'a Japanese survey of 303 office users (2008); Tessian',
    conditions: `${people} people, one year`,
    kind: 'fit',
    fitted: ['mistakes of a person: negative binomial, mean 1, k 0.45'],
    measures: [
      measureOf({
        what: 'nobody misdirected',
        published: '60.1 %',
        band: [0.571, 0.631],
        unit: 'share',
        ours: estimateProportion(none, people),
      }),
      measureOf({
        what: 'mean of a person',
        published: '0.7 to 1.1',
        band: [0.7, 1.1],
        unit: 'count',
        ours: estimateMean(counts, { low: 0, high: Number.POSITIVE_INFINITY }),
      }),
      measureOf(
        {
          what: 'of those who did, once',
          published: '43.8 %',
          band: [0.408, 0.468],
          unit: 'share',
          ours: estimateProportion(once, people - none),
        },
        true,
      ),
    ],
    notes: ['studies draw one mistake a message; nothing rests on how mistakes gather in persons'],
  });
}

/** Row 15: how large groups are. */
export function groupsRow(seed: Seed, groups: number): ValidationRow {
  const people = Math.round(groups / office.numbers.groupsPerMailbox);
  const inside = Array.from({ length: people }, (_, index) => `p${index}@contoso.com`);
  const outside = Array.from({ length: 500 }, (_, index) => `o${index}@fabrikam.example`);
  const plan = { draws: drawsFor(seed, 0), domain: 'contoso.com', preset: office.numbers };
  const grown = growGroups({ ...plan, inside, outside });
  const [staff, ...others] = grown.DistributionGroupMember;
  const sizes = others.map(({ Members }) => Members.length);
  const large = sizes.filter((size) => size > 25).length;
  const staffShare = estimateProportion(at([staff?.Members ?? []], 0).length, people);
  return rowOf({
    row: 15,
    published: 'groups: median 4, mean 8.7, 8.7 % above 25; one of all staff with 95 %',
    source: 'member tables of two firms (69 groups; 38 of 39)',
    conditions: `${sizes.length} groups grown for ${people} people`,
    kind: 'fit',
    fitted: ['groupSize', 'allStaffShare'],
    measures: [
      measureOf({
        what: 'more than 25 members',
        published: '5 to 10 %',
        band: [0.05, 0.1],
        unit: 'share',
        ours: estimateProportion(large, sizes.length),
      }),
      measureOf({
        what: 'all staff',
        published: '95 %',
        band: [0.93, 0.97],
        unit: 'share',
        ours: staffShare,
      }),
      measureOf(
        {
          what: 'mean',
          published: '8.7',
          band: [7.7, 9.7],
          unit: 'count',
          ours: estimateMean(sizes, { low: 0, high: Number.POSITIVE_INFINITY }),
        },
        true,
      ),
    ],
    notes: [],
  });
}

/** Rows for which nothing here produces a number, and what that would take. */
export function absentRows(): ValidationRow[] {
  const absent = (row: number, published: string, source: string, note: string): ValidationRow =>
    rowOf({
      row,
      published,
      source,
      conditions: '',
      kind: 'not modelled',
      fitted: [],
      measures: [],
      notes: [note],
    });
  return [
    absent(
      6,
      'share answered falls from 25 % to under 5 % at 100 mails a day',
      'Kooti et al. 2015',
      'nobody answers in a study',
    ),
    absent(
      10,
      '77 looks a day; 41, 31, 28 % by what prompts them; 70 % react in 6 s',
      'Mark et al. 2016; Jackson et al.',
      'inputs of personalRead: looks are not traced one by one, so nothing can be compared',
    ),
    absent(
      11,
      '117 mails received a day; 29 % back by 22 h; 20 % of weekend workers before noon',
      'Microsoft Work Trend Index 2025',
      'nothing generates the mail of a month',
    ),
    absent(14, 'profile of weekdays and hours, Christmas', 'EU headers', 'no calendar of sending'),
    absent(
      17,
      'waiting times: two log-normals; burstiness 0.49 and 0.59',
      'Stouffer et al. 2006; headers',
      'nothing generates a trace of sending',
    ),
  ];
}
