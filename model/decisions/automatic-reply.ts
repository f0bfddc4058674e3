/**
 * Automatic replies: is what was delivered answered while its reader is away, and with which text?
 * The list is read top-down.
 */
import { decisionList } from '../decision.ts';

/** Which text the sender gets; `none`: no reply. */
export type AutomaticReply = 'none' | 'internal' | 'external';
const reply = (word: AutomaticReply): AutomaticReply => word;

export const automaticReply = decisionList(
  'automatic-reply',
  {
    state: ['off', 'outsideSchedule', 'on'],
    byMachine: 'boolean', // a request, a journal copy, or passed on by an Inbox rule
    isReply: 'boolean', // where the switch autoReplyToReplies leaves replies unanswered
    own: 'boolean', // the sender owns the mailbox
    group: ['passes', 'silent', 'unset'], // what the groups on its way say of such replies
    answered: 'boolean', // since the configuration last changed
    sender: ['inside', 'outside'],
    allowed: ['external', 'internal', 'none'], // AllowedOOFType of the sender's domain
    domainStops: 'boolean', // AutoReplyEnabled false there, where that counts
    audience: ['All', 'Known', 'None'],
    known: 'boolean',
  },
  [
    { cites: 'AR-001', when: { state: 'off' }, verdict: reply('none') },
    { cites: 'AR-002', when: { state: 'outsideSchedule' }, verdict: reply('none') },
    { cites: 'AR-004', when: { byMachine: true }, verdict: reply('none') },
    { cites: 'AR-005', when: { isReply: true }, verdict: reply('none') },
    { cites: 'AR-006', when: { own: true }, verdict: reply('none') },
    { cites: 'AR-009', when: { group: 'silent' }, verdict: reply('none') },
    { cites: 'AR-010', when: { group: 'unset' }, verdict: reply('none') },
    { cites: 'AR-007', when: { answered: true }, verdict: reply('none') },
    { cites: 'AR-020', when: { sender: 'inside' }, verdict: reply('internal') },
    { cites: 'AR-030', when: { allowed: 'none' }, verdict: reply('none') },
    { cites: 'AR-033', when: { domainStops: true }, verdict: reply('none') },
    { cites: 'AR-031', when: { allowed: 'internal' }, verdict: reply('internal') },
    { cites: 'AR-021', when: { audience: 'None' }, verdict: reply('none') },
    { cites: 'AR-022', when: { audience: 'Known', known: false }, verdict: reply('none') },
    { cites: ['AR-022', 'AR-023'], when: { audience: 'Known' }, verdict: reply('external') },
    { cites: 'AR-024', verdict: reply('external') },
  ],
);
