/**
 * `tenants`: organizations beside the one under study, with the same nouns.
 *
 * Why fewer nouns: mail flow rules, connectors and journals of an organization that only receives
 * are not modelled, and are refused by name.
 */
import { type Path, showFound } from '../../model/fault.ts';
import type { Noun } from '../../model/org/settings.ts';
import { objectsOf, type Tenant, textOf } from '../../model/org/tenant.ts';
import { parseTenantObject } from '../parse-tenant.ts';
import type { TimelineEntry } from '../scenario.ts';
import { type Directory, directoryOf, domainOf, enterTenant } from './directory.ts';
import { type Findings, notModelled } from './findings.ts';
import { isFields } from './properties.ts';
import { duplicates } from './tenant-references.ts';

const notOfOthers: readonly Noun[] = [
  'TransportRule',
  'InboundConnector',
  'OutboundConnector',
  'JournalRule',
];

/** Whether the model reads a noun of other organizations too. */
export function isNounOfOthers(noun: Noun): boolean {
  return !notOfOthers.includes(noun);
}

/** Reads the other organizations and enters their addresses; adds faults. */
export function readTenants(
  value: unknown,
  own: Tenant,
  directory: Directory,
  into: Findings,
): Record<string, Tenant> {
  if (value == null) return {};
  if (!isFields(value)) {
    const message = 'is not a mapping of names to tenants';
    const path = ['tenants'];
    into.faults.push({ code: 'wrong-type', message, path, found: showFound(value) });
    return {};
  }
  const tenants: Record<string, Tenant> = {};
  const seen = new Map<string, Path>();
  const claim = (scope: string, word: string, path: Path): void => {
    const key = `${scope} ${word}`;
    const before = seen.get(key);
    if (before === undefined) seen.set(key, path);
    else into.faults.push(...duplicates(scope, word, before, path));
  };
  claimWords(own, ['tenant'], claim);
  for (const [name, written] of Object.entries(value)) {
    const path = ['tenants', name];
    const reading = parseTenantObject(written, path);
    into.faults.push(...reading.faults);
    into.warnings.push(...reading.warnings);
    for (const noun of notOfOthers) {
      const isListed = objectsOf(reading.tenant, noun).length > 0;
      if (isListed) into.faults.push(notModelled([...path, noun], `${noun} of another tenant`));
    }
    claimWords(reading.tenant, path, claim);
    enterTenant(directory, name, reading.tenant);
    tenants[name] = reading.tenant;
  }
  refuseContacts(own, tenants, into);
  return tenants;
}

/** Mail flow and journal rules do not look at what comes in from another organization yet. */
export function refuseInbound(
  own: Tenant,
  tenants: Readonly<Record<string, Tenant>>,
  timeline: readonly TimelineEntry[],
  into: Findings,
): void {
  const rule = (['TransportRule', 'JournalRule'] as const).find(
    (noun) => objectsOf(own, noun).length > 0,
  );
  if (rule === undefined) return;
  const domains = new Set(
    Object.values(tenants).flatMap((tenant) => [...directoryOf(tenant).acceptedDomains]),
  );
  timeline.forEach(({ action }, index) => {
    if (action.kind !== 'send' || !domains.has(domainOf(action.from))) return;
    const path = ['timeline', index, 'send', 'from'];
    into.faults.push(notModelled(path, `${rule} for mail from another tenant`, 'value'));
  });
}

/** Domains and tenant ids belong to one organization each. */
function claimWords(
  tenant: Tenant,
  path: Path,
  claim: (scope: string, word: string, path: Path) => void,
): void {
  if (tenant.tenantId !== null) claim('TenantId', tenant.tenantId.toLowerCase(), path);
  for (const domain of directoryOf(tenant).acceptedDomains) claim('domain', domain, path);
}

/** A contact with an address of its own would hide the mailbox it stands for. */
function refuseContacts(
  own: Tenant,
  tenants: Readonly<Record<string, Tenant>>,
  into: Findings,
): void {
  const domains = new Set(
    Object.values(tenants).flatMap((tenant) => [...directoryOf(tenant).acceptedDomains]),
  );
  for (const noun of ['MailContact', 'MailUser'] as const) {
    objectsOf(own, noun).forEach((object, index) => {
      const target = textOf(object, 'ExternalEmailAddress')?.toLowerCase();
      if (target === undefined || !domains.has(domainOf(target))) return;
      if (textOf(object, 'PrimarySmtpAddress')?.toLowerCase() === target) return;
      const path = ['tenant', noun, index, 'ExternalEmailAddress'];
      into.faults.push({
        ...notModelled(path, `a ${noun} with an address of its own for another tenant’s mailbox`),
        fix: 'name the mailbox by the address it has in its own tenant',
      });
    });
  }
}
