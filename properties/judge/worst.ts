/** What was found of one copy or recipient, and which of several findings counts: the worst. */

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

/** Failed is worse than pending, pending than recalled; among failures the first of the list. */
export function worst(findings: readonly Finding[]): Finding {
  const rank = ({ outcome, reason }: Finding): number =>
    outcomes.indexOf(outcome) * reasons.length + reasons.indexOf(reason ?? '');
  const [first] = [...findings].sort((a, b) => rank(a) - rank(b));
  if (first === undefined) throw new Error('a recipient without a way to it');
  const alike = findings.filter(({ outcome, at }) => outcome === first.outcome && at !== null);
  const instants = alike.map(({ at }) => at ?? 0);
  if (instants.length === 0) return first;
  const at = first.outcome === 'failed' ? Math.min(...instants) : Math.max(...instants);
  return { ...first, at };
}
