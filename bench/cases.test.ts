/**
 * The gate of the benchmarks: counts and checksums at exact equality on every side. Times are never
 * looked at.
 */
import { describe, expect, it } from 'vitest';
import { cases } from './cases.ts';
import { verify } from './harness.ts';

/** What no change of the model moves; other checksums move with machines and library. */
const expected: Readonly<Record<string, { operations: number; checksum: number }>> = {
  'event-list': { operations: 10_000, checksum: 508634508 },
};

describe('benchmark cases', () => {
  it.each(Object.keys(cases))('%s counts and computes the same on every side', (name) => {
    const make = cases[name];
    if (!make) throw new Error(`there is a case ${name}`);
    const found = verify(make());
    expect(found.operations).toBeGreaterThan(80);
    if (expected[name]) expect(found).toEqual(expected[name]);
  });
});
