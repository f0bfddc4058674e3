/**
 * Tests of the behaviours: they are valid data, and meet the published figures they claim to meet.
 */
import { describe, expect, it } from 'vitest';
import { CHOICES, DELAYS, RECALL_AFTER } from './behaviours.ts';
import { type Distribution, validateDistribution } from './distribution.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Normal distribution function: Abramowitz and Stegun 7.1.26, error below 1.5e-7. */
function normalShare(z: number): number {
  const t = 1 / (1 + (0.3275911 * Math.abs(z)) / Math.SQRT2);
  const poly = [1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592];
  const tail = poly.reduce((sum, c) => sum * t + c, 0) * t * Math.exp((-z * z) / 2);
  return z < 0 ? tail / 2 : 1 - tail / 2;
}

/** Share of a distribution at or below x milliseconds, for the forms used here. */
function shareBelow(law: Distribution, x: number): number {
  if ('uniform' in law) {
    const { from, to } = law.uniform;
    return Math.min(1, Math.max(0, (x - from) / (to - from)));
  }
  if ('exponential' in law) return 1 - Math.exp(-x / law.exponential.mean);
  if ('lognormal' in law) {
    return normalShare(Math.log(x / law.lognormal.median) / law.lognormal.sigma);
  }
  if ('mixture' in law) {
    return law.mixture.reduce((sum, part) => sum + part.weight * shareBelow(part.of, x), 0);
  }
  throw new Error('a form that no behaviour uses');
}

describe('behaviours', () => {
  it('are valid, sourced and printable', () => {
    for (const [name, delay] of Object.entries(DELAYS)) {
      expect(validateDistribution(delay.distribution, name)).toEqual([]);
      expect(delay.source.length).toBeGreaterThan(20);
      expect(JSON.parse(JSON.stringify(delay))).toEqual(delay);
    }
    for (const choice of Object.values(CHOICES)) {
      expect(choice.probability).toBeGreaterThanOrEqual(0);
      expect(choice.probability).toBeLessThanOrEqual(1);
      expect(choice.source.length).toBeGreaterThan(20);
    }
  });

  it('have mixtures whose weights add up to 1', () => {
    for (const { distribution } of Object.values(DELAYS)) {
      if (!('mixture' in distribution)) continue;
      const total = distribution.mixture.reduce((sum, part) => sum + part.weight, 0);
      expect(total).toBeCloseTo(1, 12);
    }
  });

  it('read personal mail sooner than the next own mail is sent, which bounds it', () => {
    // Busiest class of the European institution: 8.3 % in 5 min, 20 % in 15, 43 % in 1 h, 69 % in
    // 4 h, 89 % in 24 h; who sends was there.
    const law = DELAYS.personalRead.distribution;
    for (const [at, bound] of [
      [5, 0.083],
      [15, 0.2],
      [60, 0.43],
      [240, 0.69],
      [1440, 0.89],
    ] as const) {
      expect(shareBelow(law, at * MINUTE)).toBeGreaterThan(bound);
    }
  });

  it('open a broadcast as published, within 2 points, and a week later within 3', () => {
    const law = DELAYS.broadcastRead.distribution;
    expect(Math.abs(shareBelow(law, HOUR) - 0.215)).toBeLessThan(0.02);
    expect(Math.abs(shareBelow(law, 6 * HOUR) - 0.506)).toBeLessThan(0.02);
    expect(Math.abs(shareBelow(law, 24 * HOUR) - 0.73)).toBeLessThan(0.02);
    expect(Math.abs(shareBelow(law, 168 * HOUR) - 0.95)).toBeLessThan(0.03);
  });

  it('answer as published: half within 47 min, more than 90 % within a day', () => {
    const law = DELAYS.reply.distribution;
    expect(Math.abs(shareBelow(law, 47 * MINUTE) - 0.5)).toBeLessThan(0.02);
    expect(shareBelow(law, 24 * HOUR)).toBeGreaterThan(0.9);
  });

  it('recall mostly within 10 seconds under one preset and hours later under the other', () => {
    expect(shareBelow(RECALL_AFTER.seconds.distribution, 10_000)).toBeGreaterThan(0.5);
    const late = RECALL_AFTER['noticed-late'].distribution;
    expect(shareBelow(late, 10_000)).toBeLessThan(0.1);
    expect(1 - shareBelow(late, HOUR)).toBeGreaterThan(0.25);
  });

  it('tidy a third of mails within 5 minutes', () => {
    expect(shareBelow(DELAYS.tidy.distribution, 5 * MINUTE)).toBeGreaterThan(1 / 3);
  });
});
