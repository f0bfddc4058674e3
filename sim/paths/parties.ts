/**
 * A replication as parties with their draws and their shape: all that is the same under every
 * policy that links mailboxes alike, found once for all of them.
 *
 * Never: look at what an organization says of a mailbox but whom it sends on to.
 */
import type { CompiledStudy } from '../arms.ts';
import type { Played } from '../workload.ts';
import { type FateKinds, newFateKinds } from './fate-kinds.ts';
import { timesOf, wordsOf } from './party.ts';
import { newRuleSets, type RuleSets } from './rule-sets.ts';
import { type Links, type Party, split } from './split.ts';

/** A party, and what tells it from others as far as its members are anybody. */
export type DrawnParty = Party & {
  /** Each drawn instant once, ms. */
  readonly draws: readonly number[];
  /** Equal numbers: the same deeds in the same order, the same links, the same draws coincide. */
  readonly shape: number;
};

export type Parties = {
  readonly all: readonly DrawnParty[];
  /** Members in the order of the address book: index of the party, place in it, and so on. */
  readonly inOrder: readonly number[];
};

/** What memories of one study share. */
export type Shared = {
  readonly shapes: Map<string, number>;
  /** [whom each mailbox sends on to, as text] */
  readonly links: Map<string, Links>;
  /** Those of one replication, as its policies played it: whoever plays the next empties it. */
  readonly parties: { played: Played; links: Links; found: Parties | null }[];
  readonly rules: RuleSets;
  readonly fates: FateKinds;
};

export const newShared = (): Shared => ({
  shapes: new Map(),
  links: new Map(),
  parties: [],
  rules: newRuleSets(),
  fates: newFateKinds(),
});

/** The parties of a replication; null: it cannot be split. */
export function partiesOf(
  shared: Shared,
  view: CompiledStudy,
  played: Played,
  links: Links,
): Parties | null {
  const { parties, shapes } = shared;
  for (const known of parties) {
    if (known.played === played && known.links === links) return known.found;
  }
  const found = drawParties(shapes, view, played, links);
  parties.push({ played, links, found });
  return found;
}

function drawParties(
  shapes: Map<string, number>,
  view: CompiledStudy,
  played: Played,
  links: Links,
): Parties | null {
  const from = view.indexOf(played.send.from);
  if (tidiesBefore(played, from)) return null;
  const parties = split(played.deeds, links, ({ entries }) =>
    entries.flatMap(({ action }) => (action.kind === 'forward' ? action.to.map(view.indexOf) : [])),
  );
  if (parties === null || parties.length === 0) return null;
  const all = parties.map((party): DrawnParty => {
    const times = timesOf(played, party);
    const draws: number[] = [];
    for (const time of times) if (!draws.includes(time)) draws.push(time);
    let text = shapeText(view, links, from, party);
    if (draws.length < times.length) text += `|${times.map((time) => draws.indexOf(time))}`;
    let shape = shapes.get(text);
    if (shape === undefined) {
      shape = shapes.size;
      shapes.set(text, shape);
    }
    return { members: party.members, deeds: party.deeds, draws, shape };
  });
  return { all, inOrder: orderedMembers(all) };
}

/**
 * Whether the sender, reached by the own message, files something before the recall: for want of a
 * copy it would be the item in Sent Items, without which all of the recall is refused. [RC-009]
 */
function tidiesBefore({ answer, deeds }: Played, from: number): boolean {
  const own = deeds.find(({ mailbox }) => mailbox === from);
  if (own === undefined || answer === null) return false;
  const tidies: readonly string[] = ['delete', 'move'];
  return own.entries.some(({ action, at }) => tidies.includes(action.kind) && at <= answer.at);
}

/** Who of a party sends, where mail goes on from them, and what they do in which order. */
function shapeText(
  view: CompiledStudy,
  links: Links,
  from: number,
  { deeds, members }: Party,
): string {
  const place = (address: string): number => members.indexOf(view.indexOf(address));
  let text = '';
  for (const member of members) {
    if (member === from) text += 's';
    for (const target of links(member) ?? []) text += `>${members.indexOf(target)}`;
    text += ';';
  }
  for (const one of deeds) {
    if (members.length > 1) text += members.indexOf(one.mailbox);
    text += wordsOf(one, place);
  }
  return text;
}

function orderedMembers(parties: readonly DrawnParty[]): readonly number[] {
  const places: [member: number, party: number, place: number][] = [];
  parties.forEach(({ members }, party) => {
    for (let place = 0; place < members.length; place++)
      places.push([members[place]!, party, place]);
  });
  places.sort((one, other) => one[0] - other[0]);
  const order: number[] = [];
  for (const [, party, place] of places) order.push(party, place);
  return order;
}
