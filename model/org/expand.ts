/**
 * Expansion of distribution groups: from the addresses of a message to the people behind them, and
 * on which way.
 *
 * Groups nest and may contain themselves. A group is followed once on each path [DG-002]; a person
 * reached on two paths is reached twice, because loop detection is documented not to prevent
 * duplicates [DG-003]. Where each mailbox gets one copy, each group is followed once in all.
 *
 * Never: recurse. Nesting is as deep as the tenant makes it.
 */
import { at } from '../assert.ts';
import { FaultError } from '../fault.ts';
import type { RuleId } from '../rules/catalogue.ts';
import { kindOf, type Org } from './org.ts';

/** One way to one recipient: the groups passed, outermost first; none for a direct recipient. */
export type Way = { readonly recipient: number; readonly groups: readonly number[] };

export type Expansion = {
  readonly ways: readonly Way[];
  /**
   * Every address of the message and every group and member behind it, in first-seen order, each
   * once.
   */
  readonly reached: readonly number[];
};

/** The most ways one message may fan out to, and the most members that may be looked at for it. */
export const LIMITS = { WAYS_MAX: 100_000, VISITS_MAX: 2_000_000 } as const;

/** A group on the current path, and which of its members is next. */
type Frame = {
  readonly group: number;
  readonly members: Uint32Array;
  next: number;
  readonly end: number;
};

/** An expansion under way. */
type Walk = {
  readonly orgAt: (recipient: number) => Org;
  readonly addressed: readonly number[];
  readonly onePerRecipient: boolean;
  readonly cite: (rule: RuleId) => void;
  readonly ways: Way[];
  readonly reached: Set<number>;
  readonly delivered: Set<number>;
  readonly path: Frame[];
  readonly onPath: Set<number>;
  visits: number;
};

/**
 * Expands addresses in their order; an address named twice counts once [DG-004].
 *
 * @param orgAt            the organization whose an address is: a group is expanded where it lives
 * @param onePerRecipient  the switch duplicateDelivery: keep only the first way to each recipient
 * @param cite             receives the rule that each step rests on
 * @throws FaultError      when groups fan out beyond LIMITS
 */
export function expand(
  orgAt: (recipient: number) => Org,
  addressed: readonly number[],
  onePerRecipient: boolean,
  cite: (rule: RuleId) => void,
): Expansion {
  const direct = new Set(addressed);
  if (direct.size < addressed.length) cite('DG-004');
  const walk: Walk = {
    orgAt,
    addressed,
    onePerRecipient,
    cite,
    ways: [],
    reached: new Set(),
    delivered: new Set(),
    path: [],
    onPath: new Set(),
    visits: 0,
  };
  for (const recipient of direct) {
    meet(walk, recipient);
    for (let frame = walk.path.at(-1); frame; frame = walk.path.at(-1)) {
      if (frame.next < frame.end) meet(walk, at(frame.members, frame.next++));
      else walk.onPath.delete(walk.path.pop()?.group ?? -1);
    }
  }
  return { ways: walk.ways, reached: [...walk.reached] };
}

/** The ways in one organization, where nobody asks which rules they rest on. */
export function waysTo(
  org: Org,
  addressed: readonly number[],
  onePerRecipient: boolean,
): readonly Way[] {
  return expand(
    () => org,
    addressed,
    onePerRecipient,
    () => {},
  ).ways;
}

/** Comes to one recipient: a group is entered, anybody else has been reached on one more way. */
function meet(walk: Walk, recipient: number): void {
  walk.visits++;
  if (walk.visits > LIMITS.VISITS_MAX || walk.ways.length > LIMITS.WAYS_MAX) {
    throw fanOut(walk.orgAt(recipient), walk.addressed);
  }
  const org = walk.orgAt(recipient);
  const isGroup = kindOf(org, recipient) === 'group';
  if (!isGroup) reach(walk, recipient);
  // A Microsoft 365 group is a mailbox with subscribers. [DG-020]
  const isBoth = !isGroup && at(org.memberStart, recipient + 1) > at(org.memberStart, recipient);
  if (isBoth) walk.cite('DG-020');
  if (isGroup || isBoth) enter(walk, recipient);
  walk.reached.add(recipient);
}

function enter(walk: Walk, group: number): void {
  if (walk.onPath.has(group)) {
    walk.cite('DG-002');
    return;
  }
  walk.cite('DG-001');
  if (at(walk.orgAt(group).dynamic, group) === 1) walk.cite('DG-021');
  if (walk.onePerRecipient && walk.reached.has(group)) return;
  const { memberStart, members } = walk.orgAt(group);
  const [next, end] = [at(memberStart, group), at(memberStart, group + 1)];
  walk.path.push({ group, members, next, end });
  walk.onPath.add(group);
}

function reach(walk: Walk, recipient: number): void {
  if (walk.delivered.has(recipient)) {
    walk.cite('DG-003');
    if (walk.onePerRecipient) return;
  }
  walk.delivered.add(recipient);
  walk.ways.push({ recipient, groups: walk.path.map(({ group }) => group) });
}

function fanOut(org: Org, addressed: readonly number[]): FaultError {
  const names = addressed.map((recipient) => at(org.book.addresses, recipient));
  return new FaultError({
    code: 'out-of-range',
    path: ['tenant', 'DistributionGroup'],
    message: `the groups behind ${names.slice(0, 3).join(', ')} fan out without end`,
    expected: `at most ${LIMITS.WAYS_MAX} copies of one message`,
    fix: 'let fewer groups contain one another, or assume duplicateDelivery=deduplicated',
  });
}
