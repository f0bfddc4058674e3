/**
 * Looks at text before it is parsed: bytes that no text holds, and nesting that only an attack has.
 *
 * Never: refuse text that a person could have meant.
 */
import type { Position } from '../../model/fault.ts';

/** Levels of lists and mappings inside one another. */
export const DEPTH_MAX = 100;

export const tooDeep = `is nested deeper than ${DEPTH_MAX} levels`;

/** The place of the first NUL or other control character that no text file holds. */
export function binaryAt(text: string): Position | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for
  const found = /[\u0000-\u0008\u000e-\u001f\ufffe]/.exec(text);
  return found === null ? undefined : positionIn(text, found.index);
}

/**
 * Where text surely nests too deep: by brackets, by indentation, or by `- - -` on one line.
 *
 * Why before parsing: the YAML parser needs seconds, or all memory, for a few megabytes of these.
 * A rough count at twice the limit is enough; the exact one is taken of the syntax tree.
 */
export function tooDeepAt(text: string): Position | undefined {
  const indents: number[] = [];
  let brackets = 0;
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf('\n', from);
    const to = end < 0 ? text.length : end;
    const first = startOfContent(text, from, to);
    if (first.indicators > DEPTH_MAX) return positionIn(text, first.at);
    if (first.at < to) {
      while ((indents.at(-1) ?? -1) >= first.at - from) indents.pop();
      indents.push(first.at - from);
      if (indents.length > DEPTH_MAX * 2) return positionIn(text, first.at);
    }
    for (let i = from, quote = ''; i < to; i++) {
      const char = text[i] ?? '';
      if (quote === '' && (char === '"' || char === "'")) quote = char;
      else if (quote !== '') quote = char === quote && text[i - 1] !== '\\' ? '' : quote;
      else if (char === '[' || char === '{') brackets++;
      else if (char === ']' || char === '}') brackets = Math.max(0, brackets - 1);
      if (brackets > DEPTH_MAX * 2) return positionIn(text, i);
    }
    from = to + 1;
  }
  return undefined;
}

/** Where a line's content starts, after its spaces and the indicators `-`, `?` and `:`. */
function startOfContent(text: string, from: number, to: number) {
  let at = from;
  let indicators = 0;
  for (; at < to; at++) {
    const char = text[at] ?? '';
    if (char === ' ' || char === '\t') continue;
    const isIndicator = '-?:'.includes(char) && (text[at + 1] === ' ' || text[at + 1] === '\t');
    if (!isIndicator) break;
    indicators++;
    if (indicators > DEPTH_MAX) break;
  }
  return { at, indicators };
}

function positionIn(text: string, offset: number): Position {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
