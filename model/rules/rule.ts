/**
 * What a rule of the catalogue is: the statement, its evidence, its standing. Types only.
 */

/**
 * A Microsoft's own text, B raw evidence, C expert or vendor, D weak web text, S source document, -
 * derived.
 */
export type Grade = 'A' | 'B' | 'C' | 'D' | 'S' | '-';

/**
 * sourced: a fact states it · inferred: it follows from facts · contested: facts disagree, so it is
 * a switch · silent: no source settles it, our choice with a switch where another position would
 * show · retired.
 */
export type Status = 'sourced' | 'inferred' | 'contested' | 'silent' | 'retired';

export type Rule = {
  /** The statement, in one sentence of our own. */
  readonly holds: string;
  /** Rows of the decision tables (G1, C17 …) and numbered facts (R-014, S-03 …) behind it. */
  readonly facts: readonly string[];
  readonly status: Status;
  /** When the fact was true or read; default 'read 2026-11'. */
  readonly date?: string;
  /** The switch that moves it, for contested and silent rules. */
  readonly assumption?: string;
};
