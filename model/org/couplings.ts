/**
 * Properties that a cmdlet sets along with another: the custom MailTip and its translations, and
 * what a remote domain may be answered and whether it counts as inside.
 */
import { displayedLength } from '../html.ts';
import type { RuleId } from '../rules/catalogue.ts';
import { CUSTOM_MAX } from './settings-mailtips.ts';
import { type CmdletObject, listOf, type PropertyValue } from './tenant.ts';

/** Whether a cmdlet refuses a custom MailTip, or one of its translations. [MT-052] */
export function isLongTip(name: string, value: unknown): boolean {
  if (name !== 'MailTip' && name !== 'MailTipTranslations') return false;
  return textsIn(value).some((text) => {
    const own = name === 'MailTip' ? text : text.replace(/^[\w-]+\s*:\s*/, '');
    return displayedLength(own) > CUSTOM_MAX;
  });
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value as readonly string[];
  const isTable = value !== null && typeof value === 'object' && 'Add' in value;
  return isTable ? (value.Add as readonly string[]) : [];
}

/** What a cmdlet sets, by property. */
type Set = Readonly<Record<string, unknown>>;

/** The rule behind a custom MailTip that is refused, or what is set besides; null: none. */
export function ruleOfChange(
  { noun, properties }: { readonly noun: string; readonly properties: Set },
  isRefused: boolean,
): RuleId | null {
  const setsTip = 'MailTip' in properties || 'MailTipTranslations' in properties;
  if (isRefused)
    return Object.entries(properties).some(([name, value]) => isLongTip(name, value))
      ? 'MT-052'
      : null;
  if (setsTip) return 'MT-053';
  return noun === 'RemoteDomain' && Object.keys(remoteDomain(properties)).length > 0
    ? 'MT-094'
    : null;
}

/** The object after a cmdlet, with what the cmdlet sets besides. */
export function coupled(
  { noun, properties }: { readonly noun: string; readonly properties: Set },
  merged: Readonly<Record<string, PropertyValue>>,
): CmdletObject {
  if (noun === 'RemoteDomain') return { ...merged, ...remoteDomain(properties) };
  if ('MailTip' in properties) return { ...merged, ...ownTip(merged) };
  return 'MailTipTranslations' in properties ? { ...merged, ...defaultTip(merged) } : merged;
}

/** InternalLegacy makes a domain count as inside; outside makes ExternalLegacy. [MT-094] */
function remoteDomain(set: Set): CmdletObject {
  const { AllowedOOFType, IsInternal } = set;
  if (AllowedOOFType === 'InternalLegacy') return { IsInternal: true };
  return IsInternal === false && AllowedOOFType === undefined
    ? { AllowedOOFType: 'ExternalLegacy' }
    : {};
}

const isDefault = (entry: string): boolean => /^default\s*:/i.test(entry);

/** A custom MailTip is stored as HTML, and as the default translation. [MT-053] */
function ownTip(merged: Readonly<Record<string, PropertyValue>>): CmdletObject {
  const text = merged['MailTip'];
  const others = listOf(merged, 'MailTipTranslations').filter((entry) => !isDefault(entry));
  if (typeof text !== 'string' || text === '') return { MailTipTranslations: others };
  const html = /^<html>/i.test(text) ? text : `<html><body>${text}</body></html>`;
  return { MailTip: html, MailTipTranslations: [`default:${html}`, ...others] };
}

/** The default translation is the custom MailTip. [MT-053] */
function defaultTip(merged: Readonly<Record<string, PropertyValue>>): CmdletObject {
  const entry = listOf(merged, 'MailTipTranslations').find(isDefault);
  return { MailTip: entry === undefined ? null : entry.replace(/^default\s*:\s*/i, '') };
}
