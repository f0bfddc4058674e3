/**
 * Messages that have all been small so far say little where a large one may come: no interval, and
 * no answer of a gate, takes the largest that came for the largest there can be.
 */
import { describe, expect, it } from 'vitest';
import { createModel, tabulateAll } from '../model/model.ts';
import { emptyTenant } from '../model/org/tenant.ts';
import { parseStudy } from '../scenarios/parse-study.ts';
import { compileStudy } from './arms.ts';
import { largestMessage } from './looks.ts';
import { runStudy } from './run.ts';

const MESSAGES = 64;
const text = `
version: 1
name: One message in a thousand goes to a group
profile: cloud-2026-08
seed: 3
tenant: { generate: { mailboxes: 60 } }
workload: { recipients: 1, groups: 0.001, recallAfter: 45s }
behaviours: { opensPersonal: 0, mailboxOutage: 0 }
population: { onPremisesShare: 0, forwardsOutsideShare: 0 }
metrics: [recall.success, prevention.ndr]
policies: { today: {} }
require: [ "today.recall.success >= 0.9" ]
`;

const runOf = (replications: number | null, more = '') => {
  const parsed = parseStudy(text + more, 'sizes.yaml');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  const plan = { model: createModel(tabulateAll()), replications };
  return {
    compiled: compileStudy(parsed.value, emptyTenant),
    result: runStudy(parsed.value, emptyTenant, plan),
  };
};

describe('messages of one recipient each, where groups may come', () => {
  it('bound rates, reasons and what comes back by the largest group', async () => {
    const { compiled, result } = runOf(MESSAGES);
    const most = largestMessage(compiled);
    expect(most).toBeGreaterThan(10);
    const { policies, prevention, reasons } = await result;
    const success = policies['today']?.['recall.success'];
    expect(success?.value).toBe(1);
    expect(success?.n).toBe(MESSAGES);
    // At most 4.6 % of messages fail, each as large as a group.
    const missed = 1 - 0.05 ** (1 / MESSAGES);
    const low = 1 - (missed * most) / (missed * most + 1 - missed);
    expect(success?.low).toBeCloseTo(low, 10);
    expect(reasons['today']?.[0]?.low).toBeCloseTo(low, 2);
    expect(policies['today']?.['prevention.ndr']?.high).toBeCloseTo(missed * (most + 1), 10);
    expect(prevention).toBeUndefined();
  });

  it('leave a gate open', async () => {
    const { result } = runOf(
      null,
      `precision: { method: gate, replications: { min: 32, max: ${MESSAGES} } }`,
    );
    const { require, stopped } = await result;
    expect(stopped).toBe('budget');
    expect(require[0]?.verdict).toBe('undecided');
  });
});
