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
import { assert, at } from '../../model/assert.ts';
import { type Assumptions, assumptionNames } from '../../model/assumptions.ts';
import { containsWord } from '../../model/facts.ts';
import type { Model } from '../../model/model.ts';
import { waysTo } from '../../model/org/expand.ts';
import { type InboxRule, kindOf, type Org } from '../../model/org/org.ts';
import type { Base } from '../../scenarios/compile.ts';
import { requestSubject } from '../../scenarios/compile-timeline.ts';
import type { CompiledStudy } from '../arms.ts';
import { mayGoOtherwise } from '../switches-met.ts';
import { type Played, SUBJECT } from '../workload.ts';
import { type Alike, newAlike } from './alike.ts';
import { findPath, type Ground, type Path } from './find.ts';
import { type DrawnParty, type Parties, partiesOf, type Shared } from './parties.ts';
import { alone, wordOf } from './party.ts';
import { NO_RULES } from './rule-sets.ts';
import { type Links, newLinks, type Party } from './split.ts';
import { isTaken } from './tape.ts';

/** [recipient] equal numbers: alike, and reached alike. */
type ClassOf = (recipient: number) => number;

/** [shape] [who they are] paths of parties that are alike. */
type Known = (Map<number, Path[]> | undefined)[];

export type Memory = Ground & {
  readonly shared: Shared;
  readonly alike: Alike;
  readonly links: Links;
  /** [mailbox] its rules that ask who else gets a message, or how its sender is written. */
  readonly rulesAbout: readonly (readonly InboxRule[])[];
  /** Up to so many recipients no limit is met. */
  readonly recipientsMax: number;
  /** Numbers of those who cannot be told by a number of one mailbox. */
  readonly parties: Map<string, number>;
  /** [groups that a message is sent to] who is alike then. */
  readonly classes: Map<string, ClassOf>;
  /** [sender and what is done about the message] */
  readonly known: Map<string, Known>;
  /** The same policy with switches elsewhere, and whether a path goes the same way there. */
  readonly before: { readonly memory: Memory; readonly isSame: (cited: number) => boolean } | null;
  /** How many paths are remembered at most, and how many are: beyond them it begins anew. */
  readonly pathsMax: number;
  paths: number;
};

/**
 * A memory of a policy; null where parties cannot be told apart.
 *
 * @param before    that of the same policy with switches elsewhere
 * @param pathsMax  how many paths it holds at most
 */
export function newMemory(
  model: Model,
  view: CompiledStudy,
  arm: number,
  shared: Shared,
  before: Memory | null = null,
  pathsMax = PATHS_MAX,
): Memory | null {
  const { base } = at(view.arms, arm);
  if (before !== null) {
    assert(base.epochs === before.base.epochs, 'switches change nothing that is compiled');
    const isSame = sameWith(shared, before.base.assume, base.assume);
    const own = { view, base, known: new Map(), before: { memory: before, isSame } };
    return { ...before, ...own, paths: 0 };
  }
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
    shared,
    links: linksOf(shared, acting),
    rulesAbout: acting.inboxRules.map((rules) =>
      rules.filter(({ fromWords, sentTo }) => fromWords.length + sentTo.length > 0),
    ),
    recipientsMax: Math.min(org.recipientsMax, org.envelopeMax, ...limits),
    parties: new Map(),
    classes: new Map(),
    known: new Map(),
    before: null,
    pathsMax,
    paths: 0,
  };
}

/** Whether a path goes the same way with switches as they stand elsewhere. */
function sameWith({ rules }: Shared, from: Assumptions, to: Assumptions) {
  const moved = assumptionNames.filter((name) => String(from[name]) !== String(to[name]));
  return (cited: number): boolean => !mayGoOtherwise(rules.textOf(cited), from, moved);
}

/** Policies that send mail on alike share what is known of parties. */
function linksOf({ links }: Shared, org: Org): Links {
  const own = newLinks(org);
  const text = JSON.stringify(Array.from({ length: org.recipientCount }, (_, one) => own(one)));
  const known = links.get(text) ?? own;
  links.set(text, known);
  return known;
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

/** What becomes of a replication: each party, and the path that it takes. */
export type Apart = {
  readonly parties: Parties;
  /** [party] */
  readonly paths: readonly Path[];
  /** The rules that they cite, as a number of `Shared.rules`. */
  readonly cited: number;
};

/** Follows a replication party by party; null: it cannot be split. */
export function followApart(memory: Memory, played: Played): Apart | null {
  const { links, shared, view } = memory;
  const isFew = !played.isToGroup && played.send.to.length <= memory.recipientsMax;
  // Refused whole, if anything: it would be sent whole for each party.
  if (!isFew && !played.isToGroup) return null;
  const parties = partiesOf(shared, view, played, links);
  if (parties === null) return null;
  const message = messageKey(memory, played, isFew);
  let known = memory.known.get(message);
  if (known === undefined) {
    known = [];
    memory.known.set(message, known);
  }
  const classOf = classesOf(memory, played);
  const paths: Path[] = [];
  let cited = NO_RULES;
  for (const party of parties.all) {
    const who = whoAre(memory, played, party, classOf);
    const path =
      taken(known[party.shape]?.get(who), party) ?? takenBefore(memory, message, party, who);
    const own = path ?? walk(memory, played, isFew, party, known, who);
    cited = shared.rules.union(cited, own.cited);
    paths.push(own);
  }
  return { parties, paths, cited };
}

/** The path that draws take, if it is known. */
function taken(paths: Path[] | undefined, { draws, members }: DrawnParty): Path | undefined {
  if (paths === undefined) return undefined;
  for (let index = 0; index < paths.length; index++) {
    const path = paths[index]!;
    if (!isTaken(path.tape, members.length, draws)) continue;
    path.uses++;
    if (index > 0) forward(paths, index);
    return path;
  }
  return undefined;
}

/** The path that draws took with switches elsewhere, if it is the same here. */
function takenBefore(
  { before }: Memory,
  message: string,
  party: DrawnParty,
  who: number,
): Path | undefined {
  if (before === null) return undefined;
  const path = taken(before.memory.known.get(message)?.[party.shape]?.get(who), party);
  return path !== undefined && before.isSame(path.cited) ? path : undefined;
}

/** The path of a party, found now. */
function walk(
  memory: Memory,
  played: Played,
  isFew: boolean,
  party: DrawnParty,
  known: Known,
  who: number,
): Path {
  const { base } = memory;
  const addressOf = (mailbox: number): string => at(base.book.addresses, mailbox);
  // Where it does not matter who else a message is sent to, they are left out.
  const about = party.members.flatMap((member) => at(memory.rulesAbout, member));
  const isListed = isFew && about.every(({ sentTo }) => sentTo.length === 0);
  const own = alone(played, party, isListed ? addressOf : null);
  const path = findPath(memory, own, party, party.draws);
  if (path.isKnown) remember(memory, known, party.shape, who, path);
  return path;
}

/** Some 2 KiB each; the bundled study would reach them after a million messages and a half. */
const PATHS_MAX = 100_000;

/** The most paths of one key: what is that various is not worth remembering. */
const ALIKE_MAX = 100;

function remember(memory: Memory, known: Known, shape: number, who: number, path: Path): void {
  if (memory.paths >= memory.pathsMax) {
    // Emptied where they are: one of them is of the message that is being followed.
    for (const one of memory.known.values()) one.length = 0;
    memory.paths = 0;
  }
  known[shape] ??= new Map<number, Path[]>();
  const paths = known[shape].get(who) ?? [];
  if (paths.length >= ALIKE_MAX) return;
  known[shape].set(who, paths);
  paths.push(path);
  memory.paths++;
}

/** Moves a path one place towards the front: what is used often is found soon. */
function forward(paths: Path[], index: number): void {
  const path = paths[index]!;
  paths[index] = paths[index - 1]!;
  paths[index - 1] = path;
}

/** Every path that is remembered. */
export function pathsOf({ known }: Memory): Path[] {
  const shapes = [...known.values()].flatMap((ones) => ones.filter((one) => one !== undefined));
  return shapes.flatMap((ones) => [...ones.values()].flat());
}

/** Who sends, what is done about it, and to whom it goes where that matters to each. */
function messageKey({ alike, view }: Memory, played: Played, isFew: boolean): string {
  const { answer, isMeasured, send } = played;
  const done = answer === null ? '' : wordOf(answer.action, () => -1);
  const from = view.indexOf(send.from);
  // Groups say from whom they take mail: then it matters who exactly sends.
  const who = isFew ? alike.sender(from) : `${from}:${send.to.join()}`;
  const carries = `${send.deferByMs ?? ''}:${send.label ?? ''}:${send.sensitive ?? ''}`;
  return `${who}|${done}|${carries}|${isMeasured}`;
}

/**
 * Who is alike, and of a message to groups is reached on the same ways: groups on the way have
 * settings of their own.
 */
function classesOf(memory: Memory, { isToGroup, send: { to } }: Played): ClassOf {
  const { alike, base, classes, view } = memory;
  if (!isToGroup) return alike.recipient;
  const text = to.join();
  const found = classes.get(text);
  if (found !== undefined) return found;
  const { org } = at(base.epochs, 0);
  const ways: string[] = [];
  for (const { recipient, groups } of waysTo(org, to.map(view.indexOf), false))
    ways[recipient] = `${ways[recipient] ?? ''}/${groups.join()}`;
  const known: number[] = [];
  const classOf: ClassOf = (recipient) => {
    known[recipient] ??= numberOf(memory, `${alike.recipient(recipient)}${ways[recipient] ?? ''}`);
    return known[recipient];
  };
  classes.set(text, classOf);
  return classOf;
}

/** The number of those who are alike; of most, that of their one mailbox. */
function whoAre(memory: Memory, played: Played, party: DrawnParty, classOf: ClassOf): number {
  const { alike, rulesAbout } = memory;
  const { members } = party;
  const isOne = members.length === 1 && rulesAbout[members[0]!]!.length === 0;
  if (isOne && alike.lists(members[0]!).length === 0) return classOf(members[0]!);
  return numberOf(memory, whoText(memory, played, party, classOf));
}

/** Behind the numbers of single mailboxes, of which there are no more than recipients. */
function numberOf({ parties, rulesAbout }: Memory, text: string): number {
  let number = parties.get(text);
  if (number === undefined) {
    number = rulesAbout.length + parties.size;
    parties.set(text, number);
  }
  return number;
}

/** Who they are, whom their settings name, and what rules find that ask for others. */
function whoText(memory: Memory, played: Played, party: DrawnParty, classOf: ClassOf): string {
  const { alike, view } = memory;
  const { members } = party;
  const from = view.indexOf(played.send.from);
  let text = '';
  for (const member of members) {
    text += `${classOf(member)};`;
    for (const list of alike.lists(member)) text += namedIn(memory, list, from, members);
  }
  const about = members.flatMap((member) => at(memory.rulesAbout, member));
  return about.length === 0 ? text : `${text}|${answersOf(memory, about, played, party)}`;
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
