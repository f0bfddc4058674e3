/**
 * Written times to milliseconds after the start, once the start is known.
 */
import type { Path } from '../../model/fault.ts';
import type { Window } from '../scenario.ts';
import { formatInstant } from '../time.ts';
import type { Findings } from './findings.ts';
import type { When } from './words.ts';

/** ms after the start; what lies before it is a fault, and counts as the start. */
export function afterStart(when: When, startMs: number, path: Path, into: Findings): number {
  const ms = when.absolute ? when.ms - startMs : when.ms;
  if (ms >= 0) return ms;
  into.faults.push({
    code: 'out-of-range',
    message: `${formatInstant(ms, startMs)} lies before the start`,
    path,
    expected: `${formatInstant(0, startMs)} or later`,
  });
  return 0;
}

/** A window that ends after it begins. */
export function windowOf(
  pair: readonly [When, When],
  startMs: number,
  path: Path,
  into: Findings,
): Window {
  const from = afterStart(pair[0], startMs, [...path, 0], into);
  const to = afterStart(pair[1], startMs, [...path, 1], into);
  if (to <= from) {
    const message = 'ends before it begins, or is empty';
    const expected = 'a pair of times of which the second is later';
    into.faults.push({ code: 'out-of-range', message, path, expected });
  }
  return { from, to };
}
