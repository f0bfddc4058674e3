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
    holds: 'Mail to a mailbox of another organization is delivered there, by its rules.',
    facts: ['C3'],
    status: 'inferred',
  },
  'RC-210': {
    holds: 'CrossTenantRecallEnabled is false unless set.',
    facts: ['R-110'],
    status: 'sourced',
  },
} as const satisfies Record<string, Rule>;
