/**
 * Routing: connectors, queues and what each does to mail, with connectors and hold-ups by chance.
 */
import fc from 'fast-check';
import { expect } from 'vitest';
import { at } from '../model/assert.ts';
import { parseScenario } from '../scenarios/parse-scenario.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { agreement, always, describe, run, sometimes } from './harness.ts';

const ours = ['ana@contoso.com', 'ben@contoso.com', 'olga@contoso.com'] as const;
const outside = ['eve@fabrikam.com', 'pat@adatum.com'] as const;
const HOUR_MS = 3_600_000;

const connector = fc.record({
  ConnectorType: fc.constantFrom('OnPremises', 'Partner'),
  RecipientDomains: fc.constantFrom(['*'], ['fabrikam.com'], ['*.adatum.com'], []),
  IsTransportRuleScoped: fc.boolean(),
  RouteAllMessagesViaOnPremises: fc.boolean(),
  CloudServicesMailEnabled: fc.boolean(),
  MaxMessageSize: fc.constantFrom('20 KB', 'Unlimited', '5 KB'),
});
const until = fc.constantFrom(0, 1, 12, 13, 24, 25, 40).map((hours) => `${hours}h`);

const parts = fc.record({
  connectors: fc.array(connector, { maxLength: 3 }),
  ruled: fc.boolean(),
  expiration: fc.constantFrom('12:00:00', '1.00:00:00'),
  down: until,
  late: until,
  away: until,
  internal: fc.boolean(),
});

const routed = parts.map((chosen): Scenario => {
  const { connectors, ruled, expiration, down, late, away, internal } = chosen;
  const named = connectors.map((object, index) => ({ Name: `c${index}`, ...object }));
  const rule = { Name: 'r', SubjectContainsWords: ['m1'], RouteMessageOutboundConnector: 'c0' };
  const marks = {
    SetHeaderName: 'X-MS-Exchange-Organization-Seen',
    SetHeaderValue: 'yes',
    ExceptIfHeaderContainsMessageHeader: 'X-MS-Exchange-Organization-Seen',
  };
  const plain = {
    version: 1,
    name: 'routing',
    tenant: {
      AcceptedDomain: [{ DomainName: 'contoso.com' }],
      TransportConfig: { MessageExpiration: expiration },
      RemoteDomain: [{ DomainName: 'fabrikam.com', IsInternal: internal }],
      OutboundConnector: named,
      ...(ruled && named.length > 0 ? { TransportRule: [{ ...rule, ...marks }] } : {}),
      Mailbox: ours.slice(0, 2).map((address) => ({ PrimarySmtpAddress: address })),
      MailUser: [{ PrimarySmtpAddress: ours[2], ExternalEmailAddress: ours[2] }],
    },
    faults: [
      ...named.map(({ Name }) => ({ connector: Name, down: ['0s', down] })),
      { mailbox: ours[1], unavailable: ['0s', away] },
      { mailbox: ours[2], delayDeliveryUntil: late },
    ].filter((fault) => !JSON.stringify(fault).includes('"0h"')),
    timeline: [
      { at: '0s', send: { id: 'm1', from: ours[0], to: [...ours, ...outside], subject: 'm1' } },
      { at: '1h', recall: { id: 'r1', message: 'm1' } },
    ],
  };
  const parsed = parseScenario(JSON.stringify(plain), 'routing');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return parsed.value;
});

const limitOf = ({ tenant }: Scenario): number =>
  Number(tenant.nouns.TransportConfig?.[0]?.['MessageExpiration']);

describe('routing', () => {
  always(
    ['RT-050', 'RT-051'],
    'no copy arrives after its queue has had it for MessageExpiration',
    routed,
    (scenario) => {
      for (const { deliveredAt, queuedAt } of run(scenario).simulated.world.copies) {
        if (Number.isNaN(deliveredAt)) continue;
        expect(deliveredAt - queuedAt).toBeLessThanOrEqual(limitOf(scenario));
      }
    },
  );
  always(
    ['RT-050', 'CN-004', 'CN-015'],
    'what arrives nowhere has returned to its sender, or a rule has sent it away',
    routed,
    (scenario) => {
      const { outcome } = run(scenario);
      const reported = new Set(
        outcome.notices.flatMap(({ kind, about }) => (kind === 'ndr' ? [about] : [])),
      );
      const isRuled = (scenario.tenant.nouns.TransportRule ?? []).length > 0;
      for (const { mailbox, deliveredAt } of outcome.copies) {
        if (deliveredAt !== null) expect(reported.has(mailbox)).toBe(false);
        else expect(reported.has(mailbox) || isRuled).toBe(true);
      }
    },
  );
  always(
    ['RT-052', 'RC-021'],
    'a recall of what never arrives in the cloud ends after exactly a day',
    routed,
    (scenario) => {
      const { outcome } = run(scenario);
      const row = outcome.recalls[0]?.recipients.find(({ recipient }) => recipient === ours[1]);
      const copy = outcome.copies.find(({ mailbox }) => mailbox === ours[1]);
      if (copy?.deliveredAt !== null) return;
      expect(row).toMatchObject({ outcome: 'failed', reason: 'timed-out' });
      expect(Date.parse(row?.decidedAt ?? '')).toBe(scenario.start + 25 * HOUR_MS);
    },
  );
  always(
    ['CN-008', 'CN-014'],
    'without a rule, mail between mailboxes in the cloud knows no connector',
    routed.filter(({ tenant }) => (tenant.nouns.TransportRule ?? []).length === 0),
    (scenario) => {
      const { copies } = run(scenario).simulated.world;
      expect(at(copies, 0).exit).toBeNull();
      expect(at(copies, 1).exit).toBeNull();
    },
  );
  always(
    ['RD-005', 'RC-031'],
    'a domain that counts as inside is out of reach of recall like any other',
    routed,
    (scenario) => {
      const rows = run(scenario).outcome.recalls[0]?.recipients ?? [];
      const reason = rows.find(({ recipient }) => recipient === outside[0])?.reason;
      expect(reason).toBe('external-recipient');
    },
  );
  agreement('routing', routed);
  sometimes('mail loops through the Exchange on premises', routed, (scenario) =>
    run(scenario).outcome.notices.some(({ reason }) => reason === 'loop'),
  );
  sometimes('mail expires in a queue', routed, (scenario) =>
    run(scenario).outcome.notices.some(({ reason }) => reason === 'expired'),
  );
  sometimes('a connector finds mail too large', routed, (scenario) =>
    run(scenario).outcome.notices.some(({ reason }) => reason === 'oversize-message'),
  );
  sometimes('mail is recalled that has been on premises', routed, (scenario) => {
    const { copies } = run(scenario).outcome;
    return copies.some(
      ({ path, present, deliveredAt }) =>
        path.includes('via-on-premises') && !present && deliveredAt !== null,
    );
  });
});
