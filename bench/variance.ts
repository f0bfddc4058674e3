/**
 * `npx tsx bench/variance.ts [--replications n]`: how many fewer messages tell two policies apart
 * than independent samples would need, pair by pair.
 *
 * Two steps, told apart: the policies meet the same draws; and messages are sorted afterwards by
 * what decided when the sender noticed and whether the sender's client can begin a classic recall,
 * whose laws are known exactly. No draw is changed by either.
 *
 * Never: leave a pair out because little is saved on it.
 */
import { pathToFileURL } from 'node:url';
import { at } from '../model/assert.ts';
import { createModel, tabulateAll } from '../model/model.ts';
import { readStudy } from '../scenarios/read-study.ts';
import { type CompiledStudy, compileStudy } from '../sim/arms.ts';
import { moments } from '../sim/estimate/estimate.ts';
import { estimatePaired } from '../sim/estimate/paired.ts';
import { estimateStratified, type Strata } from '../sim/estimate/stratified.ts';
import { ratiosOf } from '../sim/metrics.ts';
import { drawMistake } from '../sim/mistake.ts';
import { newState, runTo } from '../sim/run.ts';
import { drawsFor } from '../sim/streams.ts';
import { playReplication } from '../sim/workload.ts';

const studies = ['pairs-cloud', 'pairs-signatures'] as const;
const compared = ['recall.success', 'recall.leftBehind'];

export type PairSaving = {
  readonly pair: string;
  readonly metric: string;
  readonly difference: number;
  /** As many times more messages independent samples would need. null: all rows differ alike. */
  readonly paired: number | null;
  readonly stratified: number | null;
  readonly halfWidth: number;
};

/** Of the strata, fewer messages than this in the rarer half of each. */
const LEAST_EXPECTED = 8;

/** Messages by when the sender noticed, and by whether the sender's client is the classic one. */
export function strataOf(compiled: CompiledStudy, messages: number): Strata {
  const isClassic = (address: string): boolean =>
    (compiled.personOf(address)?.client ?? 'outlook-windows') === 'outlook-windows';
  const { mailboxes } = compiled.pools;
  const share = mailboxes.filter(isClassic).length / mailboxes.length;
  const rarer = Math.max(1 / messages, Math.min(share, 1 - share));
  const bins = Math.max(1, Math.min(64, Math.floor((messages * rarer) / LEAST_EXPECTED)));
  const of = Array.from({ length: messages }, (_, replication) => {
    const draws = drawsFor(compiled.seed, replication);
    const bin = Math.floor(draws.uniform('sender.recallDelay', 0) * bins);
    return bin + (isClassic(drawMistake(compiled, draws).from) ? 0 : bins);
  });
  const weights = [share, 1 - share].flatMap((part) =>
    Array.from({ length: bins }, () => part / bins),
  );
  return { of, weights };
}

/** What is saved on each pair of the two studies. */
export async function measureSavings(replications: number): Promise<PairSaving[]> {
  const model = createModel(tabulateAll());
  const found: PairSaving[] = [];
  for (const name of studies) {
    const { study, tenant, faults } = readStudy(`scenarios/library/studies/${name}.yaml`);
    if (study === null) throw new Error(JSON.stringify(faults));
    const compiled = compileStudy(study, tenant);
    const state = newState(compiled, { model, replications }, playReplication);
    await runTo(state, replications, replications, {});
    const strata = strataOf(compiled, replications);
    for (const metric of study.metrics.filter(({ name: word }) => compared.includes(word))) {
      const shares = state.runs.map(({ rows }) => {
        const { numerators, denominators } = ratiosOf(rows, metric);
        return Float64Array.from(numerators, (total, index) => total / at(denominators, index));
      });
      const base = at(shares, 0);
      state.runs.slice(1).forEach((run, index) => {
        const own = at(shares, index + 1);
        found.push({
          pair: `${run.name} vs ${at(state.runs, 0).name}`,
          metric: metric.name,
          ...savingOf(own, base, strata),
        });
      });
    }
  }
  return found;
}

/** Of one pair: the variance of a difference of independent samples over those of the others. */
function savingOf(
  rows: Float64Array,
  base: Float64Array,
  strata: Strata,
): Omit<PairSaving, 'pair' | 'metric'> {
  const support = { low: 0, high: 1 };
  const paired = estimatePaired(rows, base, support);
  const differences = rows.map((row, index) => row - at(base, index));
  const sorted = estimateStratified(differences, strata, { low: -1, high: 1 });
  const independent = moments(rows).variance + moments(base).variance;
  const half = (sorted.high - sorted.low) / 2;
  // The t quantile is near 1.96 with so many messages: the half-width gives the variance.
  const variance = (half / 1.96) * (half / 1.96) * rows.length;
  return {
    difference: sorted.value,
    paired: paired.varianceReduction,
    stratified: variance > 0 ? independent / variance : null,
    halfWidth: half,
  };
}

/** The middle of some numbers; those that have none count as the largest. */
export function medianOf(numbers: readonly (number | null)[]): number {
  const sorted = numbers.map((one) => one ?? Number.POSITIVE_INFINITY).sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [at(sorted, Math.ceil(middle) - 1), at(sorted, Math.floor(middle))];
  return (low + high) / 2;
}

async function main(): Promise<void> {
  const index = process.argv.indexOf('--replications');
  const replications = index < 0 ? 2000 : Number(process.argv[index + 1]);
  const savings = await measureSavings(replications);
  const words = (factor: number | null): string =>
    factor === null ? 'all alike' : factor.toFixed(1);
  const lines = savings.map(
    ({ pair, metric, difference, paired, stratified, halfWidth }) =>
      `${pair.padEnd(22)} ${metric.padEnd(18)} ${difference.toFixed(4)} ±${halfWidth.toFixed(4)}` +
      `  common draws ÷${words(paired)}, and strata ÷${words(stratified)}`,
  );
  const success = savings.filter(({ metric }) => metric === 'recall.success');
  const medians = [success.map(({ paired }) => paired), success.map((one) => one.stratified)];
  lines.push(
    `median over ${success.length} pairs, recall.success: common draws ` +
      `÷${medianOf(at(medians, 0)).toFixed(1)}, and strata ÷${medianOf(at(medians, 1)).toFixed(1)}`,
  );
  process.stdout.write(`${lines.join('\n')}\n`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main();
