/**
 * What labels refuse, what a rule says to senders of sensitive content, and what rules change in
 * the text of a message.
 */
import { at } from '../assert.ts';
import { dataLossFacts, disclaimerFacts, labelledFacts } from '../facts-content.ts';
import type { FlowRule } from '../org/org.ts';
import { isProtectedByRule, labelOf } from '../protection.ts';
import { enter } from './audit.ts';
import { aboutCopy, cite, copyOf, decide, type Run } from './run.ts';
import type { ContentChange, CopyRecord } from './state.ts';

/** Whether the label of a copy refuses what somebody, or a rule, does with it; noted. */
export function refusedByLabel(
  run: Run,
  copy: number,
  deed: 'open' | 'forward' | 'rule',
  actor: number,
  now: number,
): boolean {
  const record = copyOf(run, copy);
  const label = labelOf(run, record.message);
  if (label === null) return false;
  const facts = labelledFacts(run, record, label, deed);
  const { verdict } = decide(run, run.model.lists.labelled, facts, now, aboutCopy(copy));
  if (verdict === 'allowed') return false;
  enter(run, {
    at: now,
    operation: deed === 'open' ? 'read' : 'forward',
    actor,
    message: record.message,
    recall: -1,
    recipient: record.recipient,
    result: 'failed',
    reason: 'label',
  });
  return true;
}

/** What a rule makes of the rejection that it asks for, where the sender may override it. */
export function policyVerdict(
  run: Run,
  copy: number,
  { notifySender }: FlowRule,
  now: number,
): 'none' | 'notified' | 'blocked' | 'overridden' {
  const record = copyOf(run, copy);
  if (notifySender === null || record.origin === 'journal') return 'none';
  const facts = dataLossFacts(run, record, notifySender);
  const { verdict } = decide(run, run.model.lists.dataLoss, facts, now, aboutCopy(copy));
  if (verdict === 'notified') notifySenderOnce(run, record, now);
  return verdict as 'notified' | 'blocked' | 'overridden';
}

function notifySenderOnce(run: Run, { message }: CopyRecord, now: number): void {
  const { notices } = run.world;
  if (notices.some((other) => other.kind === 'policy-notice' && other.message === message)) return;
  notices.push({
    kind: 'policy-notice',
    to: at(run.setting.messages, message).from,
    at: now + run.setting.deliveryMs,
    message,
    recall: -1,
    about: -1,
    result: null,
  });
}

/** A rule changes the text of a copy; false when it has to return it instead. */
export function changeContent(run: Run, copy: number, rule: FlowRule, now: number): boolean {
  const record = copyOf(run, copy);
  if (record.origin === 'journal') return true;
  if (rule.disclaimer !== null) {
    const facts = disclaimerFacts(run, record, rule.disclaimer);
    const { verdict } = decide(run, run.model.lists.disclaimer, facts, now, aboutCopy(copy));
    if (verdict === 'refused') return false;
    if (verdict === 'added') change(record, 'disclaimer');
    if (verdict === 'wrapped') wrap(run, record);
  }
  if (rule.protects) {
    cite(run, 'MR-005');
    if (!isProtectedByRule(run, record.message)) cite(run, 'MR-007');
    change(record, 'protected');
  }
  return true;
}

function change(record: CopyRecord, what: ContentChange): void {
  if (!record.changes.includes(what)) record.changes = [...record.changes, what];
}

/** A new message is made around the old one. [MR-006] */
function wrap(run: Run, record: CopyRecord): void {
  change(record, 'wrapped');
  cite(run, 'MR-006');
  if (run.setting.assume.wrappedCopies === 'evaluated') return;
  record.searchKeyIntact = false;
  if (record.origin === 'addressed') record.origin = 'unlisted';
}
