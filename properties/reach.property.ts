/**
 * Reach: what holds for mailboxes that a recall gets to only under conditions of their own.
 */
import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { defaultAssumptions } from '../model/assumptions.ts';
import type { Tenant } from '../model/org/tenant.ts';
import type { Action, Scenario } from '../scenarios/scenario.ts';
import { always, run, sometimes } from './harness.ts';
import { rowsOf } from './outcomes.ts';

const ours = 'ana@contoso.com';
const theirs = ['eve@fabrikam.com', 'fay@fabrikam.com'] as const;

type Trust = { readonly enabled: boolean | null; readonly listed: boolean };

const trust = fc.record({
  enabled: fc.option(fc.boolean(), { nil: null }),
  listed: fc.boolean(),
});

function tenantOf(id: string, domain: string, mailboxes: readonly string[], other: Trust): Tenant {
  return {
    tenantId: id,
    nouns: {
      AcceptedDomain: [{ DomainName: domain }],
      CrossTenantRecallConfiguration: [
        {
          CrossTenantRecallEnabled: other.enabled,
          AllowedSenderTenantIds: other.listed ? ['id-a', 'id-b'] : ['id-c'],
        },
      ],
      OrganizationConfig: [{ MessageRecallAlertRecipientsEnabled: true }],
      Mailbox: mailboxes.map((address) => ({ PrimarySmtpAddress: address })),
    },
  };
}

type Partners = {
  readonly here: Trust;
  readonly there: Trust;
  readonly profile: Scenario['profile'];
  readonly mutual: boolean;
  readonly readAt: number | null;
  readonly recallAt: number;
};

const partners = fc.record<Partners>({
  here: trust,
  there: trust,
  profile: fc.constantFrom('cloud-2025-05', 'cloud-2026-08', 'cloud-2026-08'),
  mutual: fc.constantFrom(false, false, true),
  readAt: fc.option(fc.constantFrom(0, 60_000, 600_000), { nil: null }),
  recallAt: fc.constantFrom(0, 5_000, 300_000),
});

const send = (id: string, from: string, to: readonly string[]): Action => ({
  kind: 'send',
  id,
  from,
  to,
  cc: [],
  bcc: [],
  subject: 'x',
  size: 1,
  encrypted: false,
  readReceipt: false,
  client: null,
  deferByMs: 0,
});
const recall = (id: string, message: string): Action => ({
  kind: 'recall',
  id,
  message,
  by: null,
  client: null,
  resultMail: true,
  replace: null,
});

function between(parts: Partners): Scenario {
  const { here, there, profile, mutual, readAt, recallAt } = parts;
  const read: Action = { kind: 'read', message: 'm1', mailbox: theirs[0], by: null };
  return {
    name: 'partners',
    profile,
    start: Date.parse('2026-09-07T08:00:00Z'),
    assume: { ...defaultAssumptions, crossTenantTrust: mutual ? 'mutual' : 'receiver' },
    deliveryMs: 10_000,
    untilMs: null,
    tenant: tenantOf('id-a', 'contoso.com', [ours], here),
    tenants: { fabrikam: tenantOf('id-b', 'fabrikam.com', theirs, there) },
    services: [],
    people: [],
    faults: [],
    timeline: [
      { at: 0, action: send('m1', ours, theirs) },
      { at: 0, action: send('m2', theirs[0], [ours]) },
      ...(readAt === null ? [] : [{ at: readAt, action: read }]),
      { at: recallAt, action: recall('r1', 'm1') },
      { at: recallAt, action: recall('r2', 'm2') },
    ],
    expect: [],
    rules: [],
  };
}

const allows = ({ enabled, listed }: Trust): boolean => enabled === true && listed;
const scenarios = partners.map(between);
const trustOf = ({ nouns }: Tenant): Trust => {
  const config = nouns.CrossTenantRecallConfiguration?.[0];
  const list = config?.['AllowedSenderTenantIds'] as readonly string[];
  return { enabled: config?.['CrossTenantRecallEnabled'] === true, listed: list.includes('id-a') };
};
const fabrikamOf = (scenario: Scenario): Tenant => scenario.tenants['fabrikam'] as Tenant;

describe('other organizations', () => {
  always(
    ['RC-200', 'RC-201', 'RC-202', 'RC-203', 'RC-204', 'RC-205', 'RC-210', 'RT-020'],
    'nothing in another organization is recalled, and nothing shows there, unless it allows that',
    scenarios,
    (scenario) => {
      const { outcome } = run(scenario);
      const mutual = scenario.assume.crossTenantTrust === 'mutual';
      const reached =
        scenario.profile === 'cloud-2026-08' &&
        allows(trustOf(fabrikamOf(scenario))) &&
        (!mutual || allows(trustOf(scenario.tenant)));
      for (const row of rowsOf(outcome).filter(({ recall }) => recall.id === 'r1'))
        expect(row.outcome).toBe(reached ? 'recalled' : 'failed');
      for (const copy of outcome.copies.filter(({ message }) => message === 'm1'))
        expect(copy.present).toBe(!reached);
      const alerts = outcome.notices.filter(({ kind }) => kind === 'recall-alert');
      const shown = alerts.filter(({ to }) => to !== ours).length;
      expect(shown).toBe(reached ? theirs.length : 0);
    },
  );
  always(
    ['RC-200', 'RC-202'],
    'what one organization allows changes nothing in the other direction',
    partners.filter(({ mutual }) => !mutual).map(between),
    (scenario) => {
      const shut = tenantOf('id-b', 'fabrikam.com', theirs, { enabled: false, listed: false });
      const back = (of: Scenario) =>
        rowsOf(run(of).outcome)
          .filter(({ recall }) => recall.id === 'r2')
          .map(({ outcome, reason }) => [outcome, reason]);
      expect(back({ ...scenario, tenants: { fabrikam: shut } })).toEqual(back(scenario));
    },
  );
  sometimes('a partner’s copy is recalled while ours is not', scenarios, (scenario) => {
    const rows = rowsOf(run(scenario).outcome);
    const word = (id: string) => rows.find(({ recall }) => recall.id === id)?.outcome;
    return word('r1') === 'recalled' && word('r2') === 'failed';
  });
});
