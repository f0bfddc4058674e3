/**
 * Tests of Kaplan-Meier: a published example, agreement with Greenwood where groups are single
 * observations, dependence inside groups, and the ends. Coverage: properties/calibration.
 */
import { describe, expect, it } from 'vitest';
import { drawsFor } from '../streams.ts';
import { estimateSurvival, newWatch, survivalQuantile, type Watch } from './survival.ts';

/** Weeks in remission of 21 patients on 6-MP (Freireich et al., Blood 21, 1963); + is censored. */
const weeks = '6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+'.split(' ');

function patients(): Watch {
  const watch = newWatch(weeks.length, 40);
  weeks.forEach((week, patient) => {
    const counts = week.endsWith('+') ? watch.ended : watch.happened;
    counts[patient * 40 + Number.parseInt(week, 10)] = 1;
  });
  return watch;
}

describe('estimateSurvival', () => {
  it('gives the published curve of the classic example', () => {
    const curve = estimateSurvival(patients(), 0.95);
    const published = {
      5: 1,
      6: 0.857,
      7: 0.807,
      10: 0.753,
      13: 0.69,
      16: 0.627,
      22: 0.538,
      23: 0.448,
    };
    for (const [week, left] of Object.entries(published)) {
      expect(curve[Number(week)]?.value).toBeCloseTo(left, 3);
    }
    expect(curve[6]?.atRisk).toBe(21);
    expect(curve[23]?.atRisk).toBe(6);
    expect(survivalQuantile(curve, 0.5).bin).toBe(23);
    expect(survivalQuantile(curve, 0.9)).toEqual({ bin: null, low: null, high: null });
  });

  it('has about the limits of Greenwood where each group is one patient', () => {
    // Greenwood's standard errors (Kalbfleisch and Prentice), brought to the scale ln(-ln S).
    const curve = estimateSurvival(patients(), 0.95);
    for (const [week, left, error] of [
      [10, 0.7529, 0.0963],
      [16, 0.6275, 0.1141],
      [23, 0.4482, 0.1346],
    ] as const) {
      const { low = 0, high = 1 } = curve[week] ?? {};
      const reach = (2.086 * error) / (left * Math.abs(Math.log(left)));
      const width = left ** Math.exp(-reach) - left ** Math.exp(reach);
      expect((high - low) / width).toBeGreaterThan(0.85);
      expect((high - low) / width).toBeLessThan(1.3);
      expect(low < left && left < high).toBe(true);
    }
  });

  it('is as sure of copies that go together as of their messages', () => {
    const single = newWatch(40, 20);
    const tenfold = newWatch(40, 20);
    const draws = drawsFor({ high: 0, low: 12 }, 0);
    for (let message = 0; message < 40; message++) {
      const bin = Math.floor(20 * draws.uniform('reader.firstRead', message));
      const counts = message % 3 === 0 ? 'ended' : 'happened';
      single[counts][message * 20 + bin] = 1;
      tenfold[counts][message * 20 + bin] = 10;
    }
    const curves = [single, tenfold].map((watch) =>
      estimateSurvival(watch, 0.95).map(({ value, low, high }) => [value, low, high]),
    );
    expect(curves[1]).toEqual(curves[0]);
  });

  it('claims little before anything happened, and after everything has', () => {
    const watch = newWatch(30, 3);
    for (let group = 0; group < 30; group++) watch.happened[group * 3 + 1] = 2;
    const [before, after] = estimateSurvival(watch, 0.95);
    // Nothing in 30 of 30 groups: in at most 9.5 % of groups it does, 1 - 0.05^(1/30).
    expect(before).toMatchObject({ value: 1, high: 1, atRisk: 60 });
    expect(before?.low).toBeCloseTo(0.05 ** (1 / 30), 9);
    expect(after).toMatchObject({ value: 0, low: 0 });
    expect(after?.high).toBeCloseTo(1 - 0.05 ** (1 / 30), 9);
    expect(estimateSurvival(newWatch(30, 3), 0.95)).toEqual([]);
  });
});
