/**
 * An exploration as a table: a record for each part of what each world expects.
 */
import type { CsvTable } from './csv.ts';
import { counterexampleFile, type ExploreReport } from './explore-report.ts';

export function exploreCsv({ exploration }: ExploreReport): CsvTable {
  const rows = exploration.worlds.flatMap((world) =>
    world.expectations.flatMap(({ kind, rules, parts }) =>
      parts.map(({ sentence, verdict, counterexample }) => {
        const file = counterexample === null ? null : counterexampleFile(world.name, sentence);
        const walked = [world.states, world.depth, world.isComplete];
        return [world.name, kind, sentence, verdict, ...walked, file, rules.join(' ')];
      }),
    ),
  );
  const columns = ['world', 'expectation', 'sentence', 'verdict', 'states', 'depth', 'complete'];
  return { columns: [...columns, 'counterexample', 'rules'], rows };
}
