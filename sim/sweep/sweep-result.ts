/**
 * What `sweep --format json` prints: plain data that every renderer reads.
 *
 * Never: hold a clock reading, a machine's name or the number of workers.
 */
import type { Standing } from '../../scenarios/behaviours.ts';
import type { DifferenceResult, MetricResult } from '../study-result.ts';
import type { Index } from './sobol.ts';
import type { Window } from './window.ts';

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
export type FactorEffect = {
  readonly factor: string;
  /** The largest distance between any two of its positions, the study's own among them. */
  readonly swing: number;
  /** That distance as a paired difference, high minus low. */
  readonly between: DifferenceResult | null;
  readonly levels: readonly LevelResult[];
};

export type TornadoPolicy = {
  readonly values: Metrics<MetricResult>;
  /** The factor that moves the metric most comes first. */
  readonly effects: readonly FactorEffect[];
};

export type CellResult = {
  /** One level for each factor, in their order. */
  readonly levels: readonly string[];
  readonly policies: Readonly<Record<string, Metrics<MetricResult>>>;
};

/** What the cells that have a level in common come to on average. */
export type MainEffect = {
  readonly factor: string;
  readonly levels: readonly {
    readonly level: string;
    readonly cells: number;
    readonly mean: number;
  }[];
};

export type SobolFactor = { readonly factor: string; readonly first: Index; readonly total: Index };
export type SobolPolicy = {
  readonly mean: number;
  readonly variance: number;
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
      readonly mainEffects: By<readonly MainEffect[]>;
      /** Where the delay of the recall alone is varied: how late it may be. */
      readonly windows: By<readonly Window[]> | null;
    }
  | { readonly design: 'sobol'; readonly points: number; readonly policies: By<SobolPolicy> }
);
