/**
 * What was found of mutants of rows, one line each, so that an interrupted measurement goes on
 * where it was: asking everybody about all of them takes most of an hour.
 *
 * The first line says of which sources the others speak; of other sources they say nothing.
 */
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { tabulateAll } from '../../model/model.ts';
import {
  beginMeasurement,
  type Finding,
  joinedMatrix,
  type MutantMatrix,
  matrixOf,
} from '../../properties/mutants/matrix.ts';

const root = join(import.meta.dirname, '../..');

/** Not committed: the counts are, in `rows.json`. */
const path = join(root, 'out/mutants/rows.jsonl');

/** What a finding depends on. */
const sources = ['model', 'scenarios', 'sim', 'properties'];

/** Asks about what is not known yet; `progress` is told how many of all are. */
export async function measureRows(
  progress: (done: number, all: number) => void,
): Promise<MutantMatrix> {
  const findings = knownFindings();
  const { properties, mutants, ask } = await beginMeasurement(tabulateAll());
  while (findings.length < mutants) {
    const finding = ask(findings.length);
    appendFileSync(path, `${JSON.stringify(finding)}\n`);
    findings.push(finding);
    progress(findings.length, mutants);
  }
  return matrixOf(properties, findings);
}

/** Asks what `before` does not say yet: new lists and tables, and new properties. Takes minutes. */
export async function measureNewRows(
  before: MutantMatrix,
  progress: (done: number, all: number) => void,
): Promise<MutantMatrix> {
  const { properties, mutants, askAnew } = await beginMeasurement(tabulateAll());
  const findings = Array.from({ length: mutants }, (_, place) => {
    progress(place, mutants);
    return askAnew(place, before);
  });
  return joinedMatrix(before, properties, findings);
}

/** What was found of the sources as they are now, in order, without a line that was cut off. */
function knownFindings(): Finding[] {
  const mark = JSON.stringify({ sources: sourcesHash() });
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
  const whole = lines[0] === mark ? lines.slice(0, -1) : [mark];
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${whole.join('\n')}\n`);
  return whole.slice(1).map((line) => JSON.parse(line) as Finding);
}

function sourcesHash(): string {
  const hash = createHash('sha256');
  const files = sources.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(ts|yaml)$/.test(file))
      .map((file) => join(folder, file)),
  );
  for (const file of files.sort()) hash.update(file).update(readFileSync(join(root, file)));
  return hash.digest('hex').slice(0, 16);
}
