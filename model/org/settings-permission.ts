/**
 * RecallPermission: no setting of Exchange, a wish that can be tried out here.
 */
import { addresses, flag, text, texts } from './property.ts';

export const recallPermission = {
  identity: ['Name', 'Identity', 'Members', 'Countries', 'When', 'ExceptRecipients'],
  properties: {
    Identity: text('not an Exchange setting: what the row is called by'),
    Name: text('its name'),
    Members: addresses('not an Exchange setting: people and groups that the row is about'),
    Countries: texts('where they recall from'),
    When: texts('what holds then: device=…, network=…, location=…, mfa=…'),
    Scope: {
      type: ['all', 'internal'],
      default: 'all',
      describe: 'from whom they may recall',
    },
    ExceptRecipients: addresses('from whom they may not'),
    RequireMfa: flag(false, 'they must pass multi-factor authentication'),
  },
} as const;

export const roleGroup = {
  identity: ['Name', 'Identity'],
  properties: {
    Identity: text('what the role group is called by'),
    Name: text('its name'),
    Members: addresses('people and groups that have its roles'),
    Roles: texts('its roles; those of the built-in role group of that name when absent'),
  },
} as const;

export const roleGroupMember = {
  identity: ['Identity'],
  properties: {
    Identity: text('the role group'),
    Members: addresses('people and groups that are members of it'),
  },
} as const;
