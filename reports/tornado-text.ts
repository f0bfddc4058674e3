/**
 * The bars of a tornado: the factors that move a metric, the strongest on top, to both sides of
 * what the study says. Sweeps and studies print the same.
 *
 * Pure: the width and the styles come from whoever prints it.
 */
import type { FactorEffect, FactorResult, TornadoPolicy } from '../sim/effects.ts';
import { type Look, stackColumns, wrap } from './columns.ts';
import { isCertain, isMoving, isTried, levelWords } from './sweep-words.ts';

const INDENT = '  ';

/** What is ranked, and what is varied. */
type Ranked = { readonly metric: string; readonly factors: readonly FactorResult[] };

/** Factors whose effect is told from none, then the names of the others. */
export function bars(
  result: Ranked,
  { effects }: Pick<TornadoPolicy, 'effects'>,
  { width, style }: Look,
): string[] {
  const isShown = (effect: FactorEffect): boolean => isCertain(effect, result.metric);
  const shown = effects.filter(isShown);
  const open = effects.filter((effect) => isMoving(effect) && !isShown(effect));
  const still = effects.filter((effect) => isTried(effect) && !isMoving(effect));
  const untried = effects.filter((effect) => !isTried(effect));
  const reach = Math.max(
    0,
    ...shown.flatMap((effect) => movesOf(effect, result.metric)).map(Math.abs),
  );
  const room = Math.max(6, Math.min(20, Math.floor((width - 76) / 2)));
  const rows = shown.flatMap((effect) => {
    const factor = factorOf(result, effect);
    const [first = '', ...others] = levelWords(effect, result.metric);
    const picture = twoSided(movesOf(effect, result.metric), reach, room);
    return [
      ['', effect.factor, picture, `${factor.base} → ${first}`],
      ...others.map((words) => ['', '', `${' '.repeat(room)}│`, `→ ${words}`]),
    ];
  });
  const named = (words: string, list: readonly FactorEffect[]): string[] =>
    list.length === 0
      ? []
      : wrap(`${words}: ${list.map(({ factor }) => factor).join(', ')}`, width, INDENT);
  return [
    ...stackColumns(rows, width),
    ...named('moves something, but not told from 0 here', open).map((line) => style('dim', line)),
    ...named('no difference in any message compared', still).map((line) => style('dim', line)),
    ...named('not tried', untried).map((line) => style('dim', line)),
  ];
}

const movesOf = ({ levels }: FactorEffect, metric: string): number[] =>
  levels.map(({ differences }) => differences[metric]?.value ?? 0);

/** Bars to the left for what falls and to the right for what rises. */
function twoSided(moves: readonly number[], reach: number, room: number): string {
  const length = (move: number): number =>
    reach > 0 ? Math.max(1, Math.round((Math.abs(move) / reach) * room)) : 0;
  const down = Math.min(0, ...moves);
  const up = Math.max(0, ...moves);
  const left = down < 0 ? '█'.repeat(length(down)) : '';
  const right = up > 0 ? '█'.repeat(length(up)) : '';
  return `${left.padStart(room)}│${right.padEnd(room)}`;
}

function factorOf({ factors }: Ranked, { factor }: FactorEffect): FactorResult {
  const found = factors.find(({ name }) => name === factor);
  return found ?? { name: factor, set: '', base: '', standing: null, source: '' };
}
