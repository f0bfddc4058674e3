/**
 * Who notices which mutants: every judge and every *always* property on every mutant.
 *
 * Why: a property that notices no mutant says nothing about the model, and a mutant that only an
 * example notices shows where a property is missing.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Tables } from '../../model/model.ts';
import { type Always, collectAlways } from '../harness.ts';
import { type Judge, libraryJudge, oracleJudge, propertyJudge, startUpJudge } from './judges.ts';
import { everyMutant, type Mutant, titleOf } from './operators.ts';

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

/** Asks every judge about every mutant; `progress` is told how many are done. */
export async function measureMutants(
  tables: Tables,
  progress: (done: number, all: number) => void,
): Promise<MutantMatrix> {
  const library = libraryJudge();
  const properties = (await everyAlways()).map((one) => propertyJudge(one, RUNS));
  const places: Record<string, Tally> = {};
  const mistakes: Record<string, Tally> = {};
  const counts = new Map(properties.map(({ name }) => [name, 0]));
  const libraryOnly: string[] = [];
  const mutants = everyMutant(tables).reverse();
  const all = mutants.length;
  // Each is let go when it is done: it holds a model of its own.
  for (let mutant = mutants.pop(); mutant !== undefined; mutant = mutants.pop()) {
    const noticing = properties.filter((judge) => judge.notices(mutant));
    for (const { name } of noticing) counts.set(name, (counts.get(name) ?? 0) + 1);
    const verdict = verdictOn(mutant, library, noticing.length > 0);
    add(places, mutant.where, verdict);
    add(mistakes, mistakeOf(mutant), verdict);
    if (verdict.library && !verdict.properties) libraryOnly.push(titleOf(mutant));
    progress(all - mutants.length, all);
  }
  return { places, mistakes, properties: Object.fromEntries(counts), libraryOnly };
}

type Verdict = Readonly<Record<Exclude<keyof Tally, 'mutants' | 'nobody'>, boolean>>;

function verdictOn(mutant: Mutant, library: Judge, properties: boolean): Verdict {
  return {
    startUp: startUpJudge.notices(mutant),
    oracle: oracleJudge.notices(mutant),
    library: library.notices(mutant),
    properties,
  };
}

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
