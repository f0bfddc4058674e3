/**
 * Who has which address: the recipients of a tenant, its domains and connectors, and the outside
 * world.
 *
 * Why: timeline, people, faults, expectations and cmdlets all name recipients; each name must lead
 * to one primary address, and a name that leads nowhere gets the nearest one that does.
 */
import type { Path } from '../../model/fault.ts';
import { nearest } from '../../model/nearest.ts';
import {
  type CmdletObject,
  listOf,
  objectsOf,
  recipientNouns,
  type Tenant,
  textOf,
} from '../../model/org/tenant.ts';
import { type Findings, isHelped, nearestOf } from './findings.ts';

export type Directory = {
  /** Any address of a recipient, lower-case, to its primary one. */
  readonly primaryOf: Map<string, string>;
  /** Names, aliases and identities, lower-case, to the primary address. */
  readonly named: Map<string, string>;
  readonly acceptedDomains: Set<string>;
  /** Those in which other systems have addresses too. */
  readonly relayDomains: Set<string>;
  /** Addresses outside that something names. */
  readonly outside: Set<string>;
  /** The names of other organizations. */
  readonly tenants: Set<string>;
  /** Addresses in an own domain that nobody has and that something is sent to. */
  readonly unknown: Set<string>;
  /** Connectors of either direction: lower-case name to the name as written. */
  readonly connectors: Map<string, string>;
  /** Labels: lower-case name to the name as written. */
  readonly labels: Map<string, string>;
};

const nameProperties = ['Identity', 'Name', 'Alias', 'DisplayName'] as const;

export const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1);
export const isAddress = (text: string) => /^[^\s@<>",;]+@[^\s@<>",;]+$/.test(text);

/** The directory of a tenant. O(recipients). */
export function directoryOf(tenant: Tenant): Directory {
  const directory: Directory = {
    primaryOf: new Map(),
    named: new Map(),
    acceptedDomains: new Set(),
    relayDomains: new Set(),
    outside: new Set(),
    tenants: new Set(),
    unknown: new Set(),
    connectors: new Map(),
    labels: new Map(),
  };
  for (const noun of recipientNouns) {
    for (const object of objectsOf(tenant, noun)) enterRecipient(directory, object);
  }
  for (const domain of objectsOf(tenant, 'AcceptedDomain')) {
    const name =
      textOf(domain, 'DomainName') ?? textOf(domain, 'Name') ?? textOf(domain, 'Identity');
    if (name === null) continue;
    directory.acceptedDomains.add(name.toLowerCase());
    const type = textOf(domain, 'DomainType') ?? 'Authoritative';
    if (type !== 'Authoritative') directory.relayDomains.add(name.toLowerCase());
  }
  if (directory.acceptedDomains.size === 0) {
    for (const mailbox of objectsOf(tenant, 'Mailbox')) {
      const address = textOf(mailbox, 'PrimarySmtpAddress');
      if (address !== null) directory.acceptedDomains.add(domainOf(address));
    }
  }
  for (const label of objectsOf(tenant, 'Label')) {
    const name = textOf(label, 'Name') ?? textOf(label, 'Identity') ?? '';
    directory.labels.set(name.toLowerCase(), name);
  }
  for (const noun of ['InboundConnector', 'OutboundConnector'] as const) {
    for (const object of objectsOf(tenant, noun)) enterConnector(directory, object);
  }
  return directory;
}

/** Adds the addresses and domains of another organization; its names stay its own. */
export function enterTenant(directory: Directory, name: string, tenant: Tenant): void {
  const other = directoryOf(tenant);
  directory.tenants.add(name);
  for (const [address, primary] of other.primaryOf) {
    if (!directory.primaryOf.has(address)) directory.primaryOf.set(address, primary);
  }
  for (const [key, label] of other.labels) directory.labels.set(key, label);
  for (const domain of other.acceptedDomains) directory.acceptedDomains.add(domain);
  for (const [key, connector] of other.connectors) directory.connectors.set(key, connector);
}

/** Adds a recipient; who came first keeps an address. */
export function enterRecipient(directory: Directory, object: CmdletObject): void {
  const primary = textOf(object, 'PrimarySmtpAddress')?.toLowerCase();
  if (primary === undefined) return;
  const others = [...listOf(object, 'EmailAddresses'), textOf(object, 'ExternalEmailAddress')];
  for (const address of [primary, ...others]) {
    const isFree = address !== null && !directory.primaryOf.has(address.toLowerCase());
    if (isFree) directory.primaryOf.set(address.toLowerCase(), primary);
  }
  for (const property of nameProperties) {
    const name = textOf(object, property)?.toLowerCase();
    if (name !== undefined && !directory.named.has(name)) directory.named.set(name, primary);
  }
}

export function enterConnector(directory: Directory, object: CmdletObject): void {
  const name = textOf(object, 'Name') ?? textOf(object, 'Identity');
  if (name !== null) directory.connectors.set(name.toLowerCase(), name);
}

/**
 * The primary address of what an address or name stands for in the tenant; undefined when nothing
 * has it.
 */
export function recipientNamed(directory: Directory, text: string): string | undefined {
  const wanted = text.toLowerCase();
  return directory.primaryOf.get(wanted) ?? directory.named.get(wanted);
}

/** Whether somebody elsewhere may have an address that nobody has here. */
export function isOutside(directory: Directory, address: string): boolean {
  const domain = domainOf(address);
  const isOwn = directory.acceptedDomains.has(domain) && !directory.relayDomains.has(domain);
  return isAddress(address) && !isOwn;
}

/** Notes addresses outside; others are left alone. */
export function noteOutside(directory: Directory, addresses: readonly string[]): void {
  for (const address of addresses) {
    const isNew = !directory.primaryOf.has(address) && isOutside(directory, address);
    if (isNew) directory.outside.add(address);
  }
}

/** Notes what somebody sends to: addresses outside, and own ones that nobody has. */
export function noteAddressees(directory: Directory, addresses: readonly string[]): void {
  noteOutside(directory, addresses);
  for (const address of addresses) {
    const isOurs = isAddress(address) && !isOutside(directory, address);
    if (isOurs && !directory.primaryOf.has(address)) directory.unknown.add(address);
  }
}

/** A near address: one whose part before the @ is the same, or near in the same domain. */
export function nearAddress(
  directory: Directory,
  text: string,
  into: Findings,
): { nearest?: string } {
  if (!isHelped(into)) return {};
  const all = [...directory.primaryOf.keys(), ...directory.outside];
  const [local = '', domain] = text.toLowerCase().split('@');
  const same = all.find((address) => address.startsWith(`${local}@`));
  if (same !== undefined) return { nearest: same };
  const beside = all.filter((address) => domain === undefined || domainOf(address) === domain);
  const near = nearest(
    local,
    beside.map((address) => address.slice(0, address.lastIndexOf('@'))),
  );
  const found = beside.find((address) => near !== undefined && address.startsWith(`${near}@`));
  return found === undefined ? {} : { nearest: found };
}

/**
 * Who receives mail at an address: a recipient of the tenant, or somebody outside, who is noted.
 */
export function resolveRecipient(
  directory: Directory,
  address: string,
  path: Path,
  into: Findings,
): string {
  const primary = directory.primaryOf.get(address);
  if (primary !== undefined) return primary;
  if (isOutside(directory, address)) {
    directory.outside.add(address);
    return address;
  }
  const isOurs = isAddress(address);
  into.faults.push({
    code: isOurs ? 'unknown-reference' : 'wrong-type',
    message: isOurs
      ? `no recipient of the tenant has the address "${address}"`
      : `"${address}" is not an address`,
    path,
    found: address,
    expected: isOurs
      ? 'an address of the tenant, or one outside its accepted domains'
      : 'an address such as ana@contoso.com',
    ...nearAddress(directory, address, into),
  });
  return address;
}

/** An addressee: as `resolveRecipient`, but what nobody has is a warning: its mail returns. */
export function resolveAddressee(
  directory: Directory,
  address: string,
  path: Path,
  into: Findings,
): string {
  const isOurs = isAddress(address) && !isOutside(directory, address);
  if (!isOurs || directory.primaryOf.has(address))
    return resolveRecipient(directory, address, path, into);
  into.warnings.push({
    code: 'unknown-reference',
    message: `nobody has the address "${address}": the message returns to its sender`,
    path,
    found: address,
    ...nearAddress(directory, address, into),
  });
  return address;
}

/**
 * Whose mailbox an address is: a recipient of the tenant, or somebody outside whom mail was sent
 * to.
 */
export function resolveMailbox(
  directory: Directory,
  address: string,
  path: Path,
  into: Findings,
): string {
  const primary = directory.primaryOf.get(address);
  if (primary !== undefined) return primary;
  if (directory.outside.has(address) || directory.unknown.has(address)) return address;
  into.faults.push({
    code: 'unknown-reference',
    message: `no mailbox has the address "${address}"`,
    path,
    found: address,
    expected: 'an address of the tenant, or one outside that something is sent to',
    ...nearAddress(directory, address, into),
  });
  return address;
}

/** A label by its name, as it is written in the tenant. */
export function resolveLabel(
  directory: Directory,
  name: string,
  path: Path,
  into: Findings,
): string {
  const known = directory.labels.get(name.toLowerCase());
  if (known !== undefined) return known;
  into.faults.push({
    code: 'unknown-reference',
    message: `no label is called "${name}"`,
    path,
    found: name,
    expected: 'the name of a Label of the tenant',
    ...(isHelped(into) ? nearestOf(name, directory.labels.values()) : {}),
  });
  return name;
}

/** A connector by its name, as it is written in the tenant. */
export function resolveConnector(
  directory: Directory,
  name: string,
  path: Path,
  into: Findings,
): string {
  const known = directory.connectors.get(name.toLowerCase());
  if (known !== undefined) return known;
  into.faults.push({
    code: 'unknown-reference',
    message: `no connector is called "${name}"`,
    path,
    found: name,
    expected: 'the name of an InboundConnector or OutboundConnector of the tenant',
    ...(isHelped(into) ? nearestOf(name, directory.connectors.values()) : {}),
  });
  return name;
}
