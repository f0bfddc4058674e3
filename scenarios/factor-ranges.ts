/**
 * Between what the assumed numbers of people are varied where a study names no factors: for each
 * number that is assumed or inferred a range, and why that far.
 *
 * Why data of its own: a default says what is taken to be so, a range how far off that may be; both
 * are assumptions, and both can be written otherwise in a study.
 *
 * Never: narrow a range because a published rate would then be met.
 */
import type { PopulationNumbers } from './presets.ts';
import { preventionChoiceRanges, preventionDelayRanges } from './prevention.ts';
import type { ChoiceName, DelayName, populationNames } from './study.ts';

/** From, to, and why; a delay's are multiples of its durations. Standing of every range: A. */
type Range = readonly [low: number, high: number, because: string];

export const choiceRanges: Readonly<Record<ChoiceName, Range>> = {
  ...preventionChoiceRanges,
  opensPersonal: [0.8, 1, 'one in five skipped, or none'],
  opensBroadcast: [0.58, 0.74, 'by sector, PoliteMail'],
  away: [0.02, 0.3, 'a normal week; a holiday season (late December 0.4 to 0.9)'],
  forwards: [0.005, 0.1, 'a factor of three to six either way'],
  movesMail: [0.02, 0.3, 'a factor of three to five either way'],
  deletes: [0.03, 0.4, 'a factor of three to five either way'],
  curiosity: [0, 1, 'nobody, or everybody: nothing is known'],
  mailboxOutage: [0, 0.01, 'none; ten times what a service level allows'],
  databaseOutage: [0, 0.01, 'none; ten times what a service level allows'],
  regionOutage: [0, 0.01, 'none; ten times what a service level allows'],
};

export const delayRanges: Readonly<Record<DelayName, Range>> = {
  ...preventionDelayRanges,
  personalRead: [0.5, 10, 'the model is on the quick side: meetings and evenings come on top'],
  broadcastRead: [0.5, 2, 'published curves differ by a factor of two'],
  forward: [0.33, 3, 'a factor of three either way'],
  tidy: [0.33, 3, 'a factor of three either way'],
  curiousRead: [0.33, 3, 'a factor of three either way'],
  outage: [0.33, 10, 'ten minutes to five hours on average'],
  databaseDown: [0.25, 12, 'five minutes to four hours on average'],
  regionDown: [0.33, 8, 'an hour to a day on average'],
};

export const populationRanges: Readonly<Record<(typeof populationNames)[number], Range>> = {
  cachedShare: [0.5, 1, 'half of the people of Outlook for Windows, or all'],
  onPremisesShare: [0, 0.1, 'no hybrid remainder; one mailbox in eleven'],
  contactsPerMailbox: [0.05, 1, 'one contact for twenty mailboxes, or for each'],
  groupsPerMailbox: [0.02, 0.5, 'a factor of five either way'],
  nestedGroupShare: [0, 0.1, 'none; three times the one firm that was counted'],
  outsideGroupShare: [0.02, 0.2, 'a factor of three either way'],
  outsideMemberShare: [0.02, 0.2, 'a factor of three either way'],
  forwardsInsideShare: [0, 0.02, 'none; four times as many'],
  forwardsOutsideShare: [0, 0.02, 'none; four times as many'],
  forwardKeepsShare: [0.5, 1, 'half of those forwarded, or all'],
  moveRuleShare: [0.05, 0.5, 'a factor of two to five either way'],
  forwardRuleShare: [0, 0.03, 'none; three times as many'],
};

/** Splits of clients, as none is published. */
export const clientSplits: Readonly<Record<string, PopulationNumbers['clients']>> = {
  'Outlook for Windows': { 'outlook-windows': 0.9, owa: 0.04, 'outlook-mobile': 0.06 },
  'new Outlook': {
    'outlook-windows': 0.2,
    'new-outlook': 0.4,
    owa: 0.2,
    'outlook-mobile': 0.16,
    imap4: 0.04,
  },
  'web and mobile': { 'outlook-windows': 0.2, owa: 0.4, 'outlook-mobile': 0.35, imap4: 0.05 },
};

/** Of a workload, where the study states them. */
export const externalRange: Range = [0, 0.25, 'nobody outside; a quarter'];
export const deliveryRange: Range = [0.3, 12, 'a few seconds; two minutes'];

/** Of a queue's servers, all together. */
export const loadRange: Range = [0, 0.95, 'an empty queue; one that is nearly always full'];

/** Other positions of switches that are no words. */
export const switchPositions = {
  reportDelay: ['5m'],
  assistantDelay: ['1h', '7d'],
  retryAttempts: [
    ['0s', '24h'],
    ['0s', '1m', '5m', '10m', '20m', '30m', '1h', '2h', '4h', '8h', '16h', '24h'],
  ],
} as const;
