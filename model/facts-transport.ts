/**
 * Facts of transport: limits of the sender, restrictions and moderation of a recipient, and what a
 * mail flow rule asks for.
 */
import { at } from './assert.ts';
import type { LimitLevel } from './decisions/transport.ts';
import { type FactsOf, TRIPS_MAX } from './facts.ts';
import { type DeliverySettings, type FlowRule, kindOf } from './org/org.ts';
import { messageOf, orgAt, type Run } from './world/run.ts';
import type { CopyRecord } from './world/state.ts';

/** A request for approval is open this long. [MD-008] */
export const APPROVAL_WINDOW_MS = 2 * 86_400_000;

/** May the sender send the message? [ND-010 … ND-015] */
export function submissionFacts(
  run: Run,
  message: number,
  recipientsMax: number,
): FactsOf<'submission'> {
  const { from, to, cc, bcc, sizeBytes } = at(run.setting.messages, message);
  const org = orgAt(run, from);
  const settings = org.delivery.get(from);
  const quota = Math.min(
    settings?.sendQuotaBytes ?? Number.POSITIVE_INFINITY,
    settings?.quotaBytes ?? Number.POSITIVE_INFINITY,
  );
  const addressed = [...new Set([...to, ...cc, ...bcc])];
  const own = settings?.maxSendBytes ?? Number.POSITIVE_INFINITY;
  const isLimited = (recipient: number): boolean =>
    Number.isFinite(org.delivery.get(recipient)?.maxReceiveBytes ?? Number.POSITIVE_INFINITY);
  return {
    senderFull: mailboxBytes(run, from) >= quota,
    tooManyRecipients: addressed.length > recipientsMax,
    oversizeForSender: sizeBytes > own,
    oversizeForOrganization: sizeBytes > org.sizeLimits.maxSendBytes,
    ownLimitsCount:
      run.setting.assume.sizeLimits === 'ownFirst' &&
      Number.isFinite(own) &&
      addressed.every(isLimited),
  };
}

/** The most recipients that any message has, whatever a tenant says. [ND-018] */
const SERVICE_RECIPIENTS_MAX = 1000;

/** Whose limit of recipients acts? [ND-016 … ND-018] */
export function recipientLimitFacts(run: Run, sender: number): FactsOf<'recipientLimit'> {
  const { envelopeMax } = orgAt(run, sender);
  return {
    mailboxUnlimited: ownRecipientsMax(run, sender) === Number.POSITIVE_INFINITY,
    organizationUnlimited: envelopeMax === Number.POSITIVE_INFINITY,
  };
}

/** The limit of recipients at a level, in the words of the list. */
export function recipientsMaxOf(run: Run, sender: number, level: LimitLevel): number {
  if (level === 'mailbox') return ownRecipientsMax(run, sender);
  return level === 'organization' ? orgAt(run, sender).envelopeMax : SERVICE_RECIPIENTS_MAX;
}

function ownRecipientsMax(run: Run, sender: number): number {
  const org = orgAt(run, sender);
  return org.delivery.get(sender)?.recipientsMax ?? org.recipientsMax;
}

/** How much lies in a mailbox: as stated at the start, or as last filled. */
function mailboxBytes(run: Run, mailbox: number): number {
  return run.world.sizes.get(mailbox) ?? orgAt(run, mailbox).delivery.get(mailbox)?.totalBytes ?? 0;
}

/** Whether a mailbox has reached its quota: at the quota it is full. [ND-030] */
export function isFull(run: Run, mailbox: number): boolean {
  const quota = orgAt(run, mailbox).delivery.get(mailbox)?.quotaBytes;
  return quota !== undefined && mailboxBytes(run, mailbox) >= quota;
}

/** Does a recipient or group take the copy? [ND-020 … ND-024] */
export function admissionFacts(run: Run, copy: CopyRecord, gate: number): FactsOf<'admission'> {
  const org = orgAt(run, gate);
  const settings = org.delivery.get(gate);
  const inside = at(org.inside, gate) === 1;
  const own = settings?.maxReceiveBytes ?? Number.POSITIVE_INFINITY;
  const limit = inside ? Math.min(own, org.sizeLimits.maxReceiveBytes) : own;
  return {
    ...acceptanceOf(settings, copy.sender),
    senderInside: kindOf(org, copy.sender) !== 'outside',
    oversize: at(run.setting.messages, copy.message).sizeBytes > limit,
  };
}

/** What a recipient says of whose mail it takes, asked for one sender. */
export function acceptanceOf(
  settings: DeliverySettings | undefined,
  sender: number,
): Pick<FactsOf<'admission'>, 'rejected' | 'accepted' | 'internalOnly'> {
  const only = settings?.acceptsOnly ?? null;
  return {
    rejected: settings?.rejects.has(sender) ?? false,
    accepted: only === null ? 'everybody' : only.has(sender) ? 'named' : 'others',
    internalOnly: settings?.needsAuthentication ?? false,
  };
}

/** Must somebody approve the copy for a recipient or group? [MD-001 … MD-006] */
export function moderationFacts(run: Run, copy: CopyRecord, gate: number): FactsOf<'moderation'> {
  const org = orgAt(run, gate);
  const { delivery } = org;
  const settings = delivery.get(gate);
  const outer = copy.gates.slice(0, copy.gates.indexOf(gate)).map((group) => delivery.get(group));
  return {
    isModerated: settings?.isModerated ?? false,
    approved: copy.approved.includes(gate),
    sender: standingOf(copy.sender, settings),
    outerGroupSpeaks:
      kindOf(org, gate) === 'group' &&
      outer.some((group) => group?.isModerated && group.bypassesNested),
  };
}

/** Who a sender is to the moderators of a recipient. */
export function standingOf(
  sender: number,
  settings: DeliverySettings | undefined,
): FactsOf<'moderation'>['sender'] {
  if (settings?.moderators.has(sender)) return 'moderator';
  return settings?.bypassing.has(sender) ? 'bypassing' : 'other';
}

/** What does a mail flow rule that matches do with the copy? Journal copies pass. */
export function flowRuleActionFacts(
  run: Run,
  copy: CopyRecord,
  rule: FlowRule,
  policy: 'none' | 'notified' | 'blocked' | 'overridden',
): FactsOf<'flowRuleAction'> {
  const isMail = copy.origin !== 'journal';
  const handedOn = copy.path.filter(({ word }) => word === 'flow-rule').length;
  const elsewhere = rule.redirectsTo.some((target) => target !== copy.recipient);
  return {
    rejects: isMail && (policy === 'blocked' || (rule.rejects && policy !== 'overridden')),
    deletes: isMail && rule.deletes,
    quarantines: isMail && rule.quarantines,
    redirects: isMail && elsewhere && handedOn < TRIPS_MAX,
    approval: isMail ? approvalOf(run, copy, rule) : 'no',
  };
}

function approvalOf(
  run: Run,
  { sender }: CopyRecord,
  { moderators, asksManager }: FlowRule,
): FactsOf<'flowRuleAction'>['approval'] {
  if (moderators.length === 0 && !asksManager) return 'no';
  const manager = asksManager ? (orgAt(run, sender).delivery.get(sender)?.manager ?? -1) : -1;
  const all = manager < 0 ? moderators : [...moderators, manager];
  return all.length === 0 || all.includes(sender) ? 'nobody' : 'asked';
}

/** The targets of a rule that the message has not reached yet. [RT-035] */
export function targetsToAdd(run: Run, copy: CopyRecord, rule: FlowRule): number[] {
  if (copy.origin === 'journal') return [];
  const { reached } = messageOf(run, copy.message);
  return rule.adds.filter((target) => !reached.includes(target));
}

/** Until when a fault holds the copy in quarantine; null when none does. */
export function quarantinedUntil(run: Run, copy: CopyRecord, now: number): number | null {
  const until = run.setting.quarantines.get(copy.message)?.get(copy.recipient);
  return until !== undefined && now < until && !copy.released ? until : null;
}
