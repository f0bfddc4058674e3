/**
 * A queue that a replication shares with ordinary mail: whoever comes waits for a server behind
 * those who are there, whom chance has brought at the rate of the hour.
 *
 * Why ordinary mail is drawn in blocks of time: what comes in a block has an address of its own, so
 * it is the same whoever looks, and nothing has to be followed between two looks hours apart.
 *
 * How: an arrival takes the server that is free first, so it is known at once when it is done
 * (Kiefer and Wolfowitz, "On the theory of queues with many servers", 1955). A service that has
 * begun is not interrupted (Cobham, "Priority assignment in waiting line problems", 1954).
 *
 * Never: look at what a job is; round (the caller does).
 */
import { assert, at } from '../../model/assert.ts';
import type { Priority } from '../../model/queues.ts';
import type { Distribution } from '../../scenarios/distribution.ts';
import { ln } from '../arithmetic.ts';
import { quantile } from '../variates.ts';
import { meanOf } from './mean.ts';

/** What a queue is: its servers, and the ordinary mail that comes whatever they are. */
export type QueueLaw = {
  readonly service: Distribution;
  /** 1 or more, alike */
  readonly servers: number;
  /** [hour of the day] ordinary mail in erlangs; below `servers` on average */
  readonly load: readonly number[];
};

/** The uniform of a draw about a block of time. */
export type BlockDraws = (block: number, draw: number) => number;

export type Queue = {
  /**
   * When a job is done that comes at an instant, ms; instants never fall.
   *
   * @param u  the uniform that its service takes
   */
  readonly serve: (at: number, priority: Priority, u: number) => number;
};

const HOUR = 3_600_000;
/** Blocks count from here, so that their numbers are whole and 0 or more. */
const BEFORE = 96 * HOUR;
/** A queue is followed for so many times the time in which it forgets, before anybody comes. */
const MEMORIES = 10;
/** At most so long, where it hardly forgets. */
const FOLLOWED_MAX = 72 * HOUR;
const ARRIVALS_IN_BLOCK = 256;
const BLOCKS = [HOUR, HOUR / 6, HOUR / 60, HOUR / 360, 1000, 100] as const;

/** What is known of a queue before anybody comes. */
type Plan = {
  readonly law: QueueLaw;
  /** Time of the day at instant 0. */
  readonly clockMs: number;
  readonly blockMs: number;
  /** [hour] ordinary jobs a ms */
  readonly rates: readonly number[];
  readonly most: number;
  /** [hour] how long it takes to forget, ms; infinite where work of other hours is left. */
  readonly memoryMs: readonly number[];
  readonly draws: BlockDraws;
};

/**
 * A queue in which nobody is known to be yet.
 *
 * @param clockMs  the time of the day at instant 0, ms after midnight
 */
export function newQueue(law: QueueLaw, clockMs: number, draws: BlockDraws): Queue {
  const mean = meanOf(law.service);
  const rates = law.load.map((erlangs) => (mean > 0 ? erlangs / mean : 0));
  const most = Math.max(...rates);
  const blockMs = BLOCKS.find((ms) => ms * most <= ARRIVALS_IN_BLOCK) ?? at(BLOCKS, 5);
  const memoryMs = memoriesOf(law, mean);
  const plan: Plan = { law, clockMs, blockMs, rates, most, memoryMs, draws };
  // Mail of another priority passes by: each sees ordinary mail and its own kind.
  const lines = new Map<Priority, Line>();
  return {
    serve: (instant, priority, u) => {
      const known = lines.get(priority);
      const line = known ?? newLine(plan, startBefore(plan, instant));
      if (known === undefined) lines.set(priority, line);
      else skipTo(plan, line, startBefore(plan, instant));
      return join(plan, line, instant, priority, quantile(law.service, u));
    },
  };
}

/**
 * How long each hour's queue takes to forget how it began: ten relaxation times of M/M/c,
 * 1 / (c mu (1 - sqrt(share))^2) at its share of c servers, where it has no work of earlier hours.
 */
function memoriesOf({ load, servers }: QueueLaw, mean: number): number[] {
  const shares = load.map((erlangs) => erlangs / servers);
  const memories = shares.map((share) => {
    const gap = 1 - Math.sqrt(share);
    return share < 1 ? (MEMORIES * mean) / (servers * gap * gap) : Number.POSITIVE_INFINITY;
  });
  // Work left over, in hours of all servers; the second day begins with what the first one left.
  let left = 0;
  for (let hour = 0; hour < 48; hour++) {
    const share = at(shares, hour % 24);
    if (left > 0) memories[hour % 24] = Number.POSITIVE_INFINITY;
    left = Math.max(0, left + share - 1);
  }
  return memories;
}

/** An instant from which an empty queue has become what it is at another. */
function startBefore({ clockMs, memoryMs }: Plan, instant: number): number {
  const first = Math.floor((instant + clockMs) / HOUR);
  let forgotten = 0;
  for (let hour = first; (first - hour) * HOUR < FOLLOWED_MAX; hour--) {
    const from = hour * HOUR - clockMs;
    const until = Math.min(instant, from + HOUR);
    const memory = at(memoryMs, ((hour % 24) + 24) % 24);
    const start = until - (1 - forgotten) * memory;
    if (start >= from) return start;
    forgotten += (until - from) / memory;
  }
  return instant - FOLLOWED_MAX;
}

/** The servers as those see them who have one priority. */
type Line = {
  /** [server] when it has done all it was given */
  readonly free: Float64Array;
  /** Up to where ordinary mail has been given to servers. */
  until: number;
  /** The next ordinary job: its block, its number there, its instant. */
  block: number;
  job: number;
  next: number;
};

function newLine(plan: Plan, from: number): Line {
  const free = new Float64Array(plan.law.servers).fill(Number.NEGATIVE_INFINITY);
  const line: Line = { free, until: from, block: 0, job: 0, next: from };
  seek(plan, line, from);
  return line;
}

/** Begins anew, empty, where nothing is to be followed in between. */
function skipTo(plan: Plan, line: Line, from: number): void {
  if (from <= line.until || line.free.some((free) => free > from)) return;
  line.free.fill(Number.NEGATIVE_INFINITY);
  line.until = from;
  seek(plan, line, from);
}

/** Finds the first ordinary job from an instant on. */
function seek(plan: Plan, line: Line, from: number): void {
  line.block = Math.floor((from + originOf(plan)) / plan.blockMs);
  assert(line.block >= 0, 'a queue is not followed from before its blocks');
  line.job = -1;
  line.next = line.block * plan.blockMs - originOf(plan);
  do step(plan, line);
  while (line.next < from);
}

/** Where blocks begin to count, ms before instant 0; a block lies in one hour. */
const originOf = ({ clockMs }: Plan): number => BEFORE + (clockMs % HOUR);

/** A day of the shortest blocks: after as long without ordinary mail there is none. */
const IDLE_BLOCKS = 24 * 36_000;

/** Moves on to the next ordinary job; never where there is none. */
function step(plan: Plan, line: Line): void {
  const { blockMs, clockMs, draws, most, rates } = plan;
  for (let idle = 0; most > 0 && idle <= IDLE_BLOCKS; idle++) {
    const from = line.block * blockMs - originOf(plan);
    const hour = Math.floor((from + clockMs) / HOUR) % 24;
    const rate = at(rates, (hour + 24) % 24);
    line.job++;
    if (rate > 0) {
      line.next += -ln(1 - draws(line.block, 2 * line.job)) / rate;
      if (line.next < from + blockMs) return;
    }
    line.block++;
    line.job = -1;
    line.next = from + blockMs;
  }
  line.next = Number.POSITIVE_INFINITY;
}

/** Gives ordinary jobs to servers until one's own has its turn; when that is done. */
function join(
  plan: Plan,
  line: Line,
  instant: number,
  priority: Priority,
  service: number,
): number {
  const { law, draws } = plan;
  const { free } = line;
  for (;;) {
    const server = firstFree(free);
    const turn = Math.max(instant, free[server]!);
    if (!isBefore(line.next, free[server]!, instant, turn, priority)) {
      free[server] = turn + service;
      line.until = Math.max(line.until, instant);
      return turn + service;
    }
    const begins = Math.max(line.next, free[server]!);
    free[server] = begins + quantile(law.service, draws(line.block, 2 * line.job + 1));
    line.until = line.next;
    step(plan, line);
  }
}

/** Whether an ordinary job of an instant is served before one that came at another. */
function isBefore(
  ordinary: number,
  free: number,
  own: number,
  turn: number,
  priority: Priority,
): boolean {
  if (priority === 'low') return ordinary <= turn;
  if (priority === 'normal') return ordinary < own;
  return Math.max(ordinary, free) < own;
}

function firstFree(free: Float64Array): number {
  let first = 0;
  for (let server = 1; server < free.length; server++) {
    if (free[server]! < free[first]!) first = server;
  }
  return first;
}
