/**
 * One recall for one recipient address: open until an attempt decides it or its window closes.
 *
 * Why apart from the copy: two recalls of one message need two clocks, and an address may hold
 * several copies. Each attempt looks at all of them; the folded verdict comes in as one fact.
 *
 * States: `trying` nothing is decided · `failing` decided as failed by one copy while another is
 * still awaited · `recalled`, `failed` decided, until another copy reaches the recipient ·
 * `timedOut`, `expanded` final.
 */
import { setup } from 'xstate';
import { and, cite, declare, dialect, not, or } from './dialect.ts';

const vocabulary = {
  events: [
    'ACCEPT',
    'ATTEMPT',
    'REOPEN', // a mailbox forwarded another copy to a recipient who was decided already
  ],
  facts: {
    isGroup: 'boolean',
    // The worst of the recipient's copies; `mixed` when one has failed and another is pending.
    verdict: ['recalled', 'pending', 'failed', 'mixed'],
    failuresWait: 'boolean', // the switch permanentFailure: decide failures only at the deadline
    lastAttempt: 'boolean',
  },
  effects: ['decide', 'timeOut'],
  timers: ['recallWindow'],
} as const;

const mayFail = or([not('failuresWait'), 'lastAttempt']);

export const recallRowMachine = declare(
  vocabulary,
  setup(dialect(vocabulary)).createMachine({
    id: 'recallRow',
    initial: 'requested',
    states: {
      requested: {
        on: {
          ACCEPT: [
            { guard: 'isGroup', target: 'expanded', actions: [cite('RC-030'), 'decide'] },
            { target: 'trying', actions: [cite('RC-022')] },
          ],
        },
      },
      trying: {
        after: { recallWindow: { target: 'timedOut', actions: [cite('RC-021'), 'timeOut'] } },
        on: {
          ATTEMPT: [
            { guard: 'verdict.recalled', target: 'recalled', actions: ['decide'] },
            {
              guard: and(['verdict.failed', mayFail]),
              target: 'failed',
              actions: [cite('RC-023'), 'decide'],
            },
            {
              guard: and(['verdict.mixed', 'lastAttempt']),
              target: 'failed',
              actions: [cite('RC-051'), 'decide'],
            },
            {
              guard: and(['verdict.mixed', not('failuresWait')]),
              target: 'failing',
              actions: [cite('RC-023', 'RC-051'), 'decide'],
            },
          ],
        },
      },
      failing: {
        on: {
          ATTEMPT: {
            // Pending: this attempt has decided nothing, and another copy is still awaited.
            guard: or(['verdict.recalled', 'verdict.failed', 'lastAttempt']),
            target: 'failed',
            actions: [cite('RC-051')],
          },
        },
      },
      expanded: { type: 'final' },
      recalled: { on: { REOPEN: { target: 'trying', actions: [cite('RC-051')] } } },
      failed: { on: { REOPEN: { target: 'failing', actions: [cite('RC-051')] } } },
      timedOut: { type: 'final' },
    },
  }),
);
