/**
 * `change` and `inspect`: one cmdlet with its parameters, as an administrator would type it.
 *
 * Why no range or reference faults here: what the cmdlet would refuse is part of the story. The
 * scenario goes on and the outcome records the refusal. A parameter that the cmdlet does not have
 * is a typing error all the same.
 */
import { type Path, showFound } from '../../model/fault.ts';
import type { ChangeValue } from '../../model/org/change.ts';
import { type Noun, nounNames, nounSpec } from '../../model/org/settings.ts';
import type { Action } from '../scenario.ts';
import { type Directory, domainOf, isOutside, recipientNamed } from './directory.ts';
import { type Findings, listWords, nearestOf, notModelled, unknownKey } from './findings.ts';
import {
  caseBlind,
  type Fields,
  isFields,
  propertyNamed,
  readProperty,
  refuseUnread,
} from './properties.ts';
import { targetOf } from './tenant-references.ts';
import { id as idForm, normaliseAddress } from './words.ts';

export type Change = Extract<Action, { kind: 'change' }>;
type Inspect = Extract<Action, { kind: 'inspect' }>;
type Verb = Change['verb'];

const changing: readonly Verb[] = ['Set', 'New', 'Remove'];
const switching: readonly Verb[] = [...changing, 'Enable', 'Disable'];

/** The verbs that Exchange has for each noun. */
const verbsOf: Readonly<Record<Noun, readonly Verb[]>> = {
  OrganizationConfig: ['Set'],
  AcceptedDomain: changing,
  RemoteDomain: changing,
  InboundConnector: changing,
  OutboundConnector: changing,
  TransportRule: switching,
  CrossTenantRecallConfiguration: ['Set'],
  HostedOutboundSpamFilterPolicy: changing,
  TransportConfig: ['Set'],
  JournalRule: switching,
  Mailbox: switching,
  CASMailbox: ['Set'],
  PublicFolder: ['Set'],
  MailboxMessageConfiguration: ['Set'],
  MailboxAutoReplyConfiguration: ['Set'],
  InboxRule: switching,
  MailContact: switching,
  MailUser: switching,
  DistributionGroup: switching,
  DistributionGroupMember: ['Add', 'Remove', 'Update'],
  DynamicDistributionGroup: changing,
  DynamicDistributionGroupMember: [],
  UnifiedGroup: changing,
  MailboxStatistics: [],
  RecallPermission: changing,
  RoleGroup: [],
  RoleGroupMember: ['Add', 'Remove', 'Update'],
  Label: [],
  RetentionPolicy: changing,
  RetentionPolicyTag: changing,
  MailboxPermission: ['Add', 'Remove'],
  RecipientPermission: ['Add', 'Remove'],
  OrganizationRelationship: changing,
  GroupMetrics: [],
};

export const cmdletNames: readonly string[] = nounNames.flatMap((noun) =>
  verbsOf[noun].map((verb) => `${verb}-${noun}`),
);
export const inspectNames: readonly string[] = nounNames.map((noun) => `Get-${noun}`);

/** Parameters of every cmdlet that change nothing here. */
const commonParameters =
  'confirm force erroraction warningaction verbose debug asjob whatif ignoredehydratedflag ' +
  'bypasssecuritygroupmanagercheck alwaysdeleteoutlookrulesblob';

/** Parameters that are called otherwise than the property they set. */
const parameterNames: Readonly<Partial<Record<Noun, Readonly<Record<string, string>>>>> = {
  InboxRule: { mailbox: 'MailboxOwnerId' },
  DistributionGroupMember: { member: 'Members' },
  RoleGroupMember: { member: 'Members' },
};

/** The one cmdlet of an action's body; undefined after adding a fault. */
function onlyCmdlet(
  body: unknown,
  path: Path,
  names: readonly string[],
  beside: readonly string[],
  into: Findings,
): { name: string; parameters: Fields; path: Path } | undefined {
  const fault = (message: string, more = {}) => {
    into.faults.push({ code: 'wrong-type', message, path, found: showFound(body), ...more });
    return undefined;
  };
  const expected = `one cmdlet such as ${names[0]} with its parameters`;
  if (!isFields(body)) return fault(`is not ${expected}`, { expected });
  const keys = Object.keys(body).filter((key) => !beside.includes(key));
  const [key] = keys;
  if (key === undefined || keys.length > 1) {
    return fault(`names ${keys.length} cmdlets; an entry holds one`, {
      expected,
      ...(keys.length > 1 ? { fix: 'give each cmdlet an entry of its own' } : {}),
    });
  }
  const at = [...path, key];
  const name = caseBlind(names, key);
  if (name === undefined) {
    refuseCmdlet(key, path, names, into);
    return undefined;
  }
  const parameters = body[key] ?? {};
  if (isFields(parameters)) return { name, parameters, path: at };
  const message = 'is not a mapping of parameters to values';
  into.faults.push({ code: 'wrong-type', message, path: at, found: showFound(parameters) });
  return undefined;
}

function refuseCmdlet(key: string, path: Path, names: readonly string[], into: Findings): void {
  into.faults.push({
    ...unknownKey(path, key, names, ''),
    code: 'unknown-word',
    message: `unknown cmdlet "${key}"`,
    expected: listWords(names),
  });
}

/** Reads the body of a `change`; undefined after adding faults. */
export function readChange(
  body: unknown,
  path: Path,
  directory: Directory,
  into: Findings,
): Change | undefined {
  const tenant = tenantOf(body, path, directory, into);
  const call = onlyCmdlet(body, path, cmdletNames, ['tenant'], into);
  if (call === undefined) return undefined;
  const [verb, noun] = call.name.split('-') as [Verb, Noun];
  const before = into.faults.length;
  const properties: Record<string, ChangeValue> = {};
  for (const [key, written] of Object.entries(call.parameters)) {
    readParameter(noun, key, written, call.path, properties, directory, into);
  }
  const identity = identityOf(noun, call.parameters, call.path, directory, into);
  const needsIdentity = verb !== 'New' && nounSpec(noun).single !== true;
  if (identity === null && needsIdentity) {
    const message = `${call.name} does not say which ${noun}`;
    into.faults.push({ code: 'missing', message, path: call.path, expected: 'Identity' });
  }
  if (into.faults.length > before) return undefined;
  return { kind: 'change', tenant, cmdlet: call.name, verb, noun, identity, properties };
}

/** The name of another organization where an administrator of it acts; null: the own one's. */
function tenantOf(body: unknown, path: Path, directory: Directory, into: Findings): string | null {
  const name = isFields(body) ? body['tenant'] : undefined;
  if (name == null) return null;
  if (typeof name === 'string' && directory.tenants.has(name)) return name;
  into.faults.push({
    code: 'unknown-reference',
    message: `no other tenant is called ${showFound(name)}`,
    path: [...path, 'tenant'],
    found: showFound(name),
    expected: 'a name under "tenants"',
    ...(typeof name === 'string' ? nearestOf(name, directory.tenants) : {}),
  });
  return null;
}

/** Reads the body of an `inspect`; undefined after adding faults. */
export function readInspect(
  body: unknown,
  path: Path,
  directory: Directory,
  into: Findings,
): Inspect | undefined {
  const id = isFields(body) ? idForm.safeParse(body['id']) : undefined;
  if (isFields(body) && id?.success !== true) {
    const expected = 'an id: letters, digits, or any of . _ : -';
    const message = body['id'] === undefined ? 'needs the key "id"' : 'is not an id';
    const at = body['id'] === undefined ? path : [...path, 'id'];
    into.faults.push({ code: 'missing', message, path: at, expected });
  }
  const tenant = tenantOf(body, path, directory, into);
  const call = onlyCmdlet(body, path, inspectNames, ['id', 'tenant'], into);
  if (call === undefined || id?.success !== true) return undefined;
  const noun = call.name.slice('Get-'.length) as Noun;
  const before = into.faults.length;
  for (const key of Object.keys(call.parameters)) {
    if (key.toLowerCase() === 'identity') continue;
    into.faults.push(unknownKey(call.path, key, ['Identity'], ` of ${call.name}`));
  }
  const identity = identityOf(noun, call.parameters, call.path, directory, into);
  if (into.faults.length > before) return undefined;
  return { kind: 'inspect', id: id.data, tenant, noun, identity };
}

/** Nouns whose objects are called by the recipient they are about. */
const aboutMailboxes: readonly Noun[] = [
  'DistributionGroupMember',
  'MailboxPermission',
  'RecipientPermission',
];

/** Which object is meant: the primary address where the text names a recipient, else as written. */
function identityOf(
  noun: Noun,
  parameters: Fields,
  path: Path,
  directory: Directory,
  into: Findings,
): string | null {
  const key = Object.keys(parameters).find((name) => name.toLowerCase() === 'identity');
  const written = key === undefined ? null : parameters[key];
  if (key === undefined || written === null || written === undefined) return null;
  if (typeof written !== 'string' && typeof written !== 'number') {
    const message = 'is not the name of an object';
    into.faults.push({
      code: 'wrong-type',
      message,
      path: [...path, key],
      found: showFound(written),
    });
    return null;
  }
  const text = String(written);
  const { identity, perMailbox } = nounSpec(noun);
  const isRecipient = perMailbox === true || identity.includes('PrimarySmtpAddress');
  const isNamed = isRecipient || aboutMailboxes.includes(noun);
  return isNamed ? (recipientNamed(directory, normaliseAddress(text)) ?? text) : text;
}

function readParameter(
  noun: Noun,
  key: string,
  written: unknown,
  path: Path,
  properties: Record<string, ChangeValue>,
  directory: Directory,
  into: Findings,
): void {
  const lower = key.toLowerCase();
  if (lower === 'identity') return;
  if (commonParameters.split(' ').includes(lower)) {
    if (lower === 'whatif' && written !== false) {
      into.faults.push(notModelled([...path, key], 'the parameter "WhatIf"'));
    }
    return;
  }
  if (noun === 'TransportRule' && lower === 'enabled' && typeof written === 'boolean') {
    properties['State'] = written ? 'Enabled' : 'Disabled';
    return;
  }
  const renamed = parameterNames[noun]?.[lower];
  const name = renamed ?? propertyNamed(noun, key);
  if (name === undefined) {
    refuseUnread(noun, key, written, path, into);
    return;
  }
  const value = isFields(written)
    ? readHashTable(noun, name, written, [...path, key], into)
    : readProperty(noun, name, written, [...path, key], into, false);
  if (value !== undefined) properties[name] = resolveChange(noun, name, value, directory);
}

/** `{ Add: …, Remove: … }`, each one item or a list. */
function readHashTable(
  noun: Noun,
  name: string,
  written: Fields,
  path: Path,
  into: Findings,
): ChangeValue | undefined {
  const type = nounSpec(noun).properties[name]?.type;
  const isList = type === 'texts' || type === 'addresses';
  const keys = Object.keys(written).filter((key) => !key.includes('@'));
  const stray = keys.find((key) => caseBlind(['Add', 'Remove'], key) === undefined);
  if (!isList || stray !== undefined || keys.length === 0) {
    into.faults.push({
      code: 'wrong-type',
      message: isList
        ? 'is not a hash table of Add and Remove'
        : 'holds one value, no Add or Remove',
      path,
      found: showFound(written),
      ...(stray === undefined ? {} : nearestOf(stray, ['Add', 'Remove'])),
    });
    return undefined;
  }
  const table = { Add: [] as readonly string[], Remove: [] as readonly string[] };
  for (const key of keys) {
    const into_ = caseBlind(['Add', 'Remove'] as const, key) ?? 'Add';
    const value = readProperty(noun, name, written[key], [...path, key], into, false);
    if (Array.isArray(value)) table[into_] = value as readonly string[];
  }
  return table;
}

/** Names of recipients become primary addresses; addresses outside are noted as known. */
function resolveChange(
  noun: Noun,
  name: string,
  value: ChangeValue,
  directory: Directory,
): ChangeValue {
  const target = targetOf(noun, name);
  if (target === undefined || target === 'connector') return value;
  const resolve = (text: string) => {
    if (isOutside(directory, text) && domainOf(text) !== '') directory.outside.add(text);
    return recipientNamed(directory, text) ?? text;
  };
  if (typeof value === 'string') return resolve(value);
  if (Array.isArray(value)) return (value as readonly string[]).map(resolve);
  if (value === null || typeof value !== 'object') return value;
  const table = value as { Add: readonly string[]; Remove: readonly string[] };
  return { Add: table.Add.map(resolve), Remove: table.Remove.map(resolve) };
}
