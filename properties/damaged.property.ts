/**
 * Damaged scenarios: library files with lines lost, doubled or mixed and words exchanged are either
 * refused with faults or run to their end under both steppers. Nothing in between.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect } from 'vitest';
import { FaultError } from '../model/fault.ts';
import { parseScenario } from '../scenarios/parse-scenario.ts';
import { replay } from '../sim/replay.ts';
import { describe, it, model, xstateModel } from './harness.ts';

const folder = join(import.meta.dirname, '../scenarios/library');
const texts = readdirSync(folder)
  .filter((file) => file.endsWith('.yaml'))
  .sort()
  .map((file) => readFileSync(join(folder, file), 'utf8').split('\n'));
const lines = texts.flat();

const words =
  '0s 10s 1h 24h 2d -5 999999999999 true false null [] {} "On" ben@contoso.com ana@contoso.com ' +
  'x@far.net unknown m1 m2 r1 cloud-2023-02 classic exchange-2007 graph pop3 soft purge';

/** One change of a text: where (a share of its lines), what, and what comes there. */
const damage = fc.record({
  where: fc.double({ min: 0, max: 0.999, noNaN: true }),
  kind: fc.constantFrom('lose', 'insert', 'exchange'),
  line: fc.constantFrom(...lines),
  word: fc.constantFrom(...words.split(' ')),
});
const damaged = fc
  .tuple(fc.constantFrom(...texts), fc.array(damage, { minLength: 1, maxLength: 3 }))
  .map(([text, changes]) => {
    const result = [...text];
    for (const { where, kind, line, word } of changes) {
      const at = Math.floor(where * result.length);
      if (kind === 'lose') result.splice(at, 1);
      else if (kind === 'insert') result.splice(at, 0, line);
      else result[at] = (result[at] ?? '').replace(/: [^,{}[\]]+/, `: ${word}`);
    }
    return result.join('\n');
  });

describe('a damaged scenario', () => {
  it('is refused with faults or runs to its end, the same under both steppers', () => {
    let ran = 0;
    fc.assert(
      fc.property(damaged, (text) => {
        const parsed = parseScenario(text, 'damaged.yaml');
        if (!parsed.ok) return parsed.faults.length > 0;
        try {
          const { traceHash } = replay(model, parsed.value);
          ran++;
          return replay(xstateModel, parsed.value).traceHash === traceHash;
        } catch (error) {
          return error instanceof FaultError;
        }
      }),
    );
    expect(ran).toBeGreaterThan(5);
  });
});
