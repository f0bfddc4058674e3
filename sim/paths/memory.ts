/**
 * The memory of a policy: every party is followed through the world step once, and remembered for
 * all who are alike and whose draws leave the order of instants as it is.
 *
 * Why: a study meets the same few hundred paths a hundred thousand times. Nothing here decides what
 * happens; it only knows when something has happened before (`path.ts` says why it may).
 *
 * Never: split an organization in which something may go from anybody to anybody, or in which the
 * world looks at instants that are not listed (`isSplittable`); those are run whole.
 */
import { at } from '../../model/assert.ts';
import { containsWord } from '../../model/facts.ts';
import type { Model } from '../../model/model.ts';
import { type InboxRule, kindOf, type Org } from '../../model/org/org.ts';
import type { Base } from '../../scenarios/compile.ts';
import { requestSubject } from '../../scenarios/compile-timeline.ts';
import { type CompiledStudy, subjectOf } from '../arms.ts';
import type { Fate, Incident, Tallied } from '../fates.ts';
import { tally } from '../tally.ts';
import { type Played, SUBJECT } from '../workload.ts';
import { type Alike, newAlike } from './alike.ts';
import {
  alone,
  follow,
  landmarksOf,
  moved,
  type Scheduled,
  timesOf,
  wordOf,
  wordsOf,
} from './party.ts';
import { isSameOrder, type Order, orderOf, type Sum, shiftsOf, sumOf } from './path.ts';
import { type Links, newLinks, type Party, split } from './split.ts';

/** What a path leaves behind. */
export type Path = {
  readonly order: Order;
  /** Its recipients. */
  readonly ends: readonly End[];
  /** When the sender is sent the report. */
  readonly reportMs: Sum;
  /** What it sets off at the sender; `place` among the members, -1: `about` says whom or what. */
  readonly incidents: readonly (Incident & { readonly place: number })[];
  /** The rules that it cites. */
  readonly rules: readonly number[];
  uses: number;
};

/** What becomes of one member of a party. */
export type End = {
  /** The place of the recipient among the members. */
  readonly place: number;
  /** As the first member found it; recipient and times are those of whoever comes to it. */
  readonly fate: Fate;
  readonly decisionMs: Sum;
  readonly seenAt: Sum;
  readonly goneAt: Sum;
};

export type Memory = {
  readonly model: Model;
  readonly view: CompiledStudy;
  readonly base: Base;
  readonly alike: Alike;
  readonly links: Links;
  /** The rules of a mailbox that ask who else gets a message, or how its sender is written. */
  readonly rulesAbout: (mailbox: number) => readonly InboxRule[];
  /** Up to so many recipients no limit is met. */
  readonly recipientsMax: number;
  /** [key] paths of parties that are alike. */
  readonly known: Map<string, Path[]>;
};

/** A memory of a policy; null where parties cannot be told apart. */
export function newMemory(model: Model, view: CompiledStudy, arm: number): Memory | null {
  const { base } = at(view.arms, arm);
  const { org, orgs } = at(base.epochs, 0);
  if (base.epochs.length > 1 || orgs.length > 1 || !isSplittable(base, org)) return null;
  const acting = { ...org, inboxRules: rulesThatMayMatch(org) };
  const limits = [...org.delivery.values()].map(({ recipientsMax }) => recipientsMax ?? Infinity);
  const personOf = (recipient: number) => {
    const address = at(base.book.addresses, recipient);
    return [base.peopleSpecs.get(recipient), view.personOf(address)?.client] as const;
  };
  return {
    model,
    view,
    base,
    alike: newAlike(acting, personOf),
    links: newLinks(acting),
    rulesAbout: (mailbox) =>
      at(acting.inboxRules, mailbox).filter(
        ({ fromWords, sentTo }) => fromWords.length + sentTo.length > 0,
      ),
    recipientsMax: Math.min(org.recipientsMax, org.envelopeMax, ...limits),
    known: new Map(),
  };
}

/** The Inbox rules without those that wait for words which no subject has. */
function rulesThatMayMatch({ flowRules, inboxRules }: Org): Org['inboxRules'] {
  if (flowRules.some(({ prefix }) => prefix !== '')) return inboxRules;
  const subjects = [SUBJECT, requestSubject(SUBJECT)];
  const mayMatch = (words: readonly string[]): boolean =>
    words.length === 0 || subjects.some((subject) => containsWord(subject, words));
  return inboxRules.map((rules) => rules.filter(({ subjectWords }) => mayMatch(subjectWords)));
}

function isSplittable({ peopleSpecs, pendingSwitches }: Base, org: Org): boolean {
  const goesToOthers = org.flowRules.some(
    ({ adds, redirectsTo }) => adds.length + redirectsTo.length > 0,
  );
  const ticks = [...peopleSpecs.values()].some(({ sync }) => sync?.kind === 'every');
  const isTimed =
    org.undoIntervals.size > 0 || org.retention.size > 0 || pendingSwitches.length > 0;
  return org.journalRules.length === 0 && !goesToOthers && !ticks && !isTimed;
}

/**
 * Follows a replication party by party.
 *
 * @param use  told of the path of each party, its draws, and its members
 * @returns    false when it cannot be split: nothing was told then
 */
export function followApart(
  memory: Memory,
  played: Played,
  use: (path: Path, draws: readonly number[], members: readonly number[]) => void,
): boolean {
  const { base, view } = memory;
  const isFew = !played.isToGroup && played.send.to.length <= memory.recipientsMax;
  // Refused whole, if anything: it would be sent whole for each party.
  if (!isFew && !played.isToGroup) return false;
  const addressOf = (mailbox: number): string => at(base.book.addresses, mailbox);
  const parties = split(played.deeds, memory.links, ({ entries }) =>
    entries.flatMap(({ action }) => (action.kind === 'forward' ? action.to.map(view.indexOf) : [])),
  );
  if (parties === null || parties.length === 0) return false;
  const message = messageKey(memory, played, isFew);
  for (const party of parties) {
    // Where it does not matter who else a message is sent to, they are left out.
    const about = party.members.flatMap(memory.rulesAbout);
    const isListed = isFew && about.every(({ sentTo }) => sentTo.length === 0);

    const times = timesOf(played, party);
    const draws = times.filter((time, index) => times.indexOf(time) === index);
    const pattern = draws.length === times.length ? '' : times.map((t) => draws.indexOf(t)).join();
    const answers = about.length === 0 ? '' : answersOf(memory, about, played, party);
    const key = `${message}|${partyKey(memory, played, party)}|${pattern}|${answers}`;
    const walk = (known: readonly number[] | null): Found =>
      find(memory, alone(played, party, isListed ? addressOf : null), party, known);
    use(recall(memory, key, draws, walk), draws, party.members);
  }
  return true;
}

/** The path of a party: remembered, or found now. */
function recall(
  memory: Memory,
  key: string,
  draws: readonly number[],
  walk: (draws: readonly number[] | null) => Found,
): Path {
  const paths = memory.known.get(key);
  for (let index = 0; paths !== undefined && index < paths.length; index++) {
    const path = paths[index]!;
    if (!isSameOrder(path.order, draws)) continue;
    path.uses++;
    if (index > 0) forward(paths, index);
    return path;
  }
  // What comes up once is not looked at twice; what is there again is remembered.
  const { path, isKnown } = walk(paths === undefined ? null : draws);
  if (paths === undefined) memory.known.set(key, []);
  if (isKnown && paths !== undefined && paths.length < PATHS_MAX) paths.push(path);
  return path;
}

/** The most paths of one key: what is that various is not worth remembering. */
const PATHS_MAX = 100;

/** Moves a path one place towards the front: what is used often is found soon. */
function forward(paths: Path[], index: number): void {
  const path = paths[index]!;
  paths[index] = paths[index - 1]!;
  paths[index - 1] = path;
}

/** Who sends, what is done about it, and to whom it goes where that matters to each. */
function messageKey({ alike, view }: Memory, { answer, send }: Played, isFew: boolean): string {
  const done = answer === null ? '' : wordOf(answer.action, () => -1);
  const from = view.indexOf(send.from);
  // Groups say from whom they take mail: then it matters who exactly sends.
  const who = isFew ? alike.sender(from) : `${from}:${send.to.join()}`;
  const carries = `${send.deferByMs ?? ''}:${send.label ?? ''}:${send.sensitive ?? ''}`;
  return `${who}|${done}|${carries}`;
}

/** What rules find that ask how a sender is written, or who else gets the message. */
function answersOf(
  { base, view }: Memory,
  rules: readonly InboxRule[],
  { send }: Played,
  { members }: Party,
): string {
  const senders = [send.from, ...members.map((member) => at(base.book.addresses, member))];
  const to = send.to.map(view.indexOf);
  return rules
    .map(({ fromWords, sentTo }) => {
      const isFrom = senders.map((address) => (containsWord(address, fromWords) ? 1 : 0)).join('');
      return `${isFrom}${sentTo.some((one) => to.includes(one)) ? 't' : ''}`;
    })
    .join();
}

/** Who they are, where mail goes on from them, and what they do in which order. */
function partyKey(memory: Memory, { send }: Played, { deeds, members }: Party): string {
  const { alike, links, view } = memory;
  const from = view.indexOf(send.from);
  const place = (address: string): number => members.indexOf(view.indexOf(address));
  let key = '';
  for (const member of members) {
    key += `${alike.recipient(member)}${member === from ? 's' : ''};`;
    for (const target of links(member) ?? []) key += `>${members.indexOf(target)}`;
    for (const list of alike.lists(member)) key += namedIn(memory, list, from, members);
  }
  for (const one of deeds) {
    if (members.length > 1) key += members.indexOf(one.mailbox);
    key += wordsOf(one, place);
  }
  return key;
}

/** Which of those who are there a list names; of lists with groups, who exactly is there. */
function namedIn(
  { base }: Memory,
  list: readonly number[],
  from: number,
  members: readonly number[],
): string {
  const { org } = at(base.epochs, 0);
  if (list.some((one) => kindOf(org, one) === 'group')) return `[${from}:${members.join()}]`;
  const places = [...members.keys()].filter((place) => list.includes(members[place]!));
  return `[${list.includes(from) ? 's' : ''}${places.join()}]`;
}

/** A path, and whether it can be used again. */
type Found = { readonly path: Path; readonly isKnown: boolean };

/** The path of these draws alone. */
function pathOf({ tallied, rules }: Outcome, members: readonly number[]): Path {
  const alone = (constant: number): Sum => ({ constant, plus: [], minus: [] });
  const ends = tallied.fates.map((fate): End => {
    const times = {
      decisionMs: alone(fate.decisionMs),
      seenAt: alone(fate.seenAt),
      goneAt: alone(fate.goneAt),
    };
    return { place: members.indexOf(fate.recipient), fate, ...times };
  });
  const order: Order = { sums: [], later: new Uint8Array() };
  const incidents = tallied.incidents.map((one) => {
    return { ...one, place: members.indexOf(one.about) };
  });
  return { order, ends, reportMs: alone(tallied.reportMs), incidents, rules, uses: 0 };
}

/** Follows a party once, or (with draws) a second time with every draw moved, and compares. */
function find(
  memory: Memory,
  played: Played,
  party: Party,
  draws: readonly number[] | null,
): Found {
  const first = outcomeOf(memory, played, party);
  const path = pathOf(first, party.members);
  const alone = { path, isKnown: false };
  if (draws === null) return alone;
  // A way through several members may meet the draws of each.
  const times = party.members.length;
  const shifts = shiftsOf(draws, times);
  // The delay that every leg of a way adds has to be a draw of its own, and the last one.
  if (shifts === null || draws.at(-1) !== played.deliveryMs) return alone;
  const later = new Map(draws.map((draw, index) => [draw, draw + at(shifts, index)]));
  const second = outcomeOf(
    memory,
    moved(played, (time) => later.get(time) ?? time),
    party,
  );
  if (!isSameWalk(first, second)) return alone;
  const sums = sumsOf(instantsOf(first), instantsOf(second), draws, times);
  const told = sumsOf(timesIn(first), timesIn(second), draws, times);
  if (sums === null || told === null) return alone;
  const ends = path.ends.map(({ place, fate }, index): End => {
    const [decisionMs, seenAt, goneAt] = [0, 1, 2].map((one) => at(told, 1 + 3 * index + one));
    return { place, fate, decisionMs: decisionMs!, seenAt: seenAt!, goneAt: goneAt! };
  });
  const order = orderOf(sums, draws);
  return { path: { ...path, order, ends, reportMs: at(told, 0), uses: 1 }, isKnown: true };
}

/** The report, and three times of each recipient. */
function timesIn({ tallied: { fates, reportMs } }: Outcome): number[] {
  return [reportMs, ...fates.flatMap((fate) => [fate.decisionMs, fate.seenAt, fate.goneAt])];
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

function outcomeOf({ base, model, view }: Memory, played: Played, party: Party): Outcome {
  const followed = follow(model, base, played);
  const { simulated, scheduled } = followed;
  const tallied = played.isMeasured ? tally(simulated, subjectOf(view)) : nobody;
  const rules: number[] = [];
  const { hits } = simulated;
  for (let rule = 0; rule < hits.length; rule++) if (hits[rule]! > 0) rules.push(rule);
  const landmarks = landmarksOf(followed, party.members);
  return { tallied, rules, scheduled, landmarks };
}

function instantsOf({ landmarks, scheduled }: Outcome): number[] {
  return [...scheduled.map((one) => one.at), ...landmarks];
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
  if (JSON.stringify(incidents) !== JSON.stringify(other.tallied.incidents)) return false;
  if (fates.length !== others.length || one.rules.join() !== other.rules.join()) return false;
  return fates.every((fate, index) => isSameFate(fate, at(others, index)));
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
    one.receipts === other.receipts &&
    one.isDuplicate === other.isDuplicate &&
    one.decisionMs < 0 === other.decisionMs < 0 &&
    one.seenAt < 0 === other.seenAt < 0 &&
    one.goneAt < 0 === other.goneAt < 0
  );
}
