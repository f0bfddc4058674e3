/**
 * Threads: chunks that are played beside this one, handed over in order.
 *
 * Why this thread plays too: it would otherwise wait. Why chunks are played ahead of what is
 * needed: so no thread waits for another; what turns out not to be needed is thrown away. Why only
 * when it is worth it: a thread takes about a second to start, most studies are over by then.
 *
 * Never: let the number of threads, or who is first, show in a result. Chunks have fixed limits and
 * are handed over in their order; a clock decides who plays them, never what they hold.
 */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { type Chunk, joined, sizeOf } from '../sim/chunk.ts';
import { CHUNK, type Play } from '../sim/run.ts';
import type { CommonOptions } from './options.ts';
import { breathe } from './terminal.ts';
import type { WorkerJob, WorkerRequest } from './worker.ts';

export type Threads = {
  /** The stretch that is needed next, and how far the run is planned; see `ChunkSource`. */
  readonly next: (from: number, to: number, until: number, play: Play) => Promise<Chunk>;
  /** Waits until every thread that was begun has started. */
  readonly ready: () => Promise<void>;
  /** Ends all threads. */
  readonly close: () => Promise<void>;
};

export type ThreadOptions = {
  /** Threads in all, this one included. */
  readonly workers: number;
  readonly job: WorkerJob;
  /** Left out: the bundle's; run from sources there are no threads. */
  readonly file?: URL;
  /** Starts the others when so many seconds are left, as far as can be foreseen. */
  readonly worthSeconds?: number;
};

/** Chunks asked of a thread beforehand: one to play, one to go on with. */
const AHEAD = 2;

/** The most chunks that are kept until they are needed. */
const KEPT_MAX = 64;

/** A thread that was asked for is not worth it where one alone has less to go than this. */
const WORTH_SECONDS = 3;

/**
 * The same where none was asked for. Each thread learns anew the paths that it remembers: of the
 * bundled study 3,270 messages took 16 s with one and 18 s with two, 60,000 took 105 s and 66 s.
 */
const WORTH_SECONDS_UNASKED = 40;

/** More threads than this spend their time learning, unless they are asked for. */
const WORKERS_MAX = 4;

/** How many times as much as was done is taken to be still to do. */
const FORESEEN = 8;

/** The most threads to use, and from how many seconds of work on. */
export function threadsFor({
  workers,
}: CommonOptions): Pick<ThreadOptions, 'workers' | 'worthSeconds'> {
  if (workers !== undefined) return { workers };
  const most = Math.min(WORKERS_MAX, availableParallelism());
  return { workers: most, worthSeconds: WORTH_SECONDS_UNASKED };
}

/** What a thread runs lies beside the bundle's chunks; Node reads no TypeScript in a thread. */
function ownFile(): URL | null {
  return import.meta.url.endsWith('.ts') ? null : new URL('../worker.mjs', import.meta.url);
}

/** A chunk that is there, or comes. */
type Promised = { chunk: Chunk | null; readonly comes: Promise<void> };

type Thread = {
  readonly worker: Worker;
  /** Asks for a chunk; threads that have not started yet are asked for nothing. */
  readonly ask: (request: WorkerRequest) => Promised;
  isReady: boolean;
  readonly starts: Promise<void>;
  /** Chunks that it has not answered yet. */
  open: number;
};

function startThread(file: URL, job: WorkerJob): Thread {
  const worker = new Worker(file, { workerData: job });
  const waiting: { give: (chunk: Chunk) => void; fail: (error: Error) => void }[] = [];
  let failure: Error | null = null;
  const ask = (request: WorkerRequest): Promised => {
    const promised: Promised = {
      chunk: null,
      comes: new Promise((resolve, reject) => {
        const give = (chunk: Chunk): void => {
          promised.chunk = chunk;
          resolve();
        };
        waiting.push({ give, fail: reject });
      }),
    };
    // A failure is told when the chunk is needed.
    promised.comes.catch(() => {});
    thread.open++;
    worker.postMessage(request);
    return promised;
  };
  let started = (): void => {};
  const starts = new Promise<void>((resolve) => {
    started = resolve;
  });
  const thread: Thread = { worker, ask, isReady: false, starts, open: 0 };
  worker.on('message', (answer: Chunk | 'ready') => {
    if (answer === 'ready') {
      thread.isReady = failure === null;
      started();
    } else {
      thread.open--;
      waiting.shift()?.give(answer);
    }
  });
  worker.on('error', (error) => {
    failure = error;
    thread.isReady = false;
    started();
    for (const { fail } of waiting.splice(0)) fail(error);
  });
  return thread;
}

/** Threads that start when it is worth it. */
export function newThreads(options: ThreadOptions): Threads {
  const { workers, job, file = ownFile(), worthSeconds = WORTH_SECONDS } = options;
  let began = 0;
  const threads: Thread[] = [];
  const promised = new Map<number, Promised>();
  let first: number | null = null;
  let ahead = 0;
  const startIfWorth = (from: number, until: number): void => {
    if (first === null) [first, began] = [from, performance.now()];
    const done = from - first;
    if (threads.length > 0 || file === null || workers < 2 || done === 0) return;
    // A run that is looked at may end long before its budget.
    const foreseen = Math.min(until - from, FORESEEN * done);
    if (((performance.now() - began) / 1000 / done) * foreseen < worthSeconds) return;
    for (let index = 1; index < workers; index++) threads.push(startThread(file, job));
  };
  const askAhead = (until: number): void => {
    for (const thread of threads) {
      while (thread.isReady && thread.open < AHEAD && ahead + CHUNK <= until) {
        promised.set(ahead, thread.ask({ from: ahead, to: ahead + CHUNK }));
        ahead += CHUNK;
      }
    }
  };
  return {
    next: async (from, to, until, play) => {
      startIfWorth(from, until);
      const start = from - (from % CHUNK);
      ahead = Math.max(ahead, start + CHUNK);
      askAhead(until);
      const found = promised.get(start);
      if (found === undefined) return play(from, to);
      while (found.chunk === null) {
        if (ahead + CHUNK <= until && promised.size < KEPT_MAX) {
          const own = ahead;
          ahead += CHUNK;
          promised.set(own, { chunk: play(own, ahead), comes: Promise.resolve() });
          await breathe();
        } else await found.comes;
        askAhead(until);
      }
      const isWhole = to - from === sizeOf(found.chunk);
      if (to % CHUNK === 0 || to === until) promised.delete(start);
      return isWhole ? found.chunk : joined([found.chunk], from, to);
    },
    ready: async () => {
      await Promise.all(threads.map(({ starts }) => starts));
    },
    close: async () => {
      await Promise.all(threads.map(({ worker }) => worker.terminate()));
    },
  };
}
