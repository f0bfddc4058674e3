/** The pin of the numbers of states and paths. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createModel, tabulateAll } from '../../model/model.ts';
import { stateCounts } from './state-counts.ts';

it('the states and paths of the bundled worlds are as pinned', () => {
  const pin = readFileSync(new URL('state-counts.pin.txt', import.meta.url), 'utf8');
  expect(stateCounts(createModel(tabulateAll()))).toBe(pin);
});
