/**
 * What a number is moved by: estimates of metrics, and how far a factor at another position takes
 * them. Plain data that sweeps, studies and every renderer share.
 *
 * Never: hold a clock reading, a machine's name or the number of workers.
 */
import type { Standing } from '../scenarios/behaviours.ts';
import type { Estimate } from './estimate/estimate.ts';
import type { RateEstimate } from './estimate/freed.ts';
import type { PairedEstimate } from './estimate/paired.ts';

/** A metric of one policy. */
export type Unit = 'share' | 'seconds' | 'count';
export type MetricResult = RateEstimate & {
  readonly unit: Unit;
  /** Switches that moved it when they were tried; absent where none was tried. */
  readonly restsOn?: readonly string[];
};
export type DifferenceResult = PairedEstimate & { readonly unit: Unit };

/** By name of a metric; null: nobody was measured. */
export type Metrics<T> = Readonly<Record<string, T | null>>;

/** What is varied, as reports name it. */
export type FactorResult = {
  readonly name: string;
  readonly set: string;
  /** The position in the study itself. */
  readonly base: string;
  /** S published, D measured, A assumed, I inferred, `switch` no source settles it. */
  readonly standing: Standing | 'switch' | null;
  readonly source: string;
};

/** One position of a factor, everything else as in the study. */
export type LevelResult = {
  readonly level: string;
  /** Messages compared with the study itself, on the same draws. */
  readonly n: number;
  /** No message differed in anything that is measured. */
  readonly isSame: boolean;
  readonly values: Metrics<MetricResult>;
  /** This position minus the study itself. */
  readonly differences: Metrics<DifferenceResult>;
};

/** How far one factor moves the metric of the sweep. */
export type FactorEffect<L extends LevelResult = LevelResult> = {
  readonly factor: string;
  /** The largest distance between any two of its positions, the study's own among them. */
  readonly swing: number;
  /** That distance as a paired difference, high minus low. */
  readonly between: DifferenceResult | null;
  readonly levels: readonly L[];
};

export type TornadoPolicy<L extends LevelResult = LevelResult> = {
  readonly values: Metrics<MetricResult>;
  /** The factor that moves the metric most comes first. */
  readonly effects: readonly FactorEffect<L>[];
};

/** One position tried for a result of its own accord: what it does to its messages. */
export type TriedLevel = LevelResult & {
  /** Share of messages of which anything that is measured came out otherwise. */
  readonly decides: Estimate;
};

/** What a headline does when a switch moves; `not tried`: too little fits the budget. */
export type HeadlineWord = 'flips' | 'moves' | 'stays' | 'not tried';

/** What a switch does to the headline, the worst of its positions counting. */
export type Headline = {
  readonly factor: string;
  readonly word: HeadlineWord;
  /** Requirements and comparisons that come out the other way, at the position named. */
  readonly flips: readonly string[];
  /** The largest share of messages that a position decides, over all policies. */
  readonly decides: Estimate | null;
};

/** What moves the headline of a study: the switches that its messages met, and no more. */
export type ShortTornado = {
  readonly metric: string;
  readonly unit: Unit;
  readonly confidence: number;
  /** Recipients followed again, of so many allowed; the switches share them alike. */
  readonly budget: { readonly recipients: number; readonly used: number };
  readonly factors: readonly FactorResult[];
  readonly policies: Readonly<Record<string, TornadoPolicy<TriedLevel>>>;
  readonly headline: readonly Headline[];
};
