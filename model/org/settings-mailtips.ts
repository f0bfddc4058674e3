/**
 * The settings that MailTips depend on: switches of the organization, the text of a recipient, what
 * partner organizations may ask, and how large groups were when somebody last counted.
 */
import { address, flag, type Property, text, texts } from './property.ts';

/** Of the organization. */
export const tipSwitches = {
  MailTipsAllTipsEnabled: flag(true, 'senders are told anything at all', 'MT-001'),
  MailTipsMailboxSourcedTipsEnabled: flag(
    true,
    'senders are told of automatic replies and full mailboxes',
    'MT-015',
  ),
  MailTipsGroupMetricsEnabled: flag(true, 'senders are told what groups hold', 'MT-016'),
  MailTipsExternalRecipientsTipsEnabled: flag(
    false,
    'senders are told of recipients outside',
    'MT-017',
  ),
  MailTipsLargeAudienceThreshold: {
    type: 'integer',
    default: 25,
    min: 0,
    max: 4_294_967_295,
    cites: 'MT-036',
    describe: 'a group of more members is a large audience',
  },
} as const satisfies Record<string, Property>;

/** The most characters of a custom MailTip, as displayed. [MT-052] */
export const CUSTOM_MAX = 175;

/** Of every recipient that has a cmdlet of its own. */
export const customTip = {
  MailTip: text('what senders are told about it, at most 175 characters'),
  MailTipTranslations: texts('the same in other languages, such as "ES:…"'),
} as const;

export const accessLevels = ['None', 'Limited', 'All'] as const;

export const organizationRelationship = {
  identity: ['Name', 'Identity', 'DomainNames'],
  properties: {
    Identity: text('what the relationship is called by'),
    Name: text('its name'),
    DomainNames: texts('the domains of the partner'),
    Enabled: flag(true, 'anything is shared with the partner'),
    MailTipsAccessEnabled: flag(false, 'the partner is told about recipients here', 'MT-002'),
    MailTipsAccessLevel: {
      type: accessLevels,
      default: 'None',
      cites: 'MT-002',
      describe: 'how much the partner is told',
    },
    MailTipsAccessScope: address('the group of those about whom everything may be told'),
  },
} as const;

export const groupMetrics = {
  identity: ['Identity'],
  properties: {
    Identity: address('the group'),
    GroupMemberCount: {
      type: 'integer',
      default: 0,
      min: 0,
      describe: 'its members as last counted before the start',
    },
    GroupExternalMemberCount: {
      type: 'integer',
      default: 0,
      min: 0,
      describe: 'those of them outside the organization, as last counted',
    },
  },
} as const;
