/**
 * What a scenario may use that the judge has no opinion on, and why.
 *
 * Known is what stands here: whatever else a scenario says, now or in the future, is not judged.
 */
import { actsOf, type Case, personOf, waitOf } from './case.ts';
import { classicRecalls, comesInParts, comesTogether, partsWays } from './classic.ts';
import { isUndecided } from './copies.ts';
import { anyMessage, gateOf } from './gate.ts';
import { isWithin } from './moments.ts';
import { lower, type Row } from './settings.ts';

/** Who may write to a recipient. */
const restrictions = [
  'AcceptMessagesOnlyFrom',
  'AcceptMessagesOnlyFromDLMembers',
  'AcceptMessagesOnlyFromSendersOrMembers',
  'RejectMessagesFrom',
  'RejectMessagesFromDLMembers',
  'RejectMessagesFromSendersOrMembers',
  'RequireSenderAuthenticationEnabled',
  'ModerationEnabled',
  'ModeratedBy',
  'BypassModerationFromSendersOrMembers',
];

/** What drafts are told of a recipient; mail passes by it. */
const drafted = ['MailTip', 'MailTipTranslations'];

const identities = ['Identity', 'Name', 'PrimarySmtpAddress', 'DisplayName', 'Priority'];

/** Properties that the judge reads, or that change nothing of what it says. */
const known: Readonly<Record<string, readonly string[]>> = {
  AcceptedDomain: ['DomainName'],
  CASMailbox: [
    'PopSuppressReadReceipt',
    'PopUseProtocolDefaults',
    'ImapSuppressReadReceipt',
    'ImapUseProtocolDefaults',
  ],
  CrossTenantRecallConfiguration: ['CrossTenantRecallEnabled', 'AllowedSenderTenantIds'],
  DistributionGroup: [
    ...drafted,
    'Members',
    'ManagedBy',
    'ReportToOriginatorEnabled',
    'BypassNestedModerationEnabled',
    'SendOofMessageToOriginatorEnabled',
    ...restrictions,
  ],
  DistributionGroupMember: ['Members'],
  DynamicDistributionGroup: ['ReportToOriginatorEnabled', 'RecipientFilter'],
  DynamicDistributionGroupMember: ['Members'],
  GroupMetrics: ['GroupMemberCount', 'GroupExternalMemberCount'],
  HostedOutboundSpamFilterPolicy: ['AutoForwardingMode'],
  InboundConnector: [],
  InboxRule: [
    'MailboxOwnerId',
    'From',
    'FromAddressContainsWords',
    'SubjectContainsWords',
    'WithinSizeRangeMinimum',
    'WithinSizeRangeMaximum',
    'SentTo',
    'MoveToFolder',
    'CopyToFolder',
    'DeleteMessage',
    'MarkAsRead',
    'ForwardTo',
    'RedirectTo',
    'StopProcessingRules',
  ],
  JournalRule: ['JournalEmailAddress', 'Scope', 'Recipient'],
  Label: ['encrypts', 'blocksForward', 'internalOnly'],
  MailContact: ['ExternalEmailAddress'],
  MailUser: ['ExternalEmailAddress'],
  Mailbox: [
    ...restrictions,
    ...drafted,
    'MaxReceiveSize',
    'MaxSendSize',
    'GrantSendOnBehalfTo',
    'ProhibitSendQuota',
    'RecipientLimits',
    'AuditEnabled',
    'AuditLogAgeLimit',
    'ComplianceTagHoldApplied',
    'DeliverToMailboxAndForward',
    'ForwardingAddress',
    'ForwardingSmtpAddress',
    'Department',
    'HiddenFromAddressListsEnabled',
    'InPlaceHolds',
    'LitigationHoldEnabled',
    'MessageRecallProcessingEnabled',
    'RecoverableItemsQuota',
    'RetainDeletedItemsFor',
    'SingleItemRecoveryEnabled',
  ],
  MailboxAutoReplyConfiguration: [
    'AutoReplyState',
    'StartTime',
    'EndTime',
    'ExternalAudience',
    'InternalMessage',
    'ExternalMessage',
  ],
  MailboxMessageConfiguration: ['MailSendUndoInterval', 'ReadReceiptResponse'],
  MailboxPermission: ['User', 'AccessRights', 'Deny'],
  RecipientPermission: ['Trustee', 'AccessRights', 'AccessControlType'],
  MailboxStatistics: ['TotalDeletedItemSize', 'TotalItemSize'],
  OrganizationConfig: [
    'AuditDisabled',
    'MailTipsAllTipsEnabled',
    'MailTipsExternalRecipientsTipsEnabled',
    'MailTipsGroupMetricsEnabled',
    'MailTipsLargeAudienceThreshold',
    'MailTipsMailboxSourcedTipsEnabled',
    'MessageRecallAlertRecipientsEnabled',
    'MessageRecallAlertRecipientsReadMessagesOnlyEnabled',
    'MessageRecallEnabled',
    'MessageRecallMaxRecallableAge',
    'RecallReadMessagesEnabled',
  ],
  OutboundConnector: ['IsTransportRuleScoped'],
  PublicFolder: ['PerUserReadStateEnabled'],
  RecallPermission: ['Members', 'Countries', 'Scope', 'ExceptRecipients', 'RequireMfa', 'When'],
  RemoteDomain: [
    'AllowedOOFType',
    'AutoForwardEnabled',
    'AutoReplyEnabled',
    'DomainName',
    'IsInternal',
    'TNEFEnabled',
  ],
  RoleGroup: ['Members', 'Roles'],
  RoleGroupMember: ['Member', 'Members'],
  TransportConfig: [
    'MaxReceiveSize',
    'MaxRecipientEnvelopeLimit',
    'MaxSendSize',
    'MessageExpiration',
  ],
  TransportRule: [
    'DeleteMessage',
    'ExceptIfFromScope',
    'ExceptIfHeaderContainsMessageHeader',
    'ExceptIfHeaderContainsWords',
    'ExceptIfSentTo',
    'ExceptIfSentToScope',
    'ExceptIfSubjectContainsWords',
    'FromScope',
    'HeaderContainsMessageHeader',
    'HeaderContainsWords',
    'PrependSubject',
    'Quarantine',
    'RejectMessageEnhancedStatusCode',
    'RejectMessageReasonText',
    'RouteMessageOutboundConnector',
    'SentTo',
    'SentToScope',
    'SetHeaderName',
    'SetHeaderValue',
    'StopRuleProcessing',
    'SubjectContainsWords',
  ],
  UnifiedGroup: ['AutoSubscribeNewMembers', 'Members', 'Subscribers'],
};

/** Values of properties that only some of are judged. */
const judgedValues: Readonly<Record<string, readonly unknown[]>> = {
  DomainType: ['Authoritative'],
  RecipientTypeDetails: ['UserMailbox', 'SharedMailbox', 'PublicFolder'],
  Enabled: [true],
};

/** What people do that is judged, and the fields of it that mean something here. */
const acts: Readonly<Record<string, string>> = {
  send: 'id from to cc bcc subject size encrypted readReceipt client deferByMs inReplyTo label',
  cancel: 'message',
  release: 'message mailbox',
  approve: 'message recipient',
  read: 'message mailbox by',
  markUnread: 'message mailbox by',
  preview: 'message mailbox marksRead',
  download: 'message mailbox protocol leaveOnServer device',
  move: 'message mailbox folder',
  flag: 'message mailbox',
  categorize: 'message mailbox',
  forward: 'message mailbox to',
  delete: 'message mailbox how',
  recall: 'id message by application client context resultMail replace',
  compose: 'id from to cc bcc size client replyTo replyAllTo receivedAsBcc',
  observe: 'draft',
  reopen: 'draft',
  close: 'draft',
  removeRecipient: 'draft recipient',
  refreshGroupMetrics: '',
  openRequest: 'recall mailbox',
  startClient: 'mailbox client mode',
  stopClient: 'mailbox',
  sync: 'mailbox',
  purge: 'message by how type',
  change: 'tenant cmdlet verb noun identity properties',
  inspect: 'id tenant noun identity',
};

const isSaid = (value: unknown): boolean =>
  value != null && value !== false && !(Array.isArray(value) && value.length === 0);

/** The first word in an action that the judge does not know. */
function unknownIn(action: Readonly<Record<string, unknown>>): string | null {
  const kind = String(action['kind']);
  const fields = acts[kind]?.split(' ');
  if (fields === undefined) return kind;
  const key = Object.keys(action).find(
    (name) => name !== 'kind' && !fields.includes(name) && isSaid(action[name]),
  );
  return key === undefined ? null : `${kind}.${key}`;
}

/** The first property of some objects that the judge does not know. */
function unknownOf(noun: string, rows: readonly Row[]): string | null {
  const names = known[noun];
  if (names === undefined) return rows.length === 0 ? null : noun;
  const isKnown = (name: string, value: unknown): boolean => {
    const values = judgedValues[name];
    if (values !== undefined) return values.includes(value);
    return names.includes(name) || identities.includes(name);
  };
  for (const row of rows) {
    for (const [name, value] of Object.entries(row)) {
      if (value != null && !isKnown(name, value)) return `${noun}.${name}`;
    }
  }
  return null;
}

/** Ways of reading mail that happen beside the server. */
function beside({ scenario, acts: all }: Case): string | null {
  for (const { mailbox, deliveryLocation, offline } of scenario.people) {
    if (deliveryLocation !== 'mailbox') return 'mail that is delivered to a file';
    const isCutOff = all.some(
      ({ action, moment }) =>
        (action.kind === 'read' || action.kind === 'preview') &&
        lower(action.mailbox) === lower(mailbox) &&
        isWithin(moment.at, offline),
    );
    if (isCutOff) return 'reading without a connection';
  }
  return null;
}

/** Whether a message waits in the Outbox of somebody whose client comes and goes, or is deleted. */
function waitsForClient(of: Case): boolean {
  return actsOf(of, 'send').some(({ action, moment }) => {
    const { id, from } = action;
    const { running, offline } = personOf(of, lower(from));
    const isTouched = of.acts.some(({ action }) => {
      const isOwn = 'mailbox' in action && lower(action.mailbox) === lower(from);
      const deletes = action.kind === 'delete' && action.message === id;
      return isOwn && (deletes || action.kind === 'startClient' || action.kind === 'stopClient');
    });
    const isAway = running !== null || offline.length > 0 || of.scenario.faults.length > 0;
    return waitOf(of, action, moment) > 0 && (isAway || isTouched);
  });
}

/** Nothing says which of several copies somebody opens that came at the same instant. */
function hasTies(of: Case): boolean {
  return actsOf(of, 'read', 'preview', 'download', 'move', 'forward', 'delete').some((act) => {
    const message = anyMessage(of, act.action.message);
    return message !== undefined && isUndecided(of, message, act);
  });
}

/** Why a scenario is not judged; null: it is. */
export function unjudged(of: Case): string | null {
  const { faults, tenant, tenants, timeline, assume } = of.scenario;
  if (faults.some(({ kind }) => kind === 'backlog')) return 'a queue full of other mail';
  // Where nothing is sent, no setting makes a difference.
  if (actsOf(of, 'send', 'recall').length === 0) return null;
  for (const { action } of timeline) {
    const unknown =
      unknownIn(action) ??
      (action.kind === 'change' ? unknownOf(action.noun, [action.properties]) : null);
    if (unknown !== null) return unknown;
  }
  for (const { nouns } of [tenant, ...Object.values(tenants)]) {
    for (const [noun, rows] of Object.entries(nouns)) {
      const unknown = unknownOf(noun, rows);
      if (unknown !== null) return unknown;
    }
    if (nouns.DynamicDistributionGroup && !nouns.DynamicDistributionGroupMember?.length) {
      return 'a dynamic group whose filter is evaluated';
    }
  }
  const apart = beside(of);
  if (apart !== null) return apart;
  if (waitsForClient(of)) return 'a message that waits for the client of its sender';
  if (hasTies(of)) return 'acts on copies that were sent on at one instant';
  const isLabelled = actsOf(of, 'send').some(({ action }) => action.label !== undefined);
  if (isLabelled && assume.labelStopsMailboxForwarding === 'true') {
    return 'a label that stops mailboxes which forward';
  }
  if (assume.expiredMail === 'failed') return 'expired mail that ends a recall';
  const isClassic = actsOf(of, 'recall').some((act) => {
    const gate = gateOf(of, act);
    return gate.status === 'accepted' && gate.agent === 'classic';
  });
  return isClassic ? classicBeyond(of) : null;
}

/** What the judge does not cover of classic recall. */
function classicBeyond(of: Case): string | null {
  const { tenant } = of.scenario;
  const isFolder = ({ RecipientTypeDetails }: Row) => RecipientTypeDetails === 'PublicFolder';
  if (tenant.nouns.Mailbox?.some(isFolder)) return 'a classic recall at a public folder';
  if (classicRecalls(of).some((recall) => comesInParts(of, recall))) {
    return 'a classic recall that reaches a mailbox in several parts';
  }
  if (classicRecalls(of).some((recall) => partsWays(of, recall))) {
    return 'a classic recall that parts on its way from a mailbox that keeps nothing';
  }
  if (classicRecalls(of).some((recall) => comesTogether(of, recall))) {
    return 'two classic requests that come at one instant';
  }
  const started = actsOf(of, 'startClient', 'stopClient').map(({ action }) => action.mailbox);
  const isMixed = of.scenario.people.some(
    ({ mailbox, running, processRecalls, offline }) =>
      (running !== null && started.includes(mailbox)) ||
      (processRecalls === 'manual' &&
        (offline.length > 0 || started.includes(mailbox) || running !== null)),
  );
  if (isMixed) return 'programs that windows and people start and stop';
  return null;
}
