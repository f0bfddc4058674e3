/**
 * Transport: what becomes of every copy before it is in a mailbox.
 *
 * A scenario of the small world gets restrictions, moderation, quotas, mail flow rules and
 * quarantine by chance; each feature is off in most cases.
 */
import fc from 'fast-check';
import { expect } from 'vitest';
import type { CmdletObject } from '../model/org/tenant.ts';
import type { InjectedFault, Scenario, TimelineEntry } from '../scenarios/scenario.ts';
import type { Replayed } from '../sim/replay.ts';
import { ana, cloud, eve, scenarios, team } from './arbitraries/scenario.ts';
import { agreement, always, describe, run, sometimes } from './harness.ts';
import { rowsOf } from './outcomes.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const hour = fc.constantFrom(0, HOUR, 3 * HOUR, 23 * HOUR, 30 * HOUR);
const someone = fc.constantFrom<string>(...cloud);

const restriction: fc.Arbitrary<CmdletObject> = fc.constantFrom<CmdletObject>(
  {},
  {},
  { AcceptMessagesOnlyFrom: [cloud[0]] },
  { RejectMessagesFrom: [ana] },
  { ModerationEnabled: true, ModeratedBy: [cloud[1]] },
  { MaxReceiveSize: 500 },
  { ProhibitSendReceiveQuota: 0 },
);

const action: fc.Arbitrary<CmdletObject> = fc.constantFrom<CmdletObject>(
  { RejectMessageReasonText: 'no' },
  { DeleteMessage: true },
  { Quarantine: true },
  { RedirectMessageTo: [cloud[2]] },
  { CopyTo: [cloud[2], eve] },
  { ModerateMessageByUser: [cloud[1]] },
  { PrependSubject: 'm2 ' },
  { SetHeaderName: 'X-Signed', SetHeaderValue: 'yes' },
  { StopRuleProcessing: true },
);
const condition: fc.Arbitrary<CmdletObject> = fc.constantFrom<CmdletObject>(
  {},
  { SentTo: [cloud[0]] },
  { SubjectContainsWords: ['m2'] },
  { SentToScope: 'NotInOrganization' },
);

const additions = fc.record({
  base: scenarios,
  boxes: fc.tuple(restriction, restriction, restriction),
  group: fc.constantFrom<CmdletObject>({}, {}, { ModerationEnabled: true, ManagedBy: [cloud[1]] }),
  rules: fc.array(fc.tuple(condition, action), { maxLength: 3 }),
  held: fc.array(fc.tuple(someone, hour), { maxLength: 2 }),
  released: fc.array(fc.tuple(fc.constantFrom<string>(...cloud, team), hour), { maxLength: 3 }),
});
type Additions = typeof additions extends fc.Arbitrary<infer T> ? T : never;

function withTransport({ base, boxes, group, rules, held, released }: Additions): Scenario {
  const { nouns } = base.tenant;
  const boxed = (nouns.Mailbox ?? []).map((box) => {
    const index = cloud.indexOf(box['PrimarySmtpAddress'] as (typeof cloud)[number]);
    return { ...box, ...boxes[index] };
  });
  const groups = (nouns.DistributionGroup ?? []).map((object) =>
    object['PrimarySmtpAddress'] === team ? { ...object, ...group } : object,
  );
  const flow = rules.map(([when, what], index) => ({
    Name: `Rule ${index}`,
    Priority: index + 1,
    ...when,
    ...what,
  }));
  const faults = held.map(
    ([mailbox, until]): InjectedFault => ({ kind: 'quarantined', message: 'm1', mailbox, until }),
  );
  const lets = released.flatMap(([who, at]): TimelineEntry[] => [
    { at, action: { kind: 'approve', message: 'm1', recipient: who } },
    ...(who === team
      ? []
      : [{ at, action: { kind: 'release' as const, message: 'm1', mailbox: who } }]),
  ]);
  return {
    ...base,
    tenant: {
      ...base.tenant,
      nouns: {
        ...nouns,
        Mailbox: boxed,
        DistributionGroup: groups,
        TransportRule: [...(nouns.TransportRule ?? []), ...flow],
      },
    },
    faults: [...base.faults, ...faults],
    timeline: [...base.timeline, ...lets],
  };
}

const transported = additions.map(withTransport);

/** The rule with an exception that every message meets, whoever sent it on. */
function excepted([when, what]: [CmdletObject, CmdletObject]): [CmdletObject, CmdletObject] {
  return [when, { ...what, ExceptIfSenderDomainIs: ['contoso.com', 'fabrikam.com'] }];
}

/** [copy] the state in which the world ended. */
function statesOf({ simulated }: Replayed): string[] {
  const { table } = simulated.model.steppers.copy;
  return simulated.world.copies.map(({ state }) => table.states[state] ?? '');
}

const waiting = ['quarantined', 'awaitingApproval'];
const ended = ['lost', 'dropped', 'undeliverable', 'redirected', 'passedOn'];

describe('transport', () => {
  always(
    ['RT-032', 'RT-040', 'MD-008', 'ND-030'],
    'every copy is delivered, handed on, held in quarantine, returned, dropped or lost',
    transported,
    (scenario) => {
      const replayed = run(scenario);
      const states = statesOf(replayed);
      replayed.simulated.world.copies.forEach((copy, index) => {
        const state = states[index] ?? '';
        const arrived = !Number.isNaN(copy.deliveredAt);
        expect(arrived || ended.includes(state) || state === 'quarantined', state).toBe(true);
        if (waiting.includes(state) || ended.includes(state)) expect(arrived).toBe(false);
      });
    },
  );
  always(
    ['ND-001', 'ND-020', 'ND-021', 'ND-023', 'RT-031', 'MD-008'],
    'the sender gets one report for each address that returned a copy',
    transported,
    (scenario) => {
      const replayed = run(scenario);
      const states = statesOf(replayed);
      const { copies, notices } = replayed.simulated.world;
      const about = copies.flatMap((copy, index) =>
        states[index] === 'undeliverable' && copy.bounceReason !== null
          ? [`${copy.message} ${copy.gate < 0 ? copy.recipient : copy.gate} ${copy.bounceReason}`]
          : [],
      );
      const told = notices.flatMap(({ kind, message, about: who, reason }) =>
        kind === 'ndr' && reason !== 'forwarding-blocked' ? [`${message} ${who} ${reason}`] : [],
      );
      expect([...new Set(told)].sort()).toEqual([...new Set(about)].sort());
    },
  );
  always(
    ['RC-180', 'RC-181', 'RT-040'],
    'a held copy is never read, and its recall says why it waits',
    transported,
    (scenario) => {
      const replayed = run(scenario);
      const states = statesOf(replayed);
      replayed.outcome.copies.forEach((copy, index) => {
        if (waiting.includes(states[index] ?? '')) expect(copy.read || copy.present).toBe(false);
      });
      // A second recall that counts for nothing shows the rows of the first.
      if (scenario.assume.secondRecall === 'ignore') return;
      for (const { cause, decidedAt, recall } of rowsOf(replayed.outcome)) {
        if (cause !== 'quarantined' && cause !== 'awaiting-moderation') continue;
        const waited = Date.parse(decidedAt ?? '') - Date.parse(recall.requestedAt);
        expect(waited).toBeGreaterThanOrEqual(DAY);
      }
    },
  );
  always(
    ['RT-030'],
    'a rule whose exceptions are all met changes nothing',
    additions.map((parts) => withTransport({ ...parts, rules: parts.rules.map(excepted) })),
    (scenario) => {
      const { tenant } = scenario;
      const rules = (tenant.nouns.TransportRule ?? []).filter(
        ({ Name }) => !String(Name).startsWith('Rule '),
      );
      const nouns = { ...tenant.nouns, TransportRule: rules };
      const without = run({ ...scenario, tenant: { ...tenant, nouns } }).outcome;
      expect(run(scenario).outcome).toEqual(without);
    },
  );
  agreement('transport', transported);
  for (const state of ['quarantined', 'undeliverable', 'redirected', 'dropped']) {
    sometimes(`a copy ends ${state}`, transported, (scenario) =>
      statesOf(run(scenario)).includes(state),
    );
  }
  sometimes('a copy is released or approved, and then recalled', transported, (scenario) => {
    const { outcome } = run(scenario);
    const late = outcome.copies.some(
      ({ deliveredAt, present }) =>
        deliveredAt !== null && !present && Date.parse(deliveredAt) >= scenario.start + HOUR,
    );
    return late && rowsOf(outcome).some((row) => row.outcome === 'recalled');
  });
});
