/**
 * Retention tags and policies, in the properties of the cmdlets that set them.
 *
 * Never: read them; `retention.ts` does.
 */
import { flag, type Property, text, texts } from './property.ts';

const names = {
  Identity: text('what the object is called by'),
  Name: text('its name'),
};

export const retentionPolicyTag = {
  identity: ['Name', 'Identity'],
  properties: {
    ...names,
    Type: {
      type: ['All', 'Inbox', 'DeletedItems', 'SentItems', 'JunkEmail', 'Drafts', 'Personal'],
      default: 'All',
      describe: 'the folder whose items it is about',
    },
    AgeLimitForRetention: {
      type: 'days',
      default: null,
      min: 0,
      describe: 'the age at which it acts, counted from delivery; days, or a time span',
    },
    RetentionAction: {
      type: ['MoveToArchive', 'DeleteAndAllowRecovery', 'PermanentlyDelete'],
      default: 'DeleteAndAllowRecovery',
      describe: 'what it does then',
    },
    RetentionEnabled: flag(true, 'the tag acts'),
  },
} as const;

export const retentionPolicy = {
  identity: ['Name', 'Identity'],
  properties: { ...names, RetentionPolicyTagLinks: texts('the tags that belong to it') },
} as const;

/** What a mailbox says about retention tags. */
export const retained = {
  RetentionPolicy: text('the retention policy whose tags act on the mailbox'),
  RetentionHoldEnabled: flag(false, 'retention tags do nothing for now'),
  ArchiveStatus: text('None or Active; None: nothing is moved to the archive'),
} as const satisfies Record<string, Property>;
