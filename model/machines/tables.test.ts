/** The pinned tables are those of the machines of today. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { tablesPin, tablesPinText } from '../../tools/pins.ts';

describe('the pinned tables', () => {
  it('are fresh (npx tsx tools/pins.ts writes them)', () => {
    expect(readFileSync(tablesPin, 'utf8')).toBe(tablesPinText());
  });
});
