/**
 * Labels: what they forbid and whether they encrypt.
 *
 * Not a noun of the Exchange cmdlets: sensitivity labels live elsewhere, and three properties are
 * what the life of a message depends on.
 */
import { flag, text } from './property.ts';

export const label = {
  identity: ['Name', 'Identity'],
  properties: {
    Identity: text('what the label is called by'),
    Name: text('its name'),
    encrypts: flag(false, 'messages with it are encrypted'),
    blocksForward: flag(false, 'messages with it cannot be forwarded'),
    internalOnly: flag(false, 'nobody outside can open messages with it'),
  },
} as const;
