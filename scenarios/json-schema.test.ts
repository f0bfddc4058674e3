/**
 * The committed schemas are what the code makes of its forms, and know every word of the parser.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { assumptionNames } from '../model/assumptions.ts';
import { nounNames, nounSpec } from '../model/org/settings.ts';
import { type JsonSchema, scenarioJsonSchema, tenantJsonSchema } from './json-schema.ts';
import { actionNames } from './schema/actions.ts';
import { topKeys } from './schema/keys.ts';

/** The keys that a schema describes at a path of keys. */
function keysAt(schema: JsonSchema, ...path: string[]): string[] {
  let at: unknown = schema;
  for (const key of [...path, 'properties']) at = (at as Record<string, unknown>)[key];
  return Object.keys(at as object);
}

describe('the schemas', () => {
  it.each([
    ['scenario', scenarioJsonSchema],
    ['tenant', tenantJsonSchema],
  ])('schemas/%s.schema.json is fresh; else run npx tsx tools/schemas.ts', (name, schema) => {
    const path = new URL(`../schemas/${name}.schema.json`, import.meta.url);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(schema());
  });

  it('know every key, action and assumption', () => {
    const schema = scenarioJsonSchema();
    expect(keysAt(schema).sort()).toEqual([...topKeys].sort());
    const actions = keysAt(schema, 'properties', 'timeline', 'items');
    expect(actions.sort()).toEqual(['at', ...actionNames].sort());
    expect(keysAt(schema, 'properties', 'assume')).toEqual(expect.arrayContaining(assumptionNames));
  });

  it('know every noun and its properties', () => {
    const schema = tenantJsonSchema();
    expect(keysAt(schema)).toEqual(['TenantId', ...nounNames]);
    const text = JSON.stringify(schema);
    for (const noun of nounNames) {
      for (const name of Object.keys(nounSpec(noun).properties))
        expect(text).toContain(`"${name}":`);
    }
  });

  it('describe every key of a scenario', () => {
    const properties = scenarioJsonSchema()['properties'] as Record<
      string,
      { description?: string }
    >;
    for (const key of topKeys) expect(properties[key]?.description, key).toMatch(/\w/);
  });
});
