/**
 * What the servers answer of one recipient of a draft, before any program leaves anything out
 * (5.2 to 5.5).
 */
import type { Case } from './case.ts';
import { domainOf } from './directory.ts';
import type { Moment } from './moments.ts';
import { listOf, lower, only, type Row, type TenantName, textOf } from './settings.ts';
import { type Asking, automaticReply, isFull } from './tips-boxes.ts';
import { customText } from './tips-custom.ts';
import { countsOf } from './tips-metrics.ts';
import {
  containsGroups,
  hasSenderLists,
  isModeratedFor,
  isShutTo,
  lookupsOf,
  namesNested,
} from './tips-restrictions.ts';
import { behind, isGroup, isInner, isOutside, remoteOf, type Whom, whom } from './tips-whom.ts';

/** D-30: the order of tips in the bar. */
export const tipOrder = [
  'restricted-recipient',
  'invalid-recipient',
  'mailbox-full',
  'automatic-replies',
  'moderated-recipient',
  'oversize-message',
  'external-recipients',
  'large-audience',
  'custom',
  'reply-all-bcc',
] as const;
export type TipName = (typeof tipOrder)[number];

export type Tip = {
  readonly tip: TipName;
  readonly recipient: string | null;
  readonly text: string | null;
  readonly count: number | null;
};

export type Question = Asking & {
  readonly size: number;
  readonly language: string | null;
  /** Whether single mailboxes are not asked for their sake. */
  readonly isCrowded: boolean;
  /** As of when everything is answered, but for what mailboxes say of themselves. */
  readonly at: Moment;
  readonly boxesAt: Moment;
};

export type Answer = { readonly tips: readonly Tip[]; readonly lookups: number };

/** What the organization of a recipient answers to whoever asks. */
type Access = {
  readonly level: 'own' | 'all' | 'limited' | 'none';
  /** Whether tips of single recipients are given of this one. */
  readonly isInScope: boolean;
};

const LOOKUPS_MAX = 150;

export function answerOf(of: Case, asked: Question, address: string): Answer {
  const who = whom(of, address, asked.at);
  const access = accessOf(of, asked, who);
  const isStranger = asked.home === undefined;
  if (access.level === 'none' && isStranger) return { tips: [], lookups: 0 };
  const tip = (name: TipName, text: string | null = null, count: number | null = null): Tip => ({
    tip: name,
    recipient: who.address,
    text,
    count,
  });
  const outside = externalOf(of, asked, who);
  const external = outside === null ? [] : [tip('external-recipients', null, outside.count)];
  if (access.level === 'none' || (who.kind === 'nobody' && access.level !== 'own')) {
    return { tips: external, lookups: 0 };
  }
  const lookups = lookupsOf(of, who, asked.at);
  const isShut = isShutTo(of, who, asked, asked.at);
  if (isHidden(of, who, { lookups, isShut }, asked.at)) {
    // What a sender's own organization says of a domain is not asked of the recipient's.
    return { tips: access.level === 'own' || isStranger ? [] : external, lookups };
  }
  const drops = isShut ? droppedBeside(of, asked, who) : [];
  const tips = [
    ...(isShut ? [tip('restricted-recipient')] : []),
    ...(isInvalid(of, asked, who) ? [tip('invalid-recipient')] : []),
    ...boxTips(of, asked, who, access, tip),
    ...(isModeratedFor(of, who, asked.from, asked.at) ? [tip('moderated-recipient')] : []),
    ...(isTooLargeFor(asked, who) ? [tip('oversize-message')] : []),
    ...external,
    ...largeTips(of, asked, who, tip),
    ...customTips(of, asked, who, access, tip),
  ];
  return {
    tips: tips.filter((one) => isGiven(of, one, access) && !drops.includes(one.tip)),
    lookups,
  };
}

type Make = (name: TipName, text?: string | null, count?: number | null) => Tip;

/** 5.5: what the organization of a recipient lets whoever asks know. */
function accessOf(of: Case, { from, home, at }: Question, who: Whom): Access {
  if (who.tenant === undefined) return { level: 'none', isInScope: false };
  if (who.tenant === home) return { level: 'own', isInScope: true };
  const none = { level: 'none', isInScope: false } as const;
  const config = only(of.settings, who.tenant, 'OrganizationConfig', at);
  const relation = of.settings
    .rows(who.tenant, 'OrganizationRelationship', at)
    .find((row) => listOf(row['DomainNames']).map(lower).includes(domainOf(from)));
  if (relation === undefined || config['MailTipsAllTipsEnabled'] === false) return none;
  if (relation['Enabled'] === false || relation['MailTipsAccessEnabled'] !== true) return none;
  const level = relation['MailTipsAccessLevel'];
  if (level !== 'All' && level !== 'Limited') return none;
  const scope = textOf(relation['MailTipsAccessScope']);
  const group = scope === null ? null : whom(of, scope, at);
  const isInScope =
    group === null ||
    (group.tenant === who.tenant &&
      behind(of, group, at).some(({ address }) => address === who.address));
  return { level: level === 'All' ? 'all' : 'limited', isInScope };
}

/** 5.3, 4 to 6: nothing at all is told of a recipient. */
function isHidden(
  of: Case,
  who: Whom,
  { lookups, isShut }: { readonly lookups: number; readonly isShut: boolean },
  at: Moment,
): boolean {
  if (lookups > LOOKUPS_MAX) return true;
  const isRestricted = isShut || hasSenderLists(who);
  if (who.kind === 'static' && isRestricted && containsGroups(of, who, at)) return true;
  return namesNested(of, who, at);
}

/** 5.3, 7: what gives way to the restricted tip. */
function droppedBeside(of: Case, { at, from, home }: Question, who: Whom): readonly TipName[] {
  const withheld = ['automatic-replies', 'mailbox-full', 'moderated-recipient', 'oversize-message'];
  const isOut =
    home === undefined
      ? !isInner(remoteOf(of, who.tenant ?? null, from, at))
      : isOutside(of, home, who, at);
  // M-059: outside, or a group with members outside.
  const isBeyond = isOut || (isGroup(who) && (countsOf(of, who, at).outside ?? 0) > 0);
  const isAll = of.scenario.assume.restrictedSuppresses === 'all' || isBeyond;
  return ['custom', ...(isAll ? (withheld as TipName[]) : [])];
}

/** M-198 to M-201: what a partner with limited access is told, beside what it knows itself. */
function isGiven(of: Case, { tip }: Tip, { level }: Access): boolean {
  if (level !== 'limited') return true;
  if (tip === 'mailbox-full') return of.scenario.assume.limitedIncludesMailboxFull === 'true';
  return [
    'automatic-replies',
    'oversize-message',
    'restricted-recipient',
    'external-recipients',
  ].includes(tip);
}

function isInvalid(of: Case, { home, at }: Question, who: Whom): boolean {
  if (who.kind !== 'nobody' || home === undefined || who.tenant !== home) return false;
  const rows = of.settings.rows(home, 'AcceptedDomain', at);
  const domain = domainOf(who.address);
  const own = rows.find((row) => lower(textOf(row['DomainName']) ?? '') === domain);
  return (own?.['DomainType'] ?? 'Authoritative') === 'Authoritative';
}

/** Tips of the mailbox itself: by the switch for these, in scope, not in a crowd. */
function boxTips(of: Case, asked: Question, who: Whom, access: Access, tip: Make): Tip[] {
  if (who.kind !== 'mailbox' || !access.isInScope || access.level === 'none') return [];
  const config = only(of.settings, who.tenant ?? null, 'OrganizationConfig', asked.at);
  if (asked.isCrowded || config['MailTipsMailboxSourcedTipsEnabled'] === false) return [];
  const then = whom(of, who.address, asked.boxesAt);
  const reply = automaticReply(of, then, asked, access.level, asked.boxesAt);
  return [
    ...(isFull(of, then, asked.boxesAt) ? [tip('mailbox-full')] : []),
    ...(reply === null ? [] : [tip('automatic-replies', reply)]),
  ];
}

const isTooLargeFor = ({ size }: Question, { kind, row }: Whom): boolean => {
  const most = row['MaxReceiveSize'];
  return (kind === 'mailbox' || kind === 'contact') && typeof most === 'number' && size > most;
};

/** 5.2 and 5.3, 10 to 13; null: not outside, or nobody tells. */
function externalOf(of: Case, asked: Question, who: Whom): { count: number | null } | null {
  const { home, at } = asked;
  const config = only(of.settings, home ?? null, 'OrganizationConfig', at);
  if (config['MailTipsExternalRecipientsTipsEnabled'] !== true) return null;
  const isForeign = who.tenant !== home;
  if (isGroup(who)) {
    if (isForeign || config['MailTipsGroupMetricsEnabled'] === false) return null;
    const count = countsOf(of, who, at).outside ?? 0;
    return count > 0 ? { count } : null;
  }
  if (home === undefined) {
    return isInner(remoteOf(of, null, asked.from, at)) ? null : { count: null };
  }
  return isOutside(of, home, who, at) ? { count: null } : null;
}

/** More members than the organization of the sender calls large. */
function largeTips(of: Case, asked: Question, who: Whom, tip: Make): Tip[] {
  if (!isGroup(who)) return [];
  const members = membersKnown(of, who, asked.at);
  return members !== null && members > thresholdOf(of, asked.home, asked.at)
    ? [tip('large-audience', null, members)]
    : [];
}

/** How many members whoever asks is told that a group has; null: nobody knows, or tells. */
export function membersTold(of: Case, asked: Question, address: string): number | null {
  const who = whom(of, address, asked.at);
  const { level } = accessOf(of, asked, who);
  const isTold = isGroup(who) && (level === 'own' || level === 'all');
  return isTold ? membersKnown(of, who, asked.at) : null;
}

function membersKnown(of: Case, who: Whom, at: Moment): number | null {
  const config = only(of.settings, who.tenant ?? null, 'OrganizationConfig', at);
  if (config['MailTipsGroupMetricsEnabled'] === false) return null;
  return countsOf(of, who, at).members;
}

export function thresholdOf(of: Case, home: TenantName | undefined, at: Moment): number {
  const config: Row = only(of.settings, home ?? null, 'OrganizationConfig', at);
  return Number(config['MailTipsLargeAudienceThreshold'] ?? 25);
}

function customTips(of: Case, asked: Question, who: Whom, access: Access, tip: Make): Tip[] {
  if (!isGroup(who)) {
    const isLeftOut = asked.isCrowded && of.scenario.assume.individualTips === 'withCustom';
    if (!access.isInScope || isLeftOut) return [];
  }
  const text = customText(who.row, asked.language);
  return text === null ? [] : [tip('custom', text)];
}
