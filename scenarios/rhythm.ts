/**
 * When mail is written, by hour of the day: what ordinary mail takes of a queue, and when ordinary
 * recalls come.
 *
 * Never: shift a clock; hours are those of the study's `start`, which is in UTC.
 *
 * Source: each profile names its own.
 */
import type { Origin } from './behaviours.ts';

/** Shares of the day's mail by hour, from 0:00 on, and of the week's by day; proportions count. */
export type Rhythm = Origin & {
  readonly hours: readonly number[];
  /** from Monday on */
  readonly days: readonly number[];
};

const outside = 10.5 / 14;

export const RHYTHMS = {
  flat: {
    hours: Array.from({ length: 24 }, () => 1),
    days: Array.from({ length: 7 }, () => 1),
    source: 'No rhythm: every hour alike.',
    standing: 'A',
  },
  office: {
    hours: [
      ...Array.from({ length: 8 }, () => outside),
      ...[6.7, 10.8, 11.6, 10.7, 10.3, 10.4, 10.8, 9.4, 5.6, 3.2],
      ...Array.from({ length: 6 }, () => outside),
    ],
    days: [21.1, 20.5, 20.6, 17.8, 17.1, 1.3, 1.6],
    source:
      'Days, and hours from 8 to 17, computed from headers of an EU research institution; the ' +
      '10.5 % outside them are spread evenly.',
    standing: 'D',
  },
} as const satisfies Record<string, Rhythm>;

export type RhythmName = keyof typeof RHYTHMS;
export const rhythmNames = Object.keys(RHYTHMS) as RhythmName[];
