/**
 * `npx tsx bench/variance.ts [--replications n]`: how many fewer messages tell two policies apart
 * than independent samples would need, pair by pair.
 *
 * Two steps, told apart: the policies meet the same draws; and what is known beforehand of these
 * draws is taken from the difference, as `run` does. No draw is changed by either, and each message
 * is played once under each policy.
 *
 * Never: leave a pair out because little is saved on it.
 */
import { pathToFileURL } from 'node:url';
import { at } from '../model/assert.ts';
import { createModel, tabulateAll } from '../model/model.ts';
import { readStudy } from '../scenarios/read-study.ts';
import { compileStudy } from '../sim/arms.ts';
import { estimateMetricDifference } from '../sim/metrics.ts';
import { adjustOf, newState, runTo } from '../sim/run.ts';
import { contextsOf } from '../sim/study-result.ts';
import { playReplication } from '../sim/workload.ts';

const studies = ['pairs-cloud', 'pairs-signatures'] as const;
const compared = ['recall.success', 'recall.leftBehind'];

export type PairSaving = {
  readonly pair: string;
  readonly metric: string;
  readonly difference: number;
  /** As many times more messages independent samples would need. null: all rows differ alike. */
  readonly paired: number | null;
  readonly adjusted: number | null;
  readonly halfWidth: number;
};

/** What is saved, and how long taking away took for each second of playing. */
export type Savings = { readonly savings: readonly PairSaving[]; readonly timeShare: number };

/** What is saved on each pair of the two studies. */
export async function measureSavings(replications: number): Promise<Savings> {
  const model = createModel(tabulateAll());
  const found: PairSaving[] = [];
  let [playing, taking] = [0, 0];
  for (const name of studies) {
    const { study, tenant, faults } = readStudy(`scenarios/library/studies/${name}.yaml`);
    if (study === null) throw new Error(JSON.stringify(faults));
    const compiled = compileStudy(study, tenant);
    const state = newState(compiled, { model, replications }, playReplication);
    const start = performance.now();
    await runTo(state, replications, replications, {});
    const played = performance.now();
    const adjust = adjustOf(state);
    const contexts = contextsOf(study, state);
    for (const metric of study.metrics.filter(({ name: word }) => compared.includes(word))) {
      const base = at(state.runs, 0);
      state.runs.slice(1).forEach((run, index) => {
        const pair = [at(contexts, index + 1), at(contexts, 0)] as const;
        const [plain, freed] = [null, adjust].map((by) =>
          estimateMetricDifference(run.rows, base.rows, metric, pair, by),
        );
        if (!plain || !freed) throw new Error(`${run.name} measures nobody`);
        found.push({
          pair: `${run.name} vs ${base.name}`,
          metric: metric.name,
          difference: freed.value,
          paired: plain.varianceReduction,
          adjusted: freed.varianceReduction,
          halfWidth: (freed.high - freed.low) / 2,
        });
      });
    }
    playing += played - start;
    taking += performance.now() - played;
  }
  return { savings: found, timeShare: taking / playing };
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
  const { savings, timeShare } = await measureSavings(replications);
  const words = (factor: number | null): string =>
    factor === null ? 'all alike' : factor.toFixed(1);
  const lines = savings.map(
    ({ pair, metric, difference, paired, adjusted, halfWidth }) =>
      `${pair.padEnd(22)} ${metric.padEnd(18)} ${difference.toFixed(4)} ±${halfWidth.toFixed(4)}` +
      `  common draws ÷${words(paired)}, and known draws ÷${words(adjusted)}`,
  );
  const success = savings.filter(({ metric }) => metric === 'recall.success');
  const medians = [success.map(({ paired }) => paired), success.map((one) => one.adjusted)];
  lines.push(
    `median over ${success.length} pairs, recall.success: common draws ` +
      `÷${medianOf(at(medians, 0)).toFixed(1)}, and known draws ÷${medianOf(at(medians, 1)).toFixed(1)}`,
  );
  lines.push(
    `each message is played once under each policy; what is known of its draws adds ` +
      `${(100 * timeShare).toFixed(1)} % to the time`,
  );
  process.stdout.write(`${lines.join('\n')}\n`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main();
