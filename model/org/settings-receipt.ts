/**
 * The settings that read receipts depend on: of the protocols of a mailbox, of Outlook on the web
 * (which lets its users undo sending too), and of public folders.
 */
import { flag, text } from './property.ts';

const ofMailbox = {
  Identity: text('what the object is called by'),
  Name: text('its name'),
  PrimarySmtpAddress: text('the address of the mailbox'),
};

/** What Outlook on the web does with a request for a read receipt. */
export const readReceiptResponses = ['DoNotAutomaticallySend', 'AlwaysSend', 'NeverSend'] as const;

/** Every mailbox has one of each, written or not. */
export const receiptNouns = {
  CASMailbox: {
    perMailbox: true,
    identity: ['Identity', 'PrimarySmtpAddress'],
    properties: {
      ...ofMailbox,
      PopSuppressReadReceipt: flag(false, 'a POP3 download is not answered', 'RR-040'),
      ImapSuppressReadReceipt: flag(false, 'an IMAP4 download is not answered', 'RR-040'),
      PopUseProtocolDefaults: flag(true, 'the settings of POP3 here do not act', 'RR-041'),
      ImapUseProtocolDefaults: flag(true, 'the settings of IMAP4 here do not act', 'RR-041'),
    },
  },
  PublicFolder: {
    perMailbox: true,
    identity: ['Identity', 'PrimarySmtpAddress'],
    properties: {
      ...ofMailbox,
      PerUserReadStateEnabled: flag(true, 'each user has a read state of their own', 'RR-043'),
    },
  },
  MailboxMessageConfiguration: {
    perMailbox: true,
    identity: ['Identity', 'PrimarySmtpAddress'],
    properties: {
      ...ofMailbox,
      MailboxOwnerId: text('whose mailbox it is'),
      ReadReceiptResponse: {
        type: readReceiptResponses,
        default: 'DoNotAutomaticallySend',
        cites: 'RR-042',
        describe: 'whether Outlook on the web answers requests for read receipts',
      },
      MailSendUndoInterval: {
        type: 'integer',
        default: null,
        min: 0,
        describe:
          'for how many seconds sending can be undone in Outlook on the web and new Outlook',
      },
    },
  },
} as const;
