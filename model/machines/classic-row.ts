/**
 * One classic recall for one recipient address: under way until an Outlook has processed the
 * request.
 *
 * Why apart from the row of a cloud recall: there are no attempts and there is no window. The
 * request lies in a mailbox, and each time that something changes there (it arrives, Outlook
 * starts, the original arrives, somebody views it) the verdict on it comes in as one fact.
 *
 * States: `waiting` for its arrival, for the original, for the idle task or for somebody to view it
 * · `deferred` Outlook does not run · `powerless` the client cannot process it · `recalled` until
 * another copy that arrived late fails · `failed` · final: `outside`, `expanded`.
 */
import { setup } from 'xstate';
import { cite, declare, dialect } from './dialect.ts';

const vocabulary = {
  events: [
    'ACCEPT',
    'LOOK', // something has changed where the request lies
  ],
  facts: {
    isGroup: 'boolean',
    verdict: ['waits', 'deferred', 'cannotProcess', 'outside', 'failed', 'recalled'],
  },
  effects: ['decide'],
  timers: [],
} as const;

export const classicRowMachine = declare(
  vocabulary,
  setup(dialect(vocabulary)).createMachine({
    id: 'classicRow',
    initial: 'requested',
    states: {
      requested: {
        on: {
          ACCEPT: [
            { guard: 'isGroup', target: 'expanded', actions: [cite('RC-030'), 'decide'] },
            { target: 'underWay', actions: [cite('RC-102', 'RC-121')] },
          ],
        },
      },
      underWay: {
        initial: 'waiting',
        states: { waiting: {}, deferred: {}, powerless: {} },
        on: {
          LOOK: [
            { guard: 'verdict.waits', target: '.waiting' },
            { guard: 'verdict.deferred', target: '.deferred' },
            { guard: 'verdict.cannotProcess', target: '.powerless' },
            { guard: 'verdict.outside', target: 'outside', actions: ['decide'] },
            { guard: 'verdict.failed', target: 'failed', actions: ['decide'] },
            { target: 'recalled', actions: ['decide'] },
          ],
        },
      },
      recalled: {
        on: {
          LOOK: {
            guard: 'verdict.failed',
            target: 'failed',
            actions: [cite('RC-051'), 'decide'],
          },
        },
      },
      failed: { type: 'final' },
      outside: { type: 'final' },
      expanded: { type: 'final' },
    },
  }),
);
