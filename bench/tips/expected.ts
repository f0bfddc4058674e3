/**
 * What the benchmarks of MailTips have to come to. Those of shapes are computed as a reader counts
 * them; the others were found once, and are the same on every machine.
 */
import type { Found } from '../harness.ts';
import type { Shape } from './shapes.ts';

/** [recipients] */
export const draftCounts: Readonly<Record<number, Found>> = {
  199: { counts: { recipients: 199, tips: 131, lookups: 3 }, checksum: -1389243182 },
  200: { counts: { recipients: 200, tips: 131, lookups: 3 }, checksum: -627154918 },
  // Single mailboxes are asked no more: no full mailbox, no automatic reply, no text.
  201: { counts: { recipients: 201, tips: 96, lookups: 3 }, checksum: -1086545389 },
};

/** Members looked at in each shape, and what the product tells. */
export function lookupCounts(shape: Shape, lookups: number): Found['counts'] {
  const others = lookups - 1;
  const visits = {
    wide: others + others,
    chain: others + 1,
    diamond: others + (others - 1) + 1,
    cycle: others + 2,
  }[shape];
  return { visits, lookupsTold: lookups, tips: lookups <= 150 ? 1 : 0 };
}

/** [mailboxes] */
export const organizationCounts: Readonly<Record<number, Found['counts']>> = {
  1000: { groups: 121, groupLookups: 346, visits: 1_846, largest: 155 },
  10000: { groups: 1_210, groupLookups: 3_739, visits: 26_472, largest: 1_543 },
  100000: { groups: 12_100, groupLookups: 42_457, visits: 450_821, largest: 5_004 },
  1000000: { groups: 121_000, groupLookups: 397_725, visits: 3_638_887, largest: 5_248 },
};
