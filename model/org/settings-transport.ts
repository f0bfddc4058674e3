/**
 * Settings of transport that several nouns share: who may send to a recipient, who approves, how
 * large a message may be, and what a mail flow rule does.
 */
import { notifySenderTypes } from '../decisions/content.ts';
import { addresses, flag, type Property, size, text } from './property.ts';

/** Who may send to a recipient, and who approves. */
export const delivery = {
  AcceptMessagesOnlyFrom: addresses('only these people may send to it'),
  AcceptMessagesOnlyFromDLMembers: addresses('only members of these groups may send to it'),
  AcceptMessagesOnlyFromSendersOrMembers: addresses('only these people and members may send to it'),
  RejectMessagesFrom: addresses('these people may not send to it'),
  RejectMessagesFromDLMembers: addresses('members of these groups may not send to it'),
  RejectMessagesFromSendersOrMembers: addresses('these people and members may not send to it'),
  ModerationEnabled: flag(false, 'somebody approves what is sent to it', 'MD-001'),
  ModeratedBy: addresses('who approves'),
  BypassModerationFromSendersOrMembers: addresses('whose mail needs no approval'),
} as const;
export const internalOnly = flag(false, 'only senders of the organization may send to it');
export const sizes = {
  MaxSendSize: size('the largest message it sends'),
  MaxReceiveSize: size('the largest message it receives'),
} as const;

/** What a mail flow rule does, apart from conditions, order and connector. */
export const flowRuleActions = {
  RejectMessageReasonText: text('the message is refused with this text'),
  RejectMessageEnhancedStatusCode: text('the message is refused with this code'),
  DeleteMessage: flag(false, 'the message is dropped, and nobody is told'),
  Quarantine: flag(false, 'the message is held until somebody releases it'),
  RedirectMessageTo: addresses('these get the message instead of its recipient'),
  AddToRecipients: addresses('these get the message too'),
  CopyTo: addresses('these get the message too, in Cc'),
  BlindCopyTo: addresses('these get the message too, in Bcc'),
  ModerateMessageByUser: addresses('who approves the message'),
  ModerateMessageByManager: flag(false, 'the manager of the sender approves the message'),
  PrependSubject: text('is put before the subject'),
  SetHeaderName: text('the header that is set'),
  SetHeaderValue: text('what it is set to'),
  NotifySender: {
    type: notifySenderTypes,
    default: null,
    describe: 'the sender is told, and the message is rejected unless the sender overrides that',
  },
  ApplyHtmlDisclaimerText: text('is added to the text of the message'),
  ApplyHtmlDisclaimerFallbackAction: {
    type: ['Wrap', 'Ignore', 'Reject'],
    default: 'Wrap',
    cites: 'MR-002',
    describe: 'what happens where the text cannot be changed',
  },
  ApplyOME: flag(false, 'the message is encrypted'),
  ApplyRightsProtectionTemplate: text('the message is protected by this template'),
} as const satisfies Record<string, Property>;
