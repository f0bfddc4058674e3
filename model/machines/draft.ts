/**
 * The life of a draft: when the service is asked what to tell its sender, and when somebody looks.
 *
 * Why a machine: what a mailbox says of itself (automatic replies, full) is known for two hours
 * while the draft is open; a draft that was closed and is opened again asks anew only if that has
 * passed.
 *
 * States: `absent` · `open` · `closed`: it lies in Drafts.
 */
import { setup } from 'xstate';
import { cite, declare, dialect } from './dialect.ts';

const vocabulary = {
  events: ['COMPOSE', 'OBSERVE', 'CLOSE', 'REOPEN', 'REMOVE_RECIPIENT'],
  facts: { stale: 'boolean' },
  effects: ['ask', 'askMailboxes', 'request', 'look', 'dropRecipient'],
  timers: ['knownFor'],
} as const;

const composed = { target: '#draft.open', reenter: true, actions: ['ask', 'look'] } as const;

export const draftMachine = declare(
  vocabulary,
  setup(dialect(vocabulary)).createMachine({
    id: 'draft',
    initial: 'absent',
    states: {
      absent: { on: { COMPOSE: composed } },
      open: {
        after: {
          knownFor: {
            target: 'open',
            reenter: true,
            actions: [cite('MT-080'), 'askMailboxes'],
          },
        },
        on: {
          COMPOSE: composed,
          OBSERVE: { actions: [cite('MT-082'), 'look'] },
          REOPEN: { actions: [cite('MT-082'), 'request', 'look'] },
          REMOVE_RECIPIENT: { actions: [cite('MT-082'), 'dropRecipient', 'request', 'look'] },
          CLOSE: { target: 'closed' },
        },
      },
      closed: {
        on: {
          COMPOSE: composed,
          REOPEN: [
            { guard: 'stale', target: 'open', actions: [cite('MT-081'), 'ask', 'look'] },
            { target: 'open', actions: [cite('MT-081'), 'request', 'look'] },
          ],
        },
      },
    },
  }),
);
