/** What is displayed of a text that may be HTML, and how long it is (D-16). */
import { decodeHTML } from 'entities';

/** Tags are left out, entities stand for their characters. */
export function shownText(written: string): string {
  return decodeHTML(written.replace(/<[^>]*>/g, ''));
}

/** Whether a text has parts that are neither text nor tags, such as scripts and comments. */
export const isBeyondTags = (written: string): boolean =>
  /<(!|\?|script|style|title|template)/i.test(written) || /<(?![/a-z])/i.test(written);

/** In characters, not in the halves of them that a string is made of. */
export const lengthOf = (shown: string): number => [...shown].length;

export const firstOf = (shown: string, most: number): string => [...shown].slice(0, most).join('');
