/**
 * The properties of one Exchange object: names case-blind, values by type, ranges, and what the model does not read.
 *
 * Why apart: tenants and change cmdlets take the same properties and differ only in how strict they are.
 */
import { type Path, showFound } from '../../model/fault.ts';
import { type Noun, nounSpec, type Property } from '../../model/org/settings.ts';
import type { PropertyValue } from '../../model/org/tenant.ts';
import { formatDuration } from '../time.ts';
import {
  exportMarks,
  isConditionNotModelled,
  isNeutral,
  unreadProperties,
} from './exchange-properties.ts';
import { type Finding, type Findings, notModelled, unknownKey } from './findings.ts';
import { readValue } from './property-values.ts';

export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** A hand writes a few properties; an export writes them all. */
const HAND_WRITTEN_MAX = 25;

/** Whether an object is a cmdlet's output rather than written by hand. */
export function isExported(fields: Fields): boolean {
  const keys = Object.keys(fields);
  const isMarked = (key: string) => exportMarks.has(key.toLowerCase()) || key.includes('@');
  return keys.length > HAND_WRITTEN_MAX || keys.some(isMarked);
}

/** The word of a list that equals another one but for its case. */
export function caseBlind<T extends string>(words: readonly T[], key: string): T | undefined {
  const wanted = key.toLowerCase();
  return words.find((word) => word.toLowerCase() === wanted);
}

export function propertyNamed(noun: Noun, key: string): string | undefined {
  return caseBlind(Object.keys(nounSpec(noun).properties), key);
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
  if (typeof value !== 'number' || (value >= min && value <= max)) return [];
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

/** What becomes of a key that the model does not read. */
export type Unread = 'ignored' | 'acts' | 'unknown';

export function classify(noun: Noun, key: string, value: unknown): Unread {
  if (key.includes('@') || exportMarks.has(key.toLowerCase())) return 'ignored';
  const { acts, inert } = unreadProperties(noun);
  if (caseBlind(inert, key) !== undefined) return 'ignored';
  const name = caseBlind(acts, key);
  if (name === undefined) return 'unknown';
  return isNeutral(name, value) ? 'ignored' : 'acts';
}

/** Faults a hand-written key that the model does not read, unless it changes nothing. */
export function refuseUnread(
  noun: Noun,
  key: string,
  value: unknown,
  path: Path,
  into: Findings,
): void {
  const unread = classify(noun, key, value);
  if (unread === 'ignored') return;
  const { acts, inert } = unreadProperties(noun);
  if (unread === 'acts') {
    into.faults.push(notModelled([...path, key], `property "${caseBlind(acts, key)}" of ${noun}`));
    return;
  }
  const known = Object.keys(nounSpec(noun).properties);
  const fault = unknownKey(path, key, [...known, ...acts, ...inert], ` of ${noun}`);
  into.faults.push({ ...fault, expected: known.join(' ') });
}

/** An exported object's keys beside those of the model. */
export type Ignored = {
  count: number;
  /** Properties that are set and would act. */
  readonly acting: Set<string>;
  /** Whether it is a rule with a condition that the model does not read. */
  matchesLess: boolean;
};

export function ignoreUnread(noun: Noun, key: string, value: unknown, ignored: Ignored): void {
  if (key.includes('@') || exportMarks.has(key.toLowerCase())) return;
  ignored.count++;
  if (classify(noun, key, value) !== 'acts') return;
  const name = caseBlind(unreadProperties(noun).acts, key) ?? key;
  ignored.acting.add(name);
  if (isConditionNotModelled(noun, name)) ignored.matchesLess = true;
}
