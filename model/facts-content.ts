/**
 * Facts of what a message carries: its label, sensitive content, and whether it is protected.
 */
import { at } from './assert.ts';
import type { FactsOf } from './facts.ts';
import type { Label } from './org/labels.ts';
import type { FlowRule } from './org/org.ts';
import { isEncrypted } from './protection.ts';
import { orgAt, type Run, type Situation } from './world/run.ts';
import type { CopyRecord } from './world/state.ts';

/** Does the label of a copy allow what somebody, or a rule, does? */
export function labelledFacts(
  run: Situation,
  copy: CopyRecord,
  { blocksForward, internalOnly }: Label,
  deed: FactsOf<'labelled'>['deed'],
): FactsOf<'labelled'> {
  const { from } = at(run.setting.messages, copy.message);
  const outsider = at(orgAt(run, from).inside, copy.recipient) === 0;
  return { deed, blocksForward, internalOnly, outsider };
}

/** What does a rule that notifies senders do? */
export function dataLossFacts(
  run: Run,
  { message }: CopyRecord,
  notifySender: NonNullable<FlowRule['notifySender']>,
): FactsOf<'dataLoss'> {
  return { notifySender, override: at(run.setting.messages, message).override };
}

/** How does a rule add its disclaimer? */
export function disclaimerFacts(
  run: Run,
  copy: CopyRecord,
  fallback: NonNullable<FlowRule['disclaimer']>,
): FactsOf<'disclaimer'> {
  const isProtected = isEncrypted(run, copy.message) || copy.changes.includes('protected');
  return { isProtected, fallback };
}
