/**
 * What the paths of a replication say of it: what became of each recipient, and what was set off.
 *
 * Why apart: this runs for every copy of a study, finding a path only for the first of its kind.
 *
 * Never: walk anything; a path and its draws say it all.
 */
import type { Fate, Incident, Tallied } from '../fates.ts';
import type { Apart } from './memory.ts';
import type { Shared } from './parties.ts';
import { endOn, reportOn, TIMES } from './tape.ts';

/** The times of the recipient that is visited, in the order of `TIMES`. */
export type Times = Float64Array;

const times: Times = new Float64Array(TIMES.length);

/**
 * Visits the recipients of a replication in the order of the address book.
 *
 * @param visit  told of the recipient, the number of its fate, and its times until the next one
 */
export function eachEnd(
  { parties: { all, inOrder }, paths }: Apart,
  visit: (recipient: number, fate: number, times: Times) => void,
): void {
  for (let index = 0; index < inOrder.length; index += 2) {
    const [party, place] = [inOrder[index]!, inOrder[index + 1]!];
    const { draws, members } = all[party]!;
    const fate = endOn(paths[party]!.tape, place, draws, times);
    if (fate >= 0) visit(members[place]!, fate, times);
  }
}

/** The same as records of their own, with all that was set off. */
export function talliedOf({ fates: kinds }: Shared, apart: Apart): Tallied {
  const fates: Fate[] = [];
  eachEnd(apart, (recipient, fate, [decisionMs, seenAt, goneAt, noticeAt]) => {
    const when = { decisionMs: decisionMs!, seenAt: seenAt!, goneAt: goneAt!, noticeAt: noticeAt! };
    fates.push({ ...kinds.fateOf(fate), recipient, ...when });
  });
  return { fates, reportMs: reportOf(apart), incidents: incidentsOf(apart) };
}

/** When the sender was sent the last report, ms; -1: never. */
export function reportOf({ parties: { all }, paths }: Apart): number {
  let reportMs = -1;
  for (let party = 0; party < paths.length; party++) {
    const one = reportOn(paths[party]!.tape, all[party]!.draws);
    if (one > reportMs) reportMs = one;
  }
  return reportMs;
}

/** What parties set off; what is about nobody in one of them may be there from another. */
export function incidentsOf({ parties: { all }, paths }: Apart): Incident[] {
  const found: Incident[] = [];
  for (let party = 0; party < paths.length; party++) {
    for (const { word, about, place } of paths[party]!.incidents) {
      if (place >= 0) found.push({ word, about: all[party]!.members[place]! });
      else if (!found.some((one) => one.word === word && one.about === about))
        found.push({ word, about });
    }
  }
  return found;
}
