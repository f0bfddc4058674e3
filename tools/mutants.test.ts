/**
 * docs/MUTANTS.md says what was measured last, of every list, table and property there is.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lists, machineNames } from '../model/model.ts';
import { mutantsFiles, propertySentences } from './mutants-document.ts';

const root = join(import.meta.dirname, '..');
const text = readFileSync(join(root, 'docs/MUTANTS.md'), 'utf8');

describe('docs/MUTANTS.md', () => {
  it('is fresh (npm run generate writes it)', () => {
    expect({ 'docs/MUTANTS.md': text }).toEqual(mutantsFiles());
  });

  it('names every list, table and property', () => {
    const names = [...Object.keys(lists), ...machineNames, ...propertySentences()];
    expect(propertySentences().length).toBeGreaterThan(100);
    expect(names.filter((name) => !text.includes(name.replaceAll('|', '\\|')))).toEqual([]);
  });
});
