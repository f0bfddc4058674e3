/**
 * A good scenario becomes the whole value.
 */
import { describe, expect, it } from 'vitest';
import { defaultAssumptions } from '../model/assumptions.ts';
import { formatFault } from '../model/fault.ts';
import { parseScenario } from './parse-scenario.ts';
import { entry, scenarioText } from './small-scenario.ts';

const contractExample = `version: 1
name: A read message, with recall of read messages switched off
profile: cloud-2025-05          # dated behaviour
start: 2026-03-02T08:00:00Z     # T0
assume: {}                      # positions of contested or silent points
delivery: 10s                   # transport delay unless a fault says otherwise
tenant:
  OrganizationConfig: { RecallReadMessagesEnabled: false }
  AcceptedDomain: [ { DomainName: contoso.com, DomainType: Authoritative } ]
  Mailbox:
    - { PrimarySmtpAddress: ana@contoso.com }
    - { PrimarySmtpAddress: ben@contoso.com }
people:                         # what Exchange does not store; all optional
  - { mailbox: ben@contoso.com, client: outlook-windows, mode: cached }
timeline:
  - { at: 0s,  send:   { id: m1, from: ana@contoso.com, to: [ben@contoso.com] } }
  - { at: 5m,  read:   { message: m1, mailbox: ben@contoso.com } }
  - { at: 10m, recall: { id: r1, message: m1 } }
expect:
  - { recall: r1, recipient: ben@contoso.com, outcome: failed, reason: already-read }
  - { copy: { message: m1, mailbox: ben@contoso.com }, present: true, read: true }
`;

function faultsIn(text: string): string[] {
  const parsed = parseScenario(text, 'good.yaml');
  return parsed.ok ? [] : parsed.faults.map(formatFault);
}

/** The whole value; a person and a recall may know more than these tests look at. */
const exampleValue = {
  name: 'A read message, with recall of read messages switched off',
  profile: 'cloud-2025-05',
  start: Date.UTC(2026, 2, 2, 8),
  assume: defaultAssumptions,
  deliveryMs: 10_000,
  untilMs: null,
  tenant: {
    tenantId: null,
    nouns: {
      OrganizationConfig: [{ RecallReadMessagesEnabled: false }],
      AcceptedDomain: [{ DomainName: 'contoso.com', DomainType: 'Authoritative' }],
      Mailbox: [
        { PrimarySmtpAddress: 'ana@contoso.com' },
        { PrimarySmtpAddress: 'ben@contoso.com' },
      ],
    },
  },
  tenants: {},
  services: [],
  people: [
    expect.objectContaining({
      mailbox: 'ben@contoso.com',
      client: 'outlook-windows',
      mode: 'cached',
      processRecalls: 'auto',
      running: null,
      offline: [],
      notification: 'none',
      sync: null,
      deliveryLocation: 'mailbox',
      account: 'microsoft365',
      keepsCopies: false,
    }),
  ],
  faults: [],
  timeline: [
    {
      at: 0,
      action: {
        kind: 'send',
        id: 'm1',
        from: 'ana@contoso.com',
        to: ['ben@contoso.com'],
        cc: [],
        bcc: [],
        subject: '',
        size: 10_240,
        encrypted: false,
        readReceipt: false,
        client: null,
        deferByMs: null,
      },
    },
    {
      at: 300_000,
      action: { kind: 'read', message: 'm1', mailbox: 'ben@contoso.com', by: null },
    },
    {
      at: 600_000,
      action: expect.objectContaining({
        kind: 'recall',
        id: 'r1',
        message: 'm1',
        by: null,
        client: null,
        replace: null,
      }),
    },
  ],
  expect: [
    {
      form: 'recall',
      value: {
        recall: 'r1',
        recipient: 'ben@contoso.com',
        outcome: 'failed',
        reason: 'already-read',
      },
    },
    {
      form: 'copy',
      value: {
        copy: { message: 'm1', mailbox: 'ben@contoso.com' },
        present: true,
        read: true,
      },
    },
  ],
  rules: [],
};

describe('a good scenario', () => {
  it('becomes the whole value of the contract’s example', () => {
    const parsed = parseScenario(contractExample, 'read.yaml');
    expect(parsed).toEqual({
      ok: true,
      warnings: [],
      value: exampleValue,
    });
  });

  it('has defaults for what it leaves out, and reads JSON too', () => {
    const tenant = { Mailbox: { PrimarySmtpAddress: 'ana@contoso.com' } };
    const text = JSON.stringify({ version: 1, tenant, timeline: [] });
    const parsed = parseScenario(text, 'x.json');
    expect(parsed).toMatchObject({
      ok: true,
      value: {
        name: '',
        profile: 'cloud-2026-08',
        start: Date.UTC(2026, 2, 2, 8),
        deliveryMs: 10_000,
      },
    });
  });

  it('resolves aliases of addresses, case and smtp: to the primary address', () => {
    const tail = `  - { at: 1m, read: { message: m1, mailbox: SMTP:A@Contoso.COM } }
expect:
  - { recall: r1, recipient: A@contoso.com, outcome: failed }
`;
    const parsed = parseScenario(scenarioText({ tail }), 'x');
    expect(parsed).toMatchObject({
      ok: true,
      value: {
        timeline: [{}, {}, { action: { mailbox: 'ana@contoso.com' } }],
        expect: [{ value: { recipient: 'ana@contoso.com' } }],
      },
    });
  });

  it.each([
    [
      'an address outside that the message went to',
      '{ at: 1m, read: { message: m1, mailbox: kim@fabrikam.com } }',
    ],
    [
      'an id that is sent later',
      '{ at: 1m, read: { message: m2, mailbox: ben@contoso.com } }\n  - { at: 1m, recall: { id: r2, message: m1, replace: { id: m2 } } }',
    ],
    ['the message that is unknown on purpose', '{ at: 1m, recall: { id: r2, message: unknown } }'],
    [
      'no read receipt',
      '{ at: 1m, send: { id: m2, from: a@contoso.com, to: ben@contoso.com, readReceipt: false } }',
    ],
    [
      'a deliberate refusal of the cmdlet',
      '{ at: 1m, change: { Set-OrganizationConfig: { MessageRecallMaxRecallableAge: 1m } } }',
    ],
    [
      'a change of an object that does not exist',
      '{ at: 1m, change: { Set-Mailbox: { Identity: nobody, DeliverToMailboxAndForward: true } } }',
    ],
  ])('may name %s', (_, text) => {
    expect(faultsIn(entry(text))).toEqual([]);
  });

  it('reads cmdlets case-blind, with hash tables and renamed parameters', () => {
    const parsed = parseScenario(
      entry(`at: 1h
    change:
      set-mailbox: { identity: A@contoso.com, emailaddresses: { add: smtp:q@contoso.com } }
  - at: 1h
    change:
      Add-DistributionGroupMember: { Identity: team@contoso.com, Member: A@contoso.com }
  - at: 1h
    change:
      New-InboxRule: { Mailbox: ben@contoso.com, Name: Out, ForwardTo: lee@fabrikam.com }
  - { at: 2h, read: { message: m1, mailbox: lee@fabrikam.com } }`),
      'x',
    );
    expect(parsed.ok && parsed.value.timeline.slice(2).map(({ action }) => action)).toEqual([
      {
        kind: 'change',
        tenant: null,
        cmdlet: 'Set-Mailbox',
        verb: 'Set',
        noun: 'Mailbox',
        identity: 'ana@contoso.com',
        properties: { EmailAddresses: { Add: ['q@contoso.com'], Remove: [] } },
      },
      {
        kind: 'change',
        tenant: null,
        cmdlet: 'Add-DistributionGroupMember',
        verb: 'Add',
        noun: 'DistributionGroupMember',
        identity: 'team@contoso.com',
        properties: { Members: ['ana@contoso.com'] },
      },
      {
        kind: 'change',
        tenant: null,
        cmdlet: 'New-InboxRule',
        verb: 'New',
        noun: 'InboxRule',
        identity: null,
        properties: {
          MailboxOwnerId: 'ben@contoso.com',
          Name: 'Out',
          ForwardTo: ['lee@fabrikam.com'],
        },
      },
      { kind: 'read', message: 'm1', mailbox: 'lee@fabrikam.com', by: null },
    ]);
  });

  it('takes absolute times with any zone, and windows', () => {
    const parsed = parseScenario(
      scenarioText({
        version: 'version: 1\nstart: 2026-03-02T09:00:00+01:00\nuntil: 2026-03-03T08:00:00Z\n',
        tail: `  - { at: 2026-03-02T08:05:00Z, read: { message: m1, mailbox: ben@contoso.com } }
people: [ { mailbox: ben@contoso.com, running: [ [ 0s, 1h ], [ 2026-03-02T10:00:00Z, 3h ] ] } ]
faults:
  - { mailbox: ben@contoso.com, unavailable: [ 1m, PT2M ] }
  - { mailbox: ben@contoso.com, delayDeliveryUntil: 1d }
  - { agent: recall, down: [ 0s, 5m ] }
`,
      }),
      'x',
    );
    expect(parsed).toMatchObject({
      ok: true,
      value: {
        untilMs: 86_400_000,
        timeline: [{}, {}, { at: 300_000 }],
        people: [
          {
            running: [
              { from: 0, to: 3_600_000 },
              { from: 7_200_000, to: 10_800_000 },
            ],
          },
        ],
        faults: [
          { kind: 'mailbox-unavailable', window: { from: 60_000, to: 120_000 } },
          { kind: 'delivery-delayed', until: 86_400_000 },
          { kind: 'agent-down', agent: 'recall', window: { from: 0, to: 300_000 } },
        ],
      },
    });
  });
});
