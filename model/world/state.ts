/**
 * The state of a world: messages, copies, recalls and their rows, as small records of integers.
 *
 * Machine states are indices into the tables. What a record keeps beside its state is either
 * history that the state forgets (when it was first read) or a quantity that is not finite (a time,
 * a folder).
 */

import type { ClassicFailure } from '../decisions/classic-verdict.ts';
import type { RefusalReason } from '../decisions/recall-gate.ts';
import type { FailureReason, PendingCause } from '../decisions/recall-verdict.ts';
import type { BounceReason } from '../decisions/transport.ts';
import type { MailTipKind } from '../mailtips.ts';
import type { GroupMetrics } from '../org/mailtips.ts';
import type { PermissionRow } from '../org/permission.ts';
import type { RuleId } from '../rules/catalogue.ts';
import type { MailProgram, PersonSpec } from '../setting.ts';

export type MessageRecord = {
  state: number;
  /** When it left the Outbox; NaN before. */
  sentAt: number;
  /** The folder of the sender's own item; null before it is sent and after it is removed. */
  sentItemIn: string | null;
  /** When its first queue has let it through; 0: it met none. */
  takenAt: number;
  /** Every address, group and member that expansion reached, in first-seen order. */
  reached: readonly number[];
  readonly copies: number[];
  /** The copy that a reply quotes; -1 for none. */
  quotes: number;
  /** The organizations that have sent journal reports of it. */
  readonly journaledBy: number[];
};

/**
 * Why a copy exists beyond being addressed; `copied` and `journal` pass on to whatever is made of
 * the copy.
 */
export type Origin = 'addressed' | 'unfollowed' | 'copied' | 'journal' | 'unlisted';

export type PathStep = {
  readonly word:
    | 'direct'
    | 'group'
    | 'forwarding'
    | 'rule'
    | 'by-hand'
    | 'round-trip'
    | 'journal'
    | 'flow-rule'
    | 'via-on-premises';
  /** A recipient, or a service for `round-trip`; -1 where the word stands alone. */
  readonly index: number;
};

export type ExposureKind =
  | 'opened'
  | 'previewed'
  | 'notification'
  | 'local-copy'
  | 'forwarded'
  | 'journaled'
  | 'replied'
  | 'archived';
export type Exposure = {
  readonly kind: ExposureKind;
  readonly at: number;
  /** Who saw it, when that was not the owner; -1. */
  readonly by: number;
  /** What a notification showed. */
  readonly shown?: 'subject' | 'snippet';
  /** When a local copy went; NaN while it is there, and for what was seen. */
  readonly until: number;
};

/** A disclaimer was added, or put around the message; the message was protected. */
export type ContentChange = 'disclaimer' | 'wrapped' | 'protected';

export type CopyRecord = {
  readonly message: number;
  readonly recipient: number;
  /** The copy that a mailbox, a rule or a person forwarded; -1 for one that was addressed. */
  readonly parent: number;
  origin: Origin;
  /** Who sent this copy on, for mail flow rules. */
  readonly sender: number;
  path: readonly PathStep[];
  state: number;
  folder: string;
  /** NaN while it has not arrived. */
  deliveredAt: number;
  /** The read flag as it last was on the server. */
  isRead: boolean;
  /** Who acts on it now, when that is not the owner; -1. */
  actor: number;
  /** NaN while nobody has set the read flag. */
  firstReadAt: number;
  /** Kept by a retention policy or in-place hold, in DiscoveryHolds. */
  inDiscoveryHolds: boolean;
  /** The instant its removal ends being kept; NaN when it is not kept. */
  retainedUntil: number;
  searchKeyIntact: boolean;
  downloaded: boolean;
  /** Whether the client of the mailbox has a copy of its own. */
  inCache: boolean;
  /** Whether that was opened while the client was cut off. */
  readOffline: boolean;
  /** Whether the person was, or would have been, notified of it. */
  isAnnounced: boolean;
  exposures: readonly Exposure[];
  /** The groups on its way and its recipient: who must take it, and perhaps approve it. */
  readonly gates: readonly number[];
  /** Whether all of them take it. */
  admitted: boolean;
  /** Those who have approved it. */
  approved: readonly number[];
  /** Who refuses it, or must approve it; -1 for nobody, or a mail flow rule. */
  gate: number;
  /** When the request for approval expires; NaN while there is none. */
  expiresAt: number;
  /** Why it returns to its sender, once that is known. */
  bounceReason: BounceReason | null;
  /** Whether somebody has released it from quarantine. */
  released: boolean;
  /** Names of the mail flow rules that have acted on it since it was last in transport. */
  rulesDone: readonly string[];
  /** Whether one of them was the last to be looked at. */
  rulesOver: boolean;
  /** Where the rule that acts now sends copies. */
  ruleTargets: readonly number[];
  /** The connector that a rule sends it out through, in lower case. */
  connector: string | null;
  /** The connector that it leaves through, in lower case; null while none was chosen. */
  exit: string | null;
  /** Whose transport has it: an index into the organizations. */
  handler: number;
  /** When it came into the queue it is in. */
  queuedAt: number;
  /** What rules have put before its subject. */
  prefix: string;
  /** What rules have done to its text. */
  changes: readonly ContentChange[];
  /** Headers that rules have set, names in lower case. */
  headers: ReadonlyMap<string, string>;
  /** A copy that a rule had made before, and that stands for this one; -1 for none. */
  sharedWith: number;
  /** Service that has the copy, -1 for none. */
  service: number;
  /** Why no recall reaches it, for copies that no row stands for; null while none was tried. */
  beyondRecall: FailureReason | null;
};

export type RowRecord = {
  readonly recall: number;
  readonly recipient: number;
  /** The forwarding mailboxes that led here; none for an addressed recipient. */
  readonly via: readonly number[];
  state: number;
  /** `open`: undecided; a classic recall also waits for Outlook or comes to nothing. */
  outcome: 'open' | 'deferred' | 'no-effect' | 'expanded' | 'recalled' | 'failed';
  reason: FailureReason | ClassicFailure | 'client-cannot-process' | null;
  /** What the last attempt waited for. */
  cause: PendingCause | null;
  /** NaN while undecided. */
  decidedAt: number;
  /** Copies that may decide the row were read before it was decided. */
  firstReadAt: number;
  notified: boolean;
  rules: readonly RuleId[];
  /** Classic: the copies that Outlook has decided on. */
  judged: readonly number[];
  /** Classic: when Outlook looks at the request next; NaN while nothing is planned. */
  attendAt: number;
};

export type RecallRecord = {
  /** False until the request is made. */
  requested: boolean;
  status: 'accepted' | 'refused';
  reason: RefusalReason | null;
  agent: 'cloud' | 'classic' | null;
  requestedAt: number;
  deadline: number;
  /** The instants of the attempts, ascending, the last at the deadline. */
  attemptsAt: readonly number[];
  /** Index of the attempt that is scheduled; -1 when none is. */
  nextAttempt: number;
  /** How many of them have been made. */
  attemptsMade: number;
  /** [organization] RecallReadMessagesEnabled as it acted when the request was accepted. */
  readRecallableThen: readonly boolean[];
  /** Rows; a repeated recall under `secondRecall: ignore` shares those of the first. */
  rows: number[];
  /** The row of RecallPermission that was about it; null where none is. No Exchange setting. */
  permission: PermissionRow | null;
  /** Whether that row keeps the recall from some recipients. */
  isNarrowed: boolean;
  /** NaN until the report has gone out. */
  reportAt: number;
  rules: readonly RuleId[];
};

export type NoticeKind =
  | 'ndr'
  | 'recall-request'
  | 'recall-notice'
  | 'recall-alert'
  | 'recall-report'
  | 'recall-told'
  | 'recall-result'
  | 'automatic-reply'
  | 'policy-notice';

export type Notice = {
  readonly kind: NoticeKind;
  readonly to: number;
  readonly at: number;
  readonly message: number;
  readonly recall: number;
  /** The address that the notice is about; -1 for none. */
  readonly about: number;
  /** What a result mail says; null for other notices. */
  readonly result: 'success' | 'failure' | null;
  /** Why the message returns; only for a report of that. */
  readonly reason?: BounceReason;
  /** The text of an automatic reply; null where none is set. */
  readonly text?: string | null;
};

/** An answer to a request for a read receipt, when it was sent. */
export type Receipt = {
  readonly message: number;
  readonly from: number;
  readonly to: number;
  readonly kind: 'read' | 'not-read';
  readonly sentBy: 'server' | 'client';
  readonly at: number;
};

/** A request for a read receipt on one copy. */
export type ReceiptRequest = {
  state: number;
  /** The devices that have downloaded the copy. */
  devices: readonly string[];
};

/** What an action has started or stopped at a mailbox. */
export type ClientRecord = {
  readonly program: MailProgram;
  readonly mode: PersonSpec['mode'];
  /** From when on it runs; null: it was stopped. */
  readonly runsFrom: number | null;
};

export type AuditEntry = {
  readonly at: number;
  readonly operation: string;
  readonly actor: number;
  readonly message: number;
  readonly recall: number;
  readonly recipient: number;
  readonly result: string;
  readonly reason: string | null;
  /** Until when the mailbox audit log of Exchange would show it; NaN: it would not. */
  readonly keptUntil: number;
};

export type Inspection = {
  readonly id: string;
  /** An index into the `orgs` of an epoch. */
  readonly tenant: number;
  readonly at: number;
  readonly noun: string;
  readonly identity: string | null;
  readonly epoch: number;
};

/** What the mailbox of a recipient said of itself. */
export type MailboxAnswer = {
  readonly full: boolean;
  /** The automatic reply that the sender is shown, as written; null: none. */
  readonly reply: { readonly text: string; readonly rules: readonly RuleId[] } | null;
};

/** A tip on display. */
export type ShownTip = {
  readonly kind: MailTipKind;
  /** -1: about the draft itself. */
  readonly recipient: number;
  readonly text: string | null;
  readonly count: number | null;
  readonly rules: readonly RuleId[];
};

export type Snapshot = {
  readonly at: number;
  /** Of the dearest recipient; 0 where nothing was expanded. */
  readonly lookups: number;
  readonly tips: readonly ShownTip[];
};

export type DraftRecord = {
  state: number;
  /** Index into the drafts of the setting: as last composed; -1: not yet. */
  spec: number;
  /** Recipients who were removed since. */
  dropped: readonly number[];
  /** When mailboxes were asked last; NaN: never. */
  askedAt: number;
  /** What they said; null: the service has not answered. */
  mailboxes: readonly (readonly [recipient: number, answer: MailboxAnswer])[] | null;
  /** What was told at the last request; null: it is to be asked. */
  told: readonly ShownTip[] | null;
  snapshots: readonly Snapshot[];
};

export type World = {
  /** Index of the settings epoch that acts. */
  epoch: number;
  readonly messages: MessageRecord[];
  readonly copies: CopyRecord[];
  readonly recalls: RecallRecord[];
  readonly rows: RowRecord[];
  /** Mailboxes whose client an action has started or stopped. */
  readonly clients: Map<number, ClientRecord>;
  /** Mailboxes that an action has filled: bytes. */
  readonly sizes: Map<number, number>;
  readonly notices: Notice[];
  /** Mailboxes with automatic replies: whom they have answered since these were changed. */
  readonly answered: Map<number, ReadonlySet<number>>;
  /** [copy] the request for a read receipt, where the copy has one. */
  readonly receiptRequests: Map<number, ReceiptRequest>;
  readonly receipts: Receipt[];
  readonly audit: AuditEntry[];
  readonly inspections: Inspection[];
  /** In the order of their first appearance. */
  readonly drafts: DraftRecord[];
  /** [group] as counted since the start. */
  readonly metrics: Map<number, GroupMetrics>;
};
