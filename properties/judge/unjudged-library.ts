/**
 * The scenarios of the library that the judge has no opinion on, by the reason it gives.
 *
 * Kept by hand: a scenario that falls out of judgement fails until it is listed here, and one that
 * is listed and judged fails until it is not. The shorter, the better.
 */
export const unjudgedLibrary: Readonly<Record<string, readonly string[]>> = {
  'AcceptedDomain.DomainType': ['relay-domain-knows-more-addresses', 'tips-in-each-client'],
  'DynamicDistributionGroup.SendOofMessageToOriginatorEnabled': [
    'automatic-reply-not-to-everything',
  ],
  'MailContact.RequireSenderAuthenticationEnabled': ['transport-closed-to-outsiders'],
  'Mailbox.Manager': [
    'transport-rule-asks-manager-and-moderators',
    'transport-rule-holds-for-approval',
  ],
  'Mailbox.MailboxRegion': ['regions-of-two-mailboxes'],
  'Mailbox.RetentionHoldEnabled': ['retention-moves-to-the-archive'],
  'Mailbox.RetentionPolicy': [
    'receipt-retention-where-outlook-never-answers',
    'retention-deletes-unread-mail',
    'retention-of-the-sent-item-or-not',
    'retention-policy-comes-later',
    'retention-tags-of-folders',
    'retention-tags-of-subfolders',
    'retention-takes-the-sent-item',
    'retention-two-reasons-to-leave-it',
  ],
  'Mailbox.Title': ['dynamic-group-by-its-filter'],
  'OutboundConnector.ConnectorType': [
    'hybrid-classic-recall-after-on-premises',
    'hybrid-connector-drops-headers',
    'hybrid-connector-for-own-domains',
    'hybrid-connector-keeps-headers',
    'hybrid-mail-passes-on-premises-first',
    'hybrid-outside-without-headers',
    'hybrid-service-on-the-way',
    'three-trips-are-over',
  ],
  'OutboundConnector.Enabled': ['connectors-that-are-switched-off'],
  'OutboundConnector.RecipientDomains': [
    'hybrid-connector-takes-nothing-by-domain',
    'other-tenant-rules-journal-and-connector',
    'queue-expires-after-twelve-hours',
    'transport-limits-at-several-levels',
  ],
  'TransportRule.ApplyHtmlDisclaimerText': ['disclaimer-wrapped-and-found'],
  'TransportRule.ApplyOME': [
    'disclaimer-on-protected-mail',
    'label-that-encrypts-before-october-2024',
    'label-where-switches-say-otherwise',
    'protected-for-one-recipient',
  ],
  'TransportRule.BlindCopyTo': [
    'transport-rule-adds-recipients',
    'transport-rules-leave-journal-copies-alone',
  ],
  'TransportRule.CopyTo': [
    'transport-rule-copies-not-found',
    'transport-rule-redirects-late',
    'transport-rule-redirects-the-request',
  ],
  'TransportRule.RedirectMessageTo': [
    'transport-rule-redirects-again',
    'transport-rule-redirects',
    'transport-rule-with-two-actions',
    'transport-rules-redirect-in-a-circle',
  ],
  'a classic recall at a public folder': [
    'classic-group-mailbox-on-view',
    'classic-public-folder-on-view',
    'classic-public-folder',
    'modern-group-classic-recall',
  ],
  'a classic recall that reaches a mailbox in several parts': [
    'classic-group-behind-a-mailbox',
    'classic-more-of-it-comes-later',
  ],
  'a label that stops mailboxes which forward': ['label-that-stops-no-forwarding-mailbox'],
  'a message that waits for the client of its sender': [
    'deferred-message-and-office-hours',
    'deferred-message-in-another-program',
    'deferred-message-is-deleted',
    'deferred-message-needs-outlook',
    'outbox-starts-and-moves',
    'undo-window-after-the-browser-closed',
    'undo-window-and-which-program-runs',
    'undo-window-kept-by-the-client',
  ],
  'a queue full of other mail': ['queue-agent-is-busy', 'queue-request-of-recall-waits'],
  'expired mail that ends a recall': [
    'queue-expiry-and-unavailable',
    'queue-expiry-ends-the-recall',
  ],
  fill: ['transport-full-mailboxes'],
  'mail that is delivered to a file': [
    'classic-delivered-to-a-pst',
    'classic-next-logon-with-a-pst',
    'classic-two-reasons-to-wait',
    'client-and-what-left-the-mailbox',
    'deleted-before-a-pst-takes-it',
    'delivered-to-a-pst',
  ],
  'programs that windows and people start and stop': [
    'classic-outlook-was-closed',
    'classic-processed-by-hand',
  ],
  'reading without a connection': [
    'client-takes-shows-and-drops',
    'read-where-nothing-is-said-of-the-client',
    'read-without-a-connection',
  ],
  'send.expiresAfterMs': ['receipt-message-expires'],
  'send.sensitive': [
    'sensitive-content-in-two-messages',
    'sensitive-content-of-two-kinds',
    'sensitive-content',
  ],
};
