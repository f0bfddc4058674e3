/** Who stands behind an address at a moment: in which organization, and as what. */
import type { Moment } from './moments.ts';
import { listOf, lower, type Row, type Settings, type TenantName, textOf } from './settings.ts';

export type Place = {
  readonly kind:
    | 'mailbox'
    | 'public-folder'
    | 'modern-group'
    | 'group'
    | 'on-premises'
    | 'outside'
    | 'unknown';
  readonly address: string;
  /** Of a recipient that an organization knows. */
  readonly tenant: TenantName | undefined;
  readonly row: Row;
};

export const domainOf = (address: string): string => lower(address).split('@')[1] ?? '';

/** The domains that an organization calls its own; those of its mailboxes if it lists none. */
function domainsOf(settings: Settings, tenant: TenantName, at: Moment): string[] {
  const listed = settings
    .rows(tenant, 'AcceptedDomain', at)
    .map((row) => lower(textOf(row['DomainName']) ?? ''));
  if (listed.length > 0) return listed;
  return settings.rows(tenant, 'Mailbox', at).map((row) => domainOf(addressOf(row)));
}

export function addressOf(row: Row): string {
  const { PrimarySmtpAddress, Identity, ExternalEmailAddress } = row as Record<string, unknown>;
  const named = textOf(PrimarySmtpAddress) ?? textOf(Identity) ?? textOf(ExternalEmailAddress);
  return lower(named ?? '');
}

export function tenantOfDomain(
  settings: Settings,
  domain: string,
  at: Moment,
): TenantName | undefined {
  return settings.names.find((name) => domainsOf(settings, name, at).includes(domain));
}

/** Who an address is. */
export function placeOf(settings: Settings, written: string, at: Moment): Place {
  const question = `${settings.changesBy(at)} ${written}`;
  const known = settings.memory.get(question) as Place | undefined;
  const place = known ?? lookUp(settings, lower(written), at);
  settings.memory.set(question, place);
  return place;
}

function lookUp(settings: Settings, address: string, at: Moment): Place {
  const rowOf = (tenant: TenantName, noun: Parameters<Settings['rows']>[1]) =>
    settings.rows(tenant, noun, at).find((row) => addressOf(row) === address);
  for (const tenant of settings.names) {
    const place = (kind: Place['kind'], row: Row): Place => ({ kind, address, tenant, row });
    const mailbox = rowOf(tenant, 'Mailbox');
    if (mailbox !== undefined) {
      const isFolder = mailbox['RecipientTypeDetails'] === 'PublicFolder';
      return place(isFolder ? 'public-folder' : 'mailbox', mailbox);
    }
    const modern = rowOf(tenant, 'UnifiedGroup');
    if (modern !== undefined) return place('modern-group', modern);
    const group = rowOf(tenant, 'DistributionGroup') ?? rowOf(tenant, 'DynamicDistributionGroup');
    if (group !== undefined) return place('group', group);
    const user = rowOf(tenant, 'MailUser');
    if (user !== undefined) {
      const domain = domainOf(textOf(user['ExternalEmailAddress']) ?? '');
      const isOurs = domainsOf(settings, tenant, at).includes(domain);
      return isOurs ? place('on-premises', user) : { ...place('outside', user), tenant: undefined };
    }
    const contact = rowOf(tenant, 'MailContact');
    const isElsewhere = tenantOfDomain(settings, domainOf(address), at) !== undefined;
    if (contact !== undefined && !isElsewhere) {
      return { ...place('outside', contact), tenant: undefined };
    }
  }
  const tenant = tenantOfDomain(settings, domainOf(address), at);
  return { kind: tenant === undefined ? 'outside' : 'unknown', address, tenant, row: {} };
}

/** The members of a group, as far as it lists them. */
export function membersOf(settings: Settings, group: Place, at: Moment): string[] {
  const rowsOf = (noun: 'DistributionGroupMember' | 'DynamicDistributionGroupMember') =>
    settings.rows(group.tenant ?? null, noun, at);
  const listed = [
    ...rowsOf('DistributionGroupMember'),
    ...rowsOf('DynamicDistributionGroupMember'),
  ].filter((row) => lower(textOf(row['Identity']) ?? '') === group.address);
  const members = [group.row, ...listed].flatMap((row) => listOf(row['Members']));
  return [...new Set(members.map(lower))];
}

/** Who gets a copy of what is sent to a Microsoft 365 group. */
export function subscribersOf({ row }: Place): string[] {
  const everybody = row['AutoSubscribeNewMembers'] === true ? listOf(row['Members']) : [];
  return [...new Set([...listOf(row['Subscribers']), ...everybody].map(lower))];
}
