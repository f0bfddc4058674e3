/**
 * Measures who notices which mutants, writes `reports/mutants/*.json` and docs/MUTANTS.md, and says
 * on stderr how far it is.
 *
 * `npm run mutants` does everything and takes hours; `-- rows`, `-- defaults` and `-- code
 * model/world/recall` measure one part, or some slices of the code. Rows go on where they were
 * interrupted; `rows new` asks only about lists, tables and properties that were never asked; of
 * the code, what was measured of other files is kept. Behind the slice, `hasty` asks only the
 * library, the judge and the compiler, which takes a tenth of the time; `left` asks everybody, and
 * `open` those three, about what nobody had noticed before.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { measureDefaults } from '../properties/mutants/default-mutants.ts';
import { CodeMeasurement } from './mutants/code-mutants.ts';
import { measureNewRows, measureRows } from './mutants/row-journal.ts';
import {
  type CodeFile,
  codeFile,
  codeKinds,
  joined,
  type Measured,
  matrixFolder,
  mutantsFiles,
  readMeasured,
} from './mutants-document.ts';

const root = join(import.meta.dirname, '..');
const [part = 'all', slice = '', haste = ''] = process.argv.slice(2);
const hasty = haste === 'hasty' || haste === 'open';
const isLeft = haste === 'left' || haste === 'open';

const note = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

/** Every hundredth is worth a line. */
const progress =
  (what: string) =>
  (done: number, all: number): void => {
    if (done % 100 === 0 || done === all) note(`${what}: ${done} of ${all}`);
  };

function write<K extends keyof Measured>(name: K, measured: Measured[K]): void {
  mkdirSync(join(root, matrixFolder), { recursive: true });
  const text = `${JSON.stringify(measured, null, 1)}\n`;
  writeFileSync(join(root, matrixFolder, `${name}.json`), text);
}

/** Each file is written as soon as it is measured: an interrupted run loses one file. */
async function measureCode(): Promise<void> {
  const kinds = hasty ? codeKinds.slice(0, 2) : codeKinds;
  const measurement = await CodeMeasurement.begin(new Set(kinds), note);
  const files = slice
    .split(',')
    .flatMap((start) => measurement.files().filter((file) => file.startsWith(start)));
  const known: Record<string, CodeFile> = { ...readMeasured().code };
  for (const old of Object.keys(known)) if (!measurement.files().includes(old)) delete known[old];
  for (const file of files) {
    const before = isLeft ? known[file] : undefined;
    // A file that has other mutants than before is measured whole.
    const all = measurement.idsOf(file).length;
    const left = before?.mutants === all ? new Set(before.survivors) : null;
    const isAsked = (title: string): boolean => left?.has(title) ?? true;
    const found = codeFile(await measurement.measure(file, isAsked, progress(file)), kinds);
    known[file] = before && left ? joined(before, found) : found;
    write('code', known);
  }
}

if (part === 'rows' && slice === 'new')
  write('rows', await measureNewRows(readMeasured().rows, progress('rows and steps')));
else if (part === 'all' || part === 'rows')
  write('rows', await measureRows(progress('rows and steps')));
if (part === 'all' || part === 'defaults') write('defaults', measureDefaults(progress('defaults')));
if (part === 'all' || part === 'code') await measureCode();
for (const [path, text] of Object.entries(mutantsFiles())) {
  writeFileSync(join(root, path), text);
  process.stdout.write(`${path}\n`);
}
