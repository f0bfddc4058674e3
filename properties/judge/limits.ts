/**
 * What never gets to anybody: messages beyond what their sender may send, and recipients who take
 * none from this sender, or none so large (M-024, M-095, M-147 to M-156, M-180 to M-185).
 */
import type { Case } from './case.ts';
import { membersOf, type Place, placeOf } from './directory.ts';
import type { Moment } from './moments.ts';
import type { Message } from './parcel.ts';
import { listOf, lower, only, type Row } from './settings.ts';

const RECIPIENTS_BY_DEFAULT = 500;
const RECIPIENTS_OF_SERVICE = 1_000;

const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);

/** Whether a message may not leave its sender at all: too many recipients, too large, no room. */
export function isBeyondSender(of: Case, message: Message, written: number, at: Moment): boolean {
  const { kind, tenant, row } = placeOf(of.settings, message.from, at);
  if (kind !== 'mailbox') return false;
  const transport = only(of.settings, tenant ?? null, 'TransportConfig', at);
  const own = numberOf(row['RecipientLimits']) ?? RECIPIENTS_BY_DEFAULT;
  const service = numberOf(transport['MaxRecipientEnvelopeLimit']) ?? RECIPIENTS_OF_SERVICE;
  const most = own === Number.POSITIVE_INFINITY ? Math.min(service, RECIPIENTS_OF_SERVICE) : own;
  if (written > most || isFullFor(of, message.from, row, ['ProhibitSendQuota'], at)) return true;
  if (isAbove(message, row['MaxSendSize'])) return true;
  return isAbove(message, transport['MaxSendSize']) && !haveOwnLimits(of, message, row, at);
}

const isAbove = ({ size }: Message, limit: unknown): boolean =>
  typeof limit === 'number' && size > limit;

/** Whether limits of both ends stand in place of that of the organization. */
function haveOwnLimits(of: Case, { to, cc, bcc }: Message, sender: Row, at: Moment): boolean {
  if (of.scenario.assume.sizeLimits !== 'ownFirst') return false;
  if (numberOf(sender['MaxSendSize']) === null) return false;
  return [...to, ...cc, ...bcc].every(
    (address) => numberOf(placeOf(of.settings, address, at).row['MaxReceiveSize']) !== null,
  );
}

/** Whether a mailbox has reached one of its quotas. */
function isFullFor(
  of: Case,
  mailbox: string,
  row: Row,
  quotas: readonly string[],
  at: Moment,
): boolean {
  const { tenant } = placeOf(of.settings, mailbox, at);
  const used = of.settings
    .rows(tenant ?? null, 'MailboxStatistics', at)
    .find((one) => lower(String(one['Identity'] ?? '')) === lower(mailbox))?.['TotalItemSize'];
  const limits = quotas.map((quota) => row[quota]);
  return limits.some((limit) => typeof limit === 'number' && Number(used ?? 0) >= limit);
}

/** Whether an address on the way, a group or the recipient, does not take a message. */
export function isTurnedAway(of: Case, message: Message, from: string, to: Place, at: Moment) {
  return isRestricted(of, from, to, at) || isTooLargeFor(of, message, to, at);
}

function isRestricted(of: Case, from: string, { row, kind, tenant }: Place, at: Moment): boolean {
  const sender = placeOf(of.settings, from, at);
  const isGroup = kind === 'group' || kind === 'modern-group';
  const isClosed = row['RequireSenderAuthenticationEnabled'] ?? isGroup;
  if (isClosed === true && tenant !== undefined && sender.tenant !== tenant) return true;
  const names = (people: string, groups: string, both: string): string[] => [
    ...listOf(row[people]).map(lower),
    ...[...listOf(row[groups]), ...listOf(row[both])].flatMap((name) => [
      lower(name),
      ...membersIn(of, name, at),
    ]),
  ];
  const rejected = names(
    'RejectMessagesFrom',
    'RejectMessagesFromDLMembers',
    'RejectMessagesFromSendersOrMembers',
  );
  const accepted = names(
    'AcceptMessagesOnlyFrom',
    'AcceptMessagesOnlyFromDLMembers',
    'AcceptMessagesOnlyFromSendersOrMembers',
  );
  if (rejected.includes(lower(from))) return true;
  return accepted.length > 0 && !accepted.includes(lower(from));
}

/** Everybody in a group, however deep; nobody in what is no group. */
export function membersIn(
  of: Case,
  name: string,
  at: Moment,
  seen: readonly string[] = [],
): string[] {
  const place = placeOf(of.settings, name, at);
  if (place.kind !== 'group' || seen.includes(place.address)) return [];
  return membersOf(of.settings, place, at).flatMap((member) => [
    member,
    ...membersIn(of, member, at, [...seen, place.address]),
  ]);
}

function isTooLargeFor(of: Case, message: Message, { kind, tenant, row }: Place, at: Moment) {
  if (kind !== 'mailbox' && kind !== 'public-folder') return false;
  if (isAbove(message, row['MaxReceiveSize'])) return true;
  const transport = only(of.settings, tenant ?? null, 'TransportConfig', at);
  const sender = placeOf(of.settings, message.from, at).row;
  const isWaived =
    of.scenario.assume.sizeLimits === 'ownFirst' &&
    numberOf(row['MaxReceiveSize']) !== null &&
    numberOf(sender['MaxSendSize']) !== null;
  return isAbove(message, transport['MaxReceiveSize']) && !isWaived;
}
