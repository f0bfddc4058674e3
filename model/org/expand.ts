/**
 * Expansion of distribution groups: from the addresses of a message to the people behind them, and
 * on which way.
 *
 * Groups nest and may contain themselves. A group is followed once on each path [DG-002]; a person
 * reached on two paths is reached twice, because loop detection is documented not to prevent
 * duplicates [DG-003].
 */
import { at } from '../assert.ts';
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

/** The most ways one message may fan out to; more is a runaway nesting. */
export const WAYS_MAX = 100_000;

/**
 * Expands addresses in their order; an address named twice counts once [DG-004].
 *
 * @param onePerRecipient  the switch duplicateDelivery: keep only the first way to each recipient
 * @param cite             receives the rule that each step rests on
 * @returns null when there are more than WAYS_MAX ways
 */
export function expand(
  org: Org,
  addressed: readonly number[],
  onePerRecipient: boolean,
  cite: (rule: RuleId) => void,
): Expansion | null {
  const ways: Way[] = [];
  const reached = new Set<number>();
  const delivered = new Set<number>();
  const direct = new Set(addressed);
  if (direct.size < addressed.length) cite('DG-004');
  let overflow = false;
  const visit = (recipient: number, groups: readonly number[]): void => {
    reached.add(recipient);
    if (kindOf(org, recipient) !== 'group') {
      if (delivered.has(recipient)) {
        cite('DG-003');
        if (onePerRecipient) return;
      }
      delivered.add(recipient);
      ways.push({ recipient, groups });
      overflow ||= ways.length > WAYS_MAX;
      return;
    }
    if (groups.includes(recipient)) {
      cite('DG-002');
      return;
    }
    cite('DG-001');
    const inner = [...groups, recipient];
    const end = at(org.memberStart, recipient + 1);
    for (let i = at(org.memberStart, recipient); i < end && !overflow; i++)
      visit(at(org.members, i), inner);
  };
  for (const recipient of direct) visit(recipient, []);
  return overflow ? null : { ways, reached: [...reached] };
}
