/**
 * Faults and warnings while a file is being parsed: collected with paths, given lines at the end.
 *
 * Why: the parts of a parser know paths only; one place turns paths into lines, drops doubles and
 * sorts.
 *
 * Never: throw, or stop at the first fault.
 */
import { type Fault, formatPath, type Path, sortFaults } from '../../model/fault.ts';
import { nearest } from '../../model/nearest.ts';
import type { Document } from '../document.ts';

/** A fault whose place is the key of its path, rather than the value behind it. */
export type Finding = Fault & { readonly onKey?: true };

export type Findings = { readonly faults: Finding[]; readonly warnings: Finding[] };

export function noFindings(): Findings {
  return { faults: [], warnings: [] };
}

/**
 * Gives faults their file, line and column, drops doubles, and sorts them in the order of the file.
 */
export function locate(
  findings: readonly Finding[],
  document: Pick<Document, 'positionOf'>,
  file: string,
): Fault[] {
  const byText = new Map<string, Fault>();
  for (const { onKey, ...fault } of findings) {
    const position = fault.position ?? document.positionOf(fault.path, onKey ? 'key' : 'value');
    const located: Fault = { ...fault, file, ...(position ? { position } : {}) };
    const identity = [fault.code, formatPath(fault.path), fault.message].join('\n');
    if (!byText.has(identity)) byText.set(identity, located);
  }
  return sortFaults([...byText.values()]);
}

/** Whether something is known to be wrong at a place, or below it. */
export function hasFault(path: Path, { faults }: Findings): boolean {
  return faults.some((fault) => path.every((key, at) => fault.path[at] === key));
}

/** After so many faults, looking for near words among thousands costs more than it helps. */
const HELPED_MAX = 200;

/** Whether a fault still gets a near word from a long list. */
export function isHelped({ faults, warnings }: Findings): boolean {
  return faults.length + warnings.length < HELPED_MAX;
}

/** `, nearest` as a property, where a word is near; spread into a fault. */
export function nearestOf(word: string, candidates: Iterable<string>): { nearest?: string } {
  const near = nearest(word, candidates);
  return near === undefined ? {} : { nearest: near };
}

/** The elements of a list with their places, as far as a form takes them; its faults are known. */
export function soundOf<T>(
  written: unknown,
  form: { safeParse(value: unknown): { success: boolean; data?: T | undefined } },
): (readonly [index: number, element: T])[] {
  if (!Array.isArray(written)) return [];
  return written.flatMap((one: unknown, index) => {
    const { success, data } = form.safeParse(one);
    return success ? [[index, data as T] as const] : [];
  });
}

/** A list of words for "expected": all of them while they are few. */
export function listWords(words: readonly string[], most = 24): string {
  if (words.length <= most) return words.join(' ');
  return `${words.slice(0, most).join(' ')} … (${words.length} in all)`;
}

/** A key that the form does not have. */
export function unknownKey(path: Path, key: string, known: readonly string[], of: string): Finding {
  return {
    code: 'unknown-key',
    message: `unknown key "${key}"${of}`,
    path: [...path, key],
    onKey: true,
    expected: listWords(known),
    ...nearestOf(key, known),
  };
}

/** A key of the contract, or a word behind one, that the model does not read yet. */
export function notModelled(path: Path, what: string, on: 'key' | 'value' = 'key'): Finding {
  const message = `${what} is part of the contract and not modelled yet`;
  return { code: 'not-modelled', message, path, ...(on === 'key' ? { onKey: true } : {}) };
}
