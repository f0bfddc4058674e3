/**
 * What is generated is fresh, and no documented rule is cited, asserted or exercised nowhere.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type RuleMatrix, ruleGaps, ruleRows } from '../reports/rules.ts';
import { generatedFiles } from './generate.ts';

const root = join(import.meta.dirname, '..');
const files = generatedFiles();

describe('generated files', () => {
  it.each(Object.keys(files))('%s is fresh (npm run generate writes it)', (path) => {
    expect(readFileSync(join(root, path), 'utf8')).toBe(files[path]);
  });
});

describe('the rule matrix', () => {
  const matrix = JSON.parse(files['reports/rule-matrix.json'] ?? '{}') as RuleMatrix;
  it('has no rule that is cited, asserted or exercised nowhere', () => {
    expect(ruleGaps(ruleRows(matrix))).toEqual([]);
  });
  it('names every gap of an empty matrix', () => {
    expect(ruleGaps(ruleRows({})).length).toBe(ruleRows({}).length * 3);
  });
});
