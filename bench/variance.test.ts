/**
 * The report of what common draws save: every pair is in it, and of few messages nothing is taken.
 */
import { describe, expect, it } from 'vitest';
import { measureSavings, medianOf } from './variance.ts';

describe('savings', () => {
  it('are told for every pair', async () => {
    const { savings } = await measureSavings(64);
    const pairs = new Set(savings.map(({ pair }) => pair));
    expect([...pairs]).toEqual([
      'unread-only vs today',
      'one-day vs today',
      'agent-off vs today',
      'send-delay vs today',
      'no-tnef vs tnef',
    ]);
    const agent = savings.find(({ pair }) => pair === 'agent-off vs today');
    expect(agent?.difference).toBeLessThan(-0.5);
    // Of so few messages nothing is taken away; `sim/known-draws.test.ts` has more.
    expect(agent?.adjusted).toBe(agent?.paired);
  });

  it('have a median that counts pairs without spread as saved most', () => {
    expect(medianOf([3, 1, 2])).toBe(2);
    expect(medianOf([1, null, 4, 2])).toBe(3);
    expect(medianOf([null, 1, null])).toBe(Number.POSITIVE_INFINITY);
  });
});
