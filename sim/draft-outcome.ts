/**
 * Drafts at the end of a world: each snapshot with its tips, in the words of the contract.
 */
import { addressAt } from '../model/address.ts';
import { at } from '../model/assert.ts';
import { type MailTipKind, mailTipOf } from '../model/mailtips.ts';
import type { Snapshot } from '../model/world/state.ts';
import { formatInstant } from '../scenarios/time.ts';
import type { Simulated } from './simulate.ts';

export type TipOutcome = {
  tip: MailTipKind;
  /** Null for what the draft itself gives reason to tell. */
  recipient: string | null;
  text: string | null;
  count: number | null;
  /** What the client offers to do about it; absent: nothing. */
  offers?: string;
  rules: string[];
};

export type SnapshotOutcome = { at: string; lookups: number; tips: TipOutcome[] };
export type DraftOutcome = { id: string; snapshots: SnapshotOutcome[] };

/** Every draft that somebody composed. `start` is T0 in ms since 1970. */
export function draftOutcomes(simulated: Simulated, start: number): DraftOutcome[] {
  const { world, setting } = simulated;
  return world.drafts.map(({ snapshots }, index) => ({
    id: at(setting.draftIds, index),
    snapshots: snapshots.map((snapshot) => snapshotOutcome(simulated, snapshot, start)),
  }));
}

function snapshotOutcome(
  { setting }: Simulated,
  snapshot: Snapshot,
  start: number,
): SnapshotOutcome {
  return {
    at: formatInstant(snapshot.at, start),
    lookups: snapshot.lookups,
    tips: snapshot.tips.map(({ kind, recipient, text, count, rules }) => {
      const { offers } = mailTipOf(kind);
      return {
        tip: kind,
        recipient: recipient < 0 ? null : addressAt(setting.book, recipient),
        text,
        count,
        ...(offers === null ? {} : { offers }),
        rules: [...rules],
      };
    }),
  };
}
