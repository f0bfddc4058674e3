/**
 * Splits those whom a message reaches into parties: mailboxes that have nothing to do with those of
 * another party, because nothing goes from one to the other.
 *
 * Why: a party can be followed by itself. Most have one member.
 */
import { at } from '../../model/assert.ts';
import { kindOf, type Org } from '../../model/org/org.ts';
import type { Deeds } from '../workload.ts';

/** Mailboxes that concern one another, and what their owners do with the message. */
export type Party = {
  /** Indices into the address book, each once. */
  readonly members: readonly number[];
  readonly deeds: readonly Deeds[];
};

/**
 * Whom a mailbox sends on to by itself: by its forwarding attributes and Inbox rules; null: a group
 * is among them, and groups are not followed here.
 */
export type Links = (mailbox: number) => readonly number[] | null;

/** Reads the links of an organization; each mailbox once. */
export function newLinks(org: Org): Links {
  const known: (readonly number[] | null | undefined)[] = [];
  return (mailbox) => {
    const found = known[mailbox];
    if (found !== undefined) return found;
    const targets = [
      at(org.forwardingAddress, mailbox),
      at(org.forwardingSmtpAddress, mailbox),
      ...at(org.inboxRules, mailbox).flatMap(({ forwardsTo }) => forwardsTo),
    ].filter((target) => target >= 0);
    const links = targets.some((target) => kindOf(org, target) === 'group') ? null : targets;
    known[mailbox] = links;
    return links;
  };
}

/**
 * Splits everybody who does something with a message.
 *
 * @param forwardsTo  whom the owner of deeds sends on to by hand
 * @returns           parties, in an order that says nothing; null: a group is on the way
 */
export function split(
  deeds: readonly Deeds[],
  links: Links,
  forwardsTo: (deeds: Deeds) => readonly number[],
): Party[] | null {
  const next = new Map<number, readonly number[]>();
  for (const one of deeds) {
    const own = links(one.mailbox);
    if (own === null) return null;
    if (own.length > 0 || one.forwards) next.set(one.mailbox, [...own, ...forwardsTo(one)]);
  }
  const partyOf = new Map<number, { members: number[]; deeds: Deeds[] }>();
  for (const mailbox of next.keys()) {
    const reached = reach(mailbox, next, links);
    if (reached === null) return null;
    join(partyOf, reached);
  }
  const parties: Party[] = [];
  for (const one of deeds) {
    const party = partyOf.get(one.mailbox);
    if (party === undefined) parties.push({ members: [one.mailbox], deeds: [one] });
    else {
      if (party.deeds.length === 0) parties.push(party);
      party.deeds.push(one);
    }
  }
  return parties;
}

/** Makes one party of mailboxes and of all parties that they are in. */
function join(
  partyOf: Map<number, { members: number[]; deeds: Deeds[] }>,
  mailboxes: readonly number[],
): void {
  const members = new Set(mailboxes);
  for (const mailbox of mailboxes) {
    for (const member of partyOf.get(mailbox)?.members ?? []) members.add(member);
  }
  const joined = { members: [...members], deeds: [] };
  for (const member of members) partyOf.set(member, joined);
}

/** Everybody whom something may go to from a mailbox, itself first; null: a group among them. */
function reach(
  mailbox: number,
  next: ReadonlyMap<number, readonly number[]>,
  links: Links,
): number[] | null {
  const found = [mailbox];
  // A list that grows while it is walked: targets are looked at in their turn.
  for (const one of found) {
    const targets = next.get(one) ?? links(one);
    if (targets === null) return null;
    for (const target of targets) if (!found.includes(target)) found.push(target);
  }
  return found;
}
