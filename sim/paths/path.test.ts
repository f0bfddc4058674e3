/**
 * Sums behind instants: found from marks and from shifts whatever the draws, or refused.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at } from '../../model/assert.ts';
import { type Marks, marksOf, partsOf, shiftsOf, sumOf, valueAt } from './path.ts';

/** Draws of a party, and an instant that is made of them: how often each counts, and whole ms. */
const sums = fc
  .record({
    times: fc.integer({ min: 1, max: 4 }),
    draws: fc.uniqueArray(fc.nat(200_000_000), { minLength: 1, maxLength: 8 }),
    constant: fc.integer({ min: -86_400_000, max: 2_592_000_000 }),
  })
  .chain(({ times, draws, constant }) =>
    fc.record({
      times: fc.constant(times),
      draws: fc.constant(draws),
      constant: fc.constant(constant),
      counts: fc.tuple(
        ...draws.map((_, index) =>
          index === draws.length - 1
            ? fc.integer({ min: -20, max: 20 })
            : fc.integer({ min: -times, max: times }),
        ),
      ),
    }),
  );

/** The instant as the world makes it: draw by draw, each moved by its mark. */
function walked(
  constant: number,
  counts: readonly number[],
  draws: readonly number[],
  { perMs, steps }: Marks,
): number {
  let instant = constant;
  counts.forEach((count, index) => {
    const draw = at(draws, index) + at(steps, index) / perMs;
    for (let i = 0; i < Math.abs(count); i++) instant += count > 0 ? draw : -draw;
  });
  return instant;
}

const plain = (draws: readonly number[]): Marks => ({ steps: draws.map(() => 0), perMs: 1 });

describe('the sum behind an instant', () => {
  it('is found from marks smaller than a ms', () => {
    let found = 0;
    fc.assert(
      fc.property(sums, ({ constant, counts, draws, times }) => {
        const marks = marksOf(draws.length, times);
        if (marks === null) return;
        const parts = partsOf(walked(constant, counts, draws, marks), marks);
        if (parts === null) return;
        found++;
        expect(parts.ms).toBe(walked(constant, counts, draws, plain(draws)));
        const sum = sumOf(parts, draws, times);
        expect(sum?.constant).toBe(constant);
        draws.forEach((_, index) => {
          const count = (list: readonly number[]) => list.filter((one) => one === index).length;
          expect(count(sum?.plus ?? []) - count(sum?.minus ?? [])).toBe(counts[index]);
        });
        expect(valueAt(sum!, draws)).toBe(parts.ms);
      }),
    );
    expect(found).toBeGreaterThan(10);
  });

  it('is found from shifts of whole ms', () => {
    fc.assert(
      fc.property(sums, ({ constant, counts, draws, times }) => {
        const marks = shiftsOf(draws.length, times);
        if (marks === null) return;
        const ms = walked(constant, counts, draws, plain(draws));
        const steps = walked(constant, counts, draws, marks) - ms;
        const sum = sumOf({ ms, steps }, draws, times);
        expect(sum?.constant).toBe(constant);
        expect(valueAt(sum!, draws)).toBe(ms);
      }),
    );
  });

  it('is none where a draw would be part of it more often than it may', () => {
    const draws = [1_000, 2_000, 3_000];
    const marks = marksOf(draws.length, 1)!;
    const last = at(marks.steps, 2);
    expect(sumOf({ ms: 0, steps: 21 * last }, draws, 1)).toBeNull();
    expect(sumOf({ ms: 0, steps: 0.5 }, draws, 1)).toBeNull();
  });

  it('is not looked for where marks would not be exact', () => {
    const marks = marksOf(7, 2)!;
    expect(partsOf((2 * Number.MAX_SAFE_INTEGER) / marks.perMs, marks)).toBeNull();
    expect(partsOf(Math.floor(Number.MAX_SAFE_INTEGER / marks.perMs), marks)?.steps).toBe(0);
    expect(marksOf(9, 2)).toBeNull();
    // Powers of so many draws are Infinity.
    expect(marksOf(200, 61)).toBeNull();
    expect(shiftsOf(200, 61)).toBeNull();
  });
});
