/**
 * MailTips: what more restriction, other orders and larger groups may change, and two oracles that
 * expand groups plainly.
 *
 * How: small organizations of people and groups that nest at random; every draft is written at the
 * start, so that each tip is a matter of settings alone.
 */
import fc from 'fast-check';
import { expect } from 'vitest';
import type { CmdletObject, Tenant } from '../model/org/tenant.ts';
import type { Action, Scenario } from '../scenarios/scenario.ts';
import type { TipOutcome } from '../sim/draft-outcome.ts';
import { ana, build, ingredients } from './arbitraries/scenario.ts';
import { always, describe, run, sometimes } from './harness.ts';

const people = ['p0', 'p1', 'p2', 'p3', 'p4'].map((name) => `${name}@contoso.com`);
const outside = ['x@adatum.example', 'y@adatum.example'];
const groups = ['g0', 'g1', 'g2', 'g3'].map((name) => `${name}@contoso.com`);
const dynamic = 'd0@contoso.com';
const everybody = [...people, ...groups, dynamic, ...outside];

type Parts = {
  readonly base: Scenario;
  readonly members: readonly (readonly string[])[];
  readonly stored: readonly string[];
  readonly own: readonly CmdletObject[];
  readonly to: readonly string[];
  readonly threshold: number;
};

const some = (of: readonly string[]) => fc.subarray([...of]);
const setting = fc.record(
  {
    MailTip: fc.constantFrom('Ask first', '<b>Wait</b>'),
    RejectMessagesFrom: fc.constant([ana]),
    ModerationEnabled: fc.constant(true),
    ModeratedBy: fc.constant([people[0] ?? '']),
  },
  { requiredKeys: [] },
);
const parts: fc.Arbitrary<Parts> = fc.record({
  base: ingredients.map(build),
  members: fc.tuple(...groups.map(() => some([...people, ...groups, ...outside]))),
  stored: some([...people, ...groups]),
  own: fc.tuple(...people.map(() => setting)),
  to: some(everybody).filter(({ length }) => length > 0),
  threshold: fc.integer({ min: 0, max: 6 }),
});

function tenantOf({ members, stored, own, threshold }: Parts): Tenant {
  const boxes = people.map((PrimarySmtpAddress, i) => ({ PrimarySmtpAddress, ...own[i] }));
  return {
    tenantId: null,
    nouns: {
      OrganizationConfig: [
        {
          MailTipsLargeAudienceThreshold: threshold,
          MailTipsExternalRecipientsTipsEnabled: true,
        },
      ],
      AcceptedDomain: [{ DomainName: 'contoso.com' }],
      Mailbox: [{ PrimarySmtpAddress: ana }, ...boxes],
      MailboxAutoReplyConfiguration: [
        { Identity: people[1] ?? '', AutoReplyState: 'Enabled', InternalMessage: 'Away' },
      ],
      DistributionGroup: groups.map((PrimarySmtpAddress, i) => ({
        PrimarySmtpAddress,
        Members: members[i] ?? [],
      })),
      DynamicDistributionGroup: [{ PrimarySmtpAddress: dynamic, AcceptMessagesOnlyFrom: [ana] }],
      DynamicDistributionGroupMember: [{ Identity: dynamic, Members: stored }],
    },
  };
}

function scenarioOf(of: Parts): Scenario {
  const compose: Action = {
    ...{ kind: 'compose', id: 'd1', from: ana, to: of.to, cc: [], bcc: [] },
    ...{ size: 10_240, client: null },
  };
  return {
    ...of.base,
    assume: { ...of.base.assume, lookupUnit: 'groups', nestedCountsAsOne: 'true' },
    tenant: tenantOf(of),
    people: [],
    faults: [],
    services: [],
    expect: [],
    rules: [],
    timeline: [
      { at: 0, action: { kind: 'refreshGroupMetrics' } },
      { at: 1, action: compose },
    ],
  };
}

const drafts = parts.map(scenarioOf);

function snapshot(scenario: Scenario) {
  const [draft] = run(scenario).outcome.drafts;
  return draft?.snapshots[0] ?? { at: '', lookups: -1, tips: [] };
}

const tipsOf = (scenario: Scenario): readonly TipOutcome[] => snapshot(scenario).tips;
const words = (tips: readonly TipOutcome[], but: string[] = []): string[] =>
  tips
    .filter(({ tip }) => !but.includes(tip))
    .map(({ tip, recipient, text, count }) => `${tip} ${recipient} ${text} ${count}`)
    .sort();

function withTenant(scenario: Scenario, change: (nouns: Tenant['nouns']) => Tenant['nouns']) {
  return { ...scenario, tenant: { ...scenario.tenant, nouns: change(scenario.tenant.nouns) } };
}

function composed({ timeline }: Scenario): Extract<Action, { kind: 'compose' }> {
  const found = timeline.map(({ action }) => action).find(({ kind }) => kind === 'compose');
  if (found?.kind !== 'compose') throw new Error('a draft is written');
  return found;
}

function withDraft(scenario: Scenario, change: (to: readonly string[]) => readonly string[]) {
  const draft = composed(scenario);
  const action = { ...draft, to: change(draft.to) };
  return {
    ...scenario,
    timeline: scenario.timeline.map((entry) =>
      entry.action.kind === 'compose' ? { ...entry, action } : entry,
    ),
  };
}

/** [group] its members, the dynamic one’s too. */
function membersIn({ tenant }: Scenario): ReadonlyMap<string, readonly string[]> {
  const rows = [
    ...(tenant.nouns.DistributionGroup ?? []).map((group) => [
      group['PrimarySmtpAddress'],
      group['Members'],
    ]),
    ...(tenant.nouns.DynamicDistributionGroupMember ?? []).map((group) => [
      group['Identity'],
      group['Members'],
    ]),
  ];
  return new Map(rows as [string, string[]][]);
}

/** Everything behind a group, plainly: until nothing is added any more. */
function behind(scenario: Scenario, group: string): ReadonlySet<string> {
  const members = membersIn(scenario);
  let found = new Set([group]);
  for (;;) {
    const next = new Set([...found, ...[...found].flatMap((one) => members.get(one) ?? [])]);
    if (next.size === found.size) return found;
    found = next;
  }
}

describe('MailTips', () => {
  always(['MT-036'], 'A higher threshold never adds a large audience', drafts, (scenario) => {
    const higher = withTenant(scenario, (nouns) => ({
      ...nouns,
      OrganizationConfig: (nouns.OrganizationConfig ?? []).map((config) => ({
        ...config,
        MailTipsLargeAudienceThreshold: Number(config['MailTipsLargeAudienceThreshold']) + 1,
      })),
    }));
    const before = words(tipsOf(scenario));
    expect(words(tipsOf(higher)).filter((tip) => !before.includes(tip))).toEqual([]);
  });

  always(['MT-014'], 'Members bring no tips through a group', drafts, (scenario) => {
    const { to } = composed(scenario);
    for (const { recipient, tip } of tipsOf(scenario)) {
      expect(recipient === null || to.includes(recipient)).toBe(true);
      if (!groups.includes(recipient ?? '')) continue;
      expect(['external-recipients', 'large-audience']).toContain(tip);
    }
  });

  always(['MT-010'], 'A restriction never adds a custom tip', drafts, (scenario) => {
    const shut = withTenant(scenario, (nouns) => ({
      ...nouns,
      Mailbox: (nouns.Mailbox ?? []).map((box) => ({ ...box, RejectMessagesFrom: [ana] })),
    }));
    expect(tipsOf(shut).filter(({ tip }) => tip === 'custom')).toEqual([]);
  });

  always(['MT-007'], 'The order of recipients changes no tip', drafts, (scenario) => {
    const turned = withDraft(scenario, (to) => [...to].reverse());
    expect(words(tipsOf(turned))).toEqual(words(tipsOf(scenario)));
  });

  always(['MT-021'], 'The order of objects in a tenant changes no tip', drafts, (scenario) => {
    const turned = withTenant(scenario, (nouns) =>
      Object.fromEntries(
        Object.entries(nouns).map(([noun, objects]) => [noun, [...objects].reverse()]),
      ),
    );
    expect(words(tipsOf(turned))).toEqual(words(tipsOf(scenario)));
  });

  always(['MT-003', 'MT-006'], 'Who else is addressed changes no tip', drafts, (scenario) => {
    const one = composed(scenario).to[0] ?? '';
    const alone = withDraft(scenario, () => [one]);
    const own = tipsOf(scenario).filter(({ recipient }) => recipient === one);
    expect(words(tipsOf(alone))).toEqual(words(own));
  });

  always(
    ['MT-086', 'MT-087'],
    'Lookups are the groups behind it, each once',
    drafts,
    (scenario) => {
      const isAddressed = composed(scenario).to.includes(dynamic);
      const found = [...behind(scenario, dynamic)].filter((one) => !people.includes(one));
      const expanded = found.filter((one) => !outside.includes(one));
      expect(snapshot(scenario).lookups).toBe(isAddressed ? expanded.length : 0);
    },
  );

  always(['MT-035', 'MT-083', 'MT-085'], 'Counts are those of plain sets', drafts, (scenario) => {
    const { tips } = snapshot(scenario);
    for (const group of composed(scenario).to.filter((one) => groups.includes(one))) {
      const external = [...behind(scenario, group)].filter((one) => outside.includes(one)).length;
      const told = tips.find((one) => one.recipient === group && one.tip === 'external-recipients');
      expect(told?.count ?? 0).toBe(external);
      const direct = new Set(membersIn(scenario).get(group)).size;
      const large = tips.find((one) => one.recipient === group && one.tip === 'large-audience');
      expect(large?.count ?? direct).toBe(direct);
    }
  });

  always(['MT-001'], 'Nothing is told where everything is off', drafts, (scenario) => {
    const off = withTenant(scenario, (nouns) => ({
      ...nouns,
      OrganizationConfig: [{ MailTipsAllTipsEnabled: false }],
    }));
    expect(tipsOf(off)).toEqual([]);
  });

  sometimes('a dynamic group is expanded', drafts, (scenario) => snapshot(scenario).lookups > 2);
  sometimes('a group is a large audience', drafts, (scenario) =>
    tipsOf(scenario).some(({ tip }) => tip === 'large-audience'),
  );
  sometimes('somebody is restricted', drafts, (scenario) =>
    tipsOf(scenario).some(({ tip }) => tip === 'restricted-recipient'),
  );
});
