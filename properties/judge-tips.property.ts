/**
 * MailTips against the independent judge: the same tips at every look at every draft, in the same
 * order, in organizations and drafts by chance.
 */
import fc from 'fast-check';
import { expect } from 'vitest';
import { type RuleId, ruleIds } from '../model/rules/catalogue.ts';
import { drafts } from './arbitraries/drafts.ts';
import { always, describe, it, run } from './harness.ts';
import { judgeTips } from './judge/tips.ts';
import { tipDifferences } from './tip-judgement.ts';

const rules: readonly RuleId[] = [
  ...(['MT-001', 'MT-002', 'MT-003', 'MT-004', 'MT-005', 'MT-006', 'MT-007', 'MT-010'] as const),
  ...(['MT-011', 'MT-012', 'MT-013', 'MT-014', 'MT-015', 'MT-016', 'MT-017', 'MT-018'] as const),
  ...(['MT-019', 'MT-020', 'MT-021', 'MT-030', 'MT-031', 'MT-032', 'MT-033', 'MT-034'] as const),
  ...(['MT-035', 'MT-036', 'MT-037', 'MT-038', 'MT-039', 'MT-040', 'MT-041', 'MT-042'] as const),
  ...(['MT-043', 'MT-044', 'MT-050', 'MT-051', 'MT-052', 'MT-053', 'MT-060', 'MT-061'] as const),
  ...(['MT-062', 'MT-063', 'MT-064', 'MT-065', 'MT-066', 'MT-067', 'MT-068', 'MT-070'] as const),
  ...(['MT-071', 'MT-072', 'MT-073', 'MT-074', 'MT-075', 'MT-076', 'MT-077', 'MT-080'] as const),
  ...(['MT-081', 'MT-082', 'MT-083', 'MT-084', 'MT-085', 'MT-086', 'MT-087', 'MT-090'] as const),
  ...(['MT-091', 'MT-092', 'MT-093', 'MT-094', 'MT-095', 'MT-096'] as const),
];

const SAMPLE = 300;

describe('the judge of tips and the simulator agree', () => {
  always(rules, 'The judge finds what drafts are told', drafts, (scenario) => {
    const judgement = judgeTips(scenario);
    if (!judgement.judged) return;
    expect(tipDifferences(judgement.looks, run(scenario).outcome, scenario)).toEqual([]);
  });

  it('and most generated drafts are judged, with every rule of tips among them', () => {
    const sample = fc.sample(drafts, { numRuns: SAMPLE, seed: 0x5eed });
    const judged = sample.filter((scenario) => judgeTips(scenario).judged);
    expect(judged.length / sample.length).toBeGreaterThan(0.7);
    const cited = new Set<RuleId>();
    for (const scenario of judged) {
      run(scenario).simulated.hits.forEach((hits, rule) => {
        const id = ruleIds[rule];
        if (hits > 0 && id !== undefined) cited.add(id);
      });
    }
    expect(rules.filter((rule) => !cited.has(rule))).toEqual([]);
  });
});
