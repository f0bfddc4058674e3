/**
 * Facts of what a message carries: its label, sensitive content, and whether it is protected.
 */
import { at } from './assert.ts';
import type { FactsOf } from './facts.ts';
import type { Label } from './org/labels.ts';
import type { FlowRule } from './org/org.ts';
import { copyOf, messageOf, orgAt, type Run } from './world/run.ts';
import type { CopyRecord } from './world/state.ts';

/** The label of a message, as its sender's organization defines it now. */
export function labelOf(run: Run, message: number): Label | null {
  const { label, from } = at(run.setting.messages, message);
  return label === null ? null : (orgAt(run, from).labels.get(label) ?? null);
}

/** Encrypted by hand or by its label. */
function isEncrypted(run: Run, message: number): boolean {
  const { encrypted } = at(run.setting.messages, message);
  return encrypted || (labelOf(run, message)?.encrypts ?? false);
}

/** Whether a recall meets a message as a protected one. [MR-007, LB-006] */
export function isProtectedForRecall(run: Run, message: number): boolean {
  if (isEncrypted(run, message)) return true;
  const counts = run.setting.assume.ruleProtection === 'counts';
  return counts && isProtectedByRule(run, message);
}

/** Whether a rule has protected any copy of a message. */
export function isProtectedByRule(run: Run, message: number): boolean {
  const { copies } = messageOf(run, message);
  return copies.some((copy) => copyOf(run, copy).changes.includes('protected'));
}

/** Does the label of a copy allow what somebody, or a rule, does? */
export function labelledFacts(
  run: Run,
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

/** Whether a label keeps the mailbox of a copy from forwarding it. [LB-004] */
export function labelStops(run: Run, { message }: CopyRecord): boolean {
  const stops = run.setting.assume.labelStopsMailboxForwarding === 'true';
  return stops && (labelOf(run, message)?.blocksForward ?? false);
}
