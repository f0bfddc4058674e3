/**
 * Automatic replies and replies by hand: who is answered, how often, and what quotes a message.
 *
 * The small world writes to mailboxes whose owners are away, twice and with answers in between.
 */
import fc from 'fast-check';
import { expect } from 'vitest';
import type { CmdletObject } from '../model/org/tenant.ts';
import type { Action, Scenario, TimelineEntry } from '../scenarios/scenario.ts';
import { ana, cloud, eve, scenarios } from './arbitraries/scenario.ts';
import { agreement, always, describe, run, sometimes } from './harness.ts';

const HOUR = 3_600_000;
const hour = fc.constantFrom(0, 60_000, HOUR, 2 * HOUR, 24 * HOUR);

const away: fc.Arbitrary<CmdletObject> = fc
  .record({
    AutoReplyState: fc.constantFrom('Enabled', 'Enabled', 'Scheduled', 'Disabled'),
    span: fc.tuple(hour, hour),
    ExternalAudience: fc.constantFrom('All', 'Known', 'None'),
  })
  .map(({ span, ...rest }) => ({
    ...rest,
    StartTime: `+${Math.min(...span)}`,
    EndTime: `+${Math.max(...span)}`,
    InternalMessage: 'In',
    ExternalMessage: 'Out',
  }));

const additions = fc.record({
  base: scenarios,
  away: fc.tuple(away, away, away),
  through: fc.constantFrom(true, false, null),
  answers: fc.array(fc.tuple(fc.constantFrom<string>(...cloud), hour), { maxLength: 3 }),
  again: fc.array(hour, { maxLength: 3 }),
});
type Additions = typeof additions extends fc.Arbitrary<infer T> ? T : never;

function withReplies({ base, away: all, through, answers, again }: Additions): Scenario {
  const { nouns } = base.tenant;
  const first = base.timeline[0]?.action as Extract<Action, { kind: 'send' }>;
  const more = again.map(
    (at, index): TimelineEntry => ({ at, action: { ...first, id: `again${index}` } }),
  );
  const replies = answers.map(
    ([from, at], index): TimelineEntry => ({
      at,
      action: { ...first, id: `answer${index}`, from, to: [ana], cc: [], bcc: [], inReplyTo: 'm1' },
    }),
  );
  return {
    ...base,
    tenant: {
      ...base.tenant,
      nouns: {
        ...nouns,
        DistributionGroup: (nouns.DistributionGroup ?? []).map((group) => ({
          ...group,
          SendOofMessageToOriginatorEnabled: through,
        })),
        MailboxAutoReplyConfiguration: all.map((object, index) => ({
          Identity: cloud[index] ?? '',
          ...object,
        })),
      },
    },
    timeline: [...base.timeline, ...more, ...replies],
  };
}

const answered = additions.map(withReplies);

const repliesOf = (scenario: Scenario) =>
  run(scenario).outcome.notices.filter(({ kind }) => kind === 'automatic-reply');

const configOf = (scenario: Scenario, mailbox: string | null): CmdletObject =>
  scenario.tenant.nouns.MailboxAutoReplyConfiguration?.find(
    (object) => object['Identity'] === mailbox,
  ) ?? {};

describe('automatic replies', () => {
  always(
    ['AR-007', 'AR-006'],
    'a mailbox answers each sender once as long as nothing changes, and never itself',
    answered,
    (scenario) => {
      const pairs = repliesOf(scenario).map(({ about, to }) => `${about} ${to}`);
      expect(new Set(pairs).size).toBe(pairs.length);
      for (const pair of pairs) expect(pair.split(' ')[0]).not.toBe(pair.split(' ')[1]);
    },
  );
  always(
    ['AR-001', 'AR-002', 'AR-003', 'AR-040'],
    'whoever answers was away when the message arrived, and the answer takes the transport delay',
    answered,
    (scenario) => {
      const { copies } = run(scenario).outcome;
      for (const { about, at, message } of repliesOf(scenario)) {
        const config = configOf(scenario, about);
        expect(config['AutoReplyState']).not.toBe('Disabled');
        const arrivedAt = Date.parse(at) - scenario.deliveryMs;
        const arrived = copies.some(
          (copy) =>
            copy.message === message &&
            copy.mailbox === about &&
            Date.parse(copy.deliveredAt ?? '') === arrivedAt,
        );
        expect(arrived).toBe(true);
        if (config['AutoReplyState'] !== 'Scheduled') continue;
        const now = arrivedAt - scenario.start;
        expect(now).toBeGreaterThanOrEqual(Number(config['StartTime']));
        expect(now).toBeLessThan(Number(config['EndTime']));
      }
    },
  );
  always(
    ['AR-020', 'AR-021', 'AR-022', 'AR-023', 'AR-024'],
    'senders of the organization get the internal text, contacts outside the external one if any',
    answered,
    (scenario) => {
      for (const { to, about, text } of repliesOf(scenario)) {
        expect(text).toBe(to === eve ? 'Out' : 'In');
        // Eve is a mail contact, so everybody knows her.
        if (to === eve) expect(configOf(scenario, about)['ExternalAudience']).not.toBe('None');
      }
    },
  );
  always(
    ['AR-004', 'AR-005', 'AR-009', 'AR-010'],
    'only what a person wrote anew is answered, and through groups only where they let answers pass',
    answered,
    (scenario) => {
      const { copies } = run(scenario).outcome;
      const through =
        scenario.tenant.nouns.DistributionGroup?.[0]?.['SendOofMessageToOriginatorEnabled'];
      for (const { about, message } of repliesOf(scenario)) {
        expect(message).not.toContain('answer');
        const ways = copies.filter((copy) => copy.message === message && copy.mailbox === about);
        const open = ways.filter(
          ({ path }) =>
            !path.some((word) => word.startsWith('rule:')) &&
            (through === true || !path.some((word) => word.startsWith('group:'))),
        );
        expect(open.length).toBeGreaterThan(0);
      }
    },
  );
  always(
    ['AR-008'],
    'with automatic replies off nothing else is different',
    answered,
    (scenario) => {
      const { outcome } = run(scenario);
      const { MailboxAutoReplyConfiguration: _, ...nouns } = scenario.tenant.nouns;
      const quiet = run({ ...scenario, tenant: { ...scenario.tenant, nouns } }).outcome;
      const notices = outcome.notices.filter(({ kind }) => kind !== 'automatic-reply');
      expect({ ...outcome, notices }).toEqual(quiet);
    },
  );
  agreement('automatic replies', answered);
  sometimes('somebody is answered', answered, (scenario) => repliesOf(scenario).length > 0);
  sometimes('somebody outside is answered', answered, (scenario) =>
    repliesOf(scenario).some(({ to }) => to === eve),
  );
  sometimes('a second message is not answered', answered, (scenario) => {
    const { copies } = run(scenario).outcome;
    const again = copies.some((copy) => copy.message === 'again0' && copy.deliveredAt !== null);
    return again && repliesOf(scenario).length > 0;
  });
});

/** Ben is away and changes his text at some time; Ana writes to him at others. */
const changed = fc
  .tuple(scenarios, fc.array(hour, { maxLength: 4 }), hour)
  .map(([base, sentAt, changedAt]): Scenario => {
    const [ben = ''] = cloud;
    const first = base.timeline[0]?.action as Extract<Action, { kind: 'send' }>;
    const config = { Identity: ben, AutoReplyState: 'Enabled', InternalMessage: 'In' };
    return {
      ...base,
      faults: [],
      tenant: {
        ...base.tenant,
        nouns: {
          AcceptedDomain: [{ DomainName: 'contoso.com' }],
          Mailbox: [{ PrimarySmtpAddress: ana }, { PrimarySmtpAddress: ben }],
          MailboxAutoReplyConfiguration: [config],
        },
      },
      timeline: [
        ...sentAt.map(
          (at, index): TimelineEntry => ({
            at,
            action: { ...first, id: `m${index}`, to: [ben], cc: [], bcc: [] },
          }),
        ),
        {
          at: changedAt,
          action: {
            kind: 'change',
            tenant: null,
            cmdlet: 'Set-MailboxAutoReplyConfiguration',
            verb: 'Set',
            noun: 'MailboxAutoReplyConfiguration',
            identity: ben,
            properties: { InternalMessage: 'Still in' },
          },
        },
      ],
    };
  });

describe('changed automatic replies', () => {
  always(
    ['AR-008', 'AR-007'],
    'there is one answer before the change and one after it, where anything arrives',
    changed,
    (scenario) => {
      const changedAt = scenario.timeline.at(-1)?.at ?? 0;
      const arrivals = scenario.timeline
        .filter(({ action }) => action.kind === 'send')
        .map(({ at }) => at + scenario.deliveryMs);
      const before = arrivals.some((at) => at < changedAt) ? ['In'] : [];
      const after = arrivals.some((at) => at >= changedAt) ? ['Still in'] : [];
      expect(repliesOf(scenario).map(({ text }) => text)).toEqual([...before, ...after]);
    },
  );
  sometimes('there are two answers', changed, (scenario) => repliesOf(scenario).length === 2);
});

describe('replies by hand', () => {
  always(
    ['RP-001', 'RP-002', 'RP-003'],
    'a copy is quoted when its owner answers it, and only then',
    answered,
    (scenario) => {
      const { copies, audit } = run(scenario).outcome;
      const answers = scenario.timeline.flatMap(({ at, action }) =>
        action.kind === 'send' && action.inReplyTo !== undefined ? [{ at, from: action.from }] : [],
      );
      const quoting = answers.filter(
        ({ at, from }) =>
          !audit.some(
            (entry) =>
              entry.operation === 'reply' &&
              entry.actor === from &&
              Date.parse(entry.at) === scenario.start + at,
          ),
      );
      const quoted = copies.filter(({ exposed }) => exposed.includes('replied'));
      expect(new Set(quoted.map(({ mailbox }) => mailbox))).toEqual(
        new Set(quoting.map(({ from }) => from)),
      );
      for (const { message, deliveredAt, exposures } of quoted) {
        expect(message).toBe('m1');
        const at = exposures.find(({ kind }) => kind === 'replied')?.at ?? '';
        expect(Date.parse(at)).toBeGreaterThanOrEqual(Date.parse(deliveredAt ?? ''));
      }
    },
  );
  sometimes('a quoted copy is recalled', answered, (scenario) =>
    run(scenario).outcome.copies.some(
      ({ exposed, present, deliveredAt }) =>
        exposed.includes('replied') && !present && deliveredAt !== null,
    ),
  );
});
