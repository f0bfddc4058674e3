/**
 * What waits to leave: how long where nobody has said it, and whether it goes once it is due.
 */
import { decisionList } from '../decision.ts';

/** Asked where mailbox and client together have an undo interval: does it hold a message up? */
export const undoInterval = decisionList(
  'undo-interval',
  {
    given: 'boolean', // the message itself says how long it waits
    honoured: 'boolean',
  },
  [
    { cites: 'RT-007', when: { given: true }, verdict: 'none' },
    { cites: 'RT-008', when: { honoured: false }, verdict: 'none' },
    { cites: 'RT-008', verdict: 'waits' },
  ],
);

/** Asked of a message that is due. */
export const outbox = decisionList(
  'outbox',
  {
    runs: 'boolean', // the client that it was written in runs and is connected
    outlook: 'boolean', // that client is Outlook for Windows
    keptByService: 'boolean', // undo windows are the service’s
    late: 'boolean', // it has been due for a while
  },
  [
    { cites: 'RT-006', when: { runs: true, late: true }, verdict: 'leaves' },
    { cites: 'RT-004', when: { runs: true }, verdict: 'leaves' },
    { cites: 'RT-003', when: { outlook: true }, verdict: 'waits' },
    { cites: 'RT-005', when: { keptByService: true }, verdict: 'leaves' },
    { cites: 'RT-005', verdict: 'waits' },
  ],
);
