/**
 * The ways of a message: one leg for each address on each way, the copies that come of it, and
 * what is sent on from there.
 *
 * Groups are expanded when the message leaves; a mailbox forwards, and its rules run, when the
 * message arrives.
 */
import { approvalsOf } from './approval.ts';
import { actsOf, type Case, isTrue, once } from './case.ts';
import { domainOf, membersOf, type Place, placeOf, subscribersOf } from './directory.ts';
import { isInOrganization, type Passage, passageOf, patienceOf, remoteDomainOf } from './flow.ts';
import { runInboxRules } from './inbox-rules.ts';
import { mayNotForward } from './labels.ts';
import { isBeyondSender, isTurnedAway } from './limits.ts';
import { firstOutside, isBefore, type Moment, moment, never } from './moments.ts';
import type { Copy, Hold, Message, Parcel } from './parcel.ts';
import { lower, type Row, textOf } from './settings.ts';

export type Leg = Parcel & {
  readonly address: string;
  /** Who the address is when the message sets out for it. */
  readonly place: Place;
  /** Since when this way is known: the message left, or a mailbox forwarded it. */
  readonly since: Moment;
  /** When it arrives; never when it is lost. */
  readonly arrives: number;
  /** What keeps it on its way, and when. */
  readonly holds: readonly Hold[];
  /** Whether the mailbox keeps what arrives. */
  readonly isKept: boolean;
  readonly copies: readonly Copy[];
  readonly onward: readonly Leg[];
};

/** An address and the names that a message passed to reach it. */
type Stop = { readonly address: string; readonly groups: readonly string[]; isSilent: boolean };

/** Whether a group on the way, or the recipient, does not take a message. */
function isRefused(of: Case, stop: Stop, { message, from }: Parcel, at: Moment): boolean {
  return [...stop.groups, stop.address].some((name) =>
    isTurnedAway(of, message, from, placeOf(of.settings, name, at), at),
  );
}

/** Everybody that an address stands for, and the groups that are opened on the way. */
export function expand(
  of: Case,
  address: string,
  at: Moment,
  groups: readonly string[] = [],
  isSilent = false,
): { stops: Stop[]; expanded: string[] } {
  const place = placeOf(of.settings, address, at);
  const own: Stop = { address: place.address, groups, isSilent };
  if (place.kind !== 'group' && place.kind !== 'modern-group')
    return { stops: [own], expanded: [] };
  if (groups.includes(place.address)) return { stops: [], expanded: [] };
  const isQuiet = isSilent || place.row['ReportToOriginatorEnabled'] === false;
  const within = [...groups, place.address];
  if (place.kind === 'modern-group') {
    const subscribed = subscribersOf(place).map((member) => ({
      address: member,
      groups: within,
      isSilent,
    }));
    return { stops: [own, ...subscribed], expanded: [] };
  }
  const inner = membersOf(of.settings, place, at).map((member) =>
    expand(of, member, at, within, isQuiet),
  );
  return {
    stops: inner.flatMap(({ stops }) => stops),
    expanded: [place.address, ...inner.flatMap(({ expanded }) => expanded)],
  };
}

/** Who a message is written to, each once. */
export function addresseesOf({ to, cc, bcc }: Message): { address: string; isBlind: boolean }[] {
  const open = [...new Set([...to, ...cc].map(lower))];
  const blind = [...new Set(bcc.map(lower))].filter((address) => !open.includes(address));
  return [
    ...open.map((address) => ({ address, isBlind: false })),
    ...blind.map((address) => ({ address, isBlind: true })),
  ];
}

/** Every way that a message took as sent, forwarding included. */
export function legsOf(of: Case, message: Message): Leg[] {
  return once(of, `legs ${message.id}`, () => {
    const { sent } = message;
    if (sent === null) return [];
    const stops = addresseesOf(message).flatMap(({ address, isBlind }) =>
      expand(of, address, sent).stops.map((stop) => ({ ...stop, isBlind })),
    );
    const isStopped = isBeyondSender(of, message, addresseesOf(message).length, sent);
    return delivered(of, stops).map((stop) => {
      const parcel = { ...freshParcel(message), ...onStop(stop, []), isBlind: stop.isBlind };
      return isStopped ? stopped(of, parcel, stop, sent) : post(of, parcel, stop, sent);
    });
  });
}

/** Who gets a copy of one sending: everybody on each way, unless duplicates are dropped. */
function delivered<S extends Stop>(of: Case, stops: readonly S[]): readonly S[] {
  if (of.scenario.assume.duplicateDelivery === 'kept') return stops;
  const isFirst = ({ address }: S, index: number) =>
    stops.findIndex((stop) => stop.address === address) === index;
  return stops.filter(isFirst);
}

const freshParcel = (message: Message): Parcel => ({
  message,
  path: ['direct'],
  made: 'sent',
  via: [],
  headers: {},
  subject: message.subject,
  from: message.from,
  isBlind: false,
  isSilent: false,
  isFollowed: true,
  returned: never,
  keyIntact: true,
});

function onStop({ groups, isSilent }: Stop, before: readonly string[]) {
  const words = groups.map((group) => `group:${group}`);
  const path = before.length === 0 && words.length === 0 ? ['direct'] : [...before, ...words];
  return { path, isSilent };
}

/** The copies that journal rules put aside as a message leaves, one for each rule that fits. */
export function journalOf(of: Case, message: Message): Copy[] {
  const { sent } = message;
  if (sent === null) return [];
  return once(of, `journal ${message.id}`, () => {
    const home = placeOf(of.settings, message.from, sent).tenant ?? null;
    const reached = addresseesOf(message).flatMap(({ address }) => expand(of, address, sent).stops);
    const isLeaving = [message.from, ...reached.map(({ address }) => address)].some(
      (address) => placeOf(of.settings, address, sent).tenant !== home,
    );
    const fits = (row: Row): boolean => {
      const whose = lower(textOf(row['Recipient']) ?? '');
      const known = [lower(message.from), ...reached.map(({ address }) => address)];
      if (whose !== '' && !known.includes(whose)) return false;
      const scope = textOf(row['Scope'])?.toLowerCase();
      return scope === 'external' ? isLeaving : scope === 'internal' ? !isLeaving : true;
    };
    const at = moment(sent.at + of.scenario.deliveryMs, 'transport');
    return of.settings
      .rows(home, 'JournalRule', sent)
      .filter((row) => row['Enabled'] !== false && fits(row))
      .map((row) => ({
        ...copyOf({ ...freshParcel(message), address: '', since: sent }, at),
        mailbox: lower(textOf(row['JournalEmailAddress']) ?? ''),
        path: ['journal'],
        made: 'journal' as const,
      }));
  });
}

/** A way that a message never takes, as it does not leave its sender. */
function stopped(of: Case, parcel: Parcel, { address }: Stop, since: Moment): Leg {
  const place = placeOf(of.settings, address, since);
  const way = { arrives: never, holds: [], isKept: true, copies: [], onward: [] };
  return { ...parcel, address, place, since, ...way };
}

/** Sends a parcel on its way to an address that is no group. */
export function post(of: Case, parcel: Parcel, stop: Stop, since: Moment): Leg {
  const { address } = stop;
  const approvals = approvalsOf(of, parcel, [...stop.groups, address], since);
  const passage = passageOf(of, { ...parcel, address }, approvals.leaves ?? since);
  const place = placeOf(of.settings, address, since);
  const path = [...parcel.path, ...passage.trips.map((name) => `round-trip:${name}`)];
  const carried = { ...parcel, path, headers: passage.headers, subject: passage.subject };
  const isLost = approvals.leaves === null || isRefused(of, stop, parcel, since);
  const onward = arrivalOf(of, parcel, address, isLost ? { ...passage, leaves: never } : passage);
  const way = { ...onward, holds: [...approvals.holds, ...onward.holds] };
  const leg: Leg = {
    ...carried,
    address,
    place,
    since,
    ...way,
    returned: passage.trips.length > 0 ? passage.leaves : parcel.returned,
    keyIntact: parcel.keyIntact && passage.keyIntact,
    isKept: true,
    copies: [],
    onward: [],
  };
  if (way.arrives === never) return leg;
  const hops = path.filter((word) => /^(forwarding|rule|by-hand):/.test(word)).length;
  const planned = moment(way.arrives, 'transport', hops);
  const after = { ...since, order: since.order + 0.01 };
  const at = isBefore(planned, after) ? after : planned;
  if (!isBefore(at, of.end)) return leg;
  return arrive(of, leg, placeOf(of.settings, address, at), at);
}

type Arrival = Pick<Leg, 'arrives' | 'holds'>;

/** The first instant at which nothing keeps the message out of the mailbox. */
function arrivalOf(
  of: Case,
  parcel: Parcel,
  address: string,
  passage: Passage,
  isReleased = false,
): Arrival {
  const { message, made } = parcel;
  const { faults, deliveryMs } = of.scenario;
  const { leaves, held } = passage;
  const lost = { arrives: never, holds: [] };
  if (leaves === never) return lost;
  const mine = (mailbox: string) => lower(mailbox) === address;
  const until = faults
    .filter((fault) => fault.kind === 'quarantined')
    .filter((fault) => fault.message === message.id && mine(fault.mailbox))
    .reduce((latest, fault) => Math.max(latest, fault.until), 0);
  const isByFault = made === 'sent' && !isReleased && until > leaves;
  if (held !== null || isByFault) {
    // C15: it waits on the way until it is released, and then goes on to its mailbox.
    const from = held ?? leaves;
    const end = isByFault ? until : never;
    const heldUntil = releaseOf(of, message, address, from, end) ?? end;
    const onward = { ...passage, leaves: heldUntil, held: null };
    const { arrives } = heldUntil === never ? lost : arrivalOf(of, parcel, address, onward, true);
    return { arrives, holds: [{ from, until: heldUntil, cause: 'quarantined' }] };
  }
  const planned = leaves + deliveryMs;
  const windows = faults.flatMap((fault) => {
    if (fault.kind === 'mailbox-unavailable' && mine(fault.mailbox)) return [fault.window];
    if (fault.kind !== 'delivery-delayed' || !mine(fault.mailbox)) return [];
    return [{ from: -never, to: fault.until }];
  });
  const arrives = firstOutside(planned, windows);
  const isExpired = arrives - leaves > patienceOf(of, moment(leaves, 'transport'));
  return isExpired ? lost : { arrives, holds: [] };
}

/** When somebody lets a message go on from quarantine, between two instants; null: nobody does. */
function releaseOf(of: Case, message: Message, address: string, from: number, to: number) {
  const id = message.requestFor ?? message.id;
  const release = actsOf(of, 'release').find(
    ({ action, moment: { at } }) =>
      action.message === id && lower(action.mailbox) === address && at >= from && at < to,
  );
  return release?.moment.at ?? null;
}

function arrive(of: Case, leg: Leg, place: Place, at: Moment): Leg {
  if (place.kind === 'unknown' || place.kind === 'group') return { ...leg, arrives: never };
  if (place.kind !== 'mailbox') {
    const isElsewhere = place.kind === 'outside' || place.kind === 'on-premises';
    return { ...leg, copies: [{ ...copyOf(leg, at), isElsewhere }] };
  }
  const forward = forwardingOf(of, leg, place, at);
  const rules = forward.isKept ? runInboxRules(of, leg, place, at) : null;
  const copies = (rules?.lies ?? []).map((lie, index) => ({
    ...copyOf(index === 0 ? leg : { ...leg, since: at }, at),
    ...lie,
  }));
  const path = [...leg.path, `rule:${leg.address}`];
  const isByRule = leg.path.some((word) => word.startsWith('rule:'));
  const isStuck = isByRule || mayNotForward(of, leg.message, leg.address, at);
  const targets = isStuck ? [] : (rules?.targets ?? []);
  const byRule = sendOn(of, { ...leg, made: 'rule', path }, targets, place.tenant ?? null, at);
  const isLost = !forward.isKept && forward.isBlocked;
  return {
    ...leg,
    arrives: isLost ? never : leg.arrives,
    isKept: forward.isKept,
    copies,
    onward: [...forward.onward, ...byRule],
  };
}

type Origin = Parcel & Pick<Leg, 'address' | 'since'>;

function copyOf(leg: Origin, arrives: Moment): Copy {
  const { message, made, path, isBlind, isSilent, isFollowed, keyIntact, headers, since } = leg;
  return {
    message,
    mailbox: leg.address,
    path,
    made,
    since,
    arrives,
    folder: 'Inbox',
    isRead: false,
    isBlind,
    isSilent,
    isFollowed,
    keyIntact,
    headers,
    isElsewhere: false,
  };
}

/**
 * What a mailbox sends on by itself, and whether it keeps what it sends on. What is blocked is lost
 * where nothing is kept; a group without members takes it, and is nobody.
 */
function forwardingOf(of: Case, leg: Leg, { row, tenant }: Place, at: Moment) {
  const internal = textOf(row['ForwardingAddress']);
  const target = internal ?? textOf(row['ForwardingSmtpAddress']);
  if (target === null) return { isKept: true, isBlocked: false, onward: [] };
  const isKept = isTrue(row, 'DeliverToMailboxAndForward');
  const via = [...leg.via, leg.address];
  const isCircle = leg.via.includes(leg.address) || via.includes(lower(target));
  const isBlocked = isCircle || !mayLeave(of, target, tenant ?? null, at);
  if (isBlocked) return { isKept, isBlocked, onward: [] };
  const { recallFollows } = of.scenario.assume;
  const isFollowed = leg.isFollowed && (recallFollows === 'bothAttributes' || internal === null);
  const path = [...leg.path, `forwarding:${leg.address}`];
  const onward = sendOn(of, { ...leg, via, isFollowed, path }, [target], tenant ?? null, at);
  return { isKept, isBlocked, onward };
}

/** Sends a copy on as somebody does by hand: a new message with the old one in it. */
export function sendByHand(of: Case, copy: Copy, targets: readonly string[], at: Moment): Leg[] {
  const { message, mailbox, path, headers } = copy;
  const parcel: Parcel = {
    ...freshParcel(message),
    headers,
    path: [...path, `by-hand:${mailbox}`],
    made: 'by-hand',
    from: mailbox,
  };
  const stops = targets.flatMap((target) => expand(of, target, at).stops);
  return delivered(of, stops).map((stop) =>
    post(of, { ...parcel, ...onStop(stop, parcel.path) }, stop, at),
  );
}

/** Sends on to targets, groups opened, what policy lets out. */
export function sendOn(
  of: Case,
  parcel: Parcel,
  targets: readonly string[],
  tenant: string | null,
  at: Moment,
): Leg[] {
  const stops = targets
    .filter((target) => mayLeave(of, target, tenant, at))
    .flatMap((target) => expand(of, target, at).stops);
  return delivered(of, stops).map((stop) => {
    const { path, isSilent } = onStop(stop, parcel.path);
    const silent = parcel.isSilent || isSilent;
    return post(of, { ...pick(parcel), path, isSilent: silent }, stop, at);
  });
}

/** The parcel alone, without what is known of the leg that carried it so far. */
function pick(parcel: Parcel): Parcel {
  const { message, path, made, via, headers, subject, from } = parcel;
  const { isBlind, isSilent, isFollowed, returned, keyIntact } = parcel;
  return {
    message,
    path,
    made,
    via,
    headers,
    subject,
    from,
    isBlind,
    isSilent,
    isFollowed,
    returned,
    keyIntact,
  };
}

/** Whether an organization's mail may be forwarded to an address without anybody's doing. */
function mayLeave(of: Case, target: string, tenant: string | null, at: Moment): boolean {
  if (isInOrganization(of, target, tenant, at)) return true;
  const policies = of.settings.rows(tenant, 'HostedOutboundSpamFilterPolicy', at);
  const isOn = policies.some((row) => textOf(row['AutoForwardingMode'])?.toLowerCase() === 'on');
  const remote = remoteDomainOf(of, domainOf(target) === '' ? '' : target, at, tenant);
  return isOn && remote['AutoForwardEnabled'] !== false;
}
