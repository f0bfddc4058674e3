/** What the label of a message forbids: passing it on, and opening it outside. */
import type { Case } from './case.ts';
import { domainOf, placeOf, tenantOfDomain } from './directory.ts';
import type { Moment } from './moments.ts';
import type { Message } from './parcel.ts';
import { lower, type Row } from './settings.ts';

export function labelOf(of: Case, { label, from }: Message, at: Moment): Row {
  if (label === undefined) return {};
  const home = tenantOfDomain(of.settings, domainOf(from), at) ?? null;
  const rows = of.settings.rows(home, 'Label', at);
  return rows.find((row) => lower(String(row['Name'])) === lower(label)) ?? {};
}

/** Whether somebody at a mailbox may not even open a message. */
export function isClosedTo(of: Case, message: Message, mailbox: string, at: Moment): boolean {
  if (labelOf(of, message, at)['internalOnly'] !== true) return false;
  const home = tenantOfDomain(of.settings, domainOf(message.from), at);
  return placeOf(of.settings, mailbox, at).tenant !== home;
}

/** Whether nobody at a mailbox may pass a message on, by hand or by a rule. */
export function mayNotForward(of: Case, message: Message, mailbox: string, at: Moment): boolean {
  const isBlocked = labelOf(of, message, at)['blocksForward'] === true;
  return isBlocked || isClosedTo(of, message, mailbox, at);
}
