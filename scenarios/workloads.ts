/**
 * What may go wrong in a study, one entry each: to whom a message goes, what is wrong with it, and
 * what is done about it.
 *
 * Why data: a message is drawn, drafted, sent and counted in one way; what tells one kind of
 * mistake from another is all here. To add one, add its entry, and a line in `docs/STATISTICS.md`.
 *
 * Never: a function, or a number that a study cannot replace.
 */

export type WorkloadSpec = {
  /** people picked one by one; a distribution group; the largest of them; addresses that fail */
  readonly to: 'people' | 'group' | 'largest-group' | 'bad';
  /** what a sender who looks again has to see; `nothing`: the message is meant as it is */
  readonly mistake: 'recipients' | 'content' | 'nothing';
  /** it answers somebody, but to all; `after-bcc`: by somebody who was on Bcc */
  readonly repliesAll: 'no' | 'yes' | 'after-bcc';
  /** the sender wants it back; `replaced`: and sends another in its place */
  readonly recalled: 'no' | 'yes' | 'replaced';
  /** bytes, where a study says nothing */
  readonly size: number;
};

const MB = 1_048_576;

const plain = {
  to: 'people',
  mistake: 'recipients',
  repliesAll: 'no',
  recalled: 'yes',
  size: 20_000,
} as const satisfies WorkloadSpec;

export const workloads = {
  /** picked by hand, and wrong */
  'wrong-recipient': plain,
  /** one distribution group instead of another */
  'wrong-group': { ...plain, to: 'group' },
  /** the largest group of the organization instead of a smaller one */
  'all-staff': { ...plain, to: 'largest-group' },
  /** an answer to one person goes to everybody who was addressed with the sender */
  'reply-all': { ...plain, repliesAll: 'yes' },
  /** somebody on Bcc answers to all, and shows that the message had been sent there too */
  'bcc-reply-all': { ...plain, repliesAll: 'after-bcc' },
  /** the right people and something that they should not have */
  'wrong-attachment': { ...plain, mistake: 'content', size: 2 * MB },
  /** the right people, and not finished */
  premature: { ...plain, mistake: 'content', recalled: 'replaced' },
  /** meant as it is, to addresses that do not exist, take no mail, or are away */
  'bad-recipients': { ...plain, to: 'bad', mistake: 'nothing', recalled: 'no' },
  /** meant as it is, and larger than what is let through */
  oversize: { ...plain, mistake: 'nothing', recalled: 'no', size: 160 * MB },
  /** meant as it is, to more recipients than a message may have */
  'too-many-recipients': { ...plain, mistake: 'nothing', recalled: 'no' },
  /** meant as it is, and recalled by somebody who has got into the account: one of a burst */
  'compromised-account': { ...plain, mistake: 'nothing' },
} as const satisfies Record<string, WorkloadSpec>;

export type WorkloadKind = keyof typeof workloads;
export const workloadKinds = Object.keys(workloads) as readonly WorkloadKind[] as readonly [
  WorkloadKind,
  ...WorkloadKind[],
];

/** Whether every message of a kind goes to a group. */
export function goesToGroup(kind: WorkloadKind): boolean {
  const { to } = workloads[kind];
  return to === 'group' || to === 'largest-group';
}

export function workloadOf(kind: WorkloadKind): WorkloadSpec {
  return workloads[kind];
}
