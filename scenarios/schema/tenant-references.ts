/**
 * What must hold between the objects of a tenant: identities are unique, and names lead to
 * something.
 *
 * References are replaced by the primary address of what they name, so that nothing after this
 * compares names.
 */
import { type Fault, formatPath, type Path } from '../../model/fault.ts';
import { filterOf } from '../../model/org/dynamic-groups.ts';
import { type Noun, nounNames, nounSpec } from '../../model/org/settings.ts';
import {
  type CmdletObject,
  listOf,
  objectsOf,
  type PropertyValue,
  recipientNouns,
  type Tenant,
} from '../../model/org/tenant.ts';
import {
  type Directory,
  directoryOf,
  isAddress,
  isOutside,
  nearAddress,
  recipientNamed,
  resolveConnector,
} from './directory.ts';
import { warnOfFilterGroups } from './filter-groups.ts';
import { type Finding, type Findings, isHelped, nearestOf } from './findings.ts';

type Entry = {
  readonly noun: Noun;
  readonly object: Record<string, PropertyValue>;
  readonly path: Path;
  readonly isExport: boolean;
};

/**
 * What a property may name. `ours`: a recipient of the tenant · `recipient`: that, or an address
 * outside · `any`: whatever it says · `member`: anything, with a warning where it leads nowhere ·
 * `connector`.
 */
type Target = 'ours' | 'recipient' | 'any' | 'member' | 'connector';

const conditions = { From: 'any', SentTo: 'any' } as const;
const exceptions = { ExceptIfFrom: 'any', ExceptIfSentTo: 'any' } as const;

/** Who may send to a recipient, and who approves: any recipient, or somebody nobody knows. */
const delivery = {
  AcceptMessagesOnlyFrom: 'any',
  AcceptMessagesOnlyFromDLMembers: 'any',
  AcceptMessagesOnlyFromSendersOrMembers: 'any',
  RejectMessagesFrom: 'any',
  RejectMessagesFromDLMembers: 'any',
  RejectMessagesFromSendersOrMembers: 'any',
  BypassModerationFromSendersOrMembers: 'any',
  ModeratedBy: 'any',
} as const;

const targets: Readonly<Partial<Record<Noun, Readonly<Record<string, Target>>>>> = {
  Mailbox: {
    ...delivery,
    Manager: 'any',
    GrantSendOnBehalfTo: 'any',
    ForwardingAddress: 'ours',
    ForwardingSmtpAddress: 'recipient',
  },
  MailUser: { ...delivery, Manager: 'any' },
  MailContact: delivery,
  MailboxStatistics: { Identity: 'ours' },
  TransportRule: {
    ...conditions,
    ...exceptions,
    RouteMessageOutboundConnector: 'connector',
    RedirectMessageTo: 'recipient',
    AddToRecipients: 'recipient',
    CopyTo: 'recipient',
    BlindCopyTo: 'recipient',
    ModerateMessageByUser: 'ours',
  },
  JournalRule: { JournalEmailAddress: 'recipient', Recipient: 'any' },
  InboxRule: {
    ...conditions,
    MailboxOwnerId: 'ours',
    ForwardTo: 'recipient',
    ForwardAsAttachmentTo: 'recipient',
    RedirectTo: 'recipient',
  },
  CASMailbox: { Identity: 'ours', PrimarySmtpAddress: 'ours' },
  PublicFolder: { Identity: 'ours', PrimarySmtpAddress: 'ours' },
  MailboxMessageConfiguration: {
    Identity: 'ours',
    PrimarySmtpAddress: 'ours',
    MailboxOwnerId: 'ours',
  },
  MailboxAutoReplyConfiguration: {
    Identity: 'ours',
    PrimarySmtpAddress: 'ours',
    MailboxOwnerId: 'ours',
  },
  UnifiedGroup: { ...delivery, Members: 'member', Subscribers: 'member' },
  DynamicDistributionGroup: delivery,
  DynamicDistributionGroupMember: { Identity: 'ours', Members: 'member' },
  DistributionGroup: { ...delivery, ManagedBy: 'any', Members: 'member' },
  // An export also lists NT AUTHORITY\\SELF and accounts that nobody has any more.
  MailboxPermission: { Identity: 'ours', User: 'any' },
  RecipientPermission: { Identity: 'ours', Trustee: 'any' },
  RecallPermission: { Members: 'ours', ExceptRecipients: 'recipient' },
  RoleGroup: { Members: 'ours' },
  RoleGroupMember: { Members: 'ours' },
  DistributionGroupMember: { Identity: 'ours', Members: 'member' },
};

/** What a property of a noun names; undefined when it names nothing. */
export function targetOf(noun: Noun, property: string): Target | undefined {
  const ofNoun = targets[noun];
  return ofNoun !== undefined && Object.hasOwn(ofNoun, property) ? ofNoun[property] : undefined;
}

/** What the objects of a tenant name as recipients, whether these exist or not. */
export function targetedAddresses(tenant: Tenant): string[] {
  return nounNames.flatMap((noun) =>
    Object.entries(targets[noun] ?? {})
      .filter(([, target]) => target === 'recipient' || target === 'member')
      .flatMap(([property]) =>
        objectsOf(tenant, noun).flatMap((object) => listOf(object, property)),
      ),
  );
}

/** Checks all objects, and replaces references by primary addresses. Mutates the objects. */
export function checkTenant(entries: readonly Entry[], into: Findings): void {
  for (const entry of entries) checkIdentity(entry, into);
  checkDuplicates(entries, into);
  const nouns: Partial<Record<Noun, CmdletObject[]>> = {};
  for (const { noun, object } of entries) {
    nouns[noun] ??= [];
    nouns[noun].push(object);
  }
  const directory = directoryOf({ tenantId: null, nouns });
  const roles = new Set(
    entries.flatMap(({ noun, object }) =>
      noun === 'RoleGroup' ? [String(object['Name'] ?? object['Identity']).toLowerCase()] : [],
    ),
  );
  for (const entry of entries) resolveProperties(entry, directory, roles, into);
  for (const entry of entries) checkStoredList(entry, entries, into);
}

/** A dynamic group is its stored list, or whom its filter finds; a bad filter is never ignored. */
function checkStoredList(entry: Entry, entries: readonly Entry[], into: Findings): void {
  const { noun, object, path, isExport } = entry;
  if (noun !== 'DynamicDistributionGroup') return;
  const isStored = entries.some(
    (row) =>
      row.noun === 'DynamicDistributionGroupMember' &&
      row.object['Identity'] === object['PrimarySmtpAddress'],
  );
  const list = isExport || isStored ? into.warnings : into.faults;
  warnOfFilterGroups(object, path, entries, into);
  const found = filterOf(object);
  if (found === null && !isStored) {
    const message = 'dynamic group says nobody: it has neither a filter nor a stored list';
    const expected = 'RecipientFilter, IncludedRecipients or a DynamicDistributionGroupMember row';
    list.push({ code: 'missing', message, path, expected });
  }
  if (found === null || !('fault' in found)) return;
  const { property, at, ...fault } = found.fault;
  const message = `filter is not understood from character ${at + 1} on`;
  list.push({ code: 'wrong-type', message, path: [...path, property], ...fault });
}

function isRecipient(noun: Noun): boolean {
  return (recipientNouns as readonly string[]).includes(noun);
}

function checkIdentity(entry: Entry, into: Findings): void {
  const { noun, object, path, isExport } = entry;
  const list = isExport ? into.warnings : into.faults;
  const { identity, single } = nounSpec(noun);
  if (!single && !identity.some((property) => object[property] != null)) {
    const message = `${noun} object has nothing to call it by`;
    list.push({ code: 'missing', message, path, expected: identity.join(' or ') });
    return;
  }
  if (!isRecipient(noun)) return;
  const address = object['PrimarySmtpAddress'];
  if (typeof address !== 'string') {
    const message = `${noun} object has no address`;
    list.push({ code: 'missing', message, path, expected: 'PrimarySmtpAddress' });
  } else if (!isAddress(address)) {
    const at = [...path, 'PrimarySmtpAddress'];
    const expected = 'an address such as ana@contoso.com';
    const message = `"${address}" is not an address`;
    list.push({ code: 'wrong-type', message, path: at, found: address, expected });
  }
}

const permissionNouns: readonly Noun[] = ['MailboxPermission', 'RecipientPermission'];

/** The words that no two objects of a tenant share. */
function uniqueWords({ noun, object }: Entry): [scope: string, word: string][] {
  if (isRecipient(noun)) {
    const others = object['EmailAddresses'];
    const all = [object['PrimarySmtpAddress'], ...(Array.isArray(others) ? others : [])];
    const addresses = all.filter((one): one is string => typeof one === 'string');
    return [...new Set(addresses)].map((address) => ['address', address]);
  }
  if (noun.endsWith('GroupMember') || permissionNouns.includes(noun)) return [];
  const name = nounSpec(noun)
    .identity.map((property) => object[property])
    .find((value) => typeof value === 'string');
  if (typeof name !== 'string') return [];
  const owner = noun === 'InboxRule' ? ` of ${object['MailboxOwnerId']}` : '';
  return [[`${noun}${owner}`, name.toLowerCase()]];
}

function checkDuplicates(entries: readonly Entry[], into: Findings): void {
  const first = new Map<string, Entry>();
  for (const entry of entries) {
    for (const [scope, word] of uniqueWords(entry)) {
      const before = first.get(`${scope} ${word}`);
      if (before === undefined) first.set(`${scope} ${word}`, entry);
      else into.faults.push(...duplicates(scope, word, before.path, entry.path));
    }
  }
}

/** A fault at each of two places that share what only one may have. */
export function duplicates(scope: string, word: string, first: Path, second: Path): Finding[] {
  const fault = (path: Path, other: Path): Finding => ({
    code: 'duplicate',
    message: `${scope} "${word}" stands also at ${formatPath(other)}`,
    path,
    found: word,
  });
  return [fault(first, second), fault(second, first)];
}

function resolveProperties(
  entry: Entry,
  directory: Directory,
  roles: ReadonlySet<string>,
  into: Findings,
): void {
  const { noun, object, path, isExport } = entry;
  const found: Findings = { ...into, ...(isExport ? { faults: into.warnings } : {}) };
  for (const [property, target] of Object.entries(targets[noun] ?? {})) {
    const value = object[property];
    if (value == null) continue;
    const at = [...path, property];
    const resolve = (text: string, where: Path) =>
      target === 'connector'
        ? resolveConnector(directory, text, where, found)
        : noun === 'RecallPermission' && roles.has(text.toLowerCase())
          ? text
          : resolveName(directory, text, target, where, found);
    if (Array.isArray(value)) {
      object[property] = value.map((text, i) => resolve(text, value.length > 1 ? [...at, i] : at));
    } else if (typeof value === 'string') object[property] = resolve(value, at);
  }
}

function nearRecipient(directory: Directory, text: string, into: Findings) {
  if (isAddress(text) || !isHelped(into)) return nearAddress(directory, text, into);
  return nearestOf(text, [...directory.named.keys(), ...directory.primaryOf.keys()]);
}

/** The primary address behind a name; faults what leads nowhere, by what the property may name. */
export function resolveName(
  directory: Directory,
  text: string,
  target: Exclude<Target, 'connector'>,
  path: Path,
  into: Findings,
): string {
  const primary = recipientNamed(directory, text);
  if (primary !== undefined) return primary;
  if (target === 'any') return text;
  const isForeign = isOutside(directory, text);
  if (isForeign && target !== 'ours') return text;
  const fault: Fault = {
    code: 'unknown-reference',
    message: `no recipient of the tenant is called "${text}"`,
    path,
    found: text,
    expected:
      target === 'ours' ? 'a recipient of the tenant' : 'a recipient, or an address outside',
    ...nearRecipient(directory, text, into),
  };
  if (target === 'member') into.warnings.push(fault);
  else into.faults.push(fault);
  return text;
}
