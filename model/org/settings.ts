/**
 * The settings that the model reads: for each noun its properties, their types, defaults, ranges
 * and latency.
 *
 * Why data: parsing, defaults ("absent or null means Exchange's default"), change cmdlets, JSON
 * Schema and `explain` all read this one table. To add a setting, add an entry here and the fact
 * that reads it.
 *
 * Never: a default without a rule, or the source in a comment.
 */
import type { RuleId } from '../rules/catalogue.ts';
import {
  address,
  addresses,
  DAY_MS,
  flag,
  MINUTE_MS,
  type Property,
  size,
  text,
  texts,
} from './property.ts';
import { mailboxPermission, recipientPermission } from './settings-access.ts';
import { automaticReplies, autoReplyDomain, groupReplies } from './settings-automatic-reply.ts';
import { connectorNouns, queues } from './settings-connectors.ts';
import { directoryProperties, filterSettings } from './settings-directory.ts';
import { label } from './settings-label.ts';
import {
  customTip,
  groupMetrics,
  organizationRelationship,
  tipSwitches,
} from './settings-mailtips.ts';
import { recallPermission, roleGroup, roleGroupMember } from './settings-permission.ts';
import { receiptNouns } from './settings-receipt.ts';
import { retained, retentionPolicy, retentionPolicyTag } from './settings-retention.ts';
import { delivery, flowRuleActions, internalOnly, sizes } from './settings-transport.ts';

export type NounSpec = {
  /** One object a tenant; written as an object, not a list. */
  readonly single?: true;
  /** Every mailbox has one, written or not. */
  readonly perMailbox?: true;
  /** The properties of which one must identify an object. */
  readonly identity: readonly string[];
  readonly properties: Readonly<Record<string, Property>>;
};

const names = {
  Identity: text('what the object is called by'),
  Name: text('its name'),
};
const recipient = {
  ...names,
  PrimarySmtpAddress: address('the address of the recipient'),
  EmailAddresses: addresses('all addresses of the recipient'),
  Alias: text('its alias'),
  DisplayName: text('the name people see'),
  ...directoryProperties,
  ...customTip,
};

const recallSwitch = (value: boolean, cites: RuleId, describe: string): Property => ({
  type: 'boolean',
  default: value,
  latency: 'recallSwitch',
  cites,
  describe,
});

/** Conditions of a mail flow rule; `ExceptIf…` takes the same. */
const ruleConditions = {
  From: addresses('the sender is one of these'),
  FromScope: {
    type: ['InOrganization', 'NotInOrganization'],
    default: null,
    describe: 'where the sender is',
  },
  SentTo: addresses('a recipient is one of these'),
  SentToScope: {
    type: ['InOrganization', 'NotInOrganization'],
    default: null,
    describe: 'where the recipient is',
  },
  SenderDomainIs: texts('the domain of the sender is one of these'),
  RecipientDomainIs: texts('the domain of the recipient is one of these'),
  SubjectContainsWords: texts('the subject holds one of these words'),
  HeaderContainsMessageHeader: text('the header to look at'),
  HeaderContainsWords: texts('the header holds one of these words'),
  MessageContainsDataClassifications: {
    type: 'classifications',
    default: null,
    describe: 'the message holds sensitive content of one of these kinds',
  },
} as const satisfies Record<string, Property>;

const exceptions = Object.fromEntries(
  Object.entries(ruleConditions).map(([name, property]) => [`ExceptIf${name}`, property]),
) as Readonly<Record<`ExceptIf${keyof typeof ruleConditions}`, Property>>;

export const nouns = {
  OrganizationConfig: {
    single: true,
    identity: [],
    properties: {
      ...names,
      MessageRecallEnabled: recallSwitch(
        true,
        'RC-090',
        'cloud recall acts; false returns to classic recall',
      ),
      RecallReadMessagesEnabled: recallSwitch(true, 'RC-091', 'read messages are recalled too'),
      MessageRecallMaxRecallableAge: {
        type: 'timespan',
        default: 365 * DAY_MS,
        min: 5 * MINUTE_MS,
        max: 3650 * DAY_MS,
        latency: 'recallSwitch',
        cites: 'RC-092',
        describe: 'the greatest age of a message that can be recalled',
      },
      MessageRecallAlertRecipientsEnabled: recallSwitch(
        false,
        'RC-093',
        'recipients are told of a recall',
      ),
      MessageRecallAlertRecipientsReadMessagesOnlyEnabled: recallSwitch(
        false,
        'RC-094',
        'only recipients who had read the message are told',
      ),
      AuditDisabled: flag(false, 'no mailbox is audited', 'RC-254'),
      ...tipSwitches,
    },
  },
  AcceptedDomain: {
    identity: ['DomainName', 'Name', 'Identity'],
    properties: {
      ...names,
      DomainName: text('a domain that the organization receives mail for'),
      DomainType: {
        type: ['Authoritative', 'InternalRelay', 'ExternalRelay'],
        default: 'Authoritative',
        cites: 'AD-002',
        describe: 'whether other systems have addresses in it too',
      },
      Default: flag(false, 'the domain of new addresses'),
    },
  },
  RemoteDomain: {
    identity: ['DomainName', 'Name', 'Identity'],
    properties: {
      ...names,
      DomainName: text('a domain, `*.domain` with its subdomains, or `*` for every other'),
      TNEFEnabled: flag(null, 'mail to the domain is sent as TNEF', 'RD-001'),
      AutoForwardEnabled: flag(true, 'mail may be forwarded to the domain automatically', 'RD-002'),
      ...autoReplyDomain,
      IsInternal: flag(false, 'transport treats addresses of the domain as inside', 'RD-004'),
    },
  },
  ...connectorNouns,
  TransportRule: {
    identity: ['Name', 'Identity'],
    properties: {
      ...names,
      State: {
        type: ['Enabled', 'Disabled'],
        default: 'Enabled',
        describe: 'whether the rule acts',
      },
      Priority: {
        type: 'integer',
        default: null,
        min: 0,
        describe: 'the order of rules, lowest first; those without come last, as they are written',
      },
      ...ruleConditions,
      ...exceptions,
      StopRuleProcessing: flag(false, 'no later rule is looked at'),
      RouteMessageOutboundConnector: text('the connector that matching mail leaves through'),
      ...flowRuleActions,
    },
  },
  CrossTenantRecallConfiguration: {
    single: true,
    identity: [],
    properties: {
      ...names,
      CrossTenantRecallEnabled: flag(false, 'other organizations may recall mail here', 'RC-210'),
      AllowedSenderTenantIds: texts('the TenantIds of those that may'),
    },
  },
  HostedOutboundSpamFilterPolicy: {
    identity: ['Name', 'Identity'],
    properties: {
      ...names,
      AutoForwardingMode: {
        type: ['Automatic', 'On', 'Off'],
        default: 'Automatic',
        cites: 'MB-033',
        describe: 'whether mail may be forwarded outside automatically',
      },
    },
  },
  TransportConfig: { single: true, identity: [], properties: { ...names, ...sizes, ...queues } },
  MailboxStatistics: {
    identity: ['Identity'],
    properties: {
      Identity: address('the mailbox'),
      TotalItemSize: size('how much lies in the mailbox at the start; 0 when absent'),
      TotalDeletedItemSize: { type: 'size', default: 0, describe: 'what Recoverable Items holds' },
    },
  },
  JournalRule: {
    identity: ['Name', 'Identity', 'JournalEmailAddress'],
    properties: {
      ...names,
      JournalEmailAddress: address('where journal copies go'),
      Recipient: address('whose mail is journaled; everybody’s when absent'),
      Scope: {
        type: ['Global', 'Internal', 'External'],
        default: 'Global',
        describe: 'which mail',
      },
      Enabled: flag(true, 'the rule acts'),
    },
  },
  Mailbox: {
    identity: ['PrimarySmtpAddress', 'Identity', 'Alias'],
    properties: {
      ...recipient,
      ...delivery,
      ...sizes,
      RequireSenderAuthenticationEnabled: internalOnly,
      Manager: address('whom the owner reports to'),
      MailboxRegion: text('the region that holds the mailbox'),
      RecipientLimits: {
        type: 'size',
        default: 500,
        min: 1,
        max: 1000,
        cites: 'ND-014',
        describe: 'the most recipients of one message, 1 to 1000; Unlimited: as for everybody',
      },
      ProhibitSendQuota: size('at this size the mailbox sends no more'),
      ProhibitSendReceiveQuota: size('at this size the mailbox sends and receives no more'),
      GrantSendOnBehalfTo: addresses('who may send on behalf of the owner'),
      ForwardingAddress: address('a recipient of the organization that mail is forwarded to'),
      ForwardingSmtpAddress: address('an address that mail is forwarded to'),
      DeliverToMailboxAndForward: flag(false, 'a forwarding mailbox keeps a copy', 'MB-030'),
      MessageRecallProcessingEnabled: flag(true, 'recalls act on this mailbox', 'RC-095'),
      SingleItemRecoveryEnabled: flag(true, 'removed items are kept for recovery', 'MB-031'),
      RetainDeletedItemsFor: {
        type: 'timespan',
        default: 14 * DAY_MS,
        min: 0,
        max: 30 * DAY_MS,
        cites: 'MB-032',
        describe: 'how long removed items are kept',
      },
      ...retained,
      LitigationHoldEnabled: flag(false, 'nothing is purged'),
      AuditEnabled: flag(true, 'the mailbox is audited', 'RC-255'),
      AuditLogAgeLimit: {
        type: 'timespan',
        default: 90 * DAY_MS,
        min: 0,
        cites: 'RC-255',
        describe: 'how long the audit log keeps an entry',
      },
      InPlaceHolds: texts('holds and retention policies; one that begins with - is an exclusion'),
      ComplianceTagHoldApplied: flag(false, 'an item carries a retention label that keeps it'),
      RecoverableItemsQuota: {
        type: 'size',
        default: null,
        cites: 'MB-060',
        describe: 'how much Recoverable Items holds; 30 GB, on hold 100 GB',
      },
    },
  },
  ...receiptNouns,
  MailboxAutoReplyConfiguration: automaticReplies,
  InboxRule: {
    identity: ['Name', 'Identity', 'RuleIdentity'],
    properties: {
      ...names,
      RuleIdentity: text('the number of the rule'),
      MailboxOwnerId: address('the mailbox whose rule it is'),
      Enabled: flag(true, 'the rule acts'),
      Priority: {
        type: 'integer',
        default: null,
        min: 0,
        describe: 'the order of rules, lowest first; those without come last, as they are written',
      },
      From: addresses('the sender is one of these'),
      FromAddressContainsWords: texts('the address of the sender holds one of these'),
      SubjectContainsWords: texts('the subject holds one of these words'),
      SubjectOrBodyContainsWords: texts('the subject or body holds one of these words'),
      WithinSizeRangeMinimum: { type: 'size', default: null, describe: 'the least size' },
      WithinSizeRangeMaximum: { type: 'size', default: null, describe: 'the greatest size' },
      SentTo: addresses('the message was sent to one of these'),
      MoveToFolder: text('the folder it is moved to'),
      CopyToFolder: text('the folder a copy goes to'),
      DeleteMessage: flag(false, 'it goes to Deleted Items'),
      MarkAsRead: flag(false, 'it is marked as read'),
      ForwardTo: addresses('it is forwarded to these'),
      ForwardAsAttachmentTo: addresses('it is forwarded as an attachment to these'),
      RedirectTo: addresses('it is redirected to these'),
      StopProcessingRules: flag(false, 'no later rule runs'),
    },
  },
  MailContact: {
    identity: ['PrimarySmtpAddress', 'ExternalEmailAddress', 'Identity', 'Alias'],
    properties: {
      ...recipient,
      ...delivery,
      ...sizes,
      RequireSenderAuthenticationEnabled: internalOnly,
      ExternalEmailAddress: address('the address outside'),
    },
  },
  MailUser: {
    identity: ['PrimarySmtpAddress', 'ExternalEmailAddress', 'Identity', 'Alias'],
    properties: {
      ...recipient,
      ...delivery,
      ...sizes,
      RequireSenderAuthenticationEnabled: internalOnly,
      Manager: address('whom the owner reports to'),
      ExternalEmailAddress: address('the address outside, or in an accepted domain: on premises'),
    },
  },
  DistributionGroup: {
    identity: ['PrimarySmtpAddress', 'Identity', 'Alias', 'Name'],
    properties: {
      ...recipient,
      ...delivery,
      RequireSenderAuthenticationEnabled: flag(
        true,
        'only senders of the organization may send to it',
        'ND-022',
      ),
      ManagedBy: addresses('the owners, who approve where no moderator is named'),
      BypassNestedModerationEnabled: flag(false, 'its approval counts for the groups in it'),
      Members: addresses('the members'),
      ReportToOriginatorEnabled: flag(true, 'delivery reports go to whoever sent to the group'),
      ...groupReplies,
    },
  },
  DynamicDistributionGroup: {
    identity: ['PrimarySmtpAddress', 'Identity', 'Alias', 'Name'],
    properties: {
      ...recipient,
      ...delivery,
      ...filterSettings,
      RequireSenderAuthenticationEnabled: internalOnly,
      ReportToOriginatorEnabled: flag(true, 'delivery reports go to whoever sent to the group'),
      ...groupReplies,
    },
  },
  DynamicDistributionGroupMember: {
    identity: ['Identity'],
    properties: { Identity: address('the group'), Members: addresses('the list as stored') },
  },
  UnifiedGroup: {
    identity: ['PrimarySmtpAddress', 'Identity', 'Alias', 'Name'],
    properties: {
      ...recipient,
      ...delivery,
      RequireSenderAuthenticationEnabled: internalOnly,
      Members: addresses('the members'),
      Subscribers: addresses('the members who get the mail of the group in their own mailboxes'),
      AutoSubscribeNewMembers: flag(false, 'every member is a subscriber', 'DG-022'),
    },
  },
  RetentionPolicy: retentionPolicy,
  RetentionPolicyTag: retentionPolicyTag,
  MailboxPermission: mailboxPermission,
  RecipientPermission: recipientPermission,
  OrganizationRelationship: organizationRelationship,
  GroupMetrics: groupMetrics,
  RecallPermission: recallPermission,
  Label: label,
  RoleGroup: roleGroup,
  RoleGroupMember: roleGroupMember,
  DistributionGroupMember: {
    identity: ['Identity'],
    properties: { Identity: address('the group'), Members: addresses('members of the group') },
  },
} as const satisfies Record<string, NounSpec>;

export type Noun = keyof typeof nouns;
export const nounNames = Object.keys(nouns) as Noun[];

/** A noun's specification, without its literal types. */
export function nounSpec(noun: Noun): NounSpec {
  return nouns[noun];
}
