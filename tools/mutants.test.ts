/**
 * docs/MUTANTS.md says what was measured last, of every list, table and property there is.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lists, machineNames } from '../model/model.ts';
import { excusedCode } from '../properties/mutants/code-excused.ts';
import { excusedDefaults } from '../properties/mutants/excused.ts';
import { mutantsFiles, propertySentences, readMeasured } from './mutants-document.ts';

const root = join(import.meta.dirname, '..');
const text = readFileSync(join(root, 'docs/MUTANTS.md'), 'utf8');

describe('docs/MUTANTS.md', () => {
  it('is fresh (npm run generate writes it)', () => {
    expect({ 'docs/MUTANTS.md': text }).toEqual(mutantsFiles());
  });

  it('argues about mutants of code only where nobody notices them', () => {
    const left = new Set(Object.values(readMeasured().code).flatMap(({ survivors }) => survivors));
    expect(Object.keys(excusedCode).filter((title) => !left.has(title))).toEqual([]);
  });

  it('argues about exactly the defaults that nobody notices', () => {
    expect(readMeasured().defaults.survivors.toSorted()).toEqual(Object.keys(excusedDefaults));
  });

  it('names every list, table and property', () => {
    const names = [...Object.keys(lists), ...machineNames, ...propertySentences()];
    expect(propertySentences().length).toBeGreaterThan(100);
    expect(names.filter((name) => !text.includes(name.replaceAll('|', '\\|')))).toEqual([]);
  });
});
