/**
 * The difference of two policies that met the same draws.
 *
 * Why: under common random numbers the rows of two policies rise and fall together, and their
 * differences vary far less than either; how much less is reported, so that the claim is checked.
 *
 * Never: pair rows of different replications; assume that pairing helped.
 *
 * Source: Law, "Simulation Modeling and Analysis", 5th ed. (2015), 10.2.1 and 11.2.
 */
import { type Estimate, moments, type Rows, type Support } from './estimate.ts';
import { estimateMean } from './mean.ts';

/** A difference, and what pairing was worth. */
export interface PairedEstimate extends Estimate {
  /**
   * Variance of a difference of independent rows over that of the paired ones: as many times more
   * messages would be needed without common random numbers. Null when all differences are equal.
   */
  readonly varianceReduction: number | null;
  /** What the rows alone say, where more than they is known; whoever has the rows can check it. */
  readonly plain?: PairedEstimate;
}

/**
 * Estimates the mean of `rows[i] - baseline[i]`, with the interval of `estimateMean`.
 *
 * @param rows      one value a message under one policy
 * @param baseline  the same messages under the other, same length and order
 * @param support   what the metric can be under either; a difference can reach its width both ways
 * @returns         throws RangeError on unequal lengths or rows outside the support
 */
export function estimatePaired(
  rows: Rows,
  baseline: Rows,
  support: Support,
  confidence = 0.95,
): PairedEstimate {
  if (rows.length !== baseline.length) {
    throw new RangeError(`${rows.length} rows cannot be paired with ${baseline.length}`);
  }
  const differences = Float64Array.from(
    rows,
    (row, index) => row - (baseline[index] ?? Number.NaN),
  );
  const reach = support.high - support.low;
  const estimate = estimateMean(differences, { low: -reach, high: reach }, confidence);
  const apart = moments(rows).variance + moments(baseline).variance;
  const together = moments(differences).variance;
  return {
    ...estimate,
    method: `paired differences, ${estimate.method}`,
    varianceReduction: together > 0 ? apart / together : null,
  };
}
