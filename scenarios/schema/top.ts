/**
 * The top level of a scenario file, as editors see it.
 *
 * The parser checks each part by itself (`parse-scenario.ts`) with the same forms; this is their sum.
 */
import * as z from 'zod';
import { assumptionNames } from '../../model/assumptions.ts';
import { profileNames } from '../../model/profile.ts';
import { entrySchema } from './actions.ts';
import { faultSchema, personForm, serviceForm } from './people.ts';
import { duration, instant, text } from './words.ts';

/** What an assumption's position may be; the parser knows which words each has. */
const position = z.union([z.string(), z.boolean(), z.number(), z.array(z.string())]);

const shape = {
  version: z.literal(1).describe('The version of the form of the file'),
  name: text.optional().describe('What the scenario is about'),
  profile: z.enum(profileNames).optional().describe('Dated behaviour; the latest when absent'),
  start: text.optional().describe('T0, an instant with its zone; 2026-03-02T08:00:00Z when absent'),
  assume: z
    .partialRecord(z.union([z.enum(assumptionNames), z.string()]), position)
    .optional()
    .describe('Positions of contested and silent points, by name or by evidence row'),
  delivery: duration.optional().describe('The transport delay unless a fault says otherwise'),
  until: instant
    .optional()
    .describe('Where the scenario ends; when nothing is scheduled if absent'),
  services: z.array(serviceForm).optional().describe('Third parties behind connectors'),
  people: z.array(personForm).optional().describe('What Exchange does not store about people'),
  faults: z.array(faultSchema).optional().describe('What goes wrong'),
  timeline: z.array(entrySchema).describe('What happens when; order in the file breaks ties'),
  expect: z
    .array(z.record(z.string(), z.unknown()))
    .optional()
    .describe('What must come of it; matches are partial'),
  rules: z.array(z.string()).optional().describe('The rules that the scenario asserts'),
} as const;

/** All keys of a scenario. */
export const topKeys: readonly string[] = [...Object.keys(shape), 'tenant'];

/** The whole file, given the schema of its tenant. */
export function scenarioSchema(tenant: z.ZodType) {
  return z.strictObject({ ...shape, tenant });
}
