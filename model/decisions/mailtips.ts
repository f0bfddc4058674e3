/**
 * MailTips: what the service tells of a recipient, which of it is withheld, which text of an
 * automatic reply is shown, and what a client displays. Lists are read top-down.
 */
import { decisionList } from '../decision.ts';

/** What the service tells of one recipient: nothing, that it is restricted, or all there is. */
export type TipAnswer = 'nothing' | 'restricted' | 'all';
const answer = (word: TipAnswer): TipAnswer => word;

/** Asked of each recipient of a draft. */
export const tipAnswer = decisionList(
  'tip-answer',
  {
    switchedOn: 'boolean',
    shared: 'boolean', // the organization of the recipient tells the one that asks
    tooManyLookups: 'boolean', // of a restricted dynamic group
    nested: ['no', 'recipient', 'restriction'], // what holds groups: it, or a group it names
    allowed: 'boolean', // the sender may send to it
  },
  [
    { cites: 'MT-001', when: { switchedOn: false }, verdict: answer('nothing') },
    { cites: 'MT-002', when: { shared: false }, verdict: answer('nothing') },
    { cites: 'MT-003', when: { tooManyLookups: true }, verdict: answer('nothing') },
    { cites: 'MT-004', when: { nested: 'recipient' }, verdict: answer('nothing') },
    { cites: 'MT-005', when: { nested: 'restriction' }, verdict: answer('nothing') },
    { cites: 'MT-006', when: { allowed: false }, verdict: answer('restricted') },
    { cites: 'MT-007', verdict: answer('all') },
  ],
);

type Given = 'told' | 'withheld';
const given = (word: Given): Given => word;

/** Asked of each tip that a recipient raises. */
export const tipWithheld = decisionList(
  'tip-withheld',
  {
    restricted: ['no', 'inside', 'beyond'], // beyond: outside, or a group with members outside
    beside: ['shown', 'custom', 'dropped'], // how the tip goes with a restricted recipient
    dropsInside: 'boolean', // restrictedSuppresses
    crowded: 'boolean', // too many recipients for tips of single mailboxes, and it is one
    off: ['no', 'mailboxSourced', 'groupMetrics', 'external'], // the switch that is off
    partner: ['told', 'untold', 'contested'], // what the level of the relationship says of it
    contestedTold: 'boolean', // limitedIncludesMailboxFull
    outOfScope: 'boolean',
  },
  [
    {
      cites: 'MT-010',
      when: { restricted: ['inside', 'beyond'], beside: 'custom' },
      verdict: given('withheld'),
    },
    {
      cites: 'MT-011',
      when: { restricted: 'beyond', beside: 'dropped' },
      verdict: given('withheld'),
    },
    {
      cites: 'MT-012',
      when: { restricted: 'inside', beside: 'dropped', dropsInside: true },
      verdict: given('withheld'),
    },
    { cites: 'MT-013', when: { crowded: true }, verdict: given('withheld') },
    { cites: 'MT-015', when: { off: 'mailboxSourced' }, verdict: given('withheld') },
    { cites: 'MT-016', when: { off: 'groupMetrics' }, verdict: given('withheld') },
    { cites: 'MT-017', when: { off: 'external' }, verdict: given('withheld') },
    { cites: 'MT-018', when: { partner: 'untold' }, verdict: given('withheld') },
    {
      cites: 'MT-019',
      when: { partner: 'contested', contestedTold: false },
      verdict: given('withheld'),
    },
    { cites: 'MT-020', when: { outOfScope: true }, verdict: given('withheld') },
    { cites: 'MT-021', verdict: given('told') },
  ],
);

/** Which text of an automatic reply a tip shows. */
export type TipReply = 'internal' | 'external' | 'none';
const reply = (word: TipReply): TipReply => word;

/** Asked of a mailbox whose automatic replies are on. */
export const tipReply = decisionList(
  'tip-reply',
  {
    asker: ['own', 'limited', 'all'], // the organization itself, or a partner with that access
    remote: ['external', 'internal', 'none'], // what may be answered between the two
    always: 'boolean', // allAutoReply: a partner sees the external reply whatever the domain
  },
  [
    { cites: 'MT-096', when: { asker: 'own' }, verdict: reply('internal') },
    { cites: 'MT-095', when: { remote: 'none' }, verdict: reply('none') },
    { cites: 'MT-090', when: { asker: 'limited' }, verdict: reply('external') },
    { cites: 'MT-091', when: { remote: 'internal', always: false }, verdict: reply('internal') },
    { cites: 'MT-091', verdict: reply('external') },
  ],
);

/** Is the sender told that somebody approves? */
export const tipModerated = decisionList(
  'tip-moderated',
  {
    isModerated: 'boolean',
    sender: ['moderator', 'acceptedByName', 'bypassing', 'other'],
    bypassHides: 'boolean', // bypassHidesModerated
  },
  [
    { cites: 'MT-042', when: { isModerated: false }, verdict: 'untold' },
    { cites: 'MT-038', when: { sender: 'moderator' }, verdict: 'untold' },
    { cites: 'MT-039', when: { sender: 'acceptedByName' }, verdict: 'untold' },
    { cites: 'MT-040', when: { sender: 'bypassing', bypassHides: true }, verdict: 'untold' },
    { cites: 'MT-041', verdict: 'told' },
  ],
);

type Display = 'shown' | 'hidden';
const display = (word: Display): Display => word;

/** Asked of each tip that is told: does the client display it? */
export const tipShown = decisionList(
  'tip-shown',
  {
    client: ['desktop', 'web', 'mobile', 'none'],
    offline: 'boolean',
    toPst: 'boolean', // mail is delivered to a PST
    reached: 'boolean', // the service answers
    byItself: 'boolean', // the client knows without the service
    shows: 'boolean', // clients of the kind display the tip
  },
  [
    { cites: 'MT-063', when: { client: 'none' }, verdict: display('hidden') },
    { cites: 'MT-065', when: { client: 'desktop', toPst: true }, verdict: display('hidden') },
    {
      cites: 'MT-064',
      when: { offline: true, client: ['desktop', 'web'] },
      verdict: display('hidden'),
    },
    { cites: 'MT-064', when: { offline: true, byItself: false }, verdict: display('hidden') },
    { cites: 'MT-066', when: { reached: false, byItself: false }, verdict: display('hidden') },
    { cites: 'MT-060', when: { client: 'desktop', shows: false }, verdict: display('hidden') },
    { cites: 'MT-061', when: { client: 'web', shows: false }, verdict: display('hidden') },
    { cites: 'MT-062', when: { shows: false }, verdict: display('hidden') },
    { cites: 'MT-067', verdict: display('shown') },
  ],
);

/** How a mobile device comes to its tip about recipients outside. */
export type MobileTip = 'off' | 'service' | 'cache' | 'domains' | 'ownDomain';
const by = (word: MobileTip): MobileTip => word;

/** Asked of each recipient, on a mobile device. */
export const mobileExternal = decisionList(
  'mobile-external',
  {
    turnedOff: 'boolean', // ExternalRecipientsToolTipEnabled false
    account: ['served', 'unserved', 'uopcc'],
    key: ['absent', 'empty', 'domains'], // InternalDomains
    reached: 'boolean',
    keyReplaces: 'boolean', // internalDomainsReplace: the key acts though the service is reached
    cached: 'boolean', // the device remembers what the recipient is
  },
  [
    { cites: 'MT-070', when: { turnedOff: true }, verdict: by('off') },
    { cites: 'MT-071', when: { account: 'unserved' }, verdict: by('off') },
    { cites: 'MT-072', when: { account: 'uopcc', key: 'absent' }, verdict: by('off') },
    { cites: 'MT-075', when: { account: 'uopcc', key: 'domains' }, verdict: by('domains') },
    { cites: 'MT-076', when: { account: 'uopcc' }, verdict: by('ownDomain') },
    {
      cites: 'MT-073',
      when: { reached: true, keyReplaces: true, key: 'domains' },
      verdict: by('domains'),
    },
    {
      cites: 'MT-073',
      when: { reached: true, keyReplaces: true, key: 'empty' },
      verdict: by('ownDomain'),
    },
    { cites: 'MT-077', when: { reached: true }, verdict: by('service') },
    { cites: 'MT-074', when: { cached: true }, verdict: by('cache') },
    { cites: 'MT-075', when: { key: 'domains' }, verdict: by('domains') },
    { cites: 'MT-076', verdict: by('ownDomain') },
  ],
);
