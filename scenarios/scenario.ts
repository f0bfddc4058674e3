/**
 * A scenario: one explicit world. Organization, people, timed actions, faults, and what is
 * expected. No chance in it.
 *
 * Hand-written cases, generated ones and shrunk counterexamples are all this value; the file form
 * is in `read-scenario.ts`, JSON Schema in `schemas/`.
 *
 * Units: times are integer milliseconds after `start` (T0), which is milliseconds since 1970 UTC;
 * durations ms.
 */
import type { Assumptions } from '../model/assumptions.ts';
import type { Override } from '../model/decisions/content.ts';
import type { ChangeValue } from '../model/org/change.ts';
import type { Noun } from '../model/org/settings.ts';
import type { Tenant } from '../model/org/tenant.ts';
import type { ProfileName } from '../model/profile.ts';
import type { QueueName } from '../model/queues.ts';
import type { RuleId } from '../model/rules/catalogue.ts';
import type {
  AccountKind,
  Application,
  RecallContext,
  ReceiptPrompt,
  Sync,
} from '../model/setting.ts';

export const clients = [
  'outlook-windows',
  'new-outlook',
  'outlook-mac',
  'owa',
  'outlook-mobile',
  'pop3',
  'imap4',
  'eas',
  'graph',
  'other',
  'none',
] as const;
export type Client = (typeof clients)[number];

/** A half-open stretch of time: from (included) to (excluded), ms after start. */
export type Window = { readonly from: number; readonly to: number };

export type Scenario = {
  readonly name: string;
  readonly profile: ProfileName;
  /** T0, ms since 1970 UTC. */
  readonly start: number;
  readonly assume: Assumptions;
  /** The transport delay of mail, requests and notices, ms. */
  readonly deliveryMs: number;
  /** [from region] [to region] the transport delay where it is another, ms; absent: nowhere */
  readonly transit?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Where the scenario ends; null: when nothing is scheduled any more. */
  readonly untilMs: number | null;
  readonly tenant: Tenant;
  /** Other organizations, by the names that the scenario gives them. */
  readonly tenants: Readonly<Record<string, Tenant>>;
  readonly services: readonly Service[];
  readonly people: readonly Person[];
  readonly faults: readonly InjectedFault[];
  /** In the order of the file, which breaks ties. */
  readonly timeline: readonly TimelineEntry[];
  readonly expect: readonly Expectation[];
  /** The rules that the scenario asserts, for the rule matrix. */
  readonly rules: readonly RuleId[];
};

/** A third party behind a pair of connectors, such as a signature service. */
export type Service = {
  readonly name: string;
  /** The outbound connector whose mail it takes. */
  readonly takes: string;
  /** The inbound connector it returns through; null: nothing comes back. */
  readonly returns: string | null;
  readonly delayMs: number;
  readonly stamps: Readonly<Record<string, string>>;
};

/** How long the idle task of Online Mode takes unless a person says otherwise. */
export const PROCESSING_DELAY_DEFAULT_MS = 120_000;

/** What Exchange does not store about the owner of a mailbox. */
export type Person = {
  readonly mailbox: string;
  readonly client: Client;
  readonly mode: 'cached' | 'online';
  readonly processRecalls: 'auto' | 'manual';
  /** How long after arrival or start Online Mode processes a request, ms. */
  readonly processingDelayMs: number;
  /** Stretches in which the client runs; null: always. */
  readonly running: readonly Window[] | null;
  /** Stretches without a connection. */
  readonly offline: readonly Window[];
  /** What pops up of new mail. */
  readonly notification: 'none' | 'subject' | 'snippet';
  /** How the client learns of changes; null: nothing is said. */
  readonly sync: Sync | null;
  readonly deliveryLocation: 'mailbox' | 'pst';
  readonly account: AccountKind;
  /** The language of the client; absent: nothing is said. */
  readonly language?: string;
  /** What an administrator of devices sets for Outlook on this person’s; absent: nothing. */
  readonly appConfig?: Readonly<Record<string, string | boolean>>;
  /** What Outlook on this person’s device remembers of recipients; absent: nothing. */
  readonly cachedScopes?: Readonly<Record<string, 'external' | 'internal'>>;
  readonly keepsCopies: boolean;
  /** What they do when asked for a read receipt; the last two are settings of their program. */
  readonly receiptPrompt: ReceiptPrompt;
};

/** Somebody at a mailbox who differs from the contract's defaults in nothing but the client. */
export function personAt(mailbox: string, client: Person['client']): Person {
  return {
    mailbox,
    client,
    mode: 'cached',
    processRecalls: 'auto',
    processingDelayMs: PROCESSING_DELAY_DEFAULT_MS,
    running: null,
    offline: [],
    notification: 'none',
    sync: null,
    deliveryLocation: 'mailbox',
    account: 'microsoft365',
    keepsCopies: false,
    receiptPrompt: 'agree',
  };
}

export type InjectedFault =
  | { readonly kind: 'mailbox-unavailable'; readonly mailbox: string; readonly window: Window }
  | { readonly kind: 'delivery-delayed'; readonly mailbox: string; readonly until: number }
  | ({ readonly kind: 'quarantined'; readonly until: number } & OnCopy)
  | { readonly kind: 'connector-down'; readonly connector: string; readonly window: Window }
  | { readonly kind: 'agent-down'; readonly agent: 'recall'; readonly window: Window }
  | {
      readonly kind: 'backlog';
      readonly queue: QueueName;
      readonly window: Window;
      readonly waitMs: number;
      /** Only for this message or recall; null: for all that comes. */
      readonly message: string | null;
      readonly recall: string | null;
      /** Only on the way to this mailbox; null: to any. */
      readonly mailbox: string | null;
    }
  | { readonly kind: 'service-unreachable'; readonly service: 'mailtips'; readonly window: Window };

export type TimelineEntry = { readonly at: number; readonly action: Action };

export const deletionKinds = ['deleted-items', 'soft', 'hard', 'purge'] as const;
export type DeletionKind = (typeof deletionKinds)[number];

type OnCopy = { readonly message: string; readonly mailbox: string };

export type Action =
  | {
      readonly kind: 'send';
      readonly id: string;
      readonly from: string;
      readonly to: readonly string[];
      readonly cc: readonly string[];
      readonly bcc: readonly string[];
      readonly subject: string;
      /** Bytes. */
      readonly size: number;
      readonly encrypted: boolean;
      /** Whether it asks for read receipts. */
      readonly readReceipt: boolean;
      /** The program that sends; null: the client of the sender. */
      readonly client: Client | null;
      /** The name of a label of the tenant. */
      readonly label?: string;
      /** Kinds of sensitive content. */
      readonly sensitive?: readonly string[];
      /** What the sender says to a policy that stops it. */
      readonly override?: Override;
      /** The id of the message it answers. */
      readonly inReplyTo?: string;
      /** How long it waits before it leaves, ms; null: as its sender’s settings say. */
      readonly deferByMs: number | null;
      /** How long after sending it expires, ms; absent: never. */
      readonly expiresAfterMs?: number;
    }
  | { readonly kind: 'cancel'; readonly message: string }
  | ({ readonly kind: 'release' } & OnCopy)
  | { readonly kind: 'approve'; readonly message: string; readonly recipient: string }
  | {
      readonly kind: 'fill';
      readonly mailbox: string;
      /** Bytes. */
      readonly totalItemSize: number;
    }
  | {
      readonly kind: 'purge';
      readonly message: string;
      /** Null: an administrator who has the role. */
      readonly by: string | null;
      readonly how: 'compliance' | 'graph';
      readonly type: 'SoftDelete' | 'HardDelete';
    }
  | ({ readonly kind: 'read'; readonly by: string | null } & OnCopy)
  | ({ readonly kind: 'markUnread'; readonly by: string | null } & OnCopy)
  | ({ readonly kind: 'preview'; readonly marksRead: boolean } & OnCopy)
  | ({
      readonly kind: 'download';
      readonly protocol: 'pop3' | 'imap4';
      readonly leaveOnServer: boolean;
      readonly device: string;
    } & OnCopy)
  | ({ readonly kind: 'move'; readonly folder: string } & OnCopy)
  | ({ readonly kind: 'flag' } & OnCopy)
  | ({ readonly kind: 'categorize' } & OnCopy)
  | ({ readonly kind: 'forward'; readonly to: readonly string[] } & OnCopy)
  | ({ readonly kind: 'delete'; readonly how: DeletionKind } & OnCopy)
  | {
      readonly kind: 'recall';
      readonly id: string;
      /** The id of a message; `unknown` names nothing. */
      readonly message: string;
      /** Who asks; null: the sender. */
      readonly by: string | null;
      /** From where; null: the client of whoever asks. */
      readonly client: Client | null;
      /** The application that asks for the mailbox; absent: a person does. */
      readonly application?: Application;
      /** What RecallPermission looks at. */
      readonly context?: RecallContext;
      /** Classic: whether the sender wants a mail about each recipient. */
      readonly resultMail: boolean;
      readonly replace: {
        readonly id: string;
        readonly subject: string | null;
        readonly size: number | null;
      } | null;
    }
  | {
      readonly kind: 'compose';
      readonly id: string;
      readonly from: string;
      readonly to: readonly string[];
      readonly cc: readonly string[];
      readonly bcc: readonly string[];
      /** Bytes. */
      readonly size: number;
      /** Null: the client of the sender. */
      readonly client: Client | null;
      /** The id of the message that is answered, to its sender or to all. */
      readonly replyTo?: string;
      readonly replyAllTo?: string;
      /** Whether that message came as Bcc; absent: as the scenario has it. */
      readonly receivedAsBcc?: boolean;
    }
  | { readonly kind: 'observe' | 'reopen' | 'close'; readonly draft: string }
  | { readonly kind: 'removeRecipient'; readonly draft: string; readonly recipient: string }
  | { readonly kind: 'refreshGroupMetrics' }
  | { readonly kind: 'openRequest'; readonly recall: string; readonly mailbox: string }
  | {
      readonly kind: 'startClient';
      readonly mailbox: string;
      /** Null: as before. */
      readonly client: Client | null;
      readonly mode: Person['mode'] | null;
    }
  | { readonly kind: 'stopClient' | 'sync'; readonly mailbox: string }
  | {
      readonly kind: 'change';
      /** The name of another organization; null: the one under study. */
      readonly tenant: string | null;
      /** As written: `Set-OrganizationConfig`. */
      readonly cmdlet: string;
      readonly verb: 'Set' | 'New' | 'Add' | 'Remove' | 'Enable' | 'Disable' | 'Update';
      readonly noun: Noun;
      readonly identity: string | null;
      readonly properties: Readonly<Record<string, ChangeValue>>;
    }
  | {
      readonly kind: 'inspect';
      readonly id: string;
      /** The name of another organization; null: the one under study. */
      readonly tenant: string | null;
      readonly noun: Noun;
      readonly identity: string | null;
    };

export const expectationForms = [
  'recall',
  'copy',
  'receipts',
  'notices',
  'audit',
  'changes',
  'inspection',
  'draft',
] as const;
export type ExpectationForm = (typeof expectationForms)[number];

/** One expectation, as written; `sim/expect.ts` compares it with the outcome. */
export type Expectation = {
  readonly form: ExpectationForm;
  readonly value: Readonly<Record<string, unknown>>;
};
