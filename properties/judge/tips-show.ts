/**
 * What a program shows of what the servers answer, and what it tells of its own accord (5.1,
 * M-068, M-091 to M-094, M-115 to M-123, D-15, D-31, D-32).
 */
import type { Person, Scenario } from '../../scenarios/scenario.ts';
import { domainOf } from './directory.ts';
import { lower } from './settings.ts';
import { firstOf, shownText } from './shown-text.ts';
import type { Tip, TipName } from './tips-answer.ts';

/** What tips rest on of whoever writes a draft. */
export type Owner = Pick<
  Person,
  'mailbox' | 'offline' | 'deliveryLocation' | 'account' | 'language' | 'appConfig' | 'cachedScopes'
>;

/** 5.1: the tips of each kind of program. */
const columns: Readonly<Record<'desktop' | 'web' | 'mobile' | 'other', readonly TipName[]>> = {
  desktop: [
    'restricted-recipient',
    'invalid-recipient',
    'mailbox-full',
    'automatic-replies',
    'moderated-recipient',
    'oversize-message',
    'external-recipients',
    'large-audience',
    'custom',
  ],
  web: [
    'restricted-recipient',
    'mailbox-full',
    'automatic-replies',
    'moderated-recipient',
    'external-recipients',
    'large-audience',
    'custom',
    'reply-all-bcc',
  ],
  mobile: ['automatic-replies', 'external-recipients'],
  other: [],
};

/** The tips that a program shows at all. */
export function columnOf(client: Person['client'], { assume }: Scenario): readonly TipName[] {
  if (client === 'outlook-windows') {
    const warns = assume.replyAllBccInOutlook === 'true';
    return warns ? [...columns.desktop, 'reply-all-bcc'] : columns.desktop;
  }
  if (client === 'owa' || client === 'new-outlook') return columns.web;
  if (client === 'outlook-mobile') return columns.mobile;
  return assume.otherClientsShow === 'web' ? columns.web : columns.other;
}

const PREVIEW_MAX = 175;
const DISPLAY_MAX = 1_000;

/** The text of a tip as it is displayed. */
export function displayed(tip: Tip, { assume }: Scenario): Tip {
  if (tip.text === null) return tip;
  const shown = shownText(tip.text);
  const reply = tip.tip === 'automatic-replies' ? firstOf(shown, PREVIEW_MAX) : shown;
  return { ...tip, text: assume.displayLimit === 'none' ? reply : firstOf(reply, DISPLAY_MAX) };
}

const KEY = 'com.microsoft.outlook.Mail.InternalDomains';
const SWITCH = 'com.microsoft.outlook.Mail.ExternalRecipientsToolTipEnabled';

/** Whether Outlook on a device tells of recipients outside at all. */
export function tellsOutside({ account, appConfig }: Owner): boolean {
  if (appConfig?.[SWITCH] === false) return false;
  if (account === 'onPremises') return false;
  return account !== 'uopcc' || appConfig?.[KEY] !== undefined;
}

/** Whether a device goes by its key although the service answers. */
export function goesByKey({ account, appConfig }: Owner, { assume }: Scenario): boolean {
  const isSet = appConfig?.[KEY] !== undefined;
  return isSet && (account === 'uopcc' || assume.internalDomainsReplace === 'true');
}

/** Whom a device takes to be outside without the service. `remembers`: what it was told before. */
export function isOutsideOnDevice(
  { mailbox, appConfig, cachedScopes }: Owner,
  address: string,
  remembers: boolean,
): boolean {
  const cached = Object.entries(cachedScopes ?? {}).find(([name]) => lower(name) === address);
  if (remembers && cached !== undefined) return cached[1] === 'external';
  const listed = String(appConfig?.[KEY] ?? '')
    .split(',')
    .map((domain) => domain.trim().toLowerCase())
    .filter((domain) => domain !== '');
  const inside = listed.length > 0 ? listed : [domainOf(mailbox)];
  const domain = domainOf(address);
  return !inside.some((one) => domain === one || domain.endsWith(`.${one}`));
}
