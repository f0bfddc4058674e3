/**
 * What `sweep --format json` prints: plain data that every renderer reads.
 *
 * Never: hold a clock reading, a machine's name or the number of workers.
 */
import type { FactorResult, MetricResult, Metrics, TornadoPolicy } from '../effects.ts';
import type { Index } from './sobol.ts';
import type { Window } from './window.ts';

export type CellResult = {
  /** One level for each factor, in their order. */
  readonly levels: readonly string[];
  readonly policies: Readonly<Record<string, Metrics<MetricResult>>>;
};

/** What the cells that have a level in common come to on average. */
export type MainEffect = {
  readonly factor: string;
  readonly levels: readonly LevelMean[];
};

export type LevelMean = {
  readonly level: string;
  readonly cells: number;
  readonly mean: number;
  readonly unit: MetricResult['unit'];
  /** Limits of what the same cells would come to over all messages. */
  readonly low: number;
  readonly high: number;
  readonly confidence: number;
  readonly method: string;
  /** Messages, the same in all cells. */
  readonly n: number;
};

export type SobolFactor = { readonly factor: string; readonly first: Index; readonly total: Index };
export type SobolPolicy = {
  /** Over both samples; null where no point was finished. */
  readonly mean: number | null;
  /** null where too few points were finished */
  readonly variance: number | null;
  /** Largest total index first; the chance of the messages is a factor. */
  readonly factors: readonly SobolFactor[];
  readonly converged: boolean;
  readonly verdict: string;
};

type By<T> = Readonly<Record<string, T>>;

export type SweepResult = {
  readonly version: 1;
  readonly study: string;
  readonly profile: string;
  readonly seed: string;
  readonly metric: string;
  readonly unit: MetricResult['unit'];
  readonly confidence: number;
  /** Messages in each cell, and cells run. */
  readonly replications: number;
  readonly cells: number;
  readonly incomplete: boolean;
  readonly factors: readonly FactorResult[];
} & (
  | {
      readonly design: 'tornado';
      /** Messages after which a position that changed nothing was left. */
      readonly screened: number;
      readonly policies: By<TornadoPolicy>;
    }
  | {
      readonly design: 'grid' | 'latin-hypercube';
      readonly table: readonly CellResult[];
      /** Empty of a grid that was cut off: its levels did not meet the same of the others. */
      readonly mainEffects: By<readonly MainEffect[]>;
      /** Where the delay of the recall alone is varied: how late it may be. */
      readonly windows: By<readonly Window[]> | null;
    }
  | { readonly design: 'sobol'; readonly points: number; readonly policies: By<SobolPolicy> }
);
