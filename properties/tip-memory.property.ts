/**
 * What is remembered of drafts: an old draft, looked at in a world that changes, is told what a new
 * one is told.
 *
 * How: drafts are composed again and again while settings change, mailboxes fill and groups are
 * counted. Each snapshot of the whole, run without anybody who watches, is compared with that of a
 * scenario in which nothing else was ever composed: there, nothing can be remembered.
 */
import fc from 'fast-check';
import { expect } from 'vitest';
import type { CmdletObject } from '../model/org/tenant.ts';
import type { Snapshot } from '../model/world/state.ts';
import { compileScenario } from '../scenarios/compile.ts';
import type { Action, Scenario } from '../scenarios/scenario.ts';
import { simulate } from '../sim/simulate.ts';
import { ana, build, ingredients } from './arbitraries/scenario.ts';
import { always, describe, model, sometimes } from './harness.ts';

const ben = 'p0@contoso.com';
const people = [ben, 'p1@contoso.com', 'p2@contoso.com'];
const groups = ['g0@contoso.com', 'g1@contoso.com', 'd0@contoso.com'];
const outside = ['x@adatum.example', 'gone@contoso.com'];
const everybody = [...people, ...groups, ...outside];

const change = (noun: string, Identity: string | null, properties: CmdletObject): Action =>
  ({
    ...{ kind: 'change', tenant: null, cmdlet: `Set-${noun}`, verb: 'Set', noun },
    ...{ identity: Identity, properties },
  }) as Action;

const somebody = fc.constantFrom(...people);
const happening: fc.Arbitrary<Action> = fc.oneof(
  fc
    .constantFrom(900, 1_000)
    .map((totalItemSize): Action => ({ kind: 'fill', mailbox: ben, totalItemSize })),
  fc.constant<Action>({ kind: 'refreshGroupMetrics' }),
  fc
    .record({ verb: fc.constantFrom('Add', 'Remove'), Member: somebody })
    .map(({ verb, Member }) => ({
      ...change('DistributionGroupMember', 'g0@contoso.com', { Member }),
      ...{ cmdlet: `${verb}-DistributionGroupMember`, verb: verb as 'Add' },
    })),
  fc
    .record({ who: somebody, MailTip: fc.constantFrom('One', 'Two') })
    .map(({ who, MailTip }) => change('Mailbox', who, { MailTip })),
  fc
    .boolean()
    .map((isOn) =>
      change('OrganizationConfig', null, { MailTipsExternalRecipientsTipsEnabled: isOn }),
    ),
  fc
    .record({ who: somebody, AutoReplyState: fc.constantFrom('Enabled', 'Disabled') })
    .map(({ who, AutoReplyState }) =>
      change('MailboxAutoReplyConfiguration', who, { AutoReplyState, InternalMessage: '<b>A</b>' }),
    ),
);
const composing: fc.Arbitrary<Action> = fc
  .record({
    id: fc.constantFrom('d1', 'd2'),
    from: fc.constantFrom(ana, ana, ben),
    to: fc.subarray(everybody, { minLength: 4 }),
    size: fc.constantFrom(100, 100, 2_000),
    client: fc.constantFrom('outlook-windows', 'owa', 'outlook-mobile'),
  })
  .map((draft): Action => ({ ...draft, kind: 'compose', cc: [], bcc: [] }) as Action);

const scenarios: fc.Arbitrary<Scenario> = fc
  .record({
    base: ingredients.map(build),
    members: fc.tuple(...groups.map(() => fc.subarray(everybody))),
    actions: fc.array(fc.oneof(happening, composing), { minLength: 6, maxLength: 12 }),
  })
  .map(({ base, members, actions }) => ({
    ...base,
    tenant: {
      tenantId: null,
      nouns: {
        OrganizationConfig: [{ MailTipsLargeAudienceThreshold: 0 }],
        AcceptedDomain: [{ DomainName: 'contoso.com' }],
        Mailbox: [ana, ...people].map((PrimarySmtpAddress, i) => ({
          PrimarySmtpAddress,
          ...(i === 1 ? { ProhibitSendReceiveQuota: 1_000, MaxReceiveSize: 1_000 } : {}),
        })),
        DistributionGroup: groups
          .slice(0, 2)
          .map((PrimarySmtpAddress, i) => ({ PrimarySmtpAddress, Members: members[i] ?? [] })),
        DynamicDistributionGroup: [
          { PrimarySmtpAddress: 'd0@contoso.com', RejectMessagesFrom: [ben] },
        ],
        DynamicDistributionGroupMember: [{ Identity: 'd0@contoso.com', Members: members[2] ?? [] }],
      },
    },
    people: [],
    faults: [],
    services: [],
    expect: [],
    rules: [],
    // Hours apart: every change is in force before the next thing happens.
    timeline: actions.map((action, i) => ({ at: i * 7_200_000, action })),
  }));

/**
 * [draft] [snapshot] as nobody watches, recipients by their address: they are numbered by who is
 * mentioned first.
 */
function looks(scenario: Scenario) {
  const { world, setting } = simulate(model, compileScenario(scenario));
  const named = ({ at: instant, lookups, tips }: Snapshot) => ({
    ...{ instant, lookups },
    tips: tips.map((tip) => ({ ...tip, recipient: setting.book.addresses[tip.recipient] })),
  });
  return world.drafts.map(({ snapshots }) => snapshots.map(named));
}

const composes = ({ timeline }: Scenario) =>
  timeline.filter(({ action }) => action.kind === 'compose');

/** The scenario in which one compose alone is left. */
function alone(scenario: Scenario, kept: Scenario['timeline'][number]): Scenario {
  const timeline = scenario.timeline.filter(
    (entry) => entry === kept || entry.action.kind !== 'compose',
  );
  return { ...scenario, timeline };
}

describe('what is remembered of drafts', () => {
  always(
    ['MT-080', 'MT-082', 'MT-083'],
    'A draft composed again is told what a new one is',
    scenarios,
    (scenario) => {
      const whole = looks(scenario).flat();
      for (const entry of composes(scenario)) {
        const remembered = whole.filter(({ instant }) => instant === entry.at);
        expect(remembered).toEqual(looks(alone(scenario, entry)).flat());
      }
    },
  );

  sometimes('one draft is told three different things', scenarios, (scenario) =>
    looks(scenario).some(
      (snapshots) => new Set(snapshots.map(({ tips }) => JSON.stringify(tips))).size >= 3,
    ),
  );
});
