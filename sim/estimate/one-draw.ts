/**
 * One known draw a message, for tests of what is freed from it.
 *
 * Never: be used by a study; what is known of its draws is in `known-draws.ts`.
 */
import { drawsFor } from '../streams.ts';
import { type Adjust, newAdjust } from './adjusted.ts';

/** Messages. */
export const N = 400;

const draws = drawsFor({ high: 5, low: 8 }, 0);
const column = (stream: 'reader.away' | 'reader.opens'): Float64Array =>
  Float64Array.from({ length: N }, (_, row) => draws.uniform(stream, row));

/** Two columns of uniforms that have nothing to do with one another. */
export const us = column('reader.away');
export const noise = column('reader.opens');

/** One column, and its exact mean. */
export function known(values: Float64Array, mean = 0.5): Adjust {
  return newAdjust({
    means: Float64Array.of(mean),
    starts: Uint32Array.from({ length: values.length + 1 }, (_, row) => row),
    columns: new Uint16Array(values.length),
    values,
  });
}
