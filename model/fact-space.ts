/**
 * Fact spaces: the named booleans and small enumerations that guards and rows may read, and their
 * packing to bits.
 *
 * Why one place: decision lists and machines pack the same way, so a fact word prints and decodes
 * alike everywhere.
 */
import { AssertionError, assert } from './assert.ts';

/** A boolean, or the words of an enumeration in their order. */
export type FactDomain = 'boolean' | readonly string[];
export type FactSpace = Readonly<Record<string, FactDomain>>;

/** The value of each fact: a boolean, or one of its words. */
export type FactValues<S extends FactSpace> = {
  readonly [K in keyof S]: S[K] extends readonly (infer W extends string)[] ? W : boolean;
};

export type FactLayout = {
  /** The width of a fact word. */
  readonly bits: number;
  readonly names: readonly string[];
  readonly pack: (values: Readonly<Record<string, string | boolean>>) => number;
  /** The lowest bit of the fact of an index; of the number of facts: the width of a word. */
  readonly shift: (fact: number) => number;
  /** How many bits one fact takes; the fields lie in the order of `names`, the first lowest. */
  readonly width: (name: string) => number;
  /** The mask and value of one fact's field in a word. */
  readonly field: (name: string, value: string | boolean) => { mask: number; value: number };
  /** `name=word` when the mask covers the fact, else null. */
  readonly describe: (name: string, mask: number, value: number) => string | null;
  /** Every combination once: [fact] code of its value, and the packed word. `codes` is reused. */
  readonly words: () => Generator<{ readonly codes: readonly number[]; readonly word: number }>;
};

/** 2^20 combinations is the most that a dense list or table may take: 1 MiB of bytes. */
export const FACT_BITS_MAX = 20;

/** The words of a domain; booleans are false, true. */
export function wordsOf(domain: FactDomain): readonly (string | boolean)[] {
  return domain === 'boolean' ? [false, true] : domain;
}

/** Lays the facts of a space out as bit fields, the first fact lowest. */
export function factLayout(space: FactSpace): FactLayout {
  const names = Object.keys(space);
  const fields = names.map((name) => {
    const words = wordsOf(space[name] ?? 'boolean');
    assert(words.length >= 2, `fact ${name} has at least two values`);
    const codes = new Map(words.map((word, code) => [word, code]));
    return { name, words, codes, width: 32 - Math.clz32(words.length - 1), shift: 0 };
  });
  let bits = 0;
  for (const field of fields) {
    field.shift = bits;
    bits += field.width;
  }
  assert(bits <= FACT_BITS_MAX, `a fact word has at most ${FACT_BITS_MAX} bits (found ${bits})`);
  const codeOf = (field: (typeof fields)[number], value: string | boolean): number => {
    const code = field.codes.get(value);
    if (code === undefined) unknownValue(field.name, value);
    return code;
  };
  return {
    bits,
    names,
    pack: packer(fields),
    shift: (fact) => fields[fact]?.shift ?? bits,
    width: (name) => fieldNamed(fields, name).width,
    field: (name, value) => {
      const field = fieldNamed(fields, name);
      return {
        mask: ((1 << field.width) - 1) << field.shift,
        value: codeOf(field, value) << field.shift,
      };
    },
    describe: (name, mask, value) => {
      const field = fields.find((candidate) => candidate.name === name);
      const own = field ? ((1 << field.width) - 1) << field.shift : 0;
      if (!field || (mask & own) === 0) return null;
      return `${name}=${String(field.words[(value & own) >> field.shift])}`;
    },
    words: () => odometer(fields),
  };
}

function fieldNamed<F extends { readonly name: string }>(fields: readonly F[], name: string): F {
  const field = fields.find((candidate) => candidate.name === name);
  assert(field, `fact ${name} is declared`);
  return field;
}

/**
 * The function that packs, written out for the facts of one space: facts are packed at every step,
 * and a field that is named in the source is found ten times as fast as one looked up by its name.
 */
function packer(
  fields: readonly {
    readonly name: string;
    readonly words: readonly (string | boolean)[];
    readonly shift: number;
  }[],
): FactLayout['pack'] {
  const lines = fields.map(({ name, words, shift }) => {
    const key = JSON.stringify(name);
    const cases = words.map(
      (word, code) => `if (value === ${JSON.stringify(word)}) word |= ${code << shift};`,
    );
    return `value = values[${key}]; ${cases.join(' else ')} else unknown(${key}, value);`;
  });
  const body = `return (values) => { let word = 0, value; ${lines.join(' ')} return word; };`;
  return new Function('unknown', body)(unknownValue) as FactLayout['pack'];
}

/** Worded only when it breaks: facts are packed at every step. */
function unknownValue(fact: string, value: unknown): never {
  throw new AssertionError(`fact ${fact} has no value ${String(value)}`);
}

function* odometer(
  fields: readonly { readonly words: readonly unknown[]; readonly shift: number }[],
): Generator<{ readonly codes: readonly number[]; readonly word: number }> {
  const codes = fields.map(() => 0);
  for (;;) {
    yield {
      codes,
      word: fields.reduce((word, { shift }, i) => word | ((codes[i] ?? 0) << shift), 0),
    };
    let turn = 0;
    for (; turn < fields.length; turn++) {
      codes[turn] = (codes[turn] ?? 0) + 1;
      if ((codes[turn] ?? 0) < (fields[turn]?.words.length ?? 0)) break;
      codes[turn] = 0;
    }
    if (turn === fields.length) return;
  }
}
