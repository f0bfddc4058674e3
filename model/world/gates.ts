/**
 * Whom a copy must pass on its way: each group and its recipient must take it, then whoever
 * moderates one of them must approve it. Journal copies pass.
 */
import { admissionFacts, moderationFacts } from '../facts-transport.ts';
import { kindOf } from '../org/org.ts';
import { aboutCopy, copyOf, decide, orgAt, type Run } from './run.ts';

/** What stops the copy: somebody refuses it, or must approve it first; null when nothing does. */
export function stoppedAt(run: Run, copy: number, now: number): 'refused' | 'moderated' | null {
  const record = copyOf(run, copy);
  record.gate = -1;
  if (record.origin === 'journal') return null;
  const gates = record.gates.filter((gate) => mayStop(run, gate));
  if (!record.admitted && gates.some((gate) => refuses(run, copy, gate, now))) return 'refused';
  record.admitted = true;
  for (const gate of gates) {
    const facts = moderationFacts(run, record, gate);
    const { verdict } = decide(run, run.model.lists.moderation, facts, now, aboutCopy(copy));
    if (verdict === 'pass') continue;
    record.gate = gate;
    return 'moderated';
  }
  return null;
}

/** Most recipients have no settings of their own: nothing is decided about them. */
function mayStop(run: Run, gate: number): boolean {
  const org = orgAt(run, gate);
  const isLimited = Number.isFinite(org.sizeLimits.maxReceiveBytes);
  return org.delivery.has(gate) || (isLimited && kindOf(org, gate) !== 'group');
}

function refuses(run: Run, copy: number, gate: number, now: number): boolean {
  const record = copyOf(run, copy);
  const facts = admissionFacts(run, record, gate);
  const { verdict } = decide(run, run.model.lists.admission, facts, now, aboutCopy(copy));
  if (verdict === 'taken') return false;
  record.gate = gate;
  record.bounceReason = verdict;
  return true;
}
