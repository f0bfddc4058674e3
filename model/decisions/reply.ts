/**
 * What a message in reply to another carries of it.
 */
import { decisionList } from '../decision.ts';

export const replyQuotes = decisionList(
  'reply',
  {
    own: 'boolean', // whoever replies has sent the message
    shown: 'boolean', // a copy lies where whoever replies sees it
  },
  [
    { cites: 'RP-001', when: { shown: true }, verdict: 'quotes' },
    { cites: 'RP-003', when: { own: true }, verdict: 'ownItem' },
    { cites: 'RP-002', verdict: 'nothing' },
  ],
);
