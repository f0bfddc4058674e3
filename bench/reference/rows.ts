/**
 * What the reference workload comes to, at each size: fixed for ever. A program that finds another
 * number has run another workload, and its times say nothing.
 */

/** [state of the machine] how its copies end. */
export type Ends = {
  readonly recalledUnread: number;
  readonly recalledRead: number;
  readonly failedForwarded: number;
  readonly timedOut: number;
};

export type Row = {
  readonly messages: number;
  readonly events: number;
  readonly ends: Ends;
  /** The sum of the instants at which copies ended, ms. */
  readonly checksum: number;
};

// biome-ignore format: a table
const figures = [
  [300, 16_046, 4_958, 772, 256, 14, 3_588_884_089],
  [1_000, 52_819, 16_655, 2_439, 866, 40, 10_754_662_124],
  [10_000, 527_280, 167_139, 23_471, 8_987, 403, 105_347_896_913],
  [100_000, 5_274_426, 1_673_880, 233_897, 88_151, 4_072, 1_052_957_665_283],
  [1_000_000, 52_671_335, 16_740_300, 2_336_928, 882_808, 39_964, 10_472_989_108_803],
] as const;

export const referenceRows: readonly Row[] = figures.map(
  ([messages, events, recalledUnread, recalledRead, failedForwarded, timedOut, checksum]) => ({
    messages,
    events,
    ends: { recalledUnread, recalledRead, failedForwarded, timedOut },
    checksum,
  }),
);

/** The seed of every row. */
export const REFERENCE_SEED = 1;
