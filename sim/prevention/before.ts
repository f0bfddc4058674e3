/**
 * What happens before a message leaves: measures, tips, the wait in the Outbox; and the rows of
 * those who then get nothing.
 *
 * Why a message is played again where anything changes: the draws of whoever is left are found
 * where they were.
 *
 * Never: leave anybody out who was written to.
 */
import { at } from '../../model/assert.ts';
import { kindOf } from '../../model/org/org.ts';
import { workloadOf } from '../../scenarios/workloads.ts';
import { type Fate, type Incident, PREVENTED } from '../fates.ts';
import { type Change, membersOf, noticedAt } from '../mistake.ts';
import type { Draws } from '../streams.ts';
import { bernoulli, sample } from '../variates.ts';
import type { Played } from '../workload.ts';
import { type Desk, deferOf, isWithdrawn, tipsHeeded, untold } from './desk.ts';
import { staleMembers } from './lists.ts';
import { carriedBy, measuresTaken } from './measures.ts';

/** What is left of a message, and to whom it does not go. */
export type Before = {
  /** null: nobody is left whom it should not have gone to. */
  readonly played: Played | null;
  /** What was taken back before it had left; null: nothing was. */
  readonly withdrawn: Played | null;
  readonly prevented: readonly Fate[];
  /** Whom a group named and does not any more, though the message is played as if it did. */
  readonly offList: ReadonlySet<number>;
  readonly incidents: readonly Incident[];
  /** Indices of the rules that were met. */
  readonly rules: readonly number[];
};

/**
 * What happens before a message leaves.
 *
 * @param written  what happens where nothing is done before
 * @param replay   what happens where the message is changed
 */
export function beforeSending(
  desk: Desk,
  draws: Draws,
  written: Played,
  replay: (change: Change) => Played,
): Before {
  const rules = new Set<number>();
  const { avoidedBy, noticeFactor } = measuresTaken(desk.arm.policy.measures, draws);
  const lists = staleMembers(desk, draws, written);
  const carried = carriedBy(desk, draws);
  // Where the mistake is not made there is no draft of it.
  const heeded = avoidedBy === null ? tipsHeeded(desk, draws, written, rules) : untold;
  const left = leftOf(desk, written, heeded.dropped);
  const end = (played: Played | null, words: string | null): Before => {
    const fates = fatesOf(desk, written, heeded.dropped, words);
    const others = fates.filter(({ recipient }) => !lists.offList.has(recipient));
    const off = [...lists.offList].map((one) => preventedFate(desk, one, 'off-list review'));
    const incidents = played === null ? [] : [...lists.incidents, ...carried.incidents];
    const prevented = [...others, ...off];
    const { offList } = lists;
    return { played, withdrawn: null, prevented, offList, incidents, rules: [...rules] };
  };
  if (avoidedBy !== null) return end(null, `not-made ${avoidedBy}`);
  if (left.length === 0) return end(null, '');
  const { behaviours, workload } = desk.view.study;
  let laterMs = 0;
  if (heeded.postponedBy !== null) {
    laterMs = sample(behaviours.delays.postpone, draws.uniform('compose.postpones', 0));
    if (noticedAt(written.noticedMs, { noticeFactor }) < laterMs) {
      return end(null, heeded.postponedBy);
    }
  }
  const deferMs = workloadOf(workload.kind).mistake === 'nothing' ? 0 : deferOf(desk, written);
  const to = written.send.to.filter((address) => !heeded.dropped.has(address));
  const change: Change = { to, laterMs, deferMs, noticeFactor, ...carried.change };
  const played = isNothing(change, written) ? written : replay(change);
  if (deferMs > 0) {
    const { cancelsInTime } = behaviours.choices;
    const isTaken = bernoulli(cancelsInTime, draws.uniform('sender.cancels', 0));
    if (isTaken && isWithdrawn(desk, played, rules)) {
      return { ...end(null, 'withdrawn send-delay'), withdrawn: played };
    }
  }
  return end(played, null);
}

/** Whether a change leaves a message as it was written. */
function isNothing(change: Change, { send }: Played): boolean {
  const { to, laterMs, deferMs, noticeFactor, label, sensitive } = change;
  const isSame = to?.length === send.to.length && label === undefined && sensitive === undefined;
  return isSame && laterMs === 0 && deferMs === 0 && noticeFactor === 1;
}

/** The wrong among the addresses that are left. */
function leftOf(
  { arm }: Desk,
  { right, send }: Played,
  dropped: ReadonlyMap<string, string>,
): readonly string[] {
  const meant = right < 0 ? null : at(arm.base.book.addresses, right);
  return send.to.filter((address) => address !== meant && !dropped.has(address));
}

/**
 * The fates of those whom a message does not reach that was written to them.
 *
 * @param dropped  the words about each address that was taken out
 * @param all      the words about all others; null: they get it
 */
function fatesOf(
  desk: Desk,
  { isToGroup, send: { to } }: Played,
  dropped: ReadonlyMap<string, string>,
  all: string | null,
): Fate[] {
  if (dropped.size === 0 && all === null) return [];
  const left = all === null ? to.filter((address) => !dropped.has(address)) : [];
  const behind = (addresses: readonly string[]): readonly string[] =>
    isToGroup ? membersOf(desk.view, addresses) : addresses;
  const still = new Set(behind(left));
  const fates: Fate[] = [];
  const found = new Set<string>();
  for (const address of to) {
    for (const member of behind([address])) {
      if (still.has(member) || found.has(member)) continue;
      found.add(member);
      const words = dropped.get(address) ?? all ?? '';
      fates.push(preventedFate(desk, desk.view.indexOf(member), words));
    }
  }
  return fates;
}

/** What became of somebody who got nothing. */
function preventedFate({ arm, view }: Desk, recipient: number, words: string): Fate {
  const { base } = arm;
  const { org } = at(base.epochs, 0);
  return {
    recipient,
    kind: kindOf(org, recipient),
    client: view.personOf(at(base.book.addresses, recipient))?.client ?? null,
    isInside: at(org.inside, recipient) === 1,
    words: `${PREVENTED} ${words}`,
    success: false,
    reported: false,
    seen: false,
    noticed: false,
    outsideNotice: false,
    actedOn: false,
    left: null,
    receipts: 0,
    isDuplicate: false,
    decisionMs: -1,
    seenAt: -1,
    goneAt: -1,
    noticeAt: -1,
  };
}
