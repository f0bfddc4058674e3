/**
 * Judges of mutants: who may notice that the model is not what it should be.
 *
 * Four kinds: the check that every list passes at start-up, the oracle of the machines, the
 * scenarios of the library with what they expect, and every *always* property on scenarios drawn
 * once. No pinned file is among them: a photograph notices everything and explains nothing.
 *
 * How: each case is run on the model first, and the questions it asks are recorded. A mutant that
 * answers all of them as the model does gives the same run, so that case is not run again.
 */
import fc from 'fast-check';
import { assert } from '../../model/assert.ts';
import { type DecisionList, firing, NO_ROW } from '../../model/decision.ts';
import { type Lists, type MachineName, type Model, machineNames } from '../../model/model.ts';
import type { Scenario } from '../../scenarios/scenario.ts';
import { type Always, endless, model, withModel } from '../harness.ts';
import { firstFailure, readLibrary } from '../library.ts';
import { cellDifference } from '../oracles/table-check.ts';
import type { Mutant, Question } from './operators.ts';

/** Somebody who looks at mutants. */
export type Judge = {
  /** The sentence of a property, or what the judge is. */
  readonly name: string;
  /** Whether this judge tells the mutant from the model. */
  readonly notices: (mutant: Mutant) => boolean;
};

/** One run that holds on the model: what it asks of lists and tables, and whether it holds. */
type Case = {
  readonly asked: Asked;
  /** Throws when it does not hold on the model that is given. */
  readonly holds: (judged: Model) => void;
};

/** [list or machine][packed facts or cell] the questions of one run. */
export type Asked = ReadonlyMap<string, ReadonlyMap<number, Question>>;

/** The seed of the drawn scenarios, so that a verdict about a mutant is the same every day. */
const SEED = 0x5eed;

/** Every expectation and every declared rule of the library, as one judge. */
export function libraryJudge(): Judge & { readonly asked: readonly Asked[] } {
  const cases = readLibrary().entries.map((entry) =>
    newCase((judged) => {
      const failure = firstFailure(judged, entry, endless());
      assert(failure === null, `${entry.file}: ${failure}`);
    }),
  );
  const judge = judgeOf('the scenarios of the library', cases);
  return { ...judge, asked: cases.map(({ asked }) => asked) };
}

/** What was drawn: properties of the same scenarios share their runs. */
const samples = new WeakMap<fc.Arbitrary<Scenario>, Scenario[]>();

/** An *always* property on `runs` scenarios. */
export function propertyJudge({ rules, sentence, scenarios, holds }: Always, runs: number): Judge {
  const drawn = samples.get(scenarios) ?? fc.sample(scenarios, { numRuns: runs, seed: SEED });
  samples.set(scenarios, drawn);
  const cases = drawn.map((scenario) =>
    newCase((judged) => withModel(judged, () => holds(scenario))),
  );
  return judgeOf(`${rules.join(' ')} ${sentence}`.trim(), cases);
}

/** Refuses a list that leaves a case open or has a row that never fires, as the product does. */
export const startUpJudge: Judge = {
  name: 'the check of the lists at start-up',
  notices: (mutant) => {
    const list = mutant.list();
    if (list === null) return false;
    const fires = firing(list);
    return fires.has(NO_ROW) || list.rows.some((_, row) => !fires.has(row));
  },
};

/** Compares the altered cells of a table with the oracle of the machines. */
export const oracleJudge: Judge = {
  name: 'the oracle of the machines',
  notices: ({ where, table, at: place }) => {
    const altered = table();
    if (altered === null) return false;
    return cellDifference(where as MachineName, altered, place.state, place.event) !== null;
  },
};

function judgeOf(name: string, cases: readonly Case[]): Judge {
  return {
    name,
    notices: (mutant) =>
      cases.some(({ asked, holds }) => {
        const questions = [...(asked.get(mutant.where)?.values() ?? [])];
        return questions.some(mutant.differsAt) && fails(() => holds(mutant.model()));
      }),
  };
}

/** A case that holds on the model; one that does not would notice every mutant. */
function newCase(holds: Case['holds']): Case {
  const { recorder, asked } = recording();
  holds(recorder);
  return { asked, holds };
}

function fails(act: () => void): boolean {
  try {
    act();
    return false;
  } catch {
    return true;
  }
}

/** The model, with every question that is asked of it written down. */
function recording(): { readonly recorder: Model; readonly asked: Asked } {
  const asked = new Map<string, Map<number, Question>>();
  const note = (where: string, question: Question): void => {
    const questions = asked.get(where) ?? new Map<number, Question>();
    questions.set(question.key, question);
    asked.set(where, questions);
  };
  const lists = Object.fromEntries(
    Object.entries(model.lists as unknown as Record<string, DecisionList>).map(([name, list]) => {
      const pack: DecisionList['pack'] = (facts) => {
        const key = list.pack(facts);
        note(name, { key, facts });
        return key;
      };
      return [name, { ...list, pack }];
    }),
  ) as unknown as Lists;
  const steppers = { ...model.steppers };
  for (const name of machineNames) {
    const stepper = model.steppers[name];
    const { events, facts: layout } = stepper.table;
    steppers[name] = {
      ...stepper,
      step: (state, event, facts) => {
        const key = ((state * events.length + event) << layout.bits) | layout.pack(facts);
        note(name, { key, facts: null });
        return stepper.step(state, event, facts);
      },
    };
  }
  return { recorder: { ...model, lists, steppers }, asked };
}
