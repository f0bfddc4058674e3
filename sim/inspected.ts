/**
 * What an administrator sees who asks for objects: the effective values, each with its source.
 */
import { at } from '../model/assert.ts';
import { instantOf } from '../model/org/automatic-replies.ts';
import { effectiveObject, propertyOf } from '../model/org/effective.ts';
import { type Noun, nounSpec } from '../model/org/settings.ts';
import {
  answersTo,
  type CmdletObject,
  objectsOf,
  type PropertyValue,
  primaryAddress,
  type Tenant,
} from '../model/org/tenant.ts';
import type { Inspection } from '../model/world/state.ts';
import { formatInstant, formatTimespan } from '../scenarios/time.ts';
import type { Simulated } from './simulate.ts';

/** Time spans as the cmdlets show them, `365.00:00:00`, instants absolute; the rest as it is. */
function asShown(
  noun: Noun,
  property: string,
  value: PropertyValue,
  startMs: number,
): PropertyValue {
  const { type } = propertyOf(noun, property);
  const isTimespan = type === 'timespan' || type === 'days';
  if (isTimespan && typeof value === 'number') return formatTimespan(value);
  if (type !== 'instant' || typeof value !== 'string') return value;
  return formatInstant(instantOf(value, startMs) ?? 0, startMs);
}

/** Objects that exist without being written: of the organization, and of each mailbox. */
function unwritten(tenant: Tenant, noun: Noun, identity: string | null): CmdletObject[] {
  if (noun === 'OrganizationConfig') return [{}];
  if (!nounSpec(noun).perMailbox || identity === null) return [];
  const owners = objectsOf(tenant, 'Mailbox').filter((box) => answersTo(box, identity));
  return owners.map((owner) => ({ Identity: primaryAddress(owner) }));
}

/** The objects that an inspection found, as they acted then. `startMs` is T0, ms since 1970. */
export function inspected(
  { setting }: Simulated,
  { noun, identity, epoch, tenant: owner }: Inspection,
  startMs: number,
): Record<string, unknown>[] {
  const tenant = at(at(setting.epochs, epoch).tenants, owner);
  const all = objectsOf(tenant, noun as Noun);
  const chosen = identity === null ? all : all.filter((object) => answersTo(object, identity));
  const objects = chosen.length === 0 ? unwritten(tenant, noun as Noun, identity) : chosen;
  return objects.map((object) => {
    const values = Object.entries(effectiveObject(noun as Noun, object));
    const plain: Record<string, PropertyValue> = {};
    const sources: Record<string, string> = {};
    for (const [property, { value, source }] of values) {
      plain[property] = asShown(noun as Noun, property, value, startMs);
      sources[property] = source;
    }
    return { ...plain, sources };
  });
}
