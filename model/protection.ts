/**
 * Labels and encryption of a message in a run: what protects it, and what its label is.
 *
 * Apart from the facts of content because the facts of recall and forwarding read it too.
 */
import { at } from './assert.ts';
import type { Label } from './org/labels.ts';
import { copyOf, messageOf, orgAt, type Run, type Situation } from './world/run.ts';
import type { CopyRecord } from './world/state.ts';

/** The label of a message, as its sender's organization defines it now. */
export function labelOf(run: Situation, message: number): Label | null {
  const { label, from } = at(run.setting.messages, message);
  return label === null ? null : (orgAt(run, from).labels.get(label) ?? null);
}

/** Encrypted by hand or by its label. */
export function isEncrypted(run: Run, message: number): boolean {
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

/** Whether a label keeps the mailbox of a copy from forwarding it. [LB-004] */
export function labelStops(run: Run, { message }: CopyRecord): boolean {
  const stops = run.setting.assume.labelStopsMailboxForwarding === 'true';
  return stops && (labelOf(run, message)?.blocksForward ?? false);
}
