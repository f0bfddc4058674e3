/**
 * The factors that move a metric as a table of Markdown, for sweeps and studies alike.
 */
import type { FactorResult, TornadoPolicy } from '../sim/effects.ts';
import { inCell, table } from './markdown.ts';
import { differenceText, estimateText } from './study-words.ts';
import { isMoving } from './sweep-words.ts';

/** What is ranked, and what is varied. */
type Ranked = { readonly metric: string; readonly factors: readonly FactorResult[] };

/** Every position that changed something, and the names of the other factors. */
export function effectsTable({ factors, metric }: Ranked, { effects }: TornadoPolicy): string[] {
  const moving = effects.filter(isMoving);
  const still = effects.filter((effect) => !isMoving(effect)).map(({ factor }) => factor);
  const rows = moving.flatMap(({ factor, levels, between }) =>
    levels.map((level, place) => [
      place === 0 ? factor : '',
      place === 0 ? (factors.find((one) => one.name === factor)?.base ?? '') : '',
      level.level,
      estimateText(level.values[metric]),
      differenceText(level.differences[metric]),
      place === 0 ? differenceText(between) : '',
    ]),
  );
  const head = ['factor', 'in the study', 'at', 'value', 'difference', 'between the ends'];
  const idle = `No difference in any message compared: ${still.map(inCell).join(', ')}.`;
  return [...table(head, rows), ...(still.length > 0 ? [idle, ''] : [])];
}
