/**
 * What a cmdlet sets beside what it is told to: the kind of reply and `IsInternal` of a remote
 * domain (M-190, M-191), a custom tip and its default translation (M-043, M-044).
 */
import { lengthOf, shownText } from './shown-text.ts';

type Row = Readonly<Record<string, unknown>>;

/** The texts of a list; one text is a list of one. */
const textsOf = (value: unknown): string[] =>
  [value].flat().filter((item) => typeof item === 'string');

/** A row after one property of it was set. */
export function coupled(noun: string, row: Row, property: string): Row {
  const value = row[property];
  if (noun === 'RemoteDomain' && property === 'AllowedOOFType' && value === 'InternalLegacy') {
    return { ...row, IsInternal: true };
  }
  if (noun === 'RemoteDomain' && property === 'IsInternal' && value === false) {
    return { ...row, AllowedOOFType: 'ExternalLegacy' };
  }
  if (property === 'MailTip') {
    const others = textsOf(row['MailTipTranslations']).filter((one) => languageOf(one) !== DEFAULT);
    const said = textsOf(value)[0] ?? '';
    if (said === '') return { ...row, MailTip: null, MailTipTranslations: others };
    const stored = /^<html>/i.test(said) ? said : `<html><body>${said}</body></html>`;
    const MailTipTranslations = [...others, `${DEFAULT}:${stored}`];
    return { ...row, MailTip: stored, MailTipTranslations };
  }
  if (property === 'MailTipTranslations') {
    const spoken = textsOf(value).find((one) => languageOf(one) === DEFAULT);
    return { ...row, MailTip: spoken === undefined ? null : wordsOf(spoken) };
  }
  return row;
}

export const DEFAULT = 'default';

/** The language of a translation, in lower case, and its words. */
export const languageOf = (translation: string): string =>
  translation.slice(0, translation.indexOf(':')).toLowerCase();
export const wordsOf = (translation: string): string =>
  translation.slice(translation.indexOf(':') + 1);

/** M-040: no more than this many characters of a custom tip may be displayed. */
const CUSTOM_MAX = 175;

/** Whether a cmdlet is told a custom tip, or a translation, that is too long. */
export function saysTooMuch(properties: Row): boolean {
  const list = properties['MailTipTranslations'];
  const added = Array.isArray(list) ? list : textsOf((list as Row | null | undefined)?.['Add']);
  const texts = [...textsOf(properties['MailTip']), ...added.map(wordsOf)];
  return texts.some((text) => lengthOf(shownText(text)) > CUSTOM_MAX);
}
