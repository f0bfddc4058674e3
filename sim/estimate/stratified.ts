/**
 * A mean over messages that are sorted afterwards by something whose law is known, such as the
 * uniform that decided when the sender noticed.
 *
 * Why: two policies that meet the same draws still differ by when the message was recalled, and
 * how often it is recalled how late is known exactly. What such strata explain is no error.
 *
 * Never: sort by anything that was looked at first, or whose law is estimated from the same rows.
 *
 * Source: Cochran, "Sampling Techniques", 3rd ed. (1977), 5A.9 (stratification after selection);
 * conditional on how many messages fell into each stratum.
 */
import { type Estimate, majority, moments, type Rows, type Support } from './estimate.ts';
import { estimateMean, RARE_MAX } from './mean.ts';
import { tQuantile } from './special.ts';

/** Which stratum each row is of, and the probability of each; they add up to 1. */
export type Strata = { readonly of: readonly number[]; readonly weights: readonly number[] };

type Stratum = { weight: number; rows: number[] };

/**
 * Strata with at least two rows: one with fewer joins the next, the last ones the one before.
 */
function filled(rows: Rows, { of, weights }: Strata): Stratum[] {
  const own = weights.map((weight): Stratum => ({ weight, rows: [] }));
  of.forEach((stratum, index) => {
    own[stratum]?.rows.push(rows[index] ?? Number.NaN);
  });
  const joined: Stratum[] = [];
  let open: Stratum = { weight: 0, rows: [] };
  for (const { weight, rows: more } of own) {
    open = { weight: open.weight + weight, rows: [...open.rows, ...more] };
    if (open.rows.length < 2) continue;
    joined.push(open);
    open = { weight: 0, rows: [] };
  }
  const last = joined.at(-1);
  if (last !== undefined) {
    last.weight += open.weight;
    last.rows.push(...open.rows);
  }
  return joined;
}

/**
 * Estimates the mean of rows, each stratum counted by its probability.
 *
 * Student's t, with as many degrees as there are rows more than strata; where fewer than 10 rows
 * differ from all others, or no stratum has any spread, as `estimateMean`.
 *
 * @param rows     one value a message, within the support
 * @param strata   of each row, in the order of the rows
 * @returns        `n` counts messages; throws RangeError on lists of different lengths
 */
export function estimateStratified(
  rows: Rows,
  strata: Strata,
  support: Support,
  confidence = 0.95,
): Estimate {
  if (rows.length !== strata.of.length) {
    throw new RangeError(`${rows.length} rows and ${strata.of.length} strata`);
  }
  const plain = estimateMean(rows, support, confidence);
  const most = majority(rows);
  const isRare = most !== undefined && most.others < RARE_MAX;
  const parts = filled(rows, strata);
  let [value, variance] = [0, 0];
  for (const { weight, rows: own } of parts) {
    const found = moments(own);
    value += weight * found.mean;
    variance += (weight * weight * found.variance) / own.length;
  }
  const freedom = rows.length - parts.length;
  if (isRare || parts.length < 2 || freedom < 1 || !(variance > 0)) return plain;
  const halfWidth = tQuantile((1 + confidence) / 2, freedom) * Math.sqrt(variance);
  return {
    value,
    low: Math.max(support.low, value - halfWidth),
    high: Math.min(support.high, value + halfWidth),
    confidence,
    method: `${parts.length} strata after selection, Student t over messages`,
    n: rows.length,
  };
}
