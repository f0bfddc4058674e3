/**
 * A tenant as editors see it: each noun with the properties that the model reads.
 *
 * Why loose: an export drops in unchanged, so properties that the model does not read are allowed
 * here; the parser (`parse-tenant.ts`) tells a typing error from an export. Both read the same
 * table, `model/org/settings.ts`.
 */
import * as z from 'zod';
import type { Property } from '../../model/org/property.ts';
import { type NounSpec, nounNames, nounSpec } from '../../model/org/settings.ts';
import { formatDuration } from '../time.ts';

const sizeOrSpan = (describe: string) => z.union([z.string(), z.number()]).describe(describe);

function typeOf({ type, min, max }: Property): z.ZodType {
  if (typeof type !== 'string') return z.enum(type as [string, ...string[]]);
  switch (type) {
    case 'boolean':
      return z.boolean();
    case 'integer':
      return z
        .int()
        .min(min ?? Number.MIN_SAFE_INTEGER)
        .max(max ?? Number.MAX_SAFE_INTEGER);
    case 'text':
    case 'address':
      return z.string();
    case 'classifications': {
      const one = z.union([z.string(), z.looseObject({ Name: z.string() })]);
      return z.union([z.array(one), one]);
    }
    case 'texts':
    case 'addresses':
      return z.union([z.array(z.string()), z.string()]);
    case 'timespan':
    case 'instant':
      return z.string();
    case 'days':
      return z.union([z.int().min(0), z.string()]);
    case 'size':
      return sizeOrSpan('bytes, or text such as 50 GB');
  }
}

/** What a property is, its default and its range, in a sentence. */
function describe(property: Property): string {
  const { type, default: value, min, max } = property;
  const isTime = type === 'timespan' || type === 'days';
  const show = (number: number) => (isTime ? formatDuration(number) : String(number));
  const shown = typeof value === 'number' ? show(value) : String(value);
  const range = min === undefined || max === undefined ? '' : `; from ${show(min)} to ${show(max)}`;
  const form = isTime ? '; d.hh:mm:ss or a duration such as 14d' : '';
  return `${property.describe}${value === null ? '' : `; ${shown} when absent`}${range}${form}`;
}

/** An object of a noun, with properties that the model does not read allowed. */
export function objectSchema(spec: NounSpec): z.ZodType {
  const shape = Object.entries(spec.properties).map(([name, property]) => [
    name,
    typeOf(property).nullish().describe(describe(property)),
  ]);
  return z.looseObject(Object.fromEntries(shape) as Record<string, z.ZodType>);
}

/** The schema of a tenant, for editors. */
export function tenantSchema(): z.ZodType {
  const shape = nounNames.map((noun) => {
    const spec = nounSpec(noun);
    const object = objectSchema(spec);
    const value = spec.single ? object : z.union([z.array(object), object]);
    return [noun, value.nullish().describe(`As Get-${noun} prints it`)];
  });
  return z
    .looseObject({
      TenantId: z.string().nullish().describe('The GUID of the tenant'),
      ...(Object.fromEntries(shape) as Record<string, z.ZodType>),
    })
    .describe('An organization: nouns of the Exchange Online cmdlets and their objects');
}
