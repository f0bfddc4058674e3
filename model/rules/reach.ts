/**
 * Rules of reach: which mailboxes a recall gets to beyond the ordinary ones, and who may send it
 * there.
 *
 * Facts are named by the rows (C…, S-…) and numbers (R-…) of the collected evidence.
 */
import type { Rule } from './rule.ts';

export const reachRules = {
  // Another organization.
  'RC-200': {
    holds:
      'A mailbox of another organization that allows the sender’s is treated as its own settings say.',
    facts: ['C3', 'R-109', 'R-110', 'R-111', 'R-112'],
    status: 'sourced',
  },
  'RC-201': {
    holds: 'An organization with CrossTenantRecallEnabled off lets no other one recall there.',
    facts: ['C4', 'R-110'],
    status: 'sourced',
  },
  'RC-202': {
    holds: 'An organization lets those recall whose TenantId is on its list, and nobody else.',
    facts: ['C4', 'R-111', 'R-113', 'R-114'],
    status: 'sourced',
  },
  'RC-203': {
    holds: 'Until August 2026 a mailbox of another organization was an address outside like any.',
    facts: ['C2', 'R-010', 'R-070', 'R-071'],
    status: 'sourced',
  },
  'RC-204': {
    holds: 'Trust has one direction: whom the sender’s own organization allows does not matter.',
    facts: ['R-237', 'R-112'],
    status: 'contested',
    assumption: 'crossTenantTrust',
  },
  'RC-205': {
    holds:
      'A recall that another organization does not allow fails, and nothing of it shows there.',
    facts: ['C4', 'R-113'],
    status: 'sourced',
  },
  'RC-207': {
    holds: 'A group of another organization is expanded there, and each member counts for itself.',
    facts: ['C1', 'R-083'],
    status: 'silent',
  },
  'RT-020': {
    holds: 'Mail to another organization is handed over to it.',
    facts: ['C3'],
    status: 'inferred',
  },
  // Microsoft 365 groups, dynamic groups and public folders.
  'RC-220': {
    holds: 'Mail in a public folder is not recalled.',
    facts: ['C6', 'S-07'],
    status: 'silent',
  },
  'RC-221': {
    holds: 'The mailbox of a Microsoft 365 group is evaluated like any mailbox in the cloud.',
    facts: ['C6b', 'S-07'],
    status: 'silent',
  },
  'DG-020': {
    holds: 'A Microsoft 365 group keeps a copy in its own mailbox, and each subscriber gets one.',
    facts: ['C6b', 'R-083'],
    status: 'inferred',
  },
  'DG-023': {
    holds: 'A dynamic group without a stored list reaches whom its filter finds at the start.',
    facts: ['M-173'],
    status: 'inferred',
  },
  'DG-024': {
    holds: 'A ready-made filter is its kinds of recipients, narrowed by each condition it has.',
    facts: ['M-172'],
    status: 'sourced',
  },
  'DG-025': {
    holds: 'A changed filter acts at once, for more than 5,000 members after hours.',
    facts: ['M-173'],
    status: 'inferred',
  },
  'DG-021': {
    holds: 'A dynamic distribution group is expanded to its members as they are stored.',
    facts: ['C1', 'R-083'],
    status: 'inferred',
  },
  'DG-022': {
    holds: 'AutoSubscribeNewMembers is false unless set; with it every member is a subscriber.',
    facts: ['C6b', 'S-07'],
    status: 'silent',
  },
  // Recoverable Items, holds, and mailboxes that move.
  'RC-230': {
    holds: 'While Recoverable Items is full the copy cannot be deleted, and the recall is pending.',
    facts: ['C22', 'S-17', 'R-101'],
    status: 'silent',
  },
  'RC-231': {
    holds: 'While Recoverable Items is full its owner cannot remove an item for good either.',
    facts: ['R-101'],
    status: 'sourced',
  },
  'RC-232': {
    holds: 'A recalled copy that a retention policy or in-place hold keeps is in DiscoveryHolds.',
    facts: ['C21', 'R-099', 'R-103'],
    status: 'inferred',
  },
  'RC-233': {
    holds: 'Where a mailbox lies at each attempt decides, wherever the copy was delivered.',
    facts: ['S-23'],
    status: 'silent',
  },
  'MB-060': {
    holds: 'Recoverable Items holds 30 GB, under a hold or retention policy 100 GB, unless set.',
    facts: ['R-101'],
    status: 'sourced',
  },
  'MB-061': {
    holds: 'An item that a retention policy or in-place hold keeps goes to DiscoveryHolds.',
    facts: ['R-099'],
    status: 'sourced',
  },
  // RecallPermission: no Exchange setting.
  'RC-240': {
    holds: 'Not an Exchange setting: where no row of RecallPermission matches, recall is allowed.',
    facts: ['R-201', 'R-236', 'R-030'],
    status: 'silent',
  },
  'RC-241': {
    holds: 'Not an Exchange setting: a row may ask for multi-factor authentication.',
    facts: ['R-201', 'R-236'],
    status: 'silent',
  },
  'RC-242': {
    holds:
      'Not an Exchange setting: recipients that a row leaves out get no request and no notice.',
    facts: ['R-201', 'R-236'],
    status: 'silent',
  },
  'RC-243': {
    holds:
      'Not an Exchange setting: a recall is refused when its row leaves nobody to recall from.',
    facts: ['R-201', 'R-236'],
    status: 'silent',
  },
  'RC-244': {
    holds:
      'Not an Exchange setting: the first row about the person, the place and the time counts.',
    facts: ['R-201', 'R-236'],
    status: 'silent',
  },
  'RC-245': {
    holds: 'Not an Exchange setting: what RecallPermission does not allow is refused and recorded.',
    facts: ['R-201', 'R-236'],
    status: 'silent',
  },
  // What Exchange would keep of it.
  'RC-250': {
    holds: 'With AuditDisabled no mailbox audit log shows what a recall deleted.',
    facts: ['R-203'],
    status: 'sourced',
  },
  'RC-251': {
    holds: 'A mailbox with AuditEnabled off has no record of what a recall deleted.',
    facts: ['R-202'],
    status: 'sourced',
  },
  'RC-252': {
    holds: 'Whether the deletion by the recall agent is recorded at all no source says.',
    facts: ['R-204', 'S-15'],
    status: 'silent',
    assumption: 'agentDeleteAudited',
  },
  'RC-253': {
    holds: 'A deletion that is recorded stays in the mailbox audit log for AuditLogAgeLimit.',
    facts: ['R-202'],
    status: 'sourced',
  },
  'RC-254': {
    holds: 'AuditDisabled is false unless set.',
    facts: ['R-203'],
    status: 'sourced',
  },
  'RC-255': {
    holds: 'A mailbox is audited unless AuditEnabled is off, and keeps entries for 90 days.',
    facts: ['R-202'],
    status: 'sourced',
  },
  'RC-210': {
    holds: 'CrossTenantRecallEnabled is false unless set.',
    facts: ['R-110'],
    status: 'sourced',
  },
} as const satisfies Record<string, Rule>;
