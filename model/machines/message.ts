/**
 * The life of a message before it has copies: composed, perhaps waiting in the Outbox, submitted or
 * cancelled.
 *
 * Why a machine of its own: until it is submitted there is nothing to recall (RC-001), and a
 * cancelled message never has copies. Expansion and routing begin with the effect `submit`.
 */
import { setup } from 'xstate';
import { cite, declare, dialect } from './dialect.ts';

const vocabulary = {
  events: ['SEND', 'CANCEL', 'LEAVE', 'REFUSE'],
  facts: { delayed: 'boolean' },
  effects: ['submit', 'refuse', 'withdraw'],
  timers: ['sendDelay'],
} as const;

export const messageMachine = declare(
  vocabulary,
  setup(dialect(vocabulary)).createMachine({
    id: 'message',
    initial: 'draft',
    states: {
      draft: {
        on: {
          SEND: [
            { guard: 'delayed', target: 'outbox', actions: [cite('RT-001')] },
            { target: 'submitted', actions: [cite('RT-002'), 'submit'] },
          ],
        },
      },
      outbox: {
        after: { sendDelay: { target: 'due', actions: [cite('RT-001')] } },
        on: { CANCEL: { target: 'cancelled', actions: [cite('RT-001'), 'withdraw'] } },
      },
      // The delay is over: the message leaves as soon as the client that keeps it lets it.
      due: {
        on: {
          LEAVE: { target: 'submitted', actions: [cite('RT-001'), 'submit'] },
          CANCEL: { target: 'cancelled', actions: [cite('RT-001'), 'withdraw'] },
        },
      },
      submitted: {
        on: { REFUSE: { target: 'refused', actions: [cite('ND-001'), 'refuse'] } },
      },
      refused: { type: 'final' },
      cancelled: { type: 'final' },
    },
  }),
);
