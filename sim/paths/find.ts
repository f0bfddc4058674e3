/**
 * Finds the path of a party: follows it through the world step with every draw marked, so that each
 * instant is known as a sum of draws.
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
import { follow, type Landmark, landmarksOf, moved, type Scheduled } from './party.ts';
import { type Marks, type Moved, marksOf, partsOf, type Sum, shiftsOf, sumOf } from './path.ts';
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
 * @param draws  each once
 */
export function findPath(
  ground: Ground,
  played: Played,
  party: Party,
  draws: readonly number[],
): Path {
  assert(
    draws.every((draw) => draw >= 0),
    'instants of a replication are 0 or later',
  );
  // The delay that every leg of a way adds has to be a draw of its own, and the last one.
  const isSplit = draws.at(-1) === played.deliveryMs;
  const found = isSplit ? followMarked(ground, played, party, draws) : null;
  if (found !== null) return pathOf(ground, party, found);
  const first = outcomeOf(ground, played, party, 1);
  const twice = isSplit ? followAgain(ground, played, party, draws, first) : null;
  return pathOf(ground, party, twice ?? { outcome: first, told: null, order: [] });
}

/** What a party comes to, and what of it draws can turn round. */
type Found = {
  readonly outcome: Outcome;
  /** The sums of `timesIn`; null: it is of its draws alone. */
  readonly told: readonly Sum[] | null;
  readonly order: readonly Difference[];
};

function pathOf(ground: Ground, { members }: Party, { order, outcome, told }: Found): Path {
  const alone = (constant: number): Sum => ({ constant, plus: [], minus: [] });
  const incidents = outcome.tallied.incidents.map((one) => {
    return { ...one, place: members.indexOf(one.about) };
  });
  return {
    tape: tapeFrom(ground, outcome, members, told ?? timesIn(outcome).map(alone), order),
    isKnown: told !== null,
    incidents,
    cited: ground.shared.rules.numberOf(outcome.rules),
    uses: told === null ? 0 : 1,
  };
}

/** Follows a party whose draws are marked; null: marks are too large, or instants coincide. */
function followMarked(
  ground: Ground,
  played: Played,
  party: Party,
  draws: readonly number[],
): Found | null {
  // A way through several members may meet the draws of each.
  const times = party.members.length;
  const marks = marksOf(draws.length, times);
  if (marks === null) return null;
  const outcome = outcomeOf(ground, later(played, draws, marks), party, marks.perMs);
  const sums = (numbers: readonly number[]): Sum[] | null =>
    sumsOf(draws, times, numbers.length, (index) => partsOf(at(numbers, index), marks));
  const instants = sums(instantsOf(outcome));
  const told = sums(timesIn(outcome));
  if (instants === null || told === null) return null;
  const order = orderOf(withLandmarks(instants, outcome), draws);
  return order.every(({ isLater }) => isLater) ? { outcome, told, order } : null;
}

/** Follows a party a second time; null: other draws go another way, or something is no sum. */
function followAgain(
  ground: Ground,
  played: Played,
  party: Party,
  draws: readonly number[],
  outcome: Outcome,
): Found | null {
  const times = party.members.length;
  const marks = shiftsOf(draws.length, times);
  if (marks === null) return null;
  const second = outcomeOf(ground, later(played, draws, marks), party, 1);
  if (!isSameWalk(outcome, second)) return null;
  const sums = (first: readonly number[], then: readonly number[]): Sum[] | null =>
    sumsOf(draws, times, first.length, (index) => {
      return { ms: at(first, index), steps: at(then, index) - at(first, index) };
    });
  const instants = sums(instantsOf(outcome), instantsOf(second));
  const told = sums(timesIn(outcome), timesIn(second));
  if (instants === null || told === null) return null;
  return { outcome, told, order: orderOf(withLandmarks(instants, outcome), draws) };
}

/** A replication whose draws are moved by their marks. */
function later(played: Played, draws: readonly number[], { perMs, steps }: Marks): Played {
  return moved(played, (time) => {
    const index = draws.indexOf(time);
    return index < 0 ? time : time + at(steps, index) / perMs;
  });
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
  draws: readonly number[],
  times: number,
  count: number,
  partsAt: (index: number) => Moved | null,
): Sum[] | null {
  const sums: Sum[] = [];
  for (let index = 0; index < count; index++) {
    const parts = partsAt(index);
    const sum = parts === null ? null : sumOf(parts, draws, times);
    if (sum === null) return null;
    sums.push(sum);
  }
  return sums;
}

/** One walk of a party: what it comes to, and everything that another has to repeat. */
type Outcome = {
  readonly tallied: Tallied;
  readonly rules: readonly number[];
  readonly scheduled: readonly Scheduled[];
  readonly landmarks: readonly Landmark[];
};

const nobody: Tallied = { fates: [], reportMs: -1, incidents: [] };

function outcomeOf(
  { base, model, view }: Ground,
  played: Played,
  party: Party,
  perMs: number,
): Outcome {
  const followed = follow(model, base, played, perMs);
  const { simulated, scheduled } = followed;
  const tallied = played.isMeasured ? tally(simulated, subjectOf(view)) : nobody;
  const landmarks = landmarksOf(followed, party.members);
  return { tallied, rules: rulesCited(simulated), scheduled, landmarks };
}

/** What is scheduled, and what landmarks are counted from. */
function instantsOf({ landmarks, scheduled }: Outcome): number[] {
  const instants: number[] = [];
  for (const one of scheduled) instants.push(one.at);
  for (const { from } of landmarks) instants.push(from);
  return instants;
}

/** @param sums  of `instantsOf` */
function withLandmarks(sums: readonly Sum[], { landmarks, scheduled }: Outcome): Sum[] {
  return sums.map((sum, index) => {
    const after = landmarks[index - scheduled.length]?.after ?? 0;
    return after === 0 ? sum : { ...sum, constant: sum.constant + after };
  });
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
