/**
 * What is asked about altered code: the scenarios of the library, the judge, the *always*
 * properties, every other test that is no pin. The entry of the bundle that
 * `tools/mutants/code-bundle.ts` makes.
 *
 * Each case throws when the code that it is bundled with does not do what it should.
 */
import fc from 'fast-check';
import { assert } from '../../model/assert.ts';
import { compileScenario } from '../../scenarios/compile.ts';
import type { Scenario } from '../../scenarios/scenario.ts';
import { type Always, collectAlways, endless, model, run } from '../harness.ts';
import { type Judgement, judge } from '../judge/judge.ts';
import { differences } from '../judgement.ts';
import { firstFailure, readLibrary } from '../library.ts';
import { collectTests } from './collected-tests.ts';

export type Kind = 'library' | 'judge' | 'property' | 'test';

/** One question; `holds` throws, or its promise is refused, when the answer is wrong. */
export type CodeCase = {
  readonly kind: Kind;
  readonly name: string;
  readonly holds: () => unknown;
};

/** The seed of the drawn scenarios. */
const SEED = 0x5eed;

/** Nothing is made smaller or stored: that something fails is all that is asked. */
export function askOnly(): void {
  fc.configureGlobal({ seed: SEED, numRuns: 100, endOnFailure: true });
}

/** Each scenario of the library: what it expects, and what the judge says of it. */
export function libraryCases(): CodeCase[] {
  return readLibrary().entries.flatMap(({ file, scenario }): CodeCase[] => {
    const own = (): void => {
      const setting = compileScenario(scenario);
      const failure = firstFailure(model, { file, scenario, setting }, endless());
      assert(failure === null, `${file}: ${failure}`);
    };
    const judged: CodeCase = {
      kind: 'judge',
      name: `the judge on ${file}`,
      holds: () => agrees(scenario),
    };
    return [
      { kind: 'library', name: file, holds: own },
      ...(judgementOf(scenario).judged ? [judged] : []),
    ];
  });
}

const judgements = new WeakMap<Scenario, Judgement>();

function judgementOf(scenario: Scenario): Judgement {
  const found = judgements.get(scenario) ?? judge(scenario);
  judgements.set(scenario, found);
  return found;
}

function agrees(scenario: Scenario): void {
  const judgement = judgementOf(scenario);
  if (!judgement.judged) return;
  const found = differences(judgement.verdicts, run(scenario).outcome, scenario);
  assert(found.length === 0, found.join('\n'));
}

/** The *always* properties of a file, each on `runs` scenarios, each scenario a case. */
export async function propertyCases(
  load: () => Promise<unknown>,
  runs: number,
): Promise<CodeCase[]> {
  const found = await collectAlways(load);
  return found.flatMap(({ rules, sentence, scenarios, holds }: Always) =>
    fc.sample(scenarios, { numRuns: runs, seed: SEED }).map((scenario): CodeCase => {
      const name = `${rules.join(' ')} ${sentence}`.trim();
      return { kind: 'property', name, holds: () => holds(scenario) };
    }),
  );
}

/** The tests of a file. */
export async function testCases(file: string, load: () => Promise<unknown>): Promise<CodeCase[]> {
  const found = await collectTests(load);
  return found.map(({ title, run: holds }) => ({ kind: 'test', name: `${file}: ${title}`, holds }));
}
