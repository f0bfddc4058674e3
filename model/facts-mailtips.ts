/**
 * Facts of MailTips: who answers about a recipient, what the recipient raises, what stands in the
 * way of telling it, and what a client displays.
 */
import { domainOf } from './address.ts';
import { at } from './assert.ts';
import { type FactsOf, heldUntil } from './facts.ts';
import { stateOf } from './facts-automatic-reply.ts';
import { acceptanceOf, isFull, standingOf } from './facts-transport.ts';
import {
  isSwitchedOn,
  type MailTip,
  type MailTipKind,
  mailTipOf,
  type TipClient,
} from './mailtips.ts';
import type { AutoReply } from './org/automatic-replies.ts';
import {
  type GroupMetrics,
  type Relationship,
  type TipSettings,
  tipSettingsOf,
} from './org/mailtips.ts';
import { kindOf, type Org, storeOf } from './org/org.ts';
import { LOOKUPS_MAX, type LookupUnit, lookupsOf } from './org/tip-groups.ts';
import type { DraftSpec } from './setting.ts';
import { epochOf, type Run } from './world/run.ts';

/** In a draft to more recipients, single mailboxes are not asked. [MT-013] */
export const RECIPIENTS_MAX = 200;

/** One organization’s answer about one recipient. */
export type View = {
  readonly org: Org;
  readonly settings: TipSettings;
  /** `own`: the sender is one of its people; `none`: it tells the one who asks nothing. */
  readonly access: 'own' | 'all' | 'limited' | 'none';
  /** Of a partner; null: everybody. */
  readonly scope: Relationship['scope'];
  /** Whether it tells of being outside, and of unknown addresses. */
  readonly tellsPlace: boolean;
  /** Whether the recipient lives there, or is nobody’s. */
  readonly isHome: boolean;
};

/** The index of the organization whose address it is; -1: none of them. */
function ownerOf(run: Run, address: number): number {
  return epochOf(run).orgs.findIndex(({ inside }) => at(inside, address) === 1);
}

/** The tip settings of an organization by its index. */
function settingsAt(run: Run, index: number): TipSettings {
  const { tenants, orgs } = epochOf(run);
  return tipSettingsOf(at(tenants, index), at(orgs, index));
}

/** The settings that the client of a sender has: of the own organization, else of ours. */
export function clientSettings(run: Run, from: number): TipSettings {
  return settingsAt(run, Math.max(0, ownerOf(run, from)));
}

/** Who answers about a recipient: the own organization, and the one it lives in. */
export function viewsOf(run: Run, from: number, recipient: number): View[] {
  const asking = ownerOf(run, from);
  const owner = ownerOf(run, recipient);
  const { orgs } = epochOf(run);
  const own = (isHome: boolean): View => ({
    org: at(orgs, asking),
    settings: settingsAt(run, asking),
    access: 'own',
    scope: null,
    tellsPlace: true,
    isHome,
  });
  if (asking >= 0 && (owner < 0 || owner === asking)) return [own(true)];
  // Who has MailTips switched off asks nobody else either.
  if (asking >= 0 && !settingsAt(run, asking).allOn) return [own(false)];
  const partner = owner < 0 ? [] : [partnerView(run, owner, from, asking < 0)];
  return asking < 0 ? partner : [own(false), ...partner];
}

function partnerView(run: Run, owner: number, from: number, tellsPlace: boolean): View {
  const settings = settingsAt(run, owner);
  const domain = domainOf(at(run.setting.book.addresses, from));
  const found = settings.relationships.find(({ domains }) => domains.includes(domain));
  const level = found?.level ?? 'None';
  return {
    org: at(epochOf(run).orgs, owner),
    settings,
    access: level === 'All' ? 'all' : level === 'Limited' ? 'limited' : 'none',
    scope: found?.scope ?? null,
    tellsPlace,
    isHome: true,
  };
}

/** Whether a recipient stands for others, with a mailbox or without: their tips are not its own. */
export function isGroup({ org }: View, recipient: number): boolean {
  const kind = kindOf(org, recipient);
  return kind === 'group' || (kind === 'cloud' && storeOf(org, recipient) === 'group');
}

/** Whether a recipient is outside for a sender: as the own organization says, else the partner. */
export function isOutside(run: Run, view: View, from: number, recipient: number): boolean {
  if (view.access !== 'own' && view.tellsPlace) return !view.settings.remote(from).isInternal;
  return at(clientSettings(run, from).external, recipient) === 1;
}

/** A group as its organization last counted it: since the start, or as written; null: never. */
export function metricsOf(
  run: Run,
  { settings, isHome }: View,
  group: number,
): GroupMetrics | null {
  if (!isHome) return null;
  return run.world.metrics.get(group) ?? settings.metrics.get(group) ?? null;
}

/** How many members whoever asks is told that a recipient has; null: nobody tells. */
export function membersTold(
  run: Run,
  { recipient, views }: { readonly recipient: number; readonly views: readonly View[] },
): number | null {
  const home = views.find(({ isHome, access }) => isHome && (access === 'own' || access === 'all'));
  const { allOn, groupMetricsOn } = home?.settings ?? { allOn: false, groupMetricsOn: false };
  return home && allOn && groupMetricsOn
    ? (metricsOf(run, home, recipient)?.members ?? null)
    : null;
}

/** The lookups that a recipient costs: of a restricted dynamic group, 0 of others. */
export function lookupsFor(run: Run, view: View, recipient: number): number {
  const isDynamic = at(view.org.dynamic, recipient) === 1;
  if (!isDynamic || view.access === 'none' || !view.settings.allOn) return 0;
  if (!isRestricted(view, recipient)) return 0;
  return lookupsOf(view.settings.graph, recipient, run.setting.assume.lookupUnit as LookupUnit);
}

/** Whether anybody is accepted or rejected by name or group. [D-05] */
function isRestricted({ org }: View, recipient: number): boolean {
  const settings = org.delivery.get(recipient);
  return settings !== undefined && (settings.acceptsOnly !== null || settings.rejects.size > 0);
}

/** What does the service tell of a recipient? */
export function tipAnswerFacts(
  run: Run,
  view: View,
  recipient: number,
  allowed: boolean,
): FactsOf<'tipAnswer'> {
  return {
    switchedOn: view.settings.allOn,
    shared: view.access !== 'none',
    tooManyLookups: lookupsFor(run, view, recipient) > LOOKUPS_MAX,
    nested: nestingOf(view, recipient, allowed),
    allowed,
  };
}

/** Of a recipient that is restricted: by its lists, or as the sender finds it. */
function nestingOf(
  view: View,
  recipient: number,
  allowed: boolean,
): FactsOf<'tipAnswer'>['nested'] {
  const { org, settings } = view;
  const { graph } = settings;
  if (allowed && !isRestricted(view, recipient)) return 'no';
  const isStatic = kindOf(org, recipient) === 'group' && at(org.dynamic, recipient) === 0;
  if (isStatic && graph.holdsGroups(recipient)) return 'recipient';
  const named = settings.namedGroups.get(recipient) ?? [];
  return named.some((group) => graph.holdsGroups(group)) ? 'restriction' : 'no';
}

/** May the sender send to the recipient? As transport asks it, sizes apart. */
export function senderFacts(view: View, from: number, recipient: number): FactsOf<'admission'> {
  const { accepted, internalOnly, rejected } = acceptanceOf(view.org.delivery.get(recipient), from);
  const senderInside = view.access === 'own';
  return { rejected, accepted, internalOnly, senderInside, oversize: false };
}

/** Is a tip that a recipient raises told? */
export function tipWithheldFacts(
  run: Run,
  view: View,
  recipient: number,
  kind: MailTipKind,
  asked: { readonly from: number; readonly isRestricted: boolean; readonly isCrowded: boolean },
): FactsOf<'tipWithheld'> {
  const { assume } = run.setting;
  const tip = mailTipOf(kind);
  const ofOne =
    tip.ofOneMailbox === 'content' ||
    (tip.ofOneMailbox === 'custom' && assume.individualTips === 'withCustom');
  const external =
    isOutside(run, view, asked.from, recipient) ||
    (isGroup(view, recipient) && (metricsOf(run, view, recipient)?.external ?? 0) > 0);
  return {
    restricted: !asked.isRestricted ? 'no' : external ? 'beyond' : 'inside',
    beside: tip.besideRestricted,
    dropsInside: assume.restrictedSuppresses === 'all',
    crowded: ofOne && !isGroup(view, recipient) && asked.isCrowded,
    off: offOf(tip, view, recipient),
    partner: view.access === 'limited' ? tip.limited : 'told',
    contestedTold: assume.limitedIncludesMailboxFull === 'true',
    outOfScope:
      view.access !== 'own' &&
      tip.scoped &&
      !isGroup(view, recipient) &&
      view.scope?.has(recipient) === false,
  };
}

/** The first switch that a tip needs and that is off; numbers of groups need metrics too. */
function offOf(tip: MailTip, view: View, recipient: number): FactsOf<'tipWithheld'>['off'] {
  const { settings } = view;
  if (tip.needs === null) return 'no';
  if (!isSwitchedOn(tip.needs, settings)) return tip.needs;
  const counts = tip.needs === 'external' && isGroup(view, recipient);
  return counts && !settings.groupMetricsOn ? 'groupMetrics' : 'no';
}

/** Which text of the automatic reply of a mailbox is shown? */
export function tipReplyFacts(
  run: Run,
  view: View,
  from: number,
  recipient: number,
): FactsOf<'tipReply'> {
  const isPartner = view.tellsPlace;
  const asker = view.access === 'own' ? 'own' : view.access === 'all' ? 'all' : 'limited';
  const { allowed, isInternal } = isPartner
    ? view.settings.remote(from)
    : clientSettings(run, from).remote(recipient);
  const answers = isPartner ? isInternal : allowed === 'InternalLegacy';
  return {
    asker,
    remote: !isPartner && allowed === 'None' ? 'none' : answers ? 'internal' : 'external',
    always: run.setting.assume.allAutoReply === 'external',
  };
}

/** The automatic replies of a mailbox, where they are on now; null where they are not. */
export function repliesNow({ org }: View, recipient: number, now: number) {
  const reply = org.automaticReplies?.mailboxes.get(recipient);
  return reply !== undefined && stateOf(reply, now) === 'on' ? reply : null;
}

/** Whether somebody outside is in the audience of the automatic replies of a mailbox. */
export function isForOutside(
  run: Run,
  { org }: View,
  { audience }: AutoReply,
  from: number,
): boolean {
  if (audience !== 'Known') return audience === 'All';
  const isKnown = org.automaticReplies?.contacts.has(from) ?? false;
  return isKnown && run.setting.assume.knownSenders === 'mailContacts';
}

/** Whether a mailbox may have anything to say of itself: a limit to reach, or an answer. */
export function maySay({ org }: View, recipient: number): boolean {
  const replies = org.automaticReplies?.mailboxes.has(recipient) ?? false;
  return replies || Number.isFinite(org.delivery.get(recipient)?.quotaBytes);
}

/** Whether a mailbox of a person takes nothing more. [MT-031] */
export function isFullMailbox(run: Run, { org }: View, recipient: number): boolean {
  const isMailbox = kindOf(org, recipient) === 'cloud' && storeOf(org, recipient) === 'mailbox';
  return isMailbox && isFull(run, recipient);
}

/** Is the sender told that a recipient is moderated? */
export function tipModeratedFacts(
  run: Run,
  view: View,
  from: number,
  recipient: number,
): FactsOf<'tipModerated'> {
  const settings = view.org.delivery.get(recipient);
  const standing = standingOf(from, settings);
  const isNamed = view.settings.acceptedByName.get(recipient)?.has(from) ?? false;
  return {
    isModerated: settings?.isModerated ?? false,
    sender: isNamed && standing !== 'moderator' ? 'acceptedByName' : standing,
    bypassHides: run.setting.assume.bypassHidesModerated === 'true',
  };
}

/** Is there a connection to the service? */
export function connectionOf(run: Run, from: number, now: number) {
  const offline = heldUntil(run.setting.people.get(from)?.offline, now) !== null;
  const unreachable = heldUntil(run.setting.tipsUnreachable, now) !== null;
  return { offline, reached: !offline && !unreachable };
}

/** Does the client display a tip that is told? */
export function tipShownFacts(
  run: Run,
  draft: DraftSpec,
  kind: MailTipKind,
  now: number,
): FactsOf<'tipShown'> {
  const { assume, people } = run.setting;
  const tip = mailTipOf(kind);
  const client: TipClient =
    draft.client === 'none' && assume.otherClientsShow === 'web' ? 'web' : draft.client;
  const inOutlook = kind === 'reply-all-bcc' && assume.replyAllBccInOutlook === 'true';
  const { offline, reached } = connectionOf(run, draft.from, now);
  return {
    client,
    offline,
    toPst: people.get(draft.from)?.deliversToPst ?? false,
    reached,
    byItself: tip.byItself || (kind === 'external-recipients' && client === 'mobile'),
    shows: tip.clients.includes(client) || (inOutlook && client === 'desktop'),
  };
}

/** How does a mobile device come to its tip about a recipient outside? */
export function mobileExternalFacts(
  run: Run,
  from: number,
  recipient: number,
  now: number,
): FactsOf<'mobileExternal'> {
  const person = run.setting.people.get(from);
  const domains = person?.mobile.internalDomains ?? null;
  const account = person?.account ?? 'microsoft365';
  return {
    turnedOff: person?.mobile.externalTipOff ?? false,
    account: account === 'uopcc' ? 'uopcc' : account === 'onPremises' ? 'unserved' : 'served',
    key: domains === null ? 'absent' : domains.length === 0 ? 'empty' : 'domains',
    reached: connectionOf(run, from, now).reached,
    keyReplaces: run.setting.assume.internalDomainsReplace === 'true',
    cached: person?.mobile.cachedScopes.has(recipient) ?? false,
  };
}
