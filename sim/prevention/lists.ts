/**
 * Members of groups who should not be there any more, or not yet: how many a message reaches or
 * misses, and how many a review has taken off.
 *
 * Why waiting times: somebody stops being entitled, and somebody else begins to be, at a constant
 * rate; what has happened since the last review shows. A shorter time since then never shows more.
 *
 * Never: change a group. The message is sent to all who are listed; the rows of those who were
 * taken off are replaced.
 */
import { at } from '../../model/assert.ts';
import { ln } from '../arithmetic.ts';
import type { Incident } from '../fates.ts';
import { membersOf } from '../mistake.ts';
import type { Draws } from '../streams.ts';
import { sample } from '../variates.ts';
import type { Played } from '../workload.ts';
import type { Desk } from './desk.ts';

const YEAR_MS = 365 * 86_400_000;

export type Lists = {
  /** Members whom a review has taken off, as indices. */
  readonly offList: ReadonlySet<number>;
  /** One for each member who is reached and should not be, or should be and is not. */
  readonly incidents: readonly Incident[];
};

const nobody: Lists = { offList: new Set(), incidents: [] };

/** Since when it is so, where a share becomes so within a year; ms, Infinity: not at all. */
function waited(yearly: number, u: number): number {
  if (yearly <= 0) return Number.POSITIVE_INFINITY;
  return yearly >= 1 ? 0 : (YEAR_MS * ln(u)) / ln(1 - yearly);
}

/** Who of the members of a group is stale; nobody where no policy of the study reviews groups. */
export function staleMembers(
  { arm, view }: Desk,
  draws: Draws,
  { isToGroup, send }: Played,
): Lists {
  const review = arm.policy.measures?.listReview ?? null;
  if (review === null || !isToGroup) return nobody;
  const { choices, delays } = view.study.behaviours;
  const group = at(send.to, 0);
  const listed = view.entityOf(group);
  const ageMs = sample(delays.listAge, draws.uniform('list.age', listed));
  const everyMs = review.everyMs ?? Number.POSITIVE_INFINITY;
  const reviewedMs = Math.min(ageMs, everyMs * draws.uniform('list.reviewed', listed));
  const offList = new Set<number>();
  const incidents: Incident[] = [];
  for (const member of membersOf(view, [group])) {
    const entity = view.entityOf(member);
    const about = view.indexOf(member);
    const leftMs = waited(choices.leavesList, draws.uniform('list.leaves', entity));
    if (leftMs < reviewedMs) incidents.push({ word: 'unauthorized-recipient', about });
    else if (leftMs < ageMs) offList.add(about);
    const joinedMs = waited(choices.joinsList, draws.uniform('list.joins', entity));
    if (joinedMs < reviewedMs) incidents.push({ word: 'missed-recipient', about });
  }
  return { offList, incidents };
}
