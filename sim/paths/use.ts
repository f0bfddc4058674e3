/**
 * What the use of a path says of a message: what became of each member of the party that takes it.
 *
 * Why apart: this runs for every copy of a study, finding a path only for the first of its kind.
 *
 * Never: walk anything; a path and its draws say it all.
 */
import type { Fate, Incident } from '../fates.ts';
import type { Path } from './memory.ts';
import { valueAt } from './path.ts';

/** Adds the recipients of a party to those of its message. */
export function addFates(
  { ends }: Path,
  draws: readonly number[],
  members: readonly number[],
  fates: Fate[],
): void {
  for (let index = 0; index < ends.length; index++) {
    const { place, fate, decisionMs, seenAt, goneAt } = ends[index]!;
    fates.push({
      recipient: members[place]!,
      kind: fate.kind,
      client: fate.client,
      isInside: fate.isInside,
      words: fate.words,
      success: fate.success,
      reported: fate.reported,
      seen: fate.seen,
      noticed: fate.noticed,
      left: fate.left,
      receipts: fate.receipts,
      isDuplicate: fate.isDuplicate,
      decisionMs: valueAt(decisionMs, draws),
      seenAt: valueAt(seenAt, draws),
      goneAt: valueAt(goneAt, draws),
    });
  }
}

/** Adds what a party sets off; what is about nobody in it may be there from another party. */
export function addIncidents(
  { incidents }: Path,
  members: readonly number[],
  all: Incident[],
): void {
  for (const { word, about, place } of incidents) {
    if (place >= 0) all.push({ word, about: members[place]! });
    else if (!all.some((one) => one.word === word && one.about === about))
      all.push({ word, about });
  }
}
