/**
 * Who may use a mailbox besides its owner, in the properties of the cmdlets that say so.
 *
 * Never: read them; `access.ts` does.
 */
import { address, addresses, flag, texts } from './property.ts';

export const mailboxPermission = {
  identity: ['Identity'],
  properties: {
    Identity: address('the mailbox'),
    User: addresses('people and groups'),
    AccessRights: texts('FullAccess, ReadPermission …'),
    Deny: flag(false, 'the row takes the right away'),
  },
} as const;

export const recipientPermission = {
  identity: ['Identity'],
  properties: {
    Identity: address('the mailbox'),
    Trustee: addresses('people and groups'),
    AccessRights: texts('SendAs'),
    AccessControlType: {
      type: ['Allow', 'Deny'],
      default: 'Allow',
      describe: 'whether the row gives or takes',
    },
  },
} as const;
