/**
 * No documented rule is cited, asserted or exercised nowhere, and no switch moves nothing, as the
 * committed matrices say. That these are fresh the build machine finds out (`generate.ts --check`).
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { assumptionNames } from '../model/assumptions.ts';
import { profileNames } from '../model/profile.ts';
import { type RuleMatrix, ruleGaps, ruleRows } from '../reports/rules.ts';
import { type SwitchMatrix, switchGaps } from '../reports/switches.ts';

const root = join(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

describe('the rule matrix', () => {
  const matrix = JSON.parse(read('reports/rule-matrix.json')) as RuleMatrix;
  it('has no rule that is cited, asserted or exercised nowhere', () => {
    expect(ruleGaps(ruleRows(matrix))).toEqual([]);
  });
  it('names every gap of an empty matrix', () => {
    expect(ruleGaps(ruleRows({})).length).toBe(ruleRows({}).length * 3);
  });
});

describe('the switch matrix', () => {
  const matrix = JSON.parse(read('reports/switch-matrix.json')) as SwitchMatrix;
  it('shows every position of every switch, profile and setting by a scenario', () => {
    expect(switchGaps(matrix)).toEqual([]);
  });
  it('has all switches and profiles', () => {
    expect(Object.keys(matrix.assumptions)).toEqual(assumptionNames);
    expect(Object.keys(matrix.profiles)).toEqual(profileNames.slice(1));
  });
});
