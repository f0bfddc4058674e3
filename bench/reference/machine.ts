/**
 * The machine of the reference workload: one copy on its way, in a mailbox, and recalled or not.
 *
 * Why a machine of its own: the workload is fixed, so that times of different days and programs can
 * be compared; the machines of `model/` change with what is known about Exchange.
 *
 * A copy that was delivered is in three regions at once (filed or not, read or not, passed on or
 * not), which decide together what an attempt comes to: 13 states.
 */
import { setup } from 'xstate';
import { declare, dialect, not, stateIn } from '../../model/machines/dialect.ts';

const vocabulary = {
  // The order of what happens at the same instant.
  events: ['SEND', 'DELIVER', 'MOVE', 'FORWARD', 'READ', 'REQUEST', 'ATTEMPT', 'TIMEOUT'],
  facts: { available: 'boolean' }, // the mailbox, to an attempt
  effects: ['travel', 'tidy', 'passOn', 'open', 'attempt', 'retry'],
  timers: [],
} as const;

const request = { actions: ['attempt'] } as const;

export const referenceMachine = declare(
  vocabulary,
  setup(dialect(vocabulary)).createMachine({
    id: 'reference',
    initial: 'inTransit',
    states: {
      inTransit: {
        on: {
          SEND: { actions: ['travel'] },
          DELIVER: { target: 'delivered', actions: ['tidy', 'passOn', 'open'] },
          REQUEST: request,
          ATTEMPT: { actions: ['retry'] },
          TIMEOUT: 'timedOut',
        },
      },
      delivered: {
        type: 'parallel',
        states: {
          folder: { initial: 'inbox', states: { inbox: { on: { MOVE: 'moved' } }, moved: {} } },
          reading: {
            initial: 'unread',
            states: { unread: { on: { READ: 'read' } }, read: { id: 'read' } },
          },
          spread: {
            initial: 'own',
            states: { own: { on: { FORWARD: 'forwarded' } }, forwarded: { id: 'forwarded' } },
          },
        },
        on: {
          REQUEST: request,
          ATTEMPT: [
            { guard: not('available'), actions: ['retry'] },
            { guard: stateIn('#forwarded'), target: 'failedForwarded' },
            { guard: stateIn('#read'), target: 'recalledRead' },
            { target: 'recalledUnread' },
          ],
          TIMEOUT: 'timedOut',
        },
      },
      recalledUnread: { type: 'final' },
      recalledRead: { type: 'final' },
      failedForwarded: { type: 'final' },
      timedOut: { type: 'final' },
    },
  }),
);
