/**
 * Every fact that was collected is behind a rule or a switch, or recorded with the reason.
 */
import { expect, it } from 'vitest';
import { isRuleId, ruleIds, ruleOf } from './catalogue.ts';
import { evidenceGaps, evidenceIds, standingOf } from './evidence.ts';
import factTable from './facts.json' with { type: 'json' };
import { recordedFacts } from './recorded.ts';

it('a row says which rules stand on it', () => {
  expect(standingOf('C17')).toMatchObject({ rules: ['RC-044'], recorded: null });
  expect(standingOf('R-116').recorded?.[0]).toBe('figure');
});

it('no piece of the evidence is forgotten or said twice', () => {
  expect(evidenceGaps()).toEqual([]);
});

it('there are 236 facts, 30 silent points, 7 recollections and 83 rows', () => {
  const count = (prefix: RegExp): number => evidenceIds.filter((id) => prefix.test(id)).length;
  expect(count(/^R-/)).toBe(236);
  expect(count(/^S-/)).toBe(30);
  expect(count(/^U-/)).toBe(7);
  expect(count(/^([GCKT]\d|D3)/)).toBe(83);
  expect(['M-', 'C-', 'D-'].map((kind) => count(new RegExp(`^${kind}`)))).toEqual([268, 28, 32]);
  expect(new Set(evidenceIds).size).toBe(evidenceIds.length);
});

it('whatever a rule cites is a piece of the evidence, or a fact with a grade', () => {
  const known = new Set([...evidenceIds, ...Object.keys(factTable)]);
  const strange = ruleIds.flatMap((rule) => ruleOf(rule).facts.filter((fact) => !known.has(fact)));
  expect(strange).toEqual([]);
});

it('each contradiction is behind a rule or a switch; the one on rates is a figure', () => {
  const contradictions = evidenceIds.filter((id) => id >= 'R-221' && id <= 'R-237');
  const settled = contradictions.filter((id) => !recordedFacts[id]);
  expect(contradictions.length - settled.length).toBe(1);
  for (const id of settled) {
    const { rules, switches } = standingOf(id);
    expect([...rules.filter(isRuleId), ...switches], id).not.toEqual([]);
  }
});
