/**
 * Rules of routing: connectors and what they do to mail, queues, limits that stand at several
 * levels, and other organizations on the way.
 */
import type { Rule } from './rule.ts';

export const routingRules = {
  // Which connector.
  'CN-006': {
    holds: 'Mail of a connector that routes everything through on premises is handled there first.',
    facts: ['R-178'],
    status: 'sourced',
  },
  'CN-007': {
    holds: 'Of the connectors that take mail for a domain the most specific one gets it.',
    facts: ['R-177', 'R-178'],
    status: 'inferred',
  },
  'CN-008': {
    holds: 'A connector that is disabled, or tied to mail flow rules, takes no mail by its domain.',
    facts: ['R-177'],
    status: 'sourced',
  },
  'CN-014': {
    holds: 'Mail for a mailbox in the cloud takes no connector unless a mail flow rule says so.',
    facts: ['R-219', 'R-177'],
    status: 'inferred',
  },
  'CN-015': {
    holds: 'A message larger than its connector takes returns to its sender.',
    facts: ['M-097', 'M-102'],
    status: 'inferred',
  },
  'CN-016': {
    holds:
      'Mail that has been on premises is not sent there again where it shows that it has been.',
    facts: ['R-178', 'R-179'],
    status: 'inferred',
  },
  // What happens to headers on the way out.
  'CN-009': {
    holds:
      'Headers that belong to the organization end where mail leaves its cloud, unless told to stay.',
    facts: ['R-179'],
    status: 'sourced',
  },
  'CN-013': {
    holds:
      'CloudServicesMailEnabled keeps the headers of the organization on the way out and back.',
    facts: ['R-179'],
    status: 'sourced',
  },
  // Domains that count as inside.
  'RD-004': {
    holds: 'IsInternal of a remote domain is false unless set.',
    facts: ['R-181', 'M-189'],
    status: 'sourced',
  },
  'RD-005': {
    holds:
      'With IsInternal transport treats addresses of a remote domain as inside; recall does not.',
    facts: ['R-181', 'M-189', 'R-068'],
    status: 'inferred',
  },
  // Queues.
  'RT-050': {
    holds: 'Mail that waits in a queue for longer than MessageExpiration returns to its sender.',
    facts: ['R-124'],
    status: 'sourced',
  },
  'RT-051': {
    holds: 'MessageExpiration is 24 hours unless set, and takes 12 to 24 hours.',
    facts: ['R-124'],
    status: 'sourced',
  },
  'RT-052': {
    holds: 'A recall tries for its 24 hours however soon mail in a queue expires.',
    facts: ['S-20', 'R-050', 'R-124'],
    status: 'silent',
    assumption: 'expiredMail',
  },
  // Other organizations.
  'RT-021': {
    holds:
      'Mail that enters another organization meets the mail flow and journal rules of that one too.',
    facts: ['R-219', 'R-104'],
    status: 'inferred',
  },
  // Limits at several levels.
  'ND-016': {
    holds: 'A mailbox that has a limit of recipients obeys it, whatever the organization says.',
    facts: ['M-184', 'M-180'],
    status: 'sourced',
  },
  'ND-017': {
    holds: 'A mailbox without a limit of recipients obeys MaxRecipientEnvelopeLimit.',
    facts: ['M-184', 'M-181'],
    status: 'sourced',
  },
  'ND-018': {
    holds: 'Where neither limits recipients, 1000 is the limit of the service.',
    facts: ['M-181'],
    status: 'sourced',
  },
  'ND-019': {
    holds:
      'Limits of both ends may count in place of the limit of the organization: no source on the cloud says.',
    facts: ['M-102'],
    status: 'contested',
    assumption: 'sizeLimits',
  },
} as const satisfies Record<string, Rule>;
