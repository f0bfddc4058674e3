/**
 * A setting: everything about a run that is fixed before it starts, as indices and integers.
 *
 * Why: the world is what changes; whatever does not (profile, switches, settings epochs, fault
 * windows, people, the list of actions) is compiled once, and a study shares it between
 * replications.
 *
 * Units: times are ms after the start.
 */
import type { AddressBook } from './address.ts';
import type { Assumptions } from './assumptions.ts';
import type { Override } from './decisions/content.ts';
import type { TipClient } from './mailtips.ts';
import type { Org } from './org/org.ts';
import type { Tenant } from './org/tenant.ts';
import type { Profile } from './profile.ts';
import type { Backlog } from './queues.ts';
import type { RuleId } from './rules/catalogue.ts';

export type Window = { readonly from: number; readonly to: number };

/** The organizations as they act from `from` on, until the next epoch. */
export type Epoch = {
  readonly from: number;
  /** As written, in the order of `orgs`. */
  readonly tenants: readonly Tenant[];
  /** The organization under study. */
  readonly org: Org;
  /** Every organization, over the same address book; the one under study first. */
  readonly orgs: readonly Org[];
  /** [recipient] whose it is: an index into `orgs`; 0 too for addresses that are nobody's. */
  readonly tenantOf: Uint8Array;
};

/** What an administrator changed, and what became of it. */
export type Change = {
  /** The name of another organization; null for the one under study. */
  readonly tenant: string | null;
  readonly at: number;
  readonly cmdlet: string;
  readonly identity: string | null;
  readonly result: 'applied' | 'rejected';
  readonly reason: string | null;
  /** Null for a rejected change. */
  readonly inForceAt: number | null;
  /** The rule that it rests on beside those of latency; null: none. */
  readonly rule: RuleId | null;
};

/** A change of MessageRecallEnabled between being made and acting. */
export type PendingSwitch = {
  readonly window: Window;
  readonly value: boolean;
  /** Whose: an index into the `orgs` of an epoch. */
  readonly tenant: number;
};

export type ServiceSpec = {
  readonly name: string;
  readonly connector: string;
  /** The connector that it returns through, lower case; null: nothing comes back. */
  readonly returns: string | null;
  readonly delayMs: number;
  /** Header names (lower case) and values. */
  readonly stamps: ReadonlyMap<string, string>;
};

export const accountKinds = ['microsoft365', 'onPremisesHma', 'onPremises', 'uopcc'] as const;
export type AccountKind = (typeof accountKinds)[number];

/** How a client learns what has changed on the server. */
export type Sync =
  | { readonly kind: 'push' | 'manual' }
  | { readonly kind: 'every'; readonly everyMs: number };

/** What a mobile device knows by itself of who is outside. */
export type MobileTips = {
  /** The key InternalDomains, lower case; null: it is not set. */
  readonly internalDomains: readonly string[] | null;
  /** The key ExternalRecipientsToolTipEnabled is false. */
  readonly externalTipOff: boolean;
  /** [recipient] what the device remembers. */
  readonly cachedScopes: ReadonlyMap<number, 'internal' | 'external'>;
};

export type PersonSpec = {
  /** What pops up of new mail. */
  readonly notification: 'none' | 'subject' | 'snippet';
  /** Whether the client has copies of its own, and what they do when the server’s are gone. */
  readonly caches: 'no' | 'follows' | 'keeps';
  /** How it learns of changes; null: nothing is said, so at once. */
  readonly sync: Sync | null;
  /** Whether mail is delivered to a PST. */
  readonly deliversToPst: boolean;
  readonly account: AccountKind;
  /** The language of the client, such as `de` or `de-AT`; null: nothing is said. */
  readonly language: string | null;
  readonly mobile: MobileTips;
  /** When the client runs and is connected, actions included. */
  readonly connected: readonly Window[];
  /** What the mailbox is read with, until an action starts something else. */
  readonly program: MailProgram;
  readonly mode: 'cached' | 'online';
  /** Whether Outlook processes recall requests without being asked. */
  readonly processesByItself: boolean;
  /** How long after arrival or start the idle task of Online Mode comes. */
  readonly processingDelayMs: number;
  /** When the client runs, as far as no action starts or stops it. */
  readonly running: readonly Window[];
  /** When there is no connection. */
  readonly offline: readonly Window[];
  readonly receiptPrompt: ReceiptPrompt;
};

/**
 * What a mailbox is read with, as far as classic recall and read receipts care: `overProtocol` is a
 * program that downloads by POP3 or IMAP4.
 */
export type MailProgram = 'outlook' | 'eas' | 'web' | 'overProtocol' | 'other';

/** What a person does when a program asks about a receipt, or what the program is set to. */
export type ReceiptPrompt = 'agree' | 'decline' | 'always' | 'never';

export type ClientKind = 'desktop' | 'web' | 'mobile' | 'other';

export type MessageSpec = {
  readonly id: string;
  readonly from: number;
  readonly to: readonly number[];
  readonly cc: readonly number[];
  readonly bcc: readonly number[];
  readonly subject: string;
  readonly sizeBytes: number;
  readonly encrypted: boolean;
  /** How long it waits before it leaves; null: as its sender’s settings say. */
  readonly deferMs: number | null;
  /** The longest undo window that the client it is sent with offers, ms; 0: it has none. */
  readonly undoMaxMs: number;
  readonly asksReceipt: boolean;
  /** How long after sending it expires, ms; infinite for never. */
  readonly expiresMs: number;
  readonly sentWith: MailProgram;
  /** The name of its label, lower case; null for none. */
  readonly label: string | null;
  /** Kinds of sensitive content that it holds, lower case. */
  readonly sensitive: readonly string[];
  /** What its sender says to a policy that stops it. */
  readonly override: Override;
  /** Index of the message it answers; -1 for none. */
  readonly inReplyTo: number;
  /** Index of the classic recall whose request this is; -1 for what somebody wrote. */
  readonly requestOf: number;
};

export type RecallContext = {
  readonly location: string | null;
  readonly device: string | null;
  readonly network: string | null;
  readonly mfa: 'passed' | 'failed' | null;
  /** How long multi-factor authentication took, ms. */
  readonly mfaDelayMs: number;
};

export type Application = {
  readonly name: string;
  /** Whether it holds Mail.ReadWrite. */
  readonly mayWriteMail: boolean;
};

export type RecallSpec = {
  readonly id: string;
  /** Index of the message; -1 when the request names nothing. */
  readonly message: number;
  readonly by: number;
  readonly client: ClientKind;
  readonly overGraph: boolean;
  /** The application that asks for a mailbox; null: a person. */
  readonly application: Application | null;
  /** Index of the replacement message; -1 for none. */
  readonly replacement: number;
  /** Index of the request as a message, sent when the recall is classic; -1 without a message. */
  readonly request: number;
  /** From where and how somebody recalls; what RecallPermission looks at. */
  readonly context: RecallContext | null;
  /** Whether the sender asked to be told of each recipient (classic). */
  readonly resultMail: boolean;
};

/** A download to one of the devices of a person. */
export type Download = { readonly protocol: 'pop3' | 'imap4'; readonly device: string };

/** One run that removes a message from mailboxes; `by` -1: an administrator with the role. */
export type PurgeSpec = {
  readonly message: number;
  readonly by: number;
  readonly how: 'compliance' | 'graph';
  readonly type: 'SoftDelete' | 'HardDelete';
};

/** A draft as somebody composes it. */
export type DraftSpec = {
  readonly from: number;
  readonly to: readonly number[];
  readonly cc: readonly number[];
  readonly bcc: readonly number[];
  readonly sizeBytes: number;
  readonly client: TipClient;
  /** Whether it answers everybody on a message that its sender received as Bcc. */
  readonly repliesAllAfterBcc: boolean;
};

/** What somebody does with a draft; `draft` is its place among the ids. */
export type DraftAction = {
  readonly draft: number;
  readonly event: 'COMPOSE' | 'OBSERVE' | 'CLOSE' | 'REOPEN' | 'REMOVE_RECIPIENT';
  /** Of COMPOSE: index into the drafts of the setting; else -1. */
  readonly spec: number;
  /** Who is removed; -1 for other events. */
  readonly recipient: number;
};

export type ActionSpec = { readonly at: number } & (
  | { readonly kind: 'send'; readonly message: number }
  | { readonly kind: 'cancel'; readonly message: number }
  | { readonly kind: 'recall'; readonly recall: number }
  | {
      readonly kind: 'copy';
      readonly message: number;
      readonly mailbox: number;
      readonly event: CopyAction;
      /** Target folder of a move; where `forward` sends. */
      readonly folder: string | null;
      readonly to: readonly number[];
      /** Who acts, when it is not the owner. */
      readonly by: number | null;
      /** How it comes to a device, for DOWNLOAD and TAKE. */
      readonly download: Download | null;
    }
  | { readonly kind: 'openRequest'; readonly recall: number; readonly mailbox: number }
  | {
      readonly kind: 'startClient';
      readonly mailbox: number;
      /** Null: what the mailbox was read with before. */
      readonly program: MailProgram | null;
      readonly mode: PersonSpec['mode'] | null;
    }
  | { readonly kind: 'stopClient' | 'sync'; readonly mailbox: number }
  | { readonly kind: 'release'; readonly message: number; readonly mailbox: number }
  | { readonly kind: 'approve'; readonly message: number; readonly recipient: number }
  | { readonly kind: 'fill'; readonly mailbox: number; readonly bytes: number }
  | ({ readonly kind: 'purge' } & PurgeSpec)
  | ({ readonly kind: 'draft' } & DraftAction)
  | { readonly kind: 'refreshGroupMetrics' }
  | { readonly kind: 'change'; readonly change: number }
  | {
      readonly kind: 'inspect';
      readonly id: string;
      /** Whose objects: an index into the `orgs` of an epoch. */
      readonly tenant: number;
      readonly noun: string;
      readonly identity: string | null;
    }
);

/** What a person does to a copy, in the words of the copy machine, with the kind of removal. */
export type CopyAction =
  | 'READ'
  | 'MARK_UNREAD'
  | 'PREVIEW'
  | 'PANE_READ'
  | 'MOVE'
  | 'DELETE'
  | 'ARCHIVE'
  | 'TOUCH'
  | 'FORWARD'
  | 'DOWNLOAD'
  | 'TAKE'
  | 'REMOVE:soft'
  | 'REMOVE:hard'
  | 'REMOVE:purge';

export type Setting = {
  /** T0, ms since 1970 UTC. */
  readonly startMs: number;
  readonly profile: Profile;
  readonly assume: Assumptions;
  readonly book: AddressBook;
  /** In order of `from`; the first acts from the start. */
  readonly epochs: readonly Epoch[];
  readonly changes: readonly Change[];
  readonly pendingSwitches: readonly PendingSwitch[];
  readonly deliveryMs: number;
  /** [from region] [to region] the transport delay, ms, where it is another; lower case. */
  readonly transit: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly untilMs: number | null;
  readonly services: readonly ServiceSpec[];
  /** Connector name (lower case) -> when it is down. */
  readonly connectorDown: ReadonlyMap<string, readonly Window[]>;
  /** [recipient] when the mailbox is unavailable; absent for most. */
  readonly mailboxDown: ReadonlyMap<number, readonly Window[]>;
  /** [recipient] delivery waits at least until then. */
  readonly deliveryDelayedUntil: ReadonlyMap<number, number>;
  readonly agentDown: readonly Window[];
  /** When queues are full of other mail. */
  readonly backlogs: readonly Backlog[];
  /** [message] [recipient] until when a copy is held in quarantine. */
  readonly quarantines: ReadonlyMap<number, ReadonlyMap<number, number>>;
  /** All fault windows, for the story and the end of the scenario. */
  readonly faultWindows: readonly { readonly name: string; readonly window: Window }[];
  readonly people: ReadonlyMap<number, PersonSpec>;
  /**
   * Whose copies are made of what reaches many, groups aside; null: everybody’s. Copies of those
   * who have nothing to do with one another can be followed apart.
   */
  readonly followed: ReadonlySet<number> | null;
  readonly messages: readonly MessageSpec[];
  readonly recalls: readonly RecallSpec[];
  /** The ids of drafts, in the order of their first appearance. */
  readonly draftIds: readonly string[];
  readonly drafts: readonly DraftSpec[];
  /** When the service of MailTips cannot be reached. */
  readonly tipsUnreachable: readonly Window[];
  /** In the order of the file. */
  readonly actions: readonly ActionSpec[];
};
