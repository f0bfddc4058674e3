/**
 * Studies in which policies change people, and what is measured of read receipts: the same draws
 * under each policy, so that nothing differs but what was changed.
 */
import { expect, it } from 'vitest';
import { emptyTenant } from '../model/org/tenant.ts';
import { parseStudy } from '../scenarios/parse-study.ts';
import { compileStudy } from '../sim/arms.ts';
import { runStudy } from '../sim/run.ts';
import type { StudyResult } from '../sim/study-result.ts';
import { forwardedTo, replicationScenario } from '../sim/workload.ts';
import { describe, model, run } from './harness.ts';

function study(more: string, tenant = '{ generate: { mailboxes: 40 } }') {
  const text = `
version: 1
name: People of policies
profile: cloud-2026-08
tenant: ${tenant}
population: { clients: { outlook-windows: 0.5, pop3: 0.25, imap4: 0.25 } }
${more}
`;
  const parsed = parseStudy(text, 'people.yaml');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return parsed.value;
}

const workload = 'workload: { recipients: 5, recallAfter: noticed-late }';
const moving = `
${workload}
policies:
  today: {}
  moved: { people: [{ of: pop3, client: owa }, { of: imap4, client: outlook-windows }] }
  old: { profile: exchange-2007 }
  grown: { population: { clients: { owa: 1 } } }
metrics: [receipt.count, receipt.duplicate, recall.success]
`;

const value = (result: StudyResult, policy: string, metric: string): number =>
  result.policies[policy]?.[metric]?.value ?? Number.NaN;

describe('policies that change people', () => {
  it('end duplicate receipts by moving POP3 and IMAP4 users', async () => {
    const result = await runStudy(study(moving), emptyTenant, { model, replications: 80 });
    expect(value(result, 'today', 'receipt.duplicate')).toBeGreaterThan(0.1);
    expect(value(result, 'old', 'receipt.duplicate')).toBeGreaterThan(0.1);
    expect(value(result, 'moved', 'receipt.duplicate')).toBe(0);
    expect(value(result, 'grown', 'receipt.duplicate')).toBe(0);
    const success = value(result, 'today', 'recall.success');
    expect(value(result, 'moved', 'recall.success')).toBe(success);
    expect(Object.keys(result.byClient['grown'] ?? {})).toEqual(['owa']);
    expect(result.policies['today']?.['receipt.count']?.unit).toBe('count');
  });

  it('count receipts as a replay of the same message lists them', async () => {
    const of = study(moving);
    const compiled = compileStudy(of, emptyTenant);
    const replications = 12;
    const result = await runStudy(of, emptyTenant, { model, replications });
    for (const [arm, { name }] of of.policies.entries()) {
      let receipts = 0;
      for (let number = 0; number < replications; number++) {
        const { outcome } = run(replicationScenario(compiled, arm, number));
        const direct = outcome.copies.filter(({ path }) => path.length === 1).map((c) => c.mailbox);
        receipts += outcome.receipts.filter(({ from }) => direct.includes(from)).length;
      }
      expect(value(result, name, 'receipt.count') * 5 * replications).toBeCloseTo(receipts, 6);
    }
  });

  it('leave the draws of the others alone', async () => {
    const both = await runStudy(study(moving), emptyTenant, { model, replications: 30 });
    const alone = study(`${workload}\nmetrics: [receipt.count, recall.success]`);
    const one = await runStudy(alone, emptyTenant, { model, replications: 30 });
    for (const metric of ['receipt.count', 'recall.success'])
      expect(value(one, 'today', metric)).toBe(value(both, 'today', metric));
  });

  it('ask for no receipts unless a metric or the workload says so', () => {
    expect(study(workload).workload.readReceipt).toBe(false);
    expect(study(moving).workload.readReceipt).toBe(true);
    const silent = workload.replace('{', '{ readReceipt: false,');
    expect(study(`${silent}\nmetrics: [receipt.count]`).workload.readReceipt).toBe(false);
  });

  it('refuse a person nobody lists, and a change of nobody', () => {
    const policies = `policies:
  a: { people: [{ mailbox: ana@contoso.com, client: owa }] }
  b: { people: [{ client: owa }] }
  c: { people: [{ of: pop4, client: owa }], population: { clients: { owa: 0 } } }`;
    const head = 'version: 1\nname: x\nprofile: classic\ntenant: { generate: { mailboxes: 4 } }';
    const parsed = parseStudy(`${head}\n${workload}\n${policies}`, 'faults.yaml');
    const found = parsed.ok ? [] : parsed.faults;
    expect(found.map(({ path }) => path.slice(0, 5).join('.'))).toEqual([
      'policies.a.people.0.mailbox',
      'policies.b.people.0',
      'policies.c.people.0.of',
      'policies.c.population.clients',
    ]);
  });
});

const keeps = 'DeliverToMailboxAndForward: true';
const listed = `
  Mailbox:
    - { PrimarySmtpAddress: ana@contoso.com }
    - { PrimarySmtpAddress: ben@contoso.com, ForwardingAddress: carla@contoso.com }
    - { PrimarySmtpAddress: carla@contoso.com, ForwardingSmtpAddress: dan@contoso.com, ${keeps} }
    - { PrimarySmtpAddress: dan@contoso.com, ForwardingAddress: ben@contoso.com }
  DistributionGroup:
    - PrimarySmtpAddress: team@contoso.com
      Members: [ana@contoso.com, ben@contoso.com, carla@contoso.com]
      ReportToOriginatorEnabled: false`;

describe('what a study measures', () => {
  it('reads what is forwarded, along the chain and once', () => {
    const compiled = compileStudy(study(workload, listed), tenantOf(listed));
    expect(forwardedTo(compiled, ['ben@contoso.com'])).toEqual([
      'carla@contoso.com',
      'dan@contoso.com',
    ]);
    expect(forwardedTo(compiled, ['ana@contoso.com'])).toEqual([]);
    expect(forwardedTo(compiled, ['ben@contoso.com', 'dan@contoso.com'])).toEqual([
      'carla@contoso.com',
    ]);
  });

  it('tells what is recalled from what is reported: a silent list reports nothing', async () => {
    const text = `
workload: { groups: 1, recallAfter: seconds }
policies: { cloud: {}, classic: { profile: classic } }`;
    const plain = listed.replaceAll(/, Forwarding.*(?= })/g, '');
    const of = study(text, plain);
    const result = await runStudy(of, tenantOf(plain), { model, replications: 40 });
    const { cloud, classic } = result.policies;
    expect(cloud?.['recall.reported']?.value).toBe(cloud?.['recall.success']?.value);
    expect(classic?.['recall.success']?.value).toBeGreaterThan(0.1);
    expect(classic?.['recall.reported']?.value).toBe(0);
  });
});

function tenantOf(text: string) {
  const { tenant } = study(workload, text);
  return tenant.kind === 'object' ? tenant.tenant : emptyTenant;
}
