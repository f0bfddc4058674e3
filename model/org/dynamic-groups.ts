/**
 * Dynamic groups: whom a filter, written out or put together from the ready-made conditions, finds
 * among the recipients of a tenant, and the list that Exchange stores of them.
 */
import {
  type Filter,
  type FilterFault,
  filterHolds,
  type ParsedFilter,
  parseFilter,
} from './recipient-filter.ts';
import { conditionalProperties, includedWords } from './settings-directory.ts';
import {
  answersTo,
  type CmdletObject,
  listOf,
  objectsOf,
  recipientNouns,
  type Tenant,
  textOf,
} from './tenant.ts';

type RecipientNoun = (typeof recipientNouns)[number];

/** What Exchange calls a recipient that nobody has named otherwise. */
const detailsOf: Readonly<Record<RecipientNoun, string>> = {
  Mailbox: 'UserMailbox',
  MailUser: 'MailUser',
  MailContact: 'MailContact',
  DistributionGroup: 'MailUniversalDistributionGroup',
  DynamicDistributionGroup: 'DynamicDistributionGroup',
  UnifiedGroup: 'GroupMailbox',
};

/** The filter behind each word of IncludedRecipients. */
const included: Readonly<Record<(typeof includedWords)[number], string>> = {
  none: '',
  allrecipients: "RecipientType -ne ''",
  mailboxusers: "RecipientTypeDetails -eq 'UserMailbox'",
  mailcontacts: "RecipientType -eq 'MailContact'",
  mailgroups: "RecipientType -like 'MailUniversal*' -or RecipientType -like 'Dynamic*'",
  mailusers: "RecipientType -eq 'MailUser'",
  resources:
    "RecipientTypeDetails -eq 'RoomMailbox' -or RecipientTypeDetails -eq 'EquipmentMailbox'",
};

/** Where a filter is wrong: the property that holds it. */
export type GroupFault = FilterFault & { readonly property: string };

/** The filter of a group, a fault of it, or null where it has none. [DG-023, DG-024] */
export function filterOf(
  group: CmdletObject,
): { readonly filter: Filter } | { readonly fault: GroupFault } | null {
  const written = textOf(group, 'RecipientFilter');
  if (written !== null) return asFound('RecipientFilter', parseFilter(written));
  const words = listOf(group, 'IncludedRecipients').flatMap((text) => text.split(','));
  if (words.length === 0) return null;
  const kinds: Filter[] = [];
  for (const word of words.map((text) => text.trim().toLowerCase())) {
    const known = includedWords.find((one) => one === word);
    if (known === undefined) return { fault: unknownWord(word) };
    const parsed = parseFilter(included[known]); // `none` is no filter, and finds nobody
    if (parsed.ok) kinds.push(parsed.filter);
  }
  const conditions = conditionalProperties.flatMap(([property, asked]): Filter[] => {
    const values = listOf(group, property);
    if (values.length === 0) return [];
    const of = values.map(
      (value): Filter => ({
        kind: 'compare',
        property: asked,
        operator: 'eq',
        value: value.toLowerCase(),
      }),
    );
    return [{ kind: 'any', of }];
  });
  return { filter: { kind: 'all', of: [{ kind: 'any', of: kinds }, ...conditions] } };
}

/** The rule behind a list that a filter made; null for one that Exchange stored. */
export function ruleOfList(row: CmdletObject): 'DG-023' | 'DG-024' | null {
  const rule = row['Found'];
  return rule === 'DG-023' || rule === 'DG-024' ? rule : null;
}

function asFound(property: string, parsed: ParsedFilter) {
  return parsed.ok ? { filter: parsed.filter } : { fault: { ...parsed.fault, property } };
}

function unknownWord(found: string): GroupFault {
  return {
    property: 'IncludedRecipients',
    at: 0,
    found,
    expected: includedWords.join(', '),
    fix: 'name kinds of recipients, separated by commas',
  };
}

/** The addresses of whom a filter finds, in the order of the tenant, the group itself left out. */
export function membersOf(tenant: Tenant, group: CmdletObject, filter: Filter): string[] {
  const groups = groupsOf(tenant);
  return recipientNouns.flatMap((noun) =>
    objectsOf(tenant, noun).flatMap((object) => {
      const address = textOf(object, 'PrimarySmtpAddress');
      if (address === null || object === group) return [];
      const ask = (property: string): readonly string[] =>
        valuesOf(noun, object, property, groups).map((value) => value.toLowerCase());
      return filterHolds(filter, ask) ? [address] : [];
    }),
  );
}

/** [lower-case address] the names of the groups that somebody is a direct member of. */
function groupsOf(tenant: Tenant): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const groups = (['DistributionGroup', 'UnifiedGroup'] as const).flatMap((noun) =>
    objectsOf(tenant, noun),
  );
  for (const group of groups) {
    const names = ['PrimarySmtpAddress', 'Identity', 'Name', 'Alias', 'DisplayName'].flatMap(
      (property) => listOf(group, property),
    );
    const rows = objectsOf(tenant, 'DistributionGroupMember').filter((row) =>
      names.some((name) => answersTo(row, name)),
    );
    for (const member of [group, ...rows].flatMap((one) => listOf(one, 'Members'))) {
      const key = member.toLowerCase();
      found.set(key, [...(found.get(key) ?? []), ...names]);
    }
  }
  return found;
}

function valuesOf(
  noun: RecipientNoun,
  object: CmdletObject,
  property: string,
  groups: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  const details = textOf(object, 'RecipientTypeDetails') ?? detailsOf[noun];
  if (property === 'RecipientTypeDetails') return [details];
  // Every kind of mailbox is a UserMailbox by its type.
  if (property === 'RecipientType') return [noun === 'Mailbox' ? 'UserMailbox' : detailsOf[noun]];
  if (property !== 'MemberOfGroup') return listOf(object, property).filter((text) => text !== '');
  return groups.get((textOf(object, 'PrimarySmtpAddress') ?? '').toLowerCase()) ?? [];
}

/**
 * The tenant with a stored list for every dynamic group that has a filter and none yet. A list that
 * is there already stays: it is what Exchange has stored.
 */
export function withStoredLists(tenant: Tenant): Tenant {
  const groups = objectsOf(tenant, 'DynamicDistributionGroup');
  if (groups.length === 0) return tenant;
  const stored = objectsOf(tenant, 'DynamicDistributionGroupMember');
  const isStored = (group: CmdletObject): boolean =>
    stored.some((row) => answersTo(group, textOf(row, 'Identity') ?? ''));
  const added = groups.flatMap((group): CmdletObject[] => {
    const found = isStored(group) ? null : filterOf(group);
    if (found === null || 'fault' in found) return [];
    const Identity = textOf(group, 'PrimarySmtpAddress') ?? '';
    const Found = textOf(group, 'RecipientFilter') === null ? 'DG-024' : 'DG-023';
    return [{ Identity, Members: membersOf(tenant, group, found.filter), Found }];
  });
  if (added.length === 0) return tenant;
  const nouns = { ...tenant.nouns, DynamicDistributionGroupMember: [...stored, ...added] };
  return { ...tenant, nouns };
}

/** The tenant without the stored list of one group, so that it is made anew. */
export function forgetStoredList(tenant: Tenant, identity: string): Tenant {
  const group = objectsOf(tenant, 'DynamicDistributionGroup').find((one) =>
    answersTo(one, identity),
  );
  const stored = objectsOf(tenant, 'DynamicDistributionGroupMember');
  const kept = stored.filter(
    (row) => group === undefined || !answersTo(group, textOf(row, 'Identity') ?? ''),
  );
  return { ...tenant, nouns: { ...tenant.nouns, DynamicDistributionGroupMember: kept } };
}
