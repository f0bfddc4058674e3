/**
 * Tables and cells of Markdown, for every report.
 */

/** Text in a cell: bars and line ends would break the table. */
export function inCell(text: string): string {
  return text.replace(/[\\|<>]/g, '\\$&').replace(/\s+/g, ' ');
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]): string => `| ${cells.map(inCell).join(' | ')} |`;
  const align = head.map((_, column) => (column === 0 ? ':--' : '--:'));
  return [line(head), `| ${align.join(' | ')} |`, ...rows.map(line), ''];
}
