/**
 * A study: a distribution of scenarios, and how sure we want to be. What it may say, as plain data.
 *
 * Why: rates are estimated from many worlds that differ by chance alone, so what is fixed (the
 * tenant, its policies) and what is drawn (who, when, how quickly) have to be told apart.
 *
 * Never: draw anything, or hold a function: a study prints as JSON. The file form is read by
 * `parse-study.ts`; draws are made of it in `sim/workload.ts`.
 *
 * Units: durations are whole milliseconds, shares and probabilities 0 to 1 (both included).
 */
import type { Assumptions } from '../model/assumptions.ts';
import type { Tenant } from '../model/org/tenant.ts';
import type { ProfileName } from '../model/profile.ts';
import type { PurgeSpec } from '../model/setting.ts';
import type { CHOICES, DELAYS } from './behaviours.ts';
import type { Distribution } from './distribution.ts';
import type { Load } from './load.ts';
import type { PopulationNumbers } from './presets.ts';
import type { Measures, PreventionChoice, PreventionDelay } from './prevention.ts';
import type { Client, Person, Service } from './scenario.ts';
import type { SpikeRule } from './spike.ts';
import { type WorkloadKind, workloadOf } from './workloads.ts';

/** Where the organization comes from. */
export type StudyTenant =
  /** a folder or file of exports, as written: relative to the study file */
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'object'; readonly tenant: Tenant }
  /** grown whole from the preset */
  | { readonly kind: 'generate'; readonly mailboxes: number; readonly domain: string };

/** Who works there, as far as no export says so. */
export type StudyPopulation = {
  readonly preset: string;
  readonly numbers: PopulationNumbers;
  /** the names among them that the study itself sets */
  readonly own: readonly string[];
  /** mailboxes to grow into a tenant that lists none; null: as many as the tenant says */
  readonly mailboxes: number | null;
  /** shares of mailboxes by region, where no tenant says so; absent: none */
  readonly regions?: Readonly<Record<string, number>>;
  /** mailboxes that go down together; absent: each alone */
  readonly mailboxesPerDatabase?: number;
  /** seed of the growing alone: another seed of the study keeps the organization */
  readonly seed: string;
};

/** The most addresses that one message of a study names: more than any may have by default. */
export const ADDRESSES_MAX = 1000;

/** Where a negative binomial number of addresses is cut off. */
export const BINOMIAL_MAX = 500;

/** How many addresses a message goes to. */
export type CountDistribution =
  | { readonly constant: number }
  /** every whole number between, both included, equally likely */
  | { readonly range: { readonly from: number; readonly to: number } }
  /**
   * one, and a negative binomial number more: its mean is that of all, above 1, its variance
   * (mean - 1) + (mean - 1)^2 / dispersion; cut off at `BINOMIAL_MAX`
   */
  | { readonly negativeBinomial: { readonly mean: number; readonly dispersion: number } }
  /** pairs of count and weight; the weights' shares count */
  | { readonly weights: readonly (readonly [count: number, weight: number])[] };

/** What goes wrong in each replication: one message to the wrong people, and its recall. */
export type Workload = {
  readonly kind: WorkloadKind;
  readonly recipients: CountDistribution;
  /** share of the addressed people who are outside */
  readonly external: number;
  /** share of messages that go to one distribution group instead of to single people */
  readonly groups: number;
  /** from sending to recalling */
  readonly recallAfter: Distribution;
  /** the transport delay of the message, its recall and its notices, once a message */
  readonly delivery: Distribution;
  /** [from region] [to region] the transport delay of such a pair, once a message; absent: none */
  readonly transit?: Readonly<Record<string, Readonly<Record<string, Distribution>>>>;
  /** which habit of reading recipients have */
  readonly reading: 'personal' | 'broadcast';
  /** whether the message asks for read receipts */
  readonly readReceipt: boolean;
  /** where real mail is replayed: share of its messages that are taken as mistaken */
  readonly mistaken: number;
  /** whether the sender's client asks for MailTips before the message is sent */
  readonly mailTips: boolean;
  /** bytes */
  readonly size: number;
  /** messages and recalls of one sender in a replication; absent: one */
  readonly burst?: { readonly messages: number; readonly every: Distribution };
};

/** Delays and choices of people that a workload uses; a study may replace each. */
export const delayNames = [
  'personalRead',
  'broadcastRead',
  'forward',
  'tidy',
  'outage',
  'curiousRead',
] as const satisfies readonly (keyof typeof DELAYS)[];
export const choiceNames = [
  'opensPersonal',
  'opensBroadcast',
  'away',
  'forwards',
  'movesMail',
  'deletes',
  'mailboxOutage',
  'curiosity',
] as const satisfies readonly (keyof typeof CHOICES)[];
/** Of outages that mailboxes share: used where a study says what they share. */
export const sharedDelays = ['databaseDown', 'regionDown'] as const;
export const sharedChoices = ['databaseOutage', 'regionOutage'] as const;
export type SharedDelay = (typeof sharedDelays)[number];
export type SharedChoice = (typeof sharedChoices)[number];
export type DelayName = (typeof delayNames)[number] | PreventionDelay | SharedDelay;
export type ChoiceName = (typeof choiceNames)[number] | PreventionChoice | SharedChoice;

/** Shares of a population that a study may set beside the shares of clients. */
export const populationNames = [
  'cachedShare',
  'onPremisesShare',
  'contactsPerMailbox',
  'groupsPerMailbox',
  'nestedGroupShare',
  'outsideGroupShare',
  'outsideMemberShare',
  'forwardsInsideShare',
  'forwardsOutsideShare',
  'forwardKeepsShare',
  'moveRuleShare',
  'forwardRuleShare',
] as const satisfies readonly (keyof PopulationNumbers)[];

/** What people do, with the study's own numbers in place. */
export type Behaviours = {
  readonly delays: Readonly<Record<DelayName, Distribution>>;
  readonly choices: Readonly<Record<ChoiceName, number>>;
  /** the names that the study itself sets */
  readonly own: readonly (DelayName | ChoiceName)[];
};

/** What is done about a message where it is not recalled: an administrator removes it. */
export type Purge = {
  readonly kind: 'purge';
  /** from the instant at which others would recall to the removal */
  readonly after: Distribution;
  readonly how: PurgeSpec['how'];
  readonly type: PurgeSpec['type'];
};

/** Or nothing, because it was meant as it is. */
export type Answer = Purge | { readonly kind: 'nothing' };

/** Who tells the sender of an error. */
export const reportersWords = ['recipients', 'colleagues'] as const;

/** Errors are reported to the sender, who recalls at the first of that and his own notice. */
export type ErrorReport = {
  readonly by: (typeof reportersWords)[number];
  /** of the recipients who open it; of the messages, where colleagues tell */
  readonly share: number;
  /** from opening it, or from sending where colleagues tell */
  readonly after: Distribution;
  /** of those who would send it on after the first report */
  readonly stopsForwarding: number;
};

/** One arm: what differs from the tenant, the switches and the profile of the study. */
export type Policy = {
  readonly name: string;
  /** objects merged over the tenant's, property by property where the identity is the same */
  readonly tenant: Tenant;
  readonly assume: Assumptions;
  readonly profile: ProfileName;
  /** shares by client instead of those of the population; null: as they are */
  readonly clients: PopulationNumbers['clients'] | null;
  /** applied in order, after the shares */
  readonly people: readonly PeopleChange[];
  /** null: a recall */
  readonly answer: Answer | null;
  /** null: nobody reports an error */
  readonly errorReport: ErrorReport | null;
  /** what is done before a message is sent; null: nothing */
  readonly measures: Measures | null;
  /** queues shared with ordinary mail; absent: nothing waits */
  readonly load?: Load;
};

/** What changes about everybody who uses a client, or about one person. */
export type PeopleChange = {
  readonly of?: Client | undefined;
  readonly mailbox?: string | undefined;
  readonly client?: Client | undefined;
  readonly mode?: Person['mode'] | undefined;
  readonly processRecalls?: Person['processRecalls'] | undefined;
  readonly receiptPrompt?: Person['receiptPrompt'] | undefined;
};

/** What is measured for each recipient of the wrong message, and twice for the message itself. */
export const metricWords = [
  'recall.success',
  'recall.reported',
  'recall.seen',
  'recall.leftBehind',
  'recall.noticed',
  'recall.outsideNotices',
  'recall.actedOn',
  'recall.timeToDecision',
  'recall.timeToReport',
  'receipt.count',
  'receipt.duplicate',
  'prevention.prevented',
  'prevention.sent',
  'prevention.ndr',
  'prevention.automaticReplies',
  'audit.spike',
  'audit.spikeFound',
  'audit.falseAlarms',
] as const;
export type MetricWord = (typeof metricWords)[number];

/** What a study measures that names no metrics; receipts are measured when asked for. */
export function defaultMetricWords(
  isCounted: boolean,
  answer: Answer | null,
  isWatched: boolean,
): MetricWord[] {
  const families = [
    'recall.',
    ...(isCounted ? ['prevention.'] : []),
    ...(isWatched ? ['audit.'] : []),
  ];
  const known = metricWords.filter((word) => families.some((family) => word.startsWith(family)));
  const used = known.filter((word) => answer?.kind !== 'nothing' || applies(word, answer));
  return used.length > 0 ? used : known;
}

/** Over whom: everybody addressed, or those in the organization's own domains. */
export type Of = 'all' | 'internal';

export type Metric = {
  /** `recall.success`, or `recall.success.internal` */
  readonly name: string;
  readonly word: MetricWord;
  readonly of: Of;
};

/**
 * When a run ends. `planned`: a pilot plans the number of messages, once. `sequential`: at the
 * first look at which the interval is as narrow as asked. `gate`: when every requirement is
 * answered.
 */
export const stoppingWords = ['planned', 'sequential', 'gate'] as const;

/** How sure: the half-width that the metric's interval must have under every policy. */
export type Precision = {
  readonly method: (typeof stoppingWords)[number];
  readonly metric: Metric;
  /** in the unit of the metric: a share, or milliseconds */
  readonly halfWidth: number;
  /** 0 to 1, both excluded */
  readonly confidence: number;
  /** the chance of a wrong answer to the requirements when they are tested at every look */
  readonly gateError: number;
  readonly replications: { readonly min: number; readonly max: number };
};

/** A bound that turns the study into a gate. */
export type Requirement = {
  readonly text: string;
  readonly policy: string;
  readonly metric: Metric;
  readonly comparison: '>=' | '>' | '<=' | '<';
  /** a share, or milliseconds */
  readonly bound: number;
  /** of this much around the bound it does not matter on which side the truth lies; its unit */
  readonly indifference: number;
};

export type Study = {
  readonly name: string;
  readonly profile: ProfileName;
  /** decimal or 0x hexadecimal, at most 64 bits */
  readonly seed: string;
  /** T0 of every replication, ms since 1970 UTC */
  readonly start: number;
  readonly assume: Assumptions;
  readonly tenant: StudyTenant;
  /** behind connectors, as in a scenario */
  readonly services: readonly Service[];
  readonly population: StudyPopulation;
  readonly workload: Workload;
  readonly behaviours: Behaviours;
  /** queues shared with ordinary mail, as policies say that say nothing else */
  readonly load?: Load;
  /** a rule that is to find a burst; absent: none */
  readonly spike?: SpikeRule;
  /** at least one; the first is what the others are compared with */
  readonly policies: readonly Policy[];
  readonly metrics: readonly Metric[];
  readonly precision: Precision;
  readonly require: readonly Requirement[];
};

/** Whether what happens before sending, and what comes back to the sender, is counted. */
export function countsPrevention({
  workload,
  policies,
}: Pick<Study, 'policies' | 'workload'>): boolean {
  const { recalled, repliesAll } = workloadOf(workload.kind);
  const isAsked = workload.mailTips || recalled === 'no' || repliesAll === 'after-bcc';
  return isAsked || policies.some(({ measures }) => measures !== null);
}

/** Clients with which a recall can be begun; owners of the others turn to Outlook on the web. */
export const recallingClients: readonly Client[] = [
  'outlook-windows',
  'new-outlook',
  'owa',
  'outlook-mobile',
];

/** Every metric of a word, for all and for internal recipients. */
export function metricNamed(name: string): Metric | undefined {
  const of: Of = name.endsWith('.internal') ? 'internal' : 'all';
  const word = metricWords.find((known) => known === name.replace(/\.internal$/, ''));
  if (word === undefined) return undefined;
  return { name: of === 'internal' ? `${word}.internal` : word, word, of };
}

/**
 * Whether a metric means anything under an answer: only a recall reports to its sender, and of a
 * message that is meant as it is nothing is to be taken back.
 */
export function applies(word: MetricWord, answer: Answer | null): boolean {
  if (answer?.kind === 'nothing') return !/^(recall|audit)\./.test(word);
  const ofRecalls = ['recall.reported', 'recall.timeToDecision', 'recall.timeToReport'];
  const isOfRecalls = ofRecalls.includes(word) || word.startsWith('audit.');
  return answer === null || !isOfRecalls;
}

/** The unit that a metric's numbers have. */
export function unitOf(word: MetricWord): 'share' | 'ms' | 'count' {
  const counts = [
    ...['receipt.count', 'prevention.ndr', 'prevention.automaticReplies'],
    'audit.falseAlarms',
  ];
  if (counts.includes(word)) return 'count';
  const times = ['recall.timeToDecision', 'recall.timeToReport', 'audit.spike'];
  return times.includes(word) ? 'ms' : 'share';
}
