/**
 * What a draft tells its sender: the answers of the service about each recipient, what the client
 * knows by itself, and which of it the client displays.
 *
 * Two layers, as in Exchange: what is told (`toldOf`) is a matter of recipients, restrictions,
 * switches and partners; what is displayed (`tipsOf`) of the client, its connection, and length.
 */
import { domainOf } from '../address.ts';
import { at } from '../assert.ts';
import {
  clientSettings,
  connectionOf,
  isFullMailbox,
  isGroup,
  lookupsFor,
  metricsOf,
  mobileExternalFacts,
  repliesNow,
  senderFacts,
  tipAnswerFacts,
  tipModeratedFacts,
  tipReplyFacts,
  tipShownFacts,
  tipWithheldFacts,
  type View,
  viewsOf,
} from '../facts-mailtips.ts';
import { cutAt, displayedText } from '../html.ts';
import { type MailTipKind, mailTipKinds, mailTipOf } from '../mailtips.ts';
import { kindOf } from '../org/org.ts';
import type { RuleId } from '../rules/catalogue.ts';
import type { DraftSpec } from '../setting.ts';
import { cite, decide, type Run, type Subject } from './run.ts';
import type { DraftRecord, MailboxAnswer, ShownTip } from './state.ts';

/** The most characters of an automatic reply that are shown. [MT-050] */
const REPLY_MAX = 175;
/** The most characters of any tip. [MT-051] */
const TEXT_MAX = 1_000;

/** What a recipient, or the draft itself, gives reason to tell. */
export type Told = {
  readonly kind: MailTipKind;
  /** -1 for the draft itself. */
  readonly recipient: number;
  readonly text: string | null;
  readonly count: number | null;
  readonly rules: readonly RuleId[];
};

/** The subject of what is asked about a recipient of a draft; -1: about the draft itself. */
function of(addressed: number): Subject {
  return { recall: -1, row: -1, copy: -1, addressed };
}

/** Whom a draft is addressed to: each address once, in order. [DG-004] */
export function addressedBy({ to, cc, bcc }: DraftSpec, dropped: readonly number[]): number[] {
  return [...new Set([...to, ...cc, ...bcc])].filter((one) => !dropped.includes(one));
}

/** What the mailbox of a recipient says of itself now, to whoever asks. */
export function askMailbox(
  run: Run,
  from: number,
  recipient: number,
  now: number,
): MailboxAnswer | null {
  for (const view of viewsOf(run, from, recipient)) {
    if (!view.isHome || kindOf(view.org, recipient) !== 'cloud') continue;
    return {
      full: isFullMailbox(run, view, recipient),
      reply: replyOf(run, view, from, recipient, now),
    };
  }
  return null;
}

/** The text of the automatic reply that the sender is shown; null: none, or none to show. */
function replyOf(
  run: Run,
  view: View,
  from: number,
  recipient: number,
  now: number,
): MailboxAnswer['reply'] {
  const reply = repliesNow(view, recipient, now);
  if (reply === null || view.access === 'none') return null;
  const facts = tipReplyFacts(run, view, from, recipient);
  const { verdict, rules } = decide(run, run.model.lists.tipReply, facts, now, of(recipient));
  if (verdict === 'none' || (verdict === 'external' && reply.audience !== 'All')) return null;
  return { text: reply[verdict] ?? '', rules };
}

type Raised = Omit<Told, 'kind' | 'recipient'>;

const quiet: Raised = { text: null, count: null, rules: [] };

/** One question about one recipient. */
type Asking = {
  readonly run: Run;
  readonly view: View;
  readonly draft: DraftSpec;
  readonly recipient: number;
  readonly mailbox: MailboxAnswer | null;
  readonly isRestricted: boolean;
  readonly now: number;
};

/** What raises each tip of a recipient; null: nothing. */
const raisers: Readonly<Record<MailTipKind, (asking: Asking) => Raised | null>> = {
  'restricted-recipient': ({ isRestricted }) => (isRestricted ? quiet : null),
  'invalid-recipient': ({ view, recipient }) =>
    view.access === 'own' && kindOf(view.org, recipient) === 'unknown' ? quiet : null,
  'mailbox-full': ({ mailbox, view }) => (mailbox?.full && view.isHome ? quiet : null),
  'automatic-replies': ({ mailbox, view }) =>
    mailbox?.reply && view.isHome ? { ...quiet, ...mailbox.reply } : null,
  'moderated-recipient': ({ run, view, draft, recipient, now }) => {
    if (!view.org.delivery.has(recipient)) return null;
    const facts = tipModeratedFacts(run, view, draft.from, recipient);
    const { verdict } = decide(run, run.model.lists.tipModerated, facts, now, of(recipient));
    return verdict === 'told' ? quiet : null;
  },
  'oversize-message': ({ view, draft, recipient }) => {
    const most = view.org.delivery.get(recipient)?.maxReceiveBytes ?? Number.POSITIVE_INFINITY;
    return !isGroup(view, recipient) && draft.sizeBytes > most ? quiet : null;
  },
  'external-recipients': (asking) => {
    const { run, view, recipient } = asking;
    if (!view.tellsPlace) return null;
    if (isGroup(view, recipient)) {
      const count = metricsOf(run, view, recipient)?.external ?? 0;
      return count > 0 ? { ...quiet, count, rules: ['MT-035'] } : null;
    }
    if (livesElsewhereAsGroup(asking)) {
      cite(run, 'MT-093');
      return null;
    }
    if (at(view.settings.external, recipient) === 1) return quiet;
    if (at(view.org.inside, recipient) === 0) cite(run, 'MT-092');
    return null;
  },
  'large-audience': ({ run, view, draft, recipient }) => {
    const metrics = metricsOf(run, view, recipient);
    if (metrics === null) {
      if (isGroup(view, recipient)) cite(run, 'MT-084');
      return null;
    }
    const { largeAudience } = clientSettings(run, draft.from);
    const isLarge = metrics.members > largeAudience;
    return isLarge ? { ...quiet, count: metrics.members, rules: ['MT-037'] } : null;
  },
  custom: ({ run, view, draft, recipient }) => {
    const texts = view.settings.texts.get(recipient);
    if (texts === undefined) return null;
    const language = run.setting.people.get(draft.from)?.language?.toLowerCase() ?? 'default';
    const text =
      texts.get(language) ?? texts.get(language.replace(/-.*/, '')) ?? texts.get('default') ?? null;
    return text === null ? null : { ...quiet, text };
  },
  'reply-all-bcc': () => null,
};

/** A group of another organization, as an address of ours. */
function livesElsewhereAsGroup({ run, view, draft, recipient }: Asking): boolean {
  if (view.isHome) return false;
  return viewsOf(run, draft.from, recipient).some(
    (other) => other.isHome && isGroup(other, recipient),
  );
}

/** What the service tells of every recipient, and of the draft. */
export function toldOf(run: Run, draft: DraftSpec, record: DraftRecord, now: number): Told[] {
  const recipients = addressedBy(draft, record.dropped);
  const told = recipients.flatMap((recipient) =>
    viewsOf(run, draft.from, recipient).flatMap((view) =>
      toldAbout(run, draft, record, view, recipient, recipients.length, now),
    ),
  );
  const isOurs = viewsOf(run, draft.from, draft.from)[0]?.access === 'own';
  const own = isOurs && clientSettings(run, draft.from).allOn;
  return [...told, ...(own ? toldOfDraft(run, draft, recipients) : [])];
}

function toldAbout(
  run: Run,
  draft: DraftSpec,
  record: DraftRecord,
  view: View,
  recipient: number,
  addressed: number,
  now: number,
): Told[] {
  const { lists } = run.model;
  const admitted = decide(
    run,
    lists.admission,
    senderFacts(view, draft.from, recipient),
    now,
    of(recipient),
  );
  const answerFacts = tipAnswerFacts(run, view, recipient, admitted.verdict === 'taken');
  const answer = decide(run, lists.tipAnswer, answerFacts, now, of(recipient));
  if (answer.verdict === 'nothing') return [];
  if (isGroup(view, recipient)) cite(run, 'MT-014');
  const isRestricted = answer.verdict === 'restricted';
  const mailbox = record.mailboxes?.find(([whose]) => whose === recipient)?.[1] ?? null;
  const asking = { run, view, draft, recipient, mailbox, isRestricted, now };
  return mailTipKinds.flatMap((kind): Told[] => {
    const raised = raisers[kind](asking);
    if (raised === null) return [];
    const facts = tipWithheldFacts(run, view, recipient, kind, { isRestricted, addressed });
    const { verdict } = decide(run, lists.tipWithheld, facts, now, of(recipient));
    if (verdict === 'withheld') return [];
    const { cites } = mailTipOf(kind);
    cite(run, cites);
    for (const rule of raised.rules) cite(run, rule);
    return [{ ...raised, kind, recipient, rules: [cites, ...raised.rules] }];
  });
}

/** What the draft itself gives reason to tell: size, how many it reaches, where it came from. */
function toldOfDraft(run: Run, draft: DraftSpec, recipients: readonly number[]): Told[] {
  const [view] = viewsOf(run, draft.from, draft.from);
  const tell = (kind: MailTipKind, count: number | null, ...rules: RuleId[]): Told => {
    for (const rule of rules) cite(run, rule);
    return { kind, recipient: -1, text: null, count, rules };
  };
  if (view === undefined) return [];
  const { sizeLimits, delivery } = view.org;
  const own = delivery.get(draft.from)?.maxSendBytes ?? Number.POSITIVE_INFINITY;
  const most = Math.min(own, sizeLimits.maxSendBytes, sizeLimits.maxReceiveBytes);
  const { largeAudience, groupMetricsOn } = view.settings;
  const reached = recipients.reduce(
    (sum, one) => sum + (metricsOf(run, view, one)?.members ?? 1),
    0,
  );
  const byMessage = run.setting.assume.largeAudienceUnit === 'messageTotal';
  return [
    ...(draft.sizeBytes > most ? [tell('oversize-message', null, 'MT-043')] : []),
    ...(byMessage && groupMetricsOn && reached > largeAudience
      ? [tell('large-audience', reached, 'MT-036', 'MT-037')]
      : []),
    ...(draft.repliesAllAfterBcc ? [tell('reply-all-bcc', null, 'MT-044', 'MT-068')] : []),
  ];
}

/** The lookups that the dearest recipient costs. */
export function lookupsNow(run: Run, draft: DraftSpec, record: DraftRecord): number {
  const costs = addressedBy(draft, record.dropped).flatMap((recipient) =>
    viewsOf(run, draft.from, recipient).map((view) => lookupsFor(run, view, recipient)),
  );
  const most = Math.max(0, ...costs);
  if (most > 0) {
    cite(run, 'MT-086');
    cite(run, 'MT-087');
  }
  return most;
}

/** What the client displays of what is told, in the order of the tips, then of the recipients. */
export function displayed(
  run: Run,
  draft: DraftSpec,
  record: DraftRecord,
  told: readonly Told[],
  now: number,
): ShownTip[] {
  const shown = mobileTold(run, draft, record, told, now).filter(({ kind, recipient }) => {
    const facts = tipShownFacts(run, draft, kind, now);
    const { tipShown } = run.model.lists;
    return decide(run, tipShown, facts, now, of(recipient)).verdict === 'shown';
  });
  const order = (tip: Told): number => mailTipKinds.indexOf(tip.kind);
  return [...shown].sort((a, b) => order(a) - order(b)).map((tip) => withText(run, tip));
}

function withText(run: Run, { kind, recipient, text, count, rules }: Told): ShownTip {
  if (text === null) return { kind, recipient, text, count, rules };
  const cuts: RuleId[] = [];
  let line = displayedText(text);
  const cut = (most: number, rule: RuleId): void => {
    const shorter = cutAt(line, most);
    if (shorter === line) return;
    line = shorter;
    cuts.push(rule);
    cite(run, rule);
  };
  if (kind === 'automatic-replies') cut(REPLY_MAX, 'MT-050');
  if (run.setting.assume.displayLimit === '1000') cut(TEXT_MAX, 'MT-051');
  return { kind, recipient, text: line, count, rules: [...rules, ...cuts] };
}

/** On a mobile device it may not be the service that says who is outside. */
function mobileTold(
  run: Run,
  draft: DraftSpec,
  record: DraftRecord,
  told: readonly Told[],
  now: number,
): readonly Told[] {
  if (draft.client !== 'mobile') return told;
  const settings = clientSettings(run, draft.from);
  if (!settings.allOn || !settings.externalOn) return told;
  const found = addressedBy(draft, record.dropped).flatMap((recipient): Told[] => {
    const facts = mobileExternalFacts(run, draft.from, recipient, now);
    const { verdict, rules } = decide(
      run,
      run.model.lists.mobileExternal,
      facts,
      now,
      of(recipient),
    );
    if (verdict === 'service')
      return told.filter(
        (tip) => tip.kind === 'external-recipients' && tip.recipient === recipient,
      );
    const isOutside =
      verdict !== 'off' &&
      isOutsideForDevice(run, draft.from, recipient, verdict === 'cache', verdict === 'domains');
    return isOutside
      ? [{ kind: 'external-recipients', recipient, text: null, count: null, rules }]
      : [];
  });
  return [...told.filter(({ kind }) => kind !== 'external-recipients'), ...found];
}

/** What a device makes of an address by itself. */
function isOutsideForDevice(
  run: Run,
  from: number,
  recipient: number,
  cached: boolean,
  byKey: boolean,
): boolean {
  const mobile = run.setting.people.get(from)?.mobile;
  if (cached) return mobile?.cachedScopes.get(recipient) === 'external';
  const { addresses } = run.setting.book;
  const own = byKey ? (mobile?.internalDomains ?? []) : [domainOf(at(addresses, from))];
  const domain = domainOf(at(addresses, recipient));
  return !own.some((root) => domain === root || domain.endsWith(`.${root}`));
}

/** Whether the service can be asked now. */
export function isReached(run: Run, draft: DraftSpec, now: number): boolean {
  return connectionOf(run, draft.from, now).reached;
}
