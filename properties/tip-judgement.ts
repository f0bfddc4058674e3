/** Where the judge of tips and an outcome of the simulator differ, one line each. */
import type { Scenario } from '../scenarios/scenario.ts';
import type { ScenarioOutcome } from '../sim/outcome.ts';
import type { LookVerdict } from './judge/tips.ts';
import type { Tip } from './judge/tips-answer.ts';

/** One line for each look of a draft at which the two say different tips, or in another order. */
export function tipDifferences(
  looks: readonly LookVerdict[],
  { drafts }: ScenarioOutcome,
  { start }: Scenario,
): string[] {
  const judged = new Map<string, string[]>();
  for (const { draft, at, lookups, tips } of looks) {
    const line = `${at} after ${lookups} lookups: ${tips.map(tipLine).join(' | ')}`;
    judged.set(draft, [...(judged.get(draft) ?? []), line]);
  }
  const ids = new Set([...judged.keys(), ...drafts.map(({ id }) => id)]);
  return [...ids].flatMap((id) => {
    const snapshots = drafts.find((draft) => draft.id === id)?.snapshots ?? [];
    const ofModel = snapshots.map(({ at, lookups, tips }) => {
      const told = tips.map(tipLine).join(' | ');
      return `${Date.parse(at) - start} after ${lookups} lookups: ${told}`;
    });
    const ofJudge = judged.get(id) ?? [];
    return Array.from({ length: Math.max(ofModel.length, ofJudge.length) }, (_, i) => i).flatMap(
      (i) =>
        ofModel[i] === ofJudge[i]
          ? []
          : [`judge: ${id} ${ofJudge[i] ?? 'no look'}`, `model: ${id} ${ofModel[i] ?? 'no look'}`],
    );
  });
}

const tipLine = ({ tip, recipient, text, count }: Tip): string =>
  `${tip} ${recipient} ${JSON.stringify(text)} ${count}`;
