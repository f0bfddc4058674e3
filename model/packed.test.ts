/** Tables that were packed and unpacked are the tables that XState answered. */
import { expect, it } from 'vitest';
import { machineNames, tabulateAll } from './model.ts';
import { packTables, unpackTables } from './packed.ts';

const tables = tabulateAll();
const again = unpackTables(packTables(tables));

it.each(machineNames)('keeps the table of %s', (name) => {
  const { facts, ...rest } = tables[name];
  const { facts: layout, ...same } = again[name];
  expect(same).toEqual(rest);
  expect([layout.names, layout.bits]).toEqual([facts.names, facts.bits]);
});

it('packs what it has unpacked to the same text', () => {
  expect(packTables(again)).toBe(packTables(tables));
});
