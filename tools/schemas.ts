/**
 * Writes `schemas/*.schema.json`, which editors complete scenario and tenant files from.
 *
 * Run by `npx tsx tools/schemas.ts` after a form has changed; a test fails until it was.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type JsonSchema, scenarioJsonSchema, tenantJsonSchema } from '../scenarios/json-schema.ts';

const schemas: Readonly<Record<string, () => JsonSchema>> = {
  'scenario.schema.json': scenarioJsonSchema,
  'tenant.schema.json': tenantJsonSchema,
};

for (const [name, schema] of Object.entries(schemas)) {
  const path = fileURLToPath(new URL(`../schemas/${name}`, import.meta.url));
  writeFileSync(path, `${JSON.stringify(schema(), null, 1)}\n`);
}
