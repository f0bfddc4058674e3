/**
 * Benchmarks: correctness first, then time, always as a ratio to something measured in the same
 * run.
 *
 * What gates is counts and checksums, compared exactly by a test and before any time is taken;
 * seconds never fail a build. `benchmark` calls functions as they are (decompilation off), in
 * rounds that alternate the sides.
 */
import { deepStrictEqual } from 'node:assert';
import { assert } from '../model/assert.ts';
import { type Growth, growthOf } from './growth.ts';

/** What running one side once comes to. */
export type Found = {
  readonly counts: Readonly<Record<string, number>>;
  readonly checksum: number;
};

/** One side of a comparison. */
export type Side = {
  readonly name: string;
  readonly run: () => Found;
  /** It takes seconds: once is enough. */
  readonly isSlow?: boolean;
};

export type Case = {
  readonly name: string;
  /** What was compared, in numbers a reader can recompute. */
  readonly size: Readonly<Record<string, number>>;
  /** How many operations a time is divided by. */
  readonly operations: number;
  /** What every side has to find, where that is fixed for ever; null: what the first one finds. */
  readonly expected: Found | null;
  /** The first side is ours; the others are what it is compared with. */
  readonly sides: readonly [Side, ...Side[]];
  /** What our side alone is counted by, and what that comes to; null: it is shown only. */
  readonly own?: {
    readonly count: () => Found['counts'];
    readonly expected: Found['counts'] | null;
  };
  /** How the time of a run may grow with a size, among the cases of the same name. */
  readonly growth?: { readonly by: string; readonly atMost: number };
};

export type Measured = Found & {
  /** Of the last case of a name, where its growth is watched. */
  readonly growth?: Growth & { readonly atMost: number };
  readonly name: string;
  readonly size: Readonly<Record<string, number>>;
  readonly nsPerOperation: number;
  /** How many times slower each other side is, the median over the rounds. */
  readonly ratios: Readonly<Record<string, number>>;
  /** The memory of the whole process after our side alone. */
  readonly rssBytes: number;
};

const ROUNDS = 5;
const ROUND_SECONDS = 0.15;

/** Thrown when sides differ, or differ from what is written down. */
export class Mismatch extends Error {}

/** What a case comes to, without any timing: every side must agree. */
export function verify(subject: Case): Found & { readonly rssBytes: number } {
  const [ours, ...others] = subject.sides;
  const found = ours.run();
  const rssBytes = process.memoryUsage().rss;
  const wanted = subject.expected ?? found;
  compare(subject, ours, found, wanted);
  for (const other of others) compare(subject, other, other.run(), wanted);
  const counts = subject.own?.count() ?? {};
  const expected = subject.own?.expected ?? counts;
  const owned = { ...found, counts };
  compare(subject, ours, owned, { ...found, counts: expected });
  return { ...found, counts: { ...found.counts, ...counts }, rssBytes };
}

function compare(subject: Case, side: Side, found: Found, wanted: Found): void {
  try {
    deepStrictEqual(found, wanted);
  } catch {
    const size = JSON.stringify(subject.size);
    const both = `found ${JSON.stringify(found)}, expected ${JSON.stringify(wanted)}`;
    throw new Mismatch(`${subject.name} ${size}: ${side.name} computes something else: ${both}`);
  }
}

/** Verifies a case, then times its sides in alternating rounds. */
export async function measure(subject: Case): Promise<Measured> {
  const { checksum, counts, rssBytes } = verify(subject);
  const [ours, ...others] = subject.sides;
  const rounds: Map<string, number>[] = [];
  for (let round = 0; round < (ours.isSlow ? 1 : ROUNDS); round++) {
    const sides = subject.sides.filter(({ isSlow }) => round === 0 || !isSlow);
    const times = new Map<string, number>();
    for (const side of round % 2 === 0 ? sides : sides.reverse())
      times.set(side.name, await secondsOf(side));
    rounds.push(times);
  }
  const seconds = (side: string): number[] =>
    rounds.flatMap((round) => (round.has(side) ? [round.get(side)!] : []));
  const own = median(seconds(ours.name));
  const ratio = ({ isSlow, name }: Side): number =>
    isSlow
      ? median(seconds(name)) / own
      : median(rounds.map((round) => round.get(name)! / round.get(ours.name)!));
  return {
    name: subject.name,
    size: subject.size,
    counts,
    checksum,
    nsPerOperation: round3((own * 1e9) / subject.operations),
    ratios: Object.fromEntries(others.map((other) => [other.name, round3(ratio(other))])),
    rssBytes,
  };
}

/** Thrown when a time grows in a worse class than it may, beyond what chance explains. */
export class Worse extends Error {}

/** Half a class: less is noise, more is another algorithm. */
const TOLERATED = 0.5;

/**
 * Adds to the last of the cases of one name how their time grows. An exponent whose whole interval
 * lies half a class above what is allowed is another algorithm.
 */
export function withGrowth(cases: readonly Case[], measured: readonly Measured[]): Measured[] {
  const watched = cases[0]?.growth;
  if (watched === undefined || measured.length < 3) return [...measured];
  const { atMost, by } = watched;
  const growth = growthOf(
    measured.map(({ size }) => size[by] ?? Number.NaN),
    measured.map(({ nsPerOperation }, i) => nsPerOperation * (cases[i]?.operations ?? 1)),
  );
  const { exponent, low } = growth;
  if (low > atMost + TOLERATED)
    throw new Worse(`${cases[0]?.name}: time grows as ${by}^${exponent}, at most ${atMost}`);
  return measured.map((one, i) =>
    i === measured.length - 1 ? { ...one, growth: { ...growth, atMost } } : one,
  );
}

/** How often the heap is looked at, until a call leaves nothing on it. */
const HEAP_ROUNDS = 20;

/**
 * Bytes that a call leaves on the heap, whole ones: 0 where it allocates nothing. The least of
 * several rounds, for a round may meet what is not the call’s: a number has 16 bytes until code is
 * compiled, which a busy machine does late. A round in which memory was freed says nothing.
 */
export function bytesPerCall(call: () => unknown, calls = 20_000): number {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < HEAP_ROUNDS && least > 0; round++) {
    const before = process.memoryUsage().heapUsed;
    for (let nth = 0; nth < calls; nth++) call();
    const left = process.memoryUsage().heapUsed - before;
    if (left >= 0) least = Math.min(least, Math.floor(left / calls));
  }
  return least;
}

/** Loaded when the first time is taken: it is not in the memory that a case shows. */
async function secondsOf(side: Side): Promise<number> {
  if (side.isSlow) {
    const start = process.hrtime.bigint();
    side.run();
    return Number(process.hrtime.bigint() - start) / 1e9;
  }
  const { default: Benchmark } = await import('benchmark');
  Benchmark.support.decompilation = false;
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
