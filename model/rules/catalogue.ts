/**
 * The rule catalogue: every documented statement that the model acts on, with id, evidence and
 * status.
 *
 * Why: a model row cites a rule, a property asserts it, a run counts it and a report prints it; a
 * rule that is cited nowhere, asserted nowhere or never reached fails the build.
 *
 * Never: reuse an id. A rule that is withdrawn becomes `retired`.
 */
import { assert } from '../assert.ts';
import { automaticReplyRules } from './automatic-reply.ts';
import { classicRules } from './classic.ts';
import { contentRules } from './content.ts';
import factTable from './facts.json' with { type: 'json' };
import { flowRules } from './flow.ts';
import { mailboxRules } from './mailbox.ts';
import { mailTipRules } from './mailtips.ts';
import { purgeRules } from './purge.ts';
import { queueRules } from './queueing.ts';
import { reachRules } from './reach.ts';
import { recallRules } from './recall.ts';
import { receiptRules } from './receipt.ts';
import { routingRules } from './routing.ts';
import type { Grade, Rule } from './rule.ts';
import { sendDelayRules } from './send-delay.ts';
import { settingRules } from './settings.ts';
import sourceTable from './sources.json' with { type: 'json' };
import { transportRules } from './transport.ts';

export const rules = {
  ...recallRules,
  ...classicRules,
  ...flowRules,
  ...receiptRules,
  ...reachRules,
  ...transportRules,
  ...mailboxRules,
  ...automaticReplyRules,
  ...contentRules,
  ...routingRules,
  ...purgeRules,
  ...queueRules,
  ...sendDelayRules,
  ...settingRules,
  ...mailTipRules,
} satisfies Record<string, Rule>;

export type RuleId = keyof typeof rules;

/** All ids, in catalogue order; a rule's index in hit counters is its place here. */
export const ruleIds = Object.keys(rules) as RuleId[];

export const ruleIndex: ReadonlyMap<RuleId, number> = new Map(ruleIds.map((id, i) => [id, i]));

export function isRuleId(text: string): text is RuleId {
  return Object.hasOwn(rules, text);
}

export function ruleOf(id: RuleId): Rule {
  return rules[id];
}

const gradeOrder: readonly Grade[] = ['A', 'B', 'C', 'D', 'S', '-'];

/** The grade of the best fact behind a rule; '-' when only our own derivation stands behind it. */
export function gradeOf(id: RuleId): Grade {
  const grades = rules[id].facts.map((fact) => factOf(fact)?.grade ?? '-');
  return gradeOrder.find((grade) => grades.includes(grade)) ?? '-';
}

/** The keys of all sources behind a rule, in order, without repeats. */
export function sourcesOf(id: RuleId): string[] {
  return [...new Set(rules[id].facts.flatMap((fact) => factOf(fact)?.sources ?? []))];
}

/** Where a source key leads: an address, or a description that says no address is recorded. */
export function sourceText(key: string): string {
  const text = (sourceTable as Readonly<Record<string, string>>)[key];
  assert(text !== undefined, `source ${key} is described`);
  return text;
}

/** The date a rule is cited with. */
export function dateOf(id: RuleId): string {
  return (rules[id] as Rule).date ?? 'read 2026-11';
}

/** Grade and source keys of a numbered fact; undefined for table rows and silent points. */
export function factOf(fact: string): { grade: Grade; sources: string[] } | undefined {
  const entry = (factTable as unknown as Readonly<Record<string, readonly [Grade, string]>>)[fact];
  return entry && { grade: entry[0], sources: entry[1].split(' ').filter(Boolean) };
}
