/**
 * Properties that Exchange objects really have and the model does not read.
 *
 * Why: a property of Exchange is no typing error. One that would move a copy or a recall and is not
 * modelled is refused by name, so that nobody believes it was obeyed; one that changes nothing of
 * them (tips, quotas of mailboxes whose size is not known, the far side of a connector) is accepted
 * and forgotten.
 *
 * Never: list a property of `model/org/settings.ts` here.
 */
import { type Noun, nounNames } from '../../model/org/settings.ts';

type Names = {
  /** Would act if it were modelled. */
  readonly acts?: string;
  /** Changes nothing that the model could show. */
  readonly inert?: string;
};

/** What every recipient has. */
const directory =
  'SendModerationNotifications ' +
  'Initials PostalCode StreetAddress Phone MobilePhone HomePhone Notes ' +
  'SimpleDisplayName WindowsEmailAddress UserPrincipalName SamAccountName LegacyExchangeDN ' +
  'AddressListMembership ' +
  'EmailAddressPolicyEnabled HiddenFromAddressListsEnabled PoliciesIncluded PoliciesExcluded ' +
  'RecipientType ExternalDirectoryObjectId ExchangeGuid IsDirSynced';

/** Conditions of mail flow rules; each also exists as an exception, `ExceptIf…`. */
const ruleConditions =
  'FromMemberOf FromAddressContainsWords FromAddressMatchesPatterns SentToMemberOf ' +
  'BetweenMemberOf1 BetweenMemberOf2 ManagerAddresses ManagerForEvaluatedUser ' +
  'SenderManagementRelationship ADComparisonAttribute ADComparisonOperator ' +
  'SenderADAttributeContainsWords SenderADAttributeMatchesPatterns ' +
  'RecipientADAttributeContainsWords RecipientADAttributeMatchesPatterns ' +
  'RecipientAddressContainsWords RecipientAddressMatchesPatterns AnyOfToHeader ' +
  'AnyOfToHeaderMemberOf AnyOfCcHeader AnyOfCcHeaderMemberOf AnyOfToCcHeader ' +
  'AnyOfToCcHeaderMemberOf AnyOfRecipientAddressContainsWords ' +
  'AnyOfRecipientAddressMatchesPatterns HasClassification HasNoClassification ' +
  'SubjectMatchesPatterns SubjectOrBodyContainsWords SubjectOrBodyMatchesPatterns ' +
  'HeaderMatchesMessageHeader HeaderMatchesPatterns AttachmentNameMatchesPatterns ' +
  'AttachmentExtensionMatchesWords AttachmentPropertyContainsWords AttachmentContainsWords ' +
  'AttachmentMatchesPatterns AttachmentIsUnsupported AttachmentIsPasswordProtected ' +
  'AttachmentHasExecutableContent AttachmentProcessingLimitExceeded AttachmentSizeOver ' +
  'MessageSizeOver SCLOver WithImportance MessageTypeMatches ' +
  'MessageContainsAllDataClassifications HasSenderOverride ' +
  'SenderIpRanges SenderInRecipientList RecipientInSenderList ContentCharacterSetContainsWords ' +
  'DlpPolicy ActivationDate ExpiryDate';
const ruleActions =
  'ModifySubject ApplyClassification ApplyRightsProtectionCustomizationTemplate RemoveOME ' +
  'RemoveOMEv2 RemoveRMSAttachmentEncryption SetSCL RemoveHeader ' +
  'AddManagerAsRecipientType Disconnect SmtpRejectMessageRejectText ' +
  'SmtpRejectMessageRejectStatusCode GenerateIncidentReport ' +
  'GenerateNotification RouteMessageOutboundRequireTls';

const inboxConditions =
  'BodyContainsWords HasAttachment HasClassification FlaggedForAction HeaderContainsWords ' +
  'MessageTypeMatches MyNameInCcBox MyNameInToBox MyNameInToOrCcBox MyNameNotInToBox ' +
  'ReceivedAfterDate ReceivedBeforeDate RecipientAddressContainsWords SentOnlyToMe ' +
  'WithImportance WithSensitivity FromSubscription';
const inboxExceptions =
  `${inboxConditions} From FromAddressContainsWords SubjectContainsWords ` +
  'SubjectOrBodyContainsWords WithinSizeRangeMinimum WithinSizeRangeMaximum SentTo';

const prefixed = (names: string) => names.replace(/\S+/g, 'ExceptIf$&');

/** What any cmdlet's object may carry. */
const everywhere =
  'Id ObjectId ObjectState IsValid AdminDisplayName Description WhenChangedUTC WhenCreatedUTC ' +
  'ObjectCategory OriginatingServer OrganizationalUnitRoot Comment Comments';

const names: Readonly<Partial<Record<Noun, Names>>> = {
  OrganizationRelationship: {
    inert:
      'FreeBusyAccessEnabled FreeBusyAccessLevel FreeBusyAccessScope MailboxMoveEnabled ' +
      'MailboxMoveCapability MailboxMovePublishedScopes OAuthApplicationId DeliveryReportEnabled ' +
      'PhotosEnabled TargetApplicationUri TargetSharingEpr TargetOwaURL TargetAutodiscoverEpr ' +
      'OrganizationContact ArchiveAccessEnabled IdentityMoved',
  },
  OrganizationConfig: {
    inert:
      'ReadTrackingEnabled IsMixedMode SendFromAliasEnabled AutoExpandingArchiveEnabled ' +
      'BookingsEnabled PublicFoldersEnabled AutomaticForcedReadReceiptEnabled ' +
      'DisplayName FocusedInboxOn EwsEnabled MessageRemindersEnabled ConnectorsEnabled ' +
      'HybridConfigurationStatus OAuth2ClientProfileEnabled DefaultAuthenticationPolicy ' +
      'CustomerLockboxEnabled LinkPreviewEnabled AppsForOfficeEnabled DistributionGroupNamingPolicy',
  },
  AcceptedDomain: {
    acts: 'MatchSubDomains CatchAllRecipientID SendingFromDomainDisabled',
    inert:
      'AddressBookEnabled EmailOnly ExternallyManaged OutboundOnly PendingRemoval InitialDomain ' +
      'AuthenticationType PendingCompletion DualProvisioningEnabled IsCoexistenceDomain ' +
      'CanHaveCloudCache PerimeterDuplicateDetected IsDefaultFederatedDomain',
  },
  RemoteDomain: {
    acts: 'TargetDeliveryDomain',
    inert:
      'DeliveryReportEnabled NDREnabled ' +
      'MeetingForwardNotificationEnabled DisplaySenderName TrustedMailOutboundEnabled ' +
      'TrustedMailInboundEnabled UseSimpleDisplayName ' +
      'CharacterSet NonMimeCharacterSet ContentType LineWrapSize RequiredCharsetCoverage ' +
      'ByteEncoderTypeFor7BitCharsets PreferredInternetCodePageForShiftJis ' +
      'NDRDiagnosticInfoEnabled MessageCountThreshold SmtpDaneMandatoryModeEnabled',
  },
  InboundConnector: {
    inert:
      'CloudServicesMailEnabled TreatMessagesAsInternal ScanAndDropRecipients ' +
      'ConnectorType ConnectorSource SenderDomains SenderIPAddresses RequireTls ' +
      'RestrictDomainsToIPAddresses RestrictDomainsToCertificate TlsSenderCertificateName ' +
      'TrustedOrganizations ClientHostNames AssociatedAcceptedDomains EFSkipIPs EFSkipLastIP ' +
      'EFSkipMailGateway EFTestMode EFUsers',
  },
  OutboundConnector: {
    inert:
      'SenderRewritingEnabled TestMode ConnectorSource SmartHosts UseMXRecord TlsSettings ' +
      'TlsDomain MtaStsMode ' +
      'IsValidated LastValidationTimestamp ValidationRecipients LinkForModifiedConnector',
  },
  TransportRule: {
    acts: `Mode ${ruleConditions} ${prefixed(ruleConditions)} ${ruleActions}`,
    inert:
      'RuleErrorAction RuleSubType SenderAddressLocation RuleVersion CreatedBy LastModifiedBy ' +
      'ManuallyModified UseLegacyRegex Size SetAuditSeverity LogEventText Conditions Actions ' +
      'Exceptions ApplyHtmlDisclaimerLocation ' +
      'IncidentReportContent IncidentReportOriginalMail SenderNotificationType DlpPolicyId',
  },
  HostedOutboundSpamFilterPolicy: {
    inert:
      'RecipientLimitExternalPerHour RecipientLimitInternalPerHour RecipientLimitPerDay ' +
      'ActionWhenThresholdReached BccSuspiciousOutboundMail ' +
      'Enabled IsDefault RecommendedPolicyType ConfigurationType NotifyOutboundSpam ' +
      'NotifyOutboundSpamRecipients BccSuspiciousOutboundAdditionalRecipients',
  },
  TransportConfig: {
    inert:
      'AddressBookPolicyRoutingEnabled ClearCategories ConvertDisclaimerWrapperToEml ' +
      'DSNConversionMode ExternalDelayDsnEnabled ExternalDsnLanguageDetectionEnabled ' +
      'ExternalDsnSendHtml ExternalPostmasterAddress HygieneSuite InternalDelayDsnEnabled ' +
      'InternalDsnLanguageDetectionEnabled InternalDsnSendHtml InternalSMTPServers ' +
      'JournalingReportNdrTo JournalArchivingEnabled MaxDumpsterTime ' +
      'ReplyAllStormProtectionEnabled RejectMessageOnShadowFailure ShadowRedundancyEnabled ' +
      'SmtpClientAuthenticationDisabled ' +
      'Rfc2231EncodingEnabled VerifySecureSubmitEnabled VoicemailJournalingEnabled Xexch50Enabled',
  },
  MailboxStatistics: {
    inert:
      'DisplayName MailboxGuid ItemCount DeletedItemCount LastLogonTime ' +
      'LastLogoffTime StorageLimitStatus IsArchiveMailbox MailboxType MailboxTypeDetail Database ' +
      'ServerName AssociatedItemCount SystemMessageCount SystemMessageSize',
  },
  JournalRule: { acts: 'ExpiryDate', inert: 'FullReport LawfulInterception' },
  Mailbox: {
    acts: 'DelayHoldApplied DelayReleaseHoldApplied LitigationHoldDuration',
    inert:
      'IssueWarningQuota ' +
      'RecoverableItemsWarningQuota ArchiveState ArchiveQuota ' +
      'ArchiveWarningQuota AutoExpandingArchiveEnabled MessageCopyForSentAsEnabled ' +
      'MessageCopyForSendOnBehalfEnabled AccountDisabled ' +
      'JournalArchiveAddress MessageTrackingReadStatusEnabled ' +
      `${directory} IsShared IsResource ResourceType ResourceCapacity IsMailboxEnabled Languages ` +
      'ArchiveGuid ArchiveName RoleAssignmentPolicy SharingPolicy AddressBookPolicy MailboxPlan ' +
      'UseDatabaseQuotaDefaults UseDatabaseRetentionDefaults LitigationHoldDate ' +
      'LitigationHoldOwner RetentionComment RetentionUrl AuditAdmin AuditDelegate AuditOwner',
  },
  RetentionPolicy: { inert: 'IsDefault IsDefaultArbitrationMailbox RetentionId' },
  RetentionPolicyTag: {
    acts: 'TriggerForRetention MessageClass AddressForJournaling',
    inert:
      'RetentionId IsVerdictTag SystemTag MustDisplayCommentEnabled ' +
      'LocalizedRetentionPolicyTagName LocalizedComment LegacyManagedFolder ' +
      'MessageFormatForJournaling JournalingEnabled ' +
      'LabelForJournaling MoveToDestinationFolder IsPrimary',
  },
  MailboxPermission: { inert: 'IsInherited InheritanceType' },
  RecipientPermission: { inert: 'IsInherited InheritanceType' },
  CASMailbox: {
    inert:
      'ActiveSyncEnabled ActiveSyncMailboxPolicy ActiveSyncDebugLogging ECPEnabled ' +
      'EmailAddresses DisplayName EwsEnabled EwsAllowOutlook EwsApplicationAccessPolicy ' +
      'ImapEnabled ImapMessagesRetrievalMimeFormat ImapForceICalForCalendarRetrievalOption ' +
      'LegacyExchangeDN LinkedMasterAccount MAPIEnabled MAPIBlockOutlookRpcHttp ' +
      'OutlookMobileEnabled OWAEnabled OWAforDevicesEnabled OwaMailboxPolicy ' +
      'OneWinNativeOutlookEnabled PopEnabled PopMessagesRetrievalMimeFormat ' +
      'PopForceICalForCalendarRetrievalOption ServerName SmtpClientAuthenticationDisabled ' +
      'UniversalOutlookEnabled',
  },
  MailboxMessageConfiguration: {
    inert:
      'AfterMoveOrDeleteBehavior AlwaysShowBcc AlwaysShowFrom AutoAddSignature ' +
      'AutoAddSignatureOnReply CheckForForgottenAttachments ConversationSortOrder ' +
      'DefaultFontColor DefaultFontFlags DefaultFontName DefaultFontSize DefaultFormat ' +
      'EmailComposeMode EmptyDeletedItemsOnLogoff HideDeletedItems NewItemNotification ' +
      'PreviewMarkAsReadBehavior PreviewMarkAsReadDelaytime ShowConversationAsTree SignatureHtml ' +
      'SignatureText SignatureTextOnMobile UseDefaultSignatureOnMobile',
  },
  MailboxAutoReplyConfiguration: {
    inert:
      'AutoDeclineFutureRequestsWhenOOF CreateOOFEvent DeclineAllEventsForScheduledOOF ' +
      'DeclineEventsForScheduledOOF DeclineMeetingMessage EventsToDeleteIDs OOFEventSubject ' +
      'IgnoreDefaultScope',
  },
  InboxRule: {
    acts: `${inboxConditions} ${prefixed(inboxExceptions)} SoftDeleteMessage`,
    inert:
      'ApplyCategory ApplySystemCategory DeleteSystemCategory MarkImportance PinMessage ' +
      'SendTextMessageNotificationTo ' +
      'Legacy InError ErrorType SupportedByTask AlwaysDeleteOutlookRulesBlob',
  },
  MailContact: {
    acts: 'UseMapiRichTextFormat',
    inert:
      `${directory} GrantSendOnBehalfTo Manager MessageFormat MessageBodyFormat ` +
      'MacAttachmentFormat UsePreferMessageFormat',
  },
  MailUser: {
    acts: 'UseMapiRichTextFormat',
    inert:
      `${directory} GrantSendOnBehalfTo MessageFormat MessageBodyFormat ` +
      'MacAttachmentFormat UsePreferMessageFormat',
  },
  DynamicDistributionGroup: {
    acts: 'MaxSendSize MaxReceiveSize RecipientContainer',
    inert: `${directory} GrantSendOnBehalfTo Manager ManagedBy GroupType LdapRecipientFilter`,
  },
  UnifiedGroup: {
    acts: 'MaxSendSize MaxReceiveSize',
    inert:
      `${directory} GrantSendOnBehalfTo Manager AccessType Language ` +
      'AlwaysSubscribeMembersToCalendarEvents ' +
      'ManagedBy Owners HiddenFromExchangeClientsEnabled SubscriptionEnabled ' +
      'WelcomeMessageEnabled SharePointSiteUrl',
  },
  DistributionGroup: {
    acts: 'MaxSendSize MaxReceiveSize',
    inert:
      'ReportToManagerEnabled ' +
      `${directory} GrantSendOnBehalfTo Manager GroupType MemberJoinRestriction ` +
      'MemberDepartRestriction ' +
      'HiddenGroupMembershipEnabled BypassSecurityGroupManagerCheck',
  },
};

const split = (text: string | undefined) => (text ?? '').split(' ').filter(Boolean);

/** A property that the model does not read, in Exchange's spelling. */
export type UnreadProperty = { readonly name: string; readonly acts: boolean };

const unread: ReadonlyMap<Noun, ReadonlyMap<string, UnreadProperty>> = new Map(
  nounNames.map((noun) => {
    const { acts, inert } = names[noun] ?? {};
    const all = [
      ...[...split(inert), ...split(everywhere)].map((name) => ({ name, acts: false })),
      ...split(acts).map((name) => ({ name, acts: true })),
    ];
    return [noun, new Map(all.map((property) => [property.name.toLowerCase(), property]))];
  }),
);

/** The property of a name, case-blind; undefined when it is none that the noun is known to have. */
export function unreadProperty(noun: Noun, key: string): UnreadProperty | undefined {
  return unread.get(noun)?.get(key.toLowerCase());
}

/** The names of all of them, for the nearest word. */
export function unreadNames(noun: Noun): string[] {
  return [...(unread.get(noun)?.values() ?? [])].map(({ name }) => name);
}

/**
 * Conditions and exceptions of rules that are not modelled: a rule with one of them matches less
 * than it seems.
 */
export function isConditionNotModelled(noun: Noun, property: string): boolean {
  return (noun === 'TransportRule' || noun === 'InboxRule') && conditionNames[noun].has(property);
}

const conditionNames = {
  TransportRule: new Set(['Mode', ...split(ruleConditions), ...split(prefixed(ruleConditions))]),
  InboxRule: new Set([...split(inboxConditions), ...split(prefixed(inboxExceptions))]),
} as const;

/** Values that do nothing although they are neither null nor false. */
export function isNeutral(property: string, value: unknown): boolean {
  if (value === null || value === false || value === '' || value === 0) return true;
  if (Array.isArray(value)) return value.every((item) => item === null || item === '');
  if (typeof value === 'object') return Object.keys(value as object).length === 0;
  const word = String(value).toLowerCase();
  return neutralWords.has(`${property} ${word}`) || ['false', '$false', 'unlimited'].includes(word);
}

const neutralWords: ReadonlySet<string> = new Set([
  'Mode enforce',
  'UseMapiRichTextFormat usedefaultsettings',
  'AuditLogAgeLimit 90.00:00:00',
  'ArchiveStatus none',
  'ArchiveState none',
  'MessageTypeMatches none',
  'SenderManagementRelationship none',
]);

/** Keys that only an export carries. */
export const exportMarks: ReadonlySet<string> = new Set(
  (
    'guid exchangeversion whenchanged whencreated objectclass distinguishedname organizationid ' +
    'runspaceid pscomputername psshowcomputername'
  ).split(' '),
);
