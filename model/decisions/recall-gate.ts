/**
 * May this recall start, and which agent acts on it? Table D1 of the evidence, read top-down.
 *
 * Facts come from `recallGateFacts` in `facts.ts`; profile boundaries are facts here, dates are
 * there.
 */
import { decisionList } from '../decision.ts';

/** `null` reason: accepted. The words are those of the output. */
export type GateVerdict =
  | { readonly status: 'accepted'; readonly agent: 'cloud' | 'classic'; readonly reason: null }
  | { readonly status: 'refused'; readonly agent: null; readonly reason: RefusalReason };

export const refusalReasons = [
  'not-sent-yet',
  'client-not-supported',
  'not-in-sent-items',
  'encrypted',
  'too-old',
  'not-permitted',
] as const;
export type RefusalReason = (typeof refusalReasons)[number];

const cloud: GateVerdict = { status: 'accepted', agent: 'cloud', reason: null };
const classic: GateVerdict = { status: 'accepted', agent: 'classic', reason: null };
const refuse = (reason: RefusalReason): GateVerdict => ({ status: 'refused', agent: null, reason });

/** Where MessageRecallEnabled and the profile leave the recall to Outlook. */
const classicAgents = ['none', 'off', 'turningOn'] as const;

export const recallGate = decisionList(
  'recall-gate',
  {
    sent: 'boolean',
    // MessageRecallEnabled: what acts now, and whether a change is on its way.
    // `none`: the profile knows no cloud agent.
    agent: ['on', 'off', 'turningOff', 'turningOn', 'none'],
    client: ['desktop', 'web', 'mobile', 'other'],
    webStarts: 'boolean',
    mobileStarts: 'boolean',
    permitted: 'boolean',
    // What RecallPermission says: not an Exchange setting.
    allowed: 'boolean',
    inSentItems: 'boolean',
    encrypted: 'boolean',
    encryptedRecallable: 'boolean',
    ageLimited: 'boolean',
    tooOld: 'boolean',
  },
  [
    { cites: 'RC-001', when: { sent: false }, verdict: refuse('not-sent-yet') },
    {
      cites: 'RC-100',
      when: { agent: classicAgents, client: ['web', 'mobile', 'other'] },
      verdict: refuse('client-not-supported'),
    },
    {
      cites: 'RC-005',
      when: { client: 'web', webStarts: false },
      verdict: refuse('client-not-supported'),
    },
    {
      cites: 'RC-006',
      when: { client: 'mobile', mobileStarts: false },
      verdict: refuse('client-not-supported'),
    },
    { cites: 'RC-007', when: { client: 'other' }, verdict: refuse('client-not-supported') },
    { cites: 'RC-008', when: { permitted: false }, verdict: refuse('not-permitted') },
    { cites: 'RC-245', when: { allowed: false }, verdict: refuse('not-permitted') },
    { cites: 'RC-009', when: { inSentItems: false }, verdict: refuse('not-in-sent-items') },
    {
      cites: 'RC-101',
      when: { agent: classicAgents, encrypted: true },
      verdict: refuse('encrypted'),
    },
    { cites: 'RC-004', when: { agent: 'none' }, verdict: classic },
    { cites: 'RC-002', when: { agent: 'off' }, verdict: classic },
    { cites: ['RC-003', 'RC-002'], when: { agent: 'turningOn' }, verdict: classic },
    {
      cites: 'RC-010',
      when: { encrypted: true, encryptedRecallable: false },
      verdict: refuse('encrypted'),
    },
    { cites: 'RC-011', when: { ageLimited: true, tooOld: true }, verdict: refuse('too-old') },
    { cites: ['RC-003', 'RC-013'], when: { agent: 'turningOff' }, verdict: cloud },
    { cites: ['RC-012', 'RC-013'], when: { ageLimited: false }, verdict: cloud },
    { cites: 'RC-013', verdict: cloud },
  ],
);
