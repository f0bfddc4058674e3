/**
 * Queues that mail and recalls share with other mail: at submission, before a mailbox, and at the
 * recall agent. The world asks when what comes now is done; a scenario's faults say so, or whoever
 * runs it.
 *
 * Why asked and not drawn: how long a queue is depends on mail that is not in this world. The world
 * asks at the instant at which something comes, so instants never fall.
 *
 * Never: wait where nobody says that there is a queue.
 */
import { at } from '../assert.ts';
import type { Backlog, Job, Priority, Queues } from '../queues.ts';
import type { Setting } from '../setting.ts';
import { cite, type Run } from './run.ts';

/** The queues that the faults of a scenario say; null: there are none. [QU-001 … QU-003] */
export function queuesOf({ backlogs }: Pick<Setting, 'backlogs'>): Queues | null {
  if (backlogs.length === 0) return null;
  return (job) =>
    backlogs.reduce((done, backlog) => Math.max(done, doneAfter(backlog, job)), job.at);
}

function doneAfter(backlog: Backlog, job: Job): number {
  const { from, message, queue, recall, recipient, to, waitMs } = backlog;
  const isOf = (wanted: number | null, is: number): boolean => wanted === null || wanted === is;
  const isMeant = isOf(message, job.message) && isOf(recall, job.recall);
  const isHere = queue === job.queue && job.at >= from && job.at < to;
  if (!isHere || !isMeant || !isOf(recipient, job.recipient)) return job.at;
  // What is named waits for as long as it says.
  if (message !== null || recall !== null) return job.at + waitMs;
  if (job.priority === 'high') return job.at;
  return job.priority === 'low' ? Math.max(job.at + waitMs, to) : job.at + waitMs;
}

/** When something is done that comes to a queue now; cites what it waits by. */
function serve(run: Run, queues: Queues, job: Omit<Job, 'priority'>): number {
  const isRequest = job.recall >= 0;
  const priority = isRequest ? (run.setting.assume.requestPriority as Priority) : 'normal';
  const done = queues({ ...job, priority });
  if (done > job.at) {
    cite(run, 'QU-001');
    if (isRequest) cite(run, 'QU-002');
  }
  return done;
}

/** Until when a message waits that its sender has just handed over. */
export function submitted(run: Run, message: number, now: number): number {
  const { queues } = run;
  if (queues === null) return now;
  const { requestOf: recall } = at(run.setting.messages, message);
  const job = { queue: 'submission', at: now, message, recall } as const;
  return serve(run, queues, { ...job, recipient: -1, number: 0 });
}

/** Until when the request of a cloud recall waits that somebody has just made. */
export function requested(run: Run, recall: number, now: number): number {
  const { queues } = run;
  if (queues === null) return now;
  const job = { queue: 'submission', at: now, message: -1, recall } as const;
  return serve(run, queues, { ...job, recipient: -1, number: 0 });
}

/** Until when a copy waits that has come to the server of its mailbox. */
export function delivered(run: Run, copy: number, now: number): number {
  const { queues } = run;
  if (queues === null) return now;
  const { message, recipient } = at(run.world.copies, copy);
  const { requestOf: recall } = at(run.setting.messages, message);
  const job = { queue: 'delivery', at: now, message, recall } as const;
  return serve(run, queues, { ...job, recipient, number: 0 });
}

/** Until when an attempt waits that has come to the agent. */
export function attended(run: Run, recall: number, number: number, now: number): number {
  const { queues } = run;
  if (queues === null) return now;
  const job = { queue: 'agent', at: now, message: -1, recall, recipient: -1, number } as const;
  return serve(run, queues, job);
}
