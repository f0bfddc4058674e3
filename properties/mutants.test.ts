/**
 * Mutants: the model with one row altered must fail somewhere.
 *
 * Why: a row that nobody misses is either dead or unasserted. Every row of every list and table is
 * altered in every way that `mutants/operators.ts` knows, one at a time. Somebody who is no pinned
 * file notices, or the reason why nobody can is written down and held against every run.
 */
import { describe, expect, it } from 'vitest';
import { createModel, type ListName, lists, machineNames, tabulateAll } from '../model/model.ts';
import { model } from './harness.ts';
import { excused } from './mutants/excused.ts';
import { libraryJudge, oracleJudge, startUpJudge } from './mutants/judges.ts';
import { everyMutant, type Mutant, type Question, titleOf } from './mutants/operators.ts';
import { isUnasked, unasked } from './mutants/unasked.ts';

const library = libraryJudge();
const judges = [oracleJudge, library, startUpJudge];
const tables = tabulateAll();
const mutants = everyMutant(tables);
const noticed = (mutant: Mutant): boolean => judges.some(({ notices }) => notices(mutant));

/** [entry of `unasked`] whether some mutant survives for that reason alone. */
const used = unasked.map(() => false);

/** Whether everything that the mutant answers differently is never asked. */
function isNeverAsked(mutant: Mutant): boolean {
  return mutant.differences().every((question) => {
    const entry = unasked.findIndex((one) => isUnasked(one, mutant.where, question));
    if (entry >= 0) used[entry] = true;
    return entry >= 0;
  });
}

describe('mutants', () => {
  it('leave alone what is not altered', () => {
    const same: Mutant = {
      ...mutants[0]!,
      differsAt: () => true,
      model: () => model,
      list: () => null,
      table: () => null,
    };
    expect(judges.filter(({ notices }) => notices(same)).map(({ name }) => name)).toEqual([]);
  });

  it('of the plainest kind are noticed: a model in which nobody is ever reached', () => {
    const { recallVerdict } = lists;
    const rows = recallVerdict.rows.map((row) => ({
      ...row,
      verdict: { kind: 'failed', reason: 'not-found' } as const,
    }));
    const broken: Mutant = {
      ...mutants.find(({ where }) => where === 'recallVerdict')!,
      differsAt: () => true,
      model: () => createModel(tables, 'table', { recallVerdict: { ...recallVerdict, rows } }),
    };
    expect(library.notices(broken)).toBe(true);
  });

  for (const where of [...(Object.keys(lists) as ListName[]), ...machineNames]) {
    it(`of ${where} are all noticed, or nobody can notice them`, () => {
      const survivors = mutants.filter((mutant) => mutant.where === where && !noticed(mutant));
      const unexplained = survivors.filter(
        (mutant) => !(titleOf(mutant) in excused) && !isNeverAsked(mutant),
      );
      expect(unexplained.map(titleOf)).toEqual([]);
    });
  }

  it('are excused only where nobody notices them', () => {
    const known = new Map(mutants.map((mutant) => [titleOf(mutant), mutant]));
    const idle = Object.keys(excused).filter((title) => {
      const mutant = known.get(title);
      return mutant === undefined || noticed(mutant) || isNeverAsked(mutant);
    });
    expect(idle).toEqual([]);
  });

  it('are excused by questions that no run asks, and each of these excuses one', () => {
    const asked: string[] = [];
    const ask = (where: string, question: Question): void => {
      for (const one of unasked) {
        if (isUnasked(one, where, question)) asked.push(`${where}: ${one.why}`);
      }
    };
    for (const questions of library.asked) {
      for (const [where, found] of questions) for (const one of found.values()) ask(where, one);
    }
    expect(asked).toEqual([]);
    expect(unasked.filter((_, entry) => !used[entry]).map(({ why }) => why)).toEqual([]);
  });
});
