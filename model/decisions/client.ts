/**
 * What the program at a mailbox keeps, shows and opens by itself: caches, notifications, and a PST
 * that mail is delivered to.
 */
import { decisionList } from '../decision.ts';

/** What a client does with one item when it synchronizes. */
export const clientSync = decisionList(
  'client-sync',
  {
    fetches: 'boolean', // mail is delivered to a PST
    caches: ['no', 'follows', 'keeps'],
    holds: 'boolean', // it has a copy of its own
    shown: 'boolean', // the mailbox shows the item
  },
  [
    { cites: 'MB-095', when: { fetches: true, shown: true }, verdict: 'fetch' },
    { cites: 'MB-083', when: { caches: 'no' }, verdict: 'nothing' },
    { cites: 'MB-080', when: { shown: true, holds: false }, verdict: 'take' },
    { cites: 'MB-082', when: { caches: 'keeps' }, verdict: 'nothing' },
    { cites: 'MB-081', when: { shown: false, holds: true }, verdict: 'drop' },
    { cites: 'MB-083', verdict: 'nothing' },
  ],
);

/** What pops up when a client learns of an item. */
export const notification = decisionList(
  'notification',
  {
    asks: ['none', 'subject', 'snippet'],
    shown: 'boolean',
  },
  [
    { cites: 'MB-084', when: { asks: 'none' }, verdict: 'nothing' },
    { cites: 'MB-087', when: { shown: false }, verdict: 'nothing' },
    { cites: 'MB-085', when: { asks: 'subject' }, verdict: 'subject' },
    { cites: 'MB-086', verdict: 'snippet' },
  ],
);

/** What somebody opens: the item on the server, or what the client has of it. */
export const opening = decisionList('opening', { offline: 'boolean', cached: 'boolean' }, [
  { cites: 'MB-092', when: { offline: false }, verdict: 'server' },
  { cites: 'MB-090', when: { cached: true }, verdict: 'cache' },
  { cites: 'MB-091', verdict: 'nothing' },
]);
