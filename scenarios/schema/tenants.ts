/**
 * `tenants`: organizations beside the one under study, with the same nouns.
 *
 * What belongs to one organization only (a domain, its id, a connector that services and faults
 * name) stands in one.
 */
import { type Path, showFound } from '../../model/fault.ts';
import { objectsOf, type Tenant, textOf } from '../../model/org/tenant.ts';
import { parseTenantObject } from '../parse-tenant.ts';
import { type Directory, directoryOf, domainOf, enterTenant } from './directory.ts';
import { type Findings, notModelled } from './findings.ts';
import { isFields } from './properties.ts';
import { duplicates } from './tenant-references.ts';

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
    claimWords(reading.tenant, path, claim);
    enterTenant(directory, name, reading.tenant);
    tenants[name] = reading.tenant;
  }
  refuseContacts(own, tenants, into);
  return tenants;
}

/** Domains, tenant ids and connectors belong to one organization each. */
function claimWords(
  tenant: Tenant,
  path: Path,
  claim: (scope: string, word: string, path: Path) => void,
): void {
  if (tenant.tenantId !== null) claim('TenantId', tenant.tenantId.toLowerCase(), path);
  const { acceptedDomains, connectors } = directoryOf(tenant);
  for (const domain of acceptedDomains) claim('domain', domain, path);
  for (const name of connectors.keys()) claim('connector', name, path);
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
