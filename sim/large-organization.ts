/**
 * A large organization, stood up in its dense form: up to a million mailboxes, contacts, groups of
 * up to 5,000 members that nest, dynamic groups that are restricted, Microsoft 365 groups.
 *
 * Why beside `population.ts`: a million objects with a million names take minutes and gigabytes;
 * who asks for MailTips needs none of them. How: one representative of each class of recipients is
 * written down and built as any tenant is; everybody else is as the representative. A test holds
 * the whole against the same organization written out.
 *
 * Never: state what a setting means; draw without an address, so that a group is the same however
 * many others there are.
 */
import type { AddressBook } from '../model/address.ts';
import { assert, at } from '../model/assert.ts';
import { GroupGraph } from '../model/org/group-graph.ts';
import { keepTipSettings, type TipSettings, tipSettingsOf } from '../model/org/mailtips.ts';
import type { Org } from '../model/org/org.ts';
import type { Noun } from '../model/org/settings.ts';
import type { CmdletObject, Tenant } from '../model/org/tenant.ts';
import { type Base, compileBase } from '../scenarios/compile.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { spreadOver } from './spread-over.ts';
import { type Draws, drawsFor, type Seed } from './streams.ts';

/** What to stand up; the rest follows from the number of mailboxes. */
export type OrganizationPlan = { readonly mailboxes: number; readonly seed: Seed };

/** Whoever restricted groups take mail from: the first mailbox. */
export const chief = 'm0@contoso.com';

type RecipientClass = {
  readonly noun: Noun;
  /** The letter that addresses begin with. */
  readonly letter: keyof Layout['counts'];
  readonly domain: string;
  readonly own: CmdletObject;
  /** Of the mailboxes: how many are of this class. */
  readonly share: number;
};

const mailbox = { noun: 'Mailbox', letter: 'm', domain: 'contoso.com' } as const;
/** In the order of recipients; the first mailbox is of the first class. */
const classes: readonly RecipientClass[] = [
  { ...mailbox, own: {}, share: 0.9 },
  { ...mailbox, own: { MailTip: '<b>Ask first</b>' }, share: 0.05 },
  { ...mailbox, own: { MaxReceiveSize: 1_000 }, share: 0.02 },
  { ...mailbox, own: { ModerationEnabled: true }, share: 0.03 },
  { noun: 'MailContact', letter: 'c', domain: 'adatum.example', own: {}, share: 0 },
  { noun: 'DistributionGroup', letter: 'g', domain: 'contoso.com', own: {}, share: 0 },
  {
    ...{ noun: 'DynamicDistributionGroup', letter: 'd', domain: 'contoso.com', share: 0 },
    own: { AcceptMessagesOnlyFrom: [chief] },
  },
  { noun: 'UnifiedGroup', letter: 'u', domain: 'contoso.com', own: {}, share: 0 },
];
const mailboxClasses = classes.filter(({ noun }) => noun === 'Mailbox').length;

/** A group has k members or more with chance 1 / k, up to this many. */
const MEMBERS_MAX = 5_000;
/** One in so many: mailboxes for each contact, group, dynamic group, Microsoft 365 group. */
const PER = { c: 20, g: 10, d: 1_000, u: 50 } as const;
/**
 * One group in so many holds up to three of the groups around it: diamonds and cycles come of that,
 * and less than one group more for each, so that nesting ends.
 */
const NESTED = 4;
const HELD = 3;
const AROUND = 40;

/** How many recipients there are of each letter, and the index of the first. */
type Layout = {
  readonly counts: Readonly<Record<'m' | 'c' | 'g' | 'd' | 'u', number>>;
  readonly starts: Readonly<Record<'m' | 'c' | 'g' | 'd' | 'u', number>>;
  readonly total: number;
};

function layoutOf(m: number): Layout {
  const part = (per: number): number => Math.ceil(m / per);
  const counts = { m, c: part(PER.c), g: part(PER.g), d: part(PER.d), u: part(PER.u) };
  const starts = { m: 0, c: m, g: m + counts.c, d: m + counts.c + counts.g, u: 0 };
  starts.u = starts.d + counts.d;
  return { counts, starts, total: starts.u + counts.u };
}

/** [recipient] its class. */
function classArray({ counts, starts, total }: Layout, draws: Draws): Uint8Array {
  const classOf = new Uint8Array(total);
  classes.forEach(({ letter }, kind) => {
    if (letter !== 'm') classOf.fill(kind, starts[letter], starts[letter] + counts[letter]);
  });
  for (let one = 1; one < counts.m; one++) {
    let u = draws.uniform('organization.kind', one);
    let kind = 0;
    while (u >= at(classes, kind).share && kind < mailboxClasses - 1)
      u -= at(classes, kind++).share;
    classOf[one] = kind;
  }
  return classOf;
}

/** [recipient] where its members begin, people first, then held groups. */
type Rows = { readonly start: Uint32Array; readonly members: Uint32Array };

function drawRows({ counts, starts, total }: Layout, draws: Draws): Rows {
  const people = starts.g;
  const groups = counts.g + counts.d;
  const start = new Uint32Array(total + 1);
  const drawnFor = new Int32Array(total);
  let members: Uint32Array = new Uint32Array(counts.m);
  let end = 0;
  for (let group = starts.g; group < total; group++) {
    const u = (draw: number): number => draws.uniform('organization.group', group, draw);
    const size = Math.min(MEMBERS_MAX, people, Math.floor(1 / u(0)));
    const isNested = group < starts.d ? u(1) * NESTED < 1 : group < starts.u;
    const rows = size + (isNested ? HELD : 0);
    if (end + rows > members.length) members = grown(members, end + rows);
    for (let nth = 0; nth < rows; nth++) {
      const drawn = draws.uniform('organization.member', group, nth);
      const near = (group + Math.floor(drawn * AROUND)) % groups;
      const member = nth < size ? Math.floor(drawn * people) : people + near;
      if (drawnFor[member] !== group) members[end++] = member;
      drawnFor[member] = group;
    }
    start[group + 1] = end;
  }
  return { start, members: members.slice(0, end) };
}

function grown(array: Uint32Array, least: number): Uint32Array {
  const larger = new Uint32Array(Math.max(least, 2 * array.length));
  larger.set(array);
  return larger;
}

/** One object of a class. */
function objectOf({ noun, letter, domain, own }: RecipientClass, index: number): CmdletObject {
  const PrimarySmtpAddress = `${letter}${index}@${domain}`;
  const beside = noun === 'MailContact' ? { ExternalEmailAddress: PrimarySmtpAddress } : {};
  return { PrimarySmtpAddress, ...beside, ...own };
}

const fixed: Tenant['nouns'] = {
  OrganizationConfig: [{ MailTipsExternalRecipientsTipsEnabled: true }],
  AcceptedDomain: [{ DomainName: 'contoso.com' }],
};

/** One object for each class, numbered by class. */
function representatives(): Tenant {
  const nouns: Partial<Record<Noun, CmdletObject[]>> = {};
  classes.forEach((one, kind) => {
    nouns[one.noun] = [...(nouns[one.noun] ?? []), objectOf(one, kind)];
  });
  return { tenantId: null, nouns: { ...fixed, ...nouns } };
}

/** The same organization as a tenant writes it, for tests. */
export function writtenOrganization({ mailboxes, seed }: OrganizationPlan): Tenant {
  const layout = layoutOf(mailboxes);
  const draws = drawsFor(seed, 0);
  const { start, members } = drawRows(layout, draws);
  const addresses = addressesOf(layout);
  const nouns: Partial<Record<Noun, CmdletObject[]>> = {};
  const add = (noun: Noun, object: CmdletObject): void => {
    nouns[noun] ??= [];
    nouns[noun].push(object);
  };
  classArray(layout, draws).forEach((kind, one) => {
    const its = at(classes, kind);
    const object = objectOf(its, one - layout.starts[its.letter]);
    const row = members.subarray(at(start, one), at(start, one + 1));
    const Members = [...row].map((member) => at(addresses, member));
    const holds = its.noun === 'DistributionGroup' || its.noun === 'UnifiedGroup';
    add(its.noun, holds ? { ...object, Members } : object);
    if (its.noun === 'DynamicDistributionGroup')
      add('DynamicDistributionGroupMember', { Identity: at(addresses, one), Members });
  });
  return { tenantId: null, nouns: { ...fixed, ...nouns } };
}

/** [recipient] */
function addressesOf({ counts }: Layout): string[] {
  const addresses: string[] = [];
  for (const [letter, domain] of new Map(classes.map(({ letter, domain }) => [letter, domain])))
    for (let index = 0; index < counts[letter]; index++)
      addresses.push(`${letter}${index}@${domain}`);
  return addresses;
}

/** Numbered by what addresses say: a million of them need no table. */
function bookOf(layout: Layout): AddressBook {
  const addresses = addressesOf(layout);
  const starts: Readonly<Record<string, number>> = layout.starts;
  return {
    addresses,
    indexOf: (address) => {
      const form = address.toLowerCase();
      const index = (starts[form.charAt(0)] ?? 0) + Number.parseInt(form.slice(1), 10);
      assert(addresses[index] === form, `the address ${address} is in the organization`);
      return index;
    },
  };
}

/**
 * Stands an organization up, ready for timelines. O(mailboxes + members).
 *
 * @param scenario  what there is beside the organization; nobody in it changes a setting
 */
export function standOrganization(plan: OrganizationPlan, scenario: Scenario): Base {
  const layout = layoutOf(plan.mailboxes);
  const draws = drawsFor(plan.seed, 0);
  const classOf = classArray(layout, draws);
  const rows = drawRows(layout, draws);
  const tenant = representatives();
  const base = compileBase({ ...scenario, tenant, tenants: {}, timeline: [], people: [] }, []);
  const epoch = at(base.epochs, 0);
  const book = bookOf(layout);
  const org: Org = {
    ...spreadOver(epoch.org, classOf),
    book,
    recipientCount: layout.total,
    ...expandedRows(layout, rows),
  };
  const tips = tipSettingsOf(tenant, epoch.org);
  const { external, ...ones } = spreadOver(tips, classOf);
  const graph = graphOf(layout, rows, external);
  const remote: TipSettings['remote'] = (recipient) => tips.remote(at(classOf, recipient));
  keepTipSettings(org, { ...ones, external, graph, remote });
  const epochs = [{ ...epoch, org, orgs: [org], tenantOf: new Uint8Array(layout.total) }];
  return { ...base, book, epochs, indexOf: book.indexOf };
}

/** The rows that mail is expanded by: nobody subscribes to a Microsoft 365 group. */
function expandedRows({ starts }: Layout, { start, members }: Rows) {
  const end = at(start, starts.u);
  return {
    memberStart: start.map((first) => Math.min(first, end)),
    members: members.slice(0, end),
  };
}

function graphOf({ starts, total }: Layout, rows: Rows, external: Uint8Array): GroupGraph {
  const { start, members } = rows;
  return new GroupGraph({
    groups: Array.from({ length: total - starts.g }, (_, nth) => starts.g + nth),
    membersOf: (group) => members.subarray(at(start, group), at(start, group + 1)),
    isFollowed: (one) => one >= starts.g && one < starts.u,
    external,
  });
}
