/**
 * Tests of gates: how soon they answer, what they never do, and that they are fair to both sides.
 * How often they are wrong is in properties/calibration.test.ts.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawsFor } from '../streams.ts';
import { SHARE } from './estimate.ts';
import { type GatePlan, testGate } from './gate.ts';

const plan: GatePlan = {
  support: SHARE,
  sizeMax: 1,
  bound: 0.9,
  wanted: 'above',
  indifference: 0.01,
  error: { met: 0.01, notMet: 0.01 },
};
const alone = (totals: number[]) => ({ totals, sizes: null });
/** Messages to 20 recipients, each recalled with a probability. */
const messages = (probability: number, count: number): number[] => {
  const draws = drawsFor({ high: 3, low: 1 }, Math.round(1000 * probability));
  return Array.from({ length: count }, (_, message) => {
    let recalled = 0;
    for (let one = 0; one < 20; one++) {
      if (draws.uniform('reader.opens', message, one) < probability) recalled++;
    }
    return recalled / 20;
  });
};

describe('testGate', () => {
  it('answers within a few dozen messages far from the bound, and within hundreds at it', () => {
    expect(testGate(alone(messages(0.5, 4000)), plan)).toMatchObject({ verdict: 'not met' });
    expect(testGate(alone(messages(0.5, 4000)), plan).n).toBeLessThan(20);
    expect(testGate(alone(messages(0.99, 4000)), plan)).toMatchObject({ verdict: 'met' });
    expect(testGate(alone(messages(0.99, 4000)), plan).n).toBeLessThan(100);
    const near = testGate(alone(messages(0.9, 4000)), plan);
    expect(near.verdict).not.toBe('undecided');
    expect(near.n).toBeLessThan(1000);
  });

  it('is undecided when messages run out, however good they look', () => {
    expect(testGate(alone([1, 1, 1]), plan)).toEqual({ verdict: 'undecided', n: 3 });
    expect(testGate(alone([]), plan)).toEqual({ verdict: 'undecided', n: 0 });
  });

  it('keeps its answer whatever comes later', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 80 }), (quarters) => {
        const rows = quarters.map((quarter) => quarter / 4);
        const whole = testGate(alone(rows), { ...plan, bound: 0.5, indifference: 0.1 });
        const cut = testGate(alone(rows.slice(0, whole.n)), {
          ...plan,
          bound: 0.5,
          indifference: 0.1,
        });
        expect(cut).toEqual(whole);
      }),
    );
  });

  it('treats both sides alike: mirrored messages have the mirrored answer', () => {
    for (const probability of [0.2, 0.5, 0.85, 0.9, 0.95]) {
      const rows = messages(probability, 1000);
      const mirrored = rows.map((row) => 1 - row);
      const below = { ...plan, bound: 1 - plan.bound, wanted: 'below' } as const;
      expect(testGate(alone(mirrored), below)).toEqual(testGate(alone(rows), plan));
    }
  });

  it('answers for bounds at the ends of the support', () => {
    const all = { ...plan, bound: 1 };
    expect(testGate(alone([1, 1, 0.95]), all)).toEqual({ verdict: 'not met', n: 3 });
    expect(testGate(alone(messages(1, 2000)), all).verdict).toBe('met');
    const none = { ...plan, bound: 0, wanted: 'below' } as const;
    expect(testGate(alone(messages(0, 2000)), none).verdict).toBe('met');
    expect(testGate(alone([0, 0.05]), none)).toEqual({ verdict: 'not met', n: 2 });
    expect(testGate(alone([0, 0.05]), { ...plan, bound: 7 }).verdict).toBe('not met');
  });

  it('weighs messages by their recipients', () => {
    // Large messages fail, small ones succeed: 0.09 of all recipients, 0.5 of the messages.
    const sizes = Array.from({ length: 400 }, (_, message) => (message % 2 ? 1 : 10));
    const totals = sizes.map((size) => (size === 1 ? 1 : 0));
    const half = { ...plan, sizeMax: 10, bound: 0.3 };
    expect(testGate({ totals, sizes }, half).verdict).toBe('not met');
  });
});
