/**
 * Copies that transport holds: in quarantine until their release, or until somebody approves them.
 */
import { advanceCopy, copiesAt } from './copies.ts';
import { placeOf } from './copy-states.ts';
import { copyOf, messageOf, type Run } from './run.ts';

/** A copy leaves quarantine; false when it is not there (any more). [RT-041] */
export function release(run: Run, copy: number, now: number): boolean {
  copyOf(run, copy).released = true;
  return advanceCopy(run, copy, 'RELEASE', {}, now);
}

/** A message, and the requests of classic recalls about it, which wait as any mail. */
function withRequests(run: Run, message: number): number[] {
  const { messages, recalls } = run.setting;
  const requests = messages.flatMap(({ requestOf }, index) =>
    requestOf >= 0 && recalls[requestOf]?.message === message ? [index] : [],
  );
  return [message, ...requests];
}

function isHeld(run: Run, copy: number): boolean {
  return placeOf(run.model, copyOf(run, copy).state) === 'quarantined';
}

/** Somebody releases what a mailbox is kept from; false when nothing is held. */
export function releaseAll(run: Run, message: number, mailbox: number, now: number): boolean {
  const copies = withRequests(run, message).flatMap((one) => copiesAt(run, one, mailbox));
  return copies.filter((copy) => isHeld(run, copy) && release(run, copy, now)).length > 0;
}

/**
 * Somebody approves a message for a recipient or group: every copy that waits for that goes on.
 * False when none does. [MD-007]
 */
export function approve(run: Run, message: number, recipient: number, now: number): boolean {
  const copies = withRequests(run, message).flatMap((one) => messageOf(run, one).copies);
  const waiting = copies.filter((copy) => {
    const { gate, gates } = copyOf(run, copy);
    return gate < 0 ? gates.includes(recipient) : gate === recipient;
  });
  return waiting.filter((copy) => approveCopy(run, copy, recipient, now)).length > 0;
}

function approveCopy(run: Run, copy: number, recipient: number, now: number): boolean {
  const record = copyOf(run, copy);
  const { approved } = record;
  record.approved = [...approved, recipient];
  if (advanceCopy(run, copy, 'APPROVE', {}, now)) return true;
  record.approved = approved;
  return false;
}

/** Nobody has approved a copy in time; false when somebody has. [MD-008] */
export function expire(run: Run, copy: number, now: number): boolean {
  if (copyOf(run, copy).expiresAt !== now) return false;
  return advanceCopy(run, copy, 'after:approvalWindow', {}, now);
}
