/**
 * A sweep as figures, one a record.
 */
import type { TornadoPolicy } from '../sim/effects.ts';
import type { SweepResult } from '../sim/sweep/sweep-result.ts';
import { type CsvTable, cutOff, type Figure, figuresTable } from './csv.ts';

export function sweepCsv(result: SweepResult): CsvTable {
  const factors = result.factors.map(({ name, set, base, standing, source }): Figure => {
    return {
      table: 'factor',
      item: name,
      level: base,
      note: `${standing ?? '-'}; ${set}; ${source}`,
    };
  });
  const { cells, incomplete } = result;
  return figuresTable([...cutOff(incomplete, 'cells', cells), ...figuresOf(result), ...factors]);
}

function figuresOf(result: SweepResult): Figure[] {
  if (result.design === 'tornado') return [...stated(result), ...effectFigures(result.policies)];
  if (result.design === 'sobol') return sobol(result);
  const names = result.factors.map(({ name }) => name);
  const cells = result.table.flatMap(({ levels, policies }) => {
    const level = levels.map((one, index) => `${names[index]}=${one}`).join('; ');
    return Object.entries(policies).flatMap(([policy, metrics]) =>
      Object.entries(metrics).map(([item, estimate]): Figure => {
        return { table: 'cell', policy, item, level, ...(estimate ?? {}) };
      }),
    );
  });
  const item = result.metric;
  const means = Object.entries(result.mainEffects).flatMap(([policy, effects]) =>
    effects.flatMap(({ factor, levels }) =>
      levels.map(({ cells: count, mean: value, ...known }): Figure => {
        return { table: 'level-mean', policy, item, count, value, ...known, note: factor };
      }),
    ),
  );
  const windows = Object.entries(result.windows ?? {}).flatMap(([policy, found]) =>
    found.flatMap(({ last, surely, wanted }) =>
      Object.entries({ last, surely }).map(([note, level]): Figure => {
        return { table: 'window', policy, item, level: level ?? '', value: wanted, note };
      }),
    ),
  );
  return [...cells, ...means, ...windows];
}

/** What the study itself comes to, which the positions of factors are compared with. */
function stated({ policies }: Extract<SweepResult, { design: 'tornado' }>): Figure[] {
  return Object.entries(policies).flatMap(([policy, { values }]) =>
    Object.entries(values).map(([item, estimate]): Figure => {
      return { table: 'metric', policy, item, ...(estimate ?? {}) };
    }),
  );
}

/** What each position of a factor comes to, and its difference to the study: `note` the factor. */
export function effectFigures(policies: Readonly<Record<string, TornadoPolicy>>): Figure[] {
  return Object.entries(policies).flatMap(([policy, { effects }]) =>
    effects.flatMap(({ factor, levels }) =>
      levels.flatMap(({ level, differences, values }) =>
        Object.keys(values).flatMap((item): Figure[] => [
          { table: 'moved', policy, item, level, note: factor, ...(values[item] ?? {}) },
          { table: 'moved-by', policy, item, level, note: factor, ...(differences[item] ?? {}) },
        ]),
      ),
    ),
  );
}

function sobol(result: Extract<SweepResult, { design: 'sobol' }>): Figure[] {
  const { confidence, points, metric } = result;
  return Object.entries(result.policies).flatMap(([policy, { factors, verdict }]) =>
    factors.flatMap(({ factor, first, total }) =>
      Object.entries({ first, total }).map(([level, { value, low, high }]): Figure => {
        const known = { value, low, high, unit: 'share', confidence, n: points };
        const note = `of the variance of ${metric}; ${verdict}`;
        return { table: 'sobol', policy, item: factor, level, ...known, note };
      }),
    ),
  );
}
