/**
 * What an organization's objects say at a moment: as written in the tenant, with every change that
 * is in force by then.
 *
 * A change to the recall switches takes an hour, a mail flow rule half an hour, all else nothing.
 */
import type { Action, Scenario } from '../../scenarios/scenario.ts';
import { coupled, saysTooMuch } from './couplings.ts';
import { isBefore, type Moment, moment } from './moments.ts';

type Change = Extract<Action, { kind: 'change' }>;
export type Noun = Change['noun'];
/** The name of another organization; null is the one under study. */
export type TenantName = string | null;
export type Row = Readonly<Record<string, unknown>>;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** One change of one noun, in force from a moment on. */
type Effect = {
  readonly tenant: TenantName;
  readonly noun: Noun;
  readonly from: Moment;
  readonly apply: (rows: readonly Row[]) => readonly Row[];
};

export type Settings = {
  readonly names: readonly TenantName[];
  readonly rows: (tenant: TenantName, noun: Noun, at: Moment) => readonly Row[];
  /** How many changes are in force: between two of them every answer stays the same. */
  readonly changesBy: (at: Moment) => number;
  /** What was found out of the settings, by the number of changes and the question. */
  readonly memory: Map<string, unknown>;
};

/** Objects of which an organization has one, written or not. */
const singletons: readonly Noun[] = [
  'OrganizationConfig',
  'TransportConfig',
  'CrossTenantRecallConfiguration',
];
/** Objects that exist with their mailbox, written or not. */
const perMailbox: readonly Noun[] = [
  'CASMailbox',
  'MailboxAutoReplyConfiguration',
  'MailboxMessageConfiguration',
  'PublicFolder',
];

export function settingsOf(scenario: Scenario): Settings {
  const effects = effectsOf(scenario);
  const written = (name: TenantName) =>
    (name === null ? scenario.tenant : scenario.tenants[name])?.nouns;
  const rows: Settings['rows'] = (tenant, noun, at) => {
    const base: readonly Row[] = written(tenant)?.[noun] ?? [];
    const changes = effects.filter((one) => one.tenant === tenant && one.noun === noun);
    return changes
      .filter((one) => isBefore(one.from, at))
      .reduce((now, one) => one.apply(now), base);
  };
  const changesBy = (at: Moment) => effects.filter((one) => isBefore(one.from, at)).length;
  const names = [null, ...Object.keys(scenario.tenants)];
  return { names, rows, changesBy, memory: new Map() };
}

/** The organization's only object of a noun. */
export function only(settings: Settings, tenant: TenantName, noun: Noun, at: Moment): Row {
  return settings.rows(tenant, noun, at)[0] ?? {};
}

/** Every name that an object answers to, in lower case. */
export function namesOf(row: Row): string[] {
  return ['Identity', 'PrimarySmtpAddress', 'Name', 'MailboxOwnerId', 'ExternalEmailAddress']
    .map((key) => row[key])
    .filter((name) => typeof name === 'string')
    .map(lower);
}

export const lower = (text: string): string => text.toLowerCase().replace(/^smtp:/, '');

export function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

export function listOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function effectsOf({ timeline }: Scenario): Effect[] {
  const effects = timeline.flatMap(({ at, action }, order) =>
    action.kind === 'change' && isAllowed(action) ? effectsOfChange(action, at, order) : [],
  );
  const byMoment = (a: Effect, b: Effect) => (isBefore(a.from, b.from) ? -1 : 1);
  return effects.sort(byMoment);
}

/** What the cmdlets refuse: an age limit or a retention out of range, too long a custom tip. */
function isAllowed({ properties }: Change): boolean {
  if (saysTooMuch(properties)) return false;
  const age = properties['MessageRecallMaxRecallableAge'];
  const kept = properties['RetainDeletedItemsFor'];
  if (typeof age === 'number' && (age < 5 * MINUTE || age > 3650 * DAY)) return false;
  const waits = properties['MessageExpiration'];
  if (typeof waits === 'number' && (waits < 12 * HOUR || waits > DAY)) return false;
  return !(typeof kept === 'number' && kept > 30 * DAY);
}

function latencyOf(noun: Noun, property: string): number {
  if (noun === 'TransportRule') return 30 * MINUTE;
  return noun === 'OrganizationConfig' && /^(MessageRecall|RecallRead)/i.test(property) ? HOUR : 0;
}

function effectsOfChange(change: Change, at: number, order: number): Effect[] {
  const { tenant, noun } = change;
  const from = (delay: number) =>
    delay > 0 ? moment(at + delay, 'settings', order) : moment(at, 'people', order);
  if (noun === 'DistributionGroupMember' || noun === 'RoleGroupMember') {
    return memberEffects(change, noun, from(0));
  }
  if (change.verb !== 'Set') {
    const apply = (rows: readonly Row[]) => applyWhole(change, rows);
    return [{ tenant, noun, from: from(latencyOf(noun, '')), apply }];
  }
  return Object.entries(change.properties).map(([property, value]) => ({
    tenant,
    noun,
    from: from(latencyOf(noun, property)),
    apply: (rows) => setProperty(change, rows, property, value),
  }));
}

/** Members may stand in rows of their own or at the group: whoever goes, goes from both. */
function memberEffects(
  { tenant, verb, identity, properties }: Change,
  noun: 'DistributionGroupMember' | 'RoleGroupMember',
  from: Moment,
): Effect[] {
  const given = [...listOf(properties['Members']), ...listOf(properties['Member'])];
  const gone = given.map(lower);
  const stays = (member: string) => verb === 'Remove' && !gone.includes(lower(member));
  const take = (rows: readonly Row[]) =>
    rows.map((row) =>
      namesOf(row).includes(lower(identity ?? ''))
        ? { ...row, Members: listOf(row['Members']).filter(stays) }
        : row,
    );
  const apply = (rows: readonly Row[]) => {
    const left = verb === 'Add' ? rows : take(rows);
    return verb === 'Remove' ? left : [...left, { Identity: identity, Members: given }];
  };
  const ofRows: Effect = { tenant, noun, from, apply };
  if (verb === 'Add') return [ofRows];
  const group = noun === 'RoleGroupMember' ? 'RoleGroup' : 'DistributionGroup';
  return [ofRows, { tenant, noun: group, from, apply: take }];
}

function applyWhole(change: Change, rows: readonly Row[]): readonly Row[] {
  const identity = change.identity === null ? null : lower(change.identity);
  const named = (row: Row) => identity !== null && namesOf(row).includes(identity);
  if (change.verb === 'New') return [...rows, change.properties];
  if (change.verb === 'Add') return [...rows, { Identity: change.identity, ...change.properties }];
  if (change.verb === 'Enable') {
    const back = { ...change.properties };
    return [...rows, { PrimarySmtpAddress: change.identity, ...back }];
  }
  if (change.verb !== 'Remove' && change.verb !== 'Disable') return rows;
  // A right is taken from whom the change names, not from everybody.
  const isMeant = (row: Row) =>
    ['User', 'Trustee'].every(
      (key) =>
        listOf(row[key]).map(lower).join() === listOf(change.properties[key]).map(lower).join(),
    );
  return rows.filter((row) => !(named(row) && (!isRight(change.noun) || isMeant(row))));
}

const isRight = (noun: Noun): boolean =>
  noun === 'MailboxPermission' || noun === 'RecipientPermission';

function setProperty(
  { noun, identity }: Change,
  rows: readonly Row[],
  property: string,
  value: Change['properties'][string],
): readonly Row[] {
  const set = (row: Row): Row =>
    coupled(noun, { ...row, [property]: changed(row[property], value) }, property);
  if (singletons.includes(noun)) return [set(rows[0] ?? {})];
  if (identity === null) return rows;
  const name = lower(identity);
  if (rows.some((row) => namesOf(row).includes(name))) {
    return rows.map((row) => (namesOf(row).includes(name) ? set(row) : row));
  }
  return perMailbox.includes(noun) ? [...rows, set({ Identity: name })] : rows;
}

/** Hash tables add to a list and remove from it; anything else replaces. */
function changed(old: unknown, value: Change['properties'][string]): unknown {
  if (typeof value !== 'object' || value === null || !('Add' in value)) return value;
  const removed = value.Remove.map(lower);
  const kept = listOf(old).filter((item) => !removed.includes(lower(item)));
  return [...kept, ...value.Add];
}
