/**
 * When mail is written, by hour of the day: what ordinary mail takes of a queue, and when ordinary
 * recalls come.
 *
 * Never: shift a clock; hours are those of the study's `start`, which is in UTC.
 *
 * Source: each profile names its own.
 */
import type { Origin } from './behaviours.ts';

/** A share of the day's mail for each hour, from 0:00 on; their proportions count. */
export type Rhythm = Origin & { readonly hours: readonly number[] };

const outside = 10.5 / 14;

export const RHYTHMS = {
  flat: {
    hours: Array.from({ length: 24 }, () => 1),
    source: 'No rhythm: every hour alike.',
    standing: 'A',
  },
  office: {
    hours: [
      ...Array.from({ length: 8 }, () => outside),
      ...[6.7, 10.8, 11.6, 10.7, 10.3, 10.4, 10.8, 9.4, 5.6, 3.2],
      ...Array.from({ length: 6 }, () => outside),
    ],
    source:
      'Hours from 8 to 17 computed from headers of an EU research institution; the 10.5 % ' +
      'outside them are spread evenly.',
    standing: 'D',
  },
} as const satisfies Record<string, Rhythm>;

export type RhythmName = keyof typeof RHYTHMS;
export const rhythmNames = Object.keys(RHYTHMS) as RhythmName[];
