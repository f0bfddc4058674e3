/**
 * The properties of one Exchange object: names case-blind, values by type, ranges, and what the
 * model does not read.
 *
 * Why apart: tenants and change cmdlets take the same properties and differ only in how strict they
 * are.
 */
import { type Path, showFound } from '../../model/fault.ts';
import type { Property } from '../../model/org/property.ts';
import { type Noun, nounNames, nounSpec } from '../../model/org/settings.ts';
import type { PropertyValue } from '../../model/org/tenant.ts';
import { formatDuration } from '../time.ts';
import {
  exportMarks,
  isConditionNotModelled,
  isNeutral,
  unreadNames,
  unreadProperty,
} from './exchange-properties.ts';
import { type Finding, type Findings, unknownKey } from './findings.ts';
import { readValue } from './property-values.ts';

export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** A hand writes a few properties; an export writes them all. */
const HAND_WRITTEN_MAX = 25;

const isMark = (key: string) => key.includes('@') || exportMarks.has(key.toLowerCase());

/** Whether an object is a cmdlet's output rather than written by hand. */
export function isExported(fields: Fields): boolean {
  const keys = Object.keys(fields);
  return keys.length > HAND_WRITTEN_MAX || keys.some(isMark);
}

/** The word of a list that equals another one but for its case. */
export function caseBlind<T extends string>(words: readonly T[], key: string): T | undefined {
  const wanted = key.toLowerCase();
  return words.find((word) => word.toLowerCase() === wanted);
}

const propertyNames: ReadonlyMap<Noun, ReadonlyMap<string, string>> = new Map(
  nounNames.map((noun) => {
    const names = Object.keys(nounSpec(noun).properties);
    return [noun, new Map(names.map((name) => [name.toLowerCase(), name]))];
  }),
);

/** The property of the model that a key names, case-blind. */
export function propertyNamed(noun: Noun, key: string): string | undefined {
  return propertyNames.get(noun)?.get(key.toLowerCase());
}

/**
 * Reads a value that the model knows.
 *
 * @param isInRange  whether a value outside the property's range is a fault
 * @returns          the value, or undefined after adding a fault
 */
export function readProperty(
  noun: Noun,
  name: string,
  written: unknown,
  path: Path,
  into: Findings,
  isInRange: boolean,
): PropertyValue | undefined {
  const property = nounSpec(noun).properties[name] as Property;
  const reading = readValue(property.type, written);
  if (!reading.ok) {
    const { ok: _, ...more } = reading;
    const isWord = typeof property.type !== 'string' && typeof written === 'string';
    into.faults.push({
      code: isWord ? 'unknown-word' : 'wrong-type',
      message: isWord ? `unknown word "${written}"` : `is not ${more.expected}`,
      path,
      found: showFound(written),
      ...more,
      ...citation(property),
    });
    return undefined;
  }
  if (isInRange) into.faults.push(...rangeFaults(property, reading.value, path, written));
  return reading.value;
}

const citation = (property: Property) => (property.cites ? { rule: property.cites } : {});

function rangeFaults(
  property: Property,
  value: PropertyValue,
  path: Path,
  written: unknown,
): Finding[] {
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = property;
  const isUnlimited = property.type === 'size' && value === Number.POSITIVE_INFINITY;
  if (typeof value !== 'number' || isUnlimited || (value >= min && value <= max)) return [];
  const show = (limit: number) =>
    property.type === 'timespan' ? formatDuration(limit) : String(limit);
  const expected =
    max === Number.POSITIVE_INFINITY ? `${show(min)} or more` : `${show(min)} to ${show(max)}`;
  const message = `${show(value)} is outside the range that Exchange allows`;
  return [
    {
      code: 'out-of-range',
      message,
      path,
      found: showFound(written),
      expected,
      ...citation(property),
    },
  ];
}

/** Faults a hand-written key that the model does not read, unless it changes nothing. */
export function refuseUnread(
  noun: Noun,
  key: string,
  value: unknown,
  path: Path,
  into: Findings,
): void {
  if (isMark(key)) return;
  const property = unreadProperty(noun, key);
  if (property === undefined) {
    const known = Object.keys(nounSpec(noun).properties);
    const fault = unknownKey(path, key, [...known, ...unreadNames(noun)], ` of ${noun}`);
    into.faults.push({ ...fault, expected: known.join(' ') });
  } else if (property.acts && !isNeutral(property.name, value)) {
    const message = `property "${property.name}" of ${noun} is not modelled yet`;
    into.faults.push({ code: 'not-modelled', message, path: [...path, key], onKey: true });
  }
}

/** An exported object's keys beside those of the model. */
export type Ignored = {
  count: number;
  /** Properties that are set and would act. */
  readonly acting: Set<string>;
  /** Whether it is a rule with a condition that the model does not read. */
  matchesLess: boolean;
};

/** Counts a key of an export that the model does not read. */
export function ignoreUnread(noun: Noun, key: string, value: unknown, ignored: Ignored): void {
  if (isMark(key)) return;
  ignored.count++;
  const property = unreadProperty(noun, key);
  if (!property?.acts || isNeutral(property.name, value)) return;
  ignored.acting.add(property.name);
  if (isConditionNotModelled(noun, property.name)) ignored.matchesLess = true;
}
