/**
 * Freed rates and differences: what they take away, and when they leave an estimate as it was
 * found. How often they cover is in the table of calibration.
 */
import { describe, expect, it } from 'vitest';
import type { Adjust } from './adjusted.ts';
import type { Ratios } from './difference.ts';
import { moments, SHARE } from './estimate.ts';
import { estimateFreed, estimateFreedDifference } from './freed.ts';
import { estimateMean } from './mean.ts';
import { known, N, noise, us } from './one-draw.ts';
import { estimatePaired } from './paired.ts';
import { shareAtMost } from './proportion.ts';
import { estimateRatio } from './ratio.ts';

const BOUNDS = { low: -1, high: 1 };
const zeros = new Float64Array(N);
const found = (rows: Float64Array, adjust: Adjust, bounds = BOUNDS) => {
  const plain = estimatePaired(rows, new Float64Array(rows.length), BOUNDS);
  const ones = new Float64Array(rows.length).fill(1);
  const [ratios, nothing] = [rows, new Float64Array(rows.length)].map((numerators) => {
    return { numerators, denominators: ones };
  }) as [Ratios, Ratios];
  return { plain, freed: estimateFreedDifference(plain, ratios, nothing, adjust, bounds) };
};

describe('estimateFreedDifference', () => {
  it('takes away what a sample has more of a known draw than there is on average', () => {
    const rows = us.map((u, row) => 0.2 + 0.6 * (u - 0.5) + 0.1 * ((noise[row] ?? 0) - 0.5));
    const { freed, plain } = found(rows, known(us), { low: -0.2, high: 0.6 });
    expect(moments(us).mean).not.toBeCloseTo(0.5, 3);
    expect(Math.abs(freed.value - 0.2)).toBeLessThan(0.003);
    expect(plain.high - plain.low).toBeGreaterThan(5 * (freed.high - freed.low));
    expect(freed.method).toBe(
      'paired differences, freed from 1 known draws, jackknife over 64 groups of messages',
    );
    expect(freed.plain).toBe(plain);
    const saved = (freed.varianceReduction ?? 0) / (plain.varianceReduction ?? 1);
    const narrower = ((plain.high - plain.low) / (freed.high - freed.low)) ** 2;
    // Student's t has other degrees.
    expect(saved / narrower).toBeGreaterThan(0.9);
    expect(saved / narrower).toBeLessThan(1.2);
  });

  it('moves and turns round with the rows', () => {
    const rows = us.map((u, row) => u / 4 + (noise[row] ?? 0) / 8);
    const { freed } = found(rows, known(us), { low: 0, high: 0.4 });
    const turned = found(
      rows.map((row) => -row - 0.5),
      known(us),
      { low: -0.9, high: -0.5 },
    ).freed;
    expect(turned.value).toBeCloseTo(-freed.value - 0.5, 12);
    expect(turned.low).toBeCloseTo(-freed.high - 0.5, 12);
  });

  it('leaves a difference as it is where nothing is gained', () => {
    const { freed, plain } = found(noise, known(us));
    expect(freed).toBe(plain);
    const rare = zeros.map((_, row) => (row < 9 ? 1 : 0));
    expect(found(rare, known(us)).freed.method).toContain('exact binomial bound');
    expect(found(zeros, known(us)).freed.varianceReduction).toBeNull();
  });

  it('is no narrower than what as many messages without something rarer can tell', () => {
    // The draw explains every row; one more may be anything from -1 to 1.
    const rows = us.map((u) => 0.2 + 0.6 * (u - 0.5));
    const { freed } = found(rows, known(us));
    const share = shareAtMost(0, N, 0.95);
    expect(freed.value).toBeCloseTo(0.2, 5);
    expect(freed.value - freed.low).toBeCloseTo(share * 1.2, 5);
    expect(freed.high - freed.value).toBeCloseTo(share * 0.8, 5);
  });

  it('trusts a width less that a handful of messages decide', () => {
    // A known draw explains every row but six.
    const rows = us.map((u, row) => (u - 0.5) / 2 + (row % 70 === 0 ? 0.1 : 0));
    const { freed } = found(rows, known(us));
    const spread = (0.1 * Math.sqrt((6 / N) * (1 - 6 / N))) / Math.sqrt(N);
    // By 12 degrees or so, not 63.
    expect((freed.high - freed.low) / 2 / spread).toBeGreaterThan(2.05);
    expect(freed.low).toBeLessThan(0.1 / 70);
    expect(freed.high).toBeGreaterThan(0.1 / 70);
  });
});

describe('estimateFreed', () => {
  const rate = (numerators: Float64Array, denominators: Float64Array, support = SHARE) => {
    const plain = estimateRatio(numerators, denominators, { support });
    const ratios = { numerators, denominators };
    return { plain, freed: estimateFreed(plain, ratios, known(us), support) };
  };

  it('frees a mean of shares, and says what the rows alone say', () => {
    const rows = us.map((u, row) => 0.2 + 0.6 * (u - 0.5) + 0.01 * ((noise[row] ?? 0) - 0.5));
    const plain = estimateMean(rows, { low: -1, high: 1 });
    const ratios = { numerators: rows, denominators: zeros.map(() => 1) };
    const freed = estimateFreed(plain, ratios, known(us), BOUNDS);
    expect(Math.abs(freed.value - 0.2)).toBeLessThan(0.001);
    expect(freed.method).toBe(
      'mean, freed from 1 known draws, jackknife over 64 groups of messages',
    );
    expect(freed.plain).toBe(plain);
    expect(freed.varianceReduction).toBeGreaterThan(1000);
  });

  it('frees totals and sizes apart: a draw that moves both leaves no product of errors', () => {
    // A large message has u = 1 and 100 recipients, of whom none is recalled; others have 2.
    const isLarge = us.map((u) => (u < 0.05 ? 1 : 0));
    const sizes = isLarge.map((large) => (large === 1 ? 100 : 2));
    const totals = isLarge.map((large) => (large === 1 ? 0 : 2));
    const adjust = known(isLarge, 0.05);
    const noisy = totals.map((total, row) => total * ((noise[row] ?? 0) < 0.5 ? 1 : 0.5));
    const plain = estimateRatio(noisy, sizes, { support: SHARE });
    const ratios = { numerators: noisy, denominators: sizes };
    const freed = estimateFreed(plain, ratios, adjust, SHARE);
    const truth = (0.95 * 2 * 0.75) / (0.95 * 2 + 0.05 * 100);
    expect(Math.abs(plain.value - truth)).toBeGreaterThan(0.01);
    expect(Math.abs(freed.value - truth)).toBeLessThan(0.008);
    expect(freed.varianceReduction).toBeGreaterThan(16);
    // Twenty messages of a hundred weigh as forty of one size: so few leave open what is rare.
    const share = shareAtMost(0, 40, 0.95);
    expect(freed.high - freed.value).toBeGreaterThan(0.9 * share * (1 - freed.value));
    expect(freed.high - freed.low).toBeLessThan((plain.high - plain.low) / 2);
  });

  it('reaches further to the side on which rare failures lie', () => {
    const rows = us.map((u, row) => 0.5 + (u - 0.5) / 4 - (row % 28 === 0 ? 0.3 : 0));
    const ones = zeros.map(() => 1);
    const { freed } = rate(rows, ones);
    expect(freed.value - freed.low).toBeGreaterThan(1.1 * (freed.high - freed.value));
    const mirrored = rows.map((row) => 1 - row);
    const { freed: turned } = rate(mirrored, ones);
    expect(turned.high).toBeCloseTo(1 - freed.low, 12);
    expect(turned.low).toBeCloseTo(1 - freed.high, 12);
  });

  it('leaves a rate as it is where nothing is gained, and where too few differ', () => {
    const ones = zeros.map(() => 1);
    const nothing = rate(noise, ones);
    expect(nothing.freed).toBe(nothing.plain);
    const rare = zeros.map((_, row) => (row < 9 ? 1 : 0));
    const found = rate(rare, ones);
    expect(found.freed).toBe(found.plain);
    expect(found.plain.method).toContain('exact binomial bound');
  });
});
