/**
 * The dense organization: what the world reads, as parallel arrays over the address book.
 *
 * Why: a run looks a recipient up by index millions of times. One org stands for one settings
 * epoch: the tenant as it acts between two changes coming into force; indices are the same in every
 * epoch.
 *
 * Never: change after it was built.
 */
import type { AddressBook } from '../address.ts';
import type { notifySenderTypes } from '../decisions/content.ts';
import type { RuleId } from '../rules/catalogue.ts';
import type { AutomaticReplies } from './automatic-replies.ts';
import type { Connector } from './connectors.ts';
import type { Label } from './labels.ts';
import type { PermissionRow } from './permission.ts';
import type { ReceiptSettings } from './receipts.ts';

/** What an address is to the organization under study. */
export const recipientKinds = ['unknown', 'cloud', 'onPremises', 'outside', 'group'] as const;
export type RecipientKind = (typeof recipientKinds)[number];

/** The effective switches of the organization. */
export type OrgSettings = {
  readonly auditDisabled: boolean;
  readonly recallEnabled: boolean;
  readonly readRecallable: boolean;
  readonly recallableAgeMs: number;
  readonly alertsOn: boolean;
  readonly alertsReadOnly: boolean;
  readonly autoForwardingOn: boolean;
  /** CrossTenantRecallConfiguration: whether other organizations may recall here, and which. */
  readonly crossTenantOn: boolean;
  /** TenantIds, lower case. */
  readonly allowedTenants: readonly string[];
};

/** An Inbox rule, addresses as indices. */
export type InboxRule = {
  readonly name: string;
  readonly from: readonly number[];
  readonly fromWords: readonly string[];
  readonly subjectWords: readonly string[];
  /** Bytes; 0 and infinite where nothing is asked. */
  readonly sizeMin: number;
  readonly sizeMax: number;
  readonly sentTo: readonly number[];
  readonly moveTo: string | null;
  readonly copyTo: string | null;
  readonly deletes: boolean;
  readonly marksRead: boolean;
  /** ForwardTo, ForwardAsAttachmentTo and RedirectTo: all leave a copy at the target. */
  readonly forwardsTo: readonly number[];
  readonly stops: boolean;
};

/** One condition of a mail flow rule over what transport knows of a copy. */
export type FlowCondition =
  | { readonly on: 'sender' | 'recipient'; readonly anyOf: readonly number[] }
  | { readonly on: 'senderInside' | 'recipientInside'; readonly is: boolean }
  | { readonly on: 'senderDomain' | 'recipientDomain'; readonly anyOf: readonly string[] }
  | { readonly on: 'sensitive'; readonly anyOf: readonly string[] }
  | { readonly on: 'subject'; readonly words: readonly string[] }
  | { readonly on: 'header'; readonly header: string; readonly words: readonly string[] };

/** A mail flow rule: every condition and no exception must match; then all its actions act. */
export type FlowRule = {
  readonly name: string;
  readonly conditions: readonly FlowCondition[];
  readonly exceptions: readonly FlowCondition[];
  /** Where matching copies leave; null: as without the rule. */
  readonly connector: string | null;
  readonly rejects: boolean;
  readonly deletes: boolean;
  readonly quarantines: boolean;
  readonly redirectsTo: readonly number[];
  /** AddToRecipients, CopyTo and BlindCopyTo: all leave a copy at the target. */
  readonly adds: readonly number[];
  readonly moderators: readonly number[];
  /** Whether the manager of the sender approves. */
  readonly asksManager: boolean;
  readonly prefix: string;
  /** The header it sets, in lower case; null for none. */
  readonly header: { readonly name: string; readonly value: string } | null;
  /** What it says to senders of sensitive content; null: nothing. */
  readonly notifySender: (typeof notifySenderTypes)[number] | null;
  /** What happens where its disclaimer cannot be added; null: it adds none. */
  readonly disclaimer: 'Wrap' | 'Ignore' | 'Reject' | null;
  readonly protects: boolean;
  /** Whether no later rule is looked at. */
  readonly stops: boolean;
};

/** Who may send to a recipient, who approves, and how much it takes. Sizes are bytes. */
export type DeliverySettings = {
  /** Null: everybody. */
  readonly acceptsOnly: ReadonlySet<number> | null;
  readonly rejects: ReadonlySet<number>;
  readonly needsAuthentication: boolean;
  readonly isModerated: boolean;
  readonly moderators: ReadonlySet<number>;
  readonly bypassing: ReadonlySet<number>;
  /** Whether approval by this group counts for the groups in it. */
  readonly bypassesNested: boolean;
  readonly maxSendBytes: number;
  readonly maxReceiveBytes: number;
  /** The most recipients of one message, infinite for Unlimited; null for what is no mailbox. */
  readonly recipientsMax: number | null;
  readonly sendQuotaBytes: number;
  readonly quotaBytes: number;
  /** The size of the mailbox at the start. */
  readonly totalBytes: number;
  /** -1 for nobody. */
  readonly manager: number;
};

/** The size limits of the organization, bytes. */
export type SizeLimits = { readonly maxSendBytes: number; readonly maxReceiveBytes: number };

/** A tag acts on items of a folder (lower case, without blanks), or of any: null. */
export type RetentionTag = {
  readonly folder: string | null;
  readonly ageMs: number;
  readonly action: 'archive' | 'delete' | 'purge';
};

/** What the retention policy of a mailbox does. */
export type Retention = {
  readonly suspended: boolean;
  readonly hasArchive: boolean;
  readonly tags: readonly RetentionTag[];
};

/** [mailbox] who may open it, and who may send in its name; absent where nobody says. */
export type Access = {
  readonly fullAccess: ReadonlyMap<number, ReadonlySet<number>>;
  readonly sendRights: ReadonlyMap<number, ReadonlySet<number>>;
};

export type JournalRule = {
  readonly target: number;
  /** Whose mail; -1: everybody's. */
  readonly about: number;
  readonly scope: 'Global' | 'Internal' | 'External';
};

export type Org = {
  /** Lower case; null when nobody states it. */
  readonly tenantId: string | null;
  readonly book: AddressBook;
  readonly recipientCount: number;
  /** [recipient] index into `recipientKinds`. */
  readonly kind: Uint8Array;
  /** [recipient] the address itself, for conditions on domains. */
  readonly domain: readonly string[];
  /** [recipient] 1 where the domain is accepted. */
  readonly inside: Uint8Array;
  /** [recipient] 1 where transport treats the address as inside: also by a remote domain. */
  readonly trusted: Uint8Array;
  /** [recipient] the region that holds the mailbox, lower case, where the tenant says so. */
  readonly regions: ReadonlyMap<number, string>;
  /** [recipient] the target of ForwardingAddress, -1 for none. */
  readonly forwardingAddress: Int32Array;
  /** [recipient] the target of ForwardingSmtpAddress, -1 for none. */
  readonly forwardingSmtpAddress: Int32Array;
  /** [recipient] booleans of the mailbox. */
  readonly keepsCopy: Uint8Array;
  readonly processesRecalls: Uint8Array;
  readonly singleItemRecovery: Uint8Array;
  readonly onHold: Uint8Array;
  /** [recipient] 1 where a retention policy or in-place hold keeps what is removed. */
  readonly retained: Uint8Array;
  /** [recipient] 1 where Recoverable Items takes nothing more. */
  readonly recoverableFull: Uint8Array;
  /** [recipient] 1 where AuditEnabled is on, and how long its entries are kept, ms. */
  readonly audits: Uint8Array;
  readonly auditAgeMs: Float64Array;
  /** [recipient] 1 for a dynamic distribution group. */
  readonly dynamic: Uint8Array;
  /** [recipient] index into `stores`. */
  readonly store: Uint8Array;
  readonly shared: Uint8Array;
  /** [recipient] how long removed items are kept, ms. */
  readonly retentionMs: Float64Array;
  /** [recipient] 1 where mail to the domain of the recipient is TNEF. */
  readonly tnef: Uint8Array;
  /** [recipient] 1 where the remote domain of the recipient allows automatic forwarding. */
  readonly autoForwardTo: Uint8Array;
  /**
   * Members of group g: `members[memberStart[g] … memberStart[g + 1])`; empty for other recipients.
   */
  readonly memberStart: Uint32Array;
  readonly members: Uint32Array;
  /** [recipient] 1 for a group that keeps delivery reports from the sender. */
  readonly silencesReports: Uint8Array;
  readonly receipts: ReceiptSettings;
  /** [mailbox] how long sending can be undone, ms; absent: nothing is said. */
  readonly undoIntervals: ReadonlyMap<number, number>;
  /** [recipient] the Inbox rules of the mailbox in order of priority. */
  readonly inboxRules: readonly (readonly InboxRule[])[];
  readonly flowRules: readonly FlowRule[];
  /** Names of connectors that are not used, lower case. [CN-021] */
  readonly connectorsOff: ReadonlySet<string>;
  /** OutboundConnectors in the order of the tenant. */
  readonly connectors: readonly Connector[];
  /** [InboundConnector, lower case] the largest message that it takes, bytes. */
  readonly inboundMaxBytes: ReadonlyMap<string, number>;
  /** How long a message waits in a queue before it returns, ms. */
  readonly expirationMs: number;
  /** [recipient] delivery settings of those that have any. */
  readonly delivery: ReadonlyMap<number, DeliverySettings>;
  readonly sizeLimits: SizeLimits;
  /** The most recipients of a message whose sender has no limit of its own. */
  readonly recipientsMax: number;
  /** MaxRecipientEnvelopeLimit; infinite for Unlimited. */
  readonly envelopeMax: number;
  readonly journalRules: readonly JournalRule[];
  /** [mailbox] absent where no retention policy acts. */
  readonly retention: ReadonlyMap<number, Retention>;
  readonly access: Access;
  /** By name, lower case. */
  readonly labels: ReadonlyMap<string, Label>;
  /** Null where no mailbox has a configuration. */
  readonly automaticReplies: AutomaticReplies | null;
  /** [group] whether it lets automatic replies through; absent where it does not say. */
  readonly repliesThrough: ReadonlyMap<number, boolean>;
  /** Not an Exchange setting. */
  readonly permissions: readonly PermissionRow[];
  /** Who has the role to remove items by search. */
  readonly purgers: ReadonlySet<number>;
  readonly settings: OrgSettings;
  /**
   * The rules this org rests on from the start: whose addresses are, and every default that acts.
   */
  readonly rulesUsed: readonly RuleId[];
};

/** Whose a store in the cloud is: a person’s, a Microsoft 365 group’s, or everybody’s. */
export const stores = ['mailbox', 'group', 'publicFolder'] as const;

/** What kind of store a recipient has. */
export function storeOf(org: Org, recipient: number): (typeof stores)[number] {
  return stores[org.store[recipient] ?? 0] ?? 'mailbox';
}

/** What a recipient is. */
export function kindOf(org: Org, recipient: number): RecipientKind {
  return recipientKinds[org.kind[recipient] ?? 0] ?? 'unknown';
}
