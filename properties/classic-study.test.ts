/**
 * Studies that compare cloud recall with classic recall: one timeline under both, whatever the
 * order of the policies.
 *
 * Why apart: a timeline is compiled once for all policies of a study, so the request of a classic
 * recall has to be there although the first policy never sends it.
 */
import { describe, expect, it } from 'vitest';
import { createModel, tabulateAll } from '../model/model.ts';
import { emptyTenant } from '../model/org/tenant.ts';
import { parseStudy } from '../scenarios/parse-study.ts';
import { runStudy } from '../sim/run.ts';

const model = createModel(tabulateAll());
const off = '{ OrganizationConfig: { MessageRecallEnabled: false } }';

/** The words of the status report under each policy, with how often they occur. */
async function reasonsOf(policies: string) {
  const text = `
version: 1
name: Cloud against classic
profile: cloud-2026-08
tenant: { generate: { mailboxes: 40, domain: contoso.com } }
workload: { recipients: 5, recallAfter: noticed-late }
policies: ${policies}
`;
  const parsed = parseStudy(text, 'classic.yaml');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  const result = await runStudy(parsed.value, emptyTenant, { model, replications: 60 });
  return result.reasons;
}

describe('a study of both roads', () => {
  it('runs the same timeline under both, in whatever order', async () => {
    const reasons = await reasonsOf(`{ cloud: {}, classic: ${off} }`);
    expect(await reasonsOf(`{ classic: ${off}, cloud: {} }`)).toEqual(reasons);
    const words = JSON.stringify(reasons['classic']);
    expect(words).toContain('already-read');
    expect(words).toContain('client-cannot-process');
    expect(JSON.stringify(reasons['cloud'])).not.toContain('client-cannot-process');
  });
});
