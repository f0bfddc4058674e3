/**
 * Tenant -> org: the dense form of one settings epoch.
 *
 * Names in the tenant (a forwarding address, a group member, the owner of a rule) may be any
 * identity of a recipient; here they become indices of the address book.
 */
import { type AddressBook, domainOf, normaliseAddress } from '../address.ts';
import { at } from '../assert.ts';
import { acceptedDomains, remoteDomainOf } from '../domains.ts';
import type { RuleId } from '../rules/catalogue.ts';
import { accessOf } from './access.ts';
import { automaticRepliesOf, repliesThroughGroups } from './automatic-replies.ts';
import { connectorsOf, inboundLimits } from './connectors.ts';
import { behind, deliveryOf, sizeLimitsOf } from './delivery.ts';
import { ruleOfList } from './dynamic-groups.ts';
import { effectiveValue, type Read } from './effective.ts';
import { silencesReportsArray } from './groups.ts';
import { recipientKindArray, relayDomains } from './kinds.ts';
import { labelsOf } from './labels.ts';
import type { Org } from './org.ts';
import { permissionsOf } from './permission.ts';
import { receiptSettings } from './receipts.ts';
import { regionsOf } from './regions.ts';
import { retentionOf } from './retention.ts';
import { purgersOf, roleGroupsOf } from './roles.ts';
import { connectorsOff, flowRulesOf, inboxRulesOf, journalRulesOf } from './rules.ts';
import type { Noun } from './settings.ts';
import { storeArrays, subscribersOf } from './stores.ts';
import {
  type CmdletObject,
  listOf,
  objectsOf,
  primaryAddress,
  recipientNouns,
  type Tenant,
  textOf,
} from './tenant.ts';
import { undoIntervalsOf } from './undo.ts';

/**
 * Every address that a tenant names, primary addresses of recipients first; unresolved names are
 * left out.
 */
export function tenantAddresses(tenant: Tenant): string[] {
  const own = recipientNouns.flatMap((noun) =>
    objectsOf(tenant, noun).map((object) => primaryAddress(object)),
  );
  const directory = directoryOf(tenant);
  const named = [
    ...objectsOf(tenant, 'Mailbox').flatMap((box) => [
      ...listOf(box, 'ForwardingAddress'),
      ...listOf(box, 'ForwardingSmtpAddress'),
    ]),
    ...objectsOf(tenant, 'UnifiedGroup').flatMap((group) => listOf(group, 'Subscribers')),
    ...[...roleGroupsOf(tenant).values()].flat(),
    ...objectsOf(tenant, 'RecallPermission').flatMap((row) => [
      ...listOf(row, 'Members'),
      ...listOf(row, 'ExceptRecipients'),
    ]),
    ...[
      ...objectsOf(tenant, 'UnifiedGroup'),
      ...objectsOf(tenant, 'DynamicDistributionGroupMember'),
      ...objectsOf(tenant, 'DistributionGroup'),
      ...objectsOf(tenant, 'DistributionGroupMember'),
    ].flatMap((group) => listOf(group, 'Members')),
    ...objectsOf(tenant, 'JournalRule').flatMap((rule) => [
      ...listOf(rule, 'JournalEmailAddress'),
      ...listOf(rule, 'Recipient'),
    ]),
    ...objectsOf(tenant, 'InboxRule').flatMap((rule) =>
      ['From', 'SentTo', 'ForwardTo', 'ForwardAsAttachmentTo', 'RedirectTo'].flatMap((key) =>
        listOf(rule, key),
      ),
    ),
    ...objectsOf(tenant, 'TransportRule').flatMap((rule) =>
      ruleAddresses.flatMap((key) => listOf(rule, key)),
    ),
    ...recipientNouns.flatMap((noun) =>
      objectsOf(tenant, noun).flatMap((object) =>
        deliveryAddresses.flatMap((key) => listOf(object, key)),
      ),
    ),
    ...objectsOf(tenant, 'MailboxStatistics').flatMap((row) => listOf(row, 'Identity')),
    ...accessAddresses(tenant),
  ].map((name) => directory(name));
  return [...own, ...named].filter((address): address is string => address?.includes('@') === true);
}

/** Mailboxes with permissions, and who holds them. */
function accessAddresses(tenant: Tenant): string[] {
  return [
    ...objectsOf(tenant, 'MailboxPermission').flatMap((row) => [
      ...listOf(row, 'Identity'),
      ...listOf(row, 'User'),
    ]),
    ...objectsOf(tenant, 'RecipientPermission').flatMap((row) => [
      ...listOf(row, 'Identity'),
      ...listOf(row, 'Trustee'),
    ]),
    ...objectsOf(tenant, 'Mailbox').flatMap((box) => listOf(box, 'GrantSendOnBehalfTo')),
  ];
}

/** Properties of a mail flow rule that name addresses. */
const ruleAddresses = [
  'From',
  'SentTo',
  'ExceptIfFrom',
  'ExceptIfSentTo',
  'RedirectMessageTo',
  'AddToRecipients',
  'CopyTo',
  'BlindCopyTo',
  'ModerateMessageByUser',
] as const;

/** Properties of any recipient that name addresses. */
const deliveryAddresses = [
  'AcceptMessagesOnlyFrom',
  'AcceptMessagesOnlyFromDLMembers',
  'AcceptMessagesOnlyFromSendersOrMembers',
  'RejectMessagesFrom',
  'RejectMessagesFromDLMembers',
  'RejectMessagesFromSendersOrMembers',
  'BypassModerationFromSendersOrMembers',
  'ModeratedBy',
  'ManagedBy',
  'Manager',
] as const;

/**
 * Resolves any identity of a recipient to its primary address; an address nobody has stays as it
 * is.
 */
export function directoryOf(tenant: Tenant): (name: string) => string {
  const byName = new Map<string, string>();
  for (const noun of recipientNouns) {
    for (const object of objectsOf(tenant, noun)) {
      const primary = primaryAddress(object);
      const names = ['Identity', 'Name', 'Alias', 'DisplayName', 'ExternalEmailAddress'];
      const all = [
        ...names.flatMap((name) => listOf(object, name)),
        ...listOf(object, 'EmailAddresses'),
      ];
      for (const name of all) {
        const key = normaliseAddress(name);
        if (!byName.has(key)) byName.set(key, primary);
      }
    }
  }
  for (const noun of recipientNouns) {
    for (const object of objectsOf(tenant, noun))
      byName.set(primaryAddress(object), primaryAddress(object));
  }
  return (name) => byName.get(normaliseAddress(name)) ?? normaliseAddress(name);
}

/** Builds the org of one epoch; `startMs` is T0, ms since 1970. O(recipients + members). */
export function buildOrg(tenant: Tenant, book: AddressBook, startMs = 0): Org {
  const count = book.addresses.length;
  const directory = directoryOf(tenant);
  const indexOf = (name: string): number => book.indexOf(directory(name));
  // Whose an address is, and which remote domain counts, is decided for every org. [AD-001, RD-003]
  const rulesUsed = new Set<RuleId>(['AD-001']);
  if (objectsOf(tenant, 'RemoteDomain').length > 0) rulesUsed.add('RD-003');
  for (const row of objectsOf(tenant, 'DynamicDistributionGroupMember')) {
    const rule = ruleOfList(row);
    if (rule !== null) rulesUsed.add(rule);
  }
  const read = (noun: Noun, object: CmdletObject | undefined, property: string): unknown => {
    const { value, source, cites } = effectiveValue(noun, object, property);
    if (source === 'default' && cites) rulesUsed.add(cites);
    return value;
  };
  const domains = acceptedDomains(tenant);
  const domain = book.addresses.map(domainOf);
  const inside = Uint8Array.from(domain, (name) => (domains.has(name) ? 1 : 0));
  const remote = book.addresses.map((address) => remoteDomainOf(tenant, address));
  const domainFlags = (property: string): Uint8Array =>
    Uint8Array.from(remote, (object) => (read('RemoteDomain', object, property) === true ? 1 : 0));
  const groups = memberArrays(tenant, count, indexOf);
  const ownerOf = ownerFinder(tenant, book, directory);
  return {
    tenantId: tenant.tenantId?.toLowerCase() ?? null,
    book,
    recipientCount: count,
    kind: recipientKindArray(tenant, book, inside, domains, relayDomains(tenant, read)),
    domain,
    inside,
    trusted: trustedArray(inside, remote, read, rulesUsed),
    ...mailboxArrays(tenant, count, indexOf, read),
    ...storeArrays(tenant, count, indexOf, read),
    tnef: domainFlags('TNEFEnabled'),
    autoForwardTo: domainFlags('AutoForwardEnabled'),
    ...groups,
    silencesReports: silencesReportsArray(tenant, count, indexOf, read),
    receipts: receiptSettings(tenant, count, ownerOf, read),
    undoIntervals: undoIntervalsOf(tenant, ownerOf, read),
    inboxRules: inboxRulesOf(tenant, count, indexOf),
    flowRules: flowRulesOf(tenant, indexOf),
    connectorsOff: connectorsOff(tenant, read),
    ...queueSettings(tenant, read),
    delivery: deliveryOf(tenant, groups, indexOf, read),
    sizeLimits: sizeLimitsOf(tenant),
    recipientsMax: read('Mailbox', undefined, 'RecipientLimits') as number,
    journalRules: journalRulesOf(tenant, indexOf),
    retention: retentionOf(tenant, indexOf, read),
    access: accessOf(tenant, groups, indexOf),
    labels: labelsOf(tenant),
    automaticReplies: automaticRepliesOf(tenant, ownerOf, indexOf, remote, startMs, read),
    repliesThrough: repliesThroughGroups(tenant, indexOf),
    permissions: permissionsOf(tenant, indexOf, read),
    regions: regionsOf(tenant, indexOf),
    purgers: behind(purgersOf(tenant).map(indexOf), groups),
    settings: orgSettings(tenant, read),
    rulesUsed: [...rulesUsed],
  };
}

/** Finds the mailbox of a name; -1 where the tenant has none. */
function ownerFinder(
  tenant: Tenant,
  book: AddressBook,
  directory: (name: string) => string,
): (name: string) => number {
  const owners = new Set(objectsOf(tenant, 'Mailbox').map(primaryAddress));
  return (name) => (owners.has(directory(name)) ? book.indexOf(directory(name)) : -1);
}

/** Own addresses, and those of remote domains that count as inside. */
function trustedArray(
  inside: Uint8Array,
  remote: readonly (CmdletObject | undefined)[],
  read: Read,
  rulesUsed: Set<RuleId>,
): Uint8Array {
  return Uint8Array.from(inside, (own, index) => {
    const isInternal = read('RemoteDomain', remote[index], 'IsInternal') === true;
    if (isInternal && own === 0) rulesUsed.add('RD-005');
    return own === 1 || isInternal ? 1 : 0;
  });
}

/** Connectors, and what the organization says of queues and envelopes. */
function queueSettings(
  tenant: Tenant,
  read: Read,
): Pick<Org, 'connectors' | 'inboundMaxBytes' | 'expirationMs' | 'envelopeMax'> {
  const [config] = objectsOf(tenant, 'TransportConfig');
  const envelopeMax = read('TransportConfig', config, 'MaxRecipientEnvelopeLimit');
  return {
    connectors: connectorsOf(tenant, read),
    inboundMaxBytes: inboundLimits(tenant),
    expirationMs: read('TransportConfig', config, 'MessageExpiration') as number,
    envelopeMax: typeof envelopeMax === 'number' ? envelopeMax : Number.POSITIVE_INFINITY,
  };
}

function orgSettings(tenant: Tenant, read: Read): Org['settings'] {
  const config = objectsOf(tenant, 'OrganizationConfig')[0];
  const get = (property: string): unknown => read('OrganizationConfig', config, property);
  const policy = objectsOf(tenant, 'HostedOutboundSpamFilterPolicy')[0];
  const foreign = objectsOf(tenant, 'CrossTenantRecallConfiguration')[0];
  return {
    auditDisabled: get('AuditDisabled') === true,
    recallEnabled: get('MessageRecallEnabled') === true,
    readRecallable: get('RecallReadMessagesEnabled') === true,
    recallableAgeMs: get('MessageRecallMaxRecallableAge') as number,
    alertsOn: get('MessageRecallAlertRecipientsEnabled') === true,
    alertsReadOnly: get('MessageRecallAlertRecipientsReadMessagesOnlyEnabled') === true,
    crossTenantOn:
      read('CrossTenantRecallConfiguration', foreign, 'CrossTenantRecallEnabled') === true,
    allowedTenants: listOf(foreign ?? {}, 'AllowedSenderTenantIds').map((id) => id.toLowerCase()),
    autoForwardingOn: read('HostedOutboundSpamFilterPolicy', policy, 'AutoForwardingMode') === 'On',
  };
}

function mailboxArrays(
  tenant: Tenant,
  count: number,
  indexOf: (name: string) => number,
  read: Read,
): Pick<
  Org,
  | 'forwardingAddress'
  | 'forwardingSmtpAddress'
  | 'keepsCopy'
  | 'processesRecalls'
  | 'singleItemRecovery'
  | 'onHold'
  | 'shared'
  | 'retentionMs'
> {
  const arrays = {
    forwardingAddress: new Int32Array(count).fill(-1),
    forwardingSmtpAddress: new Int32Array(count).fill(-1),
    keepsCopy: new Uint8Array(count),
    processesRecalls: new Uint8Array(count).fill(1),
    singleItemRecovery: new Uint8Array(count),
    onHold: new Uint8Array(count),
    shared: new Uint8Array(count),
    retentionMs: new Float64Array(count),
  };
  for (const box of objectsOf(tenant, 'Mailbox')) {
    const index = indexOf(primaryAddress(box));
    const flag = (property: string): number => (read('Mailbox', box, property) === true ? 1 : 0);
    const target = (property: string): number => {
      const name = textOf(box, property);
      return name ? indexOf(name) : -1;
    };
    arrays.forwardingAddress[index] = target('ForwardingAddress');
    arrays.forwardingSmtpAddress[index] = target('ForwardingSmtpAddress');
    arrays.keepsCopy[index] = flag('DeliverToMailboxAndForward');
    arrays.processesRecalls[index] = flag('MessageRecallProcessingEnabled');
    arrays.singleItemRecovery[index] = flag('SingleItemRecoveryEnabled');
    arrays.onHold[index] = flag('LitigationHoldEnabled');
    arrays.shared[index] = textOf(box, 'RecipientTypeDetails') === 'SharedMailbox' ? 1 : 0;
    arrays.retentionMs[index] = read('Mailbox', box, 'RetainDeletedItemsFor') as number;
  }
  // The mailbox of a group has the defaults of any.
  for (const group of objectsOf(tenant, 'UnifiedGroup')) {
    const index = indexOf(primaryAddress(group));
    const get = (property: string): unknown => read('Mailbox', undefined, property);
    arrays.singleItemRecovery[index] = get('SingleItemRecoveryEnabled') === true ? 1 : 0;
    arrays.retentionMs[index] = get('RetainDeletedItemsFor') as number;
  }
  return arrays;
}

function memberArrays(
  tenant: Tenant,
  count: number,
  indexOf: (name: string) => number,
): Pick<Org, 'memberStart' | 'members'> {
  // Sets keep the order of first mention and drop repeats.
  const lists = Array.from({ length: count }, () => new Set<number>());
  const add = (group: number, names: readonly string[]): void => {
    const list = at(lists, group);
    for (const name of names) list.add(indexOf(name));
  };
  for (const group of objectsOf(tenant, 'DistributionGroup')) {
    add(indexOf(primaryAddress(group)), listOf(group, 'Members'));
  }
  for (const group of objectsOf(tenant, 'UnifiedGroup')) {
    add(indexOf(primaryAddress(group)), subscribersOf(group));
  }
  for (const row of [
    ...objectsOf(tenant, 'DistributionGroupMember'),
    ...objectsOf(tenant, 'DynamicDistributionGroupMember'),
  ]) {
    const group = textOf(row, 'Identity');
    if (group) add(indexOf(group), listOf(row, 'Members'));
  }
  const memberStart = new Uint32Array(count + 1);
  lists.forEach((list, group) => {
    memberStart[group + 1] = at(memberStart, group) + list.size;
  });
  return { memberStart, members: Uint32Array.from(lists.flatMap((list) => [...list])) };
}
