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

export function newRuleSets(): RuleSets {
  const numbers = new Map<string, number>();
  const sets: (readonly number[])[] = [];
  const texts: string[] = [];
  /** [one][other] */
  const unions: (number | undefined)[][] = [];
  const numberOf = (rules: readonly number[]): number => {
    const text = rules.map((rule) => ruleIds[rule]).join(' ');
    let number = numbers.get(text);
    if (number === undefined) {
      number = sets.push(rules) - 1;
      texts.push(text);
      unions.push([]);
      numbers.set(text, number);
    }
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
        const more = at(sets, other).filter((rule) => !own.includes(rule));
        number = more.length === 0 ? one : numberOf([...own, ...more].sort((a, b) => a - b));
        known[other] = number;
      }
      return number;
    },
    rulesOf: (number) => at(sets, number),
    textOf: (number) => at(texts, number),
  };
}
