/**
 * Sets of rules by number: a world cites those of all its parties, and few sets there are come up
 * again and again.
 */
import { at } from '../../model/assert.ts';
import { ruleIds } from '../../model/rules/catalogue.ts';

export type RuleSets = {
  /** The number of a set; indices of rules, ascending, each once. */
  readonly numberOf: (rules: readonly number[]) => number;
  /** The number of two sets together. */
  readonly union: (one: number, other: number) => number;
  readonly rulesOf: (number: number) => readonly number[];
  /** The ids of a set, with blanks between. */
  readonly textOf: (number: number) => string;
};

/** The set without rules. */
export const NO_RULES = 0;

/** FNV-1a, a rule at a time. */
function hashOf(rules: readonly number[]): number {
  let hash = 0x811c9dc5;
  for (const rule of rules) hash = Math.imul(hash ^ rule, 0x01000193);
  return hash;
}

/** Whether two lists hold the same numbers in the same order. */
export function isSameList(one: readonly number[], other: readonly number[]): boolean {
  if (one.length !== other.length) return false;
  for (let index = 0; index < one.length; index++) if (one[index] !== other[index]) return false;
  return true;
}

/** Two ascending lists as one, each item once. */
function merged(one: readonly number[], other: readonly number[]): number[] {
  const both: number[] = [];
  for (let i = 0, j = 0; i < one.length || j < other.length; ) {
    const [a, b] = [one[i] ?? Infinity, other[j] ?? Infinity];
    both.push(Math.min(a, b));
    if (a <= b) i++;
    if (b <= a) j++;
  }
  return both;
}

export function newRuleSets(): RuleSets {
  /** [hash] numbers of the sets that share it */
  const numbers = new Map<number, number[]>();
  const sets: (readonly number[])[] = [];
  const texts: string[] = [];
  /** [one][other] */
  const unions: (number | undefined)[][] = [];
  const numberOf = (rules: readonly number[]): number => {
    const hash = hashOf(rules);
    const known = numbers.get(hash) ?? [];
    const found = known.find((one) => isSameList(at(sets, one), rules));
    if (found !== undefined) return found;
    const number = sets.push(rules) - 1;
    texts.push(rules.map((rule) => ruleIds[rule]).join(' '));
    unions.push([]);
    numbers.set(hash, [...known, number]);
    return number;
  };
  numberOf([]);
  return {
    numberOf,
    union: (one, other) => {
      if (one === other || other === NO_RULES) return one;
      const known = at(unions, one);
      let number = known[other];
      if (number === undefined) {
        const own = at(sets, one);
        const both = merged(own, at(sets, other));
        number = both.length === own.length ? one : numberOf(both);
        known[other] = number;
      }
      return number;
    },
    rulesOf: (number) => at(sets, number),
    textOf: (number) => at(texts, number),
  };
}
