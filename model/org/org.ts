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
import type { RuleId } from '../rules/catalogue.ts';
import type { ReceiptSettings } from './receipts.ts';

/** What an address is to the organization under study. */
export const recipientKinds = ['unknown', 'cloud', 'onPremises', 'outside', 'group'] as const;
export type RecipientKind = (typeof recipientKinds)[number];

/** The effective switches of the organization. */
export type OrgSettings = {
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
  readonly sizeMin: number | null;
  readonly sizeMax: number | null;
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
  | { readonly on: 'subject'; readonly words: readonly string[] }
  | { readonly on: 'header'; readonly header: string; readonly words: readonly string[] };

/**
 * A mail flow rule: every condition and no exception must match; of the rules that match the first
 * acts.
 */
export type FlowRule = {
  readonly name: string;
  readonly conditions: readonly FlowCondition[];
  readonly exceptions: readonly FlowCondition[];
  /** Where matching copies leave; null for a rule that only stops the rules behind it. */
  readonly connector: string | null;
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
  /** [recipient] the Inbox rules of the mailbox in order of priority. */
  readonly inboxRules: readonly (readonly InboxRule[])[];
  readonly flowRules: readonly FlowRule[];
  readonly journalRules: readonly JournalRule[];
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
