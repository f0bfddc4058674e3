/**
 * HTML as people see it: the text of automatic replies and custom MailTips, which Exchange stores
 * as HTML and counts as displayed.
 */
import { decodeHTML } from 'entities';

/** The text that a person sees of HTML: tags gone, entities decoded, blanks as in a line. */
export function displayedText(html: string): string {
  const text = html
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<(script|style)\b[\s\S]*?<\/\1\s*>/gi, '')
    .replace(/<[^>]*>/g, '');
  return decodeHTML(text)
    .replace(/[\r\n\t]+/g, ' ')
    .trim();
}

/** How many characters a person sees: code points. [D-16] */
export function displayedLength(html: string): number {
  return [...displayedText(html)].length;
}

/** At most so many code points of a text. */
export function cutAt(text: string, most: number): string {
  const points = [...text];
  return points.length <= most ? text : points.slice(0, most).join('');
}
