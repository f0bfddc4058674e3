/**
 * Aligned columns of text that fit a width: of words the last column is cut, never the words before
 * it; of numbers nothing is cut, columns go below one another instead.
 */

/** Where a report is printed: columns, and what words in a style look like there. */
export type Look = {
  readonly width: number;
  readonly style: (
    style: 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan',
    text: string,
  ) => string;
};

/**
 * Lines of `rows` in aligned columns; empty columns are left out, lines longer than `width` are cut
 * with "…".
 */
export function alignColumns(rows: readonly (readonly string[])[], width: number): string[] {
  const widths = widthsOf(rows);
  return rows.map((row) => {
    const cells = row.flatMap((cell, column) => {
      const wide = widths[column] ?? 0;
      return wide === 0 ? [] : [cell.padEnd(wide)];
    });
    return cutTo(cells.join('  ').trimEnd(), width);
  });
}

/** [column] the widest cell. */
function widthsOf(rows: readonly (readonly string[])[]): number[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  return Array.from({ length: count }, (_, column) =>
    Math.max(0, ...rows.map((row) => (row[column] ?? '').length)),
  );
}

/** How far what does not fit beside the first columns stands in below them. */
const BELOW = 2;

/**
 * The same without a word cut: where columns do not fit side by side, the rest stand below the
 * first, aligned in all rows. A first column of blanks is the indent of all.
 */
export function stackColumns(rows: readonly (readonly string[])[], width: number): string[] {
  const aligned = alignColumns(rows, Number.POSITIVE_INFINITY);
  if (aligned.every((line) => line.length <= width)) return aligned;
  const widths = widthsOf(rows);
  const isIndent = rows.every(([first = '']) => first.trim() === '');
  const lead = isIndent && (widths[0] ?? 0) > 0 ? (widths[0] ?? 0) + 2 : 0;
  const groups: { readonly columns: number[]; used: number }[] = [];
  for (let column = isIndent ? 1 : 0; column < widths.length; column++) {
    const wide = widths[column] ?? 0;
    const last = groups.at(-1);
    if (wide === 0) continue;
    if (last !== undefined && last.used + 2 + wide <= width) {
      last.columns.push(column);
      last.used += 2 + wide;
    } else {
      const indent = lead + (last === undefined ? 0 : BELOW);
      groups.push({ columns: [column], used: indent + wide });
    }
  }
  return rows.flatMap((row) =>
    groups.flatMap(({ columns }, place) => {
      const indent = ' '.repeat(lead + (place === 0 ? 0 : BELOW));
      const cells = columns.map((column) => (row[column] ?? '').padEnd(widths[column] ?? 0));
      const line = `${indent}${cells.join('  ')}`.trimEnd();
      if (line.length <= width) return line === '' ? [] : [line];
      return wrap(line, width, indent);
    }),
  );
}

/** A line of at most `width` columns. */
export function cutTo(line: string, width: number): string {
  return line.length <= width ? line : `${line.slice(0, Math.max(0, width - 1))}…`;
}

/** Words of a paragraph on lines of at most `width` columns, each behind `indent`. */
export function wrap(text: string, width: number, indent = ''): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && indent.length + longer.length > width) {
      lines.push(indent + line);
      line = word;
    } else line = longer;
  }
  return line === '' ? lines : [...lines, indent + line];
}
