/**
 * An organization of a given size, grown from a preset.
 *
 * Why: a study of a company nobody has exported needs one, in the very form an export has, so that
 * the rest of the program cannot tell the difference.
 *
 * Never: let one mailbox decide about another (each is drawn by its index, so a population is the
 * beginning of every larger one); grow inside a replication; rely on names in a pinned result,
 * because a new version of faker may change them.
 *
 * Source: the numbers of `scenarios/presets.ts`; names by faker, reseeded for each person.
 */
import { faker } from '@faker-js/faker/locale/en';
import type { PopulationNumbers } from '../scenarios/presets.ts';
import { type Client, clients } from '../scenarios/scenario.ts';
import { type GroupMembers, type GrownGroup, growGroups } from './population-groups.ts';
import { type Draws, drawsFor, type Seed, type StreamName } from './streams.ts';
import { bernoulli, categorical } from './variates.ts';

/** A mailbox with the property names of Get-Mailbox; what is absent has Exchange's default. */
export interface GrownMailbox {
  readonly PrimarySmtpAddress: string;
  readonly DisplayName: string;
  readonly Alias: string;
  readonly Department: string;
  readonly ForwardingAddress?: string;
  readonly ForwardingSmtpAddress?: string;
  readonly DeliverToMailboxAndForward?: boolean;
}

/** Somebody addressable without a mailbox here: a mail contact, or a mail user on premises. */
export interface GrownExternal {
  readonly PrimarySmtpAddress: string;
  readonly ExternalEmailAddress: string;
  readonly DisplayName: string;
  readonly Alias: string;
}

/** An inbox rule with the property names of Get-InboxRule. */
export interface GrownRule {
  readonly MailboxOwnerId: string;
  readonly Name: string;
  readonly Priority: number;
  readonly Enabled: true;
  readonly From?: readonly string[];
  readonly FromAddressContainsWords?: readonly string[];
  readonly SubjectContainsWords?: readonly string[];
  readonly MoveToFolder?: string;
  readonly ForwardTo?: readonly string[];
}

/** What Exchange does not store about the person behind a mailbox. */
export interface GrownPerson {
  readonly mailbox: string;
  readonly client: Client;
  readonly mode?: 'cached' | 'online';
}

/** A grown organization: a tenant as a file would write it, and its people. */
export interface Population {
  readonly tenant: {
    readonly AcceptedDomain: readonly { DomainName: string; DomainType: 'Authoritative' }[];
    readonly Mailbox: readonly GrownMailbox[];
    readonly MailUser: readonly GrownExternal[];
    readonly MailContact: readonly GrownExternal[];
    readonly DistributionGroup: readonly GrownGroup[];
    readonly DistributionGroupMember: readonly GroupMembers[];
    readonly InboxRule: readonly GrownRule[];
  };
  readonly people: readonly GrownPerson[];
}

/** What to grow. */
export interface PopulationPlan {
  /** mailboxes in the cloud, 1 to 1,000,000 */
  readonly mailboxes: number;
  /** the organization's only accepted domain */
  readonly domain: string;
  readonly seed: Seed;
  readonly preset: PopulationNumbers;
}

const LIMITS = { MAILBOXES: 1_000_000 } as const;
/** Domains of the people outside; nobody can own one under `.example`. */
const outsideDomains = ['fabrikam.example', 'northwind.example', 'adatum.example'] as const;
const subjectWords = ['Newsletter', 'Report', 'Ticket', 'Invoice', 'Build'] as const;

/** What the growing of each part needs at hand. */
interface Soil {
  readonly draws: Draws;
  readonly domain: string;
  readonly preset: PopulationNumbers;
}

/** A name, the same for the same stream and index whatever else is grown. */
function nameOf(draws: Draws, stream: StreamName, index: number): { given: string; last: string } {
  faker.seed(Math.floor(draws.uniform(stream, index) * 4_294_967_296));
  return { given: faker.person.firstName(), last: faker.person.lastName() };
}

/** Small letters only, so that names with marks make plain addresses. */
const plain = (name: string): string => name.toLowerCase().replace(/[^a-z]/g, '');

/** An address outside; the same person for the same stream and index. */
function outsideAddress(
  soil: Soil,
  stream: StreamName,
  index: number,
  mark: string,
): GrownExternal {
  const { given, last } = nameOf(soil.draws, stream, index);
  const alias = `${plain(given)}.${plain(last)}.${mark}${index}`;
  const at = Math.floor(soil.draws.uniform(stream, index, 1) * outsideDomains.length);
  const domain = outsideDomains[at] ?? outsideDomains[0];
  const address = `${alias}@${domain === soil.domain ? 'contact.example' : domain}`;
  return {
    PrimarySmtpAddress: address,
    ExternalEmailAddress: `SMTP:${address}`,
    DisplayName: `${given} ${last}`,
    Alias: alias,
  };
}

/** Forwarding set by an administrator: outside, to a colleague of a lower index, or none. */
function forwardingOf(soil: Soil, index: number, colleague: string | undefined): object {
  const { draws, preset } = soil;
  const u = draws.uniform('population.forwarding', index, 0);
  const keeps = bernoulli(
    preset.forwardKeepsShare,
    draws.uniform('population.forwarding', index, 1),
  );
  if (u < preset.forwardsOutsideShare) {
    const outside = outsideAddress(soil, 'population.forwarding', index, 'f');
    const ForwardingSmtpAddress = outside.ExternalEmailAddress.replace('SMTP:', 'smtp:');
    return { ForwardingSmtpAddress, DeliverToMailboxAndForward: keeps };
  }
  const isInside = u < preset.forwardsOutsideShare + preset.forwardsInsideShare;
  if (!isInside || colleague === undefined) return {};
  return { ForwardingAddress: colleague, DeliverToMailboxAndForward: keeps };
}

/** Mailbox of an index; `before` holds the mailboxes of all lower ones. */
function mailboxOf(soil: Soil, index: number, before: readonly GrownMailbox[]): GrownMailbox {
  const { draws, preset } = soil;
  const { given, last } = nameOf(draws, 'population.name', index);
  const departments = Object.entries(preset.departments);
  const shares = departments.map(([, share]) => share);
  const at = categorical(shares, draws.uniform('population.department', index));
  const alias = `${plain(given)}.${plain(last)}.${index}`;
  const other = Math.floor(draws.uniform('population.forwarding', index, 2) * index);
  return {
    PrimarySmtpAddress: `${alias}@${soil.domain}`,
    DisplayName: `${given} ${last}`,
    Alias: alias,
    Department: departments[at]?.[0] ?? '',
    ...forwardingOf(soil, index, before[other]?.PrimarySmtpAddress),
  };
}

/** Inbox rules of a mailbox: perhaps one that moves, perhaps one that forwards outside. */
function rulesOf(soil: Soil, index: number, all: readonly GrownMailbox[]): GrownRule[] {
  const { draws, preset } = soil;
  const u = (draw: number): number => draws.uniform('population.inboxRule', index, draw);
  const base = { MailboxOwnerId: all[index]?.PrimarySmtpAddress ?? '', Enabled: true } as const;
  const rules: GrownRule[] = [];
  if (bernoulli(preset.moveRuleShare, u(0))) {
    const { bySubject, bySender, byDomain } = preset.moveRules;
    // The first mailbox has no colleague of a lower index.
    const kind = categorical([bySubject, index === 0 ? 0 : bySender, byDomain], u(1));
    const sender = all[Math.floor(u(2) * index)]?.PrimarySmtpAddress ?? '';
    const word = subjectWords[Math.floor(u(2) * subjectWords.length)] ?? subjectWords[0];
    const found = [
      { Name: word, SubjectContainsWords: [word], MoveToFolder: `Inbox\\${word}` },
      { Name: 'A colleague', From: [sender], MoveToFolder: 'Inbox\\People' },
      { Name: 'Internal', FromAddressContainsWords: [`@${soil.domain}`], MoveToFolder: 'Internal' },
    ][kind];
    if (found !== undefined) rules.push({ ...base, Priority: 1, ...found });
  }
  if (bernoulli(preset.forwardRuleShare, u(3))) {
    const outside = outsideAddress(soil, 'population.inboxRule', index, 'r').PrimarySmtpAddress;
    const Priority = rules.length + 1;
    rules.push({ ...base, Name: 'Forward outside', Priority, ForwardTo: [outside] });
  }
  return rules;
}

/** The person behind a mailbox. */
function personOf({ draws, preset }: Soil, index: number, mailbox: string): GrownPerson {
  const shares = clients.map((name) => preset.clients[name] ?? 0);
  const at = categorical(shares, draws.uniform('population.client', index));
  const client = clients[at] ?? 'other';
  if (client !== 'outlook-windows') return { mailbox, client };
  const isCached = bernoulli(preset.cachedShare, draws.uniform('population.mode', index));
  return { mailbox, client, mode: isCached ? 'cached' : 'online' };
}

/** A mailbox in the organization's on-premises Exchange: a mail user with an address inside. */
function onPremisesOf(soil: Soil, index: number): GrownExternal {
  const { given, last } = nameOf(soil.draws, 'population.onPremises', index);
  const alias = `${plain(given)}.${plain(last)}.p${index}`;
  const PrimarySmtpAddress = `${alias}@${soil.domain}`;
  const ExternalEmailAddress = `SMTP:${PrimarySmtpAddress}`;
  return {
    PrimarySmtpAddress,
    ExternalEmailAddress,
    DisplayName: `${given} ${last}`,
    Alias: alias,
  };
}

const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

/**
 * Grows an organization. Pure in its plan; addresses are unique by construction (each ends in an
 * index, and each kind in a mark of its own), display names are not, as in life.
 *
 * @returns  mailboxes, inbox rules and people of n are the beginning of those of n + 1; contacts,
 *           mail users and groups depend on the size. Throws RangeError on a size out of range
 */
export function growPopulation(plan: PopulationPlan): Population {
  const { mailboxes: count, domain, seed, preset } = plan;
  if (!(Number.isInteger(count) && count >= 1 && count <= LIMITS.MAILBOXES)) {
    throw new RangeError(`${count} mailboxes: not a whole number from 1 to ${LIMITS.MAILBOXES}`);
  }
  const soil: Soil = { draws: drawsFor(seed, 0), domain, preset };
  const Mailbox: GrownMailbox[] = [];
  for (let index = 0; index < count; index++) Mailbox.push(mailboxOf(soil, index, Mailbox));
  const users = Math.round(count * preset.onPremisesShare);
  const MailUser = range(users).map((index) => onPremisesOf(soil, index));
  const contacts = Math.ceil(count * preset.contactsPerMailbox);
  const MailContact = range(contacts).map((at) =>
    outsideAddress(soil, 'population.contact', at, 'c'),
  );
  const inside = [...Mailbox, ...MailUser].map((recipient) => recipient.PrimarySmtpAddress);
  const outside = MailContact.map((contact) => contact.PrimarySmtpAddress);
  return {
    tenant: {
      AcceptedDomain: [{ DomainName: domain, DomainType: 'Authoritative' }],
      Mailbox,
      MailUser,
      MailContact,
      ...growGroups({ draws: soil.draws, domain, preset, inside, outside }),
      InboxRule: range(count).flatMap((index) => rulesOf(soil, index, Mailbox)),
    },
    people: Mailbox.map((box, index) => personOf(soil, index, box.PrimarySmtpAddress)),
  };
}
