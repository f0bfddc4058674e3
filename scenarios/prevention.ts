/**
 * What keeps a wrong message from being sent, as data: which tip makes a sender do what, how likely
 * that is taken to be, and what a policy may add to it.
 *
 * Why one table: a tip is heeded in one way, a study moves one number for it, and a report says
 * that the number was assumed. No figure was found for any of them.
 *
 * Never: say which tip shows; that is the business of `model/world/tips.ts`. No number here is a
 * measurement, and none was chosen to meet one.
 */
import type { MailTipKind } from '../model/mailtips.ts';
import type { ChoiceBehaviour, DelayBehaviour } from './behaviours.ts';

const assumed = (probability: number, source: string): ChoiceBehaviour => ({
  probability,
  source: `No figure found. ${source}`,
  standing: 'A',
});

/** Choices before sending. Each is a share from 0 to 1. */
export const PREVENTION_CHOICES = {
  /** once a message: the sender looks at the tips that show */
  noticesTip: assumed(0.7, 'Assumed: a line above the text, which many learn to overlook.'),
  /** once for each tip of the kind, by whoever looks at it */
  heedsInvalidRecipient: assumed(0.8, 'Assumed high: the client offers to remove the address.'),
  heedsMailboxFull: assumed(0.5, 'Assumed: the client offers to remove the address.'),
  heedsRestrictedRecipient: assumed(0.7, 'Assumed: the client offers to remove the address.'),
  heedsOversizeMessage: assumed(0.8, 'Assumed high: the message would come back.'),
  heedsExternalRecipients: assumed(0.3, 'Assumed low: shown with every message to outside.'),
  heedsLargeAudience: assumed(0.4, 'Assumed: shown for any group above the threshold.'),
  heedsCustom: assumed(0.3, 'Assumed: depends on what the text says.'),
  heedsAutomaticReplies: assumed(0.15, 'Assumed low: most write in spite of an absence.'),
  heedsModeratedRecipient: assumed(0.1, 'Assumed low: somebody else decides.'),
  heedsReplyAllBcc: assumed(0.7, 'Assumed high: the tip says what is about to be revealed.'),
  /** whoever reviews the recipients because of a tip sees that one is wrong */
  findsWrongRecipient: assumed(0.6, 'Assumed: who picked a wrong name may read it as the right.'),
  /** the same, and what is wrong is the text or an attachment */
  findsWrongContent: assumed(0.1, 'Assumed low: the tip is about recipients.'),
  /** whoever notices while the message waits finds it in time */
  cancelsInTime: assumed(0.9, 'Assumed high: it lies in the Outbox, or under an undo button.'),
  /** within a year a member of a group stops being entitled to its mail */
  leavesList: assumed(0.15, 'Assumed as high as the turnover of staff in a firm may be.'),
  /** for each member, somebody who should be one comes within a year */
  joinsList: assumed(0.15, 'Assumed like those who leave.'),
  /** a message holds content that must not leave */
  holdsSensitive: assumed(0.1, 'Assumed: by trade anything from hardly any to most.'),
  /** a report of non-delivery becomes a call at the help desk */
  callsHelpDesk: assumed(0.1, 'Assumed; calls are this times the reports, nothing is drawn.'),
} as const satisfies Record<string, ChoiceBehaviour>;

/** Delays before sending. */
export const PREVENTION_DELAYS = {
  /** from the tip to sending after all, where it makes somebody wait */
  postpone: {
    distribution: { lognormal: { median: 4 * 3_600_000, sigma: 1 } },
    source: 'No figure found. Assumed: later the same day, or the next.',
    standing: 'A',
  },
  /** since the members of a group were last who they should be, where nobody reviews them */
  listAge: {
    distribution: { exponential: { mean: 2 * 365 * 86_400_000 } },
    source: 'No figure found. Assumed: two years on average.',
    standing: 'A',
  },
} as const satisfies Record<string, DelayBehaviour>;

export type PreventionChoice = keyof typeof PREVENTION_CHOICES;
export type PreventionDelay = keyof typeof PREVENTION_DELAYS;
export const preventionChoices = Object.keys(PREVENTION_CHOICES) as PreventionChoice[];
export const preventionDelays = Object.keys(PREVENTION_DELAYS) as PreventionDelay[];

/** From, to, and why: between what a sweep moves them. */
type Range = readonly [low: number, high: number, because: string];
const anything: Range = [0, 1, 'nobody, or everybody: nothing is known'];

export const preventionChoiceRanges: Readonly<Record<PreventionChoice, Range>> = {
  noticesTip: [0.1, 1, 'hardly anybody, or everybody'],
  heedsInvalidRecipient: anything,
  heedsMailboxFull: anything,
  heedsRestrictedRecipient: anything,
  heedsOversizeMessage: anything,
  heedsExternalRecipients: anything,
  heedsLargeAudience: anything,
  heedsCustom: anything,
  heedsAutomaticReplies: anything,
  heedsModeratedRecipient: anything,
  heedsReplyAllBcc: anything,
  findsWrongRecipient: [0.2, 1, 'one in five, or whoever looks'],
  findsWrongContent: [0, 0.5, 'nobody, or half of those who look'],
  cancelsInTime: [0.5, 1, 'half of those who notice, or all'],
  leavesList: [0.05, 0.4, 'a factor of three either way'],
  joinsList: [0.05, 0.4, 'a factor of three either way'],
  holdsSensitive: [0.01, 0.5, 'one message in a hundred, or every other one'],
  callsHelpDesk: [0.01, 0.5, 'one report in a hundred, or every other one'],
};

export const preventionDelayRanges: Readonly<Record<PreventionDelay, Range>> = {
  postpone: [0.25, 6, 'an hour, or a day'],
  listAge: [0.25, 3, 'half a year, or six years'],
};

/** What somebody does who heeds a tip. */
export type TipDeed = 'removed' | 'kept-back' | 'reviewed' | 'postponed' | 'answered-sender';

export type Heeding = {
  readonly deed: TipDeed;
  readonly choice: PreventionChoice;
  /** The number of its draw: of its own, so that no other tip moves it. */
  readonly draw: number;
};

/** How each tip is heeded. */
export const heedings: Readonly<Record<MailTipKind, Heeding>> = {
  'invalid-recipient': { deed: 'removed', choice: 'heedsInvalidRecipient', draw: 1 },
  'mailbox-full': { deed: 'removed', choice: 'heedsMailboxFull', draw: 2 },
  'restricted-recipient': { deed: 'removed', choice: 'heedsRestrictedRecipient', draw: 3 },
  'oversize-message': { deed: 'kept-back', choice: 'heedsOversizeMessage', draw: 4 },
  'external-recipients': { deed: 'reviewed', choice: 'heedsExternalRecipients', draw: 5 },
  'large-audience': { deed: 'reviewed', choice: 'heedsLargeAudience', draw: 6 },
  custom: { deed: 'reviewed', choice: 'heedsCustom', draw: 7 },
  'automatic-replies': { deed: 'postponed', choice: 'heedsAutomaticReplies', draw: 8 },
  'moderated-recipient': { deed: 'postponed', choice: 'heedsModeratedRecipient', draw: 9 },
  'reply-all-bcc': { deed: 'answered-sender', choice: 'heedsReplyAllBcc', draw: 10 },
};

/** Anything that changes how often mistakes are made, and when they are noticed: a training. */
export type Measure = {
  readonly name: string;
  /** share of senders who do as it says */
  readonly adoption: number;
  /** mistakes of those, for each that they would make without it */
  readonly mistakeFactor: number;
  /** how long until those notice, for each second without it */
  readonly noticeFactor: number;
  /** until nothing of it is left, ms; a message comes at any time within a year; null: it stays */
  readonly fadesInMs: number | null;
};

/** What a policy does against wrong messages, besides the settings of the tenant. */
export type Measures = {
  /** how long clients let a message wait, ms; 0: not at all */
  readonly sendDelay: { readonly ruleMs: number; readonly undoMs: number } | null;
  readonly measures: readonly Measure[];
  /** a label of the tenant, and the share of messages that carry it */
  readonly label: { readonly name: string; readonly adoption: number } | null;
  /** what mail flow rules look for: how much of it is found, and how much else is taken for it */
  readonly dataLoss: {
    readonly type: string;
    readonly hitRate: number;
    readonly falseAlarmRate: number;
  } | null;
  /** how often the members of groups are reviewed; `everyMs` null: never; null: not asked */
  readonly listReview: { readonly everyMs: number | null } | null;
};

/** A policy that adds nothing. */
export const noMeasures: Measures = {
  sendDelay: null,
  measures: [],
  label: null,
  dataLoss: null,
  listReview: null,
};
