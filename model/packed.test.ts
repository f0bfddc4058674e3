/** Tables that were packed and unpacked are the tables that XState answered. */
import { expect, it } from 'vitest';
import { machineNames, tabulateAll } from './model.ts';
import { packTables, unpackTables } from './packed.ts';
import { tableText } from './table.ts';

const tables = tabulateAll();
const again = unpackTables(packTables(tables));

it.each(machineNames)('keeps the table of %s', (name) => {
  const { facts, cell } = tables[name];
  const back = again[name];
  expect(tableText(back)).toBe(tableText(tables[name]));
  expect([back.facts.names, back.facts.bits]).toEqual([facts.names, facts.bits]);
  expect(Buffer.compare(back.cell, cell), 'every cell').toBe(0);
});

it('packs what it has unpacked to the same text', () => {
  expect(packTables(again)).toBe(packTables(tables));
});
