/**
 * Copies that mail flow rules make: for recipients they add, or for those that get a copy instead
 * of its recipient. Recall evaluates them like direct ones, unless a switch says otherwise.
 */
import { at } from '../assert.ts';
import { addClassicRow } from './classic.ts';
import { sendOn } from './launch.ts';
import { addForwardedRow } from './recall.ts';
import { cite, copyOf, messageOf, type Run } from './run.ts';
import type { CopyRecord, Origin } from './state.ts';

/** A rule adds recipients: each gets a copy, once. [RT-035] */
export function addRecipients(run: Run, copy: number, now: number): void {
  copyFor(run, copy, copyOf(run, copy).ruleTargets, now);
}

/** A rule gives a copy to others; two copies of a message share what one rule made. [RT-034] */
export function redirect(run: Run, copy: number, now: number): void {
  const record = copyOf(run, copy);
  cite(run, 'RT-034');
  const targets = record.ruleTargets.filter((target) => target !== record.recipient);
  const shared = sharedCopy(run, copy, targets);
  if (shared >= 0) record.sharedWith = shared;
  else copyFor(run, copy, targets, now);
}

/** A copy that the same rule has made of another copy for the same single target; -1 for none. */
function sharedCopy(run: Run, copy: number, targets: readonly number[]): number {
  const record = copyOf(run, copy);
  if (targets.length !== 1 || record.parent >= 0) return -1;
  const { copies } = messageOf(run, record.message);
  const found = copies.find((other) => {
    const { recipient, parent, path } = copyOf(run, other);
    if (recipient !== targets[0] || path.at(-1)?.word !== 'flow-rule' || parent < 0) return false;
    const { sharedWith, rulesDone, parent: root } = copyOf(run, parent);
    const sameRule = rulesDone.at(-1) === record.rulesDone.at(-1);
    return root < 0 && sharedWith < 0 && sameRule && parent !== copy;
  });
  return found ?? -1;
}

function copyFor(run: Run, copy: number, targets: readonly number[], now: number): void {
  const record = copyOf(run, copy);
  const message = messageOf(run, record.message);
  const first = run.world.copies.length;
  sendOn(run, copy, 'flow-rule', targets, originOf(run, record), now);
  for (let made = first; made < run.world.copies.length; made++) {
    const { recipient, parent } = at(run.world.copies, made);
    if (parent !== copy) continue;
    if (!message.reached.includes(recipient)) message.reached = [...message.reached, recipient];
    addForwardedRow(run, made, now);
    addClassicRow(run, made, now);
  }
}

/** Whether recall finds what a rule made of a copy. [S-26] */
function originOf(run: Run, { origin }: CopyRecord): Origin {
  const hidden = run.setting.assume.transportCopies === 'notFound';
  return origin === 'addressed' && hidden ? 'unlisted' : origin;
}
