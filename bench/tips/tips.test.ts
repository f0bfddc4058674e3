/**
 * The benchmarks of MailTips counted by hand in small groups, and how growth is judged.
 */
import { describe, expect, it } from 'vitest';
import { growthOf } from '../growth.ts';
import { type Case, type Measured, verify, Worse, withGrowth } from '../harness.ts';
import { lookupCase } from './cases.ts';
import { newClusters } from './clusters.ts';
import { draftScenario, kinds } from './draft-world.ts';
import { shapes } from './shapes.ts';

describe('small groups, counted by hand', () => {
  // Four groups and one person outside, in each shape.
  const visits = { wide: 6, chain: 4, diamond: 6, cycle: 5 };

  it.each(shapes)('%s: four lookups, one person, and what is looked at', (shape) => {
    const { counts } = verify(lookupCase(shape, 4));
    expect(counts).toMatchObject({
      ...{ lookups: 4, lookupsTold: 4, people: 1, external: 1 },
      ...{ visits: visits[shape], allocations: 0, tips: 1 },
    });
  });

  it('a cluster has 523 memberships, none twice, and no group in itself', () => {
    const { members, roots } = newClusters(2);
    const rows = members.flatMap((ones, group) => (ones === null ? [] : [{ group, ones }]));
    expect(rows).toHaveLength(2 * 150);
    expect(rows.reduce((sum, { ones }) => sum + ones.length, 0)).toBe(2 * 523);
    expect(rows.every(({ group, ones }) => !ones.includes(group))).toBe(true);
    expect(rows.every(({ ones }) => new Set(ones).size === ones.length)).toBe(true);
    expect(new Set(roots).size).toBe(2);
  });

  it('a draft to 200 has every kind of recipient, each address once', () => {
    const [draft] = draftScenario(200).timeline.flatMap(({ action }) =>
      action.kind === 'compose' ? [action] : [],
    );
    const to = [...draft!.to, ...draft!.cc, ...draft!.bcc];
    expect(new Set(to).size).toBe(200);
    expect(kinds.length).toBe(23);
  });
});

describe('growth', () => {
  it('is exact where costs are powers, and has an interval where they are not', () => {
    expect(growthOf([1, 10, 100], [5, 50, 500])).toEqual({ exponent: 1, low: 1, high: 1 });
    // Logarithms 0, 1, 2 and 0, 2, 3: slope 1.5, residuals 1/6 -1/3 1/6, half 12.706 / sqrt(12).
    const { exponent, low, high } = growthOf([1, 10, 100], [1, 100, 1_000]);
    expect([exponent, low, high]).toEqual([1.5, -2.168, 5.168]);
  });

  it('fails a class that is worse beyond chance, and only that', () => {
    const sizes = [10, 100, 1_000, 10_000];
    const cases = sizes.map(
      (n): Case => ({
        ...{ name: 'sorted', size: { n }, operations: n, expected: null },
        sides: [{ name: 'ours', run: () => ({ counts: {}, checksum: 0 }) }],
        growth: { by: 'n', atMost: 1 },
      }),
    );
    const taking = (cost: (n: number) => number): Measured[] =>
      sizes.map((n) => ({
        ...{ name: 'sorted', size: { n }, counts: {}, checksum: 0, ratios: {}, rssBytes: 0 },
        nsPerOperation: cost(n),
      }));
    expect(
      withGrowth(
        cases,
        taking(() => 7),
      ).at(-1)?.growth?.exponent,
    ).toBe(1);
    expect(() =>
      withGrowth(
        cases,
        taking((n) => n),
      ),
    ).toThrow(Worse);
    const noisy = taking((n) => (n === 10 ? 40 : 7 + Math.sqrt(n)));
    expect(() => withGrowth(cases, noisy)).not.toThrow();
  });
});
