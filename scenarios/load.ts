/**
 * What else passes through the queues of a study: their servers, and how much ordinary mail there
 * is by hour of the day.
 *
 * Why in erlangs and no share of the servers: a second server is there to help with the mail there
 * is; a share would bring as much mail again.
 *
 * Never: a default for a capacity. None is published for any of these queues, so a study states
 * each, and a sweep moves it.
 */
import { type QueueName, queueNames } from '../model/queues.ts';
import type { Distribution } from './distribution.ts';

export type LoadQueue = {
  /** How long a server takes for one message, recall attempt or delivery; fractions of a ms too. */
  readonly service: Distribution;
  /** 1 or more, all alike */
  readonly servers: number;
  /**
   * Ordinary mail in the busiest hour, in erlangs: the work that comes in a time, as a share of
   * what one server does in it. Above `servers` the hour leaves work for the next.
   */
  readonly load: number;
};

export type Load = {
  /** How long after the start of the study a message is sent, for the hour of the day. */
  readonly sentAt: Distribution;
  /** [hour] ordinary mail, from 0:00 UTC on; proportions count, at least one above 0 */
  readonly byHour: readonly number[];
  readonly queues: Readonly<Partial<Record<QueueName, LoadQueue>>>;
};

/** The queues that a study names, in the order in which a message meets them. */
export function queuesOf(load: Load | undefined): (readonly [QueueName, LoadQueue])[] {
  return queueNames.flatMap((name) => {
    const queue = load?.queues[name];
    return queue === undefined ? [] : [[name, queue] as const];
  });
}

/** [hour] ordinary mail of a queue, in erlangs. */
export function loadByHour({ byHour }: Load, { load }: LoadQueue): number[] {
  const busiest = Math.max(...byHour);
  return byHour.map((share) => (load * share) / busiest);
}
