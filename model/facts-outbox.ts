/**
 * Facts of what waits to leave: whether the client that keeps it runs, and how long it waits where
 * the message itself does not say.
 */
import { at } from './assert.ts';
import type { FactsOf } from './facts.ts';
import { readerOf } from './facts-classic.ts';
import { kindOf } from './org/org.ts';
import { orgAt, type Run } from './world/run.ts';

/** How long its sender’s client would keep a message for undoing, ms; 0: not at all. [RT-008] */
export function undoIntervalMs(run: Run, message: number): number {
  const { from, undoMaxMs } = at(run.setting.messages, message);
  return Math.min(orgAt(run, from).undoIntervals.get(from) ?? 0, undoMaxMs);
}

/** Does MailSendUndoInterval hold a message up? Asked only where there is one. */
export function undoIntervalFacts(run: Run, message: number): FactsOf<'undoInterval'> {
  return {
    given: at(run.setting.messages, message).deferMs !== null,
    honoured: run.setting.assume.mailSendUndoInterval === 'delays',
  };
}

/** Does a message that is due leave now? `late`: it could not when it came to be due. */
export function outboxFacts(
  run: Run,
  message: number,
  late: boolean,
  now: number,
): FactsOf<'outbox'> {
  return {
    runs: clientRuns(run, message, now),
    outlook: at(run.setting.messages, message).sentWith === 'outlook',
    keptByService: run.setting.assume.undoWindowKeptBy === 'service',
    late,
  };
}

/** Whether the client that a message was written in runs; elsewhere nothing is known of it. */
function clientRuns(run: Run, message: number, now: number): boolean {
  const { from, sentWith } = at(run.setting.messages, message);
  if (kindOf(orgAt(run, from), from) !== 'cloud') return true;
  const { program, isConnected } = readerOf(run, from, now);
  const own = run.setting.people.get(from)?.program ?? 'outlook';
  // Another program that has been started since does not look into the Outbox of this one.
  return isConnected && (program === sentWith || program === own);
}
