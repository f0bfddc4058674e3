/**
 * The settings that automatic replies depend on: of the mailbox that sends them, of the domain they
 * go to, and of the group that the message came through.
 */
import { flag, text } from './property.ts';

export const autoReplyStates = ['Disabled', 'Enabled', 'Scheduled'] as const;
export const externalAudiences = ['All', 'Known', 'None'] as const;
export const allowedOofTypes = ['External', 'ExternalLegacy', 'InternalLegacy', 'None'] as const;

const instant = (describe: string) => ({ type: 'instant', default: null, describe }) as const;

/** Every mailbox has one, written or not. */
export const automaticReplies = {
  perMailbox: true,
  identity: ['Identity', 'MailboxOwnerId', 'PrimarySmtpAddress'],
  properties: {
    Identity: text('the mailbox'),
    MailboxOwnerId: text('the mailbox too'),
    PrimarySmtpAddress: text('the address of the mailbox'),
    AutoReplyState: {
      type: autoReplyStates,
      default: 'Disabled',
      cites: 'AR-001',
      describe: 'whether automatic replies are sent: never, always, or as scheduled',
    },
    StartTime: instant('from when on Scheduled replies are sent; from ever when absent'),
    EndTime: instant('from when on they are not sent any more; never when absent'),
    InternalMessage: text('the reply to senders of the organization'),
    ExternalMessage: text('the reply to senders outside'),
    ExternalAudience: {
      type: externalAudiences,
      default: 'All',
      cites: 'AR-024',
      describe: 'which senders outside are answered',
    },
  },
} as const;

/** Of a remote domain. */
export const autoReplyDomain = {
  AllowedOOFType: {
    type: allowedOofTypes,
    default: 'External',
    cites: 'AR-032',
    describe: 'which out-of-office replies may go to the domain',
  },
  AutoReplyEnabled: flag(true, 'automatic replies may go to the domain', 'AR-034'),
} as const;

/** Of a distribution group. */
export const groupReplies = {
  SendOofMessageToOriginatorEnabled: flag(
    null, // what nobody has said is for the switch groupAutoReplies to decide
    'automatic replies of members go to whoever sent to the group',
    'AR-010',
  ),
} as const;
