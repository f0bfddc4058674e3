/**
 * A proportion with its exact interval.
 *
 * Why: shares near 0 and 1 are what a recall study is about, and there the usual normal interval
 * fails; the exact one never covers less often than it says.
 *
 * Never: count copies of one message as independent; those go to `mean.ts` or `ratio.ts`.
 *
 * Source: Clopper and Pearson, "The use of confidence or fiducial limits illustrated in the case of
 * the binomial", Biometrika 26 (1934).
 */
import { demandConfidence, type Estimate } from './estimate.ts';
import { betaQuantile } from './special.ts';

/**
 * Estimates the probability of independent successes.
 *
 * @param successes   whole, 0 to n (both included)
 * @param n           whole, 1 or more
 * @param confidence  0 (excluded) to 1 (excluded)
 * @returns           limits within 0 to 1, never of zero width; throws RangeError on bad counts
 */
export function estimateProportion(successes: number, n: number, confidence = 0.95): Estimate {
  demandConfidence(confidence);
  const areCounts = Number.isSafeInteger(successes) && Number.isSafeInteger(n) && n >= 1;
  if (!areCounts || successes < 0 || successes > n) {
    throw new RangeError(`${successes} successes of ${n} are no counts`);
  }
  const tail = (1 - confidence) / 2;
  return {
    value: successes / n,
    low: successes === 0 ? 0 : betaQuantile(tail, successes, n - successes + 1),
    high: successes === n ? 1 : betaQuantile(1 - tail, successes + 1, n - successes),
    confidence,
    method: 'Clopper-Pearson',
    n,
  };
}

/**
 * The largest share that is still believable when few observations show something.
 *
 * @param seen        how many of n show it, 0 to n - 1
 * @returns           one-sided upper limit; with none seen it is 1 - (1 - confidence)^(1/n)
 */
export function shareAtMost(seen: number, n: number, confidence: number): number {
  return betaQuantile(confidence, seen + 1, n - seen);
}
