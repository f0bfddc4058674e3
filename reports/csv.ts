/**
 * Tables as CSV, by RFC 4180: a header, as many fields in every record, CRLF behind each, quotes
 * where a field needs them.
 *
 * Never: round a number, or write one with a comma; who reads a file decides how it looks.
 */
import { stringify } from 'csv-stringify/sync';

/** A field; null: empty. Numbers that are not finite are empty too: no reader agrees on them. */
export type Cell = string | number | boolean | null | undefined;

export type CsvTable = {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
};

/** The text of a table; the same table gives the same bytes. */
export function csvText({ columns, rows }: CsvTable): string {
  return stringify([columns, ...rows] as unknown[][], {
    record_delimiter: 'windows',
    cast: {
      boolean: String,
      number: (cell) => (Number.isFinite(cell) ? String(cell) : ''),
    },
  });
}

/** One number of a study, a sweep or a validation, with how it was found. */
export type Figure = {
  /** Which kind of number: `metric`, `difference`, `reason` and others, see docs/RESULTS.md. */
  readonly table: string;
  readonly policy?: string;
  /** With which policy it is compared. */
  readonly against?: string;
  readonly item: string;
  /** Which position, instant or quantile of the item. */
  readonly level?: Cell;
  readonly value?: number | null;
  readonly low?: number | null;
  readonly high?: number | null;
  readonly unit?: string;
  readonly confidence?: number | null;
  readonly method?: string;
  readonly n?: number | null;
  /** Recipients counted. */
  readonly count?: number | null;
  readonly note?: string | null;
};

/** The columns of figures, in their order. */
export const figureColumns = [
  'table',
  'policy',
  'against',
  'item',
  'level',
  'value',
  'low',
  'high',
  'unit',
  'confidence',
  'method',
  'n',
  'count',
  'note',
] as const satisfies readonly (keyof Figure)[];

/** A record that says of a run which was cut off how far it came; none where it was not. */
export function cutOff(isCut: boolean, item: string, done: number, planned?: number): Figure[] {
  if (!isCut) return [];
  return [{ table: 'incomplete', item, level: planned, value: done, unit: 'count' }];
}

/** One figure a record: tidy, so that every tool filters by `table`. */
export function figuresTable(figures: readonly Figure[]): CsvTable {
  return {
    columns: figureColumns,
    rows: figures.map((figure) => figureColumns.map((column) => figure[column])),
  };
}
