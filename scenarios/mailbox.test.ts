/** What a scenario says about a mailbox and its people: read, refused by name, written again. */
import { describe, expect, it } from 'vitest';
import { formatFault } from '../model/fault.ts';
import { parseScenario } from './parse-scenario.ts';
import { printScenario } from './print-scenario.ts';
import { entry, scenarioText } from './small-scenario.ts';

const parse = (text: string) => parseScenario(text, 'mailbox.yaml');

/** Reads a text without faults, and again from the file that is written of it. */
function readTwice(text: string) {
  const parsed = parse(text);
  if (!parsed.ok) expect.fail(parsed.faults.map(formatFault).join('\n'));
  const again = parse(printScenario(parsed.value));
  expect(again).toMatchObject({ ok: true, value: parsed.value });
  return parsed;
}

function onlyFault(text: string): string {
  const parsed = parse(text);
  const faults = parsed.ok ? [] : parsed.faults.map(formatFault);
  expect(faults).toHaveLength(1);
  return `${faults[0]}`;
}

const permitting = (rows: string): string =>
  scenarioText({
    tenant: `tenant:
  AcceptedDomain: [ { DomainName: contoso.com } ]
  Mailbox: [ { PrimarySmtpAddress: ana@contoso.com }, { PrimarySmtpAddress: ben@contoso.com } ]
${rows}`,
  });

describe('rights to a mailbox', () => {
  it('are rows of which several may be about one mailbox', () => {
    const { value } = readTwice(
      permitting(`  MailboxPermission:
    - { Identity: ana@contoso.com, User: 'NT AUTHORITY\\SELF', AccessRights: FullAccess }
    - { Identity: ana@contoso.com, User: ben@contoso.com, AccessRights: [ FullAccess ] }
  RecipientPermission:
    - { Identity: ana@contoso.com, Trustee: ben@contoso.com, AccessRights: SendAs }
`),
    );
    expect(value.tenant.nouns.MailboxPermission).toHaveLength(2);
  });
  it.each([
    ['MailboxPermission: [ { Identity: zoe@contoso.com, User: ben@contoso.com } ]', 'zoe@'],
    ['MailboxPermission: [ { Identity: ana@contoso.com, Users: ben@contoso.com } ]', 'Users'],
    [
      'RecipientPermission: [ { Identity: ana@contoso.com, AccessControlType: Perhaps } ]',
      'Perhaps',
    ],
  ])('refuse %s', (row, named) => {
    expect(onlyFault(permitting(`  ${row}\n`))).toContain(named);
  });
});

describe('actions at a mailbox', () => {
  it('mark as unread, and recall as an application', () => {
    const unread = '{ at: 5m, markUnread: { message: m1, mailbox: ben@contoso.com } }';
    const { value } = readTwice(entry(unread));
    expect(value.timeline[2]?.action).toMatchObject({ kind: 'markUnread', by: null });
    const asked = readTwice(
      entry(
        '{ at: 5m, recall: { id: r2, message: m1, application: { name: G, permissions: [Mail.ReadWrite] } } }',
      ),
    );
    expect(asked.value.timeline[2]?.action).toMatchObject({
      client: 'graph',
      application: { name: 'G', mayWriteMail: true },
    });
  });
  it.each([
    ['{ at: 5m, markUnread: { message: m1, mailbox: zoe@contoso.com } }', 'zoe@'],
    ['{ at: 5m, markUnread: { message: m9, mailbox: ben@contoso.com } }', 'm9'],
    ['{ at: 5m, markunread: { message: m1, mailbox: ben@contoso.com } }', 'markUnread'],
    ['{ at: 5m, recall: { id: r2, message: m1, application: { permissions: [] } } }', 'name'],
    ['{ at: 5m, inspect: { id: i1, tenant: fabrikan, Get-Mailbox: {} } }', 'fabrikan'],
  ])('refuse %s', (text, named) => {
    expect(onlyFault(entry(text))).toContain(named);
  });
});

const person = (text: string): string =>
  scenarioText({ people: `people: [ { mailbox: ben@contoso.com, ${text} } ]\n` });

describe('people', () => {
  it('synchronize, are notified, deliver to a PST and have an account', () => {
    const { value } = readTwice(person('sync: 15m, notification: snippet, account: uopcc'));
    expect(value.people[0]).toMatchObject({
      sync: { kind: 'every', everyMs: 900_000 },
      notification: 'snippet',
      account: 'uopcc',
    });
    expect(readTwice(person('sync: manual, deliveryLocation: pst')).value.people[0]).toMatchObject({
      sync: { kind: 'manual' },
      deliveryLocation: 'pst',
    });
    expect(readTwice(person('notifications: true')).value.people[0]?.notification).toBe('subject');
  });
  it.each([
    ['sync: often', 'sync'],
    ['sync: 0s', 'interval'],
    ['notification: loud', 'loud'],
    ['notification: none, notifications: true', 'notifications'],
    ['client: owa, deliveryLocation: pst', 'PST'],
    ['account: hotmail', 'hotmail'],
  ])('refuse %s', (text, named) => {
    expect(onlyFault(person(text))).toContain(named);
  });
});

describe('retention tags', () => {
  const tagged = (age: string): string =>
    permitting(`  RetentionPolicy: [ { Name: P, RetentionPolicyTagLinks: [ T ] } ]
  RetentionPolicyTag: [ { Name: T, AgeLimitForRetention: ${age}, RetentionAction: MoveToArchive } ]
`);
  it.each(['30', "'30'", '30d', "'30.00:00:00'"])('count %s as 30 days', (age) => {
    const { value } = readTwice(tagged(age));
    expect(value.tenant.nouns.RetentionPolicyTag?.[0]).toMatchObject({
      AgeLimitForRetention: 30 * 86_400_000,
    });
  });
  it('refuse what is no age', () => {
    expect(onlyFault(tagged('soon'))).toContain('AgeLimitForRetention');
  });
});
