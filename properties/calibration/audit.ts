/**
 * Does a method cover as often as it promises? Asked of experiments whose truth is known exactly.
 *
 * How: every experiment either misses the truth or does not. Against "it misses with at most the
 * chance it promises" a capital is bet, a mixture of likelihood ratios of larger chances. A method
 * that keeps its promise multiplies it by 1 / error, ever, with at most that chance (Ville 1939),
 * so the audit may be looked at after each experiment and run for as long as somebody likes.
 *
 * Never: a tolerance that was chosen after looking; seeds are fixed in `cases.ts`.
 *
 * Source: Robbins, "Statistical methods related to the law of the iterated logarithm", Annals of
 * Mathematical Statistics 41 (1970), mixtures of likelihood ratios.
 */

/** What one experiment came to. */
export type Trial = {
  readonly missed: boolean;
  /** Of the interval; NaN where the method has none (gates). */
  readonly width: number;
};

/** A method on a law whose truth is known. */
export type Case = {
  readonly method: string;
  readonly law: string;
  /** Messages, as the table words it. */
  readonly n: string;
  /** The share of experiments in which it promises to hold the truth. */
  readonly promise: number;
  /**
   * The width of the interval of somebody who knows the spread and trusts the normal law; NaN where
   * there is none.
   */
  readonly ideal: number;
  /** One experiment; the same number gives the same one. */
  readonly run: (experiment: number) => Trial | Promise<Trial>;
  /** Of what is asked for, so many experiments: the others cost much less. Default 1. */
  readonly share?: number;
};

/** The chance that any method of the table is accused though all keep their promise. */
export const FAMILY_ERROR = 1e-4;

/** Chances of a miss, as multiples of the promised one, that the audit bets on. */
const SUSPECTED = [1.15, 1.4, 2, 4] as const;

export type Finding = {
  readonly case: Case;
  readonly experiments: number;
  readonly misses: number;
  /** Mean width over the ideal one. */
  readonly excess: number;
  /** The largest that the capital was; 1 / error accuses. */
  readonly evidence: number;
};

/** Runs a case and bets against it. */
export async function audit(of: Case, wanted: number): Promise<Finding> {
  const experiments = Math.ceil(wanted * (of.share ?? 1));
  const promised = 1 - of.promise;
  const capitals = SUSPECTED.map(() => 1);
  let [misses, widths, evidence] = [0, 0, 0];
  for (let experiment = 0; experiment < experiments; experiment++) {
    const { missed, width } = await of.run(experiment);
    if (missed) misses++;
    widths += width;
    SUSPECTED.forEach((times, index) => {
      const chance = Math.min(0.5, promised * times);
      const factor = missed ? chance / promised : (1 - chance) / (1 - promised);
      capitals[index] = (capitals[index] ?? 1) * factor;
    });
    const capital = capitals.reduce((sum, one) => sum + one, 0) / capitals.length;
    evidence = Math.max(evidence, capital);
  }
  return { case: of, experiments, misses, excess: widths / experiments / of.ideal, evidence };
}

/** Whether a case among so many is accused. */
export const isAccused = ({ evidence }: Finding, cases: number): boolean =>
  evidence >= cases / FAMILY_ERROR;

export const heading = [
  '| method | law | n | promised | covered | width |',
  '|---|---|--:|--:|--:|--:|',
].join('\n');

/** One line of the table of docs/STATISTICS.md. */
export function lineOf({ case: of, experiments, misses, excess }: Finding): string {
  const covered = ((100 * (experiments - misses)) / experiments).toFixed(2);
  const wider = Number.isNaN(excess) ? '-' : excess.toFixed(2);
  const promise = Number((100 * of.promise).toPrecision(4));
  return `| ${[of.method, of.law, of.n, `${promise} %`, `${covered} %`, wider].join(' | ')} |`;
}
