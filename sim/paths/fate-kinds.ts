/**
 * Fates by number: what can become of a recipient, whoever it is and whenever it happens.
 */
import { at } from '../../model/assert.ts';
import { codesOf, type FateCodes } from '../fate-columns.ts';
import type { Fate } from '../fates.ts';

export type FateKinds = {
  readonly numberOf: (fate: Fate) => number;
  readonly codesOf: (number: number) => FateCodes;
  /** As the first recipient found it: who that was, and its times, say nothing. */
  readonly fateOf: (number: number) => Fate;
};

export function newFateKinds(): FateKinds {
  const numbers = new Map<string, number>();
  const kinds: { readonly fate: Fate; readonly codes: FateCodes }[] = [];
  return {
    numberOf: (fate) => {
      // A chunk holds nothing else of a fate but whose it is and its times.
      const codes = codesOf(fate);
      const { client, flags, kind, left, receipts } = codes;
      const text = `${kind} ${client} ${left} ${flags} ${receipts} ${fate.words}`;
      const number = numbers.get(text) ?? kinds.push({ fate, codes }) - 1;
      numbers.set(text, number);
      return number;
    },
    codesOf: (number) => at(kinds, number).codes,
    fateOf: (number) => at(kinds, number).fate,
  };
}
