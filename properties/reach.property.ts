/**
 * Reach: what holds for mailboxes that a recall gets to only under conditions of their own.
 */
import fc from 'fast-check';
import { expect } from 'vitest';
import type { Tenant } from '../model/org/tenant.ts';
import { parseScenario } from '../scenarios/parse-scenario.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { always, describe, run, sometimes } from './harness.ts';
import { rowsOf } from './outcomes.ts';

const ours = 'ana@contoso.com';
const theirs = ['eve@fabrikam.com', 'fay@fabrikam.com'] as const;

type Trust = { readonly enabled: boolean | null; readonly listed: boolean };

const trust = fc.record({
  enabled: fc.option(fc.boolean(), { nil: null }),
  listed: fc.boolean(),
});

function tenantOf(id: string, domain: string, mailboxes: readonly string[], other: Trust) {
  return {
    TenantId: id,
    AcceptedDomain: [{ DomainName: domain }],
    CrossTenantRecallConfiguration: {
      CrossTenantRecallEnabled: other.enabled,
      AllowedSenderTenantIds: other.listed ? ['id-a', 'id-b'] : ['id-c'],
    },
    OrganizationConfig: { MessageRecallAlertRecipientsEnabled: true },
    Mailbox: mailboxes.map((address) => ({ PrimarySmtpAddress: address })),
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
  readAt: fc.option(fc.constantFrom(0, 60, 600), { nil: null }),
  recallAt: fc.constantFrom(0, 5, 300),
});

function between(parts: Partners): Scenario {
  const { here, there, profile, mutual, readAt, recallAt } = parts;
  const read = { read: { message: 'm1', mailbox: theirs[0] } };
  return scenarioOf({
    profile,
    start: '2026-09-07T08:00:00Z',
    assume: { crossTenantTrust: mutual ? 'mutual' : 'receiver' },
    tenant: tenantOf('id-a', 'contoso.com', [ours], here),
    tenants: { fabrikam: tenantOf('id-b', 'fabrikam.com', theirs, there) },
    timeline: [
      { at: '0s', send: { id: 'm1', from: ours, to: theirs } },
      { at: '0s', send: { id: 'm2', from: theirs[0], to: [ours] } },
      ...(readAt === null ? [] : [{ at: `${readAt}s`, ...read }]),
      { at: `${recallAt}s`, recall: { id: 'r1', message: 'm1' } },
      { at: `${recallAt}s`, recall: { id: 'r2', message: 'm2' } },
    ],
  });
}

/** A scenario from the plain value of its file. */
function scenarioOf(plain: object): Scenario {
  const parsed = parseScenario(JSON.stringify({ version: 1, name: 'reach', ...plain }), 'reach');
  if (!parsed.ok) throw new Error(parsed.faults[0]?.message);
  return parsed.value;
}

const allows = ({ enabled, listed }: Trust): boolean => enabled === true && listed;
const scenarios = partners.map(between);
const trustOf = ({ nouns }: Tenant): Trust => {
  const config = nouns.CrossTenantRecallConfiguration?.[0];
  const list = config?.['AllowedSenderTenantIds'] as readonly string[];
  return { enabled: config?.['CrossTenantRecallEnabled'] === true, listed: list.includes('id-a') };
};
const fabrikamOf = (scenario: Scenario): Tenant => scenario.tenants['fabrikam'] as Tenant;

const reached = fc.record({
  holds: fc.subarray(['LitigationHoldEnabled', 'ComplianceTagHoldApplied']),
  recovery: fc.boolean(),
  deleted: fc.constantFrom('0 GB', '30 GB', '100 GB'),
  type: fc.constantFrom('UserMailbox', 'PublicFolder', 'GroupMailbox'),
  raised: fc.boolean(),
});

/** One mailbox with holds and a quota, which an administrator may raise an hour later. */
const stored = reached.map(({ holds, recovery, deleted, type, raised }) => {
  const quota = { Identity: 'ben@contoso.com', RecoverableItemsQuota: '200 GB' };
  return scenarioOf({
    tenant: {
      Mailbox: [
        { PrimarySmtpAddress: ours },
        {
          PrimarySmtpAddress: 'ben@contoso.com',
          RecipientTypeDetails: type,
          SingleItemRecoveryEnabled: recovery,
          ...Object.fromEntries(holds.map((hold) => [hold, true])),
        },
      ],
      MailboxStatistics: [{ Identity: 'ben@contoso.com', TotalDeletedItemSize: deleted }],
    },
    timeline: [
      { at: '0s', send: { id: 'm1', from: ours, to: ['ben@contoso.com'] } },
      { at: '5m', recall: { id: 'r1', message: 'm1' } },
      ...(raised ? [{ at: '1h', change: { 'Set-Mailbox': quota } }] : []),
    ],
  });
});

describe('stores', () => {
  always(
    ['RC-220', 'RC-221', 'RC-230', 'RC-232', 'MB-060'],
    'what a hold keeps stays kept, and a full store or a public folder gives nothing back',
    stored,
    (scenario) => {
      const box = scenario.tenant.nouns.Mailbox?.[1] ?? {};
      const { outcome } = run(scenario);
      const [row] = rowsOf(outcome);
      const [copy] = outcome.copies;
      const held =
        box['LitigationHoldEnabled'] === true || box['ComplianceTagHoldApplied'] === true;
      const isFolder = box['RecipientTypeDetails'] === 'PublicFolder';
      if (isFolder) expect(row?.reason).toBe('unsupported-recipient');
      if (row?.outcome === 'failed') expect(copy?.present).toBe(true);
      else expect(copy?.retained).toBe(held || box['SingleItemRecoveryEnabled'] === true);
      if (row?.reason === 'timed-out') expect(row.cause).toBe('recoverable-items-full');
      if (scenario.timeline.length > 2 && !isFolder) expect(row?.outcome).toBe('recalled');
    },
  );
  sometimes('a recall waits for room and then succeeds', stored, (scenario) => {
    const [row] = rowsOf(run(scenario).outcome);
    const waited = Date.parse(row?.decidedAt ?? '') > scenario.start + 3_600_000;
    return row?.outcome === 'recalled' && waited;
  });
});

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
      const fabrikam = fabrikamOf(scenario);
      const nouns = { ...fabrikam.nouns, CrossTenantRecallConfiguration: [] };
      const back = (of: Scenario) =>
        rowsOf(run(of).outcome)
          .filter(({ recall }) => recall.id === 'r2')
          .map(({ outcome, reason }) => [outcome, reason]);
      expect(back({ ...scenario, tenants: { fabrikam: { ...fabrikam, nouns } } })).toEqual(
        back(scenario),
      );
    },
  );
  sometimes('a partner’s copy is recalled while ours is not', scenarios, (scenario) => {
    const rows = rowsOf(run(scenario).outcome);
    const word = (id: string) => rows.find(({ recall }) => recall.id === id)?.outcome;
    return word('r1') === 'recalled' && word('r2') === 'failed';
  });
});

const everybody = ['ben@contoso.com', 'cara@contoso.com', 'eve@fabrikam.com'];
const permitted = fc
  .record({
    members: fc.subarray([ours, 'ben@contoso.com']),
    scope: fc.constantFrom('all', 'internal'),
    except: fc.subarray(everybody),
    mfa: fc.boolean(),
    passed: fc.boolean(),
    readBy: fc.subarray(everybody.slice(0, 2)),
    readsStay: fc.boolean(),
  })
  .map(({ members, scope, except, mfa, passed, readBy, readsStay }) =>
    scenarioOf({
      tenant: {
        AcceptedDomain: [{ DomainName: 'contoso.com' }],
        OrganizationConfig: { RecallReadMessagesEnabled: !readsStay },
        Mailbox: [ours, ...everybody.slice(0, 2)].map((address) => ({
          PrimarySmtpAddress: address,
        })),
        RecallPermission: [
          {
            Name: 'Row',
            Members: members,
            Scope: scope,
            ExceptRecipients: except,
            RequireMfa: mfa,
          },
        ],
      },
      timeline: [
        { at: '0s', send: { id: 'm1', from: ours, to: everybody } },
        ...readBy.map((mailbox) => ({ at: '1m', read: { message: 'm1', mailbox } })),
        {
          at: '5m',
          recall: { id: 'r1', message: 'm1', context: { mfa: passed ? 'passed' : 'failed' } },
        },
      ],
    }),
  );

describe('permission', () => {
  always(
    ['RC-240', 'RC-241', 'RC-242', 'RC-243', 'RC-244', 'RC-245'],
    'a permission never makes a recall succeed that failed without it',
    permitted,
    (scenario) => {
      const { tenant } = scenario;
      const nouns = { ...tenant.nouns, RecallPermission: [] };
      const free = rowsOf(run({ ...scenario, tenant: { ...tenant, nouns } }).outcome);
      for (const row of rowsOf(run(scenario).outcome)) {
        const without = free.find(({ recipient }) => recipient === row.recipient);
        expect([row.outcome, row.reason]).toEqual([without?.outcome, without?.reason]);
      }
    },
  );
  always(
    ['RC-242', 'RC-244'],
    'whoever is a member by a row of its own is treated as a member that the role group lists',
    permitted,
    (scenario) => {
      const [row] = scenario.tenant.nouns.RecallPermission ?? [];
      const Members = (row?.['Members'] ?? []) as string[];
      if (Members.length === 0) return;
      const RecallPermission = [{ ...row, Members: ['Juniors'] }];
      const by = (nouns: object): Scenario => ({
        ...scenario,
        tenant: {
          ...scenario.tenant,
          nouns: { ...scenario.tenant.nouns, RecallPermission, ...nouns },
        },
      });
      const listed = by({ RoleGroup: [{ Name: 'Juniors', Members }] });
      const added = by({
        RoleGroup: [{ Name: 'Juniors' }],
        RoleGroupMember: [{ Identity: 'juniors', Members }],
      });
      expect(run(added).outcome.recalls).toEqual(run(listed).outcome.recalls);
      expect(run(listed).outcome.recalls).toEqual(run(scenario).outcome.recalls);
    },
  );
  sometimes('a permission leaves somebody out', permitted, (scenario) => {
    const rows = rowsOf(run(scenario).outcome).length;
    return rows > 0 && rows < everybody.length;
  });
  sometimes('a permission refuses a recall', permitted, (scenario) =>
    run(scenario).outcome.recalls.some(({ reason }) => reason === 'not-permitted'),
  );
});
