/**
 * Effective values: what a property acts as, and where that comes from.
 *
 * Absent or null is Exchange's documented default, never false by itself; the rule that states a
 * default is reported with it, so that a result can say on which defaults it rests.
 */
import { assert } from '../assert.ts';
import type { RuleId } from '../rules/catalogue.ts';
import type { Property } from './property.ts';
import { type Noun, nounSpec } from './settings.ts';
import type { CmdletObject, PropertyValue } from './tenant.ts';

export type EffectiveValue = {
  readonly value: PropertyValue;
  /** Whether the tenant says so or the default of Exchange does. */
  readonly source: 'tenant' | 'default';
  readonly cites: RuleId | null;
};

/** Reads the value that a property acts as. */
export type Read = (noun: Noun, object: CmdletObject | undefined, property: string) => unknown;

/** The specification of a property; asserts that the noun has it. */
export function propertyOf(noun: Noun, property: string): Property {
  const spec = nounSpec(noun).properties[property];
  assert(spec, `${noun} has a property ${property}`);
  return spec;
}

/** The effective value of one property of an object (undefined: an object that nobody wrote). */
export function effectiveValue(
  noun: Noun,
  object: CmdletObject | undefined,
  property: string,
): EffectiveValue {
  const spec = propertyOf(noun, property);
  const written = object?.[property];
  if (written !== undefined && written !== null) {
    return { value: written, source: 'tenant', cites: spec.cites ?? null };
  }
  return { value: spec.default, source: 'default', cites: spec.cites ?? null };
}

/** Whether a switch of an object is on, said or by default. */
export function isOn(noun: Noun, object: CmdletObject | undefined, property: string): boolean {
  return effectiveValue(noun, object, property).value === true;
}

/** Every property of an object with its effective value, in the order of the specification. */
export function effectiveObject(
  noun: Noun,
  object: CmdletObject | undefined,
): Record<string, EffectiveValue> {
  return Object.fromEntries(
    Object.keys(nounSpec(noun).properties).map((property) => [
      property,
      effectiveValue(noun, object, property),
    ]),
  );
}
