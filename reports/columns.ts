/**
 * Aligned columns of text that fit a width: the last column is cut, never the words before it.
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
  const count = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, column) =>
    Math.max(0, ...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows.map((row) => {
    const cells = row.flatMap((cell, column) => {
      const wide = widths[column] ?? 0;
      return wide === 0 ? [] : [cell.padEnd(wide)];
    });
    return cutTo(cells.join('  ').trimEnd(), width);
  });
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
