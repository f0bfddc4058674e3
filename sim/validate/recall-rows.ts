/**
 * The published rates of recall (rows 1 to 3) beside what comes out of the model, and the number of
 * recalls a year (row 4).
 *
 * Never: choose between conditions by what they come to. Each is stated before it is measured, and
 * where no source says which one held all are shown.
 */
import { CHOICES } from '../../scenarios/behaviours.ts';
import { type Chunk, worldsOf } from '../chunk.ts';
import { type Estimate, SHARE } from '../estimate/estimate.ts';
import { estimateRatio } from '../estimate/ratio.ts';
import type { Fate } from '../fates.ts';
import { type Measure, measureOf, rowOf, type ValidationRow } from './validation.ts';

/** Chunks of one condition, and the names of its policies. */
export type Played = {
  /** In words, such as the preset of the recall delay. */
  readonly condition: string;
  readonly chunks: readonly Chunk[];
  readonly policies: readonly string[];
  /** The most recipients that a message can have. */
  readonly sizeMax: number;
};

type Is = (fate: Fate) => boolean;

/** The share of recipients that something holds of, of those that are counted; null: nobody. */
export function shareOf(
  { chunks, policies, sizeMax }: Played,
  policy: string,
  isCounted: Is,
  holds: Is,
): Estimate | null {
  const index = policies.indexOf(policy);
  const numerators: number[] = [];
  const denominators: number[] = [];
  for (const chunk of chunks) {
    for (const { tallied } of worldsOf(chunk, index)) {
      const counted = (tallied?.fates ?? []).filter(isCounted);
      numerators.push(counted.filter(holds).length);
      denominators.push(counted.length);
    }
  }
  if (!denominators.some((size) => size > 0)) return null;
  return estimateRatio(numerators, denominators, { support: SHARE, sizeMax });
}

const isInside: Is = ({ isInside: inside }) => inside;
const isOutside: Is = ({ kind }) => kind === 'outside';
const isGone: Is = ({ success }) => success;
const isAccepted: Is = ({ words }) => !words.startsWith('refused');
const all =
  (...conditions: Is[]): Is =>
  (fate) =>
    conditions.every((one) => one(fate));

/** A share as a measure; nothing where nobody was counted. */
function share(
  ours: Estimate | null,
  what: string,
  published: string,
  band: readonly [number, number],
  isAside = false,
): Measure[] {
  return ours === null ? [] : [measureOf({ what, published, band, unit: 'share', ours }, isAside)];
}

/** Row 1: recall by the recipients' own Outlook. */
export function classicRow(conditions: readonly Played[]): ValidationRow {
  const band = [0.3, 0.45] as const;
  const published = '40 % on average; "barely a third"';
  return rowOf({
    row: 1,
    published,
    source: 'Microsoft’s own figure (via codetwo.com); Wintive audits; neither says of what',
    conditions:
      'classic, clients of the preset, own domains; aside: recalls that began in Outlook for ' +
      'Windows, and everybody in it',
    kind: 'outcome',
    fitted: [],
    measures: conditions.flatMap((played) => {
      const { condition } = played;
      const rate = (policy: string, counted: Is) => shareOf(played, policy, counted, isGone);
      return [
        ...share(rate('classic', isInside), condition, published, band),
        ...share(
          rate('classic', all(isInside, isAccepted)),
          `${condition}, recalls that Outlook accepted`,
          published,
          band,
          true,
        ),
        ...share(
          rate('classic-in-outlook', isInside),
          `${condition}, everybody in Outlook for Windows`,
          published,
          band,
          true,
        ),
      ];
    }),
    notes: [
      'a share of what is published nowhere: of attempts, of recalls accepted, of recipients',
    ],
  });
}

/** Reasons for which a copy inside may fail: it lies elsewhere, or something is set so. */
const EXPECTED = [
  'on-premises-mailbox',
  'external-recipient',
  'unsupported-recipient',
  'disabled',
  'disabled-on-mailbox',
  'forwarded-copy',
];

/** Row 2: recall by the service, read messages included. */
export function cloudRow(conditions: readonly Played[]): ValidationRow {
  const published = 'over 90 %';
  const failing = (fate: Fate): boolean => !fate.success;
  const isExpected = ({ words }: Fate): boolean => EXPECTED.includes(words.split(' ')[1] ?? '');
  return rowOf({
    row: 2,
    published,
    source: 'Microsoft’s own figure (via codetwo.com)',
    conditions: 'cloud, read messages may be recalled, own domains',
    kind: 'outcome',
    fitted: [],
    measures: conditions.flatMap((played) => [
      ...share(shareOf(played, 'cloud', isInside, isGone), played.condition, published, [0.9, 1]),
      ...share(
        shareOf(played, 'cloud', all(isInside, failing), isExpected),
        `${played.condition}: of what fails, off-tenant or switched off`,
        'all of it',
        [0.99, 1],
        true,
      ),
    ]),
    notes: [`what fails inside: ${reasonsOf(conditions, 'cloud', all(isInside, failing))}`],
  });
}

/** Why copies fail, in the words of the status report, most frequent first. */
function reasonsOf(conditions: readonly Played[], policy: string, isCounted: Is): string {
  const counts = new Map<string, number>();
  for (const { chunks, policies } of conditions) {
    for (const chunk of chunks) {
      for (const { tallied } of worldsOf(chunk, policies.indexOf(policy))) {
        for (const fate of (tallied?.fates ?? []).filter(isCounted)) {
          const words = fate.words.replace(/ -/g, '');
          counts.set(words, (counts.get(words) ?? 0) + 1);
        }
      }
    }
  }
  const ranked = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const total = ranked.reduce((sum, [, count]) => sum + count, 0);
  const words = ranked.map(([word, count]) => `${word} ${Math.round((100 * count) / total)} %`);
  return words.length === 0 ? 'nothing' : words.join(', ');
}

/** Row 3: unread, read and outside copies where reading protects, and a part lies elsewhere. */
export function auditRow(conditions: readonly Played[]): ValidationRow {
  const unread = all(isInside, ({ seen }) => !seen);
  const read = all(isInside, ({ seen }) => seen);
  return rowOf({
    row: 3,
    published: '75 % same tenant and unread, 15 % after reading, 0 % outside',
    source: 'Wintive audits: a vendor’s figure, conditions unknown, to be treated as soft',
    conditions: 'unread-only, one in four internal copies on premises; aside: read under cloud',
    kind: 'outcome',
    fitted: [],
    measures: conditions.flatMap((played) => {
      const { condition } = played;
      const rate = (policy: string, counted: Is) => shareOf(played, policy, counted, isGone);
      return [
        ...share(rate('unread-only', unread), `${condition}, unread`, '75 %', [0.65, 0.85]),
        ...share(rate('unread-only', read), `${condition}, read`, '15 %', [0.05, 0.25]),
        ...share(rate('unread-only', isOutside), `${condition}, outside`, '0 %', [0, 0.01]),
        ...share(rate('cloud', read), `${condition}, read under cloud`, '15 %', [0.05, 0.25], true),
      ];
    }),
    notes: [
      'no setting recalls some read copies and not others: 15 % is a mixture of tenants that do ' +
        'and tenants that do not, in a proportion that is published nowhere',
    ],
  });
}

/** Published as sent by a person on a calendar day: Karagiannis and Vojnovic 2009 (inferred). */
const SENT_A_DAY = 35;
const RECALLS_A_DAY = 800_000;
/** Paid seats of Microsoft 365, for comparison. */
const SEATS = 400_000_000;

/** Row 4: how many recalls there are. An input multiplied out: judged, and proves little. */
export function volumeRow(): ValidationRow {
  const { probability } = CHOICES.mistaken;
  const perThousand = probability * SENT_A_DAY * 365 * 1000;
  const exactly = (value: number, method: string) => {
    return { value, low: value, high: value, method, n: 0 };
  };
  const seats = RECALLS_A_DAY / ((perThousand / 1000) * (1 / 365));
  return rowOf({
    row: 4,
    published: '800,000 recalls a day; 0.8 misdirected mails a person and year',
    source: 'press (page not read); Tessian',
    conditions: 'every misdirected mail is recalled; 35 mails sent a person and day',
    kind: 'input',
    fitted: ['mistaken'],
    measures: [
      measureOf({
        what: 'recalls of 1,000 people a year',
        published: '500 to 1,500',
        band: [500, 1500],
        unit: 'count',
        ours: exactly(perThousand, 'mistaken × 35 × 365, not estimated'),
      }),
      measureOf(
        {
          what: 'seats that give 800,000 a day',
          published: 'near 400 million paid seats',
          band: [SEATS / 2, SEATS * 2],
          unit: 'count',
          ours: exactly(Math.round(seats), 'computed'),
        },
        true,
      ),
    ],
    notes: [
      'the rate of mistakes was inferred from the same sources; only their product is checked',
    ],
  });
}
