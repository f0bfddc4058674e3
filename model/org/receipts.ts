/**
 * The settings of mailboxes that read receipts depend on, as arrays over the address book.
 *
 * A mailbox without an object of its own has the defaults; an object whose mailbox the tenant does
 * not have is passed over.
 */
import { effectiveValue } from './effective.ts';
import type { Noun } from './settings.ts';
import { readReceiptResponses } from './settings-receipt.ts';
import { type CmdletObject, objectsOf, type Tenant, textOf } from './tenant.ts';

type ByProtocol = { readonly pop3: Uint8Array; readonly imap4: Uint8Array };

export type ReceiptSettings = {
  /** [recipient] the server is told not to answer downloads. */
  readonly suppressed: ByProtocol;
  /** [recipient] the protocol uses its defaults, and the switch above does not act. */
  readonly protocolDefaults: ByProtocol;
  /** [recipient] a public folder keeps a read state for each user. */
  readonly perUserReadState: Uint8Array;
  /** [recipient] index into `readReceiptResponses`. */
  readonly response: Uint8Array;
};

/**
 * Reads the settings of every mailbox that has an object of its own.
 *
 * @param ownerOf  the index of the mailbox of a name; -1 where there is none
 */
export function receiptSettings(
  tenant: Tenant,
  count: number,
  ownerOf: (name: string) => number,
  read: (noun: Noun, object: CmdletObject | undefined, property: string) => unknown,
): ReceiptSettings {
  const flags = (property: string, noun: Noun = 'CASMailbox'): Uint8Array => {
    const unset = effectiveValue(noun, undefined, property).value === true ? 1 : 0;
    const array = new Uint8Array(count).fill(unset);
    for (const object of objectsOf(tenant, noun)) {
      const owner = ownerOf(mailboxOf(object));
      if (owner >= 0) array[owner] = read(noun, object, property) === true ? 1 : 0;
    }
    return array;
  };
  const response = new Uint8Array(count);
  for (const object of objectsOf(tenant, 'MailboxMessageConfiguration')) {
    const word = read('MailboxMessageConfiguration', object, 'ReadReceiptResponse');
    const owner = ownerOf(mailboxOf(object));
    if (owner >= 0) response[owner] = (readReceiptResponses as readonly unknown[]).indexOf(word);
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
    perUserReadState: flags('PerUserReadStateEnabled', 'PublicFolder'),
    response,
  };
}

/** The name of the mailbox whose settings an object holds. */
export function mailboxOf(object: CmdletObject): string {
  return textOf(object, 'PrimarySmtpAddress') ?? textOf(object, 'Identity') ?? '';
}
