/**
 * The record of the simulator: one entry for each attempt, and whether Exchange would keep one.
 */
import { auditFacts } from '../facts-audit.ts';
import { aboutCopy, decide, orgAt, type Run } from './run.ts';
import type { AuditEntry } from './state.ts';

/** Enters what happened; of a deletion, until when the mailbox audit log would show it. */
export function enter(run: Run, entry: Omit<AuditEntry, 'keptUntil'>): void {
  const { at: instant, operation, actor, message, recall, recipient, result, reason } = entry;
  run.world.audit.push({
    at: instant,
    operation,
    actor,
    message,
    recall,
    recipient,
    result,
    reason,
    keptUntil: keptUntil(run, entry),
  });
}

/** NaN where Exchange has no such record. */
function keptUntil(run: Run, entry: Omit<AuditEntry, 'keptUntil'>): number {
  if (entry.operation !== 'recall-attempt' || entry.result !== 'recalled') return Number.NaN;
  const facts = auditFacts(run, entry.recipient);
  const { verdict } = decide(run, run.model.lists.auditKept, facts, entry.at, aboutCopy(-1));
  const age = orgAt(run, entry.recipient).auditAgeMs[entry.recipient] ?? 0;
  return verdict === 'kept' ? entry.at + age : Number.NaN;
}
