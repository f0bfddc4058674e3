/**
 * Tests of shares from groups of messages: the ratio of rows where each message is its group, what
 * is too rare for an interval, and that nothing is claimed beyond what was seen.
 */
import { describe, expect, it } from 'vitest';
import { drawsFor } from '../streams.ts';
import { SHARE } from './estimate.ts';
import { estimateGrouped, GROUPS } from './grouped.ts';
import { estimateRatio } from './ratio.ts';

const plan = { messages: 1000, sizeMax: 20, confidence: 0.95 };
const dealt = (all: number): number[] =>
  Array.from({ length: GROUPS }, (_, g) => Math.ceil((all - g) / GROUPS));

describe('estimateGrouped', () => {
  it('is the ratio of messages where each is a group of its own', () => {
    const draws = drawsFor({ high: 0, low: 8 }, 0);
    const sizes = Array.from(
      { length: 40 },
      (_, i) => 1 + Math.floor(6 * draws.uniform('reader.opens', i)),
    );
    const shown = sizes.map((size, i) =>
      Math.floor((size + 1) * draws.uniform('reader.opens', i, 1)),
    );
    const { low, high, value } = estimateGrouped(shown, sizes, { ...plan, messages: 40 });
    expect({ low, high, value }).toEqual(
      (({ low: l, high: h, value: v }) => ({ low: l, high: h, value: v }))(
        estimateRatio(shown, sizes, { support: SHARE }),
      ),
    );
  });

  it('says only "at most" of what a handful showed, the rule of three for none', () => {
    const of = dealt(20_000);
    const none = estimateGrouped(
      dealt(0).map(() => 0),
      of,
      plan,
    );
    expect(none).toMatchObject({ value: 0, low: 0, tooRare: 'at most', n: 1000 });
    // 3 of 1,000 messages at most, all of whose 20 recipients may show it: as messages have 20.
    // 64 groups of at least 15 messages count as 960.
    expect(none.high).toBeCloseTo(1 - 0.05 ** (1 / 960), 9);
    const few = estimateGrouped(
      of.map((_, group) => (group === 3 ? 4 : 0)),
      of,
      plan,
    );
    expect(few).toMatchObject({ value: 0.0002, low: 0, tooRare: 'at most' });
    expect(few.high).toBeGreaterThan(none.high);
    const nearly = estimateGrouped(
      of.map((all, group) => (group === 3 ? all - 2 : all)),
      of,
      plan,
    );
    expect(nearly).toMatchObject({ high: 1, tooRare: 'at least' });
    expect(nearly.low).toBeLessThan(nearly.value);
  });

  it('gives small messages the weight of the largest where something is rare', () => {
    const of = dealt(2000);
    const { high } = estimateGrouped(
      of.map(() => 0),
      of,
      plan,
    );
    const share = 1 - 0.05 ** (1 / 960);
    expect(high).toBeCloseTo((share * 20) / (share * 20 + (1 - share) * 2), 9);
  });

  it('has an interval with two ends from ten groups on', () => {
    const of = dealt(20_000);
    const ten = estimateGrouped(
      of.map((_, group) => (group < 32 ? 1 : 0)),
      of,
      plan,
    );
    expect(ten.tooRare).toBeNull();
    expect(ten.low).toBeGreaterThan(0);
    expect(ten.high).toBeLessThan(0.01);
  });
});
