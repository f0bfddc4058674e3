/**
 * Mutants of code, one at a time, asked of whoever comes by the altered place.
 *
 * Why: a list is asked about words; whether `<` should have been `<=` is decided where numbers
 * become words, and what a verdict does to a copy is code. Rows have mutants of their own
 * (`operators.ts`).
 *
 * How: one bundle holds all mutants, each behind a switch. A first run of each case notes which
 * switches it passes; a mutant is asked only of those cases, the library first, until one fails.
 * What is computed while modules load is loaded anew for each mutant.
 */
import { pathToFileURL } from 'node:url';
import { at } from '../../model/assert.ts';
import type { CodeCase, Kind } from '../../properties/mutants/judged.ts';
import { writeBundle } from './code-bundle.ts';
import { type CodeMutant, codeTitle } from './code-operators.ts';
import { compiler } from './compiler.ts';

/** Who notices a mutant: the kind and name of the first case; null: nobody. */
export type CodeFinding = {
  readonly mutant: string;
  readonly line: number;
  readonly by: Kind | 'types' | null;
  readonly name: string | null;
  /** How many cases come by. */
  readonly reached: number;
};

type Judged = typeof import('../../properties/mutants/judged.ts') & {
  readonly files: Readonly<Record<string, () => Promise<unknown>>>;
};

type Known = CodeCase & { readonly hits: ReadonlySet<number>; readonly picks: number };

/** Scenarios of each property. */
const RUNS = 10;

/** What comes by more switches takes too long to be asked about thousands of mutants. */
const PICKS_MAX = 2_000_000;

/** Switches that all cases of one kind may come by for one mutant: the cheapest are asked first. */
const BOX: Readonly<Record<Kind, number>> = {
  library: Number.POSITIVE_INFINITY,
  judge: Number.POSITIVE_INFINITY,
  property: 5_000_000,
  test: 5_000_000,
};

/** What the bundle asks at each place. */
class Switches {
  active = -1;
  hits = new Set<number>();
  picks = 0;
  picksMax = Number.POSITIVE_INFINITY;

  /** 0: as it is written; 1 to `count`: that alteration. */
  readonly pick = (first: number, count: number): number => {
    if (++this.picks > this.picksMax) throw new Error('this comes to no end');
    if (this.active >= 0) {
      const which = this.active - first;
      return which >= 0 && which < count ? which + 1 : 0;
    }
    this.hits.add(first);
    for (let id = first + 1; id < first + count; id++) this.hits.add(id);
    return 0;
  };
}

const switches = new Switches();
(globalThis as unknown as { $pick: Switches['pick'] }).$pick = switches.pick;

/** Everything that a measurement needs, made once. */
export class CodeMeasurement {
  readonly mutants: readonly CodeMutant[];
  readonly #path: string;
  readonly #atLoad: ReadonlySet<number>;
  readonly #cases: readonly Known[];
  readonly #isRefused: (mutant: CodeMutant) => boolean;
  #loads = 0;

  private constructor(
    mutants: readonly CodeMutant[],
    path: string,
    atLoad: ReadonlySet<number>,
    cases: readonly Known[],
  ) {
    this.mutants = mutants;
    this.#path = path;
    this.#atLoad = atLoad;
    this.#cases = cases;
    this.#isRefused = compiler([...new Set(mutants.map(({ file }) => file))]);
  }

  /** `note` is told what takes long. */
  static async begin(
    kinds: ReadonlySet<Kind>,
    note: (text: string) => void,
  ): Promise<CodeMeasurement> {
    const mutants: CodeMutant[] = [];
    const path = await writeBundle(mutants);
    const url = pathToFileURL(path).href;
    const judged = (await import(url)) as Judged;
    judged.askOnly();
    const atLoad = new Set(switches.hits);
    const cases: Known[] = [];
    for (const one of await allCases(judged, kinds)) {
      const known = await firstRun(one, note);
      if (known) cases.push(known);
    }
    // The cheapest first, each kind after those before it.
    const rank = ({ kind }: Known): number => [...Object.keys(BOX)].indexOf(kind);
    cases.sort((a, b) => rank(a) - rank(b) || a.picks - b.picks);
    note(`${mutants.length} mutants, ${cases.length} cases`);
    return new CodeMeasurement(mutants, path, atLoad, cases);
  }

  /** The files that have mutants, in order. */
  files(): string[] {
    return [...new Set(this.mutants.map(({ file }) => file))];
  }

  /** Who notices each mutant of a file that is asked for, by its title. */
  async measure(
    file: string,
    isAsked: (title: string) => boolean,
    progress: (done: number, all: number) => void,
  ): Promise<CodeFinding[]> {
    const ids = this.idsOf(file).filter((id) => isAsked(codeTitle(at(this.mutants, id))));
    const found: CodeFinding[] = [];
    for (const id of ids) {
      found.push(await this.find(id));
      progress(found.length, ids.length);
    }
    return found;
  }

  /** The mutants of a file. */
  idsOf(file: string): number[] {
    return [...this.mutants.keys()].filter((id) => at(this.mutants, id).file === file);
  }

  /** Who notices a mutant. */
  async find(id: number): Promise<CodeFinding> {
    const mutant = at(this.mutants, id);
    const isAtLoad = this.#atLoad.has(id);
    const cases = isAtLoad ? null : this.#cases.filter(({ hits }) => hits.has(id));
    const told = { mutant: codeTitle(mutant), line: mutant.line, reached: cases?.length ?? -1 };
    const [first, then] = [cases?.filter(isOfLibrary), cases?.filter((one) => !isOfLibrary(one))];
    const byLibrary = isAtLoad ? await this.#anew(id) : await this.#asked(id, first ?? []);
    if (byLibrary) return { ...told, by: byLibrary.kind, name: byLibrary.name };
    if (this.#isRefused(mutant)) return { ...told, by: 'types', name: null };
    const found = await this.#asked(id, then ?? []);
    return { ...told, by: found?.kind ?? null, name: found?.name ?? null };
  }

  async #asked(id: number, cases: readonly Known[]): Promise<CodeCase | null> {
    const left = { ...BOX };
    for (const one of cases) {
      if (left[one.kind] < one.picks) continue;
      left[one.kind] -= one.picks;
      if (await fails(id, one)) return one;
    }
    return null;
  }

  /** Loads everything once more with the mutant, and asks the library. */
  async #anew(id: number): Promise<CodeCase | null> {
    switches.active = id;
    switches.picksMax = Number.POSITIVE_INFINITY;
    try {
      const url = `${pathToFileURL(this.#path).href}?${++this.#loads}`;
      const judged = (await import(url)) as Judged;
      judged.askOnly();
      const cases = judged.libraryCases();
      if (cases.length < this.#cases.filter(isOfLibrary).length)
        return { kind: 'library', name: 'a file is refused', holds: () => {} };
      for (const one of cases) {
        if (await fails(id, { ...one, hits: new Set(), picks: 1e7 })) return one;
      }
      return null;
    } catch {
      return { kind: 'test', name: 'loading', holds: () => {} };
    } finally {
      switches.active = -1;
    }
  }
}

const isOfLibrary = ({ kind }: CodeCase): boolean => kind === 'library' || kind === 'judge';

async function allCases(judged: Judged, kinds: ReadonlySet<Kind>): Promise<CodeCase[]> {
  const files = Object.entries(judged.files);
  const cases: CodeCase[] = judged.libraryCases();
  for (const [file, load] of files) {
    if (kinds.has('property') && file.endsWith('.property.ts'))
      cases.push(...(await judged.propertyCases(load, RUNS)));
  }
  for (const [file, load] of files) {
    if (kinds.has('test') && !file.endsWith('.property.ts'))
      cases.push(...(await judged.testCases(file, load)));
  }
  return cases.filter(({ kind }) => kinds.has(kind));
}

/** The case with the switches it passes; null when it does not hold on the model itself. */
async function firstRun(one: CodeCase, note: (text: string) => void): Promise<Known | null> {
  switches.active = -1;
  switches.hits = new Set();
  switches.picks = 0;
  switches.picksMax = PICKS_MAX;
  try {
    await one.holds();
  } catch (error) {
    const why = switches.picks > PICKS_MAX ? 'it takes long' : 'it does not hold';
    note(`left out, ${why}: ${one.name}: ${String(error).slice(0, 200)}`);
    return null;
  }
  return { ...one, hits: switches.hits, picks: switches.picks };
}

async function fails(id: number, { holds, picks }: Known): Promise<boolean> {
  switches.active = id;
  switches.picks = 0;
  switches.picksMax = picks * 10 + 100_000;
  try {
    await holds();
    return false;
  } catch {
    return true;
  } finally {
    switches.active = -1;
    switches.picksMax = Number.POSITIVE_INFINITY;
  }
}
