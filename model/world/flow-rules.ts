/**
 * Mail flow rules: those that match a copy act in the order of their priority, each once, until one
 * takes the copy off its way or is the last to be looked at.
 */
import type { RuleAction } from '../decisions/transport.ts';
import { flowRuleMatches } from '../facts.ts';
import { handlerOf } from '../facts-routing.ts';
import { flowRuleActionFacts, targetsToAdd } from '../facts-transport.ts';
import type { FlowRule } from '../org/org.ts';
import { changeContent, policyVerdict } from './content.ts';
import { advanceCopy } from './copies.ts';
import { aboutCopy, cite, copyOf, decide, type Run } from './run.ts';
import type { CopyRecord } from './state.ts';

/**
 * Lets the rules act that have not acted yet; returns what they make of a copy that goes no further
 * for now, and null when it stays on its way. [RT-030]
 */
export function applyFlowRules(
  run: Run,
  copy: number,
  now: number,
): Exclude<RuleAction, 'goesOn'> | null {
  const record = copyOf(run, copy);
  const org = handlerOf(run, record);
  for (const rule of org.flowRules) {
    if (record.rulesOver) return null;
    if (record.rulesDone.includes(rule.name)) continue;
    if (!flowRuleMatches(run, org, record, rule)) continue;
    cite(run, 'RT-030');
    if (rule.conditions.some(({ on }) => on === 'sensitive')) cite(run, 'DL-001');
    record.rulesDone = [...record.rulesDone, rule.name];
    const policy = policyVerdict(run, copy, rule, now);
    const facts = flowRuleActionFacts(run, record, rule, policy);
    const { verdict } = decide(run, run.model.lists.flowRuleAction, facts, now, aboutCopy(copy));
    if (verdict === 'refused') record.bounceReason = 'rejected-by-rule';
    if (verdict === 'refused' || verdict === 'dropped') return verdict;
    modify(run, record, rule);
    if (!changeContent(run, copy, rule, now)) {
      record.bounceReason = 'rejected-by-rule';
      return 'refused';
    }
    addRecipients(run, copy, rule, now);
    record.ruleTargets = rule.redirectsTo;
    if (verdict !== 'goesOn') return verdict;
  }
  return null;
}

/** What a rule changes on the copy. */
function modify(run: Run, record: CopyRecord, rule: FlowRule): void {
  if (rule.stops) {
    cite(run, 'RT-038');
    record.rulesOver = true;
  }
  record.connector ??= rule.connector?.toLowerCase() ?? null;
  if (record.origin === 'journal') return;
  if (rule.prefix !== '') {
    cite(run, 'RT-036');
    record.prefix = `${rule.prefix}${record.prefix}`;
  }
  if (rule.header !== null) {
    cite(run, 'RT-037');
    const { name, value } = rule.header;
    record.headers = new Map([...record.headers, [name, value]]);
  }
}

function addRecipients(run: Run, copy: number, rule: FlowRule, now: number): void {
  const record = copyOf(run, copy);
  record.ruleTargets = targetsToAdd(run, record, rule);
  if (record.ruleTargets.length > 0) advanceCopy(run, copy, 'ADD', {}, now);
}

/** The copy is back in transport from outside: the rules look at it as at any other. */
export function forgetRules(record: CopyRecord): void {
  record.rulesDone = [];
  record.rulesOver = false;
  record.connector = null;
}
