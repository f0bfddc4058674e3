/**
 * Factors of a sweep: what is varied, between what, and how a level is written into a study.
 *
 * Why a level changes the file and not the value read from it: whatever a study may say can then
 * be varied, and the one parser says whether a study with it is one.
 *
 * Never: draw a level; that is done in `sim/sweep/designs.ts`.
 */
import { assumptionNamed } from '../model/assumptions.ts';
import { type Noun, nounNames, nounSpec } from '../model/org/settings.ts';
import type { Standing } from './behaviours.ts';
import type { Distribution } from './distribution.ts';
import { PRESETS } from './presets.ts';
import { formatDuration } from './time.ts';

/** One position of a factor: how reports call it, and what a study file would say. */
export type Level = { readonly label: string; readonly value: unknown };

/** Between two ends, both included. Durations are whole milliseconds. */
export type FactorRange =
  | { readonly kind: 'number' | 'duration'; readonly low: number; readonly high: number }
  /** the durations of a distribution, so many times longer */
  | {
      readonly kind: 'scale';
      readonly low: number;
      readonly high: number;
      readonly of: Distribution;
    };

export type Factor = {
  readonly name: string;
  /** keys into a study file; the first may be a cmdlet noun */
  readonly set: readonly string[];
  /** all positions; the two ends where there is a range */
  readonly levels: readonly Level[];
  /** null: the levels are all there is between them */
  readonly range: FactorRange | null;
  /** what the study says without the sweep, for reports */
  readonly base: string;
  /** how well the number in the study is known; `switch`: no source settles it; null: unsaid */
  readonly standing: Standing | 'switch' | null;
  /** why this number, and why this range */
  readonly source: string;
};

/** A point of a range as a level. @param at  between the ends, in the unit of the range */
export function levelOf(range: FactorRange, at: number): Level {
  if (range.kind === 'scale') {
    const times = round(at);
    return { label: `×${times}`, value: writeDistribution(range.of, times) };
  }
  if (range.kind === 'duration') {
    const text = formatDuration(Math.round(at));
    return { label: text, value: text };
  }
  return { label: String(round(at)), value: round(at) };
}

/** Four significant digits: as a file would say it. */
const round = (value: number): number => Number(value.toPrecision(4));

/** A distribution as a study file writes it, all durations so many times longer. */
export function writeDistribution(distribution: Distribution, times: number): unknown {
  const write = (ms: number): string => formatDuration(Math.max(0, Math.round(ms * times)));
  if ('constant' in distribution) return write(distribution.constant);
  if ('uniform' in distribution) {
    const { from, to } = distribution.uniform;
    return { uniform: { from: write(from), to: write(to) } };
  }
  if ('exponential' in distribution) {
    return { exponential: { mean: write(distribution.exponential.mean) } };
  }
  if ('weibull' in distribution) {
    const { scale, shape } = distribution.weibull;
    return { weibull: { scale: write(scale), shape } };
  }
  if ('lognormal' in distribution) {
    const { median, sigma } = distribution.lognormal;
    return { lognormal: { median: write(median), sigma } };
  }
  if ('mixture' in distribution) {
    const parts = distribution.mixture.map(({ weight, of }) => ({
      weight,
      of: writeDistribution(of, times),
    }));
    return { mixture: parts.map(({ weight, of }) => ({ weight, of: asForm(of) })) };
  }
  return { empirical: distribution.empirical.map(([share, ms]) => [share, write(ms)]) };
}

/** Parts of a mixture are distributions, never a bare duration. */
const asForm = (written: unknown): unknown =>
  typeof written === 'string' ? { constant: written } : written;

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};

const isNoun = (key: string): key is Noun => (nounNames as readonly string[]).includes(key);

/** Factors, each at one of its levels. */
export type Combination = readonly (readonly [Factor, Level])[];

/** Where a level is written, and what. */
export type Placed = { readonly set: readonly string[]; readonly value: unknown };

/**
 * A study file's value with levels in it, one after the other. Shares that levels set of one whole
 * are all kept; the shares that none of them sets make room.
 */
export function withLevels(document: unknown, levels: readonly Placed[]): unknown {
  return levels.reduce<unknown>((before, { set, value }, index) => {
    const earlier = levels.slice(0, index).map((level) => level.set);
    return withLevel(before, set, value, earlier);
  }, document);
}

/**
 * A study file's value with a level in it; what is not on the way stays the same object.
 *
 * @param earlier  where levels have been written that this one leaves as they are
 */
export function withLevel(
  document: unknown,
  set: readonly string[],
  value: unknown,
  earlier: readonly (readonly string[])[] = [],
): unknown {
  const [first = '', ...rest] = set;
  const file = fieldsOf(document);
  if (isNoun(first)) {
    const policies = Object.entries(fieldsOf(file['policies'] ?? { today: {} }));
    const laid = policies.map(([name, policy]) => [name, underPolicy(policy, first, rest, value)]);
    return { ...file, policies: Object.fromEntries(laid) };
  }
  if (first === 'assume') {
    const positions = Object.entries(fieldsOf(file['assume']));
    const others = positions.filter(
      ([key]) => assumptionNamed(key) !== assumptionNamed(rest[0] ?? ''),
    );
    return { ...file, assume: { ...Object.fromEntries(others), [rest[0] ?? '']: value } };
  }
  const shared = typeof value === 'number' ? wholeOf(file, set) : null;
  if (shared === null) return setIn(document, set, value);
  const { path, shares } = shared;
  const fixed = earlier
    .filter((other) => other.length === set.length && path.every((key, at) => other[at] === key))
    .map((other) => other.at(-1) ?? '');
  const name = set.at(-1) ?? '';
  return setIn(document, path, withShare(shares, name, value as number, fixed));
}

/** The shares that a level is one of, by the path of their list; null: it is no share. */
function wholeOf(
  file: Fields,
  set: readonly string[],
): { readonly path: readonly string[]; readonly shares: Fields } | null {
  const own = set[0] === 'policies' ? set.slice(2) : set;
  const [population, list, name] = own;
  if (population !== 'population' || own.length !== 3 || name === undefined) return null;
  if (list !== 'clients' && list !== 'regions') return null;
  const path = set.slice(0, -1);
  const { [list]: stated, preset = 'office' } = fieldsOf(file['population']);
  const known = Object.hasOwn(PRESETS, String(preset)) ? PRESETS[String(preset)] : undefined;
  const below = stated ?? (list === 'clients' ? known?.numbers.clients : undefined);
  const found = path.reduce<unknown>((at, key) => fieldsOf(at)[key], file) ?? below;
  return { path, shares: fieldsOf(found) };
}

/** A share set, and those that are not fixed scaled so that all add up to 1 where they can. */
function withShare(shares: Fields, name: string, to: number, fixed: readonly string[]): Fields {
  const others = Object.entries(shares).filter(([other]) => other !== name);
  const isFree = ([other]: readonly [string, unknown]): boolean => !fixed.includes(other);
  const sumOf = (list: typeof others): number =>
    list.reduce((sum, [, share]) => sum + Number(share), 0);
  const free = sumOf(others.filter(isFree));
  const left = Math.max(0, 1 - to - sumOf(others.filter((other) => !isFree(other))));
  // A level that stands there already changes no digit of the others.
  const isRoomy = free > 0 && Math.abs(left - free) > 1e-12;
  const scaled = others.map((other): readonly [string, unknown] =>
    isFree(other) && isRoomy ? [other[0], (Number(other[1]) * left) / free] : other,
  );
  // In the order in which they stand there: who is who is drawn in it.
  return { ...shares, ...Object.fromEntries(scaled), [name]: to };
}

function setIn(value: unknown, [key, ...rest]: readonly string[], to: unknown): unknown {
  if (key === undefined) return to;
  if (Array.isArray(value) && value[Number(key)] !== undefined) {
    return value.map((one, index) => (index === Number(key) ? setIn(one, rest, to) : one));
  }
  const fields = fieldsOf(value);
  return { ...fields, [key]: setIn(fields[key], rest, to) };
}

/** A setting under one policy, which keeps what it says itself. */
function underPolicy(
  policy: unknown,
  noun: Noun,
  keys: readonly string[],
  value: unknown,
): unknown {
  const own = fieldsOf(policy);
  const said = own[noun];
  if (!nounSpec(noun).single) {
    return { ...own, [noun]: [...listOf(value), ...listOf(said)] };
  }
  const whole = fieldsOf(setIn({}, keys, value));
  return { ...own, [noun]: { ...whole, ...fieldsOf(Array.isArray(said) ? said[0] : said) } };
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}
