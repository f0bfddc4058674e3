/**
 * Files, folders and globs to the texts of scenarios.
 *
 * Why sizes first: a file of 100 MB is answered at once instead of after it was read. Why the
 * shell's work is done here too: PowerShell hands `a/*.yaml` to a program as it stands.
 *
 * Never: throw for a path that a user wrote, or follow a link in circles.
 */
import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { type Fault, showFound } from '../model/fault.ts';
import { nearest } from '../model/nearest.ts';
import { parseDocument } from './document.ts';

export const LIMITS = {
  /** Bytes of a scenario file. */
  bytes: 5_000_000,
  /** Bytes of a larger file that are looked at to see whether it is a scenario. */
  peekedBytes: 65_536,
  /** Files found below one folder or glob. */
  files: 100_000,
} as const;

/** A file and its text; the name is as the user gave it, or below a folder that the user gave. */
export type TextFile = { readonly file: string; readonly text: string };

export type FilesReading = { readonly files: TextFile[]; readonly faults: Fault[] };

const isScenarioName = (name: string) => /\.(ya?ml|json)$/i.test(name);
const byName = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Reads the scenarios that paths name: files, folders with all below them, and globs (`*`, `?`,
 * `**`).
 *
 * @returns texts sorted by path, each file once; whatever could not be read is a fault
 */
export function readScenarioFiles(paths: readonly string[]): FilesReading {
  const faults: Fault[] = [];
  const files = new Map<string, TextFile>();
  for (const path of paths) {
    const matches = expand(path, faults);
    for (const named of matches ?? [path]) {
      const stats = look(named, faults);
      if (stats === undefined) continue;
      const read = matches === null ? readOne : readIfScenario;
      const found = stats.isDirectory() ? readFolder(named, faults) : [read(named, faults)];
      for (const file of found) if (file !== undefined) files.set(file.file, file);
    }
  }
  return { files: [...files.values()].sort((a, b) => byName(a.file, b.file)), faults };
}

function unreadable(file: string, message: string, more: Partial<Fault> = {}): Fault {
  return { code: 'unreadable', message, path: [], file, ...more };
}

/** The kind and size behind a path, links followed; undefined after adding a fault. */
function look(path: string, faults: Fault[]): Stats | undefined {
  try {
    return statSync(path);
  } catch (error) {
    faults.push(errorFault(path, error));
    return undefined;
  }
}

function errorFault(path: string, error: unknown): Fault {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
  if (code === 'ENOENT' || code === 'ENOTDIR') return missingFault(path);
  if (code === 'EACCES' || code === 'EPERM') {
    return unreadable(path, 'may not be read', { fix: 'check the permissions of the file' });
  }
  if (code === 'ELOOP') return unreadable(path, 'is a link that leads back to itself');
  return unreadable(path, `cannot be read (${code})`);
}

/** The nearest existing name beside a missing file, or the part of the path that is missing. */
export function missingFault(path: string): Fault {
  let folder = dirname(path);
  let name = basename(path);
  while (!existsSync(folder) && dirname(folder) !== folder) {
    name = basename(folder);
    folder = dirname(folder);
  }
  const near = nearest(name, namesIn(folder));
  const missing = join(folder, name);
  const found = missing === path || missing === join(path) ? {} : { found: `no ${missing}` };
  return unreadable(path, 'does not exist', {
    ...found,
    ...(near === undefined ? {} : { nearest: join(folder, near) }),
  });
}

/** The names in a folder, sorted; none where it cannot be listed. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort(byName);
  } catch {
    return [];
  }
}

/** A file that a user named: always a scenario. */
function readOne(path: string, faults: Fault[]): TextFile | undefined {
  const stats = look(path, faults);
  if (stats === undefined) return undefined;
  if (!stats.isFile()) {
    faults.push(unreadable(path, 'is not a regular file'));
    return undefined;
  }
  if (stats.size > LIMITS.bytes) {
    faults.push(tooLarge(path, stats.size));
    return undefined;
  }
  try {
    return { file: path, text: decodeText(readFileSync(path)) };
  } catch (error) {
    const isText = error instanceof TypeError;
    faults.push(
      isText
        ? unreadable(path, 'is not text: its bytes are no UTF-8', {
            expected: 'YAML or JSON text in UTF-8',
          })
        : errorFault(path, error),
    );
    return undefined;
  }
}

function tooLarge(path: string, bytes: number): Fault {
  const inMegabytes = (number: number) => `${(number / 1e6).toFixed(1)} MB`;
  return unreadable(path, `is too large: ${inMegabytes(bytes)}`, {
    expected: `at most ${inMegabytes(LIMITS.bytes)}`,
  });
}

/**
 * Text of UTF-8, or of UTF-16 with a byte order mark as Windows PowerShell writes it. Throws a
 * TypeError for neither.
 */
export function decodeText(bytes: Uint8Array): string {
  const isLittle = bytes[0] === 0xff && bytes[1] === 0xfe;
  const isBig = bytes[0] === 0xfe && bytes[1] === 0xff;
  const encoding = isLittle ? 'utf-16le' : isBig ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding, { fatal: true }).decode(bytes);
}

function readFolder(folder: string, faults: Fault[]): (TextFile | undefined)[] {
  const before = faults.length;
  const paths = walk(folder, faults).filter((path) => isScenarioName(path));
  const found = paths.flatMap((path) => readIfScenario(path, faults) ?? []);
  if (found.length === 0 && faults.length === before) {
    faults.push(
      unreadable(folder, 'holds no scenario', {
        expected: 'files named *.yaml, *.yml or *.json with a timeline',
        found: `${paths.length} files of these names, none with a timeline`,
      }),
    );
  }
  return found;
}

/**
 * Below a folder, and among the matches of a glob, a scenario is a file with a `timeline` at its
 * top level, or one that cannot be parsed: its author wants to know. Studies, tenant exports and
 * results have none, and are passed over in silence. A file too large to be a scenario is passed
 * over as well unless its beginning shows a timeline.
 */
function readIfScenario(path: string, faults: Fault[]): TextFile | undefined {
  const stats = look(path, faults);
  if (stats?.isFile() && stats.size > LIMITS.bytes && !showsTimeline(path)) return undefined;
  const file = stats === undefined ? undefined : readOne(path, faults);
  if (file === undefined || hasTimelineLine(file.text)) return file;
  const { document } = parseDocument(file.text);
  const value = document?.value;
  const isMapping = value !== null && typeof value === 'object';
  return document === null || (isMapping && Object.hasOwn(value, 'timeline')) ? file : undefined;
}

/**
 * Whether the root of a YAML text is a block mapping with a `timeline`: then the text need not be
 * parsed to know that it is a scenario. False where only parsing can tell.
 */
function hasTimelineLine(text: string): boolean {
  const isBlockMapping = /^(?:[ \t]*(?:#.*)?\r?\n|---[ \t]*\r?\n)*[\w-]+[ \t]*:\s/.test(text);
  return isBlockMapping && /^timeline[ \t]*:(?:\s|$)/m.test(text);
}

function showsTimeline(path: string): boolean {
  const bytes = Buffer.alloc(LIMITS.peekedBytes);
  try {
    const file = openSync(path, 'r');
    const length = readSync(file, bytes, 0, bytes.length, 0);
    closeSync(file);
    return /^timeline:|"timeline"\s*:/m.test(bytes.toString('latin1', 0, length));
  } catch {
    return false;
  }
}

/**
 * All files below a folder, sorted; hidden names and node_modules are left out, links are followed
 * once.
 */
function walk(top: string, faults: Fault[]): string[] {
  const seen = new Set<string>();
  const files: string[] = [];
  const visit = (folder: string): void => {
    const real = realpathSync(folder);
    if (seen.has(real) || files.length > LIMITS.files) return;
    seen.add(real);
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
      const path = join(folder, entry.name);
      const isFolder = entry.isSymbolicLink() ? isDirectory(path) : entry.isDirectory();
      if (!isFolder) files.push(path);
      else {
        try {
          visit(path);
        } catch (error) {
          faults.push(errorFault(path, error));
        }
      }
    }
  };
  try {
    visit(top);
  } catch (error) {
    faults.push(errorFault(top, error));
  }
  return files.sort(byName);
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** The paths that a glob matches; null when a path has no `*` or `?`, or exists as it stands. */
function expand(path: string, faults: Fault[]): string[] | null {
  if (!/[*?]/.test(path) || existsSync(path)) return null;
  const parts = path.split(sep === '\\' ? /[\\/]/ : '/');
  const fixed = parts.findIndex((part) => /[*?]/.test(part));
  const top = parts.slice(0, fixed).join('/') || (path.startsWith('/') ? '/' : '.');
  if (!existsSync(top)) {
    faults.push(missingFault(top));
    return [];
  }
  const form = globForm(parts.slice(fixed));
  const isDeep = parts.includes('**');
  const candidates = isDeep ? walk(top, faults) : listLevels(top, parts.slice(fixed));
  const prefix = top === '.' && fixed === 0 ? '' : `${top}/`.replace(/\/+$/, '/');
  const found = candidates
    .map((file) => file.replaceAll('\\', '/').slice(prefix.length))
    .filter((file) => form.test(file) && (!isDeep || isScenarioName(file)))
    .map((file) => `${prefix}${file}`);
  if (found.length === 0) {
    faults.push(unreadable(path, 'matches no file', { found: showFound(path) }));
  }
  return found;
}

/** Everything exactly as many levels below a folder as a glob has parts. */
function listLevels(top: string, parts: readonly string[]): string[] {
  let level = [top === '.' ? '' : top];
  for (const part of parts) {
    const form = globForm([part]);
    level = level.flatMap((folder) =>
      namesIn(folder === '' ? '.' : folder)
        .filter((name) => form.test(name) && (!name.startsWith('.') || part.startsWith('.')))
        .map((name) => (folder === '' ? name : `${folder.replace(/\/$/, '')}/${name}`)),
    );
  }
  return level;
}

/** `*` and `?` stay within a name; `**` is any number of folders. */
function globForm(parts: readonly string[]): RegExp {
  const text = parts
    .map((part, i) => {
      if (part === '**') return i === parts.length - 1 ? '.*' : '(?:[^/]+/)*';
      const name = part
        .replace(/[.+^${}()|[\]\\]/g, '\\$&')
        .replaceAll('*', '[^/]*')
        .replaceAll('?', '[^/]');
      return i === parts.length - 1 ? name : `${name}/`;
    })
    .join('');
  return new RegExp(`^${text}$`);
}
