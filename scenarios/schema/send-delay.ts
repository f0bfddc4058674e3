/**
 * How long a message may wait before it leaves: Outlook for Windows defers by rule, other clients
 * only offer to undo.
 *
 * What a client does not offer cannot be asked for, so a longer delay is a fault of the file.
 */
import type { Path } from '../../model/fault.ts';
import type { Client } from '../scenario.ts';
import { formatDuration } from '../time.ts';
import type { Findings } from './findings.ts';

const SECOND_MS = 1_000;
export const DEFERRAL_MAX_MS = 120 * 60 * SECOND_MS;
const UNDO_MAX_MS = 10 * SECOND_MS;
export const NEW_OUTLOOK_UNDO_MAX_MS = 30 * SECOND_MS;
/** Since then new Outlook for Windows offers the longer time. */
const NEW_OUTLOOK_SINCE = Date.UTC(2026, 0, 1);

/** The longest delay that a client offers at an instant (ms since 1970), ms. */
export function longestDelayMs(client: Client | null, at: number): number {
  if (client === 'owa') return UNDO_MAX_MS;
  if (client !== 'new-outlook') return DEFERRAL_MAX_MS;
  return at >= NEW_OUTLOOK_SINCE ? NEW_OUTLOOK_UNDO_MAX_MS : UNDO_MAX_MS;
}

/** The longest undo window that a client offers, ms; 0: it has none. */
export function undoMaxMs(client: Client, at: number): number {
  return client === 'owa' || client === 'new-outlook' ? longestDelayMs(client, at) : 0;
}

/** Faults a delay that the sending client does not offer. */
export function checkDelay(
  deferByMs: number,
  client: Client | null,
  at: number,
  path: Path,
  into: Findings,
): void {
  const longest = longestDelayMs(client, at);
  if (deferByMs <= longest) return;
  const who = client === 'owa' || client === 'new-outlook' ? client : 'Outlook for Windows';
  into.faults.push({
    code: 'out-of-range',
    message: `${formatDuration(deferByMs)} is longer than ${who} lets a message wait`,
    path,
    found: formatDuration(deferByMs),
    expected: `at most ${formatDuration(longest)}`,
    rule: 'RT-001',
  });
}
