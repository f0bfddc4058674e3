/**
 * A file of real mail to its messages, and what of a study is not read beside it.
 *
 * Never: throw for a path that a user wrote.
 */
import { readFileSync, statSync } from 'node:fs';
import type { Fault, Parsed } from '../model/fault.ts';
import { parseDocument } from './document.ts';
import { decodeText } from './read-files.ts';
import { type Finding, locate } from './schema/findings.ts';
import { parseTraffic, type Traffic } from './traffic.ts';

/** What a workload says that real mail says itself. */
const unread = {
  recipients: 'real mail names its recipients',
  external: 'real mail names its recipients, and all of them have mailboxes',
  groups: 'real mail names single people',
} as const;

/** Warnings of what a study says in vain where real mail is replayed. `text`: of its file. */
export function unreadBesideTraffic(text: string, file: string): Fault[] {
  const { document } = parseDocument(text);
  const { workload } = (document?.value ?? {}) as { readonly workload?: unknown };
  if (document === null || typeof workload !== 'object' || workload === null) return [];
  const findings = Object.entries(unread).flatMap(([key, why]): Finding[] => {
    if (!Object.hasOwn(workload, key)) return [];
    const [path, message] = [['workload', key], `is not read: ${why}`];
    return [{ code: 'not-modelled', message, path, onKey: true, fix: `leave out ${key}` }];
  });
  return locate(findings, document, file);
}

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
