/**
 * What one attempt finds: the verdict on each copy behind a row, and the worst of them.
 *
 * A copy that can be deleted is deleted on the spot; a mailbox that only passed its copy on is
 * asked for what it passed it on to.
 */
import { assert, at } from '../assert.ts';
import { type CopyVerdict, failureReasons, pendingCauses } from '../decisions/recall-verdict.ts';
import { recallVerdictFacts } from '../facts.ts';
import { isInScope } from '../facts-permission.ts';
import type { RuleId } from '../rules/catalogue.ts';
import { advanceCopy } from './copies.ts';
import { isElsewhere, isInPst, placeOf } from './copy-states.ts';
import { hasRow } from './exclude.ts';
import { reachOf } from './reach.ts';
import { removedFor } from './receipt.ts';
import { keptAs } from './removal.ts';
import { cite, copyOf, decide, messageOf, type Run } from './run.ts';
import type { RecallRecord, RowRecord } from './state.ts';

/** What an attempt finds for a row: the worst of its copies, and the rules that say so. */
export type Finding = {
  readonly verdict: 'recalled' | 'pending' | 'failed' | 'mixed';
  readonly worst: CopyVerdict;
  readonly rules: readonly RuleId[];
};

/**
 * The copies that decide a row: those its address holds, apart from what was made by hand, rule or
 * journal.
 */
export function copiesOfRow(run: Run, row: RowRecord): number[] {
  const { message } = at(run.setting.recalls, row.recall);
  return messageOf(run, message).copies.filter((copy) => {
    const record = copyOf(run, copy);
    return record.recipient === row.recipient && hasRow(record);
  });
}

type Examined = { readonly verdict: CopyVerdict; readonly rules: readonly RuleId[] };

/**
 * The verdict on one copy; a copy that can be deleted is deleted, a forwarded one asks what it was
 * forwarded to.
 */
export function examine(
  run: Run,
  recall: RecallRecord,
  row: number,
  copy: number,
  now: number,
): Examined {
  const subject = { recall: at(run.world.rows, row).recall, row, copy };
  const reach = reachOf(run, subject, copyOf(run, copy).recipient, now);
  const facts = recallVerdictFacts(run, recall, copy, reach.recipient, now);
  const own = decide(run, run.model.lists.recallVerdict, facts, now, subject);
  const found = { verdict: own.verdict, rules: [...own.rules, ...reach.rules] };
  if (found.verdict.kind === 'delete') {
    removeRecalled(run, copy, 'agent', now);
    return { verdict: { kind: 'recalled' }, rules: found.rules };
  }
  if (found.verdict.kind !== 'follow') return found;
  const children = childrenOf(run, copy);
  const covered = children.filter((child) => isCovered(run, subject.recall, child));
  if (children.length > 0 && covered.length === 0) {
    cite(run, 'RC-242');
    const reason = { kind: 'failed', reason: 'not-found' } as const;
    return { verdict: reason, rules: [...found.rules, 'RC-242'] };
  }
  const { worst, rules } = fold(covered.map((child) => examine(run, recall, row, child, now)));
  return { verdict: worst, rules: [...found.rules, ...rules] };
}

function childrenOf(run: Run, copy: number): number[] {
  const { message, sharedWith } = copyOf(run, copy);
  return messageOf(run, message).copies.filter(
    (other) => other === sharedWith || copyOf(run, other).parent === copy,
  );
}

/** Whether a recall may look for a copy: not where it lies with somebody whom a row leaves out. */
function isCovered(run: Run, recall: number, copy: number): boolean {
  return isInScope(run, recall, copyOf(run, copy).recipient);
}

/** Deletes a copy for a recall: out of sight, and kept where the mailbox keeps what goes. */
export function removeRecalled(
  run: Run,
  copy: number,
  remover: 'agent' | 'outlook',
  now: number,
): void {
  if (isElsewhere(run.model, copyOf(run, copy).state)) cite(run, 'RC-233');
  const isInFile = isInPst(run.model, copyOf(run, copy).state);
  const kept = isInFile ? 'gone' : keptAs(run, copy, 'recall', now);
  const removed = advanceCopy(run, copy, 'RECALL', { kept }, now);
  assert(removed, 'a copy that the verdict deletes can be recalled');
  if (copyOf(run, copy).exposures.length > 0) cite(run, 'RC-050');
  removedFor(run, copy, remover, now);
}

/**
 * Worst first: failed, then pending, then recalled; among equals the first in the list of reasons
 * or causes.
 */
export function fold(found: readonly Examined[]): Finding {
  const nothing: Examined = {
    verdict: { kind: 'pending', cause: 'not-delivered' },
    rules: ['RC-040'],
  };
  const all = found.length > 0 ? found : [nothing];
  const worst = all.reduce((a, b) => (badness(b.verdict) < badness(a.verdict) ? b : a));
  const some = (kind: CopyVerdict['kind']): boolean =>
    all.some(({ verdict }) => verdict.kind === kind);
  const failed = some('failed');
  const pending = some('pending');
  const verdict = failed ? (pending ? 'mixed' : 'failed') : pending ? 'pending' : 'recalled';
  return { verdict, worst: worst.verdict, rules: worst.rules };
}

/** The rank of a verdict, worst lowest. */
function badness(verdict: CopyVerdict): number {
  if (verdict.kind === 'failed') return failureReasons.indexOf(verdict.reason);
  if (verdict.kind === 'pending')
    return failureReasons.length + pendingCauses.indexOf(verdict.cause);
  return failureReasons.length + pendingCauses.length;
}

/** Notes when the copies behind a row were first read; whether they were. */
export function noteReading(run: Run, row: RowRecord, copies: readonly number[]): boolean {
  let first = Number.NaN;
  const note = (copy: number): void => {
    const { firstReadAt } = copyOf(run, copy);
    if (firstReadAt < first || Number.isNaN(first)) first = firstReadAt;
  };
  for (const copy of copies) {
    note(copy);
    for (const other of descendants(run, row.recall, copy)) note(other);
  }
  row.firstReadAt = first;
  return !Number.isNaN(first);
}

/** What a copy that its mailbox only passed on was passed on to, as far as the recall goes. */
function descendants(run: Run, recall: number, copy: number): number[] {
  if (!isPassedOn(run, copy)) return [];
  const covered = childrenOf(run, copy).filter((child) => isCovered(run, recall, child));
  return covered.flatMap((child) => [child, ...descendants(run, recall, child)]);
}

/** Whether the mailbox kept nothing of a copy that it forwarded. */
export function isPassedOn(run: Run, copy: number): boolean {
  return placeOf(run.model, copyOf(run, copy).state) === 'passedOn';
}
