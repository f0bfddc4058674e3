/**
 * What a scenario may say of drafts that the judge of tips has no opinion on, and why.
 *
 * Known is what stands here: whatever else is said of recipients, now or in the future, is not
 * judged. What mail flow alone looks at means nothing to a draft.
 */
import { type Act, actsOf, type Case, personOf } from './case.ts';
import { addressOf, domainOf, tenantOfDomain } from './directory.ts';
import { moment } from './moments.ts';
import { listOf, lower, type Noun, type Row, type TenantName, textOf } from './settings.ts';
import { isBeyondTags, shownText } from './shown-text.ts';

const lists = [
  'AcceptMessagesOnlyFrom',
  'AcceptMessagesOnlyFromDLMembers',
  'AcceptMessagesOnlyFromSendersOrMembers',
  'RejectMessagesFrom',
  'RejectMessagesFromDLMembers',
  'RejectMessagesFromSendersOrMembers',
  'ModeratedBy',
  'ManagedBy',
  'BypassModerationFromSendersOrMembers',
  'Members',
];

const recipient = [
  ...lists,
  'RequireSenderAuthenticationEnabled',
  'ModerationEnabled',
  'MailTip',
  'MailTipTranslations',
  'Identity',
  'Name',
  'DisplayName',
  'PrimarySmtpAddress',
];

/** Properties that the judge reads, or that mean nothing to drafts, of what drafts rest on. */
const known: Readonly<Partial<Record<Noun, readonly string[]>>> = {
  AcceptedDomain: ['Identity', 'Name', 'DomainName', 'DomainType'],
  RemoteDomain: [
    ...['Identity', 'Name', 'DomainName', 'IsInternal', 'AllowedOOFType'],
    ...['TNEFEnabled', 'AutoForwardEnabled'],
  ],
  OrganizationRelationship: [
    ...['Identity', 'Name', 'DomainNames', 'Enabled'],
    ...['MailTipsAccessEnabled', 'MailTipsAccessLevel', 'MailTipsAccessScope'],
  ],
  Mailbox: [
    ...recipient,
    ...['MaxReceiveSize', 'MaxSendSize', 'ProhibitSendReceiveQuota', 'ProhibitSendQuota'],
    ...['ForwardingAddress', 'DeliverToMailboxAndForward', 'LitigationHoldEnabled'],
  ],
  MailUser: [...recipient, 'ExternalEmailAddress', 'MaxReceiveSize'],
  MailContact: [...recipient, 'ExternalEmailAddress', 'MaxReceiveSize'],
  DistributionGroup: recipient,
  DynamicDistributionGroup: recipient,
  UnifiedGroup: recipient,
  DistributionGroupMember: ['Identity', 'Members', 'Member'],
  DynamicDistributionGroupMember: ['Identity', 'Members'],
  GroupMetrics: ['Identity', 'GroupMemberCount', 'GroupExternalMemberCount'],
  MailboxStatistics: ['Identity', 'TotalItemSize', 'TotalDeletedItemSize'],
  MailboxAutoReplyConfiguration: [
    ...['Identity', 'AutoReplyState', 'StartTime', 'EndTime'],
    ...['ExternalAudience', 'InternalMessage', 'ExternalMessage'],
  ],
};

/** Below the limits that Exchange Online has where none is set. */
const SIZE_MAX = 10 * 1024 * 1024;
const STORED_MAX = 45 * 1024 ** 3;

type Said = { readonly tenant: TenantName; readonly noun: Noun; readonly row: Row };

/** Why the drafts of a scenario are not judged; null: they are. */
export function tipsUnjudged(of: Case): string | null {
  const composed = actsOf(of, 'compose');
  if (composed.length === 0) return null;
  const said = [...writtenIn(of), ...changedIn(of)];
  for (const one of said) {
    const why = unknownIn(one) ?? strangeIn(of, one);
    if (why !== null) return why;
  }
  return (
    composed.map((act) => draftBeyond(of, act)).find((why) => why !== null) ??
    kept(of) ??
    stored(of) ??
    partners(of)
  );
}

/** Every object as written. */
function writtenIn({ scenario, settings }: Case): Said[] {
  return settings.names.flatMap((tenant) => {
    const nouns = (tenant === null ? scenario.tenant : scenario.tenants[tenant])?.nouns ?? {};
    return Object.entries(nouns).flatMap(([noun, rows]) =>
      rows.map((row) => ({ tenant, noun: noun as Noun, row })),
    );
  });
}

const changedIn = (of: Case): Said[] =>
  actsOf(of, 'change').map(({ action: { tenant, noun, properties } }) => ({
    tenant,
    noun,
    row: properties,
  }));

function unknownIn({ noun, row }: Said): string | null {
  const names = known[noun];
  const other = Object.entries(row).find(
    ([name, value]) => value != null && names !== undefined && !names.includes(name),
  );
  return other === undefined ? null : `${noun}.${other[0]}`;
}

/** Values whose meaning the rules leave open, or that the judge does not read. */
function strangeIn(of: Case, { tenant, noun, row }: Said): string | null {
  const names = lists.flatMap((list) => listOf(row[list]));
  if (names.some((name) => !name.includes('@'))) return 'somebody who is named without an address';
  const domain = textOf(row['DomainName']) ?? '';
  if (domain.startsWith('*') && (noun === 'AcceptedDomain' || domain !== '*')) {
    return 'a domain with all that is below it';
  }
  if (row['IsInternal'] === false && row['AllowedOOFType'] === 'InternalLegacy') {
    return 'a remote domain that is said to be inside and outside';
  }
  const tips = [...listOf(row['MailTip']), ...listOf(row['MailTipTranslations'])];
  const texts = [...tips, ...['InternalMessage', 'ExternalMessage'].map((key) => row[key])];
  if (texts.some((text) => typeof text === 'string' && isUnclear(text))) {
    return 'a text whose tags and entities programs read differently';
  }
  const address = textOf(row['PrimarySmtpAddress']) ?? textOf(row['ExternalEmailAddress']) ?? '';
  const home = tenantOfDomain(of.settings, domainOf(address), moment(0, 'people'));
  const isContact = noun === 'MailContact' || noun === 'MailUser';
  if (isContact && home !== undefined && home !== tenant) {
    return 'a contact under the address of a partner';
  }
  return null;
}

/** What programs are free to read: blanks at the edges, entities not ended or not known. */
const isUnclear = (text: string): boolean =>
  isBeyondTags(text) ||
  /^\s|\s$|[\r\n\t]/.test(shownText(text)) ||
  /&(?!(amp|lt|gt|quot|nbsp|auml|uuml|ouml|#\d{1,6}|#x[\da-f]{1,5});)/i.test(text);

/** Drafts of whom, how large, in answer to what. */
function draftBeyond(of: Case, { action, moment: at }: Act<'compose'>): string | null {
  const { from, size, replyAllTo, receivedAsBcc } = action;
  const sender = lower(from);
  const starts = actsOf(of, 'startClient', 'stopClient');
  const isAround = personOf(of, sender).running === null;
  if (!isAround || starts.some((act) => lower(act.action.mailbox) === sender)) {
    return 'a draft of somebody whose program comes and goes';
  }
  if (size > SIZE_MAX) return 'a draft above what the service takes at all';
  const sent = actsOf(of, 'send').find((act) => act.action.id === replyAllTo)?.action;
  if (sent !== undefined && receivedAsBcc === undefined) {
    const openly = [...sent.to, ...sent.cc].map(lower);
    const hidden = sent.bcc.map(lower);
    const isBoth = openly.includes(sender) && hidden.includes(sender);
    const isGroup = hidden.some((name) =>
      writtenIn(of).some(({ noun, row }) => noun.endsWith('Group') && addressOf(row) === name),
    );
    if (isBoth || isGroup) return 'an answer to what came openly and as Bcc';
  }
  const isStranger = tenantOfDomain(of.settings, domainOf(from), at) === undefined;
  const addressed = [...action.to, ...action.cc, ...action.bcc].map(lower);
  const asksOfContacts = writtenIn(of).some(
    ({ noun, row }) =>
      (noun === 'MailContact' || noun === 'MailUser') && addressed.includes(addressOf(row)),
  );
  return isStranger && asksOfContacts ? 'a partner who asks about a contact of ours' : null;
}

/** What becomes of answers that programs keep, when something is in between. */
function kept(of: Case): string | null {
  const { assume, faults, people } = of.scenario;
  if (people.some(({ account, cachedScopes }) => account === 'uopcc' && cachedScopes)) {
    return 'results of the service on a device that it does not serve';
  }
  if (assume.draftTips !== 'atRequest') return null;
  const isCutOff = faults.length > 0 || people.some(({ offline }) => offline.length > 0);
  if (isCutOff) return 'answers that are kept while nobody answers';
  return actsOf(of, 'removeRecipient').length > 0
    ? 'answers that are kept of a draft whose recipients change'
    : null;
}

/** What is stored: quotas that nobody sets, lists of members that nobody writes. */
function stored(of: Case): string | null {
  const said = writtenIn(of);
  const sizes = [
    ...said.map(({ row }) => row['TotalItemSize']),
    ...actsOf(of, 'fill').map(({ action }) => action.totalItemSize),
  ];
  if (sizes.some((size) => Number(size ?? 0) > STORED_MAX)) {
    const isOpen = said.some(
      ({ noun, row }) => noun === 'Mailbox' && row['ProhibitSendReceiveQuota'] == null,
    );
    const isSet = said.some(({ row }) => row['ProhibitSendReceiveQuota'] != null);
    if (isOpen && !isSet) return 'a mailbox at the quota of the service';
  }
  const groups = said.filter(({ noun }) => noun === 'DynamicDistributionGroup');
  const isListed = (group: Said) =>
    said.some(
      ({ noun, row, tenant }) =>
        noun === 'DynamicDistributionGroupMember' &&
        tenant === group.tenant &&
        lower(textOf(row['Identity']) ?? '') === addressOf(group.row),
    );
  return groups.every(isListed) ? null : 'a dynamic group whose filter is evaluated';
}

/** Partners of whom more than one thing is said. */
function partners(of: Case): string | null {
  const named = writtenIn(of)
    .filter(({ noun }) => noun === 'OrganizationRelationship')
    .flatMap(({ tenant, row }) =>
      listOf(row['DomainNames']).map((name) => `${tenant} ${lower(name)}`),
    );
  return new Set(named).size < named.length ? 'a partner in several relationships' : null;
}
