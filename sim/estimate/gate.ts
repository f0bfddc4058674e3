/**
 * Is a mean at least (or at most) a bound? Asked again and again until one answer is sure.
 *
 * Why: most requirements are far from their bound, and a few dozen messages answer them; those that
 * are near it need thousands. Who decides in advance how many pays for the worst case every time.
 *
 * How: one gambler bets against "the mean lies `indifference` below the bound, or deeper", another
 * against "it lies as much above, or higher". Whoever first multiplies his capital by 1 / error
 * has shown the contrary; by Ville's inequality a true claim is refuted with at most that chance.
 * It is Wald's test with bets in place of likelihoods: shares of a message follow no known law.
 *
 * Never: answer because messages ran out.
 *
 * Source: Wald, "Sequential tests of statistical hypotheses", Annals of Mathematical Statistics 16
 * (1945); Waudby-Smith and Ramdas (2024), see `sequence.ts`; their bets of section B.3 (aGRAPA).
 */
import type { Support } from './estimate.ts';
import { Forecast, unitRowsOf, type Weighed } from './sequence.ts';

/** The part of what could be lost at once that a gambler dares to lose. */
const DARED = 0.9;
/** Where nothing can be lost, a bet by which one message answers; rounding stays far below it. */
const BOUNDLESS = 1e9;

/** What is asked; must not depend on the messages. */
export type GatePlan = {
  /** what total / size of one message can be; both ends finite */
  readonly support: Support;
  readonly sizeMax: number;
  readonly bound: number;
  /** On which side of the bound the mean shall lie. */
  readonly wanted: 'above' | 'below';
  /** Means so near to the bound may be answered either way; halved where the support ends first. */
  readonly indifference: number;
  /** The chance of "met" for a mean beyond the indifference on the wrong side, and the reverse. */
  readonly error: { readonly met: number; readonly notMet: number };
};

export type GateAnswer = {
  readonly verdict: 'met' | 'not met' | 'undecided';
  /** Messages until the answer was sure; all where it is not. */
  readonly n: number;
};

/** A bet per unit of value - p weight: the mean's distance over its second moment, within reach. */
function betOf(forecast: Forecast, p: number, side: 1 | -1, least: number): number {
  const room = side === 1 ? p : 1 - p;
  if (room === 0) return BOUNDLESS;
  const distance = Math.max(side * (forecast.mean - p), least) * forecast.weight;
  const bet = distance / (forecast.variance + distance * distance);
  return bet < DARED / room ? bet : DARED / room;
}

/**
 * Asks whether E[total] / E[size] lies on the wanted side of the bound.
 *
 * @returns  the first answer that is sure; throws RangeError on rows outside the support
 */
export function testGate(weighed: Weighed, plan: GatePlan): GateAnswer {
  const { support, sizeMax, bound, wanted, indifference, error } = plan;
  const { values, weights } = unitRowsOf(weighed, support, sizeMax);
  const n = values.length;
  const width = support.high - support.low;
  const at = Math.min(1, Math.max(0, (bound - support.low) / width));
  const below = at - Math.min(indifference / width, at / 2);
  const above = at + Math.min(indifference / width, (1 - at) / 2);
  const [isMoreAt, isLessAt] =
    wanted === 'above' ? [error.met, error.notMet] : [error.notMet, error.met];
  const [isMore, isLess] =
    wanted === 'above' ? (['met', 'not met'] as const) : (['not met', 'met'] as const);
  const forecast = new Forecast();
  let [more, less] = [1, 1];
  for (let index = 0; index < n; index++) {
    const betMore = betOf(forecast, below, 1, at - below);
    const betLess = betOf(forecast, above, -1, above - at);
    const value = values[index] ?? 0;
    const weight = weights[index] ?? 0;
    more *= 1 + betMore * (value - below * weight);
    less *= 1 - betLess * (value - above * weight);
    forecast.add(value, weight);
    // Both at once would take a mean between the two claims; the wish does not decide then.
    const isOver = more * isMoreAt >= 1 || less * isLessAt >= 1;
    if (isOver)
      return { verdict: more * isMoreAt > less * isLessAt ? isMore : isLess, n: index + 1 };
  }
  return { verdict: 'undecided', n };
}
