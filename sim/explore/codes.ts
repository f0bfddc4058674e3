/**
 * Values as integers: equal values have equal codes, different ones different codes, within one
 * field.
 *
 * Recipients and copies are named from the point of view of whose record it is ("its own", "that of
 * the outsider 5"), so that the records of two recipients who did the same read the same.
 */
import { at } from '../../model/assert.ts';
import type { CopyRecord, Exposure, PathStep } from '../../model/world/state.ts';

export type Codes = {
  /** Numbers, words, booleans, null. */
  readonly value: (value: unknown) => number;
  /** Lists, maps and objects, by what they hold. */
  readonly structure: (value: unknown) => number;
  readonly list: (value: readonly number[]) => number;
  readonly whether: (value: unknown) => number;
  /** `owner` is whose record names the others; -1 for records that are nobody's. */
  readonly recipient: (recipient: number, owner: number) => number;
  readonly recipients: (list: readonly number[], owner: number) => number;
  readonly kinds: (list: readonly Exposure[], owner: number) => number;
  readonly copy: (copy: number, owner: number) => number;
  readonly copies: (list: readonly number[], owner: number) => number;
  /** What is noted of a recipient: a value, or others as a set. */
  readonly noted: (value: unknown, owner: number) => number;
  readonly path: (path: readonly PathStep[], owner: number) => number;
  /**
   * Whether a record has named one of several interchangeable recipients who is not its own: then
   * they are not interchangeable.
   */
  readonly crossed: () => boolean;
  /** Whether a record of one recipient has named a copy of another, or passed something on. */
  readonly entangled: () => boolean;
};

/** Integers of 30 bits stand for themselves. */
const SMALL = 1 << 29;

/** Others as somebody's record names them. */
type Naming = {
  crossed: boolean;
  entangled: boolean;
  readonly recipient: (recipient: number, owner: number) => string;
  readonly copy: (copy: number, owner: number) => string;
  /** A list that is nobody's names whole sets of interchangeable recipients, or none of one. */
  readonly wholeSets: (list: readonly number[]) => string;
};

function newNaming(classOf: Int32Array, copies: readonly CopyRecord[]): Naming {
  const classSizes = new Map<number, number>();
  for (const each of classOf) classSizes.set(each, (classSizes.get(each) ?? 0) + 1);
  const naming: Naming = {
    crossed: false,
    entangled: false,
    recipient: (recipient, owner) => {
      if (recipient === owner) return 'own';
      if (recipient >= 0 && at(classOf, recipient) >= 0) naming.crossed = true;
      return String(recipient);
    },
    copy: (copy, owner) => {
      if (copy < 0) return '-';
      const { recipient } = at(copies, copy);
      if (recipient !== owner) naming.entangled = true;
      let earlier = 0;
      for (let i = 0; i < copy; i++) if (at(copies, i).recipient === recipient) earlier++;
      return `${naming.recipient(recipient, owner)}/${earlier}`;
    },
    wholeSets: (list) => {
      const named = new Map<number, number>();
      const words: string[] = [];
      for (const recipient of list) {
        const set = recipient < 0 ? -1 : at(classOf, recipient);
        if (set >= 0) named.set(set, (named.get(set) ?? 0) + 1);
        words.push(set >= 0 ? `set${set}` : String(recipient));
      }
      for (const [set, count] of named) if (count !== classSizes.get(set)) naming.crossed = true;
      return words.join();
    },
  };
  return naming;
}

/**
 * @param classOf  [recipient] the set of interchangeable recipients that it belongs to; -1: none
 * @param copies   the copies of the world that is coded, as they are at each moment
 */
export function newCodes(classOf: Int32Array, copies: readonly CopyRecord[]): Codes {
  const naming = newNaming(classOf, copies);
  const ids = new Map<unknown, number>();
  const idOf = (key: unknown): number => {
    const known = ids.get(key);
    if (known !== undefined) return known;
    ids.set(key, ids.size);
    return ids.size - 1;
  };
  const all = (list: readonly number[], word: Naming['copy'], owner: number): number =>
    idOf(list.map((one) => word(one, owner)).join());
  const stepWord = ({ word, index }: PathStep, owner: number): string =>
    `${word}:${word === 'round-trip' ? index : naming.recipient(index, owner)}`;
  const kindWord = ({ kind, by, shown, until }: Exposure, owner: number): string =>
    `${kind} ${naming.recipient(by, owner)} ${shown ?? ''} ${Number.isNaN(until)}`;
  return {
    crossed: () => naming.crossed,
    entangled: () => naming.entangled,
    value: (value) => {
      if (typeof value === 'number' && (value | 0) === value && value > -SMALL && value < SMALL)
        return value * 2;
      if (typeof value === 'boolean') return value ? 2 : 0;
      return idOf(value) * 2 + 1;
    },
    structure: (value) => idOf(structureText(value)),
    list: (value) => idOf(value.join()),
    whether: (value) => (value === null || value === undefined || Number.isNaN(value) ? 0 : 1),
    kinds: (list, owner) =>
      idOf([...new Set(list.map((one) => kindWord(one, owner)))].sort().join()),
    recipient: (recipient, owner) => idOf(naming.recipient(recipient, owner)),
    recipients: (list, owner) => {
      if (owner < 0) return idOf(naming.wholeSets(list));
      if (list.some((one) => one !== owner)) naming.entangled = true;
      return all(list, naming.recipient, owner);
    },
    copy: (copy, owner) => idOf(naming.copy(copy, owner)),
    copies: (list, owner) => all(list, naming.copy, owner),
    noted: (value, owner) =>
      value instanceof Set
        ? all([...value].sort(), naming.recipient, owner)
        : idOf(structureText(value)),
    path: (path, owner) => idOf(path.map((one) => stepWord(one, owner)).join(' ')),
  };
}

/** What a value holds, as text: NaN and infinity included; maps and sets in order. */
export function structureText(value: unknown): string {
  if (value instanceof Set) return `{${[...value].map(structureText).sort().join()}}`;
  if (value instanceof Map) {
    const entries = [...value].map(([key, item]) => `${String(key)}=>${structureText(item)}`);
    return `{${entries.sort().join()}}`;
  }
  if (Array.isArray(value)) return `[${value.map(structureText).join()}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, item]) => `${key}:${structureText(item)}`);
    return `{${entries.sort().join()}}`;
  }
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}
