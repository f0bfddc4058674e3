/**
 * The words of a custom tip for somebody: in their language, or else as by default (M-044 to
 * M-047).
 */
import { DEFAULT, languageOf, wordsOf } from './couplings.ts';
import { listOf, type Row, textOf } from './settings.ts';

export function customText(row: Row, language: string | null): string | null {
  const translations = listOf(row['MailTipTranslations']);
  const wanted = (language ?? '').toLowerCase();
  const said = (name: string) => {
    const found = translations.find((one) => languageOf(one) === name);
    return found === undefined ? null : wordsOf(found);
  };
  const spoken = wanted === '' ? null : (said(wanted) ?? said(wanted.split('-')[0] ?? ''));
  return spoken ?? textOf(row['MailTip']) ?? said(DEFAULT);
}
