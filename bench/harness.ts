/**
 * Benchmarks: correctness first, then time, always as a ratio to something measured in the same
 * run.
 *
 * What gates is counts and checksums, compared exactly by a test; seconds never fail a build.
 * `benchmark` calls functions as they are (decompilation off), in rounds that alternate the sides.
 */
import Benchmark from 'benchmark';
import { assert } from '../model/assert.ts';

Benchmark.support.decompilation = false;

/** One side of a comparison: does `operations` things and returns a checksum of them. */
export type Side = { readonly name: string; readonly run: () => number };

export type Case = {
  readonly name: string;
  /** What was compared, in numbers a reader can recompute. */
  readonly size: Readonly<Record<string, number>>;
  readonly operations: number;
  /** The first side is ours; the others are what it is compared with. */
  readonly sides: readonly [Side, ...Side[]];
};

export type Measured = {
  readonly name: string;
  readonly size: Readonly<Record<string, number>>;
  readonly counts: { readonly operations: number };
  readonly checksum: number;
  readonly nsPerOperation: number;
  /** How many times slower each other side is, the median over the rounds. */
  readonly ratios: Readonly<Record<string, number>>;
  readonly rssBytes: number;
};

const ROUNDS = 5;
const ROUND_SECONDS = 0.15;

/** The counts and checksum of a case, without any timing: every side must agree. */
export function verify(subject: Case): { readonly operations: number; readonly checksum: number } {
  const [ours, ...others] = subject.sides;
  const checksum = ours.run();
  for (const other of others) {
    assert(other.run() === checksum, `${subject.name}: ${other.name} computes the same`);
  }
  return { operations: subject.operations, checksum };
}

/** Verifies a case, then times its sides in alternating rounds. */
export function measure(subject: Case): Measured {
  const { operations, checksum } = verify(subject);
  const rounds = Array.from({ length: ROUNDS }, (_, round) => {
    const order = round % 2 === 0 ? [...subject.sides] : [...subject.sides].reverse();
    return new Map(order.map((side) => [side.name, secondsOf(side)]));
  });
  const [ours, ...others] = subject.sides;
  const seconds = (side: string): number[] => rounds.map((round) => round.get(side) ?? Number.NaN);
  const ratio = (side: string): number =>
    median(rounds.map((round) => (round.get(side) ?? 0) / (round.get(ours.name) ?? 1)));
  return {
    name: subject.name,
    size: subject.size,
    counts: { operations },
    checksum,
    nsPerOperation: round3((median(seconds(ours.name)) * 1e9) / operations),
    ratios: Object.fromEntries(others.map(({ name }) => [name, round3(ratio(name))])),
    rssBytes: process.memoryUsage().rss,
  };
}

function secondsOf(side: Side): number {
  const bench = new Benchmark(side.name, side.run, { maxTime: ROUND_SECONDS, minSamples: 3 });
  bench.run();
  const { error } = bench as unknown as { error?: unknown };
  assert(!error, `${side.name} runs`);
  return bench.stats.mean;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

function round3(value: number): number {
  return Number(value.toPrecision(3));
}
