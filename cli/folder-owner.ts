/**
 * Whose a folder is: whether a run may write its results there.
 *
 * Why: a file that cannot be read is either a damaged one of ours, which is made again, or somebody
 * else's. Only the marks of a folder tell: a summary or rows that carry the hash of a study.
 *
 * Never: write anything.
 */
import { closeSync, fstatSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { type Fault, FaultError } from '../model/fault.ts';
import { endings } from '../reports/report.ts';
import { factsOf, type RowFacts, rowTables } from '../sim/rows-file.ts';

const SUMMARY = 'summary.json';

/** Files of a run that stand in the folder itself. */
const single = [
  SUMMARY,
  'machine.json',
  'known-draws.json',
  ...Object.values(endings).map((ending) => `study.${ending}`),
];
/** Far more than a file of rows has behind its rows: 2,332 of a part of 512 messages. */
const END_BYTES = 262_144;
const tables = [...rowTables, 'draws'] as const;

/**
 * Refuses a folder in which a run would write over, or between, files that are not of a run.
 *
 * @throws FaultError  which names the first such file
 */
export function refuseStrangers(folder: string): void {
  const inFolder = namesIn(folder);
  const parts = tables.flatMap((table) =>
    namesIn(join(folder, table)).map((name) => join(table, name)),
  );
  const told = parts.map((name) => ({ name, facts: factsIn(join(folder, name)) }));
  const isOurs = isOfRun(summaryIn(folder)) || told.some(({ facts }) => isOfRun(facts));
  // A part that cannot be read is damaged where the folder is ours; one that can says whose it is.
  const stranger = isOurs
    ? told.find(({ facts }) => facts !== null && !isOfRun(facts))?.name
    : [...single.filter((name) => inFolder.includes(name)), ...parts][0];
  if (stranger !== undefined) throw new FaultError(strangerFault(join(folder, stranger)));
}

function strangerFault(path: string): Fault {
  return {
    code: 'usage',
    path: ['--out'],
    message: `${path} is not of a run of Recall Lab`,
    fix: 'name another folder: what is there is kept as it is',
  };
}

/** Names in a folder; none where there is no folder. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

/** What a file of rows says of itself; null where it is damaged, or none. */
export function factsIn(path: string): RowFacts | null {
  try {
    return factsOf(endOf(path));
  } catch {
    return null;
  }
}

/** The last bytes of a file: what rows say of themselves is last, and they may be gigabytes. */
function endOf(path: string): Uint8Array {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const bytes = new Uint8Array(Math.min(size, END_BYTES));
    readSync(file, bytes, 0, bytes.length, size - bytes.length);
    return bytes;
  } finally {
    closeSync(file);
  }
}

function summaryIn(folder: string): unknown {
  try {
    return JSON.parse(readFileSync(join(folder, SUMMARY), 'utf8'));
  } catch {
    return null;
  }
}

/** Whether a summary, or what rows say of themselves, names the study and model that it is of. */
function isOfRun(facts: unknown): boolean {
  if (typeof facts !== 'object' || facts === null) return false;
  const { rowsHash, modelVersion } = facts as Readonly<Record<string, unknown>>;
  return typeof rowsHash === 'string' && typeof modelVersion === 'string';
}
