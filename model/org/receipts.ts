/**
 * The settings of mailboxes that read receipts depend on, as arrays over the address book.
 *
 * A mailbox without an object of its own has the defaults.
 */
import { effectiveValue } from './effective.ts';
import { type Noun, readReceiptResponses } from './settings.ts';
import { type CmdletObject, objectsOf, type Tenant, textOf } from './tenant.ts';

type ByProtocol = { readonly pop3: Uint8Array; readonly imap4: Uint8Array };

export type ReceiptSettings = {
  /** [recipient] the server is told not to answer downloads. */
  readonly suppressed: ByProtocol;
  /** [recipient] the protocol uses its defaults, and the switch above does not act. */
  readonly protocolDefaults: ByProtocol;
  /** [recipient] index into `readReceiptResponses`. */
  readonly response: Uint8Array;
};

/** Reads the settings of every mailbox that has an object of its own. */
export function receiptSettings(
  tenant: Tenant,
  count: number,
  indexOf: (name: string) => number,
  read: (noun: Noun, object: CmdletObject | undefined, property: string) => unknown,
): ReceiptSettings {
  const flags = (property: string): Uint8Array => {
    const unset = effectiveValue('CASMailbox', undefined, property).value === true ? 1 : 0;
    const array = new Uint8Array(count).fill(unset);
    for (const object of objectsOf(tenant, 'CASMailbox')) {
      array[indexOf(mailboxOf(object))] = read('CASMailbox', object, property) === true ? 1 : 0;
    }
    return array;
  };
  const response = new Uint8Array(count);
  for (const object of objectsOf(tenant, 'MailboxMessageConfiguration')) {
    const word = read('MailboxMessageConfiguration', object, 'ReadReceiptResponse');
    const index = readReceiptResponses.findIndex((known) => known === word);
    response[indexOf(mailboxOf(object))] = Math.max(0, index);
  }
  return {
    suppressed: {
      pop3: flags('PopSuppressReadReceipt'),
      imap4: flags('ImapSuppressReadReceipt'),
    },
    protocolDefaults: {
      pop3: flags('PopUseProtocolDefaults'),
      imap4: flags('ImapUseProtocolDefaults'),
    },
    response,
  };
}

/** The name of the mailbox whose settings an object holds. */
export function mailboxOf(object: CmdletObject): string {
  const keys = ['PrimarySmtpAddress', 'Identity', 'MailboxOwnerId', 'Name'];
  return keys.map((key) => textOf(object, key)).find((name) => name !== null) ?? '';
}
