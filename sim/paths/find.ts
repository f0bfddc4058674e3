/**
 * Finds the path of a party: follows it through the world step, and a second time with every draw
 * moved, so that each instant is known as a sum of draws.
 *
 * Never: call a path known whose two walks differ in more than instants.
 */
import { assert, at } from '../../model/assert.ts';
import type { Model } from '../../model/model.ts';
import type { Base } from '../../scenarios/compile.ts';
import { type CompiledStudy, subjectOf } from '../arms.ts';
import type { Fate, Incident, Tallied } from '../fates.ts';
import { rulesCited } from '../simulate.ts';
import { tally } from '../tally.ts';
import type { Played } from '../workload.ts';
import { type Difference, orderOf } from './order.ts';
import type { Shared } from './parties.ts';
import { follow, landmarksOf, moved, type Scheduled } from './party.ts';
import { type Sum, shiftsOf, sumOf } from './path.ts';
import { isSameList } from './rule-sets.ts';
import type { Party } from './split.ts';
import { type End, type Tape, TIMES, tapeOf } from './tape.ts';

/** What a path leaves behind. */
export type Path = {
  readonly tape: Tape;
  /** Otherwise it is of its draws alone. */
  readonly isKnown: boolean;
  /** What it sets off at the sender; `place` among the members, -1: `about` says whom or what. */
  readonly incidents: readonly (Incident & { readonly place: number })[];
  /** The rules that it cites, as a number of `RuleSets`. */
  readonly cited: number;
  uses: number;
};

/** Where a party is followed. */
export type Ground = {
  readonly model: Model;
  readonly view: CompiledStudy;
  readonly base: Base;
  readonly shared: Pick<Shared, 'fates' | 'rules'>;
};

/**
 * The path of a party.
 *
 * @param draws  each once; null: it is followed once, and the path is of these draws alone
 */
export function findPath(
  ground: Ground,
  played: Played,
  party: Party,
  draws: readonly number[] | null,
): Path {
  const first = outcomeOf(ground, played, party);
  const found = draws === null ? null : sumsOfWalks(ground, played, party, first, draws);
  const alone = (constant: number): Sum => ({ constant, plus: [], minus: [] });
  const told = found?.told ?? timesIn(first).map(alone);
  const order = found === null || draws === null ? [] : orderOf(found.sums, draws);
  const incidents = first.tallied.incidents.map((one) => {
    return { ...one, place: party.members.indexOf(one.about) };
  });
  return {
    tape: tapeFrom(ground, first, party.members, told, order),
    isKnown: found !== null,
    incidents,
    cited: ground.shared.rules.numberOf(first.rules),
    uses: found === null ? 0 : 1,
  };
}

/**
 * The sums behind all instants of a walk, and behind what it tells.
 *
 * @param draws  each once
 * @returns      null: a walk with other draws is another one, or something is no sum of draws
 */
function sumsOfWalks(
  ground: Ground,
  played: Played,
  party: Party,
  first: Outcome,
  draws: readonly number[],
) {
  assert(
    draws.every((draw) => draw >= 0),
    'instants of a replication are 0 or later',
  );
  // A way through several members may meet the draws of each.
  const times = party.members.length;
  const shifts = shiftsOf(draws, times);
  // The delay that every leg of a way adds has to be a draw of its own, and the last one.
  if (shifts === null || draws.at(-1) !== played.deliveryMs) return null;
  const later = new Map(draws.map((draw, index) => [draw, draw + at(shifts, index)]));
  const second = outcomeOf(
    ground,
    moved(played, (time) => later.get(time) ?? time),
    party,
  );
  if (!isSameWalk(first, second)) return null;
  const sums = sumsOf(instantsOf(first), instantsOf(second), draws, times);
  const told = sumsOf(timesIn(first), timesIn(second), draws, times);
  return sums === null || told === null ? null : { sums, told };
}

/** @param told  the sums of `timesIn` */
function tapeFrom(
  { shared }: Ground,
  { tallied: { fates } }: Outcome,
  members: readonly number[],
  told: readonly Sum[],
  order: readonly Difference[],
): Tape {
  const ends = members.map((member): End | null => {
    const index = fates.findIndex(({ recipient }) => recipient === member);
    if (index < 0) return null;
    const first = 1 + TIMES.length * index;
    const times = told.slice(first, first + TIMES.length);
    return { fate: shared.fates.numberOf(at(fates, index)), times };
  });
  return tapeOf(order, at(told, 0), ends);
}

/** The report, and the times of each recipient, in the order of `TIMES`. */
function timesIn({ tallied: { fates, reportMs } }: Outcome): number[] {
  const times = [reportMs];
  for (const { decisionMs, goneAt, noticeAt, seenAt } of fates) {
    times.push(decisionMs, seenAt, goneAt, noticeAt);
  }
  return times;
}

/** The sums behind numbers; null when any is none. */
function sumsOf(
  first: readonly number[],
  second: readonly number[],
  draws: readonly number[],
  times: number,
): Sum[] | null {
  const sums: Sum[] = [];
  for (let index = 0; index < first.length; index++) {
    const sum = sumOf(at(first, index), at(second, index), draws, times);
    if (sum === null) return null;
    sums.push(sum);
  }
  return sums;
}

/** One walk of a party: what it comes to, and everything that the second has to repeat. */
type Outcome = {
  readonly tallied: Tallied;
  readonly rules: readonly number[];
  readonly scheduled: readonly Scheduled[];
  readonly landmarks: readonly number[];
};

const nobody: Tallied = { fates: [], reportMs: -1, incidents: [] };

function outcomeOf({ base, model, view }: Ground, played: Played, party: Party): Outcome {
  const followed = follow(model, base, played);
  const { simulated, scheduled } = followed;
  const tallied = played.isMeasured ? tally(simulated, subjectOf(view)) : nobody;
  const landmarks = landmarksOf(followed, party.members);
  return { tallied, rules: rulesCited(simulated), scheduled, landmarks };
}

function instantsOf({ landmarks, scheduled }: Outcome): number[] {
  const instants: number[] = [];
  for (const one of scheduled) instants.push(one.at);
  for (const one of landmarks) instants.push(one);
  return instants;
}

/** Whether two walks are the same but for instants. */
function isSameWalk(one: Outcome, other: Outcome): boolean {
  const { length } = one.scheduled;
  if (length !== other.scheduled.length || one.landmarks.length !== other.landmarks.length)
    return false;
  for (let index = 0; index < length; index++) {
    const [first, second] = [one.scheduled[index]!, other.scheduled[index]!];
    if (first.kind !== second.kind || first.a !== second.a || first.b !== second.b) return false;
  }
  const { fates, incidents } = one.tallied;
  const others = other.tallied.fates;
  if (!isSameSetOff(incidents, other.tallied.incidents)) return false;
  if (fates.length !== others.length || !isSameList(one.rules, other.rules)) return false;
  return fates.every((fate, index) => isSameFate(fate, at(others, index)));
}

function isSameSetOff(one: readonly Incident[], other: readonly Incident[]): boolean {
  const isSame = ({ about, word }: Incident, index: number): boolean =>
    about === other[index]?.about && word === other[index].word;
  return one.length === other.length && one.every(isSame);
}

/** Whether two fates are the same but for times. */
function isSameFate(one: Fate, other: Fate): boolean {
  return (
    one.recipient === other.recipient &&
    one.words === other.words &&
    one.left === other.left &&
    one.success === other.success &&
    one.reported === other.reported &&
    one.seen === other.seen &&
    one.noticed === other.noticed &&
    one.outsideNotice === other.outsideNotice &&
    one.actedOn === other.actedOn &&
    one.receipts === other.receipts &&
    one.isDuplicate === other.isDuplicate &&
    one.decisionMs < 0 === other.decisionMs < 0 &&
    one.seenAt < 0 === other.seenAt < 0 &&
    one.goneAt < 0 === other.goneAt < 0 &&
    one.noticeAt < 0 === other.noticeAt < 0
  );
}
