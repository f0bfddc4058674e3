/**
 * Rules of removal by an administrator, the alternative to a recall.
 */
import type { Rule } from './rule.ts';

export const purgeRules = {
  'RC-260': {
    holds:
      'Removing items by search needs the role Search And Purge, which two role groups have by default.',
    facts: ['R-207', 'R-208'],
    status: 'sourced',
  },
  'RC-261': {
    holds: 'Removal by search reaches mailboxes in the cloud of the own organization only.',
    facts: ['R-208', 'R-209'],
    status: 'inferred',
  },
  'RC-262': {
    holds: 'Removal by search finds what has been delivered and has not been removed.',
    facts: ['R-210'],
    status: 'inferred',
  },
  'RC-263': {
    holds: 'One run removes at most 10 items from a mailbox, through Graph 100.',
    facts: ['R-208', 'R-209'],
    status: 'sourced',
  },
  'RC-264': {
    holds: 'Removal by search looks neither at reading nor at how a copy came to be.',
    facts: ['R-208', 'R-210'],
    status: 'inferred',
  },
  'RC-265': {
    holds: 'SoftDelete leaves an item to be recovered by its owner until its retention ends.',
    facts: ['R-210'],
    status: 'sourced',
  },
  'RC-266': {
    holds: 'HardDelete keeps an item out of sight while a hold or single item recovery wants it.',
    facts: ['R-210'],
    status: 'sourced',
  },
  'RC-267': {
    holds: 'HardDelete of what nothing keeps ends with the next run of the assistant.',
    facts: ['R-210'],
    status: 'sourced',
    assumption: 'assistantDelay',
  },
} as const satisfies Record<string, Rule>;
