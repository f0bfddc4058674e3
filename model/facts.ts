/**
 * Facts: the named booleans and words that decision lists and machines read, computed from the
 * world and the setting.
 *
 * The only place where numbers (ages, instants, counts, sizes) become facts; lists and machines
 * never compare.
 */
import { at } from './assert.ts';
import type { FactValues } from './fact-space.ts';
import type { Lists } from './model.ts';
import type { FlowCondition, FlowRule, InboxRule, Org } from './org/org.ts';
import { kindOf } from './org/org.ts';
import { isProtectedForRecall, labelStops } from './protection.ts';
import type { Window } from './setting.ts';
import { placeOf } from './world/copy-states.ts';
import { copyOf, messageOf, orgAt, type Run, tenantOf } from './world/run.ts';
import type { CopyRecord, RecallRecord } from './world/state.ts';

export type FactsOf<Name extends keyof Lists> = FactValues<Lists[Name]['space']>;

/** Where the sender's own item lies when a message is sent. [RC-009] */
export const SENT_ITEMS = 'Sent Items';

/** A copy that a rule has sent out this often is in a loop. [CN-004] */
export const TRIPS_MAX = 3;

/** Whether an instant lies in a half-open window. */
export function within(window: Window, now: number): boolean {
  return window.from <= now && now < window.to;
}

/** The end of the window that holds `now`, or null when none does. */
export function heldUntil(windows: readonly Window[] | undefined, now: number): number | null {
  if (windows === undefined) return null;
  const ends = windows.filter((window) => within(window, now)).map(({ to }) => to);
  return ends.length > 0 ? Math.max(...ends) : null;
}

/** Found before: who asks may, and RecallPermission says so; a retention tag took the sent item. */
type Askers = { readonly [fact in 'permitted' | 'allowed' | 'retired']: boolean };

/** May the recall start? [G1-G10] */
export function recallGateFacts(
  run: Run,
  recall: number,
  { permitted, allowed, retired }: Askers,
  now: number,
): FactsOf<'recallGate'> {
  const { setting } = run;
  const spec = at(setting.recalls, recall);
  const settings = orgAt(run, spec.by).settings;
  const owner = tenantOf(run, spec.by);
  const message = spec.message < 0 ? null : at(setting.messages, spec.message);
  const record = spec.message < 0 ? null : messageOf(run, spec.message);
  const pending = setting.pendingSwitches.find(
    ({ window, tenant }) => tenant === owner && within(window, now),
  );
  const turning = pending !== undefined && pending.value !== settings.recallEnabled;
  const steady = settings.recallEnabled ? 'on' : 'off';
  const changing = settings.recallEnabled ? 'turningOff' : 'turningOn';
  return {
    sent: record === null || !Number.isNaN(record.sentAt),
    agent: !setting.profile.cloudAgentExists ? 'none' : turning ? changing : steady,
    client: spec.client,
    webStarts: setting.profile.webStarts,
    mobileStarts: setting.profile.mobileStarts,
    permitted,
    allowed,
    inSentItems: record?.sentItemIn?.toLowerCase() === SENT_ITEMS.toLowerCase() && !retired,
    encrypted: message !== null && isProtectedForRecall(run, spec.message),
    encryptedRecallable: setting.profile.encryptedRecallable,
    ageLimited: setting.profile.ageLimited,
    tooOld: record !== null && now - record.sentAt > settings.recallableAgeMs,
  };
}

/** What does an attempt find for one copy? [C2-C20] */
export function recallVerdictFacts(
  run: Run,
  recall: RecallRecord,
  copy: number,
  recipient: Reached,
  now: number,
): FactsOf<'recallVerdict'> {
  const { setting } = run;
  const { assume, profile } = setting;
  const record = copyOf(run, copy);
  const org = orgAt(run, record.recipient);
  const place = isReturned(run, record) ? 'returned' : placeOf(run.model, record.state);
  const trips = roundTripsOf(record);
  const readAtAcceptance = assume.switchReadAt === 'acceptance';
  return {
    obstacle: obstacleOf(run, org, record, now),
    recipient,
    origin: record.origin,
    switchedOff: switchedOff(run, record),
    roundTrip: trips === 0 ? 'none' : profile.roundTripSupported ? 'supported' : 'unsupported',
    place,
    searched:
      place === 'recoverable'
        ? assume.deletionsSearched === 'true'
        : place === 'archive'
          ? assume.archiveSearched === 'true'
          : true,
    read: record.isRead,
    recoverableFull: takesNoMore(run, record),
    readRecallable: readAtAcceptance
      ? (recall.readRecallableThen[tenantOf(run, record.recipient)] ?? true)
      : org.settings.readRecallable,
  };
}

/** The copy expired in a queue, and that ends its recall. [S-20] */
function isReturned(run: Run, { bounceReason }: CopyRecord): boolean {
  return run.setting.assume.expiredMail === 'failed' && bounceReason === 'expired';
}

/**
 * Switches act at each attempt, or as they were at acceptance (then cloud recall was on). [S-09]
 */
function switchedOff(run: Run, copy: CopyRecord): FactsOf<'recallVerdict'>['switchedOff'] {
  const { assume } = run.setting;
  const org = orgAt(run, copy.recipient);
  const { from } = at(run.setting.messages, copy.message);
  const isOff = !org.settings.recallEnabled || !orgAt(run, from).settings.recallEnabled;
  if (assume.switchReadAt === 'attempt' && isOff) return 'organization';
  const blocks = assume.mailboxSwitchBlocks === 'true';
  return blocks && at(org.processesRecalls, copy.recipient) === 0 ? 'mailbox' : 'no';
}

function obstacleOf(
  run: Run,
  org: Org,
  copy: CopyRecord,
  now: number,
): FactsOf<'recallVerdict'>['obstacle'] {
  if (heldUntil(run.setting.agentDown, now) !== null) return 'agentDown';
  if (kindOf(org, copy.recipient) === 'unknown' && !Number.isNaN(copy.deliveredAt))
    return 'mailboxGone';
  const down = run.setting.mailboxDown.get(copy.recipient);
  return heldUntil(down, now) === null ? 'none' : 'mailboxUnavailable';
}

/** Recoverable Items is full, and the mailbox would have to keep what is removed. [C22] */
export function takesNoMore(run: Run, copy: CopyRecord): boolean {
  const org = orgAt(run, copy.recipient);
  const keeps = holdOf(org, copy.recipient) !== 'none';
  const retains = keeps || at(org.singleItemRecovery, copy.recipient) === 1;
  return retains && at(org.recoverableFull, copy.recipient) === 1;
}

/** What keeps removed items of a mailbox beyond its retention time. */
function holdOf(org: Org, mailbox: number): FactsOf<'retention'>['hold'] {
  if (at(org.onHold, mailbox) === 1) return 'litigation';
  return at(org.retained, mailbox) === 1 ? 'policy' : 'none';
}

/** What a recipient is to the recall agent: `reachOf` in `world/reach.ts` says. */
export type Reached = FactsOf<'recallVerdict'>['recipient'];

/** Is the recipient told? [D3] */
export function recipientAlertFacts(
  run: Run,
  recipient: number,
  wasRead: boolean,
  recalled: boolean,
): FactsOf<'recipientAlert'> {
  const { settings } = orgAt(run, recipient);
  return {
    alertsExist: run.setting.profile.alertsExist,
    alertsOn: settings.alertsOn,
    readOnly: settings.alertsReadOnly,
    wasRead,
    recalled,
    alertOnFailure: run.setting.assume.alertOnFailure === 'true',
  };
}

/** Whether every condition and no exception of a mail flow rule holds for a copy. */
export function flowRuleMatches(run: Run, org: Org, copy: CopyRecord, rule: FlowRule): boolean {
  const holds = (condition: FlowCondition): boolean =>
    flowConditionHolds(run, org, copy, condition);
  return rule.conditions.every(holds) && !rule.exceptions.some(holds);
}

function flowConditionHolds(
  run: Run,
  org: Org,
  copy: CopyRecord,
  condition: FlowCondition,
): boolean {
  switch (condition.on) {
    case 'sender':
      return condition.anyOf.includes(copy.sender);
    case 'recipient':
      return condition.anyOf.includes(copy.recipient);
    case 'senderInside':
      return (at(org.trusted, copy.sender) === 1) === condition.is;
    case 'recipientInside':
      return (at(org.trusted, copy.recipient) === 1) === condition.is;
    case 'senderDomain':
      return condition.anyOf.includes(at(org.domain, copy.sender));
    case 'recipientDomain':
      return condition.anyOf.includes(at(org.domain, copy.recipient));
    case 'sensitive':
      return at(run.setting.messages, copy.message).sensitive.some((kind) =>
        condition.anyOf.includes(kind),
      );
    case 'subject':
      return containsWord(subjectOf(run, copy), condition.words);
    case 'header':
      return headerValues(run, copy, condition.header).some(
        (value) => condition.words.length === 0 || containsWord(value, condition.words),
      );
  }
}

/** The subject of a copy, with what rules have put before it. [RT-036] */
function subjectOf(run: Run, copy: CopyRecord): string {
  return `${copy.prefix}${at(run.setting.messages, copy.message).subject}`;
}

/** The values of a header that rules, and services on the copy's way, have set. */
function headerValues(run: Run, copy: CopyRecord, header: string): string[] {
  const own = copy.headers.get(header);
  const stamped = copy.path.flatMap(({ word, index }) => {
    if (word !== 'round-trip') return [];
    const value = at(run.setting.services, index).stamps.get(header);
    return value === undefined ? [] : [value];
  });
  return own === undefined ? stamped : [own, ...stamped];
}

/** Whether a text holds one of some words (lower case). */
export function containsWord(text: string, words: readonly string[]): boolean {
  const lower = text.toLowerCase();
  return words.some((word) => lower.includes(word));
}

/** How often the copy has been out of the cloud and has come back. */
export function roundTripsOf(copy: CopyRecord): number {
  return copy.path.filter(({ word }) => word === 'round-trip' || word === 'via-on-premises').length;
}

/** Which forwarding attribute of a mailbox acts? */
export function forwardingAttributeFacts(
  org: Org,
  mailbox: number,
): FactsOf<'forwardingAttribute'> {
  return {
    address: at(org.forwardingAddress, mailbox) >= 0,
    smtpAddress: at(org.forwardingSmtpAddress, mailbox) >= 0,
  };
}

/** What does the mailbox do with a copy that arrives? `target` -1: it does not forward. */
export function forwardingFacts(
  run: Run,
  copy: CopyRecord,
  target: number,
  full: boolean,
): FactsOf<'forwarding'> {
  const org = orgAt(run, copy.recipient);
  const forwards = target >= 0;
  return {
    forwards,
    keepsCopy: at(org.keepsCopy, copy.recipient) === 1,
    targetOutside: forwards && isForeign(org, target),
    policyAllows: org.settings.autoForwardingOn,
    domainAllows: forwards && at(org.autoForwardTo, target) === 1,
    repeats: forwards && isLoop(copy, target),
    full,
    labelStops: forwards && labelStops(run, copy),
  };
}

/** May an Inbox rule send a copy on to `target`? The mailbox always keeps its own. */
export function ruleForwardingFacts(
  run: Run,
  mailbox: number,
  target: number,
): FactsOf<'forwarding'> {
  const org = orgAt(run, mailbox);
  return {
    forwards: true,
    keepsCopy: true,
    targetOutside: isForeign(org, target),
    policyAllows: org.settings.autoForwardingOn,
    domainAllows: at(org.autoForwardTo, target) === 1,
    repeats: false,
    full: false,
    labelStops: false,
  };
}

/** Whether automatic forwarding to an address leaves the organization. [RD-005] */
function isForeign(org: Org, target: number): boolean {
  const isInternal = at(org.inside, target) === 0 && at(org.trusted, target) === 1;
  return kindOf(org, target) === 'outside' && !isInternal;
}

/**
 * The mailbox has forwarded the message before (perhaps through a group), or its target has. What
 * somebody forwards by hand is a message of its own.
 */
function isLoop(copy: CopyRecord, target: number): boolean {
  const own = copy.path.slice(copy.path.findLastIndex(({ word }) => word === 'by-hand') + 1);
  const forwarders = forwardersOf({ path: own });
  return (
    target === copy.recipient || forwarders.includes(target) || forwarders.includes(copy.recipient)
  );
}

/** The mailboxes that forwarded the copy by their attributes, in order. */
export function forwardersOf({ path }: Pick<CopyRecord, 'path'>): number[] {
  return path.filter(({ word }) => word === 'forwarding').map(({ index }) => index);
}

/** Where does a removed item go? */
export function retentionFacts(
  run: Run,
  copy: CopyRecord,
  removal: FactsOf<'retention'>['removal'],
): FactsOf<'retention'> {
  const org = orgAt(run, copy.recipient);
  return {
    removal,
    hold: holdOf(org, copy.recipient),
    singleItemRecovery: at(org.singleItemRecovery, copy.recipient) === 1,
  };
}

/** Whether every condition of an Inbox rule holds for a copy. */
export function inboxRuleMatches(run: Run, copy: CopyRecord, rule: InboxRule): boolean {
  const message = at(run.setting.messages, copy.message);
  const from = at(run.setting.book.addresses, copy.sender);
  const sentTo = [...message.to, ...message.cc];
  return (
    (rule.from.length === 0 || rule.from.includes(copy.sender)) &&
    (rule.fromWords.length === 0 || containsWord(from, rule.fromWords)) &&
    (rule.subjectWords.length === 0 || containsWord(subjectOf(run, copy), rule.subjectWords)) &&
    message.sizeBytes >= rule.sizeMin &&
    message.sizeBytes <= rule.sizeMax &&
    (rule.sentTo.length === 0 || rule.sentTo.some((address) => sentTo.includes(address)))
  );
}

/** Which event of the copy machine a move to a folder is. */
export function moveEvent(folder: string): 'MOVE' | 'DELETE' | 'ARCHIVE' {
  const name = folder.toLowerCase();
  if (name === 'deleted items' || name.startsWith('deleted items\\')) return 'DELETE';
  return name.startsWith('archive\\') ? 'ARCHIVE' : 'MOVE';
}
