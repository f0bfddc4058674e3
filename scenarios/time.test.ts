/**
 * What people may write for times and sizes, what they may not, and that everything printed reads
 * back.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatDuration,
  formatInstant,
  parseAbsolute,
  parseDuration,
  parseInstant,
  parseSize,
  parseTimespan,
} from './time.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const start = Date.UTC(2026, 2, 2, 8);
const seed = 0x5eed;

describe('durations', () => {
  it.each([
    ['0s', 0],
    ['90s', 90_000],
    ['10m', 10 * MINUTE_MS],
    ['23h59m', 24 * HOUR_MS - MINUTE_MS],
    ['2d', 2 * DAY_MS],
    ['1d12h', 36 * HOUR_MS],
    ['1s500ms', 1_500],
    ['PT10M', 10 * MINUTE_MS],
    ['P2D', 2 * DAY_MS],
    ['P1DT2H3M4S', 26 * HOUR_MS + 3 * MINUTE_MS + 4_000],
    ['P1W', 7 * DAY_MS],
  ])('%s is a duration', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each([
    '',
    '5',
    '-5m',
    '1.5h',
    '10 m',
    'm',
    '59m23h',
    '1h1h',
    'P',
    'PT',
    'P1DT',
    '10M',
    '1e3s',
  ])('"%s" is none', (text) => {
    expect(parseDuration(text)).toBeNull();
  });

  it('reads back whatever it prints', () => {
    fc.assert(
      fc.property(fc.nat({ max: 1e12 }), (ms) => {
        expect(parseDuration(formatDuration(ms))).toBe(ms);
      }),
      { seed },
    );
  });
});

describe('instants', () => {
  it('counts from the start, or is absolute with a zone', () => {
    expect(parseInstant('5m', start)).toBe(5 * MINUTE_MS);
    expect(parseInstant('2026-03-02T08:05:00Z', start)).toBe(5 * MINUTE_MS);
    expect(parseInstant('2026-03-02T09:05+01:00', start)).toBe(5 * MINUTE_MS);
    expect(parseInstant('2026-03-02T08:00:00.2509999Z', start)).toBe(250);
    expect(parseInstant('2026-03-02T07:59:00Z', start)).toBe(-MINUTE_MS);
  });

  it.each([
    '2026-03-02T08:05:00',
    '2026-03-02',
    '2026-02-30T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-03-02T24:00:00Z',
    '2026-03-02 08:05:00Z',
    '-5m',
  ])('"%s" is no instant', (text) => {
    expect(parseInstant(text, start)).toBeNull();
  });

  it('shows milliseconds only where there are some', () => {
    expect(formatInstant(5 * MINUTE_MS, start)).toBe('2026-03-02T08:05:00Z');
    expect(formatInstant(7, start)).toBe('2026-03-02T08:00:00.007Z');
  });

  it('reads back whatever it prints', () => {
    fc.assert(
      fc.property(fc.nat({ max: 1e11 }), (ms) => {
        expect(parseInstant(formatInstant(ms, start), start)).toBe(ms);
      }),
      { seed },
    );
  });

  it('agrees with Date about every instant of four centuries', () => {
    fc.assert(
      fc.property(fc.integer({ min: -6e12, max: 6e12 }), (ms) => {
        expect(parseAbsolute(new Date(ms).toISOString())).toBe(ms);
      }),
      { seed },
    );
  });
});

describe('time spans of the cmdlets', () => {
  it.each([
    ['365.00:00:00', 365 * DAY_MS],
    ['14.00:00:00', 14 * DAY_MS],
    ['1.00:00:00', DAY_MS],
    ['06:00:00', 6 * HOUR_MS],
    ['00:05', 5 * MINUTE_MS],
    ['00:00:00.3000000', 300],
    ['5m', 5 * MINUTE_MS],
    ['P2D', 2 * DAY_MS],
  ])('%s is one', (text, ms) => {
    expect(parseTimespan(text)).toBe(ms);
  });

  it.each(['365', '24:00:00', '00:60:00', '-1.00:00:00', '1.2.3', 'Unlimited'])(
    '"%s" is none',
    (text) => {
      expect(parseTimespan(text)).toBeNull();
    },
  );
});

describe('sizes', () => {
  it.each([
    [0, 0],
    [1_000, 1_000],
    ['1000', 1_000],
    ['50 GB', 53_687_091_200],
    ['1.5 KB', 1_536],
    ['50 GB (53,687,091,200 bytes)', 53_687_091_200],
    ['99 GB (1 bytes)', 1],
    ['Unlimited', Number.POSITIVE_INFINITY],
  ])('%s is one', (text, bytes) => {
    expect(parseSize(text)).toBe(bytes);
  });

  it.each([-1, 1.5, Number.NaN, '', '50 XB', '-1 GB', '1.5', 'big'])('%s is none', (text) => {
    expect(parseSize(text)).toBeNull();
  });
});
