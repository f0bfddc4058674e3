/**
 * The words and numbers of a validation, the same on a terminal and in Markdown.
 */
import type { ValidationResult } from '../sim/validate/validate.ts';
import type { Measure, ValidationRow } from '../sim/validate/validation.ts';

/** `38.1 % [36.0, 40.2]`, `46.9 min [46.2, 47.6]`, `1,022`. */
export function oursWords({ ours: { value, low, high }, unit }: Measure): string {
  const isExact = low === high;
  const scale = unit === 'share' ? 100 : 1;
  const digits = unit === 'count' && value >= 100 ? 0 : unit === 'count' ? 2 : 1;
  const words = (number: number): string => {
    const text = (number * scale).toFixed(digits);
    return text.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',');
  };
  const name = { share: ' %', minutes: ' min', hours: ' h', count: '' }[unit];
  return isExact
    ? `${words(value)}${name}`
    : `${words(value)}${name} [${words(low)}, ${words(high)}]`;
}

/** How a measure is judged; one that stands aside is only told. */
export const verdictWords = ({ verdict, isAside }: Measure): string =>
  isAside ? 'aside' : verdict;

const kinds: Readonly<Record<ValidationRow['kind'], string>> = {
  outcome: 'comes out of the model; nothing was fitted to it',
  fit: 'proves the sampler only; fitted',
  input: 'an input multiplied out; inferred',
  'not modelled': 'not modelled',
};

/** Where a row's numbers come from. */
export function standingOf({ kind, fitted }: ValidationRow): string {
  return fitted.length === 0 ? kinds[kind] : `${kinds[kind]}: ${fitted.join(', ')}`;
}

/** How many rows came out how, as a sentence. */
export function summaryOf({
  rows,
  incomplete,
}: Pick<ValidationResult, 'rows' | 'incomplete'>): string {
  const count = (kinds: readonly string[], verdict: string): number =>
    rows.filter((row) => kinds.includes(row.kind) && row.verdict === verdict).length;
  const words = (kinds: readonly string[]): string =>
    ['met', 'not met', 'undecided']
      .map((verdict) => [count(kinds, verdict), verdict] as const)
      .filter(([number]) => number > 0)
      .map(([number, verdict]) => `${number} ${verdict}`)
      .join(', ');
  const absent = rows.filter(({ kind }) => kind === 'not modelled').length;
  const state = incomplete ? 'INCOMPLETE, interrupted: ' : '';
  return (
    `${state}outcomes of the model: ${words(['outcome']) || 'none'}; fits and inputs: ` +
    `${words(['fit', 'input']) || 'none'}; not modelled: ${absent}`
  );
}
