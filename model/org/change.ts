/**
 * Change cmdlets: what an administrator's Set-, New-, Add-, Remove-, Enable-, Disable- or Update-
 * does to a tenant.
 *
 * A change that the cmdlet would refuse (an unknown object, a value out of range) leaves the tenant
 * as it is and says why; it is an outcome of the scenario, not bad input.
 */
import { coupled, isLongTip } from './couplings.ts';
import { filterOf, forgetStoredList, membersOf, withStoredLists } from './dynamic-groups.ts';
import { type Latency, latenciesMs } from './property.ts';
import { type Noun, nounSpec } from './settings.ts';
import { filterSettings } from './settings-directory.ts';
import { CUSTOM_MAX } from './settings-mailtips.ts';
import {
  answersTo,
  type CmdletObject,
  listOf,
  objectsOf,
  type PropertyValue,
  type Tenant,
} from './tenant.ts';

/** A new value, or a hash table that adds to and removes from a list. */
export type ChangeValue =
  | PropertyValue
  | { readonly Add: readonly string[]; readonly Remove: readonly string[] };

export type ChangeCmdlet = {
  readonly verb: 'Set' | 'New' | 'Add' | 'Remove' | 'Enable' | 'Disable' | 'Update';
  readonly noun: Noun;
  readonly identity: string | null;
  readonly properties: Readonly<Record<string, ChangeValue>>;
};

/** A tenant with the change, or the reason why the cmdlet refuses it. */
export type Changed =
  | { readonly ok: true; readonly tenant: Tenant; readonly latencyMs: number }
  | { readonly ok: false; readonly reason: string };

/**
 * Applies one cmdlet to a tenant.
 *
 * @param longListMs  how long it takes to store the list of a dynamic group of many members
 */
export function applyChange(tenant: Tenant, change: ChangeCmdlet, longListMs = 0): Changed {
  const refusal = rangeRefusal(change);
  if (refusal !== null) return { ok: false, reason: refusal };
  const before = withMemberRow(tenant, change);
  const objects = objectsOf(before, change.noun);
  const changed = changedObjects(withOwn(objects, change, tenant), change);
  if (typeof changed === 'string') return { ok: false, reason: changed };
  const nouns = { ...before.nouns, [change.noun]: changed };
  const after = { ...tenant, nouns };
  if (change.noun !== 'DynamicDistributionGroup' || change.verb === 'Remove')
    return { ok: true, tenant: after, latencyMs: latencyOf(change) };
  return refilled(after, change, longListMs);
}

/** A list of more members takes time to be stored. */
const LIST_AT_ONCE_MAX = 5_000;

/** A new or changed filter of a dynamic group makes its stored list anew. [DG-025] */
function refilled(tenant: Tenant, change: ChangeCmdlet, longListMs: number): Changed {
  const { identity, properties } = change;
  const filtering = Object.keys(properties).some((name) => name in filterSettings);
  const address = properties['PrimarySmtpAddress'];
  const name = identity ?? (typeof address === 'string' ? address : '');
  const groups = objectsOf(tenant, 'DynamicDistributionGroup');
  const found = groups.find((group) => answersTo(group, name));
  if (!filtering || found === undefined) return { ok: true, tenant, latencyMs: 0 };
  const filter = filterOf(found);
  if (filter !== null && 'fault' in filter) {
    const { found: text, expected } = filter.fault;
    return { ok: false, reason: `the filter has "${text}" where ${expected} is expected` };
  }
  const made = withStoredLists(forgetStoredList(tenant, name));
  const count = filter === null ? 0 : membersOf(tenant, found, filter.filter).length;
  return { ok: true, tenant: made, latencyMs: count > LIST_AT_ONCE_MAX ? longListMs : 0 };
}

const groupsOf: Readonly<Partial<Record<Noun, Noun>>> = {
  DistributionGroupMember: 'DistributionGroup',
  RoleGroupMember: 'RoleGroup',
};

/** Members that stand at the group itself as a row: what replaces or removes members finds them. */
function withMemberRow(tenant: Tenant, { noun, verb, identity }: ChangeCmdlet): Tenant {
  const groupNoun = groupsOf[noun];
  if (groupNoun === undefined || verb === 'Add' || identity === null) return tenant;
  const groups = objectsOf(tenant, groupNoun);
  const group = groups.find((one) => answersTo(one, identity));
  const Members = group === undefined ? [] : listOf(group, 'Members');
  if (Members.length === 0) return tenant;
  const emptied = groups.map((one) => (one === group ? { ...one, Members: [] } : one));
  const rows = [{ Identity: identity, Members }, ...objectsOf(tenant, noun)];
  return { ...tenant, nouns: { ...tenant.nouns, [groupNoun]: emptied, [noun]: rows } };
}

/** Adds the object of a mailbox that nobody has written, where every mailbox has one. */
function withOwn(
  objects: readonly CmdletObject[],
  { noun, identity }: ChangeCmdlet,
  tenant: Tenant,
): readonly CmdletObject[] {
  if (!nounSpec(noun).perMailbox || identity === null) return objects;
  const isNamed = (object: CmdletObject): boolean => answersTo(object, identity);
  const exists = objectsOf(tenant, 'Mailbox').some(isNamed);
  return exists && !objects.some(isNamed) ? [...objects, { Identity: identity }] : objects;
}

/** How long a change takes to come into force: the longest of its properties. [RC-003, CN-020] */
function latencyOf(change: ChangeCmdlet): number {
  if (change.noun === 'TransportRule') return latenciesMs.mailFlowRule;
  const { properties } = nounSpec(change.noun);
  const latencies = Object.keys(change.properties)
    .map((name) => properties[name]?.latency)
    .filter((latency): latency is Latency => latency !== undefined);
  return Math.max(0, ...latencies.map((latency) => latenciesMs[latency]));
}

function rangeRefusal(change: ChangeCmdlet): string | null {
  for (const [name, value] of Object.entries(change.properties)) {
    const spec = nounSpec(change.noun).properties[name];
    if (isLongTip(name, value)) return `${name} is more than ${CUSTOM_MAX} characters as displayed`;
    if (!spec || typeof value !== 'number') continue;
    if (spec.min !== undefined && value < spec.min) return `${name} is less than the cmdlet takes`;
    const isUnlimited = spec.type === 'size' && value === Number.POSITIVE_INFINITY;
    if (spec.max !== undefined && value > spec.max && !isUnlimited)
      return `${name} is more than the cmdlet takes`;
  }
  return null;
}

function changedObjects(
  objects: readonly CmdletObject[],
  change: ChangeCmdlet,
): CmdletObject[] | string {
  const { verb, noun, identity } = change;
  if (nounSpec(noun).single) return [merge(objects[0] ?? {}, change)];
  if (noun === 'DistributionGroupMember' || noun === 'RoleGroupMember')
    return changedMembers(objects, change);
  if (noun === 'MailboxPermission' || noun === 'RecipientPermission')
    return changedRights(objects, change);
  if (verb === 'New' || (verb === 'Enable' && noun === 'Mailbox')) {
    const created = merge(identity === null ? {} : { Identity: identity }, change);
    const exists = namesOf(noun, created).some((name) =>
      objects.some((object) => answersTo(object, name)),
    );
    return exists ? `an object of that name exists already` : [...objects, created];
  }
  const index = objects.findIndex((object) => identity !== null && answersTo(object, identity));
  const found = objects[index];
  if (!found) return `no ${noun} answers to ${identity ?? 'no identity'}`;
  const others = objects.filter((_, position) => position !== index);
  const replace = (object: CmdletObject): CmdletObject[] =>
    objects.map((old, position) => (position === index ? object : old));
  if (verb === 'Remove' || (verb === 'Disable' && noun === 'Mailbox')) return others;
  if (verb === 'Enable' || verb === 'Disable')
    return replace(switched(noun, found, verb === 'Enable'));
  return replace(merge(found, change));
}

function namesOf(noun: Noun, object: CmdletObject): string[] {
  return nounSpec(noun).identity.flatMap((name) => listOf(object, name));
}

function switched(noun: Noun, object: CmdletObject, on: boolean): CmdletObject {
  if (noun === 'TransportRule') return { ...object, State: on ? 'Enabled' : 'Disabled' };
  return { ...object, Enabled: on };
}

/** Add- and Remove-DistributionGroupMember and -RoleGroupMember; Update- replaces the list. */
function changedMembers(
  objects: readonly CmdletObject[],
  change: ChangeCmdlet,
): CmdletObject[] | string {
  const { verb, identity, properties } = change;
  if (identity === null) return 'no group is named';
  const given = asList(properties['Members']);
  const named = (row: CmdletObject): boolean => answersTo(row, identity);
  if (verb === 'Add') return [...objects, { Identity: identity, Members: given }];
  if (verb === 'Remove') {
    const gone = given.map((member) => member.toLowerCase());
    return objects.map((row) =>
      named(row)
        ? { ...row, Members: listOf(row, 'Members').filter((m) => !gone.includes(m.toLowerCase())) }
        : row,
    );
  }
  const rest = objects.filter((row) => !named(row));
  return [...rest, { Identity: identity, Members: given }];
}

/** Add- and Remove-MailboxPermission and -RecipientPermission: a row for each grant. */
function changedRights(
  objects: readonly CmdletObject[],
  change: ChangeCmdlet,
): CmdletObject[] | string {
  const { verb, noun, identity } = change;
  if (identity === null) return 'no mailbox is named';
  if (verb === 'Add') return [...objects, merge({ Identity: identity }, change)];
  const who = noun === 'MailboxPermission' ? 'User' : 'Trustee';
  const gone = asList(change.properties[who]).map((one) => one.toLowerCase());
  const isMeant = (row: CmdletObject): boolean =>
    answersTo(row, identity) && listOf(row, who).some((one) => gone.includes(one.toLowerCase()));
  return objects.some(isMeant)
    ? objects.filter((row) => !isMeant(row))
    : `no ${noun} of ${identity} is about them`;
}

function merge(object: CmdletObject, change: ChangeCmdlet): CmdletObject {
  const merged: Record<string, PropertyValue> = { ...object };
  for (const [name, value] of Object.entries(change.properties)) {
    merged[name] = isHashTable(value) ? edited(listOf(object, name), value) : value;
  }
  return coupled(change, merged);
}

function edited(
  list: readonly string[],
  { Add, Remove }: { readonly Add: readonly string[]; readonly Remove: readonly string[] },
): string[] {
  const gone = Remove.map((item) => item.toLowerCase());
  return [...list.filter((item) => !gone.includes(item.toLowerCase())), ...Add];
}

function isHashTable(
  value: ChangeValue,
): value is { readonly Add: readonly string[]; readonly Remove: readonly string[] } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asList(value: ChangeValue | undefined): readonly string[] {
  if (Array.isArray(value)) return value as readonly string[];
  if (typeof value === 'string') return [value];
  return value !== undefined && value !== null && isHashTable(value) ? value.Add : [];
}
