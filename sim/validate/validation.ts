/**
 * What a validation consists of: published results, what is measured for each, and the verdict.
 *
 * Why verdicts by interval: a value near a bound is neither met nor missed.
 *
 * Never: put a published rate into what is measured. A row says which numbers behind it were fitted
 * to the very figure it is compared with; such a row proves the sampler and nothing else.
 */
import type { Estimate } from '../estimate/estimate.ts';

/** `not modelled`: nothing here produces such a number. */
export type RowVerdict = 'met' | 'not met' | 'undecided' | 'not modelled';

/** One number of a published result beside ours. */
export type Measure = {
  readonly what: string;
  /** As published, in words. */
  readonly published: string;
  /** What counts as met, both included; in the unit of the measure. */
  readonly band: readonly [low: number, high: number];
  readonly unit: 'share' | 'minutes' | 'hours' | 'count';
  /** Without a confidence where nothing was estimated. */
  readonly ours: Pick<Estimate, 'value' | 'low' | 'high' | 'method' | 'n'> &
    Partial<Pick<Estimate, 'confidence'>>;
  readonly verdict: RowVerdict;
  /** Told beside the others and not judged with them. */
  readonly isAside: boolean;
};

/** One published result. */
export type ValidationRow = {
  /** Number of the published result, the same in every version. */
  readonly row: number;
  readonly published: string;
  readonly source: string;
  /** Under which conditions ours was measured. */
  readonly conditions: string;
  /** `outcome`: it comes out of the model; `fit`: its numbers were fitted to this figure. */
  readonly kind: 'outcome' | 'fit' | 'input' | 'not modelled';
  /** Numbers fitted to the published figure itself. */
  readonly fitted: readonly string[];
  readonly measures: readonly Measure[];
  readonly verdict: RowVerdict;
  readonly notes: readonly string[];
  /** What moves the first measure, the strongest first; empty where it is met or was not asked. */
  readonly movers: readonly string[];
};

/** Where an interval lies beside a band. */
export function verdictOf(
  { low, high }: Pick<Estimate, 'low' | 'high'>,
  [least, most]: readonly [number, number],
): RowVerdict {
  if (low >= least && high <= most) return 'met';
  return high < least || low > most ? 'not met' : 'undecided';
}

/** A measure with its verdict. */
export function measureOf(given: Omit<Measure, 'verdict' | 'isAside'>, isAside = false): Measure {
  return { ...given, verdict: verdictOf(given.ours, given.band), isAside };
}

/** A row is met where all of its measures are, and missed where one is. */
export function rowOf(given: Omit<ValidationRow, 'verdict' | 'movers'>): ValidationRow {
  const judged = given.measures.filter(({ isAside }) => !isAside).map(({ verdict }) => verdict);
  const verdict: RowVerdict =
    judged.length === 0
      ? 'not modelled'
      : judged.includes('not met')
        ? 'not met'
        : judged.includes('undecided')
          ? 'undecided'
          : 'met';
  return { ...given, verdict, movers: [] };
}
