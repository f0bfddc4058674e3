/**
 * The factors that move a metric as a table of Markdown, for sweeps and studies alike.
 */
import type { FactorEffect, FactorResult, TornadoPolicy } from '../sim/effects.ts';
import { inCell, table } from './markdown.ts';
import { differenceText, estimateText } from './study-words.ts';
import { isMoving, isTried } from './sweep-words.ts';

/** What is ranked, and what is varied. */
type Ranked = { readonly metric: string; readonly factors: readonly FactorResult[] };

/** Every position that changed something, and the names of the other factors. */
export function effectsTable({ factors, metric }: Ranked, { effects }: TornadoPolicy): string[] {
  const moving = effects.filter(isMoving);
  const still = effects.filter((effect) => isTried(effect) && !isMoving(effect));
  const untried = effects.filter((effect) => !isTried(effect));
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
  return [
    ...table(head, rows),
    ...named('No difference in any message compared', still),
    ...named('Not tried', untried),
  ];
}

const named = (words: string, list: readonly FactorEffect[]): string[] =>
  list.length === 0
    ? []
    : [`${words}: ${list.map(({ factor }) => inCell(factor)).join(', ')}.`, ''];
