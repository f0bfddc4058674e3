/**
 * Rules of what happens before a copy is in its mailbox: limits and restrictions, approval,
 * mail flow rules, quarantine, and the report that the sender gets.
 *
 * Facts are named by rows (C…, S-…) and numbers (R-… of recall, M-… of delivery) of the evidence.
 */
import type { Rule } from './rule.ts';

export const transportRules = {
  // Refused before it leaves, whole.
  'ND-010': {
    holds: 'A mailbox that has reached its quota for sending sends nothing.',
    facts: ['M-024'],
    status: 'sourced',
  },
  'ND-011': {
    holds: 'A message larger than its sender may send is refused whole.',
    facts: ['M-095', 'M-099'],
    status: 'sourced',
  },
  'ND-012': {
    holds: 'A message larger than the organization sends is refused whole.',
    facts: ['M-095', 'M-102'],
    status: 'inferred',
  },
  'ND-013': {
    holds:
      'A message to more recipients than its sender may name is refused whole; a group counts as one.',
    facts: ['M-180', 'M-182', 'M-183', 'M-185'],
    status: 'sourced',
  },
  'ND-014': {
    holds: 'A mailbox may send to 500 recipients at once unless it says otherwise.',
    facts: ['M-180'],
    status: 'sourced',
  },
  'ND-015': {
    holds: 'A message within all limits of its sender is expanded and sent.',
    facts: ['M-095', 'M-180', 'R-219'],
    status: 'inferred',
  },
  // Refused for one recipient.
  'ND-001': {
    holds: 'The sender gets one report for each address that does not take the message.',
    facts: ['R-217', 'R-219'],
    status: 'inferred',
  },
  'ND-020': {
    holds: 'A recipient that accepts mail from some only refuses it from everybody else.',
    facts: ['M-147', 'M-148', 'M-149', 'M-156'],
    status: 'sourced',
  },
  'ND-021': {
    holds: 'A recipient refuses mail from whom it rejects, even if it accepts them elsewhere.',
    facts: ['M-150', 'M-157'],
    status: 'silent',
  },
  'ND-022': {
    holds: 'A recipient for the organization only, as groups are by default, refuses outsiders.',
    facts: ['M-151', 'M-152', 'M-153'],
    status: 'sourced',
  },
  'ND-023': {
    holds: 'A message larger than a recipient, or the organization, receives is refused for it.',
    facts: ['M-095', 'M-099', 'M-102'],
    status: 'sourced',
  },
  'ND-024': {
    holds: 'A recipient that neither restricts nor limits a message takes it.',
    facts: ['M-147', 'M-150'],
    status: 'sourced',
  },
  'ND-030': {
    holds:
      'A mailbox that has reached its quota receives nothing, and what would lie there returns.',
    facts: ['M-024', 'M-026'],
    status: 'sourced',
  },
  // Approval.
  'MD-001': {
    holds: 'Nobody approves what is sent to a recipient unless moderation is switched on.',
    facts: ['M-158'],
    status: 'sourced',
  },
  'MD-002': {
    holds: 'What was approved for a recipient is not asked for again.',
    facts: ['M-163'],
    status: 'inferred',
  },
  'MD-003': {
    holds: 'Mail from a moderator, or from an owner of the group, needs no approval.',
    facts: ['M-159', 'M-160', 'M-161'],
    status: 'sourced',
  },
  'MD-004': {
    holds: 'Mail from senders who bypass moderation needs no approval.',
    facts: ['M-162'],
    status: 'sourced',
  },
  'MD-005': {
    holds: 'Approval by a group that speaks for the groups in it counts for them.',
    facts: ['M-163'],
    status: 'sourced',
  },
  'MD-006': {
    holds: 'Mail to a moderated recipient or group waits for approval, for each of them anew.',
    facts: ['M-158', 'M-163', 'M-165'],
    status: 'sourced',
  },
  'MD-007': {
    holds: 'Approved mail goes on from where it waited.',
    facts: ['M-158'],
    status: 'inferred',
  },
  'MD-008': {
    holds: 'A request for approval expires after two days, and the sender is told.',
    facts: ['M-166'],
    status: 'sourced',
  },
  'MD-010': {
    holds: 'A mail flow rule holds mail for approval by the people, or the manager, it names.',
    facts: ['R-125', 'M-160'],
    status: 'inferred',
  },
  'MD-011': {
    holds: 'Where nobody else could approve what a rule holds, the mail goes on.',
    facts: ['R-125', 'M-160'],
    status: 'silent',
  },
  // Mail flow rules.
  'RT-030': {
    holds: 'Mail flow rules act in the order of their priority, each once on a copy.',
    facts: ['R-125', 'R-176'],
    status: 'inferred',
  },
  'RT-031': {
    holds: 'A rule that rejects returns the copy to its sender.',
    facts: ['R-125', 'R-217'],
    status: 'inferred',
  },
  'RT-032': {
    holds: 'A rule that deletes drops the copy, and nobody is told.',
    facts: ['R-125'],
    status: 'inferred',
  },
  'RT-033': {
    holds: 'A rule that quarantines holds the copy until somebody releases it.',
    facts: ['R-125', 'R-217'],
    status: 'inferred',
  },
  'RT-034': {
    holds:
      'A rule that redirects gives the copy to others; recall evaluates theirs like a direct one.',
    facts: ['C26', 'S-26', 'R-085'],
    status: 'silent',
    assumption: 'transportCopies',
  },
  'RT-035': {
    holds: 'A rule adds recipients once; recall evaluates their copies like direct ones.',
    facts: ['C26', 'S-26'],
    status: 'silent',
    assumption: 'transportCopies',
  },
  'RT-036': {
    holds: 'What a rule puts before the subject is read by later rules, in transport and mailbox.',
    facts: ['R-125'],
    status: 'inferred',
  },
  'RT-037': {
    holds: 'A header that a rule sets is seen by later rules and their exceptions.',
    facts: ['R-176'],
    status: 'sourced',
  },
  'RT-038': {
    holds: 'A rule may be the last one that is looked at.',
    facts: ['R-176'],
    status: 'inferred',
  },
  'RT-039': {
    holds: 'A rule that neither refuses, holds nor hands on leaves the copy on its way.',
    facts: ['R-125'],
    status: 'inferred',
  },
  // Quarantine.
  'RT-040': {
    holds: 'A quarantined copy is not delivered before it is released.',
    facts: ['C15', 'R-217'],
    status: 'inferred',
  },
  'RT-041': {
    holds: 'A released copy goes on to its mailbox and is not held again.',
    facts: ['C15', 'S-06'],
    status: 'silent',
  },
  'RC-180': {
    holds: 'A recall of a quarantined copy stays pending until its release or the deadline.',
    facts: ['C15', 'S-06'],
    status: 'silent',
  },
  'RC-181': {
    holds: 'A recall of a copy that awaits approval stays pending until then or the deadline.',
    facts: ['C15', 'S-06'],
    status: 'silent',
  },
} as const satisfies Record<string, Rule>;
