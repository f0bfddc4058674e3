/**
 * A validation as figures: each measure of each published result beside ours.
 */
import type { ValidationResult } from '../sim/validate/validate.ts';
import { type CsvTable, cutOff, type Figure, figuresTable } from './csv.ts';
import { standingOf, verdictWords } from './validate-words.ts';

/** `level` is what was published and `count` the number of its row. */
export function validateCsv({ incomplete, rows }: ValidationResult): CsvTable {
  const compared = rows.filter(({ measures }) => measures.length > 0).length;
  return figuresTable([
    ...cutOff(incomplete, 'results', compared),
    ...rows.flatMap((row): Figure[] => {
      const note = (verdict: string): string => [verdict, standingOf(row), row.source].join('; ');
      const known = { table: 'published', count: row.row };
      if (row.measures.length === 0) {
        return [{ ...known, item: row.published, note: note(row.verdict) }];
      }
      return row.measures.map((measure): Figure => {
        const { ours, published: level, unit, what: item } = measure;
        const { value, low, high, confidence = null, method, n } = ours;
        const found = { value, low, high, unit, confidence, method, n };
        return { ...known, item, level, ...found, note: note(verdictWords(measure)) };
      });
    }),
  ]);
}
