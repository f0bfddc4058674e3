/** Decision lists: the first row that matches decides, and a list that is not whole is refused. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  citesOf,
  compileRows,
  decideRow,
  decisionList,
  NO_ROW,
  traceDecision,
} from './decision.ts';
import { factLayout } from './fact-space.ts';

const space = { kind: ['cloud', 'outside', 'group'], read: 'boolean' } as const;
const rows = [
  { cites: 'RC-031', when: { kind: 'outside' }, verdict: 'stays' },
  { cites: ['RC-044', 'RC-024'], when: { kind: ['cloud', 'group'], read: true }, verdict: 'stays' },
  { cites: 'RC-045', verdict: 'deleted' },
] as const;

describe('a decision list', () => {
  const list = decisionList('sample', space, rows);

  it('decides by the first row that matches', () => {
    expect(decideRow(list, { kind: 'outside', read: true })).toBe(0);
    expect(decideRow(list, { kind: 'cloud', read: true })).toBe(1);
    expect(decideRow(list, { kind: 'group', read: false })).toBe(2);
  });

  it('says why each earlier row did not apply', () => {
    expect(traceDecision(list, { kind: 'group', read: false })).toEqual([
      {
        row: 0,
        applies: false,
        because: { fact: 'kind', found: 'group', wanted: 'outside' },
      },
      { row: 1, applies: false, because: { fact: 'read', found: 'false', wanted: 'true' } },
      { row: 2, applies: true, because: null },
    ]);
  });

  it('names the deciding rule first', () => {
    expect(rows.map((row) => citesOf(row)[0])).toEqual(['RC-031', 'RC-044', 'RC-045']);
  });

  it('is compiled to what reading its rows from the top answers', () => {
    const words = ['a', 'b', 'c', 'd', 'e'];
    const spaces = fc.array(fc.integer({ min: 2, max: 5 }), { minLength: 1, maxLength: 5 });
    const wants = fc.array(fc.subarray(words, { minLength: 1 }), { minLength: 5, maxLength: 5 });
    const kept = fc.array(fc.boolean(), { minLength: 5, maxLength: 5 });
    const conditions = fc.array(fc.tuple(wants, kept), { maxLength: 8 });
    fc.assert(
      fc.property(spaces, conditions, (sizes, drawn) => {
        const facts = Object.fromEntries(sizes.map((size, i) => [`f${i}`, words.slice(0, size)]));
        const names = Object.keys(facts);
        const drawnRows = drawn.map(([wanted, isKept]) => ({
          cites: 'RC-031' as const,
          when: Object.fromEntries(
            names.flatMap((name, i) => (isKept[i] ? [[name, wanted[i]]] : [])),
          ),
          verdict: 0,
        }));
        const list = compileRows('drawn', facts, drawnRows);
        for (const { codes } of factLayout(facts).words()) {
          const values = Object.fromEntries(names.map((name, i) => [name, words[codes[i] ?? 0]]));
          const traces = traceDecision(list, values as never);
          const fires = traces.findIndex(({ applies }) => applies);
          expect(decideRow(list, values as never)).toBe(fires < 0 ? NO_ROW : fires);
        }
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  it('refuses facts that leave no row', () => {
    const open = rows.slice(0, 2);
    expect(() => decisionList('open', space, open)).toThrow(/open has a row for every combination/);
    expect(decideRow(compileRows('open', space, open), { kind: 'group', read: false })).toBe(
      NO_ROW,
    );
  });

  it('refuses a row that an earlier one swallows', () => {
    const dead = [rows[0], { ...rows[0], when: { kind: 'outside', read: true } }, rows[2]] as const;
    expect(() => decisionList('dead', space, dead)).toThrow(/row 1 of dead fires/);
  });
});
