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
import type { PopulationNumbers } from './presets.ts';
import type { Client, Person, Service } from './scenario.ts';

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
  /** seed of the growing alone: another seed of the study keeps the organization */
  readonly seed: string;
};

/** The most addresses that one message of a study names. */
export const ADDRESSES_MAX = 500;

/** How many addresses a message goes to. */
export type CountDistribution =
  | { readonly constant: number }
  /** every whole number between, both included, equally likely */
  | { readonly range: { readonly from: number; readonly to: number } }
  /**
   * one, and a negative binomial number more: its mean is that of all, above 1, its variance
   * (mean - 1) + (mean - 1)^2 / dispersion; cut off at `ADDRESSES_MAX`
   */
  | { readonly negativeBinomial: { readonly mean: number; readonly dispersion: number } }
  /** pairs of count and weight; the weights' shares count */
  | { readonly weights: readonly (readonly [count: number, weight: number])[] };

/** What may go wrong: people picked by hand, or one distribution group instead of another. */
export const workloadKinds = ['wrong-recipient', 'wrong-group'] as const;

/** What goes wrong in each replication: one message to the wrong people, and its recall. */
export type Workload = {
  readonly kind: (typeof workloadKinds)[number];
  readonly recipients: CountDistribution;
  /** share of the addressed people who are outside */
  readonly external: number;
  /** share of messages that go to one distribution group instead of to single people */
  readonly groups: number;
  /** from sending to recalling */
  readonly recallAfter: Distribution;
  /** the transport delay of the message, its recall and its notices, once a message */
  readonly delivery: Distribution;
  /** which habit of reading recipients have */
  readonly reading: 'personal' | 'broadcast';
  /** whether the message asks for read receipts */
  readonly readReceipt: boolean;
  /** where real mail is replayed: share of its messages that are taken as mistaken */
  readonly mistaken: number;
};

/** Delays and choices of people that a workload uses; a study may replace each. */
export const delayNames = [
  'personalRead',
  'broadcastRead',
  'forward',
  'tidy',
  'outage',
] as const satisfies readonly (keyof typeof DELAYS)[];
export const choiceNames = [
  'opensPersonal',
  'opensBroadcast',
  'away',
  'forwards',
  'movesMail',
  'deletes',
  'mailboxOutage',
] as const satisfies readonly (keyof typeof CHOICES)[];
export type DelayName = (typeof delayNames)[number];
export type ChoiceName = (typeof choiceNames)[number];

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

/** What is done about a wrong message where it is not recalled: an administrator removes it. */
export type Answer = {
  readonly kind: 'purge';
  /** from the instant at which others would recall to the removal */
  readonly after: Distribution;
  readonly how: PurgeSpec['how'];
  readonly type: PurgeSpec['type'];
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
  'recall.timeToDecision',
  'recall.timeToReport',
  'receipt.count',
  'receipt.duplicate',
] as const;
export type MetricWord = (typeof metricWords)[number];

/** What a study measures that names no metrics: receipts are measured when asked for. */
export const recallMetricWords = metricWords.filter((word) => word.startsWith('recall.'));

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
  /** at least one; the first is what the others are compared with */
  readonly policies: readonly Policy[];
  readonly metrics: readonly Metric[];
  readonly precision: Precision;
  readonly require: readonly Requirement[];
};

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

/** Whether a metric means anything under an answer: only a recall reports to its sender. */
export function applies(word: MetricWord, answer: Answer | null): boolean {
  const ofRecalls = ['recall.reported', 'recall.timeToDecision', 'recall.timeToReport'];
  return answer === null || !ofRecalls.includes(word);
}

/** The unit that a metric's numbers have. */
export function unitOf(word: MetricWord): 'share' | 'ms' | 'count' {
  if (word === 'receipt.count') return 'count';
  return word === 'recall.timeToDecision' || word === 'recall.timeToReport' ? 'ms' : 'share';
}
