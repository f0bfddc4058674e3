/**
 * What MailTips read of an organization, beside what transport reads of it.
 *
 * Why apart from `Org`: only drafts ask for it, so it is made at the first question and kept; a
 * study without drafts pays nothing.
 */
import { domainOf, normaliseAddress } from '../address.ts';
import { at } from '../assert.ts';
import { acceptedDomains, remoteDomainOf } from '../domains.ts';
import { directoryOf } from './build.ts';
import { behind, lists } from './delivery.ts';
import { effectiveValue, isOn, type Read } from './effective.ts';
import { GroupGraph } from './group-graph.ts';
import { kindOf, type Org } from './org.ts';
import type { accessLevels } from './settings-mailtips.ts';
import {
  type CmdletObject,
  listOf,
  objectsOf,
  primaryAddress,
  recipientNouns,
  type Tenant,
  textOf,
} from './tenant.ts';

/** Members of a group, and those of them outside, as somebody has counted them. */
export type GroupMetrics = { readonly members: number; readonly external: number };

export type Relationship = {
  /** Lower case. */
  readonly domains: readonly string[];
  /** What the partner is told; `None` where sharing is off too. */
  readonly level: (typeof accessLevels)[number];
  /** Everybody behind the scope; null: no scope is set. */
  readonly scope: ReadonlySet<number> | null;
};

export type TipSettings = {
  readonly allOn: boolean;
  readonly mailboxSourcedOn: boolean;
  readonly groupMetricsOn: boolean;
  readonly externalOn: boolean;
  readonly largeAudience: number;
  /** [recipient] the custom text by language, lower case; `default` is there where any is. */
  readonly texts: ReadonlyMap<number, ReadonlyMap<string, string>>;
  /** [group] as counted before the start. */
  readonly metrics: ReadonlyMap<number, GroupMetrics>;
  readonly relationships: readonly Relationship[];
  /** [recipient] the groups that its restrictions name. */
  readonly namedGroups: ReadonlyMap<number, readonly number[]>;
  /** [recipient] people whom it accepts mail from by name. */
  readonly acceptedByName: ReadonlyMap<number, ReadonlySet<number>>;
  readonly graph: GroupGraph;
  /** [recipient] 1 where the address, or the one behind a contact, is outside. */
  readonly external: Uint8Array;
  /** [recipient] what may be answered to its domain, and whether it counts as inside. */
  readonly remote: (recipient: number) => RemoteAnswer;
};

/** What a remote domain says of automatic replies and of being inside. */
export type RemoteAnswer = { readonly allowed: string; readonly isInternal: boolean };

type IndexOf = (name: string) => number;

const made = new WeakMap<Org, TipSettings>();

/** Keeps tip settings that were made otherwise than from a tenant. */
export function keepTipSettings(org: Org, settings: TipSettings): void {
  made.set(org, settings);
}

/** The tip settings of an organization; `tenant` is the one that `org` was built of. */
export function tipSettingsOf(tenant: Tenant, org: Org): TipSettings {
  const known = made.get(org) ?? build(tenant, org);
  made.set(org, known);
  return known;
}

function build(tenant: Tenant, org: Org): TipSettings {
  const directory = directoryOf(tenant);
  const indexOf: IndexOf = (name) => org.book.indexOf(directory(name));
  const config = objectsOf(tenant, 'OrganizationConfig')[0];
  const read: Read = (noun, object, property) => effectiveValue(noun, object, property).value;
  const isSet = (property: string): boolean => isOn('OrganizationConfig', config, property);
  const external = externalArray(tenant, org, indexOf, read);
  return {
    allOn: isSet('MailTipsAllTipsEnabled'),
    mailboxSourcedOn: isSet('MailTipsMailboxSourcedTipsEnabled'),
    groupMetricsOn: isSet('MailTipsGroupMetricsEnabled'),
    externalOn: isSet('MailTipsExternalRecipientsTipsEnabled'),
    largeAudience: read('OrganizationConfig', config, 'MailTipsLargeAudienceThreshold') as number,
    ...recipientTips(tenant, org, indexOf),
    metrics: metricsOf(tenant, indexOf, read),
    relationships: relationshipsOf(tenant, org, indexOf, read),
    external,
    graph: graphOf(tenant, org, indexOf, external),
    remote: (recipient) => {
      const domain = remoteDomainOf(tenant, at(org.book.addresses, recipient));
      return {
        allowed: read('RemoteDomain', domain, 'AllowedOOFType') as string,
        isInternal: countsAsInside(domain, read),
      };
    },
  };
}

const restrictions = [...lists.accepted, ...lists.rejected];
const acceptedPeople = lists.accepted.filter((name) => !name.endsWith('DLMembers'));

/** What each recipient says of itself: a text, whom its restrictions name, its members. */
function recipientTips(
  tenant: Tenant,
  org: Org,
  indexOf: IndexOf,
): Pick<TipSettings, 'texts' | 'namedGroups' | 'acceptedByName'> {
  const texts = new Map<number, ReadonlyMap<string, string>>();
  const namedGroups = new Map<number, readonly number[]>();
  const acceptedByName = new Map<number, ReadonlySet<number>>();
  const isGroup = (recipient: number): boolean => kindOf(org, recipient) === 'group';
  for (const noun of recipientNouns) {
    for (const object of objectsOf(tenant, noun)) {
      const index = org.book.indexOf(primaryAddress(object));
      const text = textsOf(object);
      if (text !== null) texts.set(index, text);
      const named = (names: readonly string[]): number[] =>
        names.flatMap((name) => listOf(object, name).map(indexOf));
      const groups = named(restrictions).filter(isGroup);
      if (groups.length > 0) namedGroups.set(index, groups);
      const people = named(acceptedPeople).filter((one) => !isGroup(one));
      if (people.length > 0) acceptedByName.set(index, new Set(people));
    }
  }
  return { texts, namedGroups, acceptedByName };
}

/** Every group with its members as written: subscribers or not, groups among them. */
function graphOf(tenant: Tenant, org: Org, indexOf: IndexOf, external: Uint8Array): GroupGraph {
  const unified = new Map(
    objectsOf(tenant, 'UnifiedGroup').map((object) => [
      org.book.indexOf(primaryAddress(object)),
      listOf(object, 'Members').map(indexOf),
    ]),
  );
  const isFollowed = (recipient: number): boolean => kindOf(org, recipient) === 'group';
  const listed = (['DistributionGroup', 'DynamicDistributionGroup'] as const).flatMap((noun) =>
    objectsOf(tenant, noun).map((object) => org.book.indexOf(primaryAddress(object))),
  );
  return new GroupGraph({
    groups: [...new Set([...listed, ...unified.keys()])],
    membersOf: (group) => unified.get(group) ?? membersOf(org, group),
    isFollowed,
    external,
  });
}

/** The members of a distribution group, as written or stored. */
function membersOf({ memberStart, members }: Org, group: number): Uint32Array {
  return members.subarray(at(memberStart, group), at(memberStart, group + 1));
}

/** The custom text of a recipient by language; null where there is none. [M-044, M-045] */
function textsOf(object: CmdletObject): ReadonlyMap<string, string> | null {
  const found = new Map<string, string>();
  for (const entry of listOf(object, 'MailTipTranslations')) {
    const [, language, text] = /^([\w-]+)\s*:\s*([\s\S]*)$/.exec(entry) ?? [];
    if (language && text) found.set(language.toLowerCase(), text);
  }
  const own = textOf(object, 'MailTip');
  if (own) found.set('default', own);
  return found.size === 0 ? null : found;
}

function metricsOf(
  tenant: Tenant,
  indexOf: IndexOf,
  read: Read,
): ReadonlyMap<number, GroupMetrics> {
  return new Map(
    objectsOf(tenant, 'GroupMetrics').map((row) => [
      indexOf(textOf(row, 'Identity') ?? ''),
      {
        members: read('GroupMetrics', row, 'GroupMemberCount') as number,
        external: read('GroupMetrics', row, 'GroupExternalMemberCount') as number,
      },
    ]),
  );
}

function relationshipsOf(tenant: Tenant, org: Org, indexOf: IndexOf, read: Read): Relationship[] {
  return objectsOf(tenant, 'OrganizationRelationship').map((row) => {
    const get = (property: string): unknown => read('OrganizationRelationship', row, property);
    const isOpen = get('Enabled') === true && get('MailTipsAccessEnabled') === true;
    const scope = textOf(row, 'MailTipsAccessScope');
    return {
      domains: listOf(row, 'DomainNames').map((name) => name.toLowerCase()),
      level: isOpen ? (get('MailTipsAccessLevel') as Relationship['level']) : 'None',
      scope: scope === null ? null : behind([indexOf(scope)], org),
    };
  });
}

/** A remote domain with replies of the inside counts as inside, whatever it says. [MT-094] */
function countsAsInside(domain: CmdletObject | undefined, read: Read): boolean {
  if (read('RemoteDomain', domain, 'AllowedOOFType') === 'InternalLegacy') return true;
  return read('RemoteDomain', domain, 'IsInternal') === true;
}

/** Outside: in no accepted domain, and in no remote domain that counts as inside. [D-14] */
function externalArray(tenant: Tenant, org: Org, indexOf: IndexOf, read: Read): Uint8Array {
  const domains = acceptedDomains(tenant);
  const isOutside = (address: string): boolean =>
    !domains.has(domainOf(address)) && !countsAsInside(remoteDomainOf(tenant, address), read);
  const external = Uint8Array.from(org.book.addresses, (address) => (isOutside(address) ? 1 : 0));
  for (const noun of ['MailContact', 'MailUser'] as const) {
    for (const object of objectsOf(tenant, noun)) {
      const target = textOf(object, 'ExternalEmailAddress');
      if (target === null) continue;
      external[indexOf(primaryAddress(object))] = isOutside(normaliseAddress(target)) ? 1 : 0;
    }
  }
  return external;
}
