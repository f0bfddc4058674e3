/**
 * Runs the cells of Sobol indices: two independent points, and one for each factor between them.
 *
 * Chance is the last factor: a point has messages of its own, and the point beside it others.
 * Messages are the same wherever chance is not exchanged, so what a factor moves is seen without
 * it.
 */
import { at } from '../../model/assert.ts';
import { FaultError } from '../../model/fault.ts';
import type { Combination, Factor, Level } from '../../scenarios/factors.ts';
import { seedOf } from '../arms.ts';
import { metricAt } from '../effect-of.ts';
import { moments } from '../estimate/estimate.ts';
import { drawsFor } from '../streams.ts';
import { newCellAt, positionOf, type SweepRun } from './cells.ts';
import { levelAt, sampleOf } from './designs.ts';
import { type PickFreeze, sobolIndices } from './sobol.ts';
import type { SobolPolicy } from './sweep-result.ts';

/** How reports call what differs between two runs of one study. */
export const CHANCE = 'chance';

/** Answers of every policy, point by point. */
type Answers = { a: number[]; b: number[]; mixed: number[][] };

export async function runSobol(run: SweepRun) {
  const { sweep } = run;
  const { study, factors, points } = sweep;
  const draws = drawsFor(seedOf(study.seed), 0);
  const names = [...factors.map(({ name }) => name), CHANCE];
  const answers = study.policies.map((): Answers => ({ a: [], b: [], mixed: names.map(() => []) }));
  for (let point = 0; point < points; point++) {
    const found = await runPoint(run, point);
    if (found === null) break;
    found.forEach(({ a, b, mixed }, policy) => {
      const into = at(answers, policy);
      into.a.push(a);
      into.b.push(b);
      mixed.forEach((value, factor) => {
        at(into.mixed, factor).push(value);
      });
    });
  }
  const done = at(answers, 0).a.length;
  const policies = Object.fromEntries(
    study.policies.map(({ name }, policy): [string, SobolPolicy] => {
      const own: PickFreeze = at(answers, policy);
      const { indices, ...rest } = sobolIndices(own, names, draws, study.precision.confidence);
      const ranked = (indices ?? [])
        .map((index, factor) => ({ factor: at(names, factor), ...index }))
        .sort((x, y) => y.total.value - x.total.value || (x.factor < y.factor ? -1 : 1));
      const mean = done === 0 ? null : moments([...own.a, ...own.b]).mean;
      return [name, { mean, ...rest, factors: ranked }];
    }),
  );
  return { design: 'sobol' as const, points: done, policies };
}

type PointAnswers = { readonly a: number; readonly b: number; readonly mixed: readonly number[] };

/** The cells of one point under every policy; null: told to stop. */
async function runPoint(run: SweepRun, point: number): Promise<PointAnswers[] | null> {
  const { sweep, runner, step } = run;
  const { study, factors, metric, replications, points } = sweep;
  const draws = drawsFor(seedOf(study.seed), 0);
  const [a, b] = (['a', 'b'] as const).map((sample) =>
    sampleOf(factors.length, draws, point, sample),
  );
  const firstOf = { a: point * replications, b: (points + point) * replications };
  const answer = async (us: readonly number[], first: number): Promise<number[] | null> => {
    const levels = factors.map((factor, index): [Factor, Level] => {
      return [factor, levelAt(factor, at(us, index))];
    });
    const cell = newCellAt(run, levels, first);
    if (!(await runner.run(cell, replications))) return null;
    step();
    return study.policies.map(({ name }, policy) => {
      const found = metricAt(positionOf(cell, policy), metric);
      if (found === null) throw nobodyAt(metric.name, name, levels);
      return found.value;
    });
  };
  if (a === undefined || b === undefined) return null;
  const cells: (readonly [readonly number[], number])[] = [
    [a, firstOf.a],
    [b, firstOf.b],
    ...factors.map(
      (_, factor) => [a.map((u, i) => (i === factor ? at(b, i) : u)), firstOf.a] as const,
    ),
    [a, firstOf.b],
  ];
  const found: number[][] = [];
  for (const [us, first] of cells) {
    const one = await answer(us, first);
    if (one === null) return null;
    found.push(one);
  }
  return study.policies.map((_, policy) => {
    const [first = 0, second = 0, ...mixed] = found.map((one) => at(one, policy));
    return { a: first, b: second, mixed };
  });
}

/** Indices are shares of the variance of a number that there has to be everywhere. */
function nobodyAt(metric: string, policy: string, levels: Combination): FaultError {
  const where = levels.map(([{ name }, { label }]) => `${name}=${label}`).join(' ');
  return new FaultError({
    code: 'out-of-range',
    path: ['factors'],
    message: `nobody is measured for ${metric} under ${policy} at ${where}`,
    expected: 'levels at which somebody is measured',
    fix: 'leave that level out, or ask for another metric',
  });
}
