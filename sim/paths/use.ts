/**
 * What the paths of a replication say of it: what became of each recipient, and what was set off.
 *
 * Why apart: this runs for every copy of a study, finding a path only for the first of its kind.
 *
 * Never: walk anything; a path and its draws say it all.
 */
import type { Fate, Incident, Tallied } from '../fates.ts';
import type { End } from './find.ts';
import type { Apart } from './memory.ts';
import { valueAt } from './path.ts';

/**
 * Visits the recipients of a replication in the order of the address book.
 *
 * @param visit  told of the recipient, what becomes of it, and the draws that its times are made of
 */
export function eachEnd(
  { parties: { all, inOrder }, paths }: Apart,
  visit: (recipient: number, end: End, draws: readonly number[]) => void,
): void {
  for (let index = 0; index < inOrder.length; index += 2) {
    const [party, place] = [inOrder[index]!, inOrder[index + 1]!];
    const end = paths[party]!.ends[place];
    const { draws, members } = all[party]!;
    if (end) visit(members[place]!, end, draws);
  }
}

/** The same as records of their own, with all that was set off. */
export function talliedOf(apart: Apart): Tallied {
  const fates: Fate[] = [];
  eachEnd(apart, (recipient, { fate, decisionMs, seenAt, goneAt, noticeAt }, draws) => {
    fates.push({
      ...fate,
      recipient,
      decisionMs: valueAt(decisionMs, draws),
      seenAt: valueAt(seenAt, draws),
      goneAt: valueAt(goneAt, draws),
      noticeAt: valueAt(noticeAt, draws),
    });
  });
  return { fates, reportMs: reportOf(apart), incidents: incidentsOf(apart) };
}

/** When the sender was sent the last report, ms; -1: never. */
export function reportOf({ parties: { all }, paths }: Apart): number {
  let reportMs = -1;
  for (let party = 0; party < paths.length; party++) {
    const one = valueAt(paths[party]!.reportMs, all[party]!.draws);
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
