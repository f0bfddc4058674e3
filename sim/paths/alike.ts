/**
 * Which mailboxes are alike: nothing that an organization says tells one from the other.
 *
 * Why: what becomes of a copy is the same for all who are alike, so a study need not find it out
 * again for each of them.
 *
 * How: the organization is read whole, whatever its fields are called. What it says of a recipient
 * by place (arrays and maps over recipients) is compared by value. Whom that names, such as those
 * whose mail an Inbox rule moves, is kept apart as the recipient's lists: it matters which of the
 * others there are in them, and nothing else. Whoever is named anywhere else (a mail flow rule, a
 * role) is told from those who are not. A number that happens to equal an index counts as a name:
 * that can only keep apart what is alike.
 */
import { at } from '../../model/assert.ts';
import type { Org } from '../../model/org/org.ts';
import type { PersonSpec } from '../../model/setting.ts';
import { structureText } from '../explore/codes.ts';

export type Alike = {
  /** [recipient] equal numbers: alike, and so is who reads the mailbox. */
  readonly recipient: (recipient: number) => number;
  /** The same for those who only send: what is done with mail that comes to them does not count. */
  readonly sender: (recipient: number) => number;
  /** [recipient] the lists of others that its settings hold. */
  readonly lists: (recipient: number) => readonly (readonly number[])[];
};

/** What is about nobody, or about groups as mail is sent to them, or is known as links. */
const unread: ReadonlySet<string> = new Set<keyof Org>([
  'book',
  'members',
  'memberStart',
  'rulesUsed',
  'recipientCount',
]);

/** Whom a mailbox forwards to: that it does is said here, to whom is a link. */
const forwarding: ReadonlySet<string> = new Set<keyof Org>([
  'forwardingAddress',
  'forwardingSmtpAddress',
]);

/** What acts on mail that has come to a mailbox only. */
const onArrival: ReadonlySet<string> = new Set<keyof Org>([
  'forwardingAddress',
  'forwardingSmtpAddress',
  'inboxRules',
  'keepsCopy',
]);

/** What an organization says of one recipient. */
type Said = { readonly all: string[]; readonly sending: string[]; readonly lists: number[][] };

/**
 * Prepares to tell who is alike in one organization.
 *
 * @param personOf  who reads a mailbox, and with what by the words of the study
 */
export function newAlike(
  org: Org,
  personOf: (recipient: number) => readonly [PersonSpec | undefined, string | undefined],
): Alike {
  const said = readOrg(org);
  const texts = new Map<PersonSpec | undefined, string>();
  const personText = (person: PersonSpec | undefined): string => {
    const text = texts.get(person) ?? structureText(person);
    texts.set(person, text);
    return text;
  };
  return {
    recipient: numbered(said.length, (recipient) => {
      const [person, client] = personOf(recipient);
      return `${at(said, recipient).all.join('|')} ${client} ${personText(person)}`;
    }),
    sender: numbered(said.length, (recipient) => {
      const text = personText(personOf(recipient)[0]);
      return `${at(said, recipient).sending.join('|')} ${text}`;
    }),
    lists: (recipient) => at(said, recipient).lists,
  };
}

/** Equal texts by equal numbers, each looked at once. */
function numbered(
  count: number,
  textOf: (recipient: number) => string,
): (recipient: number) => number {
  const classes = new Map<string, number>();
  const known = new Int32Array(count).fill(-1);
  return (recipient) => {
    if (known[recipient]! < 0) {
      const text = textOf(recipient);
      known[recipient] = classes.get(text) ?? classes.size;
      classes.set(text, known[recipient]!);
    }
    return known[recipient]!;
  };
}

/** Reads the organization whole. */
function readOrg(org: Org): readonly Said[] {
  const said = Array.from({ length: org.recipientCount }, (): Said => {
    return { all: [], sending: [], lists: [] };
  });
  const named = new Set<number>();
  for (const [field, value] of Object.entries(org)) {
    if (unread.has(field)) continue;
    const note = (recipient: number, text: string): void => {
      said[recipient]?.all.push(`${field}${text}`);
      if (!onArrival.has(field)) said[recipient]?.sending.push(`${field}${text}`);
    };
    readField(value, field, said, note, named);
  }
  readMembership(org, said, named);
  return said;
}

function readField(
  field: unknown,
  name: string,
  said: readonly Said[],
  note: (recipient: number, text: string) => void,
  named: Set<number>,
): void {
  const count = said.length;
  const isIndex = (value: unknown): value is number =>
    typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < count;
  let places = 0;
  /** A value that belongs to a recipient: as text, with the lists in it kept apart. */
  const say = (recipient: number, place: number, value: unknown): void => {
    if (forwarding.has(name)) note(recipient, `${place}=${(value as number) >= 0}`);
    else if (typeof value !== 'object' || value === null)
      note(recipient, `${place}=${structureText(value)}`);
    else {
      const lists: number[][] = [];
      note(recipient, `${place}=${structureText(withoutLists(value, isIndex, lists))}`);
      said[recipient]?.lists.push(...lists);
    }
  };
  const readItems = (items: Iterable<unknown>): void => {
    const place = places++;
    for (const item of items) {
      if (!isIndex(item)) read(item);
      else {
        named.add(item);
        note(item, ` in ${place}`);
      }
    }
  };
  const read = (value: unknown): void => {
    if (isIndex(value)) readItems([value]);
    if (typeof value !== 'object' || value === null) return;
    const place = places++;
    if (value instanceof Map) {
      for (const [key, item] of value) if (isIndex(key)) say(key, place, item);
      if (![...value.keys()].every(isIndex)) for (const item of value.values()) read(item);
    } else if (value instanceof Set) readItems(value);
    else if (Array.isArray(value) || ArrayBuffer.isView(value)) {
      const items = value as unknown as ArrayLike<unknown>;
      if (items.length !== count) readItems(Array.from(items));
      else for (let index = 0; index < count; index++) say(index, place, items[index]);
    } else for (const item of Object.values(value)) read(item);
  };
  read(field);
}

/** A value without the recipients that it names; these are added to `lists`, one list a place. */
function withoutLists(
  value: unknown,
  isIndex: (item: unknown) => item is number,
  lists: number[][],
): unknown {
  if (isIndex(value)) {
    lists.push([value]);
    return 'index';
  }
  if (value instanceof Set || Array.isArray(value)) {
    const items = [...value];
    const indices = items.filter(isIndex);
    if (indices.length > 0) lists.push(indices);
    const others = items.filter((item) => !isIndex(item));
    return [indices.length > 0, others.map((item) => withoutLists(item, isIndex, lists))];
  }
  if (typeof value !== 'object' || value === null || value instanceof Map) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(entries.map(([k, item]) => [k, withoutLists(item, isIndex, lists)]));
}

/** Who is in a group that is named counts as named with it, however deep. */
function readMembership(org: Org, said: readonly Said[], named: ReadonlySet<number>): void {
  for (const group of named) {
    const inside = new Set([group]);
    // A set that grows while it is walked: groups in groups come in their turn.
    for (const one of inside) {
      for (let m = at(org.memberStart, one); m < at(org.memberStart, one + 1); m++) {
        inside.add(at(org.members, m));
      }
    }
    inside.delete(group);
    for (const member of inside) {
      said[member]?.all.push(`of ${group}`);
      said[member]?.sending.push(`of ${group}`);
    }
  }
}
