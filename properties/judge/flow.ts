/**
 * The way of a parcel through mail flow rules and third-party services: how long it takes, and
 * what marks it gets.
 */
import type { Case } from './case.ts';
import { domainOf, placeOf, tenantOfDomain } from './directory.ts';
import { firstOutside, type Moment, moment, never } from './moments.ts';
import type { Message } from './parcel.ts';
import { listOf, lower, only, type Row, type TenantName, textOf } from './settings.ts';

/** How far mail is carried before transport calls it a loop. */
const TRIPS_MAX = 3;

export type Passage = {
  /** When it leaves for the mailbox; never when it is lost. */
  readonly leaves: number;
  /** When a rule puts it into quarantine; null: none does. */
  readonly held: number | null;
  readonly trips: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly subject: string;
  /** Whether every trip it made kept its SearchKey. */
  readonly keyIntact: boolean;
};

/** What passes: a message on its way to one address. */
export type Passing = {
  readonly message: Message;
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly subject: string;
};

/** Every trip that the rules in force make a parcel take, from a moment on. */
export function passageOf(of: Case, passing: Passing, from: Moment): Passage {
  let now = from;
  let { headers, subject } = passing;
  const trips: string[] = [];
  for (;;) {
    const applied = rulesOn(of, { ...passing, headers, subject }, now);
    ({ headers, subject } = applied);
    const keyIntact = trips.length === 0 || keepsKey(of, passing.address, now);
    const way = { trips, headers, subject, keyIntact, held: null };
    if (applied.ends === 'lost') return { ...way, leaves: never };
    if (applied.ends === 'held') return { ...way, leaves: now.at, held: now.at };
    if (applied.connector === null) return { ...way, leaves: now.at };
    const service = of.scenario.services.find((one) => same(one.takes, applied.connector));
    const lost = { ...way, leaves: never };
    if (service === undefined || service.returns === null) return lost;
    if (trips.filter((name) => name === service.name).length >= TRIPS_MAX) return lost;
    const windows = of.scenario.faults.flatMap((fault) =>
      fault.kind === 'connector-down' && same(fault.connector, service.takes) ? [fault.window] : [],
    );
    const up = firstOutside(now.at, windows);
    if (up - now.at > patienceOf(of, now)) return lost;
    now = moment(up + service.delayMs, 'transport');
    trips.push(service.name);
    headers = { ...headers, ...stamped(service.stamps) };
  }
}

/** What a service adds is a header beside that of the same name which a rule sets. */
function stamped(stamps: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(stamps).map(([header, value]) => [`${BY_SERVICE}${header}`, value]),
  );
}

const BY_SERVICE = 'by a service: ';

/** How long a queue keeps mail before it gives it back: a day, or what the organization says. */
export function patienceOf(of: Case, at: Moment): number {
  const said = only(of.settings, null, 'TransportConfig', at)['MessageExpiration'];
  return typeof said === 'number' ? said : 24 * 3_600_000;
}

const same = (a: string, b: string | null): boolean => b !== null && lower(a) === lower(b);

/** A round trip changes the key, unless it is said not to or rich text to the domain saves it. */
function keepsKey(of: Case, address: string, at: Moment): boolean {
  const { searchKeyOnRoundTrip, tnefKeepsSearchKey } = of.scenario.assume;
  if (searchKeyOnRoundTrip === 'kept') return true;
  return tnefKeepsSearchKey === 'true' && remoteDomainOf(of, address, at)['TNEFEnabled'] === true;
}

/** What is said of an address's domain, or else of all domains. */
export function remoteDomainOf(
  of: Case,
  address: string,
  at: Moment,
  tenant: string | null = null,
): Row {
  const rows = of.settings.rows(tenant, 'RemoteDomain', at);
  const said = (name: string) =>
    rows.find((row) => lower(textOf(row['DomainName']) ?? '') === name);
  return said(domainOf(address)) ?? said('*') ?? {};
}

type Applied = {
  /** Whether a rule keeps it: for good, or until it is released. */
  readonly ends: 'lost' | 'held' | null;
  readonly connector: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly subject: string;
};

/** What the rules of the sender's organization do, one after the other. */
function rulesOn(of: Case, passing: Passing, at: Moment): Applied {
  const home = tenantOfDomain(of.settings, domainOf(passing.message.from), at);
  // Mail from outside meets the rules of whom it is for.
  const tenant = home === undefined ? placeOf(of.settings, passing.address, at).tenant : home;
  let applied: Applied = { connector: null, ends: null, ...passing };
  if (tenant === undefined) return { ...applied };
  const priority = (row: Row): number => Number(row['Priority'] ?? never);
  const rules = [...of.settings.rows(tenant, 'TransportRule', at)].sort((a, b) =>
    priority(a) === priority(b) ? 0 : priority(a) - priority(b),
  );
  for (const rule of rules) {
    if (!matches(of, rule, { ...passing, ...applied }, tenant, at)) continue;
    const ends = endOf(rule);
    if (ends !== null) return { ...applied, ends };
    const header = textOf(rule['SetHeaderName']);
    const value = textOf(rule['SetHeaderValue']) ?? '';
    applied = {
      ends: null,
      connector: applied.connector ?? textOf(rule['RouteMessageOutboundConnector']),
      headers: header === null ? applied.headers : { ...applied.headers, [header]: value },
      subject: `${textOf(rule['PrependSubject']) ?? ''}${applied.subject}`,
    };
    if (rule['StopRuleProcessing'] === true) break;
  }
  return applied;
}

/** What refuses comes before what drops, and that before what holds: the first two lose it. */
function endOf(rule: Row): 'lost' | 'held' | null {
  const refuses = ['RejectMessageReasonText', 'RejectMessageEnhancedStatusCode'];
  if (refuses.some((key) => rule[key] != null) || rule['DeleteMessage'] === true) return 'lost';
  return rule['Quarantine'] === true ? 'held' : null;
}

/** Whether an address is one of the organization's, or of a domain that counts as such. */
export function isInOrganization(
  of: Case,
  address: string,
  tenant: TenantName,
  at: Moment,
): boolean {
  return (
    placeOf(of.settings, address, at).tenant === tenant ||
    remoteDomainOf(of, address, at, tenant)['IsInternal'] === true
  );
}

function isInScope(
  of: Case,
  rule: Row,
  { message, address }: Passing,
  tenant: TenantName,
  at: Moment,
): boolean {
  const wordFor = (who: string) =>
    isInOrganization(of, who, tenant, at) ? 'InOrganization' : 'NotInOrganization';
  const isSender = (key: string) => rule[key] === wordFor(message.from);
  const isRecipient = (key: string) => rule[key] === wordFor(address);
  if (rule['FromScope'] != null && !isSender('FromScope')) return false;
  if (rule['SentToScope'] != null && !isRecipient('SentToScope')) return false;
  return !isSender('ExceptIfFromScope') && !isRecipient('ExceptIfSentToScope');
}

function matches(of: Case, rule: Row, passing: Passing, tenant: TenantName, at: Moment): boolean {
  if (rule['State'] === 'Disabled' || rule['Enabled'] === false) return false;
  if (!isInScope(of, rule, passing, tenant, at)) return false;
  const isSentTo = (key: string) => listOf(rule[key]).map(lower).includes(passing.address);
  if (listOf(rule['SentTo']).length > 0 && !isSentTo('SentTo')) return false;
  if (isSentTo('ExceptIfSentTo')) return false;
  const hasWord = (key: string) => contains(passing.subject, listOf(rule[key]));
  if (listOf(rule['SubjectContainsWords']).length > 0 && !hasWord('SubjectContainsWords')) {
    return false;
  }
  const { headers } = passing;
  const needs = textOf(rule['HeaderContainsMessageHeader']);
  if (needs !== null && !isMarked(rule, '', headers)) return false;
  return !hasWord('ExceptIfSubjectContainsWords') && !isMarked(rule, 'ExceptIf', headers);
}

/** Whether a header that the rule names is there, with one of the words if it names any. */
function isMarked(
  rule: Row,
  prefix: '' | 'ExceptIf',
  headers: Readonly<Record<string, string>>,
): boolean {
  const name = textOf(rule[`${prefix}HeaderContainsMessageHeader`]);
  if (name === null) return false;
  const values = Object.entries(headers)
    .filter(([header]) => same(header.replace(BY_SERVICE, ''), name))
    .map(([, value]) => value);
  const words = listOf(rule[`${prefix}HeaderContainsWords`]);
  return values.some((value) => words.length === 0 || contains(value, words));
}

export function contains(text: string, words: readonly string[]): boolean {
  return words.some((word) => text.toLowerCase().includes(word.toLowerCase()));
}
