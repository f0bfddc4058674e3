/** What was found of one copy or recipient, and which of several findings counts: the worst. */

import { never } from './moments.ts';

export type Finding = {
  readonly outcome: string;
  readonly reason: string | null;
  readonly cause: string | null;
  /** When it was decided, ms after the start; null: not yet. */
  readonly at: number | null;
};

const outcomes = ['failed', 'pending', 'recalled'];
const reasons = [
  'external-recipient',
  'tenant-not-allowed',
  'on-premises-mailbox',
  'unsupported-recipient',
  'disabled',
  'disabled-on-mailbox',
  'already-read',
  'forwarded-copy',
  'not-found',
  'timed-out',
];
const causes = [
  'mailbox-unavailable',
  'not-delivered',
  'quarantined',
  'awaiting-moderation',
  'connector-round-trip',
  'mailbox-gone',
  'recoverable-items-full',
  'agent-down',
];

/**
 * Failed is worse than pending, pending than recalled; among failures the first of the list, and
 * among those that wait, or have waited for too long, the first cause.
 */
export function worst(findings: readonly Finding[]): Finding {
  const rank = ({ outcome, reason, cause }: Finding): number => {
    const found = outcomes.indexOf(outcome) * reasons.length + reasons.indexOf(reason ?? '');
    return found * (causes.length + 1) + causes.indexOf(cause ?? '');
  };
  const [first] = [...findings].sort((a, b) => rank(a) - rank(b));
  if (first === undefined) throw new Error('a recipient without a way to it');
  const alike = findings.filter(({ outcome, at }) => outcome === first.outcome && at !== null);
  const instants = alike.map(({ at }) => at ?? 0);
  if (instants.length === 0) return first;
  const at = first.outcome === 'failed' ? Math.min(...instants) : Math.max(...instants);
  return { ...first, at };
}

/** What a row says of its copies: the first failure decides, the worst of those of an instant. */
export function decisive(findings: readonly Finding[]): Finding {
  const failed = findings.filter(({ outcome }) => outcome === 'failed');
  const first = Math.min(...failed.map(({ at }) => at ?? never));
  const decided = failed.filter(({ at }) => at === first);
  return worst(decided.length > 0 ? decided : findings);
}
