/**
 * A world whose queues are shared with ordinary mail, run whole: everybody waits for everybody.
 *
 * Why run again: whoever reads a message reads it after it came, and when it comes the queues say.
 * So what readers do is moved by as much as their copies were late, until nobody's is.
 *
 * Never: split a world into parties, or remember one; a queue concerns all of them.
 */
import { at } from '../../model/assert.ts';
import type { Model } from '../../model/model.ts';
import type { Job } from '../../model/queues.ts';
import { type Base, compileTimeline, type Happenings } from '../../scenarios/compile.ts';
import type { Load } from '../../scenarios/load.ts';
import type { InjectedFault } from '../../scenarios/scenario.ts';
import type { CompiledStudy } from '../arms.ts';
import { type Simulated, simulate } from '../simulate.ts';
import { type Deeds, happeningsOf, later, type Played } from '../workload.ts';
import { queuesFor } from './queues.ts';

/** What waited, and until when. */
type Wait = { readonly job: Job; readonly until: number };

export type Coupled = {
  readonly simulated: Simulated;
  /** What happened, everybody having waited for their mail. */
  readonly played: Played;
  readonly waits: readonly Wait[];
  /** [mailbox] how much later its owner does what was written. */
  readonly late: ReadonlyMap<number, number>;
};

/** Moving what readers do moves what they pass on, hardly ever more than that. */
const PASSES_MAX = 5;

/** Runs a replication whose queues are shared. */
export function simulateCoupled(
  model: Model,
  view: CompiledStudy,
  base: Base,
  written: Played,
  load: Load,
): Coupled {
  const holdsMail = load.queues.submission !== undefined || load.queues.delivery !== undefined;
  let late = new Map<Deeds, number>();
  for (let pass = 1; ; pass++) {
    const played = moved(written, late);
    const waits: Wait[] = [];
    const serve = queuesFor(load, view, played.replication);
    const setting = compileTimeline(base, happeningsOf(played));
    const simulated = simulate(model, setting, null, null, (job) => {
      const until = serve(job);
      if (until > job.at) waits.push({ job, until });
      return until;
    });
    const next = holdsMail ? latenessOf(simulated, written, waits) : late;
    if (pass === PASSES_MAX || isSame(late, next)) {
      const byMailbox = new Map([...late].map(([{ mailbox }, by]) => [mailbox, by]));
      return { simulated, played, waits, late: byMailbox };
    }
    late = next;
  }
}

/** What readers do, each so much later. */
function moved(played: Played, late: ReadonlyMap<Deeds, number>): Played {
  if (late.size === 0) return played;
  return { ...played, deeds: played.deeds.map((one) => later(one, late.get(one) ?? 0)) };
}

/** How long the copies of readers have waited in queues: as many as came first of each. */
function latenessOf(
  { setting, world }: Simulated,
  { deeds }: Played,
  waits: readonly Wait[],
): Map<Deeds, number> {
  const waited = new Map<string, number>();
  for (const { job, until } of waits) {
    if (job.message < 0) continue;
    const key = `${job.message} ${job.recipient}`;
    waited.set(key, (waited.get(key) ?? 0) + until - job.at);
  }
  const late = new Map<Deeds, number>();
  if (waited.size === 0) return late;
  for (const one of deeds) {
    const message = setting.messages.findIndex(({ id }) => id === one.message);
    const own = at(world.messages, message).copies.filter(
      (copy) => at(world.copies, copy).recipient === one.mailbox,
    );
    const [first] = own.sort(
      (a, b) => at(world.copies, a).deliveredAt - at(world.copies, b).deliveredAt || a - b,
    );
    let by = waited.get(`${message} -1`) ?? 0;
    for (let copy = first ?? -1; copy >= 0; copy = at(world.copies, copy).parent) {
      by += waited.get(`${message} ${at(world.copies, copy).recipient}`) ?? 0;
    }
    if (by > 0) late.set(one, by);
  }
  return late;
}

function isSame(one: ReadonlyMap<Deeds, number>, other: ReadonlyMap<Deeds, number>): boolean {
  if (one.size !== other.size) return false;
  return [...one].every(([deeds, by]) => other.get(deeds) === by);
}

/** What happened, as a scenario tells it: each wait is a fault, as long without chance. */
export function coupledHappenings({ played, simulated, waits }: Coupled): Happenings {
  const { book, messages, recalls } = simulated.setting;
  const happenings = happeningsOf(played);
  const backlogs = waits.map(({ job, until }): InjectedFault => {
    const isRequest = job.recall >= 0;
    return {
      kind: 'backlog',
      queue: job.queue,
      window: { from: job.at, to: job.at + 1 },
      waitMs: until - job.at,
      message: isRequest ? null : at(messages, job.message).id,
      recall: isRequest ? at(recalls, job.recall).id : null,
      mailbox: job.recipient < 0 ? null : at(book.addresses, job.recipient),
    };
  });
  return { ...happenings, faults: [...happenings.faults, ...backlogs] };
}
