/**
 * The queues of one replication: what comes to them in its world, among ordinary mail that chance
 * brings.
 *
 * Why made anew for each policy: policies meet the same ordinary mail, and each its own messages.
 *
 * Never: keep anything from one replication for the next.
 */
import { at } from '../../model/assert.ts';
import type { Job, QueueName, Queues } from '../../model/queues.ts';
import { type Load, loadByHour } from '../../scenarios/load.ts';
import type { CompiledStudy } from '../arms.ts';
import { drawsFor, type StreamName } from '../streams.ts';
import { sample } from '../variates.ts';
import { newQueue, type Queue } from './queue.ts';

const DAY_MS = 86_400_000;

/** Ordinary mail of a queue, and the services of what the world brings. */
const streams: Readonly<Record<QueueName, readonly [StreamName, StreamName]>> = {
  submission: ['load.submission', 'load.ownSubmission'],
  delivery: ['load.delivery', 'load.ownDelivery'],
  agent: ['load.agent', 'load.ownAgent'],
};

/** Queues in which nothing has come yet. */
export function queuesFor(load: Load, compiled: CompiledStudy, replication: number): Queues {
  const draws = drawsFor(compiled.seed, replication);
  const sentAt = sample(load.sentAt, draws.uniform('load.sentAt', 0));
  const clockMs = (compiled.study.start + sentAt) % DAY_MS;
  const queues = new Map<QueueName, Queue>();
  const { addresses } = at(compiled.arms, 0).base.book;
  const queueOf = (name: QueueName): Queue | undefined => {
    const law = load.queues[name];
    if (law === undefined) return undefined;
    const known = queues.get(name);
    if (known !== undefined) return known;
    const ordinary = (block: number, draw: number) => draws.uniform(streams[name][0], block, draw);
    const queue = newQueue({ ...law, load: loadByHour(load, law) }, clockMs, ordinary);
    queues.set(name, queue);
    return queue;
  };
  return (job) => {
    const queue = queueOf(job.queue);
    if (queue === undefined) return job.at;
    const [entity, draw] = addressOf(job, (recipient) =>
      compiled.entityOf(at(addresses, recipient)),
    );
    const own = draws.uniform(streams[job.queue][1], entity, draw);
    return Math.max(job.at, Math.round(queue.serve(job.at, job.priority, own)));
  };
}

/** Where the draw about a job is found: the same under every policy. */
function addressOf(
  { message, number, queue, recall, recipient }: Job,
  entityOf: (recipient: number) => number,
): readonly [entity: number, draw: number] {
  if (queue === 'agent') return [recall, number];
  // Requests and ordinary messages are numbered apart.
  const mail = recall < 0 ? 2 * message : 2 * recall + 1;
  return queue === 'delivery' ? [entityOf(recipient), mail] : [mail, 0];
}
