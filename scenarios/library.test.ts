/**
 * The scenario library keeps what it asserts, under both steppers, twice, and leaves no rule out.
 */
import { describe, expect, it } from 'vitest';
import { createModel, tabulateAll } from '../model/model.ts';
import { type RuleId, ruleIds } from '../model/rules/catalogue.ts';
import { readLibrary, unhitRules } from '../properties/library.ts';
import { type Replayed, replay } from '../sim/replay.ts';

const tables = tabulateAll();
const byTable = createModel(tables, 'table');
const byXState = createModel(tables, 'xstate');
const { entries, faults } = readLibrary();

/** Rules that no scenario file can assert, each with the reason. */
const exempt: Readonly<Partial<Record<RuleId, string>>> = {};

/** What two runs must have in common, byte for byte. */
function print({ outcome, traceHash }: Replayed): string {
  return JSON.stringify({ outcome, traceHash });
}

describe('the scenario library', () => {
  it('has no fault and no warning', () => {
    // Some scenarios send to an address that nobody has: their subject, and a warning.
    expect(faults.filter((text) => !text.includes('returns to its sender'))).toEqual([]);
  });

  it('holds at least thirty scenarios, each with one name and something to expect', () => {
    expect(entries.length).toBeGreaterThanOrEqual(30);
    expect(new Set(entries.map(({ scenario }) => scenario.name)).size).toBe(entries.length);
    const silent = entries.filter(({ scenario: { expect, rules } }) => !expect[0] || !rules[0]);
    expect(silent.map(({ file }) => file)).toEqual([]);
  });

  it('declares every rule of the catalogue that a scenario can reach', () => {
    const declared = new Set(entries.flatMap(({ scenario }) => scenario.rules));
    const missing = ruleIds.filter((rule) => !declared.has(rule) && !(rule in exempt));
    expect(missing).toEqual([]);
    const idle = Object.keys(exempt).filter((rule) => declared.has(rule as RuleId));
    expect(idle, 'exempt and declared all the same').toEqual([]);
  });

  for (const { file, scenario } of entries) {
    it(`keeps ${file}: ${scenario.name}`, () => {
      const first = replay(byTable, scenario);
      expect(first.unmet).toEqual([]);
      expect(unhitRules(scenario, first.simulated), 'declared rules that were not hit').toEqual([]);
      expect(print(replay(byTable, scenario)), 'a second run').toBe(print(first));
      expect(print(replay(byXState, scenario)), 'XState itself').toBe(print(first));
    });
  }
});
