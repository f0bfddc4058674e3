/**
 * Shares that a study gives of a whole: they have to add up to 1.
 *
 * Why no rescaling: `outlook-windows: 0.2` alone would answer for an organization that is all
 * Outlook, and nobody would be told.
 *
 * Never: judge a list in which a share is faulty; what it would add up to is not known.
 */
import type { Path } from '../../model/fault.ts';
import { type Findings, hasFault } from './findings.ts';

/** So far from 1 a sum may be: decimal fractions are not exact. */
const TOLERANCE = 1e-9;

/** Faults shares that do not add up to 1. @param whole  what they are shares of, for the fix */
export function checkShareSum(
  shares: Readonly<Record<string, number>>,
  whole: string,
  path: Path,
  into: Findings,
): void {
  if (hasFault(path, into)) return;
  const sum = Object.values(shares).reduce((before, share) => before + share, 0);
  if (Math.abs(sum - 1) <= TOLERANCE) return;
  const gap = shown(Math.abs(1 - sum));
  const rest = sum > 0 ? `the other ${gap}` : gap;
  const move = sum < 1 ? `share out ${rest} among ${whole}` : `take away ${gap}`;
  const kept = sum > 0 ? `, or keep the proportions: ${proportional(shares, sum)}` : '';
  into.faults.push({
    code: 'out-of-range',
    message: `adds up to ${shown(sum)}, not to 1`,
    path,
    expected: 'shares of a whole, which add up to 1',
    fix: `${move}${kept}`,
  });
}

/** At most 10 digits behind the point: what a sum of decimals has beyond is no one's. */
const shown = (value: number): string => String(Number(value.toFixed(10)));

/** The shares as parts of 1 with four digits; the largest takes what rounding leaves. */
function proportional(shares: Readonly<Record<string, number>>, sum: number): string {
  const parts = Object.entries(shares).map(([name, share]) => ({
    name,
    part: Math.round((share / sum) * 1e4),
  }));
  const largest = parts.reduce((one, other) => (other.part > one.part ? other : one));
  largest.part += 1e4 - parts.reduce((before, { part }) => before + part, 0);
  return `{ ${parts.map(({ name, part }) => `${name}: ${part / 1e4}`).join(', ')} }`;
}
