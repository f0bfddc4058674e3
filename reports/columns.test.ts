/**
 * Columns at a width: side by side where they fit, else below one another, and never cut.
 */
import { describe, expect, it } from 'vitest';
import { stackColumns } from './columns.ts';

const rows = [
  [' ', 'recalled', '91.4 % [89.1, 93.7]', 'variance ÷ 2'],
  [' ', 'left behind', '10.9 % [9.0, 12.7]', ''],
];

describe('stackColumns', () => {
  it('keeps columns side by side where all rows fit', () => {
    expect(stackColumns(rows, 49)).toEqual([
      '   recalled     91.4 % [89.1, 93.7]  variance ÷ 2',
      '   left behind  10.9 % [9.0, 12.7]',
    ]);
  });

  it('puts what does not fit below, in every row', () => {
    expect(stackColumns(rows, 48)).toEqual([
      '   recalled     91.4 % [89.1, 93.7]',
      '     variance ÷ 2',
      '   left behind  10.9 % [9.0, 12.7]',
    ]);
    expect(stackColumns(rows, 30)).toEqual([
      '   recalled',
      '     91.4 % [89.1, 93.7]',
      '     variance ÷ 2',
      '   left behind',
      '     10.9 % [9.0, 12.7]',
    ]);
  });

  it('wraps what is wider than a line', () => {
    const [first = '', ...below] = stackColumns([['', 'a', 'one two three four']], 12);
    expect([first, ...below]).toEqual(['a', '  one two', '  three four']);
  });
});
