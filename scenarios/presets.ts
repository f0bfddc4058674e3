/**
 * Who works there: presets from which an organization is grown, as data.
 *
 * Why: studies of "a 1,000-mailbox company" have to mean the same company, and each number in it
 * needs a source, because results may hang on it.
 *
 * Never: draw anything; hold an address or a name.
 *
 * Source: each field's entry under `sources`.
 */
import { CHOICES, type Origin } from './behaviours.ts';
import type { Client } from './scenario.ts';

/** Ways in which an inbox rule finds the mail it moves. */
export interface MoveRuleShares {
  /** words in the subject */
  readonly bySubject: number;
  /** one colleague */
  readonly bySender: number;
  /** all mail from the own domain */
  readonly byDomain: number;
}

/** The numbers of a population; shares are 0 to 1 and of mailboxes unless said otherwise. */
export interface PopulationNumbers {
  /** shares by client, which add up to 1; absent means none */
  readonly clients: Readonly<Partial<Record<Client, number>>>;
  /** of the people on outlook-windows, who use Cached Mode */
  readonly cachedShare: number;
  /** shares by department */
  readonly departments: Readonly<Record<string, number>>;
  /** mailboxes in the organization's own on-premises Exchange, for each mailbox in the cloud */
  readonly onPremisesShare: number;
  /** mail contacts (people outside) for each mailbox */
  readonly contactsPerMailbox: number;
  /** distribution groups for each mailbox, besides the group of all staff */
  readonly groupsPerMailbox: number;
  /** members of a group: log-normal in logs, rounded up */
  readonly groupSize: { readonly mu: number; readonly sigma: number };
  /** members of the group of all staff, of all mailboxes */
  readonly allStaffShare: number;
  /** of the groups, which hold other groups (depth 2) */
  readonly nestedGroupShare: number;
  /** groups held by such a group */
  readonly nestedGroupChildren: number;
  /** of the groups, which hold anybody outside; large ones more often */
  readonly outsideGroupShare: number;
  /** of all member rows, which are outside */
  readonly outsideMemberShare: number;
  /** an administrator forwards the mailbox to a colleague */
  readonly forwardsInsideShare: number;
  /** an administrator forwards the mailbox outside */
  readonly forwardsOutsideShare: number;
  /** of the forwarded mailboxes, which keep a copy */
  readonly forwardKeepsShare: number;
  /** an inbox rule moves some mail to a folder */
  readonly moveRuleShare: number;
  /** what such a rule looks at; the proportions count */
  readonly moveRules: MoveRuleShares;
  /** an inbox rule forwards outside */
  readonly forwardRuleShare: number;
}

/** A named population: its numbers, and an origin for each of them. */
export interface PopulationPreset {
  readonly name: string;
  readonly numbers: PopulationNumbers;
  readonly sources: Readonly<Record<keyof PopulationNumbers, Origin>>;
}

const assumed = (source: string): Origin => ({ source, standing: 'A' });
const fromMemberTable: Origin = {
  source: 'Computed from a published member table of 69 groups of one company.',
  standing: 'D',
};

/** An office of knowledge workers, mostly on Outlook for Windows. */
export const office: PopulationPreset = {
  name: 'office',
  numbers: {
    clients: { 'outlook-windows': 0.65, owa: 0.15, 'outlook-mobile': 0.16, imap4: 0.04 },
    cachedShare: 0.9,
    departments: {
      Operations: 0.25,
      Sales: 0.2,
      Engineering: 0.2,
      Support: 0.12,
      Finance: 0.09,
      Marketing: 0.08,
      'Human Resources': 0.04,
      Legal: 0.02,
    },
    onPremisesShare: 0.02,
    contactsPerMailbox: 0.2,
    groupsPerMailbox: 0.1,
    groupSize: { mu: 1.5, sigma: 1.15 },
    allStaffShare: 0.95,
    nestedGroupShare: 0.03,
    nestedGroupChildren: 2,
    outsideGroupShare: 0.07,
    outsideMemberShare: 0.08,
    forwardsInsideShare: 0.005,
    forwardsOutsideShare: CHOICES.adminForwardsOutside.probability,
    forwardKeepsShare: 0.8,
    moveRuleShare: 0.25,
    moveRules: { bySubject: 0.5, bySender: 0.4, byDomain: 0.1 },
    forwardRuleShare: CHOICES.ruleForwardsOutside.probability,
  },
  sources: {
    clients: assumed(
      'No published split for Exchange was found. 16 % of internal mail read on mobile is ' +
        'published (PoliteMail 2020); the other shares are assumed.',
    ),
    cachedShare: assumed('Cached Mode is the default of Outlook; the 10 % without it are assumed.'),
    departments: assumed('Only names objects; nothing decides on it.'),
    onPremisesShare: assumed('A hybrid remainder. No figure found; 0 is as plausible.'),
    contactsPerMailbox: assumed('No figure found.'),
    groupsPerMailbox: assumed(
      'No figure found; the companies with group data give no staff count.',
    ),
    groupSize: {
      source:
        'Fitted to 69 groups of one company: median 4, mean 8.7, 8.7 % above 25 members (the fit ' +
        'gives 4.5, 8.7 and 6.7 %).',
      standing: 'D',
    },
    allStaffShare: {
      source: 'The group of all staff of another company held 38 of 39; rounded down.',
      standing: 'D',
    },
    nestedGroupShare: fromMemberTable,
    nestedGroupChildren: assumed('The member table shows depth 2, not how many.'),
    outsideGroupShare: fromMemberTable,
    outsideMemberShare: fromMemberTable,
    forwardsInsideShare: assumed('No prevalence found; taken as for forwarding outside.'),
    forwardsOutsideShare: CHOICES.adminForwardsOutside,
    forwardKeepsShare: assumed('No figure found.'),
    moveRuleShare: assumed('No figure found. To be swept: only the classic recall cares.'),
    moveRules: assumed('No figure found.'),
    forwardRuleShare: CHOICES.ruleForwardsOutside,
  },
};

/** Presets by the name a study writes. */
export const PRESETS: Readonly<Record<string, PopulationPreset>> = { office };
