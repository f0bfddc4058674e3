/**
 * User errors as values: what is wrong, where, what was found, what was expected, and the fix.
 *
 * Why: whoever writes a scenario wants all mistakes at once, each with its line; so parsers collect
 * faults and return them, and nothing throws. Programmer errors are assertions (`assert.ts`).
 *
 * Never: print, or read a file. The renderer is a pure function.
 */

/** The closed list of what can be wrong with an input; each is explained where a user meets it. */
export type FaultCode =
  | 'unreadable' // the file cannot be opened, is no text, is empty, or is larger than the limit
  | 'syntax' // not YAML, JSON or CSV
  | 'unknown-key' // a key that the form does not have
  | 'wrong-type' // a value of another type
  | 'out-of-range' // a value of the right type that the form excludes
  | 'unknown-word' // a word outside its list
  | 'missing' // a key that must be there
  | 'unknown-reference' // names a message, mailbox, recall, connector … that does not exist
  | 'duplicate' // an id or address that exists already
  | 'not-modelled' // part of the contract, but not modelled yet
  | 'usage' // the command line itself
  | 'dialect'; // a machine or list of ours that the house refuses

/**
 * A fault that shows only while a scenario runs, or while a result is written: thrown, and turned
 * back into a fault by the command. Everything that can be known earlier is collected instead.
 */
export class FaultError extends Error {
  override readonly name = 'FaultError';
  readonly fault: Fault;
  constructor(fault: Fault) {
    super(fault.message);
    this.fault = fault;
  }
}

/** Where in a file: both 1-based. */
export type Position = { readonly line: number; readonly column: number };

/** A path into the input value: keys and 0-based indices. */
export type Path = readonly (string | number)[];

export type Fault = {
  readonly code: FaultCode;
  /** What is wrong with the value found, standing alone as a sentence part after the path. */
  readonly message: string;
  readonly path: Path;
  readonly file?: string;
  readonly position?: Position;
  readonly found?: string;
  readonly expected?: string;
  /** The nearest valid word, where there is one. */
  readonly nearest?: string;
  readonly fix?: string;
  /** The documented rule that the input breaks, where there is one. */
  readonly rule?: string;
};

export type Parsed<T> =
  | { readonly ok: true; readonly value: T; readonly warnings: readonly Fault[] }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/** `timeline[2].read.mailbox`; the empty path is the file itself. */
export function formatPath(path: Path): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else text += text === '' ? step : `.${step}`;
  }
  return text;
}

/**
 * One fault as text: a line that stands alone, then expected, nearest and fix, each on its own
 * line.
 */
export function formatFault(fault: Fault): string {
  const where = fault.position ? `:${fault.position.line}:${fault.position.column}` : '';
  const head = [fault.file ? `${fault.file}${where}` : '', formatPath(fault.path)].filter(Boolean);
  const lines = [`${[...head, fault.message].join(': ')}${fault.rule ? `  [${fault.rule}]` : ''}`];
  if (fault.found !== undefined) lines.push(`    found     ${fault.found}`);
  if (fault.expected !== undefined) lines.push(`    expected  ${fault.expected}`);
  if (fault.nearest !== undefined) lines.push(`    nearest   ${fault.nearest}`);
  const fix = fixOf(fault);
  if (fix !== null) lines.push(`    fix       ${fix}`);
  return lines.join('\n');
}

/**
 * What to do about a fault: its own words, or what follows from its kind; null where nothing more
 * can be said.
 */
export function fixOf({ code, fix, nearest, expected, path }: Fault): string | null {
  if (fix !== undefined) return fix;
  if (nearest !== undefined) return `write ${nearest}`;
  const last = path.at(-1);
  const key = typeof last === 'string' ? last : 'it';
  switch (code) {
    case 'missing':
      return `add ${key}`;
    case 'unknown-key':
      return `remove ${key}`;
    case 'duplicate':
      return 'give each its own name';
    case 'not-modelled':
      return 'leave it out: the rest of the file is modelled';
    case 'syntax':
    case 'unreadable':
    case 'usage':
    case 'dialect':
      return null;
    default:
      return expected === undefined
        ? null
        : `write ${code === 'unknown-word' ? chooseFrom(expected) : expected}`;
  }
}

/** A word of a list; a sentence has commas and the like. */
const LISTED = /^[\w.+-]*\w$/;
/** So many words of a list are still said again in a fix. */
const SAID_AGAIN_MAX = 8;

/** What is expected, as a choice where it is a list of words: `sender or tenant`. */
function chooseFrom(expected: string): string {
  const bare = expected.replace(/^one of /, '');
  const words = bare.split(' ');
  if (/ … \(\d+ in all\)$/.test(expected)) return 'one of the words expected';
  if (words.length < 2 || words.includes('or') || !words.every((word) => LISTED.test(word)))
    return expected;
  if (words.length > SAID_AGAIN_MAX) return 'one of the words expected';
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

/** Faults in the order of the file; those without a position come first, shortest path first. */
export function sortFaults(faults: readonly Fault[]): Fault[] {
  return [...faults].sort(
    (a, b) =>
      (a.position?.line ?? 0) - (b.position?.line ?? 0) ||
      (a.position?.column ?? 0) - (b.position?.column ?? 0) ||
      a.path.length - b.path.length,
  );
}

/** A short rendering of any found value for a message: JSON, cut at 60 characters. */
export function showFound(value: unknown): string {
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  const text = value === undefined ? 'nothing' : (JSON.stringify(value) ?? String(value));
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
