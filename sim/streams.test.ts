/**
 * Tests of the keyed streams: published answers, independent addresses, uniformity, seeds as text.
 *
 * Known answers: Random123, kat_vectors, "threefry2x32 20".
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  drawsFor,
  formatSeed,
  parseSeed,
  STREAMS,
  type StreamName,
  streamNumber,
  subkeyOf,
  threefry2x32,
  uniform,
  uniformOf,
} from './streams.ts';

const seed = { high: 0, low: 0x5eed };
const word = fc.integer({ min: 0, max: 0xffffffff });
const seedArbitrary = fc.record({ high: word, low: word });
const address = fc.record({
  seed: seedArbitrary,
  stream: fc.constantFrom(...STREAMS),
  replication: word,
  entity: word,
  draw: word,
});

describe('threefry2x32', () => {
  it('gives the published answers', () => {
    expect(threefry2x32([0, 0], [0, 0])).toEqual([0x6b200159, 0x99ba4efe]);
    const ones = 0xffffffff;
    expect(threefry2x32([ones, ones], [ones, ones])).toEqual([0x1cb996fc, 0xbb002be7]);
    expect(threefry2x32([0x243f6a88, 0x85a308d3], [0x13198a2e, 0x03707344])).toEqual([
      0xc4923a9c, 0x483df7a0,
    ]);
  });
});

describe('uniform', () => {
  it('lies strictly between 0 and 1', () => {
    fc.assert(
      fc.property(address, (a) => {
        const u = uniform(a.seed, a.stream, a.replication, a.entity, a.draw);
        return u > 0 && u < 1;
      }),
    );
  });

  it('moves for no other draw made before or between', () => {
    fc.assert(
      fc.property(seedArbitrary, fc.array(address, { minLength: 1, maxLength: 20 }), (s, list) => {
        const alone = list.map((a) => uniform(s, a.stream, 5, a.entity, a.draw));
        const draws = drawsFor(s, 5);
        const together = list
          .map((a, index) => [index, draws.uniform(a.stream, a.entity, a.draw)] as const)
          .reverse();
        const backwards = [...list]
          .reverse()
          .map((a) => drawsFor(s, 5).uniform(a.stream, a.entity, a.draw));
        expect(together.map(([, u]) => u)).toEqual([...alone].reverse());
        expect(backwards).toEqual([...alone].reverse());
      }),
    );
  });

  it('keeps its value when streams are added: a photograph of four addresses', () => {
    const at = (stream: StreamName, replication: number, entity: number, draw: number) =>
      uniform(seed, stream, replication, entity, draw);
    expect([
      at('reader.opens', 0, 0, 0),
      at('reader.opens', 17, 88, 3),
      at('sender.recallDelay', 17, 88, 3),
      at('population.name', 4294967295, 4294967295, 4294967295),
    ]).toMatchInlineSnapshot(`
      [
        0.4698625650435434,
        0.9862211778530071,
        0.4908184466926445,
        0.5768286288158205,
      ]
    `);
  });

  it('differs when any one part of the address differs', () => {
    fc.assert(
      fc.property(address, address, (a, b) => {
        const base = uniform(a.seed, a.stream, a.replication, a.entity, a.draw);
        if (b.draw !== a.draw) {
          expect(uniform(a.seed, a.stream, a.replication, a.entity, b.draw)).not.toBe(base);
        }
        if (b.entity !== a.entity) {
          expect(uniform(a.seed, a.stream, a.replication, b.entity, a.draw)).not.toBe(base);
        }
        if (b.replication !== a.replication) {
          expect(uniform(a.seed, a.stream, b.replication, a.entity, a.draw)).not.toBe(base);
        }
        if (b.stream !== a.stream) {
          expect(uniform(a.seed, b.stream, a.replication, a.entity, a.draw)).not.toBe(base);
        }
      }),
    );
  });

  it('meets no value twice among 100,000 addresses', () => {
    // By chance: 1e5^2 / 2 pairs over 2^52 values = 1.1e-6.
    const seen = new Set<number>();
    for (const stream of STREAMS.slice(0, 10)) {
      for (let replication = 0; replication < 10; replication++) {
        const draws = drawsFor(seed, replication);
        for (let entity = 0; entity < 100; entity++) {
          for (let draw = 0; draw < 10; draw++) seen.add(draws.uniform(stream, entity, draw));
        }
      }
    }
    expect(seen.size).toBe(100_000);
  });

  it('is uniform along entities, draws, replications, streams and seeds', () => {
    // Massart's bound: P(sup |F_n - F| > d) <= 2 exp(-2 n d^2). With n = 20,000 and 1e-6 / 4 for
    // each direction, d = sqrt(ln(2 / 2.5e-7) / 40,000) = 0.01994.
    const count = 20_000;
    const bound = Math.sqrt(Math.log(2 / 2.5e-7) / (2 * count));
    const directions: Record<string, (i: number) => number> = {
      entity: (i) => uniform(seed, 'reader.opens', 0, i, 0),
      draw: (i) => uniform(seed, 'reader.opens', 0, 0, i),
      replication: (i) => uniform(seed, 'reader.opens', i, 0, 0),
      seed: (i) => uniform({ high: 0, low: i }, 'reader.opens', 0, 0, 0),
    };
    for (const at of Object.values(directions)) {
      const sorted = Float64Array.from({ length: count }, (_, i) => at(i)).sort();
      let worst = 0;
      sorted.forEach((u, i) => {
        worst = Math.max(worst, (i + 1) / count - u, u - i / count);
      });
      expect(worst).toBeLessThan(bound);
    }
  });

  it('refuses an address outside its ranges', () => {
    for (const bad of [-1, 0.5, 2 ** 32, Number.NaN]) {
      expect(() => uniform(seed, 'reader.opens', bad, 0, 0)).toThrow(RangeError);
      expect(() => uniform(seed, 'reader.opens', 0, bad, 0)).toThrow(RangeError);
      expect(() => uniform(seed, 'reader.opens', 0, 0, bad)).toThrow(RangeError);
      expect(() => uniform({ high: 0, low: bad }, 'reader.opens', 0, 0, 0)).toThrow(RangeError);
    }
    expect(() => streamNumber('reader.sleeps' as StreamName)).toThrow(/no stream/);
  });

  it('agrees with its two halves, subkeyOf and uniformOf', () => {
    expect(uniformOf(subkeyOf(seed, 'reader.opens', 3), 4, 5)).toBe(
      uniform(seed, 'reader.opens', 3, 4, 5),
    );
    expect(drawsFor(seed, 3).uniform('reader.opens', 4)).toBe(
      uniform(seed, 'reader.opens', 3, 4, 0),
    );
  });
});

describe('seed', () => {
  it('reads decimal and hexadecimal alike', () => {
    expect(parseSeed('0x5eed')).toEqual(seed);
    expect(parseSeed('24301')).toEqual(seed);
    expect(parseSeed(24301)).toEqual(seed);
    expect(parseSeed('0xFFFFFFFFFFFFFFFF')).toEqual({ high: 0xffffffff, low: 0xffffffff });
    expect(formatSeed(seed)).toBe('0x5eed');
  });

  it('reads back what it prints', () => {
    fc.assert(
      fc.property(seedArbitrary, (s) => {
        expect(parseSeed(formatSeed(s))).toEqual(s);
      }),
    );
  });

  it('refuses what is not a 64-bit number', () => {
    const bad = ['', 'x', '-1', '1.5', '0x', '0x10000000000000000', '18446744073709551616', '1e3'];
    for (const text of bad) expect(parseSeed(text)).toBeUndefined();
    for (const value of [-1, 0.5, 2 ** 53, Number.NaN]) expect(parseSeed(value)).toBeUndefined();
  });
});
