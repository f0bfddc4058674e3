/**
 * The MailTips, one entry each: what raises it, whom it is about, which clients show it, what it
 * may stand beside.
 *
 * Why data: nothing else asks which tip it has in hand. Shared code reads the fields; what raises a
 * tip stands under its name in `world/tips.ts`, and suppression is the lists’ business.
 */
import type { TipSettings } from './org/mailtips.ts';
import type { RuleId } from './rules/catalogue.ts';

/** What kind of program a draft is written in, as far as MailTips go. */
export type TipClient = 'desktop' | 'web' | 'mobile' | 'none';

export type MailTip = {
  /** The rule that it is raised by. */
  readonly cites: RuleId;
  /** Whether it tells of one mailbox: dropped in large drafts, never raised by a group. */
  readonly ofOneMailbox: 'no' | 'custom' | 'content';
  /** How it goes with a restricted recipient. */
  readonly besideRestricted: 'shown' | 'custom' | 'dropped';
  /** The switch of the organization that it needs, beside the one for all. */
  readonly needs: 'mailboxSourced' | 'groupMetrics' | 'external' | null;
  /** What a partner with limited access learns. */
  readonly limited: 'told' | 'untold' | 'contested';
  /** Whether the access scope of a partner limits it. */
  readonly scoped: boolean;
  readonly clients: readonly TipClient[];
  /** Whether the client knows it without the service. */
  readonly byItself: boolean;
  readonly offers: 'remove-recipient' | null;
};

const everywhere = ['desktop', 'web', 'mobile'] as const;
const onComputers = ['desktop', 'web'] as const;
const plain = {
  ofOneMailbox: 'no',
  besideRestricted: 'dropped',
  needs: null,
  limited: 'told',
  scoped: false,
  clients: onComputers,
  byItself: false,
  offers: null,
} as const;

/** In the order in which they are shown. [D-30] */
export const mailTips = {
  'restricted-recipient': {
    ...plain,
    cites: 'MT-006',
    besideRestricted: 'shown',
    offers: 'remove-recipient',
  },
  'invalid-recipient': {
    ...plain,
    cites: 'MT-030',
    limited: 'untold',
    clients: ['desktop'],
    offers: 'remove-recipient',
  },
  'mailbox-full': {
    ...plain,
    cites: 'MT-031',
    ofOneMailbox: 'content',
    needs: 'mailboxSourced',
    limited: 'contested',
    scoped: true,
    offers: 'remove-recipient',
  },
  'automatic-replies': {
    ...plain,
    cites: 'MT-032',
    ofOneMailbox: 'content',
    needs: 'mailboxSourced',
    scoped: true,
    clients: everywhere,
  },
  'moderated-recipient': { ...plain, cites: 'MT-041', limited: 'untold' },
  'oversize-message': { ...plain, cites: 'MT-043', clients: ['desktop'] },
  'external-recipients': {
    ...plain,
    cites: 'MT-034',
    besideRestricted: 'shown',
    needs: 'external',
    clients: everywhere,
  },
  'large-audience': {
    ...plain,
    cites: 'MT-036',
    besideRestricted: 'shown',
    needs: 'groupMetrics',
    limited: 'untold',
  },
  custom: {
    ...plain,
    cites: 'MT-033',
    ofOneMailbox: 'custom',
    besideRestricted: 'custom',
    limited: 'untold',
    scoped: true,
  },
  'reply-all-bcc': { ...plain, cites: 'MT-044', clients: ['web'], byItself: true },
} as const satisfies Record<string, MailTip>;

export type MailTipKind = keyof typeof mailTips;
export const mailTipKinds = Object.keys(mailTips) as MailTipKind[];

export function mailTipOf(kind: MailTipKind): MailTip {
  return mailTips[kind];
}

/** Whether the switch that a tip needs is on. */
export function isSwitchedOn(needs: MailTip['needs'], settings: TipSettings): boolean {
  if (needs === 'mailboxSourced') return settings.mailboxSourcedOn;
  if (needs === 'groupMetrics') return settings.groupMetricsOn;
  return needs !== 'external' || settings.externalOn;
}
