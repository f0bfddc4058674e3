/**
 * Queues that mail and recalls share with other mail: at submission, before a mailbox, and at the
 * recall agent. What comes to one, and who says when it is done. Types and names only.
 */
export const queueNames = ['submission', 'delivery', 'agent'] as const;
export type QueueName = (typeof queueNames)[number];

/** Before whom somebody is served; those who have begun are not interrupted. */
export type Priority = 'low' | 'normal' | 'high';

/** What comes to a queue. */
export type Job = {
  readonly queue: QueueName;
  readonly at: number;
  readonly priority: Priority;
  /** The message that waits; -1 at the agent. */
  readonly message: number;
  /** The recall that waits, or whose request the message is; -1 for other mail. */
  readonly recall: number;
  /** Whose mailbox it goes to; -1 where it goes to none, or to many. */
  readonly recipient: number;
  /** How often this recall has come to the agent before. */
  readonly number: number;
};

/** When a job is done, whole ms; its own instant where it does not wait. */
export type Queues = (job: Job) => number;

/** A stretch of time in which a queue is full of other mail. */
export type Backlog = {
  readonly queue: QueueName;
  readonly from: number;
  readonly to: number;
  /** How long what comes meanwhile waits for what is there. */
  readonly waitMs: number;
  /** Only for this message or recall, whatever its priority; null: for all. */
  readonly message: number | null;
  readonly recall: number | null;
  /** Only on the way to this mailbox; null: to any. */
  readonly recipient: number | null;
};
