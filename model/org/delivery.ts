/**
 * Who may send to a recipient, who approves what is sent to it, and how much it takes: the delivery
 * settings of an organization, compiled for the few recipients that have any.
 *
 * Groups in these lists stand for everybody behind them, at any depth.
 */
import { at } from '../assert.ts';
import { isOn, type Read } from './effective.ts';
import type { DeliverySettings, Org, SizeLimits } from './org.ts';
import {
  type CmdletObject,
  listOf,
  objectsOf,
  recipientNouns,
  type Tenant,
  textOf,
} from './tenant.ts';

type IndexOf = (name: string) => number;
type Members = Pick<Org, 'memberStart' | 'members'>;

/** The properties that say whose mail a recipient takes, and whose needs no approval. */
export const lists = {
  accepted: [
    'AcceptMessagesOnlyFrom',
    'AcceptMessagesOnlyFromDLMembers',
    'AcceptMessagesOnlyFromSendersOrMembers',
  ],
  rejected: [
    'RejectMessagesFrom',
    'RejectMessagesFromDLMembers',
    'RejectMessagesFromSendersOrMembers',
  ],
  bypassing: ['BypassModerationFromSendersOrMembers'],
} as const;

/** [recipient] the delivery settings of those that restrict, moderate or limit anything. */
export function deliveryOf(
  tenant: Tenant,
  groups: Members,
  indexOf: IndexOf,
  read: Read,
): Map<number, DeliverySettings> {
  const sizes = new Map(
    objectsOf(tenant, 'MailboxStatistics').map((row) => [
      indexOf(textOf(row, 'Identity') ?? ''),
      numberIn(row, 'TotalItemSize') ?? 0,
    ]),
  );
  const found = new Map<number, DeliverySettings>();
  for (const noun of recipientNouns) {
    for (const object of objectsOf(tenant, noun)) {
      const index = indexOf(textOf(object, 'PrimarySmtpAddress') ?? '');
      const settings = settingsOf(noun, object, groups, indexOf, read, sizes.get(index) ?? 0);
      if (settings !== null) found.set(index, settings);
    }
  }
  return found;
}

/** The settings of one recipient; null where everything is as for any other. */
function settingsOf(
  noun: (typeof recipientNouns)[number],
  object: CmdletObject,
  groups: Members,
  indexOf: IndexOf,
  read: Read,
  totalBytes: number,
): DeliverySettings | null {
  const people = (names: readonly string[]): ReadonlySet<number> =>
    behind(
      names.flatMap((name) => listOf(object, name).map(indexOf)),
      groups,
    );
  const isGroup = noun === 'DistributionGroup';
  const accepted = people(lists.accepted);
  const owners = isGroup ? people(['ManagedBy']) : new Set<number>();
  const named = people(['ModeratedBy']);
  const settings: DeliverySettings = {
    acceptsOnly: accepted.size > 0 ? accepted : null,
    rejects: people(lists.rejected),
    needsAuthentication: read(noun, object, 'RequireSenderAuthenticationEnabled') === true,
    isModerated: read(noun, object, 'ModerationEnabled') === true,
    moderators: new Set([...named, ...owners]),
    bypassing: people(lists.bypassing),
    bypassesNested: isGroup && isOn(noun, object, 'BypassNestedModerationEnabled'),
    maxSendBytes: numberIn(object, 'MaxSendSize') ?? Number.POSITIVE_INFINITY,
    maxReceiveBytes: numberIn(object, 'MaxReceiveSize') ?? Number.POSITIVE_INFINITY,
    recipientsMax: noun === 'Mailbox' ? (read(noun, object, 'RecipientLimits') as number) : null,
    sendQuotaBytes: numberIn(object, 'ProhibitSendQuota') ?? Number.POSITIVE_INFINITY,
    quotaBytes: numberIn(object, 'ProhibitSendReceiveQuota') ?? Number.POSITIVE_INFINITY,
    totalBytes,
    manager: managerOf(object, indexOf),
  };
  const isPlain = Object.keys(object).every((name) => !delivering.has(name));
  return isPlain && totalBytes === 0 && !isGroup ? null : settings;
}

/** Properties that make a recipient differ from one that nobody has set anything for. */
const delivering: ReadonlySet<string> = new Set([
  ...Object.values(lists).flat(),
  'RequireSenderAuthenticationEnabled',
  'ModerationEnabled',
  'ModeratedBy',
  'MaxSendSize',
  'MaxReceiveSize',
  'RecipientLimits',
  'ProhibitSendQuota',
  'ProhibitSendReceiveQuota',
  'Manager',
]);

function managerOf(object: CmdletObject, indexOf: IndexOf): number {
  const manager = textOf(object, 'Manager');
  return manager ? indexOf(manager) : -1;
}

/** Everybody named, and everybody behind the groups among them, these included. */
export function behind(
  named: readonly number[],
  { memberStart, members }: Members,
): ReadonlySet<number> {
  const all = new Set(named);
  for (const one of all) {
    for (let i = at(memberStart, one); i < at(memberStart, one + 1); i++) all.add(at(members, i));
  }
  return all;
}

/** The size limits of the organization. */
export function sizeLimitsOf(tenant: Tenant): SizeLimits {
  const config = objectsOf(tenant, 'TransportConfig')[0] ?? {};
  return {
    maxSendBytes: numberIn(config, 'MaxSendSize') ?? Number.POSITIVE_INFINITY,
    maxReceiveBytes: numberIn(config, 'MaxReceiveSize') ?? Number.POSITIVE_INFINITY,
  };
}

function numberIn(object: CmdletObject, property: string): number | null {
  const value = object[property];
  return typeof value === 'number' ? value : null;
}
