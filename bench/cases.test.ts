/**
 * The gate of the benchmarks: counts and checksums at exact equality on every side. Times are never
 * looked at.
 */
import { describe, expect, it } from 'vitest';
import { cases } from './cases.ts';
import { type Case, Mismatch, verify } from './harness.ts';

/** The larger rows are for `npm run bench`. */
const SMALL = { messages: 300, states: 10_000, mailboxes: 1_000, clusters: 10 };

describe('benchmark cases', () => {
  // These are compared beside what they measure: scenario by scenario, and world by world.
  const elsewhere = ['replay', 'explore'];
  const names = Object.keys(cases).filter((name) => !elsewhere.includes(name));

  it.each(names)('%s counts and computes the same on every side', async (name) => {
    const made = (await cases[name]?.()) ?? [];
    const small = made.filter(
      ({ size: { messages = 0, states = 0, mailboxes = 0, clusters = 0 } }) =>
        messages <= SMALL.messages &&
        states <= SMALL.states &&
        mailboxes <= SMALL.mailboxes &&
        clusters <= SMALL.clusters,
    );
    expect(small.length).toBeGreaterThan(0);
    for (const one of small) {
      // Whole runs by XState take seconds; other tests compare the steppers, on less.
      const [ours, ...others] = one.sides;
      const quick = others.filter(
        (side) => !name.startsWith('reference') || side.name !== 'xstate',
      );
      const { counts } = verify({ ...one, sides: [ours, ...quick] });
      expect(Math.max(...Object.values(counts))).toBeGreaterThan(80);
    }
  });

  it('refuse a side that computes something else, and what is not written down', () => {
    const side = (name: string, checksum: number) => ({
      name,
      run: () => ({ counts: { operations: 1 }, checksum }),
    });
    const same: Case = {
      name: 'sum',
      size: { numbers: 1 },
      operations: 1,
      expected: null,
      sides: [side('ours', 3), side('other', 3)],
    };
    expect(verify(same)).toMatchObject({ checksum: 3 });
    expect(() => verify({ ...same, sides: [side('ours', 3), side('other', 4)] })).toThrow(Mismatch);
    const expected = { counts: { operations: 2 }, checksum: 3 };
    expect(() => verify({ ...same, expected })).toThrow(/ours computes something else/);
  });
});
