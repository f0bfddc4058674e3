/**
 * Readers whom a notice of the recall makes open a copy that is still there.
 *
 * Why played again: a notice comes out of the world, so who is curious when is known only once the
 * message has been played. What comes before a notice does not change with what comes after it, so
 * each time at least the next of these readings is where it stays.
 *
 * Never: draw anything where nobody is curious, which is the default; touch a copy other than by
 * reading it as anybody would.
 */
import { at } from '../model/assert.ts';
import type { CompiledStudy } from './arms.ts';
import type { WorldOutcome } from './chunk.ts';
import { isAway, openingsOf } from './reading.ts';
import { drawsFor } from './streams.ts';
import { bernoulli, sample } from './variates.ts';
import { type Deeds, MESSAGE, type Played } from './workload.ts';

/** What a message came to. */
export type Lived = {
  readonly outcome: WorldOutcome;
  /** [mailbox] how much later its owner did what was written, having waited for mail in queues. */
  readonly late: ReadonlyMap<number, number>;
};

/** Of worlds without queues: nobody waits. */
export const nobody: Lived['late'] = new Map();

/** A message with everything that its notices set off, and what it came to. */
export type Settled = Lived & { readonly played: Played };

/** Plays a message, and again as long as a notice makes somebody read who did not before. */
export function settled(
  view: CompiledStudy,
  played: Played,
  play: (played: Played) => Lived,
): Settled {
  let found = { played, ...play(played) };
  if (!isAnybodyCurious(view) || found.outcome.tallied === null) return found;
  let known = '';
  // One reading more is in its place each time.
  for (let again = 0; again <= played.deeds.length; again++) {
    const read = readingsAfter(view, played, found);
    const key = JSON.stringify([...read]);
    if (key === known) return found;
    known = key;
    const next = { ...played, deeds: played.deeds.map((one) => withReading(view, one, read)) };
    found = { played: next, ...play(next) };
  }
  return found;
}

/** Whether a notice makes anybody read. */
export function isAnybodyCurious({ study }: CompiledStudy): boolean {
  return study.behaviours.choices.curiosity > 0;
}

/**
 * [mailbox] when its owner opens the message because of a notice, as far as that is watched: as it
 * is written, which is before what queues add.
 */
function readingsAfter(
  view: CompiledStudy,
  { replication, send, untilMs }: Played,
  { late, outcome: { tallied } }: Lived,
): Map<number, number> {
  const draws = drawsFor(view.seed, replication);
  const { choices, delays } = view.study.behaviours;
  const { addresses } = at(view.arms, 0).base.book;
  const found = new Map<number, number>();
  for (const { noticeAt, recipient } of tallied?.fates ?? []) {
    if (noticeAt < 0) continue;
    const entity = view.entityOf(at(addresses, recipient));
    if (!bernoulli(choices.curiosity, draws.uniform('reader.curiosity', entity))) continue;
    if (isAway(view, draws, entity)) continue;
    const delay = sample(delays.curiousRead, draws.uniform('reader.curiosityDelay', entity));
    const readAt = (send.deferByMs ?? 0) + noticeAt + delay;
    if (readAt <= untilMs) found.set(recipient, readAt - (late.get(recipient) ?? 0));
  }
  return found;
}

/** What somebody does, and the reading among it, in the order of time. */
function withReading(view: CompiledStudy, deeds: Deeds, read: ReadonlyMap<number, number>): Deeds {
  const readAt = read.get(deeds.mailbox);
  if (readAt === undefined) return deeds;
  const address = at(at(view.arms, 0).base.book.addresses, deeds.mailbox);
  const entries = [...deeds.entries, ...openingsOf(view, address, MESSAGE, readAt)];
  return { ...deeds, entries: entries.sort((a, b) => a.at - b.at) };
}
