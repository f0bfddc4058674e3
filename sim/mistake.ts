/**
 * What is drawn about a message before anybody reads it: who sends it to whom, when it is recalled.
 *
 * Why keyed draws: every choice has the address (stream, replication, slot), so that another
 * recipient, mailbox, policy or worker moves no other draw.
 *
 * Never: look at a policy, or draw a number by position.
 *
 * Source: Lamping and Veach, "A fast, minimal memory, consistent hash algorithm" (2014) for
 * choosing from a pool so that one more element attracts only its own share of the choices.
 */
import { at } from '../model/assert.ts';
import { waysTo } from '../model/org/expand.ts';
import { BINOMIAL_MAX, type CountDistribution } from '../scenarios/study.ts';
import { workloadOf } from '../scenarios/workloads.ts';
import type { CompiledStudy } from './arms.ts';
import type { Draws, StreamName } from './streams.ts';
import { bernoulli, categorical, negativeBinomial, sample } from './variates.ts';

/** What is drawn about a replication before anybody reads. */
export type Mistake = {
  readonly from: string;
  /** Addresses as written: people, or one group. */
  readonly to: readonly string[];
  readonly isToGroup: boolean;
  /** Whom it answers, and who is right among them all; null: nobody. */
  readonly right: string | null;
  /** Whom it reaches, after expansion; each once. */
  readonly reached: readonly string[];
  /** After sending, ms. */
  readonly recallAt: number;
  readonly deliveryMs: number;
};

/**
 * An index of a pool, each equally likely; when the pool grows by one, a choice stays or becomes
 * the new one. Uniforms are taken from draw `first` on, about ln(count) of them.
 */
export function chooseFrom(
  count: number,
  draws: Draws,
  stream: StreamName,
  entity: number,
  first = 0,
): number {
  let chosen = -1;
  let next = 0;
  for (let step = 0; next < count; step++) {
    chosen = next;
    next = Math.floor((chosen + 1) / draws.uniform(stream, entity, first + step));
  }
  return chosen;
}

/** A number of addresses. */
function sampleCount(count: CountDistribution, u: number): number {
  if ('constant' in count) return count.constant;
  if ('range' in count) {
    const { from, to } = count.range;
    return from + Math.floor(u * (to - from + 1));
  }
  if ('negativeBinomial' in count) {
    const { mean, dispersion } = count.negativeBinomial;
    return Math.min(BINOMIAL_MAX, 1 + negativeBinomial(mean - 1, dispersion, u));
  }
  const index = categorical(
    count.weights.map(([, weight]) => weight),
    u,
  );
  return at(count.weights, index)[0];
}

/** Draws who sends what to whom, and when it is recalled; or what a known sender sends. */
export function drawMistake(compiled: CompiledStudy, draws: Draws, sender?: string): Mistake {
  const { workload } = compiled.study;
  const { repliesAll } = workloadOf(workload.kind);
  const senders = sendersOf(compiled);
  const from = sender ?? at(senders, chooseFrom(senders.length, draws, 'workload.sender', 0));
  const groups = groupsOf(compiled);
  const isToGroup =
    groups.length > 0 && bernoulli(workload.groups, draws.uniform('workload.group', 0));
  const wrong = isToGroup
    ? [at(groups, chooseFrom(groups.length, draws, 'workload.group', 1))]
    : drawPeople(compiled, draws, from);
  const right = repliesAll === 'no' ? null : drawAnswered(compiled, draws, from);
  const to = right === null ? wrong : [right, ...wrong.filter((one) => one !== right)];
  return {
    from,
    to,
    isToGroup,
    right,
    reached: isToGroup ? membersOf(compiled, to) : to,
    recallAt: sample(workload.recallAfter, draws.uniform('sender.recallDelay', 0)),
    deliveryMs: sample(workload.delivery, draws.uniform('transport.delay', 0)),
  };
}

/** The groups that a message may go to, each as likely as the other. */
export function groupsOf(compiled: CompiledStudy): readonly string[] {
  const { to } = workloadOf(compiled.study.workload.kind);
  return to === 'largest-group' ? [largestGroup(compiled)] : compiled.pools.groups;
}

/** Who may send a message, each as likely as the other. */
export function sendersOf({ pools, study }: CompiledStudy): readonly string[] {
  return workloadOf(study.workload.kind).to === 'bad' ? goodSenders(pools) : pools.mailboxes;
}

/** Whoever has a full mailbox sends nothing. */
function goodSenders(pools: CompiledStudy['pools']): readonly string[] {
  const known = good.get(pools);
  if (known !== undefined) return known;
  const full = new Set(
    pools.bad.flatMap(({ sort, addresses }) => (sort === 'full' ? addresses : [])),
  );
  const found = pools.mailboxes.filter((address) => !full.has(address));
  good.set(pools, found);
  return found;
}

/** Found once for each organization. */
const good = new WeakMap<CompiledStudy['pools'], readonly string[]>();

/** Whom an answer is meant for: any mailbox but the own. */
function drawAnswered({ pools }: CompiledStudy, draws: Draws, from: string): string {
  const { length } = pools.mailboxes;
  const chosen = chooseFrom(length, draws, 'workload.answered', 0);
  const answered = at(pools.mailboxes, chosen);
  return answered === from ? at(pools.mailboxes, (chosen + 1) % length) : answered;
}

/** How what is sent differs from what was written. */
export type Change = {
  /** Addresses that are left of those written; absent: all. */
  readonly to?: readonly string[];
  /** How long the client lets it wait before it leaves, ms. */
  readonly deferMs?: number;
  /** How much later its sender presses Send, and so much earlier sees the mistake, ms. */
  readonly laterMs?: number;
  /** How long until its sender sees the mistake, for each ms without a measure. */
  readonly noticeFactor?: number;
  /** The name of a label that it carries. */
  readonly label?: string;
  /** Sensitive content that is found in it, or taken for such. */
  readonly sensitive?: string;
};

/** When its sender sees the mistake, ms after pressing Send. */
export function noticedAt(recallAt: number, { laterMs = 0, noticeFactor = 1 }: Change): number {
  return Math.max(0, Math.round(recallAt * noticeFactor) - laterMs);
}

/** What is written, as far as it is sent. */
export function changed(compiled: CompiledStudy, mistake: Mistake, change: Change): Mistake {
  const { to = mistake.to } = change;
  const recallAt = noticedAt(mistake.recallAt, change);
  if (to.length === mistake.to.length) return { ...mistake, recallAt };
  return { ...mistake, recallAt, to, reached: mistake.isToGroup ? membersOf(compiled, to) : to };
}

/** Uniforms of a slot: which pool, then which element of it. */
const SLOT = { pool: 0, element: 1 } as const;

/** Distinct people. */
function drawPeople({ pools, study }: CompiledStudy, draws: Draws, from: string): string[] {
  const { external, kind, recipients } = study.workload;
  if (workloadOf(kind).to === 'bad') return drawBad(pools.bad, draws, recipients, from);
  const inside = pools.mailboxes.length + pools.onPremises.length;
  const people = inside - 1 + (external > 0 ? pools.outside.length : 0);
  const drawn = sampleCount(recipients, draws.uniform('workload.recipients', 0));
  const wanted = Math.min(drawn, people);
  return drawDistinct(draws, from, wanted, people, (u, slot) => {
    const share = (u - external) / (1 - external);
    const isOutside = u < external;
    const isMailbox = share * inside < pools.mailboxes.length;
    const pool = isOutside ? pools.outside : isMailbox ? pools.mailboxes : pools.onPremises;
    return at(pool, chooseFrom(pool.length, draws, 'workload.recipients', slot, SLOT.element));
  });
}

/** So many of `people` but the sender: one a slot; a slot that repeats somebody is passed over. */
function drawDistinct(
  draws: Draws,
  from: string,
  wanted: number,
  people: number,
  choose: (u: number, slot: number) => string,
): string[] {
  const chosen = new Set<string>();
  // Each slot finds somebody new with a chance of 1 / people or more, mostly near 1.
  const slots = 100 * (wanted + people);
  for (let slot = 1; chosen.size < wanted && slot <= slots; slot++) {
    const address = choose(draws.uniform('workload.recipients', slot, SLOT.pool), slot);
    if (address !== from) chosen.add(address);
  }
  return [...chosen];
}

/** Distinct addresses that fail, each sort alike often. */
function drawBad(
  bad: CompiledStudy['pools']['bad'],
  draws: Draws,
  recipients: CountDistribution,
  from: string,
): string[] {
  const sorts = bad.filter(({ addresses }) => addresses.length > 0);
  const known = new Set(sorts.flatMap(({ addresses }) => addresses));
  known.delete(from);
  const drawn = sampleCount(recipients, draws.uniform('workload.recipients', 0));
  const wanted = Math.min(drawn, known.size);
  return drawDistinct(draws, from, wanted, known.size, (u, slot) => {
    const { addresses } = at(sorts, Math.floor(u * sorts.length));
    const index = chooseFrom(addresses.length, draws, 'workload.recipients', slot, SLOT.element);
    return at(addresses, index);
  });
}

/** The group that most people are behind; the first of several. */
function largestGroup(compiled: CompiledStudy): string {
  const known = largest.get(compiled.pools);
  if (known !== undefined) return known;
  const { groups } = compiled.pools;
  const sizes = groups.map((group) => membersOf(compiled, [group]).length);
  const found = at(groups, sizes.indexOf(Math.max(...sizes)));
  largest.set(compiled.pools, found);
  return found;
}

/** Found once for each organization. */
const largest = new WeakMap<CompiledStudy['pools'], string>();

/** The people behind groups, in the order of expansion, each once. */
export function membersOf({ arms }: CompiledStudy, groups: readonly string[]): string[] {
  const { base } = at(arms, 0);
  const { org } = at(base.epochs, 0);
  const ways = waysTo(org, groups.map(base.indexOf), true);
  return ways.map(({ recipient }) => at(base.book.addresses, recipient));
}
