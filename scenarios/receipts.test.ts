/** What a scenario says about read receipts: read, refused by name, and written again. */
import { describe, expect, it } from 'vitest';
import { formatFault } from '../model/fault.ts';
import { parseScenario } from './parse-scenario.ts';
import { printScenario } from './print-scenario.ts';

const ana = '{ PrimarySmtpAddress: ana@contoso.com, Alias: ana }';

function scenarioText(tenant: string, rest: string, send = 'readReceipt: true'): string {
  return `version: 1
profile: exchange-2007
tenant:
  Mailbox: [ ${ana} ]
${tenant}timeline:
  - { at: 0s, send: { id: m1, from: ana@contoso.com, to: ana@contoso.com, ${send} } }
${rest}`;
}

function faultsIn(text: string): string[] {
  const parsed = parseScenario(text, 'receipts.yaml');
  return parsed.ok ? [] : parsed.faults.map(formatFault);
}

describe('read receipts in a scenario', () => {
  it('are asked for, with settings under any name of the mailbox, and survive printing', () => {
    const parsed = parseScenario(
      scenarioText(
        `  CASMailbox: [ { Identity: ana, popsuppressreadreceipt: true } ]
  MailboxMessageConfiguration: { Identity: Ana@Contoso.com, ReadReceiptResponse: neversend }
`,
        `people: [ { mailbox: ana@contoso.com, client: owa, receiptPrompt: never } ]
assume: { S-11: not-read, duplicateReceiptDecidedBy: requesterProtocol }
expect: [ { receipts: { message: m1, kind: not-read, sentBy: server }, count: 0 } ]
`,
        'readReceipt: true, client: imap4',
      ),
      'receipts.yaml',
    );
    if (!parsed.ok) expect.fail(parsed.faults.map(formatFault).join('\n'));
    expect(parsed.value).toMatchObject({
      profile: 'exchange-2007',
      assume: { agentDeleteReceipt: 'not-read', duplicateReceiptDecidedBy: 'requesterProtocol' },
      tenant: {
        nouns: {
          CASMailbox: [{ Identity: 'ana@contoso.com', PopSuppressReadReceipt: true }],
          MailboxMessageConfiguration: [
            { Identity: 'ana@contoso.com', ReadReceiptResponse: 'NeverSend' },
          ],
        },
      },
      people: [{ client: 'owa', receiptPrompt: 'never' }],
      timeline: [{ action: { kind: 'send', readReceipt: true, client: 'imap4' } }],
    });
    const again = parseScenario(printScenario(parsed.value), 'again.yaml');
    expect(again).toMatchObject({ ok: true, value: parsed.value });
  });

  it.each([
    ['  CASMailbox: [ { Identity: zoe@contoso.com } ]\n', '', 'is called "zoe@contoso.com"'],
    ['  CASMailbox: [ { PopSuppressReadReceipt: true } ]\n', '', 'nothing to call it by'],
    [
      '  MailboxMessageConfiguration: [ { Identity: ana, ReadReceiptResponse: Ask } ]\n',
      '',
      'ReadReceiptResponse',
    ],
    ['', 'people: [ { mailbox: ana@contoso.com, receiptPrompt: maybe } ]\n', '"maybe"'],
    ['', 'assume: { agentDeleteReceipt: read }\n', 'agentDeleteReceipt'],
    ['', 'expect: [ { receipts: { kind: unread }, count: 0 } ]\n', '"unread"'],
    ['', 'expect: [ { receipts: {} } ]\n', 'count'],
    ['', '  - { at: 1m, change: { New-CASMailbox: { Identity: ana } } }\n', 'New-CASMailbox'],
  ])('refuse %s%s', (tenant, rest, named) => {
    const faults = faultsIn(scenarioText(tenant, rest));
    expect(faults).toHaveLength(1);
    expect(`${faults[0]}`).toContain(named);
  });
});
