/** Settings of read receipts: whose they are, and what a mailbox without any has. */
import { describe, expect, it } from 'vitest';
import { receiptSettings } from './receipts.ts';
import type { CmdletObject, Tenant } from './tenant.ts';

const mailboxes = ['ana@contoso.com', 'ben@contoso.com'];

function settingsOf(nouns: Tenant['nouns']) {
  const read = (_: unknown, object: CmdletObject | undefined, property: string) =>
    object?.[property] ?? null;
  const ownerOf = (name: string) => mailboxes.indexOf(name);
  return receiptSettings({ tenantId: null, nouns }, mailboxes.length, ownerOf, read);
}

describe('receiptSettings', () => {
  it('gives a mailbox without an object the defaults', () => {
    const { suppressed, protocolDefaults, response } = settingsOf({});
    expect([...suppressed.pop3, ...suppressed.imap4]).toEqual([0, 0, 0, 0]);
    expect([...protocolDefaults.pop3, ...protocolDefaults.imap4]).toEqual([1, 1, 1, 1]);
    expect([...response]).toEqual([0, 0]);
  });

  it('keeps the protocols and mailboxes apart', () => {
    const { suppressed, response } = settingsOf({
      CASMailbox: [{ Identity: 'ben@contoso.com', ImapSuppressReadReceipt: true }],
      MailboxMessageConfiguration: [
        { PrimarySmtpAddress: 'ana@contoso.com', ReadReceiptResponse: 'NeverSend' },
      ],
    });
    expect([...suppressed.pop3]).toEqual([0, 0]);
    expect([...suppressed.imap4]).toEqual([0, 1]);
    expect([...response]).toEqual([2, 0]);
  });

  it('passes over an object whose mailbox the tenant does not have', () => {
    const { suppressed } = settingsOf({
      CASMailbox: [{ Identity: 'gone@contoso.com', PopSuppressReadReceipt: true }],
    });
    expect([...suppressed.pop3]).toEqual([0, 0]);
  });
});
