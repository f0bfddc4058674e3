/**
 * The top level of a scenario file, as editors see it.
 *
 * The parser checks each part by itself (`parse-scenario.ts`) with the same forms; this is their
 * sum.
 */
import * as z from 'zod';
import { type Assumption, assumptionNames, assumptions } from '../../model/assumptions.ts';
import { type Noun, nounSpec } from '../../model/org/settings.ts';
import { actionForms } from './actions.ts';
import { cmdletNames, inspectNames } from './changes.ts';
import { regionalDelivery } from './delivery.ts';
import { expectationSchema } from './expect-fields.ts';
import { profilesModelled } from './keys.ts';
import { faultSchema, personForm, serviceForm } from './people.ts';
import { objectSchema } from './tenant.ts';
import { duration, id, instant, text } from './words.ts';

/** The positions of an assumption, with its question. */
function positions({ values, kind, question, row }: Assumption): z.ZodType {
  const words = z.enum(values as [string, ...string[]]);
  const isFlag = values.includes('true');
  const word = isFlag ? z.union([z.boolean(), words]) : words;
  const times = kind === 'instants' ? z.array(z.string()) : z.string();
  return (kind === 'word' ? word : times).optional().describe(`${question} [${row}]`);
}

const assume = z.strictObject(
  Object.fromEntries(
    assumptionNames.flatMap((name) => {
      const schema = positions(assumptions[name]);
      return [
        [name, schema],
        [assumptions[name].row, schema],
      ];
    }),
  ) as Record<string, z.ZodType>,
);

type Shape = Record<string, z.ZodType>;

/** The cmdlets of `change`; a Set- cmdlet shows the properties of its noun. */
function changeSchema(): z.ZodType {
  const call = z.looseObject({ Identity: text.optional() });
  const shape = cmdletNames.map((name) => {
    const [verb, noun] = name.split('-') as [string, Noun];
    return [name, (verb === 'Set' ? objectSchema(nounSpec(noun)) : call).optional()];
  });
  const tenant = text.optional().describe('Another organization whose administrator acts');
  return z
    .strictObject({ tenant, ...(Object.fromEntries(shape) as Shape) })
    .meta({ minProperties: 1, maxProperties: 2 });
}

function inspectSchema(): z.ZodType {
  const call = z.strictObject({ Identity: text.optional() }).nullish();
  const tenant = z.string().nullish().describe('Another organization');
  return z.strictObject({
    id,
    tenant,
    ...Object.fromEntries(inspectNames.map((name) => [name, call])),
  });
}

const actions: Shape = {
  ...actionForms,
  change: changeSchema().describe('An administrator acts: one cmdlet with its parameters'),
  inspect: inspectSchema().describe('Records effective objects: an id and one Get- cmdlet'),
};

/** A time and exactly one action. */
const entrySchema = z
  .strictObject({
    at: instant,
    ...Object.fromEntries(Object.entries(actions).map(([name, form]) => [name, form.optional()])),
  })
  .meta({ minProperties: 2, maxProperties: 2, description: 'A time and exactly one action' });

const shape = {
  version: z.literal(1).describe('The version of the form of the file'),
  name: text.optional().describe('What the scenario is about'),
  profile: z.enum(profilesModelled).optional().describe('Dated behaviour; the latest when absent'),
  start: text.optional().describe('T0, an instant with its zone; 2026-03-02T08:00:00Z when absent'),
  assume: assume.optional().describe('Positions of contested and silent points'),
  delivery: z
    .union([duration, regionalDelivery])
    .optional()
    .describe('The transport delay unless a fault says otherwise; or by region'),
  until: instant
    .optional()
    .describe('Where the scenario ends; when nothing is scheduled if absent'),
  services: z.array(serviceForm).optional().describe('Third parties behind connectors'),
  people: z.array(personForm).optional().describe('What Exchange does not store about people'),
  faults: z.array(faultSchema).optional().describe('What goes wrong'),
  timeline: z.array(entrySchema).describe('What happens when; order in the file breaks ties'),
  expect: z.array(expectationSchema()).optional().describe('What must come of it'),
  rules: z.array(z.string()).optional().describe('The rules that the scenario asserts'),
} as const;

/** The whole file, given the schema of its tenant. */
export function scenarioSchema(tenant: z.ZodType) {
  const tenants = z.record(z.string(), tenant).optional();
  return z.strictObject({
    ...shape,
    tenant,
    tenants: tenants.describe('Other organizations, by name, with the same nouns'),
  });
}
