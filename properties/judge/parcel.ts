/** A message on its way to an address, and how it came to be there. */
import type { Person } from '../../scenarios/scenario.ts';
import type { Moment } from './moments.ts';

/** A message that left, or would leave. */
export type Message = {
  readonly id: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly subject: string;
  readonly size: number;
  readonly encrypted: boolean;
  readonly label?: string;
  readonly readReceipt: boolean;
  readonly client: Person['client'] | null;
  /** The message that it asks to take back; absent: it is no request. */
  readonly requestFor?: string;
  /** When it left; null: it was withdrawn, or has not left by the end. */
  readonly sent: Moment | null;
};

/** A stretch in which something keeps a message on its way (ms after the start, half-open). */
export type Hold = {
  readonly from: number;
  readonly until: number;
  readonly cause: 'quarantined' | 'awaiting-moderation';
};

export type Made = 'sent' | 'rule' | 'by-hand' | 'journal';

export type Parcel = {
  readonly message: Message;
  readonly path: readonly string[];
  readonly made: Made;
  /** Mailboxes that forwarded it on this way, in order. */
  readonly via: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly subject: string;
  readonly from: string;
  readonly isBlind: boolean;
  /** Whether a group on the way keeps reports from the sender. */
  readonly isSilent: boolean;
  /** Whether the forwarding on the way is one that recall follows. */
  readonly isFollowed: boolean;
  /** When it was last back from a third-party service; never: it was not, or is not yet. */
  readonly returned: number;
  /** Whether every round trip on the way kept its SearchKey. */
  readonly keyIntact: boolean;
};

export type Copy = {
  readonly message: Message;
  readonly mailbox: string;
  readonly path: readonly string[];
  readonly made: Made;
  /** When it was made: its way began, or a rule made it of one that came. */
  readonly since: Moment;
  readonly arrives: Moment;
  readonly folder: string;
  readonly isRead: boolean;
  readonly isBlind: boolean;
  readonly isSilent: boolean;
  readonly isFollowed: boolean;
  readonly keyIntact: boolean;
  readonly headers: Readonly<Record<string, string>>;
  /** Outside, or on premises: what people do there is out of sight, but for reading. */
  readonly isElsewhere: boolean;
};

export type Removal = {
  readonly copy: Copy;
  readonly moment: Moment;
  readonly how: 'soft' | 'hard' | 'purge' | 'download';
  /** The recall that did it; null: its owner did. */
  readonly recall: string | null;
  /** Whether an administrator did it by search. */
  readonly isPurge?: boolean;
};
