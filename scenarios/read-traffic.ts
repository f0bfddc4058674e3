/**
 * A file of real mail to its messages.
 *
 * Never: throw for a path that a user wrote.
 */
import { readFileSync, statSync } from 'node:fs';
import type { Fault, Parsed } from '../model/fault.ts';
import { decodeText } from './read-files.ts';
import { parseTraffic, type Traffic } from './traffic.ts';

export const LIMITS = { BYTES: 200_000_000 } as const;

/** Reads a CSV of `t,from,to,cc`; see `parseTraffic`. */
export function readTraffic(path: string): Parsed<Traffic> {
  const unreadable = (message: string): Parsed<Traffic> => {
    const fault: Fault = { code: 'unreadable', message, path: [], file: path };
    return { ok: false, faults: [fault] };
  };
  try {
    const { size } = statSync(path);
    if (size > LIMITS.BYTES) return unreadable(`is larger than ${LIMITS.BYTES} bytes`);
    return parseTraffic(decodeText(readFileSync(path)), path);
  } catch (error) {
    if (error instanceof TypeError) return unreadable('is not text in UTF-8');
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    return unreadable(code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`);
  }
}
