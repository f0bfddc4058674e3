/**
 * Assumptions are named or numbered, in any case, and have no positions but their own.
 */
import { describe, expect, it } from 'vitest';
import { defaultAssumptions } from '../model/assumptions.ts';
import { parseAssumption, readAssume } from './parse-assume.ts';
import { noFindings } from './schema/findings.ts';

describe('on the command line', () => {
  it.each([
    ['reportDelay=5m', 'reportDelay', 300_000, '5m'],
    ['s-03=TRUE', 'deletionsSearched', 'true', 'TRUE'],
    ['SecondRecall = ignore', 'secondRecall', 'ignore', 'ignore'],
    ['retryAttempts=0s,5m,24h', 'retryAttempts', [0, 300_000, 86_400_000], ['0s', '5m', '24h']],
  ])('%s', (text, name, value, written) => {
    expect(parseAssumption(text)).toEqual({ ok: true, name, value, written });
  });

  it.each([
    ['reportDelay', 'usage', undefined],
    ['=5m', 'usage', undefined],
    ['reportDely=5m', 'unknown-key', 'reportDelay'],
    ['secondRecall=ignor', 'unknown-word', 'ignore'],
    ['reportDelay=5', 'wrong-type', undefined],
    ['retryAttempts=0s,5m', 'out-of-range', undefined],
    ['retryAttempts=0s,5m,5m,24h', 'out-of-range', undefined],
    ['retryAttempts=', 'wrong-type', undefined],
  ])('%s is refused', (text, code, nearest) => {
    const reading = parseAssumption(text);
    expect(reading.ok ? [] : reading.faults).toMatchObject([{ code }]);
    expect(reading.ok ? [] : reading.faults[0]?.nearest).toBe(nearest);
  });
});

describe('in a file', () => {
  it('keeps the default of whatever is not named', () => {
    const into = noFindings();
    const positions = { deletionsSearched: true, retryAttempts: ['0s', '24h'] };
    expect(readAssume(positions, ['assume'], into)).toEqual({
      ...defaultAssumptions,
      deletionsSearched: 'true',
      retryAttempts: [0, 86_400_000],
    });
    expect(into.faults).toEqual([]);
  });

  it('faults a switch that stands there by name and by row', () => {
    const into = noFindings();
    readAssume({ deletionsSearched: true, 'S-03': false }, ['assume'], into);
    expect(into.faults).toMatchObject([{ code: 'duplicate', path: ['assume', 'S-03'] }]);
  });
});
