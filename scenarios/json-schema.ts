/**
 * JSON Schemas of scenario and tenant files, made from what validates them, so that editors
 * complete and check.
 *
 * Pure: `tools/schemas.ts` writes the files, and a test asks that the committed ones are fresh.
 */
import * as z from 'zod';
import { tenantSchema } from './schema/tenant.ts';
import { scenarioSchema } from './schema/top.ts';

export type JsonSchema = Readonly<Record<string, unknown>>;

/** Reads of a schema what people write: transforms are the parser's business. */
function toJsonSchema(schema: z.ZodType, title: string): JsonSchema {
  const json = z.toJSONSchema(schema, { io: 'input', target: 'draft-7' });
  return { title, ...json };
}

/** The schema of a scenario file. */
export function scenarioJsonSchema(): JsonSchema {
  return toJsonSchema(scenarioSchema(tenantSchema()), 'Recall Lab scenario');
}

/** The schema of a tenant file. */
export function tenantJsonSchema(): JsonSchema {
  return toJsonSchema(tenantSchema(), 'Recall Lab tenant');
}
