/**
 * Which switches the rules of a world lead to: those behind the rules that it cited, and those that
 * decide at a place where only their other position has a row of its own to cite.
 *
 * Why the second kind is listed: a copy whose recall follows forwarding cites nothing about that;
 * the row exists for the position in which it does not. A test moves every switch on messages of
 * many kinds and finds nobody else whom that changes.
 */
import {
  type AssumptionName,
  type Assumptions,
  assumptionNames,
  assumptions,
} from '../model/assumptions.ts';
import { type RuleId, ruleIds, ruleOf } from '../model/rules/catalogue.ts';
import type { Study } from '../scenarios/study.ts';

/** Switches by a rule that is cited wherever they decide. */
const decidesAt: Partial<Record<AssumptionName, RuleId>> = {
  recallFollows: 'MB-007',
  labelStopsMailboxForwarding: 'MB-007',
  duplicateReceiptDecidedBy: 'RR-005',
  largeAudienceUnit: 'MT-007',
};

/** [rule] the switches that it leads to. */
const behind: ReadonlyMap<string, readonly string[]> = new Map(
  ruleIds.map((rule) => {
    const { assumption } = ruleOf(rule);
    const others = Object.keys(decidesAt).filter(
      (name) => decidesAt[name as AssumptionName] === rule,
    );
    return [rule, assumption === undefined ? others : [assumption, ...others]];
  }),
);

const known = new Map<string, ReadonlySet<string>>();

/** The switches met by a world. @param cited  ids of rules with blanks between */
export function switchesMet(cited: string): ReadonlySet<string> {
  const found = known.get(cited);
  if (found !== undefined) return found;
  const met = new Set(cited.split(' ').flatMap((rule) => behind.get(rule) ?? []));
  known.set(cited, met);
  return met;
}

/**
 * Whether what cited rules may go otherwise with switches moved. Rows are written for the default
 * alone: of a switch that stands elsewhere already nobody knows who met it.
 */
export function mayGoOtherwise(
  cited: string,
  from: Assumptions,
  moved: readonly string[],
): boolean {
  const met = switchesMet(cited);
  return moved.some((name) => isMoved(from, name) || met.has(name));
}

/** Whether a switch stands elsewhere than by default. */
export function isMoved(assume: Assumptions, name: string): boolean {
  const known = assumptionNames.find((one) => one === name);
  return known !== undefined && String(assume[known]) !== String(assumptions[known].default);
}

/** The rule at which the switch of another rule decides; its own where that is cited itself. */
export function placeOf(rule: RuleId, study: Pick<Study, 'policies'>): RuleId {
  const name = ruleOf(rule).assumption as AssumptionName | undefined;
  return name !== undefined && isAbout(name, study) ? (decidesAt[name] ?? rule) : rule;
}

/** Whether the messages of a study can meet a switch at all: few of them carry a label. */
export function isAbout(name: string, { policies }: Pick<Study, 'policies'>): boolean {
  const isOfLabels = name === 'labelStopsMailboxForwarding';
  return !isOfLabels || policies.some(({ measures }) => (measures?.label ?? null) !== null);
}
