/**
 * Who notices which mutants: every judge and every *always* property on every mutant.
 *
 * Why: a property that notices no mutant says nothing about the model, and a mutant that only an
 * example notices shows where a property is missing.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assert } from '../../model/assert.ts';
import type { Tables } from '../../model/model.ts';
import { type Always, collectAlways } from '../harness.ts';
import { type Judge, libraryJudge, oracleJudge, propertyJudge, startUpJudge } from './judges.ts';
import { everyMutant, type Mutant, titleOf } from './operators.ts';

/** Who notices one mutant. */
export type Finding = {
  /** In the words of `titleOf`. */
  readonly title: string;
  readonly where: string;
  /** The kind of mistake, without the names of facts, states and effects. */
  readonly mistake: string;
  readonly startUp: boolean;
  readonly oracle: boolean;
  readonly library: boolean;
  /** The names of the properties that do. */
  readonly properties: readonly string[];
};

/** How many mutants there are, and how many of them each kind of judge notices. */
export type Tally = {
  mutants: number;
  startUp: number;
  oracle: number;
  library: number;
  properties: number;
  nobody: number;
};

export type MutantMatrix = {
  /** By list or machine. */
  readonly places: Readonly<Record<string, Tally>>;
  /** By kind of mistake. */
  readonly mistakes: Readonly<Record<string, Tally>>;
  /** [property] mutants that it notices. */
  readonly properties: Readonly<Record<string, number>>;
  /** What an example notices and no property, in the words of `titleOf`. */
  readonly libraryOnly: readonly string[];
};

/** Scenarios of each property. */
const RUNS = 25;

const folder = join(import.meta.dirname, '..');

/** Every *always* property of this folder, in the order of files. */
export async function everyAlways(): Promise<Always[]> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.property.ts'));
  const found: Always[] = [];
  for (const file of files.sort()) {
    const path = join(folder, file);
    if (/\balways\(/.test(readFileSync(path, 'utf8')))
      found.push(...(await collectAlways(() => import(path))));
  }
  return found;
}

/** The name of a property: its rules and its sentence. */
export function nameOf({ rules, sentence }: Always): string {
  return `${rules.join(' ')} ${sentence}`.trim();
}

/** Every list and table, and who looks at its mutants. */
export type Measurement = {
  /** The names of all properties that are asked. */
  readonly properties: readonly string[];
  /** How many mutants there are. */
  readonly mutants: number;
  /** Asks everybody about one, by its place in the order of the model; once. */
  readonly ask: (place: number) => Finding;
  /** Asks what `before` does not say: of what it knows, the properties that were not there. */
  readonly askAnew: (place: number, before: MutantMatrix) => Finding;
};

/** Runs every scenario on the model once, which takes a minute, and is ready to ask. */
export async function beginMeasurement(tables: Tables): Promise<Measurement> {
  const library = libraryJudge();
  const properties = (await everyAlways()).map((one) => propertyJudge(one, RUNS));
  const mutants = everyMutant(tables);
  // It is let go when it is done: it holds a model of its own.
  const take = (place: number): Mutant => {
    const mutant = mutants[place];
    assert(mutant !== undefined, `mutant ${place} is asked about once`);
    delete mutants[place];
    return mutant;
  };
  const finding = (mutant: Mutant, asked: readonly Judge[], isWhole: boolean): Finding => ({
    title: titleOf(mutant),
    where: mutant.where,
    mistake: mistakeOf(mutant),
    startUp: isWhole && startUpJudge.notices(mutant),
    oracle: isWhole && oracleJudge.notices(mutant),
    library: isWhole && library.notices(mutant),
    properties: asked.filter(({ notices }) => notices(mutant)).map(({ name }) => name),
  });
  return {
    properties: properties.map(({ name }) => name),
    mutants: mutants.length,
    ask: (place) => finding(take(place), properties, true),
    askAnew: (place, before) => {
      const mutant = take(place);
      if (before.places[mutant.where] === undefined) return finding(mutant, properties, true);
      const added = properties.filter(({ name }) => before.properties[name] === undefined);
      return finding(mutant, added, false);
    },
  };
}

/**
 * What was measured before and what `askAnew` found since, together. A mutant of a known place
 * that only the oracle noticed and a new property notices too is not counted again: `before` does
 * not name those.
 */
export function joinedMatrix(
  before: MutantMatrix,
  names: readonly string[],
  findings: readonly Finding[],
): MutantMatrix {
  const isNew = ({ where }: Finding): boolean => before.places[where] === undefined;
  const added = matrixOf(names, findings.filter(isNew));
  const places = structuredClone({ ...before.places, ...added.places });
  const mistakes = structuredClone({ ...before.mistakes });
  for (const [kind, tally] of Object.entries(added.mistakes)) {
    const sum = { ...tally };
    for (const who of Object.keys(tally) as (keyof Tally)[])
      sum[who] += before.mistakes[kind]?.[who] ?? 0;
    mistakes[kind] = sum;
  }
  const left = new Set([...before.libraryOnly, ...added.libraryOnly]);
  const properties = { ...added.properties };
  for (const [name, count] of Object.entries(before.properties))
    properties[name] = (properties[name] ?? 0) + count;
  for (const finding of findings) {
    if (isNew(finding) || finding.properties.length === 0) continue;
    for (const name of finding.properties) properties[name] = (properties[name] ?? 0) + 1;
    if (!left.delete(finding.title)) continue;
    for (const tally of [places[finding.where], mistakes[finding.mistake]])
      if (tally !== undefined) tally.properties++;
  }
  return { places, mistakes, properties, libraryOnly: [...left] };
}

/** The counts of what was found; `names` are the properties that were asked. */
export function matrixOf(names: readonly string[], findings: readonly Finding[]): MutantMatrix {
  const places: Record<string, Tally> = {};
  const mistakes: Record<string, Tally> = {};
  const counts = new Map(names.map((name) => [name, 0]));
  for (const finding of findings) {
    for (const name of finding.properties) counts.set(name, (counts.get(name) ?? 0) + 1);
    const { startUp, oracle, library } = finding;
    const verdict = { startUp, oracle, library, properties: finding.properties.length > 0 };
    add(places, finding.where, verdict);
    add(mistakes, finding.mistake, verdict);
  }
  return {
    places,
    mistakes,
    properties: Object.fromEntries(counts),
    libraryOnly: findings
      .filter(({ library, properties }) => library && properties.length === 0)
      .map(({ title }) => title),
  };
}

type Verdict = Readonly<Record<Exclude<keyof Tally, 'mutants' | 'nobody'>, boolean>>;

function add(tallies: Record<string, Tally>, key: string, verdict: Verdict): void {
  const none = { mutants: 0, startUp: 0, oracle: 0, library: 0, properties: 0, nobody: 0 };
  const tally = tallies[key] ?? none;
  tallies[key] = tally;
  tally.mutants++;
  const noticed = Object.entries(verdict).filter(([, notices]) => notices);
  for (const [who] of noticed) tally[who as keyof Verdict]++;
  if (noticed.length === 0) tally.nobody++;
}

/** The kind of mistake, without the names of facts, states and effects. */
function mistakeOf({ what }: Mutant): string {
  return what
    .replace(/^guard \S+ /, 'guard ')
    .replace(/^target .*/, 'another target')
    .replace(/^effects: .*/, 'effect forgotten')
    .replace(/^arms: .*/, 'timer not armed')
    .replace(/^cancels: .*/, 'timer not cancelled');
}
